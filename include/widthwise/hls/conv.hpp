// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/linear.hpp>
#include <widthwise/layers/conv.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Where a term of a convolution's sum reads: counters, for a division is hardware.
struct tap {
    int channel, row, column;

    void next(int rows, int columns) {
        bool const line = column + 1 == columns, plane = line && row + 1 == rows;
        column = line ? 0 : column + 1;
        row = plane ? 0 : line ? row + 1 : row;
        channel = plane ? channel + 1 : channel;
    }
};

/// y[o, h, w] = store(b[o] + sum over c, i, j of W[o, c, i, j] x[c, ..., ...]), several terms of
/// several output channels in one cycle; terms outside x are left out.
struct conv_engine {
    static constexpr bool exists = true;

    template <class Context, class X, std::size_t Elements, class Parameters, class Y,
              std::size_t Results>
    static void run(X const (&x)[Elements], Parameters const& p, Y (&y)[Results]) {
        constexpr shape out = as_image(Context::out());
        constexpr int groups = Context::attribute(10);
        constexpr int x_banks = Context::template x_banks<0>(), y_banks = Context::y_banks();
        constexpr int size = static_cast<int>(sizeof(p.weight.data) / sizeof(p.weight.data[0]));
        constexpr int weight_blocks = Context::weight_blocks(size);
        auto const& weight = p.weight.data;
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        WIDTHWISE_HLS_RESHAPE_BLOCK(weight, weight_blocks)
        static_cast<void>(x_banks), static_cast<void>(y_banks), static_cast<void>(weight_blocks);
        static_cast<void>(weight);
        WIDTHWISE_HLS_LABEL(conv_rows)
        for (int h = 0; h < out.dim[1]; ++h) {
            WIDTHWISE_HLS_LABEL(conv_columns)
            for (int w = 0; w < out.dim[2]; ++w) {
                WIDTHWISE_HLS_LABEL(conv_groups)
                for (int group = 0; group < groups; ++group) {
                    pixel<Context>(x, p, y, group, h, w);
                }
            }
        }
    }

private:
    template <class Context, class X, std::size_t Elements, class Parameters, class Y,
              std::size_t Results>
    static void pixel(X const (&x)[Elements], Parameters const& p, Y (&y)[Results], int group,
                      int h, int w) {
        WIDTHWISE_HLS_INLINE
        using unit = typename Context::unit;
        constexpr shape out = as_image(Context::out());
        constexpr int in_channels = Context::attribute(0) / Context::attribute(10);
        constexpr int channels = Context::attribute(1) / Context::attribute(10);
        constexpr int length = in_channels * window_of(Context::layer()).taps();
        constexpr int terms = Context::terms(length), lanes = Context::lanes(channels);
        constexpr int blocks = (channels + lanes - 1) / lanes;
        WIDTHWISE_HLS_LABEL(conv_outputs)
        for (int block = 0; block < blocks; ++block) {
            WIDTHWISE_HLS_BEFORE_REGISTERS
            typename unit::accumulator sum[static_cast<std::size_t>(lanes)];
            WIDTHWISE_HLS_PARTITION(sum)
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                int const o = lane * blocks + block;
                sum[lane] = o < channels ? detail::start_sum<Context>(p, group * channels + o)
                                         : unit::zero();
            }
            tap at = {0, 0, 0};
            WIDTHWISE_HLS_BEFORE_PIPELINE(1)
            WIDTHWISE_HLS_LABEL(conv_terms)
            for (int k = 0; k < length; k += terms) {
                WIDTHWISE_HLS_PIPELINE(1)
                WIDTHWISE_HLS_BEFORE_UNROLL
                for (int term = 0; term < terms; ++term) {
                    WIDTHWISE_HLS_UNROLL
                    if (k + term < length) {
                        add_term<Context, blocks>(x, p, sum, at, group * in_channels + at.channel,
                                                  group * channels, block, k + term, h, w,
                                                  channels);
                    }
                    at.next(Context::attribute(2), Context::attribute(3));
                }
            }
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                int const in_group = lane * blocks + block;
                if (in_group < channels) {
                    int const o = group * channels + in_group;
                    y[(o * out.dim[1] + h) * out.dim[2] + w] =
                        Context::keep(unit::store(sum[lane]));
                }
            }
        }
    }
    /// Term k of the sums of outputs block, Blocks + block, ... of a group: one x, a weight for
    /// each. A lane has outputs that follow one another, as linear's.
    template <class Context, int Blocks, std::size_t Lanes, class X, std::size_t Elements,
              class Parameters>
    static void add_term(X const (&x)[Elements], Parameters const& p,
                         typename Context::unit::accumulator (&sum)[Lanes], tap const& at,
                         int channel, int first, int block, int k, int h, int w, int outputs) {
        WIDTHWISE_HLS_INLINE
        constexpr shape in = as_image(Context::in(0));
        constexpr int length = static_cast<int>(sizeof(p.weight.data) / sizeof(p.weight.data[0])) /
                               Context::attribute(1);
        int const row =
            h * Context::attribute(4) + at.row * Context::attribute(8) - Context::attribute(6);
        int const column =
            w * Context::attribute(5) + at.column * Context::attribute(9) - Context::attribute(7);
        if (row < 0 || row >= in.dim[1] || column < 0 || column >= in.dim[2]) {
            return;
        }
        typename Context::x const v =
            Context::template read<0>(x[(channel * in.dim[1] + row) * in.dim[2] + column]);
        WIDTHWISE_HLS_BEFORE_UNROLL
        for (int lane = 0; lane < static_cast<int>(Lanes); ++lane) {
            WIDTHWISE_HLS_UNROLL
            int const o = lane * Blocks + block;
            if (o < outputs) {
                Context::unit::multiply(
                    sum[lane], Context::weight(p.weight.data[(first + o) * length + k]), v);
            }
        }
    }
};
} // namespace detail

template <>
struct engine<op::conv1d> : detail::conv_engine {};
template <>
struct engine<op::conv2d> : detail::conv_engine {};

} // namespace hls
} // namespace widthwise
