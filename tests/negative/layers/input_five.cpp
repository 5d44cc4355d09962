// EXPECT: input<Extent...> takes 1 to 4 positive extents
// EXPECT: input<1, 2, 3, 4, 5>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers/endpoints.hpp>

namespace ww = widthwise;

constexpr auto row = ww::input<1, 2, 3, 4, 5>::row();
