// SPDX-License-Identifier: Apache-2.0
#include "tests/property/kernels/planes.hpp"

namespace ww = widthwise;
namespace kernels = widthwise::kernels;
using kernel_tests::ending;

namespace {

template <class End>
kernels::gemm_choice planes(ww::isa::tier t) {
    kernels::gemm_choice c;
    c.u8_all = kernels::gemm_for<kernels::dot_u8<0>, End>(t);
    c.u8_deep = kernels::gemm_for<kernels::dot_u8<8>, End>(t);
    c.s16 = kernels::gemm_for<kernels::dot_s16<8>, End>(t);
    c.depth = 8;
    c.exact_dot8 = kernels::has_exact_dot8(t);
    c.bits = kernels::gemm_for<kernels::dot_planes<1>, End>(t);
    c.trits = kernels::gemm_for<kernels::dot_planes<2>, End>(t);
    return c;
}

} // namespace

TEST_CASE("bit planes: random shapes on every tier equal the sum of products and its casts") {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        kernels::tier_shape const shape = kernels::shape_of(tier);
        if (!ww::isa::has(tier)) {
            MESSAGE(std::string(ww::isa::name_of(tier)) << ": skipped, this CPU does not have it");
        } else if (shape.lanes != 0) {
            kernels::tile_scope const tiles(tier);
            kernel_tests::check_planes(ww::isa::name_of(tier), shape, 400, [&](ending end) {
                return end == ending::even      ? planes<kernels::end_even>(tier)
                       : end == ending::general ? planes<kernels::end_general>(tier)
                                                : kernels::gemm_choice{};
            });
        }
    }
}
