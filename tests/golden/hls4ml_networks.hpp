// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

/// The networks of golden/hls4ml, named as its files.
namespace hls4ml_networks {

namespace ww = widthwise;

// data: x, fc1..fc4; relu: the layers between. Every product and partial sum is cast to accum.
template <class Data, class Relu, class Weight, class Bias, class Accum>
using hls4ml_config = ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                         ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Data>>,
                                  ww::on<ww::op::relu, ww::data_in<Data>, ww::data_out<Relu>>>;

using ww::ap_fixed;
using ww::ap_ufixed;
using ww::overflow;
using ww::rounding;

template <int W, int I>
using convergent = ap_fixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using convergent_u = ap_ufixed<W, I, rounding::half_even, overflow::saturate>;
template <int W, int I>
using half_up = ap_fixed<W, I, rounding::half_up, overflow::saturate>;
template <int W, int I>
using half_up_u = ap_ufixed<W, I, rounding::half_up, overflow::saturate>;

template <class Data, class Relu, class Weight, class Bias, class Accum>
using emulate =
    ww::quantize_t<ww::zoo::jet_16_64_32_32_5, hls4ml_config<Data, Relu, Weight, Bias, Accum>>;

using float_net = ww::zoo::jet_16_64_32_32_5;
using w16 = ap_fixed<16, 6>;
using w10 = ap_fixed<10, 5>;
using w7 = ap_fixed<7, 2>;
struct d16_6_w16_6_a16_6 : emulate<w16, w16, w16, w16, w16> {};
struct d16_6rs_w8_2rs_a32_16 : emulate<convergent<16, 6>, convergent_u<16, 6>, convergent<8, 2>,
                                       convergent<8, 2>, ap_fixed<32, 16>> {};
struct d8_4rs_w6_1_b8_3_a24_12
    : emulate<half_up<8, 4>, half_up_u<8, 4>, convergent<6, 1>, ap_fixed<8, 3>, ap_fixed<24, 12>> {
};
struct d10_5_w7_2_a10_5 : emulate<w10, w10, w7, w7, w10> {};

} // namespace hls4ml_networks
