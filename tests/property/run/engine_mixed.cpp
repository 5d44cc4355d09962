// SPDX-License-Identifier: Apache-2.0
// Networks of floats beside integers, and formats at their ends.
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/passes/fuse_activation.hpp>

#include "engine_compare.hpp"

namespace ww = widthwise;

namespace {

using namespace engine_test;
using ww::formats;
using ww::input;
using ww::linear;
using ww::node;
using ww::pair;
using ww::quantized;
using ww::relu;

using u8 = ww::fixed<8, 4, false>;

WIDTHWISE_NAME(x);

/// A float operand first, an integer one second; integers into float layers.
struct floats_and_integers
    : ww::network<input<2, 5, 5>, node<a, cast<relu, u8>, x>, node<b, ww::add, x, a>,
                  node<c, ww::mul, a, b>, node<d, ww::concat<>, x, a>,
                  node<e, mac<ww::conv2d<2, 4, pair<2>>, ww::f32>, a>,
                  node<f, ww::conv2d<4, 4, pair<3>, pair<1>, pair<1>, pair<1>, 4>, e>,
                  ww::node<ww::output_name, ww::output, c, d, f>> {};
struct float_linear : ww::network<input<8>, cast<relu, u8>, mac<linear<8, 4>, ww::f32>> {};
/// The activation that a float layer is fused with has a format of its own.
struct fused_norm
    : ww::fuse_activation_t<
          ww::network<input<8>, ww::batch_norm1d<8>,
                      quantized<relu, formats<ww::data_in<q8>, ww::data_out<ww::f32>>>>> {};
struct fused_mean
    : ww::network<input<2, 4, 4>,
                  ww::fused<ww::avg_pool2d<pair<2>>,
                            quantized<relu, formats<ww::data_in<q8>, ww::data_out<ww::f32>>>>> {};
/// A ternary's threshold is of all elements.
struct ternary_behind_integers
    : ww::network<input<8>, mac<linear<8, 8>, q8>, cast<relu, ww::ternary<>>,
                  cast<ww::flatten, ww::ternary<>>> {};

/// Floats alone behind a float batch_norm; an input read by the kernels themselves, behind another.
struct norm_to_floats
    : ww::network<node<a, input<12>>, node<b, input<7>>, node<c, ww::batch_norm1d<7>, b>,
                  node<d, relu, c>, node<e, linear<7, 3>, d>, node<f, ww::batch_norm1d<12>, a>,
                  ww::node<ww::output_name, ww::output, e, f>> {};
struct linear_first : ww::network<node<a, input<3>>, node<b, input<7>>, node<c, linear<7, 5>, b>,
                                  node<d, relu, a>, ww::node<ww::output_name, ww::output, c, d>> {};
/// A cast somewhere behind it sees every bit of it.
struct norm_to_cast : ww::network<input<2, 4, 4>, node<a, ww::batch_norm2d<2>>, node<b, relu, a>,
                                  node<c, ww::avg_pool2d<pair<2>>, b>, node<d, ww::flatten, c>,
                                  node<e, mac<linear<8, 4>, q8>, d>> {};
struct norm_to_both
    : ww::network<input<8>, node<a, ww::batch_norm1d<8>>, node<b, linear<8, 4>, a>,
                  node<c, cast<relu, q8>, a>, ww::node<ww::output_name, ww::output, c, a>> {};

/// One line of pixels in a border: what is cast there may not run into it.
struct one_line : ww::network<input<1, 20>, mac<ww::conv1d<1, 4, 3, 1, 1>, q8>> {};
struct one_line_behind : ww::network<input<1, 21>, mac<ww::conv1d<1, 1, 3, 1, 1>, q8>,
                                     mac<ww::conv1d<1, 3, 5, 1, 2>, ww::fixed<6, 2>>> {};
struct border_below
    : ww::network<input<1, 5, 5>, mac<ww::conv2d<1, 4, pair<3, 1>, pair<1>, pair<1, 0>>, q8>> {};

/// Sums mostly below 0, and a reader whose cast shifts what relu leaves far up.
struct shifted_up
    : ww::network<input<64>, mac<linear<64, 4>, ww::fixed<16, 0, false>, ww::fixed<8, 0>>, relu,
                  mac<linear<4, 2>, ww::fixed<32, 11>, ww::fixed<4, 0>>> {};
/// Half to even at a zero point that is odd.
struct one_signed_bit
    : ww::network<input<40>, mac<linear<40, 33>, q8>, mac<linear<33, 5>, ww::integer<1, 0>, q8>> {};
struct widest_products : ww::network<input<8>, node<a, cast<relu, ww::fixed<32, 0, false>>, x>,
                                     node<b, ww::mul, a, a>> {};
struct tiny_units : ww::network<input<8>, mac<linear<8, 4, false>, ww::fixed<8, 75>>> {};
struct huge_units
    : ww::network<input<8>, mac<linear<8, 4, false>, ww::fixed<8, -64>, ww::fixed<8, -65>>> {};
/// As a float the sum is 0; its sign is not.
struct sign_of_tiny : ww::network<input<8>, mac<linear<8, 8, false>, ww::fixed<8, 100>>,
                                  mac<linear<8, 2, false>, ww::binary<>>> {};

template <class Net>
bool runs(std::string const& kernel) {
    std::mt19937_64 random(5);
    ww::engine<Net> const engine(random_parameters<Net>(random, false));
    bool found = engine.tier() == ww::isa::tier::scalar;
    for (std::string const& line : engine.kernels()) {
        found = found || line.ends_with(": " + kernel);
    }
    return found;
}

} // namespace

TEST_CASE("batch_norm of floats: in float unless a cast follows") {
    check_engine<norm_to_floats>(vectors, 1e-5);
    check_engine<linear_first>(vectors, 1e-5);
    check_engine<norm_to_cast>(vectors);
    check_engine<norm_to_both>(vectors);
    CHECK(runs<norm_to_floats>("normalize f32"));
    CHECK(!runs<norm_to_floats>("normalize f64"));
    CHECK(!runs<norm_to_floats>("copy"));
    CHECK(!runs<linear_first>("copy"));
    CHECK(runs<norm_to_cast>("normalize f64"));
    CHECK(runs<norm_to_both>("normalize f64"));
}
TEST_CASE("floats beside integers") {
    check_engine<floats_and_integers>(any_step, 1e-5);
    check_engine<float_linear>(any_step, 1e-5);
    check_engine<fused_norm>(any_step);
    check_engine<fused_mean>(any_step);
    check_engine<ternary_behind_integers>(any_step);
}
TEST_CASE("borders stay zero") {
    check_engine<one_line>(any_kernel);
    check_engine<one_line_behind>(any_kernel);
    check_engine<border_below>(any_kernel);
}
TEST_CASE("formats at their ends") {
    check_engine<shifted_up>(any_kernel);
    check_engine<one_signed_bit>(vectors);
    check_engine<widest_products>(any_step);
    check_engine<tiny_units>(any_kernel);
    check_engine<huge_units>(any_kernel);
    check_engine<sign_of_tiny>(any_step);
}
