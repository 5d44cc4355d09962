// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>
#include <random>
#include <vector>

#include <widthwise/formats/requantize.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/kernels/portable.hpp>

/// What the property tests of kernels share: random numbers, formats and chains, guarded memory.
namespace kernel_tests {

namespace ww = widthwise;
namespace kernels = widthwise::kernels;

struct generator {
    std::mt19937 engine;

    int from(int lo, int hi) { return std::uniform_int_distribution<int>(lo, hi)(engine); }
    bool coin() { return from(0, 1) == 1; }
    std::int64_t from(kernels::reach const& r) {
        return std::uniform_int_distribution<std::int64_t>(r.lo, r.hi)(engine);
    }
    template <std::size_t N>
    int one_of(int const (&values)[N]) {
        return values[from(0, static_cast<int>(N) - 1)];
    }
};

constexpr ww::rounding roundings[] = {ww::rounding::floor,     ww::rounding::toward_zero,
                                      ww::rounding::half_up,   ww::rounding::half_toward_zero,
                                      ww::rounding::half_away, ww::rounding::half_down,
                                      ww::rounding::half_even, ww::rounding::half_odd};
constexpr ww::overflow overflows[] = {ww::overflow::saturate, ww::overflow::saturate_zero,
                                      ww::overflow::saturate_symmetric, ww::overflow::wrap,
                                      ww::overflow::wrap_sign_magnitude};
/// The wrapping modes also with saturated bits.
constexpr ww::overflow all_overflows[] = {ww::overflow::saturate,
                                          ww::overflow::saturate_zero,
                                          ww::overflow::saturate_symmetric,
                                          ww::overflow::wrap,
                                          ww::wrap<1>,
                                          ww::wrap<2>,
                                          ww::overflow::wrap_sign_magnitude,
                                          ww::wrap_sign_magnitude<1>};

inline ww::format_row fixed_row(int width, int frac, bool sign,
                                ww::rounding round = ww::rounding::half_even,
                                ww::overflow over = ww::overflow::saturate) {
    ww::format_row row;
    row.kind = ww::format_kind::fixed;
    row.name = "fixed";
    row.width = width;
    row.frac = frac;
    row.sign = sign;
    row.round = round;
    row.over = over;
    return row;
}
/// A mode, the wrapping ones with up to `most` saturated bits.
inline ww::overflow overflow_of(generator& r, int mode, int most) {
    int const bits = mode >= 3 && most > 0 && r.from(0, 2) == 0 ? r.from(1, most) : 0;
    return static_cast<ww::overflow>(static_cast<int>(overflows[mode]) + 8 * bits);
}
inline ww::format_row any_row(generator& r, int width, int frac) {
    bool const sign = width == 1 ? r.coin() : r.from(0, 3) != 0;
    return fixed_row(width, frac, sign, roundings[r.from(0, 7)],
                     overflow_of(r, r.from(0, 4), width - 1));
}
/// Any value of a format; its ends and 0 often.
inline std::int64_t any_value(generator& r, ww::format_row const& row) {
    kernels::reach const all = kernels::reach_of(row);
    int const kind = r.from(0, 9);
    return kind == 0 ? all.lo : kind == 1 ? all.hi : kind == 2 ? 0 : r.from(all);
}
inline kernels::chain any_chain(generator& r, int frac) {
    kernels::chain c;
    for (int links = r.from(0, 3); links > 0; --links) {
        if (r.from(0, 3) == 0) {
            c.relu();
        } else {
            frac += r.from(-9, 2);
            c.cast_to(any_row(r, r.from(1, 16), frac));
        }
    }
    return c;
}
/// What a chain makes of a value, as the specification's casts do it.
inline std::int64_t follow(kernels::chain const& c, std::int64_t v, int& frac) {
    ww::wide at(v);
    for (int i = 0; i < c.count; ++i) {
        if (c.of[i].relu) {
            at = at.negative() ? ww::wide() : at;
        } else {
            at = ww::requantize(at, frac, c.of[i].to);
            frac = c.of[i].to.frac;
        }
    }
    return static_cast<std::int64_t>(at.low());
}

/// Bytes between guards, at an odd address, filled with poison.
class guarded {
public:
    guarded(std::size_t size, int poison)
        : bytes_(size + 2 * guard + 1, static_cast<std::byte>(poison)), poison_(poison) {}
    std::byte* data() { return bytes_.data() + guard + 1; }
    std::byte const* data() const { return bytes_.data() + guard + 1; }
    std::size_t size() const { return bytes_.size() - 2 * guard - 1; }
    bool is_poison(std::size_t at) const { return data()[at] == static_cast<std::byte>(poison_); }
    /// Was nothing written before the first or behind the last byte?
    bool intact() const {
        for (std::size_t i = 0; i <= guard; ++i) {
            if (bytes_[i] != static_cast<std::byte>(poison_) ||
                (i < guard && bytes_[bytes_.size() - 1 - i] != static_cast<std::byte>(poison_))) {
                return false;
            }
        }
        return true;
    }

private:
    static constexpr std::size_t guard = 128;
    std::vector<std::byte> bytes_;
    int poison_;
};

/// The room that an engine's slots have: whole vectors past the last element.
constexpr int padded(int elements) { return (elements + 63) / 64 * 64; }

} // namespace kernel_tests
