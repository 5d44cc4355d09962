// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/ternary.hpp>

namespace ww = widthwise;

TEST_CASE("ternary equals MASE in every row") {
    csv const table = read_csv(shared() / "golden/mase/ternary.csv");
    std::size_t tensors = 0;
    for (std::size_t r = 0; r < table.rows.size(); ++tensors) {
        std::vector<int> const dims = extents(table.at(r, "shape"));
        int const rank = static_cast<int>(dims.size());
        std::size_t n = 1;
        for (int dim : dims) {
            n *= static_cast<std::size_t>(dim);
        }
        std::vector<float> values = table.numbers(r, r + n, "x_hex");
        std::vector<float> const wanted = table.numbers(r, r + n, "y_hex");
        if (table.at(r, "mode") == "ternary") {
            std::vector<std::int8_t> codes(n);
            ww::mase::ternary<>::encode_tensor(values.data(), codes.data(), dims.data(), rank,
                                               true);
            CHECK(std::vector<float>(codes.begin(), codes.end()) == wanted);
            ww::mase::ternary<>::quantize_tensor(values.data(), values.data(), dims.data(), rank,
                                                 true);
        } else {
            REQUIRE(table.at(r, "mode") == "ternary_scaled");
            ww::mase::ternary_scaled<>::quantize_tensor(values.data(), values.data(), dims.data(),
                                                        rank, true);
        }
        CHECK(values == wanted);
        r += n;
    }
    CHECK(tensors == 6);
    CHECK(table.rows.size() == 414);
}
