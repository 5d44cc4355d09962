// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__x86_64__)
#include <immintrin.h>

#include <widthwise/kernels/tiers/common.hpp>

#define WIDTHWISE_TARGET __attribute__((target("sse4.1")))

namespace widthwise::kernels::tier_sse4 {
#include <widthwise/kernels/ops/sse4.ipp>

#include <widthwise/kernels/body/all.ipp>
} // namespace widthwise::kernels::tier_sse4

#undef WIDTHWISE_TARGET
#endif
