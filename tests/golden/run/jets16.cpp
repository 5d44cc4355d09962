// SPDX-License-Identifier: Apache-2.0
// Seven real jets through the real trained 16-64-32-32-5: inner tensors and logits.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/folder.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/run/executor.hpp>

#include "tests/golden/shared.hpp"

namespace ww = widthwise;
using net = ww::zoo::jet_16_64_32_32_5;

TEST_CASE("the float network reproduces every stored tensor of the real jets") {
    auto const folder = shared() / "data" / "jets16";
    ww::executor<net> run(ww::io::load_parameters<net>(ww::io::read_folder(folder)));
    auto const x = ww::io::read_npy(folder / "x.npy").floats();
    std::vector<float> y(x.size() / run.input_size() * run.output_size());
    char const* const names[] = {"fc1", "fc2", "fc3"};
    std::vector<std::vector<float>> wanted;
    for (char const* name : names) {
        wanted.push_back(ww::io::read_npy(folder / (std::string(name) + "_out.npy")).floats());
    }
    double worst = 0;
    run.run(x, y, [&](std::size_t sample) {
        for (std::size_t n = 0; n < 3; ++n) {
            auto values = run.values(names[n]);
            for (std::size_t i = 0; i < values.size(); ++i) {
                double const want = static_cast<double>(wanted[n][sample * values.size() + i]);
                worst = std::fmax(worst, std::fabs(static_cast<double>(values[i]) - want));
            }
        }
    });
    CHECK(worst <= 1e-5);
    auto const logits = ww::io::read_npy(folder / "logits.npy").floats();
    REQUIRE(logits.size() == y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        CHECK(std::fabs(y[i] - logits[i]) <= 3e-6f * std::fmax(1.0f, std::fabs(logits[i])));
    }
}
