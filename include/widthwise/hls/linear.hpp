// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/context.hpp>
#include <widthwise/layers/linear.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// The accumulator of output o before the first product.
template <class Context, class W, class B, int Out, int... In>
typename Context::unit::accumulator start_sum(weight_and_bias<W, B, Out, In...> const& p, int o) {
    WIDTHWISE_HLS_INLINE
    auto const& bias = p.bias.data;
    WIDTHWISE_HLS_PARTITION(bias)
    return Context::unit::start(bias[o]);
}
template <class Context, class W, int Out, int... In>
typename Context::unit::accumulator start_sum(weight_only<W, Out, In...> const&, int) {
    return Context::unit::zero();
}
} // namespace detail

/// y[row, o] = store(b[o] + sum over i of W[o, i] x[row, i]). Each cycle takes Terms inputs of
/// Lanes outputs; a sum takes its products in input order, whatever the two are. A lane has outputs
/// that follow one another, so that its weights are one block of W.
template <>
struct engine<op::linear> {
    static constexpr bool exists = true;

    template <class Context, class X, std::size_t Elements, class Parameters, class Y,
              std::size_t Results>
    static void run(X const (&x)[Elements], Parameters const& p, Y (&y)[Results]) {
        using unit = typename Context::unit;
        constexpr int in = Context::attribute(0), out = Context::attribute(1);
        constexpr int rows = static_cast<int>(Elements) / in;
        constexpr int terms = Context::terms(in), lanes = Context::lanes(out);
        constexpr int blocks = (out + lanes - 1) / lanes;
        constexpr int x_banks = Context::template x_banks<0>(), y_banks = Context::y_banks();
        constexpr int weight_blocks = Context::weight_blocks(out * in);
        auto const& weight = p.weight.data;
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        WIDTHWISE_HLS_RESHAPE_BLOCK(weight, weight_blocks)
        static_cast<void>(x_banks), static_cast<void>(y_banks), static_cast<void>(weight_blocks);
        WIDTHWISE_HLS_LABEL(linear_rows)
        for (int row = 0; row < rows; ++row) {
            WIDTHWISE_HLS_LABEL(linear_outputs)
            for (int block = 0; block < blocks; ++block) {
                WIDTHWISE_HLS_BEFORE_REGISTERS
                typename unit::accumulator sum[static_cast<std::size_t>(lanes)];
                WIDTHWISE_HLS_PARTITION(sum)
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int lane = 0; lane < lanes; ++lane) {
                    WIDTHWISE_HLS_UNROLL
                    int const o = lane * blocks + block;
                    sum[lane] = o < out ? detail::start_sum<Context>(p, o) : unit::zero();
                }
                WIDTHWISE_HLS_BEFORE_PIPELINE(1)
                WIDTHWISE_HLS_LABEL(linear_inputs)
                for (int i = 0; i < in; i += terms) {
                    WIDTHWISE_HLS_PIPELINE(1)
                    WIDTHWISE_HLS_BEFORE_UNROLL
                    for (int term = 0; term < terms; ++term) {
                        WIDTHWISE_HLS_UNROLL
                        WIDTHWISE_HLS_BEFORE_UNROLL
                        for (int lane = 0; lane < lanes; ++lane) {
                            WIDTHWISE_HLS_UNROLL
                            int const at = i + term, o = lane * blocks + block;
                            if (at < in && o < out) {
                                unit::multiply(sum[lane], Context::weight(weight[o * in + at]),
                                               Context::template read<0>(x[row * in + at]));
                            }
                        }
                    }
                }
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int lane = 0; lane < lanes; ++lane) {
                    WIDTHWISE_HLS_UNROLL
                    int const o = lane * blocks + block;
                    if (o < out) {
                        y[row * out + o] = Context::keep(unit::store(sum[lane]));
                    }
                }
            }
        }
    }
};

} // namespace hls
} // namespace widthwise
