// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/kernels/batched.hpp>
#include <widthwise/kernels/cast_image.hpp>
#include <widthwise/kernels/conv.hpp>
#include <widthwise/kernels/fused.hpp>
#include <widthwise/kernels/layout.hpp>
#include <widthwise/run/engine_parts.hpp>
#include <widthwise/run/engine_view.hpp>
#include <widthwise/run/engine_ways.hpp>

namespace widthwise::detail {

/// The steps of an engine and the memory they share. One sample takes `per_sample` bytes; a chunk
/// of samples is chosen so that all of it stays in the second-level cache.
class engine_core {
public:
    using slot = kernels::slot;
    using cell = kernels::cell;
    using work = kernels::work;

    engine_core(network_view view, isa::tier t) : net_(std::move(view)), tier_(t) {
        plain_.resize(net_.size);
        operand_.resize(net_.size);
        gemm_.resize(net_.size);
        staging_.resize(static_cast<std::size_t>(net_.first[net_.size]));
        for (std::size_t i = 0; i < net_.size; ++i) {
            choose_operand_of(i);
        }
        for (std::size_t i = 0; i < net_.size; ++i) {
            make_slots(i);
        }
        lay_out();
        find_what_stays_float();
        for (std::size_t i = 0; i < net_.size; ++i) {
            make_steps(i);
        }
        chain_products();
        gemm_.clear();
        net_.source.clear();
    }

    engine_ways const& ways() const { return ways_; }
    std::size_t chunk() const { return chunk_; }
    /// Do kernels use tiles for a chunk of that many samples?
    bool uses_tiles(std::size_t samples) const { return samples >= tiles_from_; }
    std::size_t arena_bytes() const { return per_sample_ * chunk_ + scratch_bytes_ + 4096; }
    /// Prepares new memory: images stand in borders of zeros, which no step writes.
    void clear(std::byte* arena) const {
        for (slot const& s : operand_) {
            if (s.border != 0) {
                clear_slot(s, arena, chunk_);
            }
        }
    }

private:
    static constexpr std::size_t cache_budget = 192 * 1024;
    static constexpr std::size_t most_samples = 192;

    void claim(slot& s, cell kind, std::int32_t offset, std::size_t count) {
        if (s.stride == 0) {
            s = slot{kind, offset, count, (count + 63) / 64 * 64 * kernels::bytes_of(kind), 0};
        }
    }
    void claim_plain(std::size_t i) {
        claim(plain_[i], plain_cell(net_.format[i]), 0, net_.elements(i));
    }
    /// In which order does node i read operand k? (kernels/plan.hpp)
    int order_read_by(std::size_t i, int k) const {
        int const order =
            kernels::detail::order_read(net_.work[i].kind, net_.layer(i), net_, net_.order, i, k);
        return order < 0 ? net_.order[net_.edge_of(i, k)] : order;
    }
    bool is_reordered(std::size_t i, int k) const {
        return order_read_by(i, k) != net_.order[net_.edge_of(i, k)];
    }
    slot& staging_of(std::size_t i, int k) {
        return staging_[static_cast<std::size_t>(net_.first[i] + k)];
    }
    void choose_operand_of(std::size_t i);
    void narrow_operand_of(std::size_t i);

    /// Slots that node i writes and reads.
    void make_slots(std::size_t i);
    /// Does the kernel of node i write the caller's floats itself?
    bool writes_output(std::size_t i) const;

    /// Does node i, alone, read a float input where the caller has it?
    bool reads_input(std::size_t i) const;
    void find_what_stays_float();

    void lay_out();

