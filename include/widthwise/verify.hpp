// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/verify/bounds.hpp>
#include <widthwise/verify/terms.hpp>
#include <widthwise/verify/stepwise.hpp>
#include <widthwise/verify/budget.hpp>
#include <widthwise/verify/measures.hpp>
