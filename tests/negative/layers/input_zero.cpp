// EXPECT: input<Extent...> takes 1 to 4 positive extents
// EXPECT: input<16, 0>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers/endpoints.hpp>

namespace ww = widthwise;

constexpr auto row = ww::input<16, 0>::row();
