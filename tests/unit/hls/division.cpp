// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>

#include <widthwise/hls/division.hpp>

namespace detail = widthwise::hls::detail;
using detail::division_kind;

namespace {

std::int64_t specified(std::int64_t v, int n) {
    std::int64_t const part = v / n, rest = v % n;
    return (part - (rest < 0 ? 1 : 0)) | (rest != 0 ? 1 : 0);
}
/// Quotients that differ, of every value of a narrow word and of the ends of a wide one.
template <int Bits, int Divisor, class Integer>
int differences(int n, division_kind kind) {
    CHECK((detail::division_kind_of<Divisor, Integer>() == kind));
    int wrong = 0;
    std::int64_t const end = std::int64_t{1} << Bits;
    for (std::int64_t i = 0; i < 3000; ++i) {
        for (std::int64_t v : {i - 1500, i - end, end - 1 - i}) {
            if (v >= -end && v < end) {
                Integer const mine = detail::sticky_division<Bits, Divisor, Integer>::apply(
                    static_cast<Integer>(v), n);
                wrong += mine == specified(v, n) ? 0 : 1;
            }
        }
    }
    return wrong;
}
template <int Divisor>
int constant_divisor(division_kind narrow, division_kind wide) {
    return differences<10, Divisor, std::int32_t>(Divisor, narrow) +
           differences<30, Divisor, std::int32_t>(Divisor, narrow) +
           differences<34, Divisor, std::int64_t>(Divisor, wide) +
           differences<62, Divisor, std::int64_t>(Divisor, wide);
}

} // namespace

TEST_CASE("a quotient keeps in its last bit that the division was not exact") {
    CHECK(constant_divisor<1>(division_kind::shifts, division_kind::shifts) == 0);
    CHECK(constant_divisor<4>(division_kind::shifts, division_kind::shifts) == 0);
    CHECK(constant_divisor<1 << 30>(division_kind::shifts, division_kind::shifts) == 0);
    CHECK(constant_divisor<9>(division_kind::divides, division_kind::subtracts) == 0);
    CHECK(constant_divisor<49>(division_kind::divides, division_kind::subtracts) == 0);
    CHECK(constant_divisor<INT32_MAX>(division_kind::divides, division_kind::subtracts) == 0);
}
TEST_CASE("a divisor known when it runs") {
    for (int n : {1, 2, 3, 6, 7, 8, 25, 1000003, INT32_MAX}) {
        CHECK(differences<12, 0, std::int32_t>(n, division_kind::divides) == 0);
        CHECK(differences<40, 0, std::int64_t>(n, division_kind::subtracts) == 0);
        CHECK(differences<62, 0, std::int64_t>(n, division_kind::subtracts) == 0);
    }
}
