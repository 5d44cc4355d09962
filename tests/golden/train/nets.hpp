// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/folder.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/train/trainer.hpp>

#include "tests/golden/shared.hpp"

/// The two golden networks, their 64 samples as one batch, and the numbers MASE's training gave.
/// Tolerance of every number: 2e-6 times the larger of 1 and its size, 16 to 32 float32 ulps:
/// both sides sum 64 to 1024 float32 terms, in different orders.
template <class Net>
struct golden_net {
    std::string name;
    std::filesystem::path nets = shared() / "golden" / "mase" / "nets";
    widthwise::train::dataset data =
        widthwise::train::load_dataset<Net>(shared() / "golden" / "mase" / "nets");
    std::vector<std::size_t> batch = std::vector<std::size_t>(64);

    explicit golden_net(std::string folder) : name(std::move(folder)) {
        std::iota(batch.begin(), batch.end(), std::size_t{0});
    }
    widthwise::io::state_dict state(std::string const& prefix) const {
        return widthwise::io::read_folder(nets / name, prefix + ".");
    }
    widthwise::parameters<Net> start() const {
        return widthwise::io::load_parameters<Net>(state("param"));
    }
    /// `count` numbers that results.json has under a key (a JSON parser costs 4 s to compile).
    std::vector<double> results(std::string const& key, int count) const {
        std::ifstream file(nets / "results.json");
        std::string const text{std::istreambuf_iterator<char>(file), {}};
        std::size_t const at = text.find('"' + key + "\":", text.find('"' + name + "\": {"));
        REQUIRE(at != std::string::npos);
        char const* next = text.c_str() + text.find_first_of("-0123456789", at + key.size() + 2);
        std::vector<double> numbers;
        for (char* end = nullptr; count > 0; --count, next = end + 1) { // over a comma
            numbers.push_back(std::strtod(next, &end));
            REQUIRE(end != next);
        }
        return numbers;
    }
};

/// The largest |ours - golden| / max(1, |golden|).
inline double largest_difference(std::span<float const> ours, std::vector<float> const& golden) {
    REQUIRE(ours.size() == golden.size());
    double most = 0;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        auto const expected = static_cast<double>(golden[i]);
        double const difference =
            std::abs(static_cast<double>(ours[i]) - expected) / std::max(1.0, std::abs(expected));
        most = difference <= most ? most : difference; // NaN is the largest
    }
    return most;
}

/// Compares every tensor of p that the state dict has; returns how many. skip(tensor): not this.
template <class Net, class Skip>
int compare(widthwise::parameters<Net> p, widthwise::io::state_dict const& golden, Skip&& skip) {
    int compared = 0;
    for (auto const& t : widthwise::train::tensors_of(p)) {
        auto const found = golden.find(widthwise::io::state_dict_prefix(t.node) + "." + t.name);
        if (found != golden.end() && !skip(t)) {
            ++compared;
            double const difference = largest_difference(t.data, found->second.floats());
            INFO(found->first, " differs by ", difference);
            CHECK(difference <= 2e-6);
        }
    }
    return compared;
}
template <class Net>
int compare(widthwise::parameters<Net> const& p, widthwise::io::state_dict const& golden) {
    return compare(p, golden, [](auto const&) { return false; });
}
