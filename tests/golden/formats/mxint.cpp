// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/mxint.hpp>

namespace ww = widthwise;

namespace {

// One tensor of the file: values, and the stored scale and elements through the block's arithmetic.
template <int Width, int ScaleBits, int Block>
void check(csv const& table, std::size_t first, std::size_t end) {
    using element = ww::detail::mxint_element<Width, ScaleBits, ww::rule::mase_compat>;
    std::vector<float> const x = table.numbers(first, end, "x_hex");
    std::vector<float> y = x;
    int const dims[] = {static_cast<int>(x.size())};
    ww::mase::mxint<Width, ScaleBits, Block>::quantize_tensor(y.data(), y.data(), dims, 1);
    for (std::size_t i = 0; i < x.size(); ++i) {
        float max = 0;
        for (std::size_t j = i / Block * Block; j < std::min(x.size(), i / Block * Block + Block);
             ++j) {
            max = std::max(max, ww::float32::absolute(x[j]));
        }
        int const exponent = element::shared(max);
        CAPTURE(x[i]);
        CHECK(static_cast<float>(element::scale(exponent)) == table.number(first + i, "scale_hex"));
        CHECK(element::element(x[i], exponent) == table.number(first + i, "element_hex"));
        CHECK(same(y[i], table.number(first + i, "y_hex")));
    }
}

} // namespace

TEST_CASE("mxint equals MASE: scale, element and value") {
    csv const table = read_csv(shared() / "golden/mase/main_mxint.csv");
    for (std::size_t r = 0; r < table.rows.size();) {
        std::size_t const end = table.run_end(r, "case");
        std::string const config = table.at(r, "element_bits") + "," + table.at(r, "scale_bits") +
                                   "," + table.at(r, "block_size");
        auto const run = config == "8,8,16"   ? check<8, 8, 16>
                         : config == "4,8,32" ? check<4, 8, 32>
                         : config == "6,4,4"  ? check<6, 4, 4>
                         : config == "2,8,8"  ? check<2, 8, 8>
                                              : nullptr;
        REQUIRE_MESSAGE((run != nullptr), config);
        CAPTURE(config);
        run(table, r, end);
        r = end;
    }
    CHECK(table.rows.size() == 656);
}
