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
