// SPDX-License-Identifier: Apache-2.0
#include <widthwise/formats/blocks.hpp>

namespace ww = widthwise;

constexpr std::ptrdiff_t count(bool skip_first) {
    int const dims[] = {3, 20};
    return ww::blocks<16>(dims, 2, skip_first).count();
}
static_assert(count(false) == 2 && count(true) == 6, "");
