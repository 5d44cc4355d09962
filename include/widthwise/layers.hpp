// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/layers/row.hpp>
#include <widthwise/layers/formats.hpp>
#include <widthwise/layers/ranges.hpp>
#include <widthwise/layers/stepwise.hpp>
#include <widthwise/layers/accumulator.hpp>
#include <widthwise/layers/arithmetic.hpp>
#include <widthwise/layers/window.hpp>
#include <widthwise/layers/pool.hpp>
#include <widthwise/layers/adaptive_pool.hpp>
#include <widthwise/layers/linear.hpp>
#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/layers/reshape.hpp>
#include <widthwise/layers/concat.hpp>
#include <widthwise/layers/conv.hpp>
#include <widthwise/layers/elementwise.hpp>
#include <widthwise/layers/endpoints.hpp>
#include <widthwise/layers/matmul.hpp>
#include <widthwise/layers/relu.hpp>
#include <widthwise/layers/transcendental.hpp>
