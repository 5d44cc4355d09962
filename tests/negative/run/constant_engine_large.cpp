// EXPECT: constant_network_too_large<10000, 8192>
// STANDARD: c++20
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/run/constant_engine.hpp>

namespace ww = widthwise;

using q4 = ww::fixed<4, 2>;
using layer = ww::quantized<ww::linear<100, 100>,
                            ww::formats<ww::data_in<q4>, ww::weight<q4>, ww::bias<q4>>>;
struct wide : ww::network<ww::input<100>, layer> {};
constexpr ww::parameters<wide> make() {
    ww::parameters<wide> p{};
    for (auto& w : ww::get<1>(p).weight) {
        w = 1;
    }
    return p;
}
struct weights {
    static constexpr ww::parameters<wide> value = make();
};
template class ww::constant_engine<wide, weights>;
