// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers.hpp>

#include "sweep.hpp"

namespace {
struct layer : widthwise::network<widthwise::input<256>, widthwise::linear<256, 256>> {};
} // namespace

void bench::list_groups() {
    width_sweep<layer>{.layer = "linear/256x256", .checked = 2}.list({1, 16, 1024});
}
