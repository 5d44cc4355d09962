// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/linear.hpp>
#include <widthwise/layers/batch_norm.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// y[c, i] = store(b[c] + w[c] x[c, i]): BatchNorm as its quantized form stores it, several
/// channels in one cycle.
struct scaling_engine {
    static constexpr bool exists = true;

    template <class Context, class X, class Parameters, class Y, std::size_t N>
    static void run(X const (&x)[N], Parameters const& p, Y (&y)[N]) {
        using unit = typename Context::unit;
        constexpr int channels = Context::attribute(0), inner = static_cast<int>(N) / channels;
        constexpr int lanes = Context::elements(channels);
        constexpr int x_banks = Context::template x_banks<0>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        auto const& weight = p.weight.data;
        auto const& bias = p.bias.data;
        WIDTHWISE_HLS_PARTITION_CYCLIC(weight, lanes)
        WIDTHWISE_HLS_PARTITION_CYCLIC(bias, lanes)
        static_cast<void>(bias);
        static_cast<void>(x_banks), static_cast<void>(y_banks);
        WIDTHWISE_HLS_LABEL(norm_channels)
        for (int first = 0; first < channels; first += lanes) {
            WIDTHWISE_HLS_BEFORE_PIPELINE(1)
            WIDTHWISE_HLS_LABEL(norm_elements)
            for (int i = 0; i < inner; ++i) {
                WIDTHWISE_HLS_PIPELINE(1)
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int lane = 0; lane < lanes; ++lane) {
                    WIDTHWISE_HLS_UNROLL
                    int const c = first + lane;
                    if (c < channels) {
                        typename unit::accumulator sum = detail::start_sum<Context>(p, c);
                        unit::multiply(sum, Context::weight(weight[c]),
                                       Context::template read<0>(x[c * inner + i]));
                        y[c * inner + i] = Context::keep(unit::store(sum));
                    }
                }
            }
        }
    }
};
} // namespace detail

template <>
struct engine<op::batch_norm1d> : detail::scaling_engine {};
template <>
struct engine<op::batch_norm2d> : detail::scaling_engine {};

} // namespace hls
} // namespace widthwise
