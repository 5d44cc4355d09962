// EXPECT: shape_mismatch<.*seq_blocks<150>, 8, 7>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>

// The carrier gets a name and two numbers, never the pack: it stands in the first lines at any size.
namespace ww = widthwise;

using ww::relu;
using fc = ww::linear<8, 8>;
struct wrong
    : ww::network<ww::input<8>, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc,
                  relu, fc, relu, fc, relu, fc, relu, fc, relu, ww::linear<7, 8>, relu, fc, relu,
                  fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu,
                  fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu,
                  fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu, fc, relu> {};
constexpr auto shape = ww::shape_of<wrong>("output");
