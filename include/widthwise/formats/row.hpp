// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/core/hash.hpp>

namespace widthwise {

/// What happens to the bits below the last one kept. q: the first dropped bit, r: any later one,
/// s: the sign, L: the last kept bit; result = floor + increment.
/// Source: ap_fixed's quantization modes (AP_*), ac_fixed's convergent-odd.
enum class rounding : unsigned char {
    floor,            ///< 0               AP_TRN
    toward_zero,      ///< s & (q | r)     AP_TRN_ZERO
    half_up,          ///< q               AP_RND
    half_toward_zero, ///< q & (s | r)     AP_RND_ZERO
    half_away,        ///< q & (!s | r)    AP_RND_INF
    half_down,        ///< q & r           AP_RND_MIN_INF
    half_even,        ///< q & (L | r)     AP_RND_CONV, torch.round
    half_odd          ///< q & (!L | r)    AC_RND_CONV_ODD
};

/// What happens to a value outside [min, max]. The low three bits are the mode, the rest is N,
/// the number of saturated top bits of the two wrapping modes.
enum class overflow : unsigned short {
    saturate,           ///< the nearer end           AP_SAT
    saturate_zero,      ///< 0                        AP_SAT_ZERO
    saturate_symmetric, ///< the nearer of +-max      AP_SAT_SYM
    wrap,               ///< modulo 2^width           AP_WRAP
    wrap_sign_magnitude ///< mirror at the ends       AP_WRAP_SM
};

/// wrap<N>: N = 1 keeps the sign bit, N > 1 saturates N - 1 bits below it (AP_WRAP with N).
template <int N>
constexpr overflow wrap = static_cast<overflow>(static_cast<int>(overflow::wrap) + 8 * N);
/// wrap_sign_magnitude<N>, likewise (AP_WRAP_SM with N).
template <int N>
constexpr overflow wrap_sign_magnitude =
    static_cast<overflow>(static_cast<int>(overflow::wrap_sign_magnitude) + 8 * N);

constexpr overflow overflow_mode(overflow mode) {
    return static_cast<overflow>(static_cast<int>(mode) & 7);
}
constexpr int overflow_bits(overflow mode) { return static_cast<int>(mode) >> 3; }

/// How a format that MASE defines deals with what reference/mase.md lists as MASE's bugs:
/// the nearest value of the set, or MASE's own result for comparison.
enum class rule : unsigned char { nearest, mase_compat };

/// The kinds that loops ask for, as constants: hashing in a loop would count against its step
/// limit.
namespace format_kind {
constexpr std::uint32_t fixed = hash_name("fixed");
constexpr std::uint32_t binary = hash_name("binary");
constexpr std::uint32_t ternary = hash_name("ternary");
constexpr std::uint32_t float32 = hash_name("float");
constexpr std::uint32_t exact = hash_name("exact");
} // namespace format_kind

/// A number format as plain numbers: what every constexpr loop over a network reads.
/// value = raw * 2^-frac for the formats whose values are integers (fixed, binary, ternary).
struct format_row {
    std::uint32_t kind = format_kind::float32; ///< hash of the kind's name
    char const* name = "float";                ///< MASE's word for it: integer, log, block_fp, ...
    int width = 32;                            ///< bits of one element
    int frac = 0;                              ///< fraction bits; may be negative or exceed width
    bool sign = true;
    bool sign_by_role = false; ///< integer<W, F>: the role decides (unsigned on relu)
    rounding round = rounding::half_even;
    overflow over = overflow::saturate;
    int exponent = 0; ///< exponent bits (minifloats, block_fp), exponent-bias bits (block_log)
    int bias = 0;     ///< exponent bias, or exponent-bias bits (block_minifloat)
    int block[2] = {0, 0};
    rule follow = rule::nearest;
};

/// Kinds whose values are integers times 2^-frac, so that sums and products of them are exact.
constexpr bool is_integer_kind(std::uint32_t kind) {
    return kind == format_kind::fixed || kind == format_kind::binary ||
           kind == format_kind::ternary;
}
constexpr bool is_float(format_row const& row) { return row.kind == format_kind::float32; }
constexpr bool is_exact(format_row const& row) { return row.kind == format_kind::exact; }

} // namespace widthwise
