// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include <widthwise/core/config.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/drop_identity.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

struct chain : ww::network<ww::input<2>, ww::identity, ww::linear<2, 2>, ww::batch_norm1d<2>,
                           ww::relu, ww::linear<2, 1, false>> {};
using norm = ww::batch_norm_parameters<2>;

ww::parameters<chain> trained() {
    ww::parameters<chain> p{};
    ww::get<2>(p) = {{{1, -2, 0.3f, 100}}, {{0.5f, -1}}};
    ww::get<3>(p) = norm{{{2, 3}}, {{10, 20}}, {{1, -1}}, {{4 - 1e-5f, 9 - 1e-5f}}};
    ww::get<5>(p) = {{{0.25f, -0.3f}}};
    return p;
}

using q8 = ww::integer<8, 4>;
struct quantized
    : ww::quantize_t<chain, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                               ww::bias<ww::integer<8, 6>>>>> {};
struct dropped : ww::drop_identity_t<chain> {};
struct folded : ww::fold_batch_norm_t<chain> {};

} // namespace

TEST_CASE("weights and biases are cast to their own formats: nearest, saturating") {
    auto const p = ww::transfer<quantized>(trained());
    CHECK(int{ww::get<2>(p).weight(0, 0)} == 16);
    CHECK(int{ww::get<2>(p).weight(0, 1)} == -32);
    CHECK(int{ww::get<2>(p).weight(1, 0)} == 5); // 0.3 * 16 = 4.8
    CHECK(int{ww::get<2>(p).weight(1, 1)} == 127);
    CHECK(int{ww::get<2>(p).bias(0)} == 32);
    CHECK(int{ww::get<2>(p).bias(1)} == -64);
    CHECK(int{ww::get<5>(p).weight(0, 1)} == -5);
    // BatchNorm was not quantized: its four tensors as they were.
    CHECK(ww::get<3>(p).running_mean(1) == -1);
    CHECK(ww::get<3>(p).weight(0) == 2);
}

TEST_CASE("nodes are found by name where a pass has moved them") {
    auto const p = ww::transfer<dropped>(trained());
    CHECK(ww::get<1>(p).weight(1, 1) == 100);
    CHECK(ww::get<2>(p).bias(1) == 20);
    CHECK(ww::get<4>(p).weight(0, 0) == 0.25f);
}

TEST_CASE("a BatchNorm that is gone scales and shifts the layer before it") {
    auto const p = ww::transfer<folded>(trained());
    // scale = weight / sqrt(var) = 1, 1; shift = bias - mean * scale = 9, 21.
    CHECK(ww::get<2>(p).weight(0, 1) == doctest::Approx(-2));
    CHECK(ww::get<2>(p).weight(1, 1) == doctest::Approx(100));
    CHECK(ww::get<2>(p).bias(0) == doctest::Approx(9.5));
    CHECK(ww::get<2>(p).bias(1) == doctest::Approx(20));
    CHECK(ww::get<4>(p).weight(0, 1) == -0.3f); // the other linear has none behind it
}

TEST_CASE("a layer without a bias gets the shift as one; channels of a convolution") {
    struct from
        : ww::network<
              ww::input<1, 2, 2>,
              ww::conv2d<1, 2, ww::pair<1>, ww::pair<1>, ww::pair<0>, ww::pair<1>, 1, false>,
              ww::identity, ww::batch_norm2d<2>> {};
    struct to : ww::fold_batch_norm_t<ww::drop_identity_t<from>> {};
    ww::parameters<from> p{};
    ww::get<1>(p).weight.data[0] = 3;
    ww::get<1>(p).weight.data[1] = 5;
    ww::get<3>(p) = norm{{{2, 4}}, {{1, -1}}, {{0.5f, 0.25f}}, {{1, 4}}};
    auto const moved = ww::transfer<to>(p); // past the identity that is gone, too
    double const scale[] = {2 / std::sqrt(1 + 1e-5), 4 / std::sqrt(4 + 1e-5)};
    CHECK(ww::get<1>(moved).weight.data[0] == doctest::Approx(3 * scale[0]));
    CHECK(ww::get<1>(moved).weight.data[1] == doctest::Approx(5 * scale[1]));
    CHECK(ww::get<1>(moved).bias(0) == doctest::Approx(1 - 0.5 * scale[0]));
    CHECK(ww::get<1>(moved).bias(1) == doctest::Approx(-1 - 0.25 * scale[1]));
}

