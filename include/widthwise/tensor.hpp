// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/tensor/shape.hpp>
#include <widthwise/tensor/tensor.hpp>
