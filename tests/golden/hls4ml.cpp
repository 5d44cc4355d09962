// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/golden/hls4ml_networks.hpp"
#include "tests/golden/load.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;

namespace {

using namespace hls4ml_networks;

using raws = std::vector<std::int64_t>;
/// What one line of the file says: sample, tensor, raw values.
struct line {
    std::size_t sample = 0;
    std::string tensor;
    raws values;
};
std::vector<line> read_lines(std::filesystem::path const& path) {
    std::ifstream in(path);
    REQUIRE_MESSAGE(in.good(), path.string());
    std::vector<line> all;
    std::string text;
    std::getline(in, text);
    REQUIRE(text == "sample,tensor,raw...");
    while (std::getline(in, text)) {
        std::istringstream cells(text);
        line l;
        std::string cell;
        std::getline(cells, cell, ',');
        l.sample = std::stoul(cell);
        std::getline(cells, l.tensor, ',');
        while (std::getline(cells, cell, ',')) {
            l.values.push_back(std::stoll(cell));
        }
        all.push_back(l);
    }
    return all;
}

/// Runs all samples and compares every tensor the file holds; the number of raw values compared.
template <class Net, class Data>
std::size_t compare(char const* file) {
    std::vector<line> const golden =
        read_lines(shared() / "golden/hls4ml" / (std::string(file) + ".csv"));
    std::vector<float> const x = ww::io::read_npy(shared() / "golden/hls4ml/x.npy").floats();
    auto const masters = golden::load<float_net>(shared() / "data/jets16");
    ww::executor<Net> run(ww::transfer<Net>(masters));
    std::vector<float> y(x.size() / 16 * 5);
    REQUIRE(x.size() == 256 * 16);

    std::size_t next = 0, values = 0, wrong = 0;
    run.run(x, y, [&](std::size_t sample) {
        for (; next < golden.size() && golden[next].sample == sample; ++next) {
            line const& l = golden[next];
            raws mine =
                l.tensor == "x" ? raws{} : run.raw(l.tensor == "output" ? "fc4" : l.tensor.c_str());
            for (std::size_t i = 0; i < 16 && l.tensor == "x"; ++i) {
                mine.push_back(Data::encode(static_cast<double>(x[sample * 16 + i])));
            }
            REQUIRE(mine.size() == l.values.size());
            for (std::size_t i = 0; i < mine.size(); ++i, ++values) {
                if (mine[i] != l.values[i] && ++wrong < 10) {
                    FAIL_CHECK(file << ' ' << l.tensor << " of sample " << sample << ", element "
                                    << i << ": " << mine[i] << ", hls4ml " << l.values[i]);
                }
            }
        }
    });
    CHECK(next == golden.size());
    CHECK(wrong == 0);
    return values;
}

// 256 samples of x (16) and output (5), 24 of fc1, relu1 (64), fc2, fc3 (32).
constexpr std::size_t all_values = 256 * (16 + 5) + 24 * (64 + 64 + 32 + 32);

} // namespace

TEST_CASE("hls4ml, truncating and wrapping everywhere") {
    CHECK(compare<d16_6_w16_6_a16_6, w16>("d16_6_w16_6_a16_6") == all_values);
}
TEST_CASE("hls4ml, convergent and saturating over a wide accumulator") {
    CHECK(compare<d16_6rs_w8_2rs_a32_16, convergent<16, 6>>("d16_6rs_w8_2rs_a32_16") == all_values);
}
TEST_CASE("hls4ml, half up, six-bit weights") {
    CHECK(compare<d8_4rs_w6_1_b8_3_a24_12, half_up<8, 4>>("d8_4rs_w6_1_b8_3_a24_12") == all_values);
}
TEST_CASE("hls4ml, an accumulator that wraps often") {
    CHECK(compare<d10_5_w7_2_a10_5, w10>("d10_5_w7_2_a10_5") == all_values);
}
