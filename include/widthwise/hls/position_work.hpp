// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/edges.hpp>
#include <widthwise/hls/resources.hpp>
#include <widthwise/layers/adaptive_pool.hpp>
#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/layers/conv.hpp>
#include <widthwise/layers/pool.hpp>

namespace widthwise {
namespace hls {

namespace detail {
constexpr bool pools(layer_row const& layer) { return is_max_pool(layer) || is_mean(layer); }
/// Moves values into a memory of its own, one in a cycle: concat, and a reshape with a format.
constexpr bool copies(layer_row const& layer) {
    return layer.op == op_id<op::concat> || (keeps_values(layer) && !is_alias(layer));
}

/// Values of one window of a pool, counted as its loops run.
constexpr int window_taps(layer_row const& layer, shape const& in, shape const& out) {
    return layer.op == op_id<op::adaptive_avg_pool2d>
               ? widthwise::detail::longest_segment(in.dim[1], out.dim[1], layer.attr[2] != 0) *
                     widthwise::detail::longest_segment(in.dim[2], out.dim[2], layer.attr[2] != 0)
               : window_of(layer).taps();
}

constexpr std::int64_t largest(std::int64_t a, std::int64_t b, std::int64_t c) {
    std::int64_t const ab = a > b ? a : b;
    return ab > c ? ab : c;
}
constexpr std::int64_t smaller(std::int64_t a, std::int64_t b) { return a < b ? a : b; }

/// What one position has to do.
struct position_work {
    std::int64_t positions;
    std::int64_t sums;
    std::int64_t fan_in;
};
constexpr position_work work_of(layer_row const& layer, counts const& count, operands const& in,
                                shape const& out) {
    if (count.macs > 0) {
        std::int64_t const fan_in = count.fan_in > 1 ? count.fan_in : 1;
        std::int64_t const sums =
            count.weights > 0 ? count.weights / fan_in / (is_conv(layer) ? layer.attr[10] : 1)
                              : static_cast<std::int64_t>(out.last());
        return position_work{count.macs / fan_in / sums, sums, fan_in};
    }
    std::int64_t const positions = out.rank > 1 ? out.elements() / out.dim[0] : 1;
    if (pools(layer)) {
        return position_work{positions, out.elements() / positions, window_taps(layer, in[0], out)};
    }
    // Quantized, BatchNorm is scale * x + shift.
    std::int64_t const norm = is_batch_norm(layer) && layer.quantized ? 2 : 1;
    std::int64_t const all = largest(count.products / norm, count.adds / norm, count.compares);
    return position_work{positions, ceil_div(all, positions), 1};
}

} // namespace detail

} // namespace hls
} // namespace widthwise
