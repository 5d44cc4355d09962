// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/train/lanes.hpp>
#include <widthwise/train/random.hpp>
#include <widthwise/train/node_batch.hpp>
#include <widthwise/train/windows.hpp>
#include <widthwise/train/adaptive_pool.hpp>
#include <widthwise/train/batch_norm.hpp>
#include <widthwise/train/dataset.hpp>
#include <widthwise/train/tensors.hpp>
#include <widthwise/train/batch_state.hpp>
#include <widthwise/train/concat.hpp>
#include <widthwise/train/conv.hpp>
#include <widthwise/train/elementwise.hpp>
#include <widthwise/train/fake_quantize.hpp>
#include <widthwise/train/linear.hpp>
#include <widthwise/train/pool.hpp>
#include <widthwise/train/relu.hpp>
#include <widthwise/train/reshape.hpp>
#include <widthwise/train/transcendental.hpp>
#include <widthwise/train/batch_node.hpp>
#include <widthwise/train/batch_network.hpp>
#include <widthwise/train/cross_entropy.hpp>
#include <widthwise/train/evaluate.hpp>
#include <widthwise/train/optimizer.hpp>
#include <widthwise/train/history.hpp>
#include <widthwise/train/trainer.hpp>
