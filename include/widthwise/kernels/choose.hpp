// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <type_traits>

#include <widthwise/kernels/gemm_step.hpp>
#include <widthwise/kernels/plan.hpp>
#include <widthwise/kernels/stepwise.hpp>
#include <widthwise/kernels/wide.hpp>

namespace widthwise::kernels {

/// How the kernel that starts at node I ends, as far as its formats say.
template <class Net, std::size_t I>
constexpr auto end_of_node() {
    constexpr node_work w = plan_of<Net>.of[I];
    constexpr lowered l = lowered_by_type<Net>(w, I);
    constexpr stage s = l.end.stages > 0 ? l.end.stage_of[0] : stage{};
    constexpr bool constant =
        l.end.stages <= 1 && s.how == stage::fit::clamp && s.shift >= 0 && s.add_negative == 0;
    if constexpr (l.possible && detail::stores_floats(l.end) && w.to_output) {
        return end_float{};
    } else if constexpr (l.possible && constant && s.odd == 0) {
        return end_plain{};
    } else if constexpr (l.possible && constant) {
        return end_even{};
    } else {
        return end_general{};
    }
}

/// A cast to accum after every product may matter: by the formats alone it is not known not to.
constexpr bool may_need_steps(node_formats const& f) {
    return f.stepwise &&
           !(f.accum.over == overflow::wrap && f.accum.width <= 32 &&
             matrix::frac_of(f.x) + matrix::frac_of(f.weight) <= f.accum.frac &&
             matrix::frac_of(f.bias) <= f.accum.frac && (f.weight.sign || f.weight.width < 16));
}

/// Has the format values -1 and 1, and no 0?
constexpr bool is_bipolar(format_row const& x) { return x.kind == format_kind::binary && x.sign; }
/// Does the format hold nothing but -1, 0 and 1 units?
constexpr bool are_trits(format_row const& x) {
    return is_bipolar(x) || (x.kind == format_kind::fixed && x.width == 2 && x.sign &&
                             x.over == overflow::saturate_symmetric);
}
/// Does the layer meet zeros that are not of its input?
constexpr bool has_padding(layer_row const& l) {
    return l.op != op_id<op::linear> &&
           (window_of(l).padding[0] > 0 || window_of(l).padding[1] > 0);
}

/// The integer kernels of a node for a tier; the widths of its type decide which there are.
template <class Net, std::size_t I>
gemm_choice choices_of(isa::tier t) {
    using end = decltype(end_of_node<Net, I>());
    constexpr node_formats f = formats_of<Net>(I);
    constexpr layer_row const& layer = *rows_of<Net>()[I].layer;
    constexpr bool byte_weights = f.weight.width <= (f.weight.sign ? 8 : 7);
    gemm_choice c;
    // A bias of more fraction bits than the products: weights are shifted up to its units.
    constexpr bool finer = layer.has_bias && matrix::frac_of(f.bias) >
                                                 matrix::frac_of(f.x) + matrix::frac_of(f.weight);
    c.wide_weights = !byte_weights || finer;
    if constexpr (byte_weights && f.x.width <= 8) {
        // 255 * 8 * 16: eight groups fit 16 bits where no weight is beyond 8.
        constexpr bool narrow = f.weight.width <= (f.weight.sign ? 4 : 3);
        c.depth = narrow ? 8 : 4;
        c.exact_dot8 = has_exact_dot8(t);
        c.u8_all = gemm_for<dot_u8<0>, end>(t);
        c.u8_deep = gemm_for<dot_u8<narrow ? 8 : 4>, end>(t);
        // Pixels are many rows: planes are for them where one instruction counts bits.
        bool const planes = layer.op == op_id<op::linear> || !c.exact_dot8 || isa::has_popcnt512();
        if constexpr (f.x.width == 1 && f.weight.width == 1 &&
                      !(is_bipolar(f.x) && has_padding(layer))) {
            c.bits = planes ? gemm_for<dot_planes<1>, end>(t) : nullptr;
        } else if constexpr (are_trits(f.x) && f.weight.width <= 2) {
            c.trits = planes ? gemm_for<dot_planes<2>, end>(t) : nullptr;
        }
        if constexpr (narrow) {
            constexpr bool one = f.weight.width == 1, two = f.weight.width <= 2;
            c.u8_packed[0] = one ? gemm_for<dot_u8<8, one ? 1 : 4>, end>(t) : nullptr;
            c.u8_packed[1] = two ? gemm_for<dot_u8<8, two ? 2 : 4>, end>(t) : nullptr;
            c.u8_packed[2] = two ? nullptr : gemm_for<dot_u8<8, two ? 2 : 4>, end>(t);
        }
        if constexpr (!narrow || finer) {
            c.u8_two = gemm_for<dot_u8<2>, end>(t);
            c.u8_each = gemm_for<dot_u8<1>, end>(t);
        }
    }
    // Samples in lanes: where weights that are broadcast stay in the first-level cache.
    constexpr bool batched = layer.op == op_id<op::linear> &&
                             layer.attr[0] * layer.attr[1] <= batched_task::most_weights &&
                             !std::is_same_v<end, end_general>;
    if constexpr (batched && byte_weights && !finer && f.x.width <= 8) {
        c.batched_all = batched_for<dot_u8<0>, end>(t);
        c.batched_each = batched_for<dot_u8<1>, end>(t);
        c.fused_all = fused_for<dot_u8<0>>(t);
        c.fused_each = fused_for<dot_u8<1>>(t);
        if constexpr (std::is_same_v<end, end_even>) {
            c.batched_even = batched_for<dot_u8<1>, end_even_float>(t);
        }
        if constexpr (f.weight.width > 4) { // bytes of which nothing is proven: operands are words
            c.batched_s16 = batched_for<dot_s16<8>, end>(t);
        }
    } else if constexpr (batched && f.x.width <= 16 && f.weight.width <= 16) {
        c.batched_s16 = batched_for<dot_s16<16>, end>(t);
        c.fused_s16 = fused_for<dot_s16<byte_weights && !finer ? 8 : 16>>(t);
    }
    if constexpr (f.x.width <= 16 && f.weight.width <= 16 &&
                  (f.x.width > 8 || f.weight.width > 4 || finer)) {
        c.s16 = gemm_for<dot_s16<byte_weights && !finer ? 8 : 16>, end>(t);
    }
    c.wide_s16 = gemm_wide_for<true>(t);
    c.wide_s32 = gemm_wide_for<false>(t);
    if constexpr (may_need_steps(f)) {
        constexpr step_rule rule = step_rule_of(f.x, f.weight, f.accum);
        if constexpr (rule.s16) {
            c.steps = gemm_for<step_s16, end>(t);
            if constexpr (batched) {
                c.batched_steps = batched_for<step_s16, end>(t);
                c.fused_steps = fused_for<step_s16>(t);
            }
        } else if constexpr (rule.s32) {
            c.steps = gemm_for<step_s32<rule.round, rule.fit>, end>(t);
        }
    }
    return c;
}

} // namespace widthwise::kernels
