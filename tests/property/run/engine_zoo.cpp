// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;

namespace {

using engine_test::check_engine;
using engine_test::vectors;

template <class Data>
using linear_and_relu =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Data>, ww::bias<Data>>,
                ww::on<ww::op::conv2d, ww::data_in<Data>, ww::weight<Data>, ww::bias<Data>>,
                ww::on<ww::op::add, ww::data_in<Data>>, ww::on<ww::op::relu, ww::data_in<Data>>>;
using q8 = ww::integer<8, 4>;

/// BatchNorm stays float between integer layers, as MASE's configuration leaves it.
struct toy : ww::quantize_t<ww::zoo::jsc_toy, linear_and_relu<q8>> {};
struct tiny : ww::quantize_t<ww::zoo::jsc_tiny, linear_and_relu<ww::integer<4, 2>>> {};
struct residual : ww::quantize_t<ww::zoo::residual_mlp, linear_and_relu<q8>> {};
struct cnn : ww::quantize_t<ww::zoo::small_cnn, linear_and_relu<q8>> {};

} // namespace

TEST_CASE("the zoo's integer networks run by kernels alone, equal to the specification") {
    check_engine<toy>(vectors);
    check_engine<tiny>(vectors);
    check_engine<residual>(vectors);
    check_engine<cnn>(vectors);
}
TEST_CASE("and the float ones, but for the order of their sums") {
    check_engine<ww::zoo::jsc_toy>(vectors, 1e-5);
    check_engine<ww::zoo::residual_mlp>(vectors, 1e-5);
    check_engine<ww::zoo::small_cnn>(vectors, 1e-5);
}
