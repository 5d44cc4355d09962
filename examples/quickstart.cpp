// The main job: a jet-tagging network from a type, through training, quantization and every report,
// to predictions. ./examples/quickstart builds and runs it; --help lists the choices.
#include <map>

#include <CLI/CLI.hpp>

#include <widthwise/graph/zoo.hpp>

#include "quickstart.hpp"

namespace zoo = ww::zoo;
using q8 = ww::integer<8, 4>;
using q16 = ww::integer<16, 4>;

WIDTHWISE_STRING(some_blocks, "seq_blocks_[25]");
WIDTHWISE_STRING(some_layers, "fc[12]");

/// All linear layers at 8 bits, 4 of them fraction; one by name at 16; those a pattern matches
/// at 8.
template <class Net>
struct by_type
    : ww::quantize_t<
          Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {
};
template <class Net, class First>
struct by_name
    : ww::quantize_t<Net,
                     ww::by_name<ww::on<First, ww::data_in<q16>, ww::weight<q16>, ww::bias<q16>>>> {
};
template <class Net, class Pattern>
struct by_regex
    : ww::quantize_t<Net,
                     ww::by_regex<ww::on<Pattern, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {
};

template <class Net, class First, class Pattern>
void run(request const& wanted) {
    if (wanted.config == "by-type") {
        main_job<Net, by_type<Net>>(wanted);
    } else if (wanted.config == "by-name") {
        main_job<Net, by_name<Net, First>>(wanted);
    } else {
        main_job<Net, by_regex<Net, Pattern>>(wanted);
    }
}

int main(int argc, char** argv) {
    using job = void (*)(request const&);
    std::map<std::string, job> const networks{
        {"jsc_tiny", run<zoo::jsc_tiny, ww::seq_blocks<2>, some_blocks>},
        {"jsc_toy", run<zoo::jsc_toy, ww::seq_blocks<2>, some_blocks>},
        {"jsc_s", run<zoo::jsc_s, ww::seq_blocks<2>, some_blocks>},
        {"jsc_test", run<zoo::jsc_test, ww::seq_blocks<2>, some_blocks>},
        {"16-64-32-32-5", run<zoo::jet_16_64_32_32_5, zoo::fc1, some_layers>},
        {"residual_mlp", run<zoo::residual_mlp, zoo::fc1, some_layers>}};
    request wanted;
    std::string names;
    for (auto const& [name, unused] : networks) {
        names += (names.empty() ? "" : ", ") + name;
    }

    CLI::App app("Train, quantize and report a jet-tagging network.");
    auto* network = app.add_option("--network", wanted.network, names)->capture_default_str();
    app.add_option("--config", wanted.config, "what is quantized: by-type, by-name or by-regex")
        ->check(CLI::IsMember({"by-type", "by-name", "by-regex"}))
        ->capture_default_str();
    app.add_option("--data", wanted.data, "a folder with x.npy and labels.npy (else synthetic)");
    app.add_option("--weights", wanted.weights,
                   "a folder of .npy files or a .safetensors file (else train)");
    app.add_option("--epochs", wanted.epochs, "of training")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--output", wanted.output, "where the files go")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        // Weights name their network: a folder with fc1..fc4 is 16-64-32-32-5's.
        bool const fully_connected =
            !wanted.weights.empty() && std::filesystem::exists(wanted.weights / "fc1.weight.npy");
        if (network->count() == 0 && fully_connected) {
            wanted.network = "16-64-32-32-5";
        }
        auto const found = networks.find(wanted.network);
        if (found == networks.end()) {
            throw ww::error("--network " + wanted.network + " is none of " + names);
        }
        found->second(wanted);
    } catch (std::exception const& failure) {
        std::cout << std::flush;
        std::cerr << "quickstart: " << failure.what() << "\n";
        return 1;
    }
}
