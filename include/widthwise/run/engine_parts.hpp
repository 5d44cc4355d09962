// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/cells.hpp>
#include <widthwise/kernels/choose.hpp>
#include <widthwise/kernels/pack.hpp>
#include <widthwise/run/step.hpp>

namespace widthwise::detail {

/// What an engine asks the type of one node, once.
struct node_source {
    kernels::matrix m;         ///< integer weights
    std::vector<float> weight; ///< float weights [outputs, inputs]
    std::vector<float> bias;
    kernels::gemm_choice choice;
    kernels::chain after;
    bool folded = false; ///< its epilogue is end_plain or end_even
    format_row x{};      ///< what operand 0 is cast to
    void (*run_node)(void const* parameters, workspace&) = nullptr; ///< the specification
    bool to_float = false;             ///< nothing but the conversion to float follows the sum
    bool relu = false;                 ///< float: what follows is max(x, 0)
    kernels::detail::mean_lane lane{}; ///< of a mean of integers
    std::vector<float> mean, variance; ///< float batch_norm's statistics
};

constexpr bool chain_has_relu(kernels::chain const& c) {
    for (int i = 0; i < c.count; ++i) {
        if (c.of[i].relu) {
            return true;
        }
    }
    return false;
}

/// Parameters as a node keeps them: raw integers, or floats.
template <class P, class A>
void read_source(node_source& s, P const& own, A) {
    if constexpr (A::is_integer && !HasStatistics<P>) {
        for (auto const v : own.weight.data) {
            s.m.weight.push_back(raw_of<typename A::w_format>(v));
        }
        if constexpr (HasBias<P>) {
            for (auto const v : own.bias.data) {
                s.m.bias.push_back(raw_of<typename A::b_format>(v));
            }
        }
    } else {
        s.weight.assign(std::begin(own.weight.data), std::end(own.weight.data));
        if constexpr (HasBias<P>) {
            s.bias.assign(std::begin(own.bias.data), std::end(own.bias.data));
        }
        if constexpr (HasStatistics<P>) {
            s.mean.assign(std::begin(own.running_mean.data), std::end(own.running_mean.data));
            s.variance.assign(std::begin(own.running_var.data), std::end(own.running_var.data));
        }
    }
}

template <class Net, std::size_t I>
void run_node_of(void const* p, workspace& w) {
    run_node<Net, I>(*static_cast<parameters<Net> const*>(p), w);
}

template <class Net, std::size_t I>
node_source source_of(parameters<Net> const& p, isa::tier t) {
    using namespace kernels;
    constexpr node_work w = plan_of<Net>.of[I];
    node_source s;
    s.run_node = &run_node_of<Net, I>;
    s.x = formats_of<Net>(I).x;
    s.after = chain_of<Net>(w, I);
    if constexpr (w.kind == work::gemm || w.kind == work::conv) {
        s.choice = choices_of<Net, I>(t);
        using end = decltype(end_of_node<Net, I>());
        s.to_float = std::is_same_v<end, end_float>;
        s.folded = std::is_same_v<end, end_plain> || std::is_same_v<end, end_even>;
    } else if constexpr (kernels::detail::is_float_work(w.kind)) {
        constexpr bool relu =
            rows_of<Net>()[I].layer->op == op_id<op::relu> || chain_has_relu(chain_of<Net>(w, I));
        s.relu = relu;
        if constexpr (w.kind == work::gemm_float || w.kind == work::conv_float) {
            s.choice.s16 = gemm_f32_for<relu>(t);
        }
    }
    if constexpr (w.kind == work::pool) {
        s.lane = kernels::detail::mean_of(*rows_of<Net>()[I].layer, formats_of<Net>(I),
                                          facts_of<Net>().inputs(I)[0]);
    }
    s.m.x = formats_of<Net>(I).x;
    using own_type = std::remove_cvref_t<decltype(widthwise::get<I>(p))>;
    if constexpr (HasWeight<own_type> && w.kind != work::specification) {
        node_formats const f = formats_of<Net>(I);
        s.m.w = f.weight;
        s.m.b = f.bias;
        s.m.accum = f.accum;
        s.m.stepwise = f.stepwise;
        read_source(s, widthwise::get<I>(p), arithmetic_of<Net, I>{});
    }
    return s;
}

/// One node by the layer's own forward, the specification: sample by sample through the workspace.
struct specification_step {
    struct edge {
        kernels::slot at;
        edge_format format;
        std::size_t node;
    };
    void const* parameters = nullptr;
    void (*run_node)(void const* parameters, workspace&) = nullptr;
    std::vector<edge> in;
    edge out;
};

/// Cells to the storage of a node's values, and back.
inline void unpack(kernels::slot const& s, edge_format const& f, std::byte const* from,
                   std::byte* to) {
    if (f.kind == format_kind::float32) {
        std::memcpy(to, from, s.elements * sizeof(float));
        return;
    }
    std::size_t const bytes = f.width <= 8 ? 1 : f.width <= 16 ? 2 : f.width <= 32 ? 4 : 8;
    for (std::size_t i = 0; i < s.elements; ++i) {
        std::int64_t const raw =
            kernels::portable::read_cell(s.kind, s.offset, from + i * kernels::bytes_of(s.kind));
        std::memcpy(to + i * bytes, &raw, bytes); // little-endian, as io/dtype.hpp asserts
    }
}
inline void pack_cells(kernels::slot const& s, edge_format const& f, std::byte const* from,
                       std::byte* to) {
    if (f.kind == format_kind::float32) {
        std::memcpy(to, from, s.elements * sizeof(float));
        return;
    }
    for (std::size_t i = 0; i < s.elements; ++i) {
        kernels::portable::write_cell(s.kind, s.offset, raw_at(from, i, f),
                                      to + i * kernels::bytes_of(s.kind));
    }
}

inline void run_specification(void const* data, kernels::context const& c) {
    auto const& s = *static_cast<specification_step const*>(data);
    workspace& w = *static_cast<workspace*>(c.scratch);
    for (int sample = 0; sample < c.samples; ++sample) {
        std::size_t const row = static_cast<std::size_t>(sample);
        for (auto const& e : s.in) {
            unpack(e.at, e.format, c.arena + e.at.at + row * e.at.stride,
                   w.node<std::byte>(e.node));
        }
        s.run_node(s.parameters, w);
        pack_cells(s.out.at, s.out.format, w.node<std::byte>(s.out.node),
                   c.arena + s.out.at.at + row * s.out.at.stride);
    }
}

/// How an edge that several nodes may read is kept.
inline kernels::cell plain_cell(edge_format const& f) {
    int const width = f.width + (f.sign ? 0 : 1);
    return f.kind == format_kind::float32 ? kernels::cell::f32
           : width <= 16                  ? kernels::cell::s16
           : width <= 32                  ? kernels::cell::s32
                                          : kernels::cell::s64;
}

} // namespace widthwise::detail
