// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The host tier, C++20, in dependency order, on top of the synthesizable one.

#include <widthwise.hpp>
#include <widthwise/kernels.hpp>
#include <widthwise/run.hpp>
#include <widthwise/io.hpp>
#include <widthwise/train.hpp>
#include <widthwise/report.hpp>
