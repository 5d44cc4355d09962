// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/row.hpp>
#include <widthwise/report/py.hpp>

namespace widthwise::report {

namespace detail {
/// [1, 16], or [16] where the format was written with one extent (the others are whole).
inline py::list block_list(format_row const& f) {
    return f.block[0] == -1 ? py::list{f.block[1]} : py::list{f.block[0], f.block[1]};
}
} // namespace detail

/// MASE's precision list: the values of a format in the order of its config keys.
/// integer, fixed: [width, frac_width]; minifloat_*: [width, exponent_width, exponent_bias];
/// log: [width, exponent_bias]; block_fp: [.., exponent_width, exponent_bias, block_size];
/// block_minifloat: [.., exponent_width, exponent_bias_width, block_size];
/// block_log: [.., exponent_bias_width, block_size]; binary: [width, stochastic, bipolar];
/// ternary: [width, scaling_factor]; any other: [width].
inline py::list precision(format_row const& f) {
    auto const is = [&f](std::uint32_t kind) { return f.kind == kind; };
    if (is(hash_name("fixed"))) {
        return {f.width, f.frac};
    }
    if (is(hash_name("minifloat_ieee")) || is(hash_name("minifloat_denorm"))) {
        return {f.width, f.exponent, f.bias};
    }
    if (is(hash_name("log"))) {
        return {f.width, f.bias};
    }
    if (is(hash_name("block_fp")) || is(hash_name("block_minifloat"))) {
        return {f.width, f.exponent, f.bias, detail::block_list(f)};
    }
    if (is(hash_name("block_log"))) {
        return {f.width, f.exponent, detail::block_list(f)};
    }
    if (is(hash_name("binary")) || is(hash_name("binary_scaled"))) {
        return {f.width, 0, f.sign ? 1 : 0};
    }
    if (is(hash_name("ternary")) || is(hash_name("ternary_scaled"))) {
        return {f.width, is(hash_name("ternary_scaled")) ? 1 : 0};
    }
    return {f.width};
}

/// integer [8, 4]
inline std::string format_text(format_row const& f) {
    return std::string(f.name) + " " + repr(py(precision(f)));
}

} // namespace widthwise::report
