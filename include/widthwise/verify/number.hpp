// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/wide.hpp>
#include <widthwise/formats/fixed.hpp>
#include <widthwise/graph/edge.hpp>

namespace widthwise {
namespace verify {
namespace detail {

/// A value as a message can carry it: raw * 2^-frac. Infinities are +-1 * 2^1024, NaN is 0 *
/// 2^1025.
struct number {
    wide raw;
    int frac;
};
/// The same value with the least raw: odd, or 0 * 2^0.
constexpr number shortest(number v) {
    if (v.raw.zero()) {
        return number{wide(), v.frac == -1025 ? -1025 : 0};
    }
    while (!bit(v.raw, 0)) {
        v.raw = v.raw >> 1;
        --v.frac;
    }
    return v;
}
constexpr bool operator==(number const& a, number const& b) {
    number const x = detail::shortest(a), y = detail::shortest(b);
    return x.raw == y.raw && x.frac == y.frac;
}

constexpr number number_of(float v, edge_format const&) {
    double const x = static_cast<double>(v);
    if (is_nan(x) || is_inf(x)) {
        return number{is_nan(x) ? wide() : wide(x < 0 ? -1 : 1), is_nan(x) ? -1025 : -1024};
    }
    widthwise::detail::dyadic const parts = widthwise::detail::split(x);
    return detail::shortest(number{wide(parts.value), parts.frac});
}
constexpr number number_of(std::int64_t raw, edge_format const& edge) {
    return number{edge.sign ? wide(raw) : wide(static_cast<std::uint64_t>(raw)),
                  edge.kind == format_kind::fixed ? edge.frac : 0};
}
/// A table's element, whatever integer type it has.
template <class T>
constexpr wide wide_of(T v) {
    return v < 0 ? wide(static_cast<std::int64_t>(v)) : wide(static_cast<std::uint64_t>(v));
}

} // namespace detail
} // namespace verify
} // namespace widthwise
