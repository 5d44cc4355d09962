// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/cost/flops.hpp>
#include <widthwise/cost/bitops.hpp>
#include <widthwise/cost/memory.hpp>
#include <widthwise/cost/weights.hpp>
