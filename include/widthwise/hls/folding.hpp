// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/position_work.hpp>

namespace widthwise {
namespace hls {

/// How the operations of one node are spread over hardware and time. A node does the same work at
/// each of its positions (rows of a linear, pixels and groups of an image), one after another:
/// `sums` sums of `fan_in` terms. In one cycle it takes `terms` terms of each of `lanes` sums, as
/// hls::forward's loops do:
///   cycles = positions * ceil(sums / lanes) * ceil(fan_in / terms)
/// of what works elementwise ceil(elements / lanes). In FINN's words lanes are PE, terms SIMD.
struct folding {
    std::int64_t positions;
    std::int64_t fan_in;
    std::int64_t multipliers;
    std::int64_t adders;
    std::int64_t comparators;
    std::int64_t terms;
    std::int64_t lanes;
    std::int64_t blocks;       ///< ceil(sums / lanes), one after another
    std::int64_t waits;        ///< times that results are waited for: positions * ceil(sums /
                               ///< lanes), 1 where no sums are taken
    std::int64_t weight_words; ///< times the weights' memory is read for one result; 1: all at once
    std::int64_t cycles;       ///< 0: wires only
};

namespace detail {
/// terms and lanes, terms * lanes <= parallel, that take the least time, waiting for sums counted
/// (a register behind the products, one per level of a tree); of equals the fewest cycles of work.
constexpr void spread(folding& f, position_work const& w, std::int64_t parallel) {
    std::int64_t best = 0, best_time = 0;
    bool const at_once = parallel >= w.sums * w.fan_in; // half a tree saves one level, a cycle lost
    for (std::int64_t terms = at_once ? w.fan_in : 1; terms <= smaller(parallel, w.fan_in);) {
        std::int64_t const lanes = smaller(parallel / terms, w.sums);
        std::int64_t const blocks = ceil_div(w.sums, lanes), turns = ceil_div(w.fan_in, terms);
        std::int64_t const time = blocks * (turns + tree_levels(terms) + 1);
        if (best == 0 || time < best_time || (time == best_time && blocks * turns < best)) {
            best = blocks * turns;
            best_time = time;
            f.terms = terms;
            f.lanes = ceil_div(w.sums, blocks); // as few as those blocks need
        }
        // The next number of terms that takes fewer turns.
        terms = turns == 1 ? w.fan_in + 1 : ceil_div(w.fan_in, turns - 1);
    }
}
} // namespace detail

/// The folding of a node with these counts and ceil(work / reuse) multipliers (adders, comparators)
/// at most, work the products of one position: each is used about `reuse` times.
constexpr folding fold_node(layer_row const& layer, counts const& count, operands const& in,
                            shape const& out, int reuse) {
    folding f{};
    detail::position_work const w = detail::work_of(layer, count, in, out);
    std::int64_t const work = w.sums * w.fan_in;
    f.positions = w.positions;
    f.fan_in = w.fan_in;
    if (detail::copies(layer)) {
        f.terms = 1;
        f.lanes = 1;
        f.blocks = 1;
        f.waits = 1;
        f.cycles = out.elements();
        return f;
    }
    if (work == 0) {
        return f;
    }
    std::int64_t const parallel =
        ceil_div(work, detail::smaller(reuse < 1 ? 1 : static_cast<std::int64_t>(reuse), work));
    if (count.macs > 0) {
        detail::spread(f, w, parallel);
    } else { // a window's values, or elements: one of each lane in a cycle
        f.terms = 1;
        f.lanes = ceil_div(w.sums, ceil_div(w.sums, detail::smaller(parallel, w.sums)));
    }
    std::int64_t const blocks = ceil_div(w.sums, f.lanes);
    f.blocks = blocks;
    f.waits = w.fan_in > 1 ? w.positions * blocks : 1;
    f.cycles = count.macs > 0 || detail::pools(layer) || is_batch_norm(layer)
                   ? w.positions * blocks * ceil_div(w.fan_in, f.terms)
                   : ceil_div(out.elements(), f.lanes); // one loop over all elements
    // Dividing by a power of two; an adaptive pool's windows of different sizes add fewer values.
    bool const shift = layer.arithmetic == arithmetic_kind::average &&
                       (count.fan_in & (count.fan_in - 1)) == 0 &&
                       count.adds >= count.products * (count.fan_in - 1);
    std::int64_t const at_once = f.lanes * f.terms;
    f.multipliers = count.macs > 0 ? at_once : count.products > 0 && !shift ? f.lanes : 0;
    f.adders = count.macs > 0 ? at_once : count.adds > 0 ? f.lanes : 0;
    f.comparators = count.compares > 0 ? f.lanes : 0;
    // BatchNorm's scales; its shifts are read beside them, as biases are.
    std::int64_t const weights = is_batch_norm(layer) ? layer.attr[0] : count.weights;
    f.weight_words = weights > 0 ? ceil_div(weights, f.multipliers > 0 ? f.multipliers : 1) : 0;
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
