// EXPECT: folded_twice<.*seq_blocks<0>, 2>
// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/network.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

struct two_norms : ww::network<ww::input<4>, ww::linear<4, 4>, ww::batch_norm1d<4>,
                               ww::batch_norm1d<4>> {};
struct once : ww::fold_batch_norm_t<two_norms> {};
struct twice : ww::fold_batch_norm_t<once> {};
constexpr ww::parameters<two_norms> from{};
constexpr auto to = ww::transfer<twice>(from);
