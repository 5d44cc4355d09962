// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/verify/bounds.hpp>

namespace widthwise {
namespace verify {

/// What is known of the products of one sum, whatever the inputs are. Every operand's interval
/// holds 0, so that no part of a sum reaches beyond the whole of it: sum bounds every partial sum,
/// in any order, and sums with fewer terms (a window over padding).
struct terms {
    bounds sum;     ///< of all products
    bounds product; ///< of any one of them
    std::int64_t count = 0;
    int zeros = 0; ///< low bits that are 0 in every product
};

/// What the weights of one sum come to, in raw units.
struct weight_sums {
    wide positive{};        ///< sum of max(w, 0)
    wide negative{};        ///< sum of max(-w, 0)
    wide largest{};         ///< the largest max(w, 0)
    wide smallest{};        ///< the largest max(-w, 0)
    std::uint64_t used = 0; ///< the bits that any weight has set
};

namespace detail {
/// 0 has them all.
constexpr int trailing_zeros(std::uint64_t v) {
    return v == 0 ? 4096 : bit_length(v & (0 - v)) - 1;
}
template <class Raw>
constexpr wide to_wide(Raw v) {
    return std::is_signed<Raw>::value ? wide(static_cast<std::int64_t>(v))
                                      : wide(static_cast<std::uint64_t>(v));
}

// Weights of up to 32 bits are summed in 64: few steps per weight, for a layer's are one constant.
template <class Raw>
constexpr weight_sums sum_raws(Raw const* w, std::int64_t count, std::true_type) {
    std::int64_t sum = 0, positive = 0, largest = 0, smallest = 0, used = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t const v = w[i];
        sum += v;
        positive += v > 0 ? v : 0;
        largest = v > largest ? v : largest;
        smallest = v < smallest ? v : smallest;
        used |= v;
    }
    return weight_sums{wide(positive), wide(positive - sum), wide(largest), wide(-smallest),
                       static_cast<std::uint64_t>(used)};
}
template <class Raw>
constexpr weight_sums sum_raws(Raw const* w, std::int64_t count, std::false_type) {
    weight_sums s{};
    for (std::int64_t i = 0; i < count; ++i) {
        wide const v = to_wide(w[i]);
        wide const up = larger(v, wide()), down = larger(-v, wide());
        s.positive = s.positive + up;
        s.negative = s.negative + down;
        s.largest = larger(s.largest, up);
        s.smallest = larger(s.smallest, down);
        s.used |= v.lo;
    }
    return s;
}

/// w x for w in [-below, above]. far, when the product leaves 120 bits.
constexpr bounds product(wide below, wide above, bounds const& x, int frac) {
    int const bits = magnitude_bits(larger(below, above)) + size_bits(x);
    return bits > 118 ? beyond(frac, bits + 1)
                      : bounds{smaller(above * x.low, -(below * x.high)),
                               larger(above * x.high, -(below * x.low)), frac, 0};
}
} // namespace detail

/// The sums over count raw weights, one neuron's. Raw: the storage of an integer format.
template <class Raw>
constexpr weight_sums sum_weights(Raw const* w, std::int64_t count) {
    return detail::sum_raws(w, count, std::integral_constant<bool, (sizeof(Raw) <= 4)>{});
}

/// sum of w x over given weights, each x anywhere in its format; x, w: the operands' formats.
///   max = sum of max(w, 0) x_max + min(w, 0) x_min, min likewise: reached, as inputs are free.
/// Source: FINN / QONNX, calculate_matvec_accumulator_range.
constexpr terms terms_of(weight_sums const& s, std::int64_t count, format_row const& x,
                         format_row const& w) {
    bounds const in = bounds_of(x);
    int const frac = in.frac + detail::frac_of(w);
    bounds const up = detail::product(wide(), s.positive, in, frac);
    bounds const down = detail::product(s.negative, wide(), in, frac);
    return terms{add(up, down), detail::product(s.smallest, s.largest, in, frac), count,
                 detail::trailing_zeros(s.used)};
}
/// The same for any weights of a format.
constexpr terms terms_of(std::int64_t count, format_row const& x, format_row const& w) {
    bounds const in = bounds_of(x), weight = bounds_of(w);
    bounds const one = detail::product(-weight.low, weight.high, in, in.frac + weight.frac);
    int const bits = detail::size_bits(one) + bit_length(static_cast<std::uint64_t>(count));
    bounds const all =
        one.far != 0 || bits > 120
            ? detail::beyond(one.frac,
                             width_of(one) + bit_length(static_cast<std::uint64_t>(count)))
            : bounds{one.low * wide(count), one.high * wide(count), one.frac, 0};
    return terms{all, one, count, 0};
}

} // namespace verify
} // namespace widthwise
