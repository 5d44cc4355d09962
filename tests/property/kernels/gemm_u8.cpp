// SPDX-License-Identifier: Apache-2.0
#include "tests/property/kernels/gemm.hpp"

namespace ww = widthwise;
namespace kernels = widthwise::kernels;
using kernel_tests::ending;

namespace {

template <class End>
kernels::gemm_choice bytes(ww::isa::tier t) {
    kernels::gemm_choice c;
    c.u8_all = kernels::gemm_for<kernels::dot_u8<0>, End>(t);
    c.u8_deep = kernels::gemm_for<kernels::dot_u8<4>, End>(t);
    c.depth = 4;
    c.exact_dot8 = kernels::has_exact_dot8(t);
    c.u8_two = kernels::gemm_for<kernels::dot_u8<2>, End>(t);
    c.u8_each = kernels::gemm_for<kernels::dot_u8<1>, End>(t);
    c.s16 = kernels::gemm_for<kernels::dot_s16<8>, End>(t);
    return c;
}
kernels::gemm_choice choices(ww::isa::tier t, ending end) {
    switch (end) {
    case ending::plain:
        return bytes<kernels::end_plain>(t);
    case ending::even:
        return bytes<kernels::end_even>(t);
    case ending::floats:
        return bytes<kernels::end_float>(t);
    default:
        return bytes<kernels::end_general>(t);
    }
}

} // namespace

TEST_CASE("bytes by bytes: every width, every tier equals the sum of products and its casts") {
    kernel_tests::check_widths({1, 8, 1, 8, 8}, choices);
}
