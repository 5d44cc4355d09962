// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/context.hpp>
#include <widthwise/layers/adaptive_pool.hpp> // segment
#include <widthwise/layers/pool.hpp>

namespace widthwise {
namespace hls {

namespace detail {
using widthwise::detail::segment;

/// The largest value of a window; a window holds one at least (padding is at most half of it).
template <class Context>
struct largest_of {
    using state = typename Context::x;
    static state start() {
        using format = typename Context::unit::x_format;
        constexpr format_row row = as_fixed<format>();
        return Context::carrier::template load<state>(static_cast<value_t<format>>(
            format::row().kind == format_kind::fixed ? min_raw(row.width, row.sign).low()
                                                     : (row.sign ? -1 : 0)));
    }
    static void take(state& best, typename Context::x const& v) {
        if (v > best) {
            best = v;
        }
    }
    static typename Context::y result(state const& best, int) {
        return Context::unit::store_input(best);
    }
};
template <class Context, int Terms, int Divisor>
struct mean_over {
    using mean = typename Context::unit::template mean_of<Terms, Divisor>;
    using state = typename mean::sum;
    static state start() { return Context::carrier::template load<state>(0); }
    static void take(state& sum, typename Context::x const& v) { sum += v; }
    static typename Context::y result(state const& sum, int n) { return mean::store(sum, n); }
};

/// The window [first, first + taps) of both axes, clipped to x; several channels in one cycle.
template <class Context, class Each, int TapsH, int TapsW>
struct pool_window {
    template <class X, std::size_t Elements, class Y, std::size_t Results>
    static void run(X const (&x)[Elements], Y (&y)[Results], int h, int w, segment const& rows,
                    segment const& columns) {
        WIDTHWISE_HLS_INLINE
        constexpr shape in = as_image(Context::in(0)), out = as_image(Context::out());
        constexpr int channels = out.dim[0], lanes = Context::elements(channels);
        WIDTHWISE_HLS_LABEL(pool_channels)
        for (int first = 0; first < channels; first += lanes) {
            WIDTHWISE_HLS_BEFORE_REGISTERS
            typename Each::state state[static_cast<std::size_t>(lanes)];
            WIDTHWISE_HLS_PARTITION(state)
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                state[lane] = Each::start();
            }
            WIDTHWISE_HLS_LABEL(pool_rows)
            for (int i = 0; i < TapsH; ++i) {
                WIDTHWISE_HLS_BEFORE_PIPELINE(1)
                WIDTHWISE_HLS_LABEL(pool_columns)
                for (int j = 0; j < TapsW; ++j) {
                    WIDTHWISE_HLS_PIPELINE(1)
                    int const row = rows.first + i, column = columns.first + j;
                    bool const inside =
                        row >= 0 && row < rows.last && column >= 0 && column < columns.last;
                    WIDTHWISE_HLS_BEFORE_UNROLL
                    for (int lane = 0; lane < lanes; ++lane) {
                        WIDTHWISE_HLS_UNROLL
                        if (inside && first + lane < channels) {
                            Each::take(
                                state[lane],
                                Context::template read<0>(
                                    x[((first + lane) * in.dim[1] + row) * in.dim[2] + column]));
                        }
                    }
                }
            }
            WIDTHWISE_HLS_BEFORE_UNROLL
            for (int lane = 0; lane < lanes; ++lane) {
                WIDTHWISE_HLS_UNROLL
                if (first + lane < channels) {
                    y[((first + lane) * out.dim[1] + h) * out.dim[2] + w] =
                        Context::keep(Each::result(state[lane], rows.divisor * columns.divisor));
                }
            }
        }
    }
};

template <class Context, bool Average>
struct pool_each {
    using type = largest_of<Context>;
};
template <class Context>
struct pool_each<Context, true> {
    static constexpr int taps = Context::attribute(2) * Context::attribute(3);
    using type = mean_over<Context, taps, taps>;
};

/// y[c, h, w] = the largest value, or the mean, of the window of x[c].
template <bool Average>
struct pool_engine {
    static constexpr bool exists = true;

    template <class Context, class X, std::size_t Elements, class Parameters, class Y,
              std::size_t Results>
    static void run(X const (&x)[Elements], Parameters const&, Y (&y)[Results]) {
        constexpr shape in = as_image(Context::in(0)), out = as_image(Context::out());
        constexpr window win = window_of(Context::layer());
        constexpr int x_banks = Context::template x_banks<0>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        static_cast<void>(x_banks), static_cast<void>(y_banks);
        using each = typename pool_each<Context, Average>::type;
        WIDTHWISE_HLS_LABEL(pool_output_rows)
        for (int h = 0; h < out.dim[1]; ++h) {
            WIDTHWISE_HLS_LABEL(pool_output_columns)
            for (int w = 0; w < out.dim[2]; ++w) {
                pool_window<Context, each, win.kernel[0], win.kernel[1]>::run(
                    x, y, h, w, segment{win.position(0, h, 0), in.dim[1], win.kernel[0]},
                    segment{win.position(1, w, 0), in.dim[2], win.kernel[1]});
            }
        }
    }
};
} // namespace detail

template <>
struct engine<op::max_pool1d> : detail::pool_engine<false> {};
template <>
struct engine<op::max_pool2d> : detail::pool_engine<false> {};
template <>
struct engine<op::avg_pool1d> : detail::pool_engine<true> {};
template <>
struct engine<op::avg_pool2d> : detail::pool_engine<true> {};

} // namespace hls
} // namespace widthwise
