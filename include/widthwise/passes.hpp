// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/passes/regex/byte_set.hpp>
#include <widthwise/passes/regex/position_set.hpp>
#include <widthwise/passes/regex/automaton.hpp>
#include <widthwise/passes/regex/reader.hpp>
#include <widthwise/passes/regex/character.hpp>
#include <widthwise/passes/regex/character_class.hpp>
#include <widthwise/passes/regex/glushkov.hpp>
#include <widthwise/passes/regex/quantifier.hpp>
#include <widthwise/passes/regex/anchor.hpp>
#include <widthwise/passes/regex/group.hpp>
#include <widthwise/passes/regex/parser.hpp>
#include <widthwise/passes/regex.hpp>
#include <widthwise/passes/plan.hpp>
#include <widthwise/passes/planned.hpp>
#include <widthwise/passes/emit.hpp>
#include <widthwise/passes/drop_identity.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/rules.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
