// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <widthwise/io/dtype.hpp>
#include <widthwise/io/tensor.hpp>
#include <widthwise/io/file.hpp>
#include <widthwise/io/npy_header.hpp>
#include <widthwise/io/npy.hpp>
#include <widthwise/io/safetensors_header.hpp>
#include <widthwise/io/safetensors.hpp>
#include <widthwise/io/folder.hpp>
#include <widthwise/io/xtensor.hpp>
#include <widthwise/io/prefix.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/io/weights.hpp>
#include <widthwise/io/constant_text.hpp>
#include <widthwise/io/hls_scripts.hpp>
#include <widthwise/io/hls_sources.hpp>
#include <widthwise/io/header_text.hpp>
#include <widthwise/io/hls_bench.hpp>
#include <widthwise/io/hls_project.hpp>
#include <widthwise/io/weight_header.hpp>
#include <widthwise/io/hls_vectors.hpp>
#include <widthwise/io/emit_project.hpp>
#include <widthwise/io/golden_header.hpp>
#include <widthwise/io/engine.hpp>
#include <widthwise/io/engine_xtensor.hpp>
