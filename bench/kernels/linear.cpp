// SPDX-License-Identifier: Apache-2.0
//
// One program for all sizes: their kernels are the same, and compiled once.
#include <widthwise/layers.hpp>

#include "sweep.hpp"

namespace {
template <int Size>
struct layer : widthwise::network<widthwise::input<Size>, widthwise::linear<Size, Size>> {};
} // namespace

void bench::list_groups() {
    // The executor takes a millisecond for the largest sample.
    width_sweep<layer<64>>{.layer = "linear/64x64", .checked = 16}.list({1, 16, 1024});
    width_sweep<layer<256>>{.layer = "linear/256x256", .checked = 16}.list({1, 16, 1024});
    width_sweep<layer<1024>>{.layer = "linear/1024x1024", .checked = 2}.list({1, 16, 1024});
    // 4 MiB of 8-bit weights: more than any second-level cache.
    width_sweep<layer<2048>>{.layer = "linear/2048x2048", .checked = 1}.list({1});
}
