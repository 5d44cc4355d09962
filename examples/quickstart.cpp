// The main job: a jet-tagging network from a type, through training, quantization and every report,
// to predictions. ./examples/quickstart builds and runs it; --help lists the choices.
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include <widthwise/run/error.hpp>

#include "quickstart_networks/request.hpp"

int main(int argc, char** argv) {
    using job = void (*)(request const&);
    std::map<std::string, job> const networks{
        {"jsc_tiny", run_jsc_tiny}, {"jsc_toy", run_jsc_toy},   {"jsc_s", run_jsc_s},
        {"jsc_test", run_jsc_test}, {"16-64-32-32-5", run_jet}, {"residual_mlp", run_residual_mlp}};
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
            throw widthwise::error("--network " + wanted.network + " is none of " + names);
        }
        found->second(wanted);
    } catch (std::exception const& failure) {
        std::cout << std::flush;
        std::cerr << "quickstart: " << failure.what() << "\n";
        return 1;
    }
}
