// EXPECT: a reuse factor is positive
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/options.hpp>

namespace hls = widthwise::hls;

constexpr int r = hls::reuse_factor<widthwise::zoo::jet_16_64_32_32_5,
                                    hls::options<hls::reuse_of<widthwise::zoo::fc1, 0>>>(1);
