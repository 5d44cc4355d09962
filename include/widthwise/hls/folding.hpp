// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/resources.hpp>
#include <widthwise/layers/batch_norm.hpp>
#include <widthwise/layers/conv.hpp>
#include <widthwise/layers/pool.hpp>

namespace widthwise {
namespace hls {

/// How the operations of one node are spread over hardware and time. A node does the same work at
/// each of its positions (rows of a linear, pixels of an image), one after another, and takes
/// min(reuse, work) cycles for each:
///   multipliers = ceil(products / reuse), cycles = positions * min(reuse, work).
/// In FINN's words lanes are PE, terms SIMD: terms of one sum come first, then several sums.
struct folding {
    std::int64_t positions;
    std::int64_t multipliers;
    std::int64_t adders;
    std::int64_t comparators;
    std::int64_t terms; ///< of one sum that are added in one cycle
    std::int64_t lanes; ///< sums at work in one cycle
    std::int64_t
        weight_words;    ///< times the weights' memory is read at one position; 1: all at once
    std::int64_t cycles; ///< 0: wires only
};

namespace detail {
constexpr bool slides_window(layer_row const& layer) {
    return layer.op == op_id<op::conv1d> || layer.op == op_id<op::conv2d> ||
           layer.op == op_id<op::max_pool1d> || layer.op == op_id<op::max_pool2d> ||
           layer.op == op_id<op::avg_pool1d> || layer.op == op_id<op::avg_pool2d>;
}

/// Rows of its input that a node keeps of a stream until its window has passed: a window over
/// columns alone keeps none.
/// Source: hls4ml's line buffer, kernel_h - 1 rows of all channels.
constexpr std::int64_t kept_rows(layer_row const& layer) {
    window const w = window_of(layer);
    return slides_window(layer) ? static_cast<std::int64_t>(w.dilation[0]) * (w.kernel[0] - 1) : 0;
}
constexpr std::int64_t kept_row_words(layer_row const& layer, operands const& in) {
    return kept_rows(layer) == 0 ? 0 : as_image(in[0]).dim[2];
}
constexpr std::int64_t kept_row_bits(layer_row const& layer, operands const& in, int width) {
    return kept_rows(layer) == 0 ? 0 : kept_rows(layer) * as_image(in[0]).dim[0] * width;
}
constexpr std::int64_t kept_rows_elements(layer_row const& layer, operands const& in) {
    return kept_row_words(layer, in) * kept_row_bits(layer, in, 1);
}

constexpr std::int64_t largest(std::int64_t a, std::int64_t b, std::int64_t c) {
    std::int64_t const ab = a > b ? a : b;
    return ab > c ? ab : c;
}
} // namespace detail

/// The folding of a node with these counts; reuse >= 1.
constexpr folding fold_node(layer_row const& layer, counts const& count, shape const& out,
                            int reuse) {
    bool const weighted = count.macs > 0 && count.weights > 0;
    std::int64_t positions = 1;
    if (weighted) {
        positions = count.macs / count.weights;
    } else if (count.macs == 0 && out.rank > 1) {
        positions = out.elements() / out.dim[0];
    }
    // Quantized, BatchNorm is scale * x + shift; dividing by a power of two is a shift.
    std::int64_t const norm = is_batch_norm(layer) && layer.quantized ? 2 : 1;
    bool const shift =
        layer.arithmetic == arithmetic_kind::average && (count.fan_in & (count.fan_in - 1)) == 0;
    std::int64_t const products =
        ceil_div(count.macs + (shift ? 0 : count.products / norm), positions);
    std::int64_t const adds = ceil_div(count.macs + count.adds / norm, positions);
    std::int64_t const compares = ceil_div(count.compares, positions);
    std::int64_t const work = detail::largest(products, adds, compares);
    std::int64_t const turns = reuse < 1 ? 1 : (reuse < work ? reuse : work);
    folding f{};
    f.positions = positions;
    f.cycles = positions * turns;
    if (work == 0) {
        return f;
    }
    f.multipliers = ceil_div(products, turns);
    f.adders = ceil_div(adds, turns);
    f.comparators = ceil_div(compares, turns);
    std::int64_t const fan_in = count.fan_in > 1 ? count.fan_in : 1;
    std::int64_t const parallel = f.adders > 1 ? f.adders : 1;
    f.terms = parallel < fan_in ? parallel : fan_in;
    f.lanes = ceil_div(parallel, f.terms);
    f.weight_words = count.weights > 0 ? turns : 0;
    return f;
}

/// Look-up tables of a node that multiplies: 300 + 1.1 (products + trees + accumulators), products
/// of x * w bits in DSP blocks taking none. Source: FINN's lut_estimation, after FINN-R.
constexpr std::int64_t mac_luts(folding const& f, int x, int w, int accum, bool in_dsps) {
    std::int64_t const products = in_dsps ? 0 : f.multipliers * product_luts(x, w);
    std::int64_t const trees = f.lanes * (x + w) * (2 * f.terms - 1);
    return 300 + 11 * (products + trees + f.lanes * accum) / 10;
}

} // namespace hls
} // namespace widthwise
