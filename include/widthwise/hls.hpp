// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/hls/resources.hpp>
#include <widthwise/hls/folding.hpp>
#include <widthwise/hls/estimate.hpp>
#include <widthwise/hls/integers.hpp>
#include <widthwise/hls/narrow_cast.hpp>
#include <widthwise/hls/fixed_value.hpp>
#include <widthwise/hls/operators.hpp>
#include <widthwise/hls/pragmas.hpp>
#include <widthwise/hls/edges.hpp>
#include <widthwise/hls/options.hpp>
#include <widthwise/hls/carrier.hpp>
#include <widthwise/hls/unit.hpp>
#include <widthwise/hls/context.hpp>
#include <widthwise/hls/linear.hpp>
#include <widthwise/hls/batch_norm.hpp>
#include <widthwise/hls/check.hpp>
#include <widthwise/hls/conv.hpp>
#include <widthwise/hls/elementwise.hpp>
#include <widthwise/hls/matmul.hpp>
#include <widthwise/hls/pool.hpp>
#include <widthwise/hls/ports.hpp>
#include <widthwise/hls/forward.hpp>
