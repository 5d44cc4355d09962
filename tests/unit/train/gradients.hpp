// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/train/batch_network.hpp>
#include <widthwise/train/cross_entropy.hpp>

namespace ww = widthwise;
namespace tr = ww::train;

using ww::pair;

/// dL/dp of every parameter against (L(p + h) - L(p)) / h or (L(p) - L(p - h)) / h, the nearer one:
/// a kink of relu or max spoils the side it lies on. In front of the layer under test stands a
/// linear, whose gradients are the layer's dL/dx.
/// Tolerance: L is a mean of float32s of size 1, so that h = 1e-3 leaves some 1e-4 of rounding and
/// of curvature; gradients are of size .01 to 1.
template <class Net>
void check_gradients(std::size_t samples = 13) { // 13: one block of lanes and a rest
    constexpr std::size_t features = tr::features_of<Net>(), classes = tr::classes_of<Net>();
    tr::random numbers(6);
    tr::dataset data;
    for (std::size_t i = 0; i < samples; ++i) {
        for (std::size_t f = 0; f < features; ++f) {
            data.x.push_back(static_cast<float>(numbers.normal()));
        }
        data.labels.push_back(static_cast<int>(numbers.below(classes)));
    }
    std::vector<std::size_t> all(samples);
    std::iota(all.begin(), all.end(), std::size_t{0});
    ww::parameters<Net> start{};
    tr::initialize(start, 3);
    for (auto const& t : tr::tensors_of(start)) { // not only 1 and 0 in BatchNorm
        for (float& value : t.data) {
            value += t.normalizes ? static_cast<float>(.3 * numbers.uniform()) : 0;
        }
    }
    auto const loss = [&](ww::parameters<Net> const& p, tr::batch_network<Net>* keep) {
        tr::batch_network<Net> fresh(p, 1); // the same dropout each time
        tr::batch_network<Net>& net = keep != nullptr ? *keep : fresh;
        float const* z = net.forward(data, all, true);
        float* dz = keep != nullptr ? net.result_gradient() : nullptr;
        double const value = tr::cross_entropy(z, classes, data.labels, dz).loss();
        if (keep != nullptr) {
            net.backward();
        }
        return value;
    };
    tr::batch_network<Net> net(start, 1);
    double const here = loss(start, &net);
    auto const gradients = tr::tensors_of(net.gradients());
    auto const tensors = tr::tensors_of(start);
    double largest = 0;
    for (std::size_t t = 0; t < tensors.size(); ++t) {
        std::size_t const stride = tensors[t].data.size() / 40 + 1;
        for (std::size_t i = 0; tensors[t].trainable() && i < tensors[t].data.size(); i += stride) {
            float& p = tensors[t].data[i];
            float const middle = p;
            p = middle + 1e-3f;
            double const above = loss(start, nullptr);
            p = middle - 1e-3f;
            double const below = loss(start, nullptr);
            p = middle;
            double const right = (above - here) / 1e-3, left = (here - below) / 1e-3;
            auto const ours = static_cast<double>(gradients[t].data[i]);
            INFO(std::string(tensors[t].node), ".", std::string(tensors[t].name), "[", i,
                 "]: ", ours, " vs ", left, " and ", right);
            CHECK(std::min(std::abs(ours - left), std::abs(ours - right)) <
                  5e-4 + 2e-2 * std::abs(ours));
            largest = std::max(largest, std::abs(ours));
        }
    }
    CHECK(largest > 5e-3); // zeros would agree with anything flat
}

template <class... Layer>
struct behind_linear : ww::network<ww::input<6>, ww::linear<6, 8>, Layer..., ww::linear<8, 3>> {};
/// An image [2, 4, 6] made by a linear, three classes made of what is left of it.
template <int Left, class... Layer>
struct image : ww::network<ww::input<5>, ww::linear<5, 48>, ww::view<2, 4, 6>, Layer...,
                           ww::flatten, ww::linear<Left, 3>> {};
template <int Left, class... Layer>
struct signal : ww::network<ww::input<5>, ww::linear<5, 20>, ww::view<2, 10>, Layer..., ww::flatten,
                            ww::linear<Left, 3>> {};
