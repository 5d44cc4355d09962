// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/formats/row.hpp>
#include <widthwise/formats/requantize.hpp>
#include <widthwise/formats/fixed.hpp>
#include <widthwise/formats/cast.hpp>
#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/common.hpp>
#include <widthwise/formats/float.hpp>
#include <widthwise/formats/log.hpp>
#include <widthwise/formats/minifloat_denorm.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>