TEST_CASE("a quantized BatchNorm stores its scale and shift") {
    struct from : ww::network<ww::input<2>, ww::batch_norm1d<2>> {};
    struct to : ww::quantize_t<from, ww::by_type<ww::on<ww::op::batch_norm1d, ww::data_in<q8>,
                                                        ww::weight<q8>, ww::bias<q8>>>> {};
    ww::parameters<from> p{};
    ww::get<1>(p) = norm{{{3, -1}}, {{1, 2}}, {{2, 1}}, {{4, 1}}};
    auto const stored = ww::transfer<to>(p);
    CHECK(int{ww::get<1>(stored).weight(0)} == 24); // 3 / 2
    CHECK(int{ww::get<1>(stored).weight(1)} == -16);
    CHECK(int{ww::get<1>(stored).bias(0)} == -32); // 1 - 2 * 3 / 2
    CHECK(int{ww::get<1>(stored).bias(1)} == 48);
}

TEST_CASE("from one quantized network to another: a fused layer and a coarser format") {
    struct fused : ww::fuse_activation_t<quantized> {};
    using q4 = ww::integer<4, 1>;
    struct coarse
        : ww::quantize_t<
              quantized,
              ww::by_type<ww::on<ww::op::linear, ww::data_in<q4>, ww::weight<q4>, ww::bias<q4>>>> {
    };
    auto const p = ww::transfer<quantized>(trained());
    CHECK(int{ww::get<2>(ww::transfer<fused>(p)).weight(1, 0)} == 5);
    auto const less = ww::transfer<coarse>(p);
    CHECK(int{ww::get<2>(less).weight(0, 1)} == -4);
    CHECK(int{ww::get<2>(less).weight(1, 1)} == 7);
    CHECK(int{ww::get<2>(less).bias(0)} == 1);
}

TEST_CASE("a constant") {
    struct from : ww::network<ww::input<1>, ww::linear<1, 1>> {};
    struct to : ww::quantize_t<from, ww::by_type<ww::on<ww::op::linear, ww::weight<q8>>>> {};
    constexpr ww::parameters<from> p(ww::no_parameters{}, {{{1.5f}}, {{2}}}, ww::no_parameters{});
    constexpr auto q = ww::transfer<to>(p);
    static_assert(ww::get<1>(q).weight(0, 0) == 24, "");
    CHECK(ww::get<1>(q).bias(0) == 2);
}

namespace {
struct flat : ww::network<ww::input<4>, ww::linear<4, 2, false>> {};
template <class Weight>
struct weighted : ww::quantize_t<flat, ww::by_type<ww::on<ww::op::linear, ww::weight<Weight>>>> {};
} // namespace

TEST_CASE("a ternary weight looks at the whole tensor, from floats and from integers") {
    ww::parameters<flat> p{};
    float const values[] = {1.0f, -2.0f, 0.25f, 0.5f, -0.25f, 3.0f, 0.0f, 1.0f}; // .75 mean is .75
    for (int i = 0; i < 8; ++i) {
        ww::get<1>(p).weight.data[i] = values[i];
    }
    auto const direct = ww::transfer<weighted<ww::ternary<>>>(p);
    auto const integers = ww::transfer<weighted<ww::fixed<8, 4>>>(p);
    auto const again = ww::transfer<weighted<ww::ternary<>>>(integers);
    int const wanted[] = {1, -1, 0, 0, 0, 1, 0, 1};
    for (int i = 0; i < 8; ++i) {
        CHECK(ww::get<1>(direct).weight.data[i] == wanted[i]);
        CHECK(ww::get<1>(again).weight.data[i] == wanted[i]);
    }
}
