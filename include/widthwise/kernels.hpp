// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/kernels/task.hpp>
#include <widthwise/kernels/chain.hpp>
#include <widthwise/kernels/isa.hpp>
#include <widthwise/kernels/tiers/common.hpp>
#include <widthwise/kernels/tiers/avx2.hpp>
#include <widthwise/kernels/tiers/avx512.hpp>
#include <widthwise/kernels/tiers/avx512_vnni.hpp>
#include <widthwise/kernels/tiers/avx_vnni.hpp>
#include <widthwise/kernels/tiers/neon.hpp>
#include <widthwise/kernels/tiers/sse4.hpp>
#include <widthwise/kernels/dispatch.hpp>
#include <widthwise/kernels/slot.hpp>
#include <widthwise/kernels/classify.hpp>
#include <widthwise/kernels/matrix.hpp>
#include <widthwise/kernels/gemm_step.hpp>
#include <widthwise/kernels/portable.hpp>
#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/plan.hpp>
#include <widthwise/kernels/pack.hpp>
#include <widthwise/kernels/stepwise.hpp>
#include <widthwise/kernels/choose.hpp>
