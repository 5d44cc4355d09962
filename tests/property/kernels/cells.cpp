// SPDX-License-Identifier: Apache-2.0
#include "tests/property/kernels/cells.hpp"

namespace ww = widthwise;
namespace kernels = widthwise::kernels;

namespace {

template <class Make>
void on_every_tier(Make const& make) {
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        std::string const name = ww::isa::name_of(tier);
        if (ww::isa::has(tier)) {
            kernel_tests::check_casts({name, kernels::encode_for(tier), kernels::cast_for(tier)},
                                      make);
        } else {
            MESSAGE(name << ": skipped, this CPU does not have it");
        }
    }
}

} // namespace

TEST_CASE("floats to cells: every rounding, every overflow, every tier is the specification's") {
    on_every_tier(kernel_tests::floats_to_cells);
}
TEST_CASE("cells to cells: every rounding, every overflow, every tier is the specification's") {
    on_every_tier(kernel_tests::cells_to_cells);
}
TEST_CASE("cells to floats: every tier is the specification's") {
    on_every_tier(kernel_tests::cells_to_floats);
}
