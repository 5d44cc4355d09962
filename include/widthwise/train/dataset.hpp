// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/graph/network.hpp>
#include <widthwise/io/npy.hpp>
#include <widthwise/train/random.hpp>

namespace widthwise::train {

/// x: [samples, features] row-major, labels: [samples].
struct dataset {
    std::vector<float> x{};
    std::vector<int> labels{};

    std::size_t samples() const { return labels.size(); }
    std::size_t features() const { return labels.empty() ? 0 : x.size() / labels.size(); }
};

/// Some samples of a dataset, in the order given.
inline dataset select(dataset const& from, std::vector<std::size_t> const& chosen) {
    std::size_t const features = from.features();
    dataset out;
    out.x.reserve(chosen.size() * features);
    out.labels.reserve(chosen.size());
    for (std::size_t const i : chosen) {
        auto const row = from.x.begin() + static_cast<std::ptrdiff_t>(i * features);
        out.x.insert(out.x.end(), row, row + static_cast<std::ptrdiff_t>(features));
        out.labels.push_back(from.labels.at(i));
    }
    return out;
}

/// A random share of the samples (0..1, rounded down), and the rest.
inline std::pair<dataset, dataset> split(dataset const& from, double share, std::uint64_t seed) {
    if (!(share >= 0 && share <= 1)) {
        throw error("split: a share is between 0 and 1, not " + std::to_string(share));
    }
    random numbers(seed);
    auto const order = permutation(from.samples(), numbers);
    auto const cut =
        order.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(order.size()));
    return {select(from, {order.begin(), cut}), select(from, {cut, order.end()})};
}

/// Error: x does not hold whole samples of the features, a label is no class.
inline void require_fit(dataset const& data, std::size_t features, std::size_t classes) {
    if (data.x.size() != data.samples() * features) {
        throw error("dataset: " + std::to_string(data.x.size()) + " values do not hold " +
                    std::to_string(data.samples()) + " samples of " + std::to_string(features) +
                    " features");
    }
    for (std::size_t i = 0; i < data.samples(); ++i) {
        if (data.labels[i] < 0 || static_cast<std::size_t>(data.labels[i]) >= classes) {
            throw error("dataset: label " + std::to_string(data.labels[i]) + " of sample " +
                        std::to_string(i) + " is none of the classes 0.." +
                        std::to_string(classes - 1));
        }
    }
}

/// x.npy [N, ...] of floats and labels.npy [N] of class numbers, from one folder.
/// Error, with file and tensor: missing, malformed, not N of both, NaN or infinite, features or
/// labels that do not fit.
inline dataset load_dataset(std::filesystem::path const& folder, std::size_t features,
                            std::size_t classes) {
    io::tensor const x = io::read_npy(folder / "x.npy");
    io::tensor const labels = io::read_npy(folder / "labels.npy");
    if (labels.shape.size() != 1) {
        labels.fail("shape " + io::to_string(labels.shape) + ", expected one axis: [samples]");
    }
    if (x.shape.size() < 2 || x.shape[0] != labels.shape[0]) {
        x.fail("shape " + io::to_string(x.shape) + " against labels " +
               io::to_string(labels.shape) + ", expected the same number of samples first");
    }
    x.require_finite();
    dataset out{x.floats(), {}};
    auto const numbers = labels.integers();
    if (numbers.empty()) {
        x.fail("has no samples");
    }
    if (out.x.size() / numbers.size() != features) {
        x.fail("shape " + io::to_string(x.shape) + ", expected " + std::to_string(features) +
               " features a sample");
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (numbers[i] < 0 || static_cast<std::uint64_t>(numbers[i]) >= classes) {
            labels.fail("element " + std::to_string(i) + " is " + std::to_string(numbers[i]) +
                        ", expected a class 0.." + std::to_string(classes - 1));
        }
        out.labels.push_back(static_cast<int>(numbers[i]));
    }
    return out;
}

/// Elements of one input sample and of one result.
template <class Net>
constexpr std::size_t features_of() {
    return static_cast<std::size_t>(facts_of<Net>().out[0].elements());
}
template <class Net>
constexpr std::size_t classes_of() {
    return static_cast<std::size_t>(facts_of<Net>().out[size_of<Net>() - 1].elements());
}

/// The same, with the features and classes of a network.
template <class Net>
dataset load_dataset(std::filesystem::path const& folder) {
    return load_dataset(folder, features_of<Net>(), classes_of<Net>());
}

} // namespace widthwise::train
