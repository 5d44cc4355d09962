// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers.hpp>

#include "sweep.hpp"

namespace {
namespace ww = widthwise;
struct layer
    : ww::network<ww::input<64, 8, 8>, ww::conv2d<64, 64, ww::pair<3>, ww::pair<1>, ww::pair<1>>> {
};
} // namespace

void bench::list_groups() {
    width_sweep<layer>{.layer = "conv/3x3x64-8x8", .checked = 1}.list({1, 16});
}
