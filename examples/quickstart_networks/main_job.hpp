// The quickstart's one job, for any network: train (or load), quantize, report, predict.
#pragma once
#include <filesystem>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include <widthwise/io/weights.hpp>
#include <widthwise/passes.hpp>
#include <widthwise/report/costs.hpp>
#include <widthwise/report/graph.hpp>
#include <widthwise/report/node.hpp>
#include <widthwise/report/progress.hpp>
#include <widthwise/report/quantization.hpp>
#include <widthwise/report/weights.hpp>
#include <widthwise/train/evaluate.hpp>
#include <widthwise/train/jets.hpp>
#include <widthwise/train/trainer.hpp>

#include "request.hpp"

namespace ww = widthwise;

struct samples {
    ww::train::dataset training{}, validation{}, test{};
};

inline void title(std::string const& text) { fmt::print("\n== {}\n", text); }

template <class Net>
samples load_samples(request const& wanted) {
    if (wanted.data.empty()) {
        fmt::print("data: synthetic jets (a Gaussian mixture, no physics; best possible accuracy "
                   "{:.1f} %)\n",
                   100 * ww::train::jets::best_accuracy(100000, 4));
        return {ww::train::jets::make(24000, 1), ww::train::jets::make(4000, 2),
                ww::train::jets::make(8000, 3)};
    }
    auto all = ww::train::load_dataset<Net>(wanted.data);
    fmt::print("data: {} samples from {}\n", all.samples(), wanted.data.string());
    if (!wanted.weights.empty()) {
        return {{}, {}, std::move(all)}; // nothing to train: all of it is test data
    }
    auto [rest, test] = ww::train::split(all, 0.8, 42);
    auto [training, validation] = ww::train::split(rest, 0.8, 42);
    return {std::move(training), std::move(validation), std::move(test)};
}

template <class Net>
ww::parameters<Net> trained(request const& wanted, samples const& from) {
    if (!wanted.weights.empty()) {
        fmt::print("parameters: from {}\n", wanted.weights.string());
        return ww::io::load_parameters<Net>(wanted.weights);
    }
    ww::train::options how;
    how.optimizer = ww::train::adam{1e-2};
    how.epochs = wanted.epochs;
    ww::train::trainer<Net> trainer(how);
    ww::report::progress shown(std::cout, isatty(STDOUT_FILENO) != 0);
    trainer.fit(from.training, from.validation, [&](ww::train::progress const& p) {
        shown.update(p.epoch, p.epochs, p.step, p.steps, to_string(p));
    });
    shown.finish();
    return trainer.best();
}

/// Where a folder of data also holds the logits another program computed, ours stand beside them.
template <class Net>
void compare_logits(request const& wanted, ww::parameters<Net> const& p, samples const& from) {
    if (wanted.data.empty() || !std::filesystem::exists(wanted.data / "logits.npy")) {
        return;
    }
    auto const theirs = ww::io::read_npy(wanted.data / "logits.npy").floats();
    ww::executor<Net> run(p);
    std::vector<float> ours(from.test.samples() * run.output_size());
    run.run(from.test.x, ours);
    if (ours.size() != theirs.size()) {
        throw ww::error((wanted.data / "logits.npy").string(), "logits",
                        fmt::format("has {} values, expected {}", theirs.size(), ours.size()));
    }
    title("Logits: ours | logits.npy");
    double worst = 0;
    for (std::size_t s = 0; s < from.test.samples(); ++s) {
        auto const row = [&](std::vector<float> const& of) {
            auto const first = of.begin() + static_cast<std::ptrdiff_t>(s * run.output_size());
            return fmt::format(
                "{:9.5f}",
                fmt::join(first, first + static_cast<std::ptrdiff_t>(run.output_size()), " "));
        };
        fmt::print("{} | {}\n", row(ours), row(theirs));
    }
    for (std::size_t i = 0; i < ours.size(); ++i) {
        worst = std::max(worst,
                         std::abs(static_cast<double>(ours[i]) - static_cast<double>(theirs[i])));
    }
    fmt::print("largest difference {:.1e}\n", worst);
}

template <class Net, class Quantized>
void main_job(request const& wanted) {
    title("Graph of " + wanted.network);
    fmt::print("{}\n", ww::report::report_graph<Net>());

    title("Training");
    samples const from = load_samples<Net>(wanted);
    auto const floats = trained<Net>(wanted, from);
    compare_logits<Net>(wanted, floats, from);

    title("Metadata of the quantized network (" + wanted.config + ")");
    fmt::print("{}\n", ww::report::report_node_meta_param<Quantized>(ww::batch{8}, {"common"}));

    auto const folder = wanted.output / (wanted.network + "_" + wanted.config);
    std::filesystem::create_directories(folder);
    auto const summary = ww::report::summarize_quantization<Net, Quantized>(folder);
    title("Quantized graph histogram");
    fmt::print("{}\n", ww::report::to_text(summary.histogram, ww::report::style::orgtbl));

    auto const integers = ww::transfer<Quantized>(floats);
    title("The weights are quantized");
    fmt::print("{}\n", ww::report::weights_text(
                           ww::report::weights_report<Net, Quantized>(floats, integers)));

    title("FLOPs and BitOPs, batch 8");
    fmt::print("{}\n",
               ww::report::costs_report<Net, Quantized>(ww::batch{8}, {"float", wanted.config}));

    title("Test accuracy");
    auto const before = ww::train::evaluate<Net>(floats, from.test);
    auto const after = ww::train::evaluate<Quantized>(integers, from.test);
    fmt::print("float {:.2f} %   {} {:.2f} %   ({} samples)\n", 100 * before.accuracy(),
               wanted.config, 100 * after.accuracy(), from.test.samples());

    title("Files");
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        fmt::print("{}\n", entry.path().string());
    }
}

using q8 = ww::integer<8, 4>;
using q16 = ww::integer<16, 4>;

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
