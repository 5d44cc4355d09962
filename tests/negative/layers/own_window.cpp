// EXPECT: sliding_window<.*pair<3>, .*pair<0>, .*pair<0>, .*pair<1> ?>
// EXPECT: a stride is positive
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers/window.hpp>

namespace ww = widthwise;

// A layer of one's own that does not inherit sliding_window.
constexpr ww::layer_row row() {
    ww::layer_row r{};
    ww::set_window<ww::pair<3>, ww::pair<0>, ww::pair<0>, ww::pair<1>>(r);
    return r;
}
