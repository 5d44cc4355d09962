// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <widthwise/train/adaptive_pool.hpp>
#include <widthwise/train/batch_norm.hpp>
#include <widthwise/train/batch_state.hpp>
#include <widthwise/train/concat.hpp>
#include <widthwise/train/conv.hpp>
#include <widthwise/train/elementwise.hpp>
#include <widthwise/train/fake_quantize.hpp>
#include <widthwise/train/linear.hpp>
#include <widthwise/train/pool.hpp>
#include <widthwise/train/relu.hpp>
#include <widthwise/train/reshape.hpp>
#include <widthwise/train/transcendental.hpp>

namespace widthwise::train::detail {

/// Node I of a training step: the operands it really computes with, and where its gradients go.
template <class Net, class Formats, std::size_t I>
struct batch_step {
    using item = type_at<nodes_of<Net>, I>;
    using op_type = typename item::layer::op_type;
    static constexpr auto count = static_cast<std::size_t>(facts_of<Net>().inputs(I).count);
    static constexpr bool casts_x = !std::is_same_v<typename Formats::x, f32>;
    template <class Own>
    static constexpr bool has_weight = requires(Own& own) {
        own.weight;
    };
    template <class Own>
    static constexpr bool has_bias = requires(Own& own) {
        own.bias;
    };
    template <class Own>
    static constexpr bool normalizes = requires(Own& own) {
        own.running_mean;
    };

    batch_state<Net>& state;
    node_state& mine = state.nodes[I];
    operands in = facts_of<Net>().inputs(I);
    std::array<float const*, count> x{};
    std::array<float*, count> dx{};

    node_state& source(std::size_t k) { return state.nodes[static_cast<std::size_t>(in.edge[k])]; }
    /// A weight or bias in its format: the cast copy, made once a step.
    template <class Format, class Tensor>
    static float const* cast(Tensor& values, Tensor& copy, bool refresh) {
        if constexpr (std::is_same_v<Format, f32>) {
            return values.data;
        } else {
            shape const s = Tensor::extent();
            if (refresh) {
                fake_quantize<Format>(values.data, copy.data, s.dim, s.rank);
            }
            return copy.data;
        }
    }
    node_batch view(bool forward) {
        auto& own = widthwise::get<I>(state.values);
        auto& gradient = widthwise::get<I>(state.gradients);
        auto& copy = widthwise::get<I>(state.cast);
        using own_type = std::remove_reference_t<decltype(own)>;
        node_batch v{rows_of<Net>()[I].layer, in,       &facts_of<Net>().out[I], state.samples,
                     state.training,          x.data(), mine.value.data(),       dx.data(),
                     mine.gradient.data()};
        if constexpr (normalizes<own_type>) {
            v.weight = {own.weight.data, gradient.weight.data};
            v.bias = {own.bias.data, gradient.bias.data};
            v.mean = own.running_mean.data;
            v.variance = own.running_var.data;
        } else {
            if constexpr (has_weight<own_type>) {
                v.weight = {cast<typename Formats::w>(own.weight, copy.weight, forward),
                            gradient.weight.data};
            }
            if constexpr (has_bias<own_type>) {
                v.bias = {cast<typename Formats::b>(own.bias, copy.bias, forward),
                          gradient.bias.data};
            }
        }
        v.saved = &mine.saved;
        v.numbers = &state.numbers;
        return v;
    }
    void forward_step() {
        for (std::size_t k = 0; k < count; ++k) {
            x[k] = source(k).value.data();
            if constexpr (casts_x) {
                mine.operand[k].resize(source(k).value.size());
                fake_quantize_batch<typename Formats::x>(x[k], mine.operand[k].data(),
                                                         in[static_cast<int>(k)], state.samples);
                x[k] = mine.operand[k].data();
            }
        }
        forward(op_type{}, view(true));
        if constexpr (!std::is_same_v<typename Formats::y, f32>) {
            fake_quantize_batch<typename Formats::y>(mine.value.data(), mine.value.data(),
                                                     facts_of<Net>().out[I], state.samples);
        }
    }
    void backward_step() {
        std::array<std::vector<float>, count> through{};
        for (std::size_t k = 0; k < count; ++k) {
            bool const wanted = !source(k).gradient.empty();
            x[k] = casts_x ? mine.operand[k].data() : source(k).value.data();
            dx[k] = wanted ? source(k).gradient.data() : nullptr;
            if (casts_x && wanted) {
                through[k].assign(source(k).gradient.size(), 0);
                dx[k] = through[k].data();
            }
        }
        backward(op_type{}, view(false));
        for (std::size_t k = 0; k < count; ++k) {
            add_straight_through<typename Formats::x>(source(k).value.data(), through[k].data(),
                                                      source(k).gradient.data(), through[k].size());
        }
        through_parameters();
    }
    /// dL/dw = dL/dw' through the cast; gradients were zero before this node added its own.
    void through_parameters() {
        auto& own = widthwise::get<I>(state.values);
        auto& gradient = widthwise::get<I>(state.gradients);
        using own_type = std::remove_reference_t<decltype(own)>;
        if constexpr (has_weight<own_type> && !normalizes<own_type>) {
            through<typename Formats::w>(own.weight, gradient.weight);
        }
        if constexpr (has_bias<own_type> && !normalizes<own_type>) {
            through<typename Formats::b>(own.bias, gradient.bias);
        }
    }
    template <class Format, class Tensor>
    static void through(Tensor const& values, Tensor& gradient) {
        for (std::size_t i = 0; i < Tensor::size(); ++i) {
            gradient.data[i] = straight_through<Format>(values.data[i], gradient.data[i]);
        }
    }
};

template <class Net, class Quantized, std::size_t I, bool Forward>
void run_batch(batch_state<Net>& state) {
    using item = type_at<nodes_of<Net>, I>;
    using op_type = typename item::layer::op_type;
    constexpr fx_kind kind = rows_of<Net>()[I].layer->kind;
    if constexpr (kind != fx_kind::placeholder && kind != fx_kind::output) {
        static_assert(sizeof(no_training_for<typename item::name, op_type>) != 0);
        if constexpr (Trainable<op_type>) {
            using formats = typename std::conditional_t<std::is_same_v<Net, Quantized>, no_casts,
                                                        casts_of<Quantized, I>>::type;
            batch_step<Net, formats, I> step{state};
            if constexpr (Forward) {
                step.forward_step();
            } else {
                step.backward_step();
            }
        }
    }
}

} // namespace widthwise::train::detail
