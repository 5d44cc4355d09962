// EXPECT: unknown_origin<.*fc1, false>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

constexpr ww::parameters<ww::zoo::jsc_tiny> from{};
constexpr auto to = ww::transfer<ww::zoo::residual_mlp>(from);
