// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/golden/run.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/graph/network.hpp>
#include <widthwise/io/npy.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

std::vector<float> read(std::string const& name) {
    return ww::io::read_npy(shared() / "golden/mase/ops" / (name + ".npy")).floats();
}

// ops/config.json
using x8_4 = ww::integer<8, 4>;
using w8_6 = ww::integer<8, 6>;
template <class Op>
using config =
    ww::by_type<ww::on<Op, ww::data_in<x8_4>, ww::weight<w8_6>, ww::bias<ww::integer<8, 4>>>>;

WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(y);

template <class Layer, int... Extent>
using one = ww::quantize_t<ww::network<ww::input<Extent...>, ww::node<y, Layer>>,
                           config<typename Layer::op_type>>;
template <class Layer, class A, class B>
using two = ww::quantize_t<ww::network<ww::node<a, A>, ww::node<b, B>, ww::node<y, Layer, a, b>>,
                           config<typename Layer::op_type>>;

/// One sample after the other; samples of a network with two inputs hold both, one behind the
/// other.
template <class Net>
void compare(std::string const& file, std::vector<float> const& x,
             ww::parameters<Net> const& p = {}) {
    CAPTURE(file);
    std::vector<float> const expected = read(file);
    REQUIRE(x.size() % golden::sample_size<Net>() == 0);
    std::vector<float> const mine = golden::run(p, x);
    REQUIRE(mine.size() == expected.size());
    for (std::size_t i = 0; i < mine.size(); ++i) {
        CHECK_MESSAGE(mine[i] == expected[i], i);
    }
}
/// Samples of two inputs, side by side.
std::vector<float> zip(std::vector<float> const& x0, std::vector<float> const& x1,
                       std::size_t samples) {
    std::vector<float> both;
    for (std::size_t s = 0; s < samples; ++s) {
        for (auto const* x : {&x0, &x1}) {
            auto const n = static_cast<std::ptrdiff_t>(x->size() / samples);
            auto const from = x->begin() + static_cast<std::ptrdiff_t>(s) * n;
            both.insert(both.end(), from, from + n);
        }
    }
    return both;
}
template <class Layer, int... Extent>
void compare_conv(std::string const& file, std::string const& operands) {
    using plain = ww::network<ww::input<Extent...>, ww::node<y, Layer>>;
    using net = one<Layer, Extent...>;
    ww::parameters<plain> masters{};
    auto& own = ww::get<1>(masters);
    std::vector<float> const weight = read(operands + "_w"), bias = read(operands + "_b");
    REQUIRE(weight.size() == own.weight.size());
    REQUIRE(bias.size() == own.bias.size());
    std::copy(weight.begin(), weight.end(), own.weight.begin());
    std::copy(bias.begin(), bias.end(), own.bias.begin());
    compare<net>(file, read(operands + "_x"), ww::transfer<net>(masters));
}

} // namespace

// Sums stay below 2^24 units, so that MASE's float32 sums are exact and equality is owed.

TEST_CASE("the formats are those of config.json") {
    std::ifstream file(shared() / "golden/mase/ops/config.json");
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text == R"({"name": "integer", "data_in_width": 8, "data_in_frac_width": 4, )"
                  R"("weight_width": 8, "weight_frac_width": 6, )"
                  R"("bias_width": 8, "bias_frac_width": 4})");
}

TEST_CASE("integer convolutions") {
    using k3 = ww::pair<3>;
    compare_conv<ww::conv1d<3, 5, 3, 1, 1>, 3, 10>("conv1d_integer_p1_y", "conv1d");
    compare_conv<ww::conv2d<3, 4, k3, ww::pair<1>, ww::pair<1>>, 3, 6, 6>("conv2d_integer_s1p1_y",
                                                                          "conv2d");
    compare_conv<ww::conv2d<3, 4, k3, ww::pair<2>>, 3, 6, 6>("conv2d_integer_s2p0_y", "conv2d");
    compare_conv<ww::conv2d<3, 4, k3, ww::pair<1>, ww::pair<2>, ww::pair<2>>, 3, 6, 6>(
        "conv2d_integer_d2p2_y", "conv2d");
}

TEST_CASE("integer add, sub, mul: both operands in data_in") {
    std::vector<float> const x = zip(read("bin_a"), read("bin_b"), 3);
    using half = ww::input<4, 5>;
    compare<two<ww::add, half, half>>("add_integer_y", x);
    compare<two<ww::sub, half, half>>("sub_integer_y", x);
    compare<two<ww::mul, half, half>>("mul_integer_y", x);
}

TEST_CASE("integer matmul, bmm: the second operand in weight") {
    std::vector<float> const left = read("bin_a"), right = read("bin_c");
    using sample = two<ww::matmul, ww::input<4, 5>, ww::input<5, 2>>;
    compare<sample>("matmul_integer_y", zip(left, right, 3));
    // The same numbers with the leading axis inside the sample.
    compare<two<ww::matmul, ww::input<3, 4, 5>, ww::input<3, 5, 2>>>("matmul_integer_y",
                                                                     zip(left, right, 1));
    compare<two<ww::bmm, ww::input<4, 5>, ww::input<5, 2>>>("bmm_integer_y", zip(left, right, 3));
    compare<two<ww::bmm, ww::input<3, 4, 5>, ww::input<3, 5, 2>>>("bmm_integer_y",
                                                                  zip(left, right, 1));
}

TEST_CASE("integer relu is unsigned") {
    compare<one<ww::relu, 3, 6, 6>>("relu_integer_8_4_y", read("conv2d_x"));
}

TEST_CASE("average pools of integers are floats") {
    std::vector<float> const x = read("conv2d_x");
    compare<one<ww::avg_pool2d<ww::pair<2>>, 3, 6, 6>>("avgpool2d_integer_k2_y", x);
    // 6 is divisible by 2: torch's rule and MASE's agree.
    compare<one<ww::adaptive_avg_pool2d<2>, 3, 6, 6>>("adaptive_avgpool2d_integer_out2_y", x);
    compare<one<ww::adaptive_avg_pool2d<2, 2, ww::rule::mase_compat>, 3, 6, 6>>(
        "adaptive_avgpool2d_integer_out2_y", x);
    // 6 is not divisible by 4: MASE pads with zeros.
    compare<one<ww::adaptive_avg_pool2d<4, 4, ww::rule::mase_compat>, 3, 6, 6>>(
        "adaptive_avgpool2d_integer_out4_y", x);
}
