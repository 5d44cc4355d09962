// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/fixed.hpp>
#include <widthwise/formats/log.hpp>
#include <widthwise/formats/minifloat_denorm.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>
#include <widthwise/formats/residual_sign.hpp>
#include <widthwise/formats/straight_through.hpp>

namespace ww = widthwise;

TEST_CASE("gradients pass quantizers as in MASE; only residual_sign stops outside [-1, 1]") {
    csv const table = read_csv(shared() / "golden/mase/ste_backward.csv");
    std::size_t stopped = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::string const name = table.at(r, "quantizer");
        auto const backward =
            name == "integer(8,4,signed)" ? ww::straight_through<ww::integer<8, 4>>
            : name == "integer(8,4,unsigned)"
                ? ww::straight_through<ww::integer<8, 4, ww::signedness::is_unsigned>>
            : name == "minifloat_ieee(8,4)"   ? ww::straight_through<ww::minifloat_ieee<8, 4>>
            : name == "minifloat_denorm(8,4)" ? ww::straight_through<ww::minifloat_denorm<8, 4>>
            : name == "log(8)"                ? ww::straight_through<ww::log<8>>
            : name == "binary bipolar"        ? ww::straight_through<ww::binary<>>
            // one level of mean 1 is MASE's binarize()
            : name == "residual binarize()" ? ww::straight_through<ww::residual_sign<1>>
                                            : nullptr;
        REQUIRE_MESSAGE((backward != nullptr), name);
        float const x = table.number(r, "x_hex"), upstream = table.number(r, "grad_out_hex");
        CHECK_MESSAGE(backward(x, upstream) == table.number(r, "grad_in_hex"), name << ' ' << x);
        stopped += backward(x, upstream) != upstream ? 1u : 0u;
    }
    CHECK(table.rows.size() == 84);
    CHECK(stopped == 4);
}
