// EXPECT: not_quantizable<.*flat ?>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

struct wrong : ww::quantize_t<ww::zoo::small_cnn,
                              ww::by_name<ww::on<ww::zoo::flat,
                                                 ww::data_in<ww::integer<8, 4>>>>> {};
