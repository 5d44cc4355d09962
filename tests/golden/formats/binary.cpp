// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/binary.hpp>

namespace ww = widthwise;

TEST_CASE("binary equals MASE in every row") {
    csv const table = read_csv(shared() / "golden/mase/binary.csv");
    std::size_t elementwise = 0, scaled = 0;
    for (std::size_t r = 0; r < table.rows.size();) {
        std::string const mode = table.at(r, "mode");
        float const x = table.number(r, "x_hex"), y = table.number(r, "y_hex");
        CAPTURE(mode);
        CAPTURE(x);
        if (mode == "bipolar" || mode == "zeroOne") {
            CHECK(static_cast<float>(mode == "bipolar"
                                         ? ww::binary<>::encode(static_cast<double>(x))
                                         : ww::binary<ww::polarity::zero_one>::encode(
                                               static_cast<double>(x))) == y);
        } else if (mode == "bipolar_stochastic") {
            float const random = table.number(r, "rand_hex");
            CHECK(static_cast<float>(ww::binary<>::encode_stochastic(x, random)) == y);
        } else {
            REQUIRE((mode == "zeroScaled" || mode == "bipolarScaled"));
            std::vector<int> const dims = extents(table.at(r, "shape"));
            std::size_t n = 1;
            for (int dim : dims) {
                n *= static_cast<std::size_t>(dim);
            }
            std::vector<float> values = table.numbers(r, r + n, "x_hex");
            auto const quantize =
                mode == "zeroScaled"
                    ? ww::mase::binary_scaled<>::quantize_tensor
                    : ww::mase::binary_scaled<ww::polarity::bipolar>::quantize_tensor;
            quantize(values.data(), values.data(), dims.data(), static_cast<int>(dims.size()),
                     true);
            CHECK(values == table.numbers(r, r + n, "y_hex"));
            r += n;
            scaled += n;
            continue;
        }
        ++r;
        ++elementwise;
    }
    CHECK(elementwise == 591);
    CHECK(scaled == 414);
}
