// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <immintrin.h>

#include <widthwise/kernels/tiers/common.hpp>

#define WIDTHWISE_TARGET WIDTHWISE_TARGET_512("")

namespace widthwise::kernels::tier_avx512 {
#include <widthwise/kernels/ops/avx512.ipp>

#include <widthwise/kernels/body/all.ipp>
} // namespace widthwise::kernels::tier_avx512

#undef WIDTHWISE_TARGET
#endif
