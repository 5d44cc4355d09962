// SPDX-License-Identifier: Apache-2.0
#include "tests/property/hls/compare.hpp"

#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace op = ww::op;
using hls_test::differences;

namespace {

using q8 = ww::integer<8, 4>;
using q6 = ww::fixed<6, 3>;
using q5 = ww::fixed<5, 7>; // every value below 1/8
using coarse = ww::fixed<7, -2>;
using all8 = ww::otherwise<ww::data_in<q8>, ww::weight<q6>, ww::bias<q8>>;

template <class Net>
struct mase8 : ww::quantize_t<Net, ww::by_type<all8>> {};
template <class Net>
struct fused8 : ww::fuse_activation_t<mase8<Net>> {};
template <class Net>
struct folded8 : mase8<ww::fold_batch_norm_t<Net>> {};

template <class Accum>
using stepwise_rule = ww::otherwise<ww::data_in<q8>, ww::weight<q6>, ww::bias<q5>, ww::accum<Accum>,
                                    ww::data_out<coarse>>;
template <class Net, class Accum>
struct stepwise : ww::quantize_t<Net, ww::by_type<stepwise_rule<Accum>>> {};

template <class... Net>
void all_equal(int samples) {
    int const each[] = {differences<Net>(samples, sizeof...(Net))...};
    for (int wrong : each) {
        CHECK(wrong == 0);
    }
}

} // namespace

TEST_CASE("the zoo in 8 bits, exact accumulators") {
    all_equal<mase8<ww::zoo::jsc_tiny>, mase8<ww::zoo::jsc_toy>, mase8<ww::zoo::jsc_s>,
              mase8<ww::zoo::jet_16_64_32_32_5>, mase8<ww::zoo::residual_mlp>>(20);
}
TEST_CASE("fused and folded") {
    all_equal<fused8<ww::zoo::jsc_toy>, folded8<ww::zoo::jsc_s>, fused8<ww::zoo::jet_16_64_32_32_5>,
              fused8<ww::zoo::residual_mlp>>(20);
}
TEST_CASE("a small convolutional network") {
    all_equal<mase8<ww::zoo::small_cnn>, fused8<ww::zoo::small_cnn>>(6);
}
TEST_CASE("a cast of every product and partial sum") {
    using wraps = ww::ap_fixed<10, 5>;
    using saturates =
        ww::fixed<9, 4, true, ww::rounding::half_down, ww::overflow::saturate_symmetric>;
    all_equal<stepwise<ww::zoo::jsc_toy, wraps>, stepwise<ww::zoo::residual_mlp, saturates>,
              stepwise<ww::zoo::jet_16_64_32_32_5, saturates>>(20);
}
