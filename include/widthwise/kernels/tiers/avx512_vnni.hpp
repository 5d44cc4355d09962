// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <widthwise/kernels/tiers/avx512.hpp>

// Most CPUs with VNNI count bits too, the first ones do not.
#define WIDTHWISE_TARGET WIDTHWISE_TARGET_512(",avx512vpopcntdq")

namespace widthwise::kernels::tier_avx512_popcnt {
using base_table = tier_avx512::table;

#include <widthwise/kernels/ops/avx512_popcnt.ipp>

#include <widthwise/kernels/body/counts.ipp>
} // namespace widthwise::kernels::tier_avx512_popcnt

#undef WIDTHWISE_TARGET
#define WIDTHWISE_TARGET WIDTHWISE_TARGET_512(",avx512vnni")

namespace widthwise::kernels::tier_avx512_vnni {
using base_table = tier_avx512_popcnt::table;

#include <widthwise/kernels/ops/avx512_vnni.ipp>

#include <widthwise/kernels/body/dots.ipp>
} // namespace widthwise::kernels::tier_avx512_vnni

#undef WIDTHWISE_TARGET
#endif
