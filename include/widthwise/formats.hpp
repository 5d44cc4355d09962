// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/formats/row.hpp>
#include <widthwise/formats/requantize.hpp>
#include <widthwise/formats/rounding_addends.hpp>
#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/fixed.hpp>
#include <widthwise/formats/integer_fraction.hpp>
#include <widthwise/formats/cast.hpp>
#include <widthwise/formats/common.hpp>
#include <widthwise/formats/float.hpp>
#include <widthwise/formats/log.hpp>
#include <widthwise/formats/minifloat_denorm.hpp>
#include <widthwise/formats/minifloat_ieee.hpp>
#include <widthwise/formats/means.hpp>
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/blocks.hpp>
#include <widthwise/formats/block_fp.hpp>
#include <widthwise/formats/block_log.hpp>
#include <widthwise/formats/block_minifloat.hpp>
#include <widthwise/formats/convert.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/formats/mxint.hpp>
#include <widthwise/formats/residual_sign.hpp>
#include <widthwise/formats/scale_integer.hpp>
#include <widthwise/formats/straight_through.hpp>
#include <widthwise/formats/convert_tensor.hpp>
