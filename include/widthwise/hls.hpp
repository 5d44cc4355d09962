// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/hls/resources.hpp>
#include <widthwise/hls/folding.hpp>
#include <widthwise/hls/estimate.hpp>
