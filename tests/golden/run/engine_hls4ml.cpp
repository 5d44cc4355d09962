// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/golden/hls4ml_networks.hpp"
#include "tests/golden/load.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/engine.hpp>

namespace ww = widthwise;

namespace {

using namespace hls4ml_networks;

/// The raw outputs [samples, 5] that hls4ml's own templates gave.
std::vector<std::int64_t> golden_outputs(char const* file) {
    std::ifstream in(shared() / "golden/hls4ml" / (std::string(file) + ".csv"));
    REQUIRE(in.good());
    std::vector<std::int64_t> all;
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string cell, tensor;
        std::getline(cells, cell, ',');
        std::getline(cells, tensor, ',');
        while (tensor == "output" && std::getline(cells, cell, ',')) {
            all.push_back(std::stoll(cell));
        }
    }
    return all;
}

/// Every tier of this CPU, whole and in small batches; the kernel that each layer must have run on
/// AVX2.
template <class Net, int Frac>
void check(char const* file, std::string const& kernel) {
    std::vector<std::int64_t> const golden = golden_outputs(file);
    std::vector<float> const x = ww::io::read_npy(shared() / "golden/hls4ml/x.npy").floats();
    REQUIRE(x.size() == 256 * 16);
    REQUIRE(golden.size() == 256 * 5);
    auto const p = ww::transfer<Net>(golden::load<float_net>(shared() / "data/jets16"));
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        CAPTURE(ww::isa::name_of(tier));
        ww::engine<Net> run(p, tier);
        std::size_t found = 0;
        for (std::string const& line : run.kernels()) {
            found += line.find(": " + kernel) != std::string::npos ? 1u : 0u;
        }
        CHECK((tier != ww::isa::tier::avx2 || found == 4));
        for (std::size_t const batch : {std::size_t{256}, std::size_t{7}}) {
            std::size_t wrong = 0;
            for (std::size_t first = 0; first < 256; first += batch) {
                std::size_t const count = std::min<std::size_t>(batch, 256 - first);
                std::vector<float> y(count * 5);
                run.run(std::span<float const>(x.data() + first * 16, count * 16), y);
                for (std::size_t i = 0; i < y.size(); ++i) {
                    auto const raw = static_cast<std::int64_t>(std::ldexp(y[i], Frac));
                    wrong += raw != golden[first * 5 + i] ? 1u : 0u;
                }
            }
            CHECK(wrong == 0);
        }
    }
}

} // namespace

TEST_CASE("hls4ml by kernels, truncating and wrapping everywhere") {
    check<d16_6_w16_6_a16_6, 10>("d16_6_w16_6_a16_6", "gemm, cast per product, 16-bit sums");
}
TEST_CASE("hls4ml by kernels, convergent and saturating over a wide accumulator") {
    check<d16_6rs_w8_2rs_a32_16, 10>("d16_6rs_w8_2rs_a32_16", "gemm s16");
}
TEST_CASE("hls4ml by kernels, half up, six-bit weights") {
    check<d8_4rs_w6_1_b8_3_a24_12, 4>("d8_4rs_w6_1_b8_3_a24_12", "gemm u8");
}
TEST_CASE("hls4ml by kernels, an accumulator that wraps often") {
    check<d10_5_w7_2_a10_5, 5>("d10_5_w7_2_a10_5", "gemm, cast per product, 16-bit sums");
}
