// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>
#include <utility>

#include <widthwise/formats.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

/// MASE's two networks under the 18 configs of golden/mase/nets/results.json, each a type named
/// like its config: quantized::linear_8_4<jsc_tiny>. The formats are MASE's own (mase::).
namespace golden {

namespace ww = widthwise;
using ww::zoo::jsc_tiny;
using ww::zoo::jsc_toy;

/// The name results.json has for a network.
template <class Net>
constexpr char const* name_of = "";
template <>
inline constexpr char const* name_of<jsc_tiny> = "jsc-tiny";
template <>
inline constexpr char const* name_of<jsc_toy> = "jsc-toy";

template <class DataIn, class Weight = DataIn, class Bias = Weight>
using linears = ww::on<ww::op::linear, ww::data_in<DataIn>, ww::weight<Weight>, ww::bias<Bias>>;
template <class DataIn>
using relus = ww::on<ww::op::relu, ww::data_in<DataIn>>;
template <class Net, class... Rule>
using by_type = ww::quantize_t<Net, ww::by_type<Rule...>>;

WIDTHWISE_STRING(seq_blocks_2_or_5, "seq_blocks_[25]");

namespace quantized {

using ww::integer;
namespace mase = ww::mase;

template <class Net>
struct linear_8_4 : by_type<Net, linears<integer<8, 4>>> {
    static constexpr char const* config = "linear_8_4";
};
template <class Net>
struct linear_16_4__16_8__8_4
    : by_type<Net, linears<integer<16, 4>, integer<16, 8>, integer<8, 4>>> {
    static constexpr char const* config = "linear_16_4__16_8__8_4";
};
template <class Net>
struct linear_16_4__16_4__8_8
    : by_type<Net, linears<integer<16, 4>, integer<16, 4>, integer<8, 8>>> {
    static constexpr char const* config = "linear_16_4__16_4__8_8";
};
template <class Net>
struct linear_4_2 : by_type<Net, linears<integer<4, 2>>> {
    static constexpr char const* config = "linear_4_2";
};
template <class Net>
struct linear_fracNone_8 : by_type<Net, linears<integer<8>>> {
    static constexpr char const* config = "linear_fracNone_8";
};
template <class Net>
struct relu_16_8 : by_type<Net, relus<integer<16, 8>>> {
    static constexpr char const* config = "relu_16_8";
};
template <class Net>
struct relu_8_4 : by_type<Net, relus<integer<8, 4>>> {
    static constexpr char const* config = "relu_8_4";
};
template <class Net>
struct linear_8_4_relu_8_4 : by_type<Net, linears<integer<8, 4>>, relus<integer<8, 4>>> {
    static constexpr char const* config = "linear_8_4_relu_8_4";
};
/// MASE's default does not reach BatchNorm, which it cannot quantize: a rule without roles.
template <class Net>
struct default_all_8_3
    : by_type<Net, ww::on<ww::op::batch_norm1d>,
              ww::otherwise<ww::data_in<integer<8, 3>>, ww::weight<integer<8, 3>>,
                            ww::bias<integer<8, 3>>>> {
    static constexpr char const* config = "default_all_8_3";
};
template <class Net>
struct byname_seq_blocks_2_16_4
    : ww::quantize_t<Net,
                     ww::by_name<ww::on<ww::seq_blocks<2>, ww::data_in<integer<16, 4>>,
                                        ww::weight<integer<16, 4>>, ww::bias<integer<16, 4>>>>> {
    static constexpr char const* config = "byname_seq_blocks_2_16_4";
};
template <class Net>
struct byregex_seq_blocks_2_5
    : ww::quantize_t<Net,
                     ww::by_regex<ww::on<seq_blocks_2_or_5, ww::data_in<integer<8, 4>>,
                                         ww::weight<integer<8, 4>>, ww::bias<integer<8, 4>>>>> {
    static constexpr char const* config = "byregex_seq_blocks_2_5";
};
template <class Net>
struct linear_minifloat_ieee : by_type<Net, linears<mase::minifloat_ieee<8, 4, 7>>> {
    static constexpr char const* config = "linear_minifloat_ieee";
};
template <class Net>
struct linear_minifloat_denorm : by_type<Net, linears<mase::minifloat_denorm<8, 4, 7>>> {
    static constexpr char const* config = "linear_minifloat_denorm";
};
template <class Net>
struct linear_log : by_type<Net, linears<mase::log<8, 64>>> {
    static constexpr char const* config = "linear_log";
};
template <class Net>
struct linear_block_fp
    : by_type<Net, linears<mase::block_fp<7, 8, 127, 1, 16>, mase::block_fp<7, 8, 127, 1, 16>,
                           mase::block_fp<7, 8, 127, 16>>> {
    static constexpr char const* config = "linear_block_fp";
};
template <class Net>
struct linear_block_minifloat : by_type<Net, linears<mase::block_minifloat<8, 4, 4, 16>>> {
    static constexpr char const* config = "linear_block_minifloat";
};
template <class Net>
struct linear_block_log : by_type<Net, linears<mase::block_log<8, 4, 16>>> {
    static constexpr char const* config = "linear_block_log";
};
/// MASE's LinearBinary quantizes nothing but the weight (reference/mase.md, 3.8).
template <class Net>
struct linear_binary : by_type<Net, ww::on<ww::op::linear, ww::weight<mase::binary<>>>> {
    static constexpr char const* config = "linear_binary";
};

} // namespace quantized

/// The configs of one network; each element has its name: Element::config.
template <class Net>
using integer_configs =
    ww::type_list<quantized::linear_8_4<Net>, quantized::linear_16_4__16_8__8_4<Net>,
                  quantized::linear_16_4__16_4__8_8<Net>, quantized::linear_4_2<Net>,
                  quantized::linear_fracNone_8<Net>, quantized::relu_16_8<Net>,
                  quantized::relu_8_4<Net>, quantized::linear_8_4_relu_8_4<Net>,
                  quantized::default_all_8_3<Net>, quantized::byname_seq_blocks_2_16_4<Net>,
                  quantized::byregex_seq_blocks_2_5<Net>>;
template <class Net>
using float_configs =
    ww::type_list<quantized::linear_minifloat_ieee<Net>, quantized::linear_minifloat_denorm<Net>,
                  quantized::linear_log<Net>, quantized::linear_block_fp<Net>,
                  quantized::linear_block_minifloat<Net>, quantized::linear_block_log<Net>,
                  quantized::linear_binary<Net>>;

/// f(std::type_identity<Element>{}) for every element of a list.
template <class... Element, class F>
void for_each(ww::type_list<Element...>, F&& f) {
    (f(std::type_identity<Element>{}), ...);
}
/// All 18 of one network: f(std::type_identity<Quantized>{}).
template <class Net, class F>
void for_each_config(F&& f) {
    for_each(integer_configs<Net>{}, f);
    for_each(float_configs<Net>{}, f);
}

} // namespace golden
