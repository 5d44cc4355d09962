// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <widthwise/kernels/tiers/avx2.hpp>

#define WIDTHWISE_TARGET WIDTHWISE_TARGET_AVX_VNNI

namespace widthwise::kernels::tier_avx_vnni {
using base_table = tier_avx2::table;

#include <widthwise/kernels/ops/avx_vnni.ipp>

#include <widthwise/kernels/body/dots.ipp>
} // namespace widthwise::kernels::tier_avx_vnni

#undef WIDTHWISE_TARGET
#endif
