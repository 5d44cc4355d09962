// EXPECT: option_for_unknown_node<.*fc9, false>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/options.hpp>

namespace hls = widthwise::hls;

WIDTHWISE_NAME(fc9);
constexpr int r =
    hls::reuse_factor<widthwise::zoo::jet_16_64_32_32_5, hls::options<hls::reuse_of<fc9, 4>>>(1);
