// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/hls/library_carrier.hpp>

// The header comes with the tool (Vitis HLS, Vivado HLS) or from the open ap_types; it is never
// part of this library. Without it, or with WIDTHWISE_HLS_WITHOUT_AP, there is no hls::ap.
#if defined(__has_include) && !defined(WIDTHWISE_HLS_WITHOUT_AP)
#if __has_include(<ap_fixed.h>)
#include <ap_fixed.h>

namespace widthwise {
namespace hls {

/// ap_fixed has no such rounding: it lacks half_odd.
template <rounding Round>
struct rounding_not_in_ap_fixed {
    static_assert(Round != rounding::half_odd, "widthwise: read rounding_not_in_ap_fixed<mode>");
};

namespace detail {
constexpr ap_q_mode ap_rounding(rounding mode) {
    return mode == rounding::toward_zero        ? AP_TRN_ZERO
           : mode == rounding::half_up          ? AP_RND
           : mode == rounding::half_toward_zero ? AP_RND_ZERO
           : mode == rounding::half_away        ? AP_RND_INF
           : mode == rounding::half_down        ? AP_RND_MIN_INF
           : mode == rounding::half_even        ? AP_RND_CONV
                                                : AP_TRN;
}
constexpr ap_o_mode ap_overflow(overflow mode) {
    return overflow_mode(mode) == overflow::saturate             ? AP_SAT
           : overflow_mode(mode) == overflow::saturate_zero      ? AP_SAT_ZERO
           : overflow_mode(mode) == overflow::saturate_symmetric ? AP_SAT_SYM
           : overflow_mode(mode) == overflow::wrap               ? AP_WRAP
                                                                 : AP_WRAP_SM;
}

template <class Value>
struct ap_facts;
template <int W, int I, ap_q_mode Q, ap_o_mode O, int N>
struct ap_facts<::ap_fixed<W, I, Q, O, N>> {
    static constexpr int width = W;
    static constexpr bool sign = true;
};
template <int W, int I, ap_q_mode Q, ap_o_mode O, int N>
struct ap_facts<::ap_ufixed<W, I, Q, O, N>> {
    static constexpr int width = W;
    static constexpr bool sign = false;
};

struct ap_library {
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    struct chosen : rounding_not_in_ap_fixed<Round> {
        using type = std::conditional_t<Sign,
                                        ::ap_fixed<Width, Width - Frac, ap_rounding(Round),
                                                   ap_overflow(Over), overflow_bits(Over)>,
                                        ::ap_ufixed<Width, Width - Frac, ap_rounding(Round),
                                                    ap_overflow(Over), overflow_bits(Over)>>;
    };
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    using value = typename chosen<Width, Frac, Sign, Round, Over>::type;

    template <class Value>
    static Value from_raw(std::int64_t raw) {
        Value v;
        v.range(ap_facts<Value>::width - 1, 0) = raw;
        return v;
    }
    template <class Value>
    static std::int64_t to_raw(Value const& v) {
        constexpr int width = ap_facts<Value>::width;
        static_assert(sizeof(value_too_wide<width, 64>) != 0, "");
        return static_cast<std::int64_t>(native_integers::truncate<width, ap_facts<Value>::sign>(
            static_cast<native_integers::modular<width>>(v.range(width - 1, 0).to_uint64())));
    }
};
} // namespace detail

/// Numbers as ap_fixed and ap_ufixed: registers and memories of exactly the format's bits.
struct ap : library_carrier<detail::ap_library> {};

} // namespace hls
} // namespace widthwise

#endif
#endif
