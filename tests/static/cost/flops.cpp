// SPDX-License-Identifier: Apache-2.0
#include <widthwise/cost/flops.hpp>
#include <widthwise/graph/zoo.hpp>

// The numbers of MASE's FLOP estimator (golden/mase/nets/misc.json) and of the lab.

namespace ww = widthwise;
using namespace ww::zoo;

namespace {

constexpr bool equal(ww::flop_row a, ww::flop_row b) {
    return a.total == b.total && a.total_parameters == b.total_parameters &&
           a.backward == b.backward && a.input_buffer_size == b.input_buffer_size &&
           a.output_buffer_size == b.output_buffer_size;
}
// computations, total_parameters, backward_computations, input and output buffer
constexpr ww::flop_row row(long total, long parameters, long backward, long in, long out) {
    return ww::flop_row{total, parameters, backward, in, out};
}

// jsc_tiny at batch 8, layer by layer: x, BatchNorm1d, ReLU, Linear, ReLU, output.
constexpr ww::batch eight{8};
static_assert(equal(ww::node_flops<jsc_tiny>(0, eight), row(0, 0, 0, 0, 0)), "");
static_assert(equal(ww::node_flops<jsc_tiny>(1, eight), row(512, 32, 512, 128, 128)), "");
static_assert(equal(ww::node_flops<jsc_tiny>(2, eight), row(128, 0, 128, 128, 128)), "");
static_assert(equal(ww::node_flops<jsc_tiny>(3, eight), row(640, 80, 1280, 128, 40)), "");
static_assert(equal(ww::node_flops<jsc_tiny>(4, eight), row(40, 0, 40, 40, 40)), "");
static_assert(equal(ww::node_flops<jsc_tiny>(5, eight), row(0, 0, 0, 0, 0)), "");
static_assert(ww::flops<jsc_tiny>(ww::batch{8}).total == 1320, "");

template <class Net>
constexpr ww::flop_row at(int samples) {
    return ww::flops<Net>(ww::batch{samples});
}
static_assert(equal(at<jsc_tiny>(1), row(165, 112, 245, 53, 42)), "");
static_assert(equal(at<jsc_tiny>(8), row(1320, 112, 1960, 424, 336)), "");
static_assert(equal(at<jsc_tiny>(64), row(10560, 112, 15680, 3392, 2688)), "");
static_assert(equal(at<jsc_toy>(1), row(417, 306, 649, 106, 95)), "");
static_assert(equal(at<jsc_toy>(8), row(3336, 306, 5192, 848, 760)), "");
static_assert(equal(at<jsc_toy>(64), row(26688, 306, 41536, 6784, 6080)), "");
static_assert(equal(at<jsc_test>(1), row(11489, 10802, 21833, 682, 671)), "");
static_assert(equal(at<jsc_test>(64), row(735296, 10802, 1397312, 43648, 42944)), "");
static_assert(equal(at<jsc_s>(1), row(5801, 5450, 11081, 442, 431)), "");
static_assert(equal(at<jsc_s>(64), row(371264, 5450, 709184, 28288, 27584)), "");

// Single layers over [3, 8, 8].
template <class Layer>
struct over_image : ww::network<ww::input<3, 8, 8>, Layer> {};
using conv = over_image<ww::conv2d<3, 8, ww::pair<3>>>;
static_assert(equal(at<conv>(1), row(7776, 216, 10368, 192, 288)), "");
static_assert(equal(at<over_image<ww::max_pool2d<ww::pair<2>>>>(1), row(192, 0, 768, 192, 48)), "");
static_assert(equal(at<over_image<ww::adaptive_avg_pool2d<1>>>(1), row(192, 0, 192, 192, 3)), "");
// Terms of one mean: the longest window.
template <int H, int W, ww::rule Follow = ww::rule::nearest>
constexpr int terms() {
    return ww::counts_of<over_image<ww::adaptive_avg_pool2d<H, W, Follow>>>(1).fan_in;
}
static_assert(terms<1, 1>() == 64 && terms<4, 2>() == 2 * 4 && terms<8, 8>() == 1, "");
static_assert(terms<3, 1>() == 4 * 8, "[0, 3) [2, 6) [5, 8)");
static_assert(terms<5, 16>() == 3 * 1, "[0, 2) [1, 4) [3, 5) [4, 7) [6, 8); one value twice");
static_assert(terms<3, 1, ww::rule::mase_compat>() == 3 * 8, "[0, 3) [3, 6) [6, 9)");
static_assert(equal(at<over_image<ww::batch_norm2d<3>>>(1), row(768, 6, 768, 192, 192)), "");
static_assert(equal(at<over_image<ww::dropout<>>>(1), row(0, 0, 0, 192, 192)), "");
// A grouped convolution multiplies only within its groups.
using grouped = ww::conv2d<4, 8, ww::pair<3>, ww::pair<1>, ww::pair<0>, ww::pair<1>, 2>;
static_assert(ww::macs<ww::network<ww::input<4, 8, 8>, grouped>>(ww::batch{1}) == 8 * 36 * 9 * 2,
              "");

static_assert(ww::parameter_count<jsc_tiny>() == 117, "");
static_assert(ww::parameter_count<jsc_toy>() == 327, "");
static_assert(ww::parameter_count<jsc_s>() == 5615, "");
static_assert(ww::parameter_count<jsc_test>() == 11015, "");
static_assert(ww::parameter_count<jet_16_64_32_32_5>() == 4389, "");
static_assert(ww::macs<jet_16_64_32_32_5>(ww::batch{1}) == 4256, "");
static_assert(ww::macs<jet_16_64_32_32_5>(ww::batch{3}) == 3 * 4256, "");
static_assert(ww::macs<residual_mlp>(ww::batch{1}) == 16 * 32 + 2 * 32 * 32 + 32 * 5, "");

} // namespace
