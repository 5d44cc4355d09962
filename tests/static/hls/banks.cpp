// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/options.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
namespace zoo = widthwise::zoo;
using hls::detail::access;

namespace {

/// The most words of one bank among base + l * stride, counted.
constexpr int counted(int count, int stride, int base, int banks) {
    int most = 0;
    for (int bank = 0; bank < banks; ++bank) {
        int here = 0;
        for (int l = 0; l < count; ++l) {
            here += (base + l * stride) % banks == bank ? 1 : 0;
        }
        most = here > most ? here : most;
    }
    return most;
}
constexpr bool formula_counts() {
    for (int count = 1; count < 9; ++count) {
        for (int stride = 1; stride < 10; ++stride) {
            for (int banks = 1; banks < 9; ++banks) {
                if (counted(count, stride, 5, banks) !=
                    hls::detail::touches(access{count, stride}, banks)) {
                    return false;
                }
            }
        }
    }
    return true;
}
static_assert(formula_counts(), "period banks / gcd(stride, banks)");

/// Weights [out, in] in `lanes` blocks of ceil(out * in / lanes) words, lane l at row l * rows +
/// row: two lanes never meet in a block, whatever divides what.
constexpr bool lanes_apart(int out, int in, int lanes) {
    int const rows = (out + lanes - 1) / lanes, block = (out * in + lanes - 1) / lanes;
    for (int row = 0; row < rows; ++row) {
        for (int at = 0; at < in; ++at) {
            int before = -1;
            for (int l = 0; l < lanes && l * rows + row < out; ++l) {
                int const here = ((l * rows + row) * in + at) / block;
                if (here <= before) {
                    return false;
                }
                before = here;
            }
        }
    }
    return true;
}
constexpr bool all_apart() {
    for (int out = 1; out < 12; ++out) {
        for (int lanes = 1; lanes <= out; ++lanes) {
            if (!lanes_apart(out, 5, lanes)) {
                return false;
            }
        }
    }
    return true;
}
static_assert(all_apart(), "");

using q8 = ww::integer<8, 4>;
template <class Net>
struct all8
    : ww::quantize_t<Net,
                     ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
using jets = all8<zoo::jet_16_64_32_32_5>;
template <class Net, class... Option>
constexpr int banks(std::size_t i) {
    return hls::banks_of<Net, hls::options<Option...>>(i);
}
static_assert(banks<jets>(0) == 1 && banks<jets>(1) == 2, "four comparators read fc1's sums");
static_assert(banks<jets, hls::parallel<1>>(1) == 1, "");
static_assert(banks<jets, hls::reuse<1>>(0) == 8, "16 inputs at once, two a bank");
static_assert(banks<jets, hls::reuse<1>>(1) == 32, "64 sums at once");
static_assert(banks<jets, hls::reuse<16>>(2) == 2, "relu writes 4, fc2 reads 4 terms of each sum");

// A pool takes 4 channels, 36 words apart: 2, 3 and 4 banks divide 36, 5 put two into one.
struct image : ww::network<ww::input<8, 6, 6>, ww::relu, ww::max_pool2d<ww::pair<2>>> {};
static_assert(banks<all8<image>>(1) == 5, "");
// All 9 taps of a window at once: rows of 12, so 5 banks put no three taps into one.
struct window : ww::network<ww::input<1, 12, 12>, ww::conv2d<1, 2, ww::pair<3>>> {};
static_assert(banks<all8<window>, hls::reuse<1>>(0) == 5, "");
static_assert(banks<all8<window>, hls::reuse<9>>(0) == 1, "");

} // namespace
