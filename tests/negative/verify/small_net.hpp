// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/golden.hpp>
#include <widthwise/verify/same_function.hpp>

/// y = W x + b, 2 inputs, 3 outputs, in 8-bit integers; the vectors that the tests spoil.
namespace small {

namespace ww = widthwise;
using float_net = ww::network<ww::input<2>, ww::linear<2, 3>>;
template <class Data>
using quantized =
    ww::quantize_t<float_net,
                   ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>,
                                      ww::weight<ww::integer<8, 0>>, ww::bias<ww::integer<8, 0>>>>>;
struct net : quantized<ww::integer<8, 0>> {};

template <class Net>
struct weights {
    static constexpr ww::parameters<Net> value{{}, {{{1, 2, 3, 4, 5, 6}}, {{0, 1, 0}}}, {}};
};
template <class Net>
constexpr ww::parameters<Net> weights<Net>::value;

struct inputs {
    static constexpr int value[2][2] = {{1, 1}, {2, 1}};
};
constexpr int inputs::value[2][2];
struct outputs {
    static constexpr int value[2][3] = {{3, 8, 11}, {4, 11, 16}};
};
constexpr int outputs::value[2][3];
static_assert(ww::verify::golden<net, weights<net>, inputs, outputs>::value, "");

} // namespace small
