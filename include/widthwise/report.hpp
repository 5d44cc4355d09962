// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/report/pformat.hpp>
#include <widthwise/report/progress.hpp>
#include <widthwise/report/table.hpp>
