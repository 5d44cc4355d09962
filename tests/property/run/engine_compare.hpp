// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <widthwise/run/engine.hpp>

/// Engines against the executor, the specification.
namespace engine_test {

namespace ww = widthwise;

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
WIDTHWISE_NAME(f);

using q8 = ww::fixed<8, 4>;
using u8 = ww::fixed<8, 3, false>;
using q16 = ww::fixed<16, 8>;

template <class Layer, class Data, class Weight = Data>
using mac =
    ww::quantized<Layer, ww::formats<ww::data_in<Data>, ww::weight<Weight>, ww::bias<Weight>>>;
template <class Layer, class Data>
using cast = ww::quantized<Layer, ww::formats<ww::data_in<Data>>>;
template <class Layer, class Data, class Out>
using store = ww::quantized<Layer, ww::formats<ww::data_in<Data>, ww::data_out<Out>>>;

/// f(role, values, format) for all parameters of a network.
template <class Net, class F>
void each_parameter(ww::parameters<Net>& p, F const& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        int const each[] = {(ww::get<I>(p).each(ww::get<I>(p), f), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
}

/// Every parameter a random value of its format: any at all, or (gentle) near zero, so that fewer
/// sums saturate. Variances are positive.
template <class Net>
ww::parameters<Net> random_parameters(std::mt19937_64& random, bool gentle) {
    ww::parameters<Net> p{};
    each_parameter<Net>(p, [&](char const* name, auto& values, auto format) {
        using Format = decltype(format);
        for (auto& v : values.data) {
            std::uint64_t const bits = random();
            if constexpr (ww::is_fixed<Format>::value) {
                ww::wide const any =
                    ww::detail::truncate_to(ww::wide(bits), Format::width, Format::row().sign);
                v = Format::to_value(gentle ? any >> Format::width / 2 : any);
            } else if constexpr (std::is_same_v<Format, ww::f32>) {
                v = static_cast<float>(bits % 2001) / 1000.0f - 1.0f;
                v = std::strcmp(name, "running_var") == 0 ? v * v + 0.1f : v;
            } else if (gentle && Format::row().kind == ww::format_kind::binary) {
                v = static_cast<std::int8_t>(bits % 2 != 0 ? 1 : Format::row().sign ? -1 : 0);
            } else {
                v = static_cast<std::int8_t>(static_cast<int>(bits % 3) - 1);
            }
        }
    });
    return p;
}
/// Float parameters, drawn normally.
template <class Net>
ww::parameters<Net> normal_parameters(std::mt19937& random, float scale) {
    std::normal_distribution<float> normal(0, scale);
    ww::parameters<Net> p{};
    each_parameter<Net>(p, [&](char const*, auto& values, ww::f32) {
        for (float& v : values.data) {
            v = normal(random);
        }
    });
    return p;
}

inline std::vector<float> random_inputs(std::mt19937_64& random, std::size_t count) {
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> x(count);
    for (float& v : x) {
        v = random() % 31 == 0 ? (random() % 2 == 0 ? 1e6f : -1e6f) : normal(random);
    }
    return x;
}

/// Largest difference of y and expected, over the largest magnitude. 0: all bits are equal.
inline double difference(std::vector<float> const& y, std::vector<float> const& expected) {
    double most = 0, size = 1e-6;
    for (std::size_t i = 0; i < y.size(); ++i) {
        most =
            std::max(most, std::abs(static_cast<double>(y[i]) - static_cast<double>(expected[i])));
        size = std::max(size, std::abs(static_cast<double>(expected[i])));
    }
    return most / size;
}

/// What may run a node beside vector kernels: nothing, the portable ones, or the specification too.
enum kernels_expected { vectors, any_kernel, any_step };

/// Every tier of this CPU at several batch sizes, output pre-filled and guarded. Integer networks
/// are equal bit for bit (tolerance 0).
template <class Net>
void check_engine(kernels_expected expected_kernels, double tolerance = 0) {
    std::mt19937_64 random(5);
    for (bool const gentle : {false, true}) {
        ww::parameters<Net> const p = random_parameters<Net>(random, gentle);
        ww::executor<Net> specification(p);
        std::size_t const in = ww::engine<Net>::input_size(), out = ww::engine<Net>::output_size();
        std::size_t const most = 13;
        std::vector<float> const x = random_inputs(random, most * in);
        std::vector<float> expected(most * out);
        specification.run(x, expected);
        for (ww::isa::tier const tier : ww::isa::all_tiers) {
            if (!ww::isa::has(tier)) {
                continue;
            }
            CAPTURE(std::string(ww::isa::name_of(tier)));
            ww::engine<Net> engine(p, tier);
            for (std::string const& line : engine.kernels()) {
                bool const lanes = tier != ww::isa::tier::scalar && expected_kernels == vectors;
                bool const specified = line.find("specification") != std::string::npos;
                CHECK_MESSAGE((expected_kernels == any_step || !specified), line);
                CHECK_MESSAGE(!(lanes && line.find("portable") != std::string::npos), line);
            }
            for (std::size_t const batch : std::initializer_list<std::size_t>{1, 2, 7, 13}) {
                CAPTURE(batch);
                std::vector<float> y(batch * out + 2, 12345.0f);
                engine.run(std::span<float const>(x.data(), batch * in),
                           std::span<float>(y.data() + 1, batch * out));
                CHECK(y.front() == 12345.0f);
                CHECK(y.back() == 12345.0f);
                std::vector<float> const got(y.begin() + 1, y.end() - 1);
                std::vector<float> const want(
                    expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(batch * out));
                if (tolerance == 0) {
                    CHECK(std::memcmp(got.data(), want.data(), got.size() * sizeof(float)) == 0);
                } else {
                    CHECK(difference(got, want) <= tolerance);
                }
            }
        }
    }
}

} // namespace engine_test
