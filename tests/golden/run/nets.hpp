// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include <widthwise/io/folder.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/executor.hpp>

#include "tests/golden/nets.hpp"
#include "tests/golden/shared.hpp"

namespace golden {

/// One of MASE's networks in golden/mase/nets: its state dict, its inputs.
template <class Net>
struct net_data {
    std::filesystem::path folder = shared() / "golden" / "mase" / "nets" / name_of<Net>;
    std::vector<float> x = ww::io::read_npy(folder.parent_path() / "x.npy").floats();
    ww::parameters<Net> parameters =
        ww::io::load_parameters<Net>(ww::io::read_folder(folder, "param."), folder.string());

    std::vector<float> read(std::string const& name) const {
        return ww::io::read_npy(folder / (name + ".npy")).floats();
    }
};

/// Where two vectors differ most, relative to max(1, |wanted|); an infinite number if sizes differ.
inline double distance(std::vector<float> const& got, std::vector<float> const& wanted) {
    double worst = got.size() == wanted.size() ? 0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(got.size(), wanted.size()); ++i) {
        double const w = static_cast<double>(wanted[i]);
        double const d = std::fabs(static_cast<double>(got[i]) - w) / std::fmax(1.0, std::fabs(w));
        worst = std::isnan(d) ? HUGE_VAL : std::fmax(worst, d);
    }
    return worst;
}

template <class Quantized, class Net>
std::vector<float> outputs(net_data<Net> const& data) {
    ww::executor<Quantized> run(ww::transfer<Quantized>(data.parameters));
    std::vector<float> y(data.x.size() / run.input_size() * run.output_size());
    run.run(data.x, y);
    return y;
}

/// Every config of a list against y_<config>.npy.
/// Tolerance: BatchNorm in eval mode differs by up to 4e-6 between implementations (the README of
/// the vectors); what a quantizer then rounds is equal or the test fails by a whole step.
template <class Net, class Configs>
void check_configs(double tolerance) {
    net_data<Net> const data;
    for_each(Configs{}, [&](auto tag) {
        using quantized_net = typename decltype(tag)::type;
        CAPTURE(quantized_net::config);
        auto const wanted = data.read(std::string("y_") + quantized_net::config);
        CHECK(distance(outputs<quantized_net>(data), wanted) <= tolerance);
    });
}

/// The values behind every node against act_<config>.seq_blocks_<i>.npy.
template <class Quantized, class Net>
void check_activations(double tolerance) {
    net_data<Net> const data;
    ww::executor<Quantized> run(ww::transfer<Quantized>(data.parameters));
    std::vector<float> y(data.x.size() / run.input_size() * run.output_size());
    std::vector<std::vector<float>> values(ww::size_of<Quantized>());
    run.run(data.x, y, [&](std::size_t) {
        for (std::size_t i = 1; i + 1 < values.size(); ++i) {
            auto const sample = run.values(i);
            values[i].insert(values[i].end(), sample.begin(), sample.end());
        }
    });
    for (std::size_t i = 1; i + 1 < values.size(); ++i) {
        std::string const name = ww::rows_of<Quantized>()[i].name;
        CAPTURE(name);
        auto const wanted = data.read(std::string("act_") + Quantized::config + "." + name);
        CHECK(distance(values[i], wanted) <= tolerance);
    }
}

} // namespace golden
