// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/residual_sign.hpp>

namespace ww = widthwise;

namespace {

using splitter = void (*)(float, float const*, float*);
template <int Levels>
float mean(int level) {
    return ww::mase::residual_sign<Levels>::mean(level);
}

} // namespace

TEST_CASE("residual_sign equals MASE at every level") {
    csv const table = read_csv(shared() / "golden/mase/residual_sign.csv");
    splitter const split[] = {ww::mase::residual_sign<1>::split, ww::mase::residual_sign<2>::split,
                              ww::mase::residual_sign<3>::split};
    float (*const means[])(int) = {mean<1>, mean<2>, mean<3>};
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::size_t const levels = static_cast<std::size_t>(table.integer(r, "levels"));
        int const level = table.integer(r, "level");
        REQUIRE(levels >= 1);
        REQUIRE(levels <= 3);
        float all[3] = {}, parts[3] = {};
        for (int l = 0; l < static_cast<int>(levels); ++l) {
            all[l] = means[levels - 1](l);
        }
        CHECK(all[level] == table.number(r, "mean_hex"));
        float const x = table.number(r, "x_hex");
        split[levels - 1](x, all, parts);
        CHECK_MESSAGE(same(parts[level], table.number(r, "y_hex")),
                      levels << " levels, level " << level << ", x " << x << " -> "
                             << parts[level]);
    }
    CHECK(table.rows.size() == 480);
}
