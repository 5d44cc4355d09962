// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/options.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
namespace zoo = widthwise::zoo;
using net = zoo::jet_16_64_32_32_5; // x fc1 relu1 fc2 relu2 fc3 relu3 fc4 output

template <class... Option>
constexpr int factor(std::size_t i) {
    return hls::reuse_factor<net, hls::options<Option...>>(i);
}

// Nothing said: four multipliers, four comparators.
static_assert(factor<>(1) == 16 * 64 / 4, "");
static_assert(factor<>(2) == 64 / 4, "");
static_assert(hls::folding_of<net>(1).multipliers == 4, "");
static_assert(hls::folding_of<net>(7).multipliers == 4, ""); // 32 * 5 = 160

// A factor for all, a factor for one node; the node's own wins wherever it stands.
static_assert(factor<hls::reuse<8>>(1) == 8 && factor<hls::reuse<8>>(2) == 8, "");
static_assert(factor<hls::reuse<8>, hls::reuse_of<zoo::fc2, 3>>(3) == 3, "");
static_assert(factor<hls::reuse_of<zoo::fc2, 3>, hls::reuse<8>>(3) == 3, "");
static_assert(factor<hls::reuse_of<zoo::fc2, 3>, hls::reuse<8>>(5) == 8, "");
static_assert(factor<hls::reuse<8>, hls::reuse<2>>(5) == 2, ""); // the last for all

// Multipliers: the factor that gives them, rounded up to whole turns.
static_assert(factor<hls::parallel<1024>>(1) == 1, "");
static_assert(factor<hls::parallel<5000>>(1) == 1, "");
static_assert(factor<hls::parallel<1000>>(1) == 2, "");
static_assert(factor<hls::parallel_of<zoo::fc4, 160>>(7) == 1, "");
static_assert(factor<hls::parallel_of<zoo::fc4, 160>>(5) == 32 * 32 / 4, "");
static_assert(hls::folding_of<net, hls::options<hls::parallel<128>>>(1).terms == 2, "");
static_assert(hls::folding_of<net, hls::options<hls::parallel<128>>>(1).lanes == 64, "");

// All at once, as estimate takes them.
constexpr auto all = hls::reuse_factors<net, hls::options<hls::reuse_of<zoo::fc1, 2>>>();
static_assert(all.value[1] == 2 && all.value[3] == 512 && all.value[0] == 1, "");
