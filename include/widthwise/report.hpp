// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/report/text.hpp>
#include <widthwise/report/py.hpp>
#include <widthwise/report/pformat.hpp>
#include <widthwise/report/progress.hpp>
#include <widthwise/report/number.hpp>
#include <widthwise/report/column.hpp>
#include <widthwise/report/table.hpp>
#include <widthwise/report/csv.hpp>
#include <widthwise/report/class_name.hpp>
#include <widthwise/report/node_view.hpp>
#include <widthwise/report/fx_text.hpp>
#include <widthwise/report/module_repr.hpp>
#include <widthwise/report/save.hpp>
#include <widthwise/report/graph.hpp>
#include <widthwise/report/precision.hpp>
#include <widthwise/report/common_param.hpp>
#include <widthwise/report/cost_view.hpp>
#include <widthwise/report/costs.hpp>
#include <widthwise/report/hardware_param.hpp>
#include <widthwise/report/node.hpp>
#include <widthwise/report/parameter_values.hpp>
#include <widthwise/report/quantization.hpp>
#include <widthwise/report/value.hpp>
#include <widthwise/report/value_set.hpp>
#include <widthwise/report/weights.hpp>
