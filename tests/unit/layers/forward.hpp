// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include <widthwise/layers.hpp>

namespace forwards {

namespace ww = widthwise;

__extension__ using big = __int128;

/// One layer's scalar forward over inputs of the given shapes.
template <class Layer, class A>
std::vector<typename A::y> run(std::vector<ww::shape> const& in, ww::reads<A> const& v) {
    ww::layer_row const row = Layer::row();
    int const edge[] = {0, 1};
    ww::operands const read{in.data(), edge, static_cast<int>(in.size())};
    ww::inferred const result = row.infer(row, read);
    REQUIRE((result.bad == ww::fault::none));
    std::vector<typename A::y> y(static_cast<std::size_t>(result.out.elements()));
    forward(typename Layer::op_type{}, A{}, row, read, result.out, v, y.data());
    return y;
}

/// Float throughout.
using floats =
    ww::arithmetic<ww::f32, ww::f32, ww::f32, ww::f32, ww::f32, ww::no_activation, false>;
/// Integers with an exact accumulator, its result as it is.
template <class X, class W, class B, class Accum>
using exact = ww::arithmetic<X, W, B, Accum, Accum, ww::no_activation, false>;
/// Every product and partial sum cast to Accum.
template <class X, class W, class B, class Accum>
using stepwise = ww::arithmetic<X, W, B, Accum, Accum, ww::no_activation, true>;

struct generator {
    std::uint64_t state;
    std::uint64_t next() { // splitmix64
        std::uint64_t z = state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::vector<float> floats(std::size_t n) { // [-2, 2)
        std::vector<float> all;
        for (std::size_t i = 0; i < n; ++i) {
            all.push_back(static_cast<float>(static_cast<int>(next() >> 40) - (1 << 23)) / 4194304);
        }
        return all;
    }
    /// Raw values of a format, its extremes among them.
    template <class Format>
    std::vector<typename Format::value_type> raws(std::size_t n) {
        std::vector<typename Format::value_type> all;
        for (std::size_t i = 0; i < n; ++i) {
            std::uint64_t const bits = next() << (64 - Format::width);
            std::int64_t const v = Format::sign
                                       ? static_cast<std::int64_t>(bits) >> (64 - Format::width)
                                       : static_cast<std::int64_t>(bits >> (64 - Format::width));
            all.push_back(i % 7 == 0   ? Format::min()
                          : i % 7 == 1 ? Format::max()
                                       : static_cast<typename Format::value_type>(v));
        }
        return all;
    }
};

inline bool near(float a, double b, double size) {
    double const error = static_cast<double>(a) - b;
    double const tolerance = 1.2e-7 * (size < 0 ? -size : size) + 1e-30;
    return error <= tolerance && -error <= tolerance;
}

} // namespace forwards
