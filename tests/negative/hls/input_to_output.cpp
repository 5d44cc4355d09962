// EXPECT: not_synthesizable<.*x_name, .*input>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls.hpp>

namespace ww = widthwise;

// Nobody casts the input: it has no format in hardware.
struct wire : ww::network<ww::input<4>, ww::identity> {};
using x = ww::hls::input_format<wire>;
