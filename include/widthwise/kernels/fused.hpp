// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include <widthwise/kernels/chain_ends.hpp>
#include <widthwise/kernels/gemm_step.hpp>

namespace widthwise::kernels {

/// A chain of small products, sample by sample in one function: what begins and ends a kernel costs
/// one row as much as its products.
struct fused_step {
    chain_ends ends;
    fused_function kernel = nullptr;
    std::size_t half = 0;                 ///< bytes of a row between two layers
    std::vector<gemm_task const*> layers; ///< of the steps that run many rows
};

/// The functions that sum as g's kernel does, or nulls; g is packed already.
struct fused_kinds {
    fused_function own = nullptr;
    fused_function any = nullptr; ///< of bytes, whose proof every such product has
};
inline fused_kinds fused_kinds_of(gemm_step const& g, gemm_choice const& choice) {
    if (g.rows != 1 || g.lines != 1 || g.packed_bits != 0 || g.planes != 0) {
        return {};
    }
    if (needs_steps(g.m)) {
        return {g.kernel == choice.steps ? choice.fused_steps : nullptr, nullptr};
    }
    if (g.in == cell::s16) {
        return {choice.fused_s16, nullptr};
    }
    return {g.proof == depth::all ? choice.fused_all : choice.fused_each, choice.fused_each};
}
/// The one that does for both, or null.
inline fused_kinds common(fused_kinds const& a, fused_kinds const& b) {
    fused_function const any = a.any == b.any ? a.any : nullptr;
    return {a.own == b.own ? a.own : any, any};
}

/// Runs a chain over all samples of a chunk.
inline void run_fused(void const* data, context const& c) {
    fused_step const& f = *static_cast<fused_step const*>(data);
    chain_ends const& e = f.ends;
    fused_task t;
    t.layers = f.layers.data();
    t.count = static_cast<int>(f.layers.size());
    t.half = f.half;
    std::byte* const room = c.arena + e.room;
    for (int sample = 0; sample < c.samples; ++sample) {
        std::byte const* x = room;
        if (e.encoder != nullptr) {
            e.encoder(e.encode, reinterpret_cast<std::byte const*>(e.floats(c, sample)), room, 1);
        } else {
            x = e.cells(c, sample);
        }
        f.kernel(t, x, e.y(c, sample), room);
    }
}

} // namespace widthwise::kernels
