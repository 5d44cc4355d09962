// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>

#include <widthwise/hls/carrier.hpp>

// _BitInt(N) is clang's in C++ (14 and later, and so in Bambu's front ends); elsewhere there is no
// hls::bit_precise.
#if defined(__clang__) && defined(__BITINT_MAXWIDTH__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wbit-int-extension"

namespace widthwise {
namespace hls {

/// Registers of exactly the bits a value has. native_integers says what the members are.
struct bit_precise_integers {
    static constexpr int most = 64;
    template <int Bits>
    using signed_type = _BitInt(Bits < 2 ? 2 : Bits); // a signed one has 2 bits at least
    template <int Width, bool Sign>
    using value_type = std::conditional_t<Sign, signed_type<Width>, unsigned _BitInt(Width)>;
    template <int Width>
    using modular = unsigned _BitInt(Width < 8 ? 8 : Width);

    template <int Width, bool Sign>
    static constexpr value_type<Width, Sign> truncate(modular<Width> v) {
        unsigned _BitInt(Width) const low = static_cast<unsigned _BitInt(Width)>(v);
        return static_cast<value_type<Width, Sign>>(
            Sign && Width == 1 ? static_cast<value_type<Width, Sign>>(low != 0 ? -1 : 0)
                               : static_cast<value_type<Width, Sign>>(low));
    }
};

/// native with registers and memories of exactly the format's bits.
struct bit_precise : value_carrier<bit_precise_integers> {};

} // namespace hls
} // namespace widthwise

#pragma clang diagnostic pop
#endif
