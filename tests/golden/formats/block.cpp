// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/formats/block_fp.hpp>
#include <widthwise/formats/block_log.hpp>
#include <widthwise/formats/block_minifloat.hpp>

namespace ww = widthwise;

namespace {

using quantizer = void (*)(float const*, float*, int const*, int, bool);

// A family of formats over the four block sizes of the files.
template <template <int...> class Format>
quantizer by_block(std::string const& block) {
    return block == "16"     ? Format<16>::quantize_tensor
           : block == "1|16" ? Format<1, 16>::quantize_tensor
           : block == "2|8"  ? Format<2, 8>::quantize_tensor
           : block == "4"    ? Format<4>::quantize_tensor
                             : nullptr;
}
template <int... Block>
using fp7 = ww::mase::block_fp<7, 8, 127, Block...>;
template <int... Block>
using fp8 = ww::mase::block_fp<8, 3, ww::default_bias, Block...>;
template <int... Block>
using fp4 = ww::mase::block_fp<4, 8, ww::default_bias, Block...>;
template <int... Block>
using minifloat8 = ww::mase::block_minifloat<8, 4, 4, Block...>;
template <int... Block>
using minifloat5 = ww::mase::block_minifloat<5, 2, 8, Block...>;
template <int... Block>
using log8 = ww::mase::block_log<8, 4, Block...>;
template <int... Block>
using log5 = ww::mase::block_log<5, 8, Block...>;

quantizer find(std::string const& config, std::string const& block) {
    return config == "7,8,127"    ? by_block<fp7>(block)
           : config == "8,3,None" ? by_block<fp8>(block)
           : config == "4,8,None" ? by_block<fp4>(block)
           : config == "8,4,4"    ? by_block<minifloat8>(block)
           : config == "5,2,8"    ? by_block<minifloat5>(block)
           : config == "8,4"      ? by_block<log8>(block)
           : config == "5,8"      ? by_block<log5>(block)
                                  : nullptr;
}

std::size_t check(char const* file, std::vector<std::string> const& config_columns) {
    csv const table = read_csv(shared() / "golden/mase" / file);
    for (std::size_t r = 0; r < table.rows.size();) {
        std::size_t const end = table.run_end(r, "case");
        std::string config;
        for (std::string const& column : config_columns) {
            config += (config.empty() ? "" : ",") + table.at(r, column);
        }
        quantizer const quantize = find(config, table.at(r, "block_size"));
        REQUIRE_MESSAGE((quantize != nullptr), config << ' ' << table.at(r, "block_size"));
        std::vector<int> const dims = extents(table.at(r, "shape"));
        std::vector<float> const x = table.numbers(r, end, "x_hex");
        std::vector<float> const y = table.numbers(r, end, "y_hex");
        std::size_t elements = 1;
        for (int dim : dims) {
            elements *= static_cast<std::size_t>(dim);
        }
        REQUIRE(elements == x.size());
        std::vector<float> in_place = x, got(x.size());
        bool const skip_first = table.integer(r, "skip_first_dim") != 0;
        quantize(x.data(), got.data(), dims.data(), static_cast<int>(dims.size()), skip_first);
        quantize(in_place.data(), in_place.data(), dims.data(), static_cast<int>(dims.size()),
                 skip_first);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CHECK_MESSAGE(same(got[i], y[i]), file << " case " << table.at(r, "case") << ' '
                                                   << table.at(r, "kind") << " [" << i << "] "
                                                   << x[i] << " -> " << got[i] << ", not " << y[i]);
            CHECK(same(in_place[i], y[i]));
        }
        r = end;
    }
    return table.rows.size();
}

