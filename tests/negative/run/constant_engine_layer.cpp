// EXPECT: no_constant_kernel<.*seq_blocks<1>.*false>
// STANDARD: c++20
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/run/constant_engine.hpp>

namespace ww = widthwise;

using q4 = ww::fixed<4, 2>;
using layer = ww::quantized<ww::linear<4, 4>,
                            ww::formats<ww::data_in<q4>, ww::weight<q4>, ww::bias<q4>>>;
struct bent : ww::network<ww::input<4>, layer, ww::sigmoid, layer> {};
struct weights {
    static constexpr ww::parameters<bent> value{};
};
template class ww::constant_engine<bent, weights>;
