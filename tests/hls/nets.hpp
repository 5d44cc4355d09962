// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise.hpp>

/// The zoo in integers, as hardware takes it: every edge behind the input has an integer format.
namespace hardware {

namespace ww = widthwise;

template <class Op, class Format>
using everything = ww::on<Op, ww::data_in<Format>, ww::weight<Format>, ww::bias<Format>>;

template <class Net, class Format>
using all_in = ww::quantize_t<
    Net,
    ww::by_type<everything<ww::op::linear, Format>, everything<ww::op::conv2d, Format>,
                everything<ww::op::batch_norm1d, Format>, ww::on<ww::op::add, ww::data_in<Format>>,
                ww::on<ww::op::relu, ww::data_in<Format>>>>;

using q8 = ww::integer<8, 4>;
using q6 = ww::integer<6, 4>;

struct jsc_tiny : all_in<ww::zoo::jsc_tiny, q8> {};
struct jsc_toy : all_in<ww::zoo::jsc_toy, q8> {};
struct jsc_s : all_in<ww::zoo::jsc_s, q8> {};
struct jsc_test : all_in<ww::zoo::jsc_test, q8> {};
struct jet_16_64_32_32_5 : all_in<ww::zoo::jet_16_64_32_32_5, q6> {};
struct residual_mlp : all_in<ww::zoo::residual_mlp, q8> {};
struct small_cnn : all_in<ww::zoo::small_cnn, q8> {};

/// Two inputs that are joined, a branch, two heads.
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(both);
WIDTHWISE_NAME(hidden);
WIDTHWISE_NAME(score);
WIDTHWISE_NAME(again);
WIDTHWISE_NAME(value);
struct joined_heads
    : ww::quantize_t<ww::network<ww::node<left, ww::input<6>>, ww::node<right, ww::input<3>>,
                                 ww::node<both, ww::concat<0>, left, right>,
                                 ww::node<hidden, ww::linear<9, 6>, both>,
                                 ww::node<score, ww::linear<6, 3>, hidden>,
                                 ww::node<again, ww::concat<0>, score, hidden>,
                                 ww::node<value, ww::linear<9, 2>, again>,
                                 ww::node<ww::output_name, ww::output, score, value>>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                        ww::bias<q8>, ww::data_out<q8>>>> {};

/// Means, and BatchNorm folded into the convolution before it.
struct means
    : ww::quantize_t<
          ww::fold_batch_norm_t<
              ww::network<ww::input<1, 6, 6>, ww::conv2d<1, 3, ww::pair<3>>, ww::batch_norm2d<3>,
                          ww::relu, ww::avg_pool2d<ww::pair<2>>, ww::flatten, ww::linear<12, 4>>>,
          ww::by_type<
              ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>, ww::data_out<q8>>>> {};

/// Ports that are not plain integers: bits {0, 1}, and numbers beyond a signed 64-bit one.
using bit = ww::binary<ww::polarity::zero_one>;
struct gates
    : ww::quantize_t<ww::network<ww::input<6>, ww::linear<6, 4>, ww::relu>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<bit>, ww::weight<q8>,
                                        ww::bias<q8>, ww::data_out<bit>>,
                                 ww::on<ww::op::relu, ww::data_in<bit>, ww::data_out<bit>>>> {};
using u64 = ww::ufixed<64, 60>;
struct widest
    : ww::quantize_t<ww::network<ww::input<4>, ww::relu>,
                     ww::by_type<ww::on<ww::op::relu, ww::data_in<u64>, ww::data_out<u64>>>> {};

/// hls4ml's rule: every product and every sum is cast, here with rounding and saturation.
using a16 = ww::fixed<16, 6, true, ww::rounding::half_even, ww::overflow::saturate>;
struct jet_stepwise
    : ww::quantize_t<ww::zoo::jet_16_64_32_32_5,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q6>,
                                        ww::bias<q6>, ww::accum<a16>>,
                                 ww::on<ww::op::relu, ww::data_in<q8>>>> {};

} // namespace hardware
