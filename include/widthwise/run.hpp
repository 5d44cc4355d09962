// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/run/error.hpp>
#include <widthwise/run/step.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/run/hana.hpp>
#include <widthwise/run/engine_parts.hpp>
#include <widthwise/run/engine_view.hpp>
#include <widthwise/run/engine_ways.hpp>
#include <widthwise/run/engine_core.hpp>
#include <widthwise/run/engine_cells.hpp>
#include <widthwise/run/engine_slots.hpp>
#include <widthwise/run/engine_gemm.hpp>
#include <widthwise/run/engine_image.hpp>
#include <widthwise/run/team.hpp>
#include <widthwise/run/tier.hpp>
#include <widthwise/run/engine_concat.hpp>
#include <widthwise/run/engine_steps.hpp>
#include <widthwise/run/engine_chains.hpp>
#include <widthwise/run/engine.hpp>
#include <widthwise/run/constant_engine.hpp>
