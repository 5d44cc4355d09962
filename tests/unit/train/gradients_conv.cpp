// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/train/gradients.hpp"

TEST_CASE("batch_norm: the batch's statistics depend on x") {
    check_gradients<behind_linear<ww::batch_norm1d<8>>>();
    check_gradients<signal<20, ww::batch_norm1d<2>>>();
    check_gradients<image<48, ww::batch_norm2d<2>>>();
}
TEST_CASE("conv: stride, padding, dilation, groups") {
    check_gradients<image<48, ww::conv2d<2, 2, pair<3>, pair<1>, pair<1>>>>();
    check_gradients<image<4 * 2 * 2, ww::conv2d<2, 4, pair<2, 3>, pair<2>, pair<0>, pair<1>, 2>>>();
    check_gradients<
        image<3 * 2 * 4, ww::conv2d<2, 3, pair<2>, pair<1>, pair<0>, pair<2>, 1, false>>>();
    check_gradients<signal<3 * 5, ww::conv1d<2, 3, 3, 2, 1>>>();
}
