// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <widthwise/hls/forward_stream.hpp>
#include <widthwise/run/executor.hpp>

/// Networks in hardware arithmetic against the executor, the specification.
namespace hls_test {

namespace ww = widthwise;

/// Every parameter any raw value of its format: the ends more often than chance has them.
template <class Net>
ww::parameters<Net> random_parameters(std::mt19937_64& random) {
    ww::parameters<Net> p{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const fill = [&](auto& own) {
            own.each(own, [&](char const*, auto& values, auto format) {
                using Format = decltype(format);
                for (auto& v : values) {
                    std::uint64_t const bits = random();
                    bool const sign = Format::row().sign;
                    if constexpr (ww::is_fixed<Format>::value) {
                        ww::wide const any =
                            ww::detail::truncate_to(ww::wide(bits), Format::width, sign);
                        v = bits % 11 == 0   ? Format::min()
                            : bits % 11 == 1 ? Format::max()
                                             : Format::to_value(any);
                    } else if constexpr (Format::row().kind == ww::format_kind::binary) {
                        v = static_cast<std::int8_t>(bits % 2 == 0 ? 1 : sign ? -1 : 0);
                    } else {
                        v = static_cast<std::int8_t>(static_cast<int>(bits % 3) - 1);
                    }
                }
            });
        };
        int const each[] = {(fill(ww::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
    return p;
}

/// y by arrays, and the same by streams; counts where they differ, and streams that were misused.
template <class Net, class Carrier, class Options>
void run_both(ww::parameters<Net> const& p,
              ww::hls::input_cell<Net> const (&x)[ww::hls::input_size<Net>()],
              ww::hls::output_cell<Net> (&y)[ww::hls::output_size<Net>()], int& wrong) {
    ww::hls::forward<Net, Carrier, Options>(p, x, y);
    ww::hls::stream<ww::hls::input_cell<Net>, static_cast<int>(ww::hls::input_size<Net>())> in;
    ww::hls::stream<ww::hls::output_cell<Net>, static_cast<int>(ww::hls::output_size<Net>())> out;
    for (auto v : x) {
        in.write(v);
    }
    ww::hls::forward_stream<Net, Carrier, Options>(p, in, out);
    for (auto v : y) {
        wrong += out.read() == v ? 0 : 1;
    }
    wrong += in.misused() || out.misused() || !in.empty() || !out.empty() ? 1 : 0;
}

/// Raw results that differ, of `samples` random samples through forward<Net, Carrier, Options>.
template <class Net, class Carrier = ww::hls::native, class Options = ww::hls::options<>>
int differences(int samples, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    using input = ww::hls::input_format<Net>;
    auto const p = random_parameters<Net>(random);
    ww::executor<Net> specification(p);
    constexpr std::size_t in = ww::hls::input_size<Net>(), out = ww::hls::output_size<Net>();
    std::vector<float> x(in), y(out);
    // Twice the range of the format, so that the cast of the input overflows too.
    double const reach =
        input::row().kind == ww::format_kind::fixed
            ? ww::exp2i(ww::hls::detail::as_fixed<input>().width - input::row().frac)
            : 2.0;
    std::uniform_real_distribution<double> wide_values(-reach, reach), small(-reach / 8, reach / 8);
    int wrong = 0;
    bool moved = false; // a network that always gives one result would prove nothing
    std::vector<std::int64_t> before;
    for (int s = 0; s < samples; ++s) {
        ww::hls::input_cell<Net> raw[in];
        for (std::size_t i = 0; i < in; ++i) {
            x[i] = static_cast<float>(s % 2 == 0 ? small(random) : wide_values(random));
            raw[i] = input::encode(static_cast<double>(x[i]));
        }
        specification.run(x, y);
        ww::hls::output_cell<Net> mine[out];
        run_both<Net, Carrier, Options>(p, raw, mine, wrong);
        std::vector<std::int64_t> expected;
        auto const heads = ww::facts_of<Net>().inputs(ww::nodes_of<Net>::size - 1);
        for (int k = 0; k < heads.count; ++k) {
            for (std::int64_t v : specification.raw(static_cast<std::size_t>(heads.edge[k]))) {
                expected.push_back(v);
            }
        }
        REQUIRE(expected.size() == out);
        moved = moved || (s > 0 && expected != before);
        before = expected;
        for (std::size_t i = 0; i < out; ++i) {
            if (static_cast<std::int64_t>(mine[i]) != expected[i] && ++wrong < 4) {
                MESSAGE("sample " << s << ", result " << i << ": "
                                  << static_cast<std::int64_t>(mine[i]) << ", specified "
                                  << expected[i]);
            }
        }
    }
    CHECK(moved);
    return wrong;
}

} // namespace hls_test
