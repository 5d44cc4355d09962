// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/graph/names.hpp>
#include <widthwise/graph/node.hpp>
#include <widthwise/graph/facts.hpp>
#include <widthwise/graph/edge.hpp>
#include <widthwise/graph/formats.hpp>
#include <widthwise/graph/errors.hpp>
#include <widthwise/graph/tables.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/graph/arithmetic.hpp>
#include <widthwise/graph/input_casts.hpp>
#include <widthwise/graph/parameters.hpp>
#include <widthwise/graph/zoo.hpp>
