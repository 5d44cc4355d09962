// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <widthwise/report/value.hpp>
#include <widthwise/tensor/shape.hpp>

namespace widthwise::report {

namespace detail {

/// The block of every element; Block is aligned to the last two axes, -1 and 0 are whole.
inline std::vector<std::size_t> block_numbers(format_row const& f, shape const& s) {
    auto const size = [&s, &f](int from_end) {
        int const axis = s.rank - from_end, block = f.block[2 - from_end];
        int const extent = axis < 0 ? 1 : s.dim[axis];
        return std::pair{extent, block < 1 || block > extent ? extent : block};
    };
    auto const [columns, wide] = size(1);
    auto const [rows, high] = size(2);
    std::vector<std::size_t> out;
    for (std::int64_t i = 0; i < s.elements(); ++i) {
        std::int64_t const column = i % columns / wide, row = i / columns % rows / high;
        out.push_back(static_cast<std::size_t>(row * columns + column));
    }
    return out;
}

/// Is there a shared exponent or bias under which the format has every value of one block?
inline bool is_block(format_row const& f, std::vector<double> const& values) {
    if (f.kind == hash_name("block_fp")) {
        int low = bits_of(values[0]).low, high = bits_of(values[0]).high;
        for (double const v : values) {
            low = std::min(low, bits_of(v).low);
            high = std::max(high, bits_of(v).high);
        }
        return in_scaled(f.width - 1, f.exponent, f.bias, low, high);
    }
    bool const logarithmic = f.kind == hash_name("block_log");
    int const bias_bits = logarithmic ? f.exponent : f.bias;
    for (int bias = 0; bias < 1 << bias_bits; ++bias) {
        if (std::ranges::all_of(values, [&](double v) {
                return logarithmic ? in_log(f, bias, v) : in_ieee(f, bias, v);
            })) {
            return true;
        }
    }
    return false;
}

/// +-a, and 0 where the format has one, a the same for the whole tensor: the values that differ.
inline std::size_t off_scale(format_row const& f, std::span<double const> values) {
    double scale = 0;
    for (double const v : values) {
        scale = std::max(scale, std::abs(v));
    }
    bool const ternary = f.kind == hash_name("ternary_scaled");
    return static_cast<std::size_t>(std::ranges::count_if(values, [&](double v) {
        bool const low = ternary ? v == 0 || v == -scale : v == (f.sign ? -scale : 0);
        return v != scale && !low;
    }));
}

} // namespace detail

/// How many of a tensor's values are not in the value set of their format, found from the values
/// and the format's numbers alone, not by quantizing again. In a block format the elements of a
/// block must share one exponent or bias. Nothing for float and for formats without a known set.
inline std::optional<std::size_t> values_outside(format_row const& f, shape const& extent,
                                                 std::span<double const> values) {
    if (f.kind == hash_name("binary_scaled") || f.kind == hash_name("ternary_scaled")) {
        return detail::off_scale(f, values);
    }
    std::size_t outside = 0;
    bool const logarithmic = f.kind == hash_name("block_log");
    if (!logarithmic && f.kind != hash_name("block_fp") && f.kind != hash_name("block_minifloat")) {
        for (double const v : values) {
            auto const has = detail::has_value(f, v);
            if (!has) {
                return std::nullopt;
            }
            outside += *has ? 0u : 1u;
        }
        return outside;
    }
    auto const number = detail::block_numbers(f, extent);
    std::map<std::size_t, std::vector<double>> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        bool const possible = std::isfinite(values[i]) && !(logarithmic && values[i] == 0);
        outside += possible ? 0u : 1u;
        if (possible && values[i] != 0) {
            blocks[number[i]].push_back(values[i]);
        }
    }
    for (auto const& [index, block] : blocks) {
        outside += detail::is_block(f, block) ? 0u : block.size();
    }
    return outside;
}

} // namespace widthwise::report
