// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/layers/row.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/ranges.hpp>
