// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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
    std::vector<node_source> source;
    void const* parameters = nullptr;
    std::size_t input_size = 0;
    std::size_t output_size = 0;

    operands inputs(std::size_t i) const {
        return operands{out, edge + first[i], first[i + 1] - first[i]};
    }
    std::size_t elements(std::size_t i) const { return static_cast<std::size_t>(out[i].elements()); }
};

/// The steps of an engine and the memory they share. One sample takes `per_sample` bytes; a chunk of
/// samples is chosen so that all of it stays in the second-level cache.
class engine_core {
public:
    using slot = kernels::slot;
    using cell = kernels::cell;
    using work = kernels::work;

    engine_core(network_view view, isa::tier t) : net_(std::move(view)), tier_(t) {
        plain_.resize(net_.size);
        operand_.resize(net_.size);
        gemm_.resize(net_.size);
        for (std::size_t i = 0; i < net_.size; ++i) {
            if (net_.work[i].kind == work::gemm) {
                gemm_[i].m = net_.source[i].m;
                gemm_[i].after = net_.source[i].after;
                choose_operand(gemm_[i], net_.source[i].choice);
            }
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
    bool has_operand(std::size_t i) const { return net_.work[i].kind == work::gemm; }

    /// Slots that node i writes and reads.
    void make_slots(std::size_t i) {
        kernels::node_work const& w = net_.work[i];
        if (w.kind == work::none) {
            return;
        }
        operands const in = net_.inputs(i);
        if (has_operand(i)) {
            claim(operand_[i], gemm_[i].in, gemm_[i].offset,
                  net_.elements(static_cast<std::size_t>(in.edge[0])));
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
        for (std::vector<slot>* const all : {&plain_, &operand_}) {
            for (slot const& s : *all) {
                per_sample_ += s.stride;
            }
        }
        chunk_ = std::clamp<std::size_t>(cache_budget / std::max<std::size_t>(per_sample_, 1), 1,
                                         most_samples);
        chunk_ = chunk_ >= 6 ? chunk_ / 6 * 6 : chunk_;
        std::size_t at = 0;
        for (std::vector<slot>* const all : {&plain_, &operand_}) {
            for (slot& s : *all) {
                s.at = at;
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
        char const* const name = s.kernel == nullptr ? (floats ? "encode, portable" : "cast, portable")
                                 : floats            ? "encode"
                                 : to_float          ? "decode"
                                                     : "cast";
        add(node, &kernels::run_cells, std::move(s), name);
    }
    /// Casts edge `edge` to the operand of node i, from where that edge is kept.
    void cast_operand(std::size_t edge, std::size_t i) {
        kernels::cells_step s;
        s.from = plain_[edge];
        s.from_format = as_row(net_.format[edge]);
        s.encode = net_.source[i].x;
        if (!is_float(s.from_format)) {
            s.after.cast_to(net_.source[i].x);
        }
        s.to = operand_[i];
        add_cells(i, std::move(s));
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
            s.encode = w.reader >= 0 ? net_.source[static_cast<std::size_t>(w.reader)].x
                                     : format_row{};
            s.to = w.reader >= 0 ? operand_[static_cast<std::size_t>(w.reader)] : plain_[i];
            write_to_output(s, i);
            x_at += net_.elements(i);
            add_cells(i, std::move(s));
            return;
        }
        case work::gemm:
            if (plain_[static_cast<std::size_t>(in.edge[0])].stride != 0) {
                cast_operand(static_cast<std::size_t>(in.edge[0]), i);
            }
            make_gemm(i);
            return;
        case work::gemm_float:
            make_float(i);
            return;
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
                s.in.push_back({plain_[e], net_.format[e], e});
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
        s.from = plain_[edge];
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
        std::ptrdiff_t const in_row =
            static_cast<std::ptrdiff_t>(static_cast<std::size_t>(g.m.inputs) *
                                        kernels::bytes_of(g.from.kind));
        std::ptrdiff_t const out_row = static_cast<std::ptrdiff_t>(
            static_cast<std::size_t>(g.m.outputs) * size);
        g.sample_bytes = static_cast<std::ptrdiff_t>(g.to_output ? net_.output_size * 4
                                                                 : g.to.stride);
        g.task.row_bytes = g.rows == 1 ? static_cast<std::ptrdiff_t>(g.from.stride) : in_row;
        g.task.out_bytes = g.rows == 1 ? g.sample_bytes : out_row;
        g.task.outputs = g.m.outputs;
        g.task.writable = g.rows == 1 && !g.to_output ? static_cast<int>(g.to.stride / size)
                                                      : g.m.outputs;
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
        pack(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
        bool const exact = g.kernel != nullptr;
        if (!exact) {
            pack_steps(g, net_.source[i].choice, kernels::shape_of(tier_), net_.source[i].folded);
        }
        bool const packed = g.kernel != nullptr;
        char const* const name = !packed                            ? "gemm, portable"
                                 : !exact                           ? kernels::step_name(g.m)
                                 : g.in == cell::s16                ? "gemm s16"
                                 : g.proof == kernels::depth::all   ? "gemm u8, 16-bit sums"
                                                                    : "gemm u8";
        auto data = std::make_shared<kernels::gemm_step>(std::move(g));
        settle(*data);
        steps_.push_back(kernels::step{packed ? &kernels::run_gemm : &kernels::portable::multiply,
                                       std::move(data), static_cast<int>(i), name});
    }
    void make_float(std::size_t i);

    network_view net_;
    isa::tier tier_;
    std::vector<slot> plain_;
    std::vector<slot> operand_;
    std::vector<kernels::gemm_step> gemm_;
    std::vector<kernels::step> steps_;
    std::size_t per_sample_ = 0;
    std::size_t chunk_ = 1;
};

inline void engine_core::make_float(std::size_t i) {
    node_source const& s = net_.source[i];
    kernels::gemm_step g;
    g.m.inputs = s.m.inputs;
    g.m.outputs = s.m.outputs;
    g.from = plain_[static_cast<std::size_t>(net_.inputs(i).edge[0])];
    g.to = result_of(i);
    place(g, i);
    kernels::tier_shape shape = kernels::shape_of(tier_);
    if (s.choice.s16 == nullptr) {
        shape.lanes = 1;
    }
    shape.pair_output = nullptr; // floats are stored in order
    kernels::pack_floats(g, s.weight, s.bias, shape.lanes);
    g.kernel = s.choice.s16 != nullptr ? s.choice.s16
               : s.relu                ? &kernels::portable::gemm_f32<true>
                                       : &kernels::portable::gemm_f32<false>;
    auto data = std::make_shared<kernels::gemm_step>(std::move(g));
    data->task.weights = data->weights.data();
    data->task.start_f32 = data->start_f32.data();
    steps_.push_back(kernels::step{&kernels::run_gemm, std::move(data), static_cast<int>(i),
                                   s.choice.s16 != nullptr ? "gemm f32" : "gemm f32, portable"});
}

} // namespace widthwise::detail
