// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/train/gradients.hpp"

TEST_CASE("pools, overlapping and padded") {
    check_gradients<image<12, ww::max_pool2d<pair<2>>>>();
    check_gradients<image<2 * 4 * 6, ww::max_pool2d<pair<3>, pair<1>, pair<1>>>>();
    check_gradients<image<2 * 2 * 3, ww::avg_pool2d<pair<3>, pair<2>, pair<1>>>>();
    check_gradients<image<2 * 3 * 4, ww::adaptive_avg_pool2d<3, 4>>>();
    check_gradients<image<2 * 3 * 4, ww::adaptive_avg_pool2d<3, 4, ww::rule::mase_compat>>>();
    check_gradients<signal<10, ww::max_pool1d<2>>>();
    check_gradients<signal<10, ww::avg_pool1d<2>>>();
}
