// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__aarch64__)
#include <arm_neon.h>

#include <widthwise/kernels/tiers/common.hpp>

#define WIDTHWISE_TARGET // every aarch64 has it

namespace widthwise::kernels::tier_neon {
#include <widthwise/kernels/ops/neon.ipp>

#include <widthwise/kernels/body/all.ipp>
} // namespace widthwise::kernels::tier_neon

#undef WIDTHWISE_TARGET
#endif
