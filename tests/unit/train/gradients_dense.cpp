// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/train/gradients.hpp"

TEST_CASE("linear, with and without bias, and over leading indices") {
    check_gradients<behind_linear<>>();
    check_gradients<behind_linear<ww::linear<8, 8, false>>>();
    check_gradients<
        behind_linear<ww::view<4, 2>, ww::linear<2, 3>, ww::flatten, ww::linear<12, 8>>>();
}
TEST_CASE("relu, sigmoid, tanh, softmax") {
    check_gradients<behind_linear<ww::relu>>();
    check_gradients<behind_linear<ww::sigmoid>>();
    check_gradients<behind_linear<ww::tanh>>();
    check_gradients<behind_linear<ww::softmax>>();
}
TEST_CASE("identity, dropout") {
    check_gradients<behind_linear<ww::identity>>();
    check_gradients<behind_linear<ww::dropout<30>>>();
}
