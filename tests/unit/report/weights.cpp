// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/passes/transfer.hpp>
#include <widthwise/report/weights.hpp>

#include "networks.hpp"

namespace ww = widthwise;
namespace report = ww::report;

namespace {

using norm_and_linear = ww::network<ww::input<2>, ww::batch_norm1d<2>, ww::linear<2, 2>>;
struct plain : norm_and_linear {};
using q4 = ww::integer<4, 2>;
struct all_quantized
    : ww::quantize_t<plain, ww::by_type<ww::otherwise<ww::data_in<q4>, ww::weight<q4>,
                                                      ww::bias<ww::integer<8, 4>>>>> {};
struct linear_quantized
    : ww::quantize_t<plain, ww::by_type<ww::on<ww::op::linear, ww::data_in<q4>, ww::weight<q4>>>> {
};

ww::parameters<plain> floats() {
    ww::parameters<plain> p{};
    ww::get<1>(p) = {{{1.0f, 2.0f}}, {{0.5f, 0.0f}}, {{1.0f, 0.0f}}, {{4.0f, 1.0f}}};
    ww::get<2>(p) = {{{0.3f, -0.6f, 5.0f, 0.25f}}, {{0.1f, -0.2f}}};
    return p;
}

} // namespace

TEST_CASE("each parameter before and after, and the verdict of the stored values") {
    auto const before = floats();
    auto const summary = report::weights_report(before, ww::transfer<linear_quantized>(before));
    REQUIRE(summary.rows.size() == 6);
    auto const& weight = summary.rows[4];
    CHECK(weight.name == "seq_blocks.1.weight");
    CHECK(weight.after == std::vector<double>{0.25, -0.5, 1.75, 0.25});
    CHECK(weight.max_error == 3.25);
    CHECK(weight.distinct == 3);
    CHECK(weight.outside == 0u);
    CHECK(summary.rows[5].outside == std::nullopt); // the bias is float
    CHECK(summary.checked() == 4);
    CHECK(summary.all_quantized());
    auto const text = report::weights_text(summary, 2);
    CHECK(text.find("\nseq_blocks.1.weight        integer [4, 2]           4          -0.6") !=
          text.npos);
    CHECK(text.ends_with("\nseq_blocks.1.weight: 0.3 -> 0.25, -0.6 -> -0.5, ...\n"
                         "quantized: all 4 values are in the value sets of their formats\n"));
}

TEST_CASE("a quantized BatchNorm is compared with its scale and shift") {
    auto const before = floats();
    auto const summary = report::weights_report(before, ww::transfer<all_quantized>(before));
    REQUIRE(summary.rows.size() == 4);
    CHECK(summary.rows[0].before[0] == doctest::Approx(0.5).epsilon(1e-5));
    CHECK(summary.rows[0].before[1] == doctest::Approx(2).epsilon(1e-5));
    CHECK(summary.rows[0].after == std::vector<double>{0.5, 1.75});
    CHECK(summary.rows[1].before[0] == doctest::Approx(0).epsilon(1e-5));
    CHECK(summary.rows[1].max_error < 1e-5);
    CHECK(summary.checked() == 10);
}

TEST_CASE("values that are not in their format are found") {
    auto const before = report::values_of(floats());
    auto after = report::values_of(ww::transfer<linear_quantized>(floats()));
    REQUIRE(after[4].node == "seq_blocks_1");
    after[4].values[1] = -0.6;
    after[4].values[2] = 2;
    auto const summary = report::compare_weights(before, after);
    CHECK(summary.outside() == 2);
    CHECK_FALSE(summary.all_quantized());
    auto const text = report::weights_text(summary);
    CHECK(text.find("2 outside") != text.npos);
    CHECK(text.ends_with("NOT quantized: 2 of 4 values are not in the value sets of their "
                         "formats\n"));
    CHECK(report::weights_text(report::compare_weights(before, before))
              .ends_with("not quantized: no parameter has a quantized format\n"));
    CHECK_THROWS_WITH_AS(report::compare_weights({}, before),
                         doctest::Contains("tensor 'seq_blocks.0.weight'"), ww::error);
}
