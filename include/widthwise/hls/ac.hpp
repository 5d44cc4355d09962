// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/library_carrier.hpp>

// The header comes with Catapult or from the open ac_types; it is never part of this library.
// Without it, or with WIDTHWISE_HLS_WITHOUT_AC, there is no hls::ac.
#if defined(__has_include) && !defined(WIDTHWISE_HLS_WITHOUT_AC)
#if __has_include(<ac_fixed.h>)
#include <ac_fixed.h>

namespace widthwise {
namespace hls {

/// ac_fixed has no such overflow: it lacks wrap<N> with N > 0 and wrap_sign_magnitude.
template <overflow Over>
struct overflow_not_in_ac_fixed {
    static_assert(Over == overflow::saturate || Over == overflow::saturate_zero ||
                      Over == overflow::saturate_symmetric || Over == overflow::wrap,
                  "widthwise: read overflow_not_in_ac_fixed<mode>");
};

namespace detail {
constexpr ac_q_mode ac_rounding(rounding mode) {
    return mode == rounding::toward_zero        ? AC_TRN_ZERO
           : mode == rounding::half_up          ? AC_RND
           : mode == rounding::half_toward_zero ? AC_RND_ZERO
           : mode == rounding::half_away        ? AC_RND_INF
           : mode == rounding::half_down        ? AC_RND_MIN_INF
           : mode == rounding::half_even        ? AC_RND_CONV
           : mode == rounding::half_odd         ? AC_RND_CONV_ODD
                                                : AC_TRN;
}
constexpr ac_o_mode ac_overflow(overflow mode) {
    return mode == overflow::saturate             ? AC_SAT
           : mode == overflow::saturate_zero      ? AC_SAT_ZERO
           : mode == overflow::saturate_symmetric ? AC_SAT_SYM
                                                  : AC_WRAP;
}

struct ac_library {
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    struct chosen : overflow_not_in_ac_fixed<Over> {
        using type = ::ac_fixed<Width, Width - Frac, Sign, ac_rounding(Round), ac_overflow(Over)>;
    };
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    using value = typename chosen<Width, Frac, Sign, Round, Over>::type;

    template <class Value>
    static Value from_raw(std::int64_t raw) {
        Value v;
        v.set_slc(0, ::ac_int<Value::width, Value::sign>(raw));
        return v;
    }
    template <class Value>
    static std::int64_t to_raw(Value const& v) {
        return v.template slc<Value::width>(0).to_int64();
    }
};
} // namespace detail

/// Numbers as ac_fixed: registers and memories of exactly the format's bits.
struct ac : library_carrier<detail::ac_library> {};

} // namespace hls
} // namespace widthwise

#endif
#endif
