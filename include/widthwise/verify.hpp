// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/verify/bounds.hpp>
#include <widthwise/verify/terms.hpp>
#include <widthwise/verify/rounded_sums.hpp>
#include <widthwise/verify/stepwise.hpp>
#include <widthwise/verify/budget.hpp>
#include <widthwise/verify/measures.hpp>
#include <widthwise/verify/inputs.hpp>
#include <widthwise/verify/node_values.hpp>
#include <widthwise/verify/outputs.hpp>
#include <widthwise/verify/step.hpp>
#include <widthwise/verify/evaluate.hpp>
#include <widthwise/verify/widths.hpp>
#include <widthwise/verify/sums.hpp>
#include <widthwise/verify/neurons.hpp>
#include <widthwise/verify/accumulators.hpp>
#include <widthwise/verify/minimize_accumulators.hpp>
#include <widthwise/verify/no_overflow.hpp>
#include <widthwise/verify/stepwise_is_exact.hpp>
#include <widthwise/verify/exact_steps.hpp>
#include <widthwise/verify/number.hpp>
#include <widthwise/verify/vectors.hpp>
#include <widthwise/verify/outcome.hpp>
#include <widthwise/verify/golden.hpp>
#include <widthwise/verify/same_function.hpp>
