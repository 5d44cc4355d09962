// EXPECT: not_synthesizable<.*seq_blocks<0>, .*batch_norm1d>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

// The linear is quantized, the BatchNorm before it is not.
using q8 = ww::integer<8, 4>;
struct half : ww::quantize_t<ww::zoo::jsc_tiny,
                             ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                                ww::bias<q8>>>> {};
void top(ww::parameters<half> const& p, ww::hls::input_cell<half> const (&x)[16],
         ww::hls::output_cell<half> (&y)[5]) {
    ww::hls::forward<half>(p, x, y);
}
