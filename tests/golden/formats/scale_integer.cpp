// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/scale_integer.hpp>

namespace ww = widthwise;

TEST_CASE("scale_integer equals MASE in every element") {
    csv const table = read_csv(shared() / "golden/mase/main_scale_integer.csv");
    std::size_t tensors = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++tensors) {
        std::string const config = table.at(r, "width") + "," + table.at(r, "is_signed");
        std::vector<int> const dims = extents(table.at(r, "shape"));
        std::size_t const n = static_cast<std::size_t>(dims.at(0) * dims.at(1));
        auto const quantize = config == "8,1"   ? ww::mase::scale_integer<8>::quantize_tensor
                              : config == "4,1" ? ww::mase::scale_integer<4>::quantize_tensor
                              : config == "8,0" ? ww::mase::scale_integer<8, false>::quantize_tensor
                                                : nullptr;
        REQUIRE_MESSAGE((quantize != nullptr), config);
        std::vector<float> values = table.numbers(r, r + n, "x_hex");
        quantize(values.data(), values.data(), dims.data(), 2, false);
        CHECK(values == table.numbers(r, r + n, "y_hex"));
        r += n;
    }
    CHECK(tensors == 9);
    CHECK(table.rows.size() == 237);
}
