// SPDX-License-Identifier: Apache-2.0
#include "tests/property/kernels/gemm.hpp"

namespace ww = widthwise;
namespace kernels = widthwise::kernels;
using kernel_tests::ending;

namespace {

template <int Bits, class End>
kernels::gemm_choice words(ww::isa::tier t) {
    kernels::gemm_choice c;
    c.s16 = kernels::gemm_for<kernels::dot_s16<Bits>, End>(t);
    c.wide_weights = Bits == 16;
    return c;
}
kernels::gemm_choice narrow(ww::isa::tier t, ending end) {
    return end == ending::floats  ? words<8, kernels::end_float>(t)
           : end == ending::plain ? words<8, kernels::end_plain>(t)
           : end == ending::even  ? kernels::gemm_choice{}
                                  : words<8, kernels::end_general>(t);
}
kernels::gemm_choice wide(ww::isa::tier t, ending end) {
    return end == ending::even      ? words<16, kernels::end_even>(t)
           : end == ending::general ? words<16, kernels::end_general>(t)
                                    : kernels::gemm_choice{};
}

} // namespace

TEST_CASE("words by bytes: every tier equals the sum of products and its casts") {
    kernel_tests::check_widths({1, 16, 1, 8, 3}, narrow);
}
TEST_CASE("words by words: every tier equals the sum of products and its casts") {
    kernel_tests::check_widths({1, 16, 1, 16, 2}, wide);
}
