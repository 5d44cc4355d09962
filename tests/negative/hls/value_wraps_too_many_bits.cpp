// EXPECT: wrap<N> saturates N bits, at most the width
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/hls/operators.hpp>

namespace ww = widthwise;

// As in formats/fixed: three bits cannot have four of them saturated.
using wrong = ww::hls::fixed_value<3, 0, true, ww::rounding::floor, ww::wrap<4>>;
constexpr wrong v = wrong::from_double(100.0);
