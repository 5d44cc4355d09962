// EXPECT: fifo_count_mismatch<.*relu1, 1, 2>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/process.hpp>
#include <widthwise/hls/stream.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
using q8 = ww::integer<8, 4>;
struct jets
    : ww::quantize_t<ww::zoo::jet_16_64_32_32_5,
                     ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
void top(ww::parameters<jets> const& p, ww::hls::stream<std::int8_t, 64>& out) {
    ww::hls::process_node_with<jets, 2>(ww::get<2>(p), out);
}