    template <class Data>
    void add(std::size_t node, void (*run)(void const*, kernels::context const&), Data data,
             char const* name) {
        ways_.steps.push_back(kernels::step{run, std::make_shared<Data const>(std::move(data)),
                                            static_cast<int>(node), name});
    }
    /// The column of input `node` in the caller's rows, and of head `node` in its output rows.
    std::size_t input_column(std::size_t node) const;
    std::size_t output_column(std::size_t node) const;
    void add_cells(std::size_t node, kernels::cells_step s);
    /// Casts edge `edge` to the format that node i reads, from where that edge is kept.
    void cast_operand(std::size_t edge, std::size_t i, slot const& to);
    /// Changes the order of operand k of node i; one step with the cast before it, or behind it.
    void reorder(std::size_t i, int k, slot const& from, slot const& to);
    bool cast_behind_reorder(std::size_t node, kernels::cells_step const& s, bool moves,
                             char const* name);
    /// Brings operand 0 of node i into its slot, where no earlier kernel has put it there.
    void fill_operand(std::size_t i);
    /// Where node i finds operand k as it is, in the order in which it reads.
    slot read_plain(std::size_t i, int k) {
        slot const& from = plain_[net_.edge_of(i, k)];
        if (!is_reordered(i, k)) {
            return from;
        }
        reorder(i, k, from, staging_of(i, k));
        return staging_of(i, k);
    }
    /// Where an earlier kernel writes what node `reader` reads.
    slot const& operand_of(std::size_t reader) {
        return is_reordered(reader, 0) ? staging_of(reader, 0) : operand_[reader];
    }

    void make_steps(std::size_t i);
    void make_input(std::size_t i);
    void make_cells(std::size_t i);
    void make_specification(std::size_t i);
    void make_output(std::size_t i);
    void write_to_output(kernels::cells_step& s, std::size_t i);
    void decode(std::size_t i, std::size_t edge, operands const& heads, int k);

    /// Rows of the matrix product in one sample: [..., inputs].
    int rows_of_sample(std::size_t i, int inputs) const {
        return static_cast<int>(net_.inputs(i)[0].elements() / inputs);
    }
    void place(kernels::gemm_step& g, std::size_t i);
    slot result_of(std::size_t i) const;
    void make_gemm(std::size_t i);
    /// What is shown of a product's kernel.
    struct product_names {
        char const* portable;
        char const* s16;
        char const* u8_all;
        char const* u8_each;
        char const* tiles;
    };
    static constexpr product_names gemm_names{"gemm, portable", "gemm s16", "gemm u8, 16-bit sums",
                                              "gemm u8", "gemm u8, tiles"};
    static constexpr product_names conv_names{"conv, portable", "conv s16", "conv u8, 16-bit sums",
                                              "conv u8", "conv u8, tiles"};
    /// Chooses the kernel of a product whose operand and place are known.
    void add_gemm(std::size_t i, kernels::gemm_step g, product_names const& names);
    void add_step(std::size_t i, void (*run)(void const*, kernels::context const&),
                  kernels::gemm_step g, char const* name) {
        auto data = std::make_shared<kernels::gemm_step>(std::move(g));
        settle(*data);
        ways_.steps.push_back(kernels::step{run, std::move(data), static_cast<int>(i), name});
    }
    /// A product that may run with its samples in lanes (kernels/batched.hpp), or fused with others
    /// (kernels/fused.hpp), and which step it is.
    struct chain_candidate {
        std::size_t step;
        slot from, to;
        bool to_output;
        std::size_t y_at;
        kernels::fused_kinds fused;
        kernels::batched_layer layer;
    };
    void note_chained(std::size_t i, kernels::gemm_step const& g);
    void chain_products();
    std::size_t begin_chain(kernels::chain_ends& e, chain_candidate const& first,
                            chain_candidate const& last, std::size_t done) const;
    kernels::step batched_chain(kernels::chain_ends const& e, std::size_t first, std::size_t last);
    kernels::step fused_chain(kernels::chain_ends const& e, std::size_t first, std::size_t last);
    void make_float(std::size_t i);
    void make_conv(std::size_t i);
    void make_channelwise(std::size_t i);
    void make_pool(std::size_t i);
    void make_elementwise(std::size_t i);
    void make_normalize(std::size_t i);
    void make_concat(std::size_t i);

    network_view net_;
    isa::tier tier_;
    std::vector<slot> plain_;
    std::vector<slot> operand_;
    std::vector<slot> staging_; ///< of edges read in another order
    std::vector<kernels::gemm_step> gemm_;
    /// Are the values of node i, and all that is made of them until a float sum, floats? Nothing
    /// then depends on their last bit, as a cast would.
    std::vector<bool> stays_float_;
    std::vector<chain_candidate> candidates_;
    engine_ways ways_;
    std::size_t scratch_bytes_ = 0;
    std::size_t per_sample_ = 0;
    std::size_t chunk_ = 1;
    std::size_t tiles_from_ = SIZE_MAX;
};

} // namespace widthwise::detail
