// SPDX-License-Identifier: Apache-2.0
#include <widthwise/layers.hpp>

#include "sweep.hpp"

namespace {
struct layer : widthwise::network<widthwise::input<1024>, widthwise::linear<1024, 1024>> {};
} // namespace

void bench::list_groups() {
    width_sweep<layer>{.layer = "linear/1024x1024", .checked = 2}.list({1, 16, 1024});
}
