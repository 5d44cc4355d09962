// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The synthesizable tier, C++14, in dependency order: this list is the architecture.
/// A folder sees itself and the folders above it.

#include <widthwise/core.hpp>
#include <widthwise/formats.hpp>
#include <widthwise/tensor.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/graph.hpp>
#include <widthwise/cost.hpp>
#include <widthwise/passes.hpp>
#include <widthwise/verify.hpp>
#include <widthwise/hls.hpp>
