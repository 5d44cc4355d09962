// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <widthwise/kernels/gemm_step.hpp>
#include <widthwise/layers/conv.hpp>

namespace widthwise::kernels {

/// y[o, pixel] = b[o] + sum over kernel rows of w[o, row] . x[pixel, row]: channels lie side by
/// side in a border of zeros, so that what a kernel row reads is one run of kernel width * channels
/// cells, and nothing is copied per pixel. Runs are taps where a row is no run: with groups, and
/// with dilation along the width.
struct conv_shape {
    window win{};
    int channels = 0, height = 0, width = 0; ///< of x, without its border
    int out_height = 0, out_width = 0;
    int groups = 1;
    bool by_taps = false;

    int padded_height() const { return height + 2 * win.padding[0]; }
    int padded_width() const { return width + 2 * win.padding[1]; }
    int segments() const { return by_taps ? win.taps() : win.kernel[0]; }
    /// Elements from one line of x to the next.
    std::ptrdiff_t line() const { return std::ptrdiff_t{padded_width()} * channels; }
};
inline conv_shape conv_shape_of(layer_row const& l, shape const& in, shape const& out) {
    shape const x = as_image(in), y = as_image(out);
    conv_shape s;
    s.win = window{{1, 1}, {1, 1}, {0, 0}, {1, 1}};
    s.channels = x.dim[0];
    s.height = x.dim[1];
    s.width = x.dim[2];
    s.out_height = y.dim[1];
    s.out_width = y.dim[2];
    if (is_conv(l)) {
        s.win = window_of(l);
        s.groups = l.attr[10];
    }
    s.by_taps = s.groups > 1 || (s.win.dilation[1] > 1 && s.win.kernel[1] > 1);
    return s;
}

/// [Out, In / Groups, taps] to [Out, taps, In / Groups].
template <class T>
void channels_innermost(std::vector<T>& weight, int outputs, int channels, int taps) {
    std::vector<T> const from = weight;
    for (std::size_t o = 0; o < static_cast<std::size_t>(outputs); ++o) {
        for (int c = 0; c < channels; ++c) {
            for (int tap = 0; tap < taps; ++tap) {
                std::size_t const run = o * static_cast<std::size_t>(channels * taps);
                weight[run + static_cast<std::size_t>(tap * channels + c)] =
                    from[run + static_cast<std::size_t>(c * taps + tap)];
            }
        }
    }
}
/// The order in which the specification sums: channel by channel.
inline std::vector<int> order_of_terms(int channels, int taps) {
    std::vector<int> order;
    for (int k = 0; k < channels * taps; ++k) {
        order.push_back(k % taps * channels + k / taps);
    }
    return order;
}

/// The border that a convolution's operand stands in.
inline void frame(slot& s, conv_shape const& c) {
    std::size_t const size = bytes_of(s.kind), line = static_cast<std::size_t>(c.line());
    std::size_t const slack = 64; // whole vectors may be read past the last pixel
    std::size_t const all = line * static_cast<std::size_t>(c.padded_height()) + slack;
    s.stride = (all + 63) / 64 * 64 * size;
    s.border = (static_cast<std::size_t>(c.win.padding[0]) * line +
                static_cast<std::size_t>(c.win.padding[1] * c.channels)) *
               size;
    if (c.win.padding[1] > 0) {
        s.lines = c.height;
        s.line_stride = line * size;
    }
}

/// Where each pixel and each segment reads, and each line of pixels is written. g.from, g.to and
/// g.m are known. first: channels of x before those that are read.
inline void place_conv(gemm_step& g, conv_shape const& c, int out_channels, int first) {
    std::ptrdiff_t const size = static_cast<std::ptrdiff_t>(bytes_of(g.from.kind));
    std::ptrdiff_t const out_size = static_cast<std::ptrdiff_t>(bytes_of(g.to.kind));
    g.from.at += static_cast<std::size_t>(first * size) - g.from.border;
    g.task.outputs = g.m.outputs;
    g.task.writable = g.m.outputs;
    g.sample_bytes = static_cast<std::ptrdiff_t>(g.to.stride);
    g.task.segment_bytes = c.win.dilation[0] * c.line() * size;
    if (c.by_taps) {
        for (int tap = 0; tap < c.win.taps(); ++tap) {
            g.segment_offset.push_back((tap / c.win.kernel[1] * c.win.dilation[0] * c.line() +
                                        tap % c.win.kernel[1] * c.win.dilation[1] * c.channels) *
                                       size);
        }
    }
    if (c.out_height * c.out_width == 1) { // samples are the rows
        g.task.row_bytes = static_cast<std::ptrdiff_t>(g.from.stride);
        g.task.out_bytes = g.sample_bytes;
        return;
    }
    g.task.out_bytes = out_channels * out_size;
    bool const apart = g.to.lines > 1;
    g.lines = apart ? c.out_height : 1;
    g.rows = apart ? c.out_width : c.out_height * c.out_width;
    g.line_bytes = c.win.stride[0] * c.line() * size;
    g.out_line_bytes = static_cast<std::ptrdiff_t>(g.to.line_stride);
    for (int row = 0; row < g.rows; ++row) {
        g.row_offset.push_back(
            static_cast<std::int32_t>(row / c.out_width * g.line_bytes +
                                      row % c.out_width * c.win.stride[1] * c.channels * size));
    }
}

} // namespace widthwise::kernels