// The blocks as columns of padded values, against the file's.
template <int... Block>
void check_blocks(nlohmann::json const& x, nlohmann::json const& wanted, std::vector<int> dims,
                  std::vector<int> const& inferred, std::size_t samples) {
    bool const skip_first = samples > 1;
    std::vector<float> flat;
    auto walk = [&flat](auto const& self, nlohmann::json const& level) -> void {
        if (level.is_array()) {
            for (auto const& item : level) {
                self(self, item);
            }
        } else {
            flat.push_back(level.get<float>());
        }
    };
    walk(walk, x);
    ww::blocks<Block...> const cut(dims.data(), static_cast<int>(dims.size()), skip_first);

    std::ptrdiff_t size = 1, ours = 1;
    for (int extent : inferred) {
        size *= extent;
    }
    std::vector<std::vector<float>> columns; // without padding and zeros, in block order
    std::vector<float> maxima;
    for (std::size_t s = 0; s < samples; ++s) {
        nlohmann::json const& blocked = skip_first ? wanted["blocked"][s] : wanted["blocked"];
        nlohmann::json const& per_block =
            skip_first ? wanted["per_block_max"][s] : wanted["per_block_max"];
        // 2-D activations and biases keep one block a row, the others one a column
        bool const by_row = wanted["kind"] == "1d_bias" || wanted["kind"] == "2d_activation";
        std::size_t const n = by_row ? blocked.size() : blocked[0].size();
        for (std::size_t b = 0; b < n; ++b) {
            std::vector<float> column;
            std::size_t const length = by_row ? blocked[b].size() : blocked.size();
            CHECK(static_cast<std::ptrdiff_t>(length) == size);
            for (std::size_t i = 0; i < length; ++i) {
                float const value =
                    by_row ? blocked[b][i].get<float>() : blocked[i][b].get<float>();
                if (value != 0) {
                    column.push_back(value);
                }
            }
            columns.push_back(column);
            maxima.push_back(by_row ? per_block[b][0].get<float>() : per_block[0][b].get<float>());
        }
    }
    REQUIRE(static_cast<std::size_t>(cut.count()) == columns.size());
    for (std::ptrdiff_t b = 0; b < cut.count(); ++b) {
        std::vector<float> column;
        std::ptrdiff_t elements = 0;
        for (auto e = cut.begin(b); e.valid(); e.next(), ++elements) {
            float const value = flat[static_cast<std::size_t>(e.at())];
            if (value != 0) {
                column.push_back(value);
            }
        }
        ours = std::max(ours, elements);
        CHECK(column == columns[static_cast<std::size_t>(b)]);
        CHECK(cut.largest(flat.data(), b) == maxima[static_cast<std::size_t>(b)]);
    }
    CHECK(ours == size); // the first block is never cut short
}

} // namespace

TEST_CASE("block_fp equals MASE in every element") {
    CHECK(check("block_fp_small.csv", {"width", "exponent_width", "exponent_bias"}) == 3683);
}
TEST_CASE("block_minifloat equals MASE in every element") {
    CHECK(check("block_minifloat_small.csv", {"width", "exponent_width", "exponent_bias_width"}) ==
          2597);
}
TEST_CASE("block_log equals MASE in every element") {
    CHECK(check("block_log_small.csv", {"width", "exponent_bias_width"}) == 2558);
}

TEST_CASE("blocks are MASE's blocks") {
    std::ifstream file(shared() / "golden/mase/block_unblock.json");
    nlohmann::json const data = nlohmann::json::parse(file);
    for (nlohmann::json const& wanted : data["cases"]) {
        auto const& x = wanted["x"];
        std::vector<int> dims;
        for (nlohmann::json const* level = &x; level->is_array(); level = &(*level)[0]) {
            dims.push_back(static_cast<int>(level->size()));
        }
        bool const activation =
            wanted["kind"] == "2d_activation" || wanted["kind"] == "3d_activation";
        std::size_t const samples = activation ? static_cast<std::size_t>(dims[0]) : 1;
        std::string const block = wanted["block_shape"].dump();
        std::vector<int> const inferred = wanted["inferred"];
        CAPTURE(block);
        auto const run = block == "[1]"      ? check_blocks<1>
                         : block == "[3]"    ? check_blocks<3>
                         : block == "[4]"    ? check_blocks<4>
                         : block == "[7]"    ? check_blocks<7>
                         : block == "[12]"   ? check_blocks<12>
                         : block == "[13]"   ? check_blocks<13>
                         : block == "[-1]"   ? check_blocks<-1>
                         : block == "[2,3]"  ? check_blocks<2, 3>
                         : block == "[3,4]"  ? check_blocks<3, 4>
                         : block == "[1,4]"  ? check_blocks<1, 4>
                         : block == "[3,1]"  ? check_blocks<3, 1>
                         : block == "[-1,4]" ? check_blocks<-1, 4>
                         : block == "[3,-1]" ? check_blocks<3, -1>
                                             : nullptr;
        REQUIRE((run != nullptr));
        run(x, wanted, dims, inferred, samples);
    }
    CHECK(data["cases"].size() == 21);
}
