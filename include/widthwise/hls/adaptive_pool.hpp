// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/pool.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Has every window along one axis so many taps?
constexpr bool all_segments(int taps, int extent, int outputs, bool padded) {
    for (int i = 0; i < outputs; ++i) {
        if (widthwise::detail::adaptive_segment(i, extent, outputs, padded).divisor != taps) {
            return false;
        }
    }
    return true;
}
} // namespace detail

/// y[c, i, j] = mean of x[c, h0..h1, w0..w1]; a divider is built where windows differ in size.
template <>
struct engine<op::adaptive_avg_pool2d> {
    static constexpr bool exists = true;

    template <class Context, class X, std::size_t Elements, class Parameters, class Y,
              std::size_t Results>
    static void run(X const (&x)[Elements], Parameters const&, Y (&y)[Results]) {
        constexpr shape in = Context::in(0), out = Context::out();
        constexpr bool padded = Context::attribute(2) != 0;
        constexpr int x_banks = Context::template x_banks<0>();
        constexpr int y_banks = Context::y_banks();
        WIDTHWISE_HLS_PARTITION_CYCLIC(x, x_banks)
        WIDTHWISE_HLS_PARTITION_CYCLIC(y, y_banks)
        static_cast<void>(x_banks), static_cast<void>(y_banks);
        constexpr int taps_h = widthwise::detail::longest_segment(in.dim[1], out.dim[1], padded);
        constexpr int taps_w = widthwise::detail::longest_segment(in.dim[2], out.dim[2], padded);
        constexpr bool same = detail::all_segments(taps_h, in.dim[1], out.dim[1], padded) &&
                              detail::all_segments(taps_w, in.dim[2], out.dim[2], padded);
        using each = detail::mean_over<Context, taps_h * taps_w, same ? taps_h * taps_w : 0>;
        WIDTHWISE_HLS_LABEL(adaptive_rows)
        for (int h = 0; h < out.dim[1]; ++h) {
            WIDTHWISE_HLS_LABEL(adaptive_columns)
            for (int w = 0; w < out.dim[2]; ++w) {
                detail::pool_window<Context, each, taps_h, taps_w>::run(
                    x, y, h, w,
                    widthwise::detail::adaptive_segment(h, in.dim[1], out.dim[1], padded),
                    widthwise::detail::adaptive_segment(w, in.dim[2], out.dim[2], padded));
            }
        }
    }
};

} // namespace hls
} // namespace widthwise
