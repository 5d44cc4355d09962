// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/run/engine_core.hpp>

namespace widthwise::detail {

/// The steps of node i, by its kind of work.
inline void engine_core::make_steps(std::size_t i) {
    switch (net_.work[i].kind) {
    case work::none:
        return;
    case work::input:
        return make_input(i);
    case work::gemm:
        fill_operand(i);
        return make_gemm(i);
    case work::gemm_float:
        return make_float(i);
    case work::conv:
    case work::conv_float:
        fill_operand(i);
        return make_conv(i);
    case work::channelwise:
    case work::channelwise_float:
        fill_operand(i);
        return make_channelwise(i);
    case work::pool:
        fill_operand(i);
        return make_pool(i);
    case work::pool_float:
        return make_pool(i);
    case work::elementwise:
    case work::elementwise_float:
        return make_elementwise(i);
    case work::normalize:
    case work::cells_float:
        return make_normalize(i);
    case work::concat:
        return make_concat(i);
    case work::cells:
        return make_cells(i);
    case work::specification:
        return make_specification(i);
    case work::output:
        return make_output(i);
    }
}

} // namespace widthwise::detail
