// SPDX-License-Identifier: Apache-2.0
// EXPECT: not_synthesizable<.*fc1.*linear
// STANDARD: c++20
#include <widthwise/graph/zoo.hpp>
#include <widthwise/io/emit_project.hpp>

namespace ww = widthwise;
using net = ww::zoo::jet_16_64_32_32_5; // float
void emit(ww::parameters<net> const& p) {
    ww::hls::emit_project<net>("jets", ww::hls::project{}, p, {});
}
