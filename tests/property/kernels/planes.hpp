// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>

#include "tests/property/kernels/gemm.hpp"

/// Products of one bit by one bit and of -1, 0, 1 by the same, in bit planes.
namespace kernel_tests {

inline ww::format_row trit_row(int frac) {
    return fixed_row(2, frac, true, ww::rounding::half_even, ww::overflow::saturate_symmetric);
}

/// Random shapes by the kernels choices(ending), of which bits or trits must run.
template <class Choices>
void check_planes(std::string const& name, kernels::tier_shape const& shape, int cases,
                  Choices const& choices) {
    INFO(name);
    generator r{std::mt19937(static_cast<unsigned>(977 + shape.lanes))};
    ww::format_row const bits[] = {fixed_row(1, 0, true), fixed_row(1, 1, false),
                                   ww::binary<>::row(), ww::binary<ww::polarity::zero_one>::row()};
    ww::format_row const trits[] = {trit_row(1), ww::ternary<>::row(), ww::binary<>::row()};
    int ran[2] = {};
    for (int k = 0; k < cases; ++k) {
        bool const one = k % 2 == 0;
        int const longest = k % 16 < 2 ? 1500 : 400; // counts beyond a byte
        product p = any_product(r, one ? bits[r.from(0, 3)] : trit_row(r.from(-1, 1)),
                                one ? bits[r.from(0, 3)] : trits[r.from(0, 2)],
                                r.from(128, longest), r.one_of(lengths), r.from(1, 7));
        bool const exact = p.step.m.sum_frac() == p.step.m.product_frac();
        auto const of_these = [&](ending end) { // as the formats of a node decide
            kernels::gemm_choice c = choices(end);
            (one ? c.trits : c.bits) = nullptr;
            return c;
        };
        if (check(r, p, shape, of_these)) {
            CHECK((p.step.task.run != 0) == exact);
            ran[k % 2] += exact ? 1 : 0;
        }
    }
    MESSAGE(name << ": " << ran[0] << " of one bit, " << ran[1] << " ternary");
    CHECK(ran[0] > cases / 6);
    CHECK(ran[1] > cases / 6);
}

} // namespace kernel_tests
