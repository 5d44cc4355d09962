// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/formats/binary.hpp>

namespace ww = widthwise;

namespace {

using namespace engine_test;
using ww::avg_pool2d;
using ww::conv1d;
using ww::conv2d;
using ww::input;
using ww::pair;

using q4 = ww::fixed<4, 2>;
using q12 = ww::fixed<12, 6>;
using up = ww::fixed<9, 2, true, ww::rounding::half_up, ww::overflow::wrap>;

/// Padding, stride, an odd number of channels, a chain of two, a linear behind them.
struct chain8
    : ww::network<input<3, 7, 9>, mac<conv2d<3, 8, pair<3>, pair<1>, pair<1>>, q8>,
                  cast<ww::relu, u8>, mac<conv2d<8, 5, pair<3, 2>, pair<2, 1>, pair<1, 0>>, u8, q4>,
                  cast<ww::relu, q8>, ww::flatten, mac<ww::linear<160, 6>, q8>> {};
struct chain16
    : ww::network<input<2, 5, 6>, mac<conv2d<2, 17, pair<2, 3>, pair<1>, pair<0, 2>>, q16, q8>,
                  cast<ww::relu, q12>, mac<conv2d<17, 3, pair<1>>, q12, q16>> {};
/// Groups, and dilation along both axes.
struct groups
    : ww::network<
          input<4, 9, 8>, mac<conv2d<4, 6, pair<3>, pair<1>, pair<2>, pair<2>, 2>, q8>,
          cast<ww::relu, u8>,
          mac<conv2d<6, 9, pair<2, 3>, pair<1, 2>, pair<0, 1>, pair<1, 2>, 3, false>, u8, q4>> {};
struct depthwise
    : ww::network<input<5, 8, 8>, mac<conv2d<5, 5, pair<3>, pair<1>, pair<1>, pair<1>, 5>, q8>,
                  cast<ww::relu, u8>, mac<conv2d<5, 19, pair<1>>, u8, q8>, cast<ww::relu, q12>,
                  mac<conv2d<19, 19, pair<3, 2>, pair<2>, pair<0>, pair<2, 1>, 19>, q12, q8>,
                  cast<ww::relu, u8>, ww::flatten, mac<ww::linear<19 * 2 * 4, 3>, u8, q8>> {};
/// {-1, 1}: the border's 0 is no value of the format.
struct one_bit
    : ww::network<input<3, 6, 5>, mac<conv2d<3, 8, pair<3>, pair<1>, pair<1>>, ww::binary<>, q4>,
                  mac<conv2d<8, 8, pair<3>, pair<1>, pair<1>, pair<1>, 8>, ww::binary<>, q8>,
                  cast<ww::relu, u8>> {};
/// Inputs enough for bit planes: 0 and 1, which have the border's 0; -1 and 1, in the two planes of
/// -1, 0 and 1 where there is a border.
struct bit_planes
    : ww::network<input<45, 5, 6>,
                  mac<conv2d<45, 44, pair<3>, pair<1>, pair<1>>, ww::ufixed<1, 0>, ww::binary<>>,
                  mac<conv2d<44, 65, pair<2, 3>, pair<2, 1>, pair<1, 0>>, ww::binary<>>,
                  mac<conv2d<65, 7, pair<2>>, ww::binary<>>> {};
} // namespace

TEST_CASE("convolutions equal the specification") {
    check_engine<chain8>(vectors);
    check_engine<chain16>(vectors);
}
TEST_CASE("groups, dilation and depthwise convolutions equal the specification") {
    check_engine<groups>(vectors);
    check_engine<depthwise>(vectors);
    check_engine<one_bit>(vectors);
    check_engine<bit_planes>(vectors);
}
TEST_CASE("convolutions of one bit count bits, except where bytes are as fast") {
    std::mt19937_64 random(3);
    auto const p = engine_test::random_parameters<bit_planes>(random, true);
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        auto const kernels = ww::engine<bit_planes>(p, tier).kernels();
        bool const counts = tier != ww::isa::tier::scalar &&
                            (!ww::kernels::has_exact_dot8(tier) || ww::isa::has_popcnt512());
        CAPTURE(std::string(ww::isa::name_of(tier)));
        CHECK(counts == (kernels[1].find("1 bit by 1 bit") != std::string::npos));
        CHECK(counts == (kernels[2].find("two planes") != std::string::npos));
        CHECK(counts == (kernels[3].find("1 bit by 1 bit") != std::string::npos));
    }
}
