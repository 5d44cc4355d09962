// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

namespace widthwise {
namespace hls {

/// ceil(a / b) for a >= 0, b > 0.
constexpr std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// The least power of two that is n at least: oneAPI's banks.
constexpr int power_of_two(int n) {
    int power = 1;
    while (power < n) {
        power *= 2;
    }
    return power;
}

/// ceil(log2(n)): levels of a tree that adds n terms two by two; 0 for n <= 1.
/// One statement for six levels: a folding asks for each way to spread a sum, within the step limit
/// of one constant.
constexpr int tree_levels(std::int64_t n) {
    return n > 64   ? 6 + tree_levels((n - 1) / 64 + 1)
           : n > 32 ? 6
           : n > 16 ? 5
           : n > 8  ? 4
           : n > 4  ? 3
           : n > 2  ? 2
           : n > 1  ? 1
                    : 0;
}

/// DSP blocks (a signed 25 x 18 multiplier each) of one a x b bit product: none below 9 bits of
/// product or for a one-bit operand, one where it fits, else one per pair of limbs (a block takes
/// 24 and 17 bits of a longer operand, its sign bit unused).
/// Source: Yosys 0.23 synth_xilinx for 7-series (DSP_A/B_MAXWIDTH 25, 18; MINWIDTH 2; Y 9).
/// Vitis HLS and Quartus draw the line elsewhere: an estimate.
constexpr std::int64_t dsp_blocks(int a, int b) {
    int const wide = a > b ? a : b, narrow = a > b ? b : a;
    if (narrow < 2 || a + b < 9) {
        return 0;
    }
    std::int64_t const limbs = wide <= 25 ? 1 : ceil_div(wide - 1, 24);
    return limbs * (narrow <= 18 ? 1 : ceil_div(narrow - 1, 17));
}

/// Look-up tables of one a x b bit product that takes no DSP block: (2 ceil((a + b) / 6) - 1)(a +
/// b). Source: FINN-R (Blott et al. 2018), FINN's lut_estimation of a matrix-vector unit.
constexpr std::int64_t product_luts(int a, int b) { return (2 * ceil_div(a + b, 6) - 1) * (a + b); }

/// RAMB18 blocks of a memory of `words` words of `bits` bits in simple dual port mode; memories of
/// 128 words or fewer are built of look-up tables.
/// Source: FINN's bram_estimation (Xilinx UG573, table 1-10), and its limit of 128 words.
constexpr std::int64_t ramb18_blocks(std::int64_t words, std::int64_t bits) {
    if (words <= 128 || bits == 0) {
        return 0;
    }
    return bits == 1                   ? ceil_div(words, 16384)
           : bits == 2                 ? ceil_div(words, 8192)
           : bits <= 4                 ? ceil_div(words, 4096)
           : bits <= 9                 ? ceil_div(words, 2048)
           : bits <= 18 || words > 512 ? ceil_div(words, 1024) * ceil_div(bits, 18)
                                       : ceil_div(words, 512) * ceil_div(bits, 36);
}

/// Look-up tables of such a memory where it takes no block: one holds 64 words of one bit.
/// Source: FINN's lut_estimation (its constant c2).
constexpr std::int64_t memory_luts(std::int64_t words, std::int64_t bits) {
    return words <= 1 || words > 128 ? 0 : bits * ceil_div(words, 64);
}

/// How a network is built: hls::forward, one node after another, or hls::forward_stream, a process
/// per node.
enum class form { arrays, streams };

/// What one node, or a network, costs in hardware. Estimates, except the counts that a folding
/// fixes (multipliers, adders, comparators, cycles) and the bits of memories.
struct resources {
    std::int64_t multipliers;         ///< at work in one cycle, ceil(products / reuse) at most
    std::int64_t adder_bits;          ///< adders * the accumulator's width
    std::int64_t comparator_bits;     ///< comparators * the operand's width
    std::int64_t dsps;                ///< dsp_blocks of all multipliers
    std::int64_t luts;                ///< FINN-R's rule, below, and memories too small for a block
    std::int64_t rom_bits;            ///< weights and biases
    std::int64_t tensor_bits;         ///< its result, kept whole
    std::int64_t operand_bits;        ///< its operands, which a process keeps whole
    std::int64_t fifo_bits;           ///< the FIFOs that it reads
    std::int64_t bram_bits;           ///< rom_bits where weights are read one after another, and
                                      ///< all tensors, operands and FIFOs
    std::int64_t brams;               ///< ramb18_blocks of the same
    double ebops;                     ///< HGQ's effective bit operations
    std::int64_t cycles;              ///< turns of its pipelined loop
    std::int64_t initiation_interval; ///< cycles between two samples
    std::int64_t depth;               ///< cycles from the last operand to its result
    std::int64_t latency;             ///< cycles of one sample
};

/// One entry per node, and the whole network: sums; initiation interval and latency as estimate
/// says; depth along the longest path.
template <std::size_t N>
struct network_resources {
    resources node[N];
    resources total;
};

} // namespace hls
} // namespace widthwise
