// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include <widthwise/hls/fixed_value.hpp>

/// Numbers to try a format with.
namespace hls_test {

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::overflow;
using ww::rounding;
using ww::wide;

template <int W, int F, bool S, class I>
using plain = hls::fixed_value<W, F, S, rounding::floor, overflow::wrap, I>;

/// Every value of a narrow format; ends and random values of a wide one.
template <class Value>
std::vector<wide> values(std::mt19937_64& random) {
    std::vector<wide> all;
    if constexpr (Value::width <= 8) {
        for (int v = 0; v < 1 << Value::width; ++v) {
            all.push_back(ww::detail::truncate_to(wide(v), Value::width, Value::sign));
        }
        return all;
    }
    for (int i = 0; i < 40; ++i) {
        wide const bits(random(), static_cast<std::int64_t>(random()));
        all.push_back(ww::detail::truncate_to(bits >> static_cast<int>(random() % 128),
                                              Value::width, Value::sign));
    }
    wide const low = ww::min_raw(Value::width, Value::sign);
    wide const high = ww::max_raw(Value::width, Value::sign);
    for (wide end : {low, low + wide(1), high, high - wide(1), wide(0), wide(1)}) {
        all.push_back(end);
    }
    if (Value::sign) {
        all.push_back(wide(-1));
    }
    return all;
}

} // namespace hls_test
