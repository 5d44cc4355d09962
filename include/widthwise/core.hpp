// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/core/config.hpp>
#include <widthwise/core/exponent.hpp>
#include <widthwise/core/hash.hpp>
#include <widthwise/core/math.hpp>
#include <widthwise/core/wide.hpp>
#include <widthwise/core/type_list.hpp>
