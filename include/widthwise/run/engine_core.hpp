// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <widthwise/kernels/conv.hpp>
#include <widthwise/kernels/layout.hpp>
#include <widthwise/run/engine_parts.hpp>

namespace widthwise::detail {

/// A network as an engine sees it: tables, and what each node's type has told.
struct network_view {
    std::size_t size = 0;
    node_row const* rows = nullptr;
    int const* first = nullptr;
    int const* edge = nullptr;
    shape const* out = nullptr;
    edge_format const* format = nullptr;
    kernels::node_work const* work = nullptr;
    int const* readers = nullptr;
    int const* order = nullptr; ///< of edges (kernels/plan.hpp)
    std::vector<node_source> source;
    void const* parameters = nullptr;
    std::size_t input_size = 0;
    std::size_t output_size = 0;

    operands inputs(std::size_t i) const {
        return operands{out, edge + first[i], first[i + 1] - first[i]};
    }
    std::size_t elements(std::size_t i) const {
        return static_cast<std::size_t>(out[i].elements());
    }
    layer_row const& layer(std::size_t i) const { return *rows[i].layer; }
    std::size_t edge_of(std::size_t i, int k) const {
        return static_cast<std::size_t>(edge[first[i] + k]);
    }
};

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
        std::size_t x_at = 0;
        for (std::size_t i = 0; i < net_.size; ++i) {
            make_steps(i, x_at);
        }
        gemm_.clear();
        net_.source.clear();
    }

    std::vector<kernels::step> const& steps() const { return steps_; }
    std::size_t chunk() const { return chunk_; }
    std::size_t arena_bytes() const { return per_sample_ * chunk_ + 4096; }
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
    static constexpr std::size_t most_samples = 96;

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

    /// Slots that node i writes and reads.
    void make_slots(std::size_t i) {
        kernels::node_work const& w = net_.work[i];
        if (w.kind == work::none) {
            return;
        }
        operands const in = net_.inputs(i);
        bool const own = kernels::detail::has_operand(w.kind);
        if (own) {
            claim(operand_[i], gemm_[i].in, gemm_[i].offset, net_.elements(net_.edge_of(i, 0)));
            if (kernels::detail::has_border(w.kind)) {
                frame(operand_[i], kernels::conv_shape_of(net_.layer(i), in[0], net_.out[i]));
            }
        }
        for (int k = 0; k < in.count; ++k) {
            if (is_reordered(i, k)) {
                std::size_t const e = net_.edge_of(i, k);
                claim(staging_of(i, k), own ? gemm_[i].in : plain_cell(net_.format[e]),
                      own ? gemm_[i].offset : 0, net_.elements(e));
            }
        }
        if (w.kind == work::output) {
            return;
        }
        if (w.reader < 0 && !writes_output(i)) {
            claim_plain(static_cast<std::size_t>(w.head));
        }
    }
    /// Does the kernel of node i write the caller's floats itself?
    bool writes_output(std::size_t i) const {
        kernels::node_work const& w = net_.work[i];
        if (!w.to_output || w.kind == work::specification) {
            return false;
        }
        if (w.kind == work::gemm) { // casts behind the sum: through a slot
            return net_.source[i].to_float;
        }
        return true;
    }

    void lay_out() {
        for (std::vector<slot>* const all : {&plain_, &operand_, &staging_}) {
            for (slot const& s : *all) {
                per_sample_ += s.stride;
            }
        }
        chunk_ = std::clamp<std::size_t>(cache_budget / std::max<std::size_t>(per_sample_, 1), 1,
                                         most_samples);
        chunk_ = chunk_ >= 6 ? chunk_ / 6 * 6 : chunk_;
        std::size_t at = 0;
        for (std::vector<slot>* const all : {&plain_, &operand_, &staging_}) {
            for (slot& s : *all) {
                s.at = at + s.border;
                at += s.stride * chunk_;
            }
        }
    }

    template <class Data>
    void add(std::size_t node, void (*run)(void const*, kernels::context const&), Data data,
             char const* name) {
        steps_.push_back(kernels::step{run, std::make_shared<Data const>(std::move(data)),
                                       static_cast<int>(node), name});
    }
    /// The column of head `node` in the caller's output rows.
    std::size_t output_column(std::size_t node) const {
        operands const heads = net_.inputs(net_.size - 1);
        std::size_t at = 0;
        for (int k = 0; k < heads.count && heads.edge[k] != static_cast<int>(node); ++k) {
            at += net_.elements(static_cast<std::size_t>(heads.edge[k]));
        }
        return at;
    }
    void add_cells(std::size_t node, kernels::cells_step s) {
        bool const floats = is_float(s.from_format), to_float = s.to.kind == cell::f32;
        if (floats && to_float && s.after.count == 0) {
            prepare(s, isa::tier::scalar, net_.input_size, net_.output_size);
            add(node, &kernels::run_copy, std::move(s), "copy");
            return;
        }
        prepare(s, tier_, net_.input_size, net_.output_size);
        char const* const name = s.kernel == nullptr
                                     ? (floats ? "encode, portable" : "cast, portable")
                                 : floats   ? "encode"
                                 : to_float ? "decode"
                                            : "cast";
        add(node, &kernels::run_cells, std::move(s), name);
    }
    /// Casts edge `edge` to the format that node i reads, from where that edge is kept.
    void cast_operand(std::size_t edge, std::size_t i, slot const& to) {
        kernels::cells_step s;
        s.from = plain_[edge];
        s.from_format = as_row(net_.format[edge]);
        s.encode = net_.source[i].x;
        if (!is_float(s.from_format)) {
            s.after.cast_to(net_.source[i].x);
        }
        s.to = to;
        add_cells(i, std::move(s));
    }
    void reorder(std::size_t i, int k, slot const& from, slot const& to) {
        add(i, &kernels::run_reorder,
            kernels::make_reorder(from, net_.order[net_.edge_of(i, k)], to, order_read_by(i, k)),
            "reorder");
    }
    /// Brings operand 0 of node i into its slot, where no earlier kernel has put it there.
    void fill_operand(std::size_t i) {
        std::size_t const e = net_.edge_of(i, 0);
        slot const& to = is_reordered(i, 0) ? staging_of(i, 0) : operand_[i];
        if (plain_[e].stride != 0) {
            cast_operand(e, i, to);
        }
        if (is_reordered(i, 0)) {
            reorder(i, 0, to, operand_[i]);
        }
    }
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

    void make_steps(std::size_t i, std::size_t& x_at) {
        kernels::node_work const& w = net_.work[i];
        std::size_t const head = static_cast<std::size_t>(w.head);
        operands const in = net_.inputs(i);
        switch (w.kind) {
        case work::none:
            return;
        case work::input: {
            kernels::cells_step s;
            s.from.kind = cell::f32;
            s.from_input = true;
            s.x_at = x_at;
            s.encode =
                w.reader >= 0 ? net_.source[static_cast<std::size_t>(w.reader)].x : format_row{};
            s.to = w.reader >= 0 ? operand_of(static_cast<std::size_t>(w.reader)) : plain_[i];
            write_to_output(s, i);
            x_at += net_.elements(i);
            add_cells(i, std::move(s));
            return;
        }
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
        case work::cells: {
            kernels::cells_step s;
            s.from = plain_[static_cast<std::size_t>(in.edge[0])];
            s.from_format = as_row(net_.format[in.edge[0]]);
            s.encode = net_.source[i].x;
            s.after = net_.source[i].after;
            s.to = w.reader >= 0 ? operand_[static_cast<std::size_t>(w.reader)] : plain_[head];
            write_to_output(s, i);
            add_cells(i, std::move(s));
            return;
        }
        case work::specification: {
            specification_step s;
            s.parameters = net_.parameters;
            s.run_node = net_.source[i].run_node;
            for (int k = 0; k < in.count; ++k) {
                std::size_t const e = static_cast<std::size_t>(in.edge[k]);
                s.in.push_back({read_plain(i, k), net_.format[e], e});
            }
            s.out = {plain_[i], net_.format[i], i};
            add(i, &run_specification, std::move(s), "specification");
            return;
        }
        case work::output:
            for (int k = 0; k < in.count; ++k) {
                std::size_t const e = static_cast<std::size_t>(in.edge[k]);
                if (plain_[e].stride != 0) {
                    decode(i, e, in, k);
                }
            }
            return;
        }
    }
    void write_to_output(kernels::cells_step& s, std::size_t i) {
        if (writes_output(i)) {
            std::size_t const head = static_cast<std::size_t>(net_.work[i].head);
            s.to_output = true;
            s.y_at = output_column(head);
            s.to = slot{cell::f32, 0, net_.elements(head), 0, 0};
        }
    }
    void decode(std::size_t i, std::size_t edge, operands const& heads, int k) {
        kernels::cells_step s;
        s.from = read_plain(i, k);
        s.from_format = as_row(net_.format[edge]);
        s.to = slot{cell::f32, 0, net_.elements(edge), 0, 0};
        s.to_output = true;
        for (int before = 0; before < k; ++before) {
            s.y_at += net_.elements(static_cast<std::size_t>(heads.edge[before]));
        }
        add_cells(i, std::move(s));
    }

    /// Rows of the matrix product in one sample: [..., inputs].
    int rows_of_sample(std::size_t i, int inputs) const {
        return static_cast<int>(net_.inputs(i)[0].elements() / inputs);
    }
    void place(kernels::gemm_step& g, std::size_t i) {
        kernels::node_work const& w = net_.work[i];
        std::size_t const head = static_cast<std::size_t>(w.head);
        std::size_t const size = kernels::bytes_of(g.to.kind);
        g.rows = rows_of_sample(i, g.m.inputs);
        g.to_output = writes_output(i);
        g.y_at = g.to_output ? output_column(head) : 0;
        std::ptrdiff_t const in_row = static_cast<std::ptrdiff_t>(
            static_cast<std::size_t>(g.m.inputs) * kernels::bytes_of(g.from.kind));
        std::ptrdiff_t const out_row =
            static_cast<std::ptrdiff_t>(static_cast<std::size_t>(g.m.outputs) * size);
        g.sample_bytes =
            static_cast<std::ptrdiff_t>(g.to_output ? net_.output_size * 4 : g.to.stride);
        g.task.row_bytes = g.rows == 1 ? static_cast<std::ptrdiff_t>(g.from.stride) : in_row;
        g.task.out_bytes = g.rows == 1 ? g.sample_bytes : out_row;
        g.task.outputs = g.m.outputs;
        g.task.writable =
            g.rows == 1 && !g.to_output ? static_cast<int>(g.to.stride / size) : g.m.outputs;
    }
    slot result_of(std::size_t i) const {
        kernels::node_work const& w = net_.work[i];
        std::size_t const head = static_cast<std::size_t>(w.head);
        return writes_output(i) ? slot{cell::f32, 0, net_.elements(head), 0, 0}
               : w.reader >= 0  ? operand_[static_cast<std::size_t>(w.reader)]
                                : plain_[head];
    }
    void make_gemm(std::size_t i) {
        kernels::gemm_step& g = gemm_[i];
        g.from = operand_[i];
        g.to = result_of(i);
        place(g, i);
        add_gemm(i, std::move(g), gemm_names);
    }
    /// What is shown of a product's kernel.
    struct product_names {
        char const* portable;
        char const* s16;
        char const* u8_all;
        char const* u8_each;
    };
    static constexpr product_names gemm_names{"gemm, portable", "gemm s16", "gemm u8, 16-bit sums",
                                              "gemm u8"};
    static constexpr product_names conv_names{"conv, portable", "conv s16", "conv u8, 16-bit sums",
                                              "conv u8"};
    /// Chooses the kernel of a product whose operand and place are known.
    void add_gemm(std::size_t i, kernels::gemm_step g, product_names const& names) {
        pack(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
        bool const exact = g.kernel != nullptr;
        if (!exact) {
            pack_steps(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
            pack_wide(g, net_.source[i].choice, kernels::shape_of(tier_));
        }
        bool const packed = g.kernel != nullptr;
        char const* const name = !packed                          ? names.portable
                                 : !exact                         ? kernels::name_of(g)
                                 : g.in == cell::s16              ? names.s16
                                 : g.proof == kernels::depth::all ? names.u8_all
                                                                  : names.u8_each;
        add_step(i, packed ? &kernels::run_gemm : &kernels::portable::multiply, std::move(g), name);
    }
    void add_step(std::size_t i, void (*run)(void const*, kernels::context const&),
                  kernels::gemm_step g, char const* name) {
        auto data = std::make_shared<kernels::gemm_step>(std::move(g));
        settle(*data);
        steps_.push_back(kernels::step{run, std::move(data), static_cast<int>(i), name});
    }
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
    std::vector<kernels::step> steps_;
    std::size_t per_sample_ = 0;
    std::size_t chunk_ = 1;
};

/// Weights [outputs, inputs] for inputs that lie in that order.
template <class T>
void columns_in_order(std::vector<T>& weight, int outputs, int order) {
    std::vector<T> const from = weight;
    std::size_t const inputs = from.size() / static_cast<std::size_t>(outputs);
    for (std::size_t at = 0; at < from.size(); ++at) {
        weight[at / inputs * inputs + kernels::position(at % inputs, order, inputs)] = from[at];
    }
}

inline void engine_core::make_float(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::gemm_step g;
    g.m.inputs = net_.layer(i).attr[0];
    g.m.outputs = net_.layer(i).attr[1];
    g.from = read_plain(i, 0);
    g.to = result_of(i);
    place(g, i);
    kernels::tier_shape shape = kernels::shape_of(tier_);
    if (s.choice.s16 == nullptr) {
        shape.lanes = 1;
    }
    shape.pair_output = nullptr; // floats are stored in order
    std::vector<float> weight = s.weight;
    columns_in_order(weight, g.m.outputs, order_read_by(i, 0));
    kernels::pack_floats(g, weight, s.bias, shape.lanes);
    g.kernel = s.choice.s16 != nullptr ? s.choice.s16
               : s.relu                ? &kernels::portable::gemm_f32<true>
                                       : &kernels::portable::gemm_f32<false>;
    add_step(i, &kernels::run_gemm, std::move(g),
             s.choice.s16 != nullptr ? "gemm f32" : "gemm f32, portable");
}

} // namespace widthwise::detail
