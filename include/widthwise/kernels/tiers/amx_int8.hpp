// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <widthwise/kernels/tiers/avx512_vnni.hpp>

#define WIDTHWISE_TARGET WIDTHWISE_TARGET_512(",avx512vnni,amx-tile,amx-int8")

namespace widthwise::kernels::tier_amx_int8 {
using base_table = tier_avx512_vnni::table;
using ops = tier_avx512_vnni::ops;

#include <widthwise/kernels/body/tiles.ipp>
} // namespace widthwise::kernels::tier_amx_int8

#undef WIDTHWISE_TARGET
#endif
