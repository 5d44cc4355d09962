// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/layers/row.hpp>
#include <widthwise/tensor/shape.hpp>

namespace widthwise {

/// Two numbers, one per spatial axis: height, width.
template <int H, int W = H>
struct pair {
    static_assert(H >= 0 && W >= 0, "widthwise: extents, strides and paddings are not negative");
    static constexpr int h = H;
    static constexpr int w = W;
};

/// Where a sliding window reads: input row = out * stride + tap * dilation - padding, per axis.
struct window {
    int kernel[2];
    int stride[2];
    int padding[2];
    int dilation[2];

    /// floor((extent + 2 padding - dilation (kernel - 1) - 1) / stride) + 1; 0 or less: none.
    constexpr int outputs(int axis, int extent) const {
        int const span = dilation[axis] * (kernel[axis] - 1) + 1;
        int const room = extent + 2 * padding[axis] - span;
        return room < 0 ? 0 : room / stride[axis] + 1;
    }
    constexpr int position(int axis, int out, int tap) const {
        return out * stride[axis] + tap * dilation[axis] - padding[axis];
    }
    constexpr int taps() const { return kernel[0] * kernel[1]; }
};

/// A layer_row keeps its window in attr[2..9]; attr[0], attr[1] are the layer's own.
constexpr window window_of(layer_row const& r) {
    return window{{r.attr[2], r.attr[3]},
                  {r.attr[4], r.attr[5]},
                  {r.attr[6], r.attr[7]},
                  {r.attr[8], r.attr[9]}};
}
/// A base of the layers that slide a window, so that a wrong one stands in a message's first lines.
template <class Kernel, class Stride, class Padding, class Dilation>
struct sliding_window {
    static_assert(Kernel::h > 0 && Kernel::w > 0, "widthwise: a kernel has positive extents");
    static_assert(Stride::h > 0 && Stride::w > 0, "widthwise: a stride is positive");
    static_assert(Dilation::h > 0 && Dilation::w > 0, "widthwise: a dilation is positive");
};
template <class Kernel, class Stride, class Padding, class Dilation>
constexpr void set_window(layer_row& r) {
    static_assert(sizeof(sliding_window<Kernel, Stride, Padding, Dilation>) != 0, "");
    int const values[] = {Kernel::h,  Kernel::w,  Stride::h,   Stride::w,
                          Padding::h, Padding::w, Dilation::h, Dilation::w};
    for (int i = 0; i < 8; ++i) {
        r.attr[2 + i] = values[i];
    }
}

/// [C, L] read as [C, 1, L]: one-dimensional layers are the two-dimensional ones with height 1.
constexpr shape as_image(shape const& s) {
    return s.rank == 2 ? extents(s.dim[0], 1, s.dim[1]) : s;
}
constexpr shape image_like(shape const& like, int channels, int height, int width) {
    return like.rank == 2 ? extents(channels, width) : extents(channels, height, width);
}

/// The output shape of a window over [C, H, W] or [C, L] with a given number of output channels.
constexpr inferred infer_window(layer_row const& r, operands const& in, int rank, int channels) {
    if (in[0].rank != rank) {
        return fails(fault::rank_mismatch, in[0].rank, rank);
    }
    shape const s = as_image(in[0]);
    window const win = window_of(r);
    int out[2] = {win.outputs(0, s.dim[1]), win.outputs(1, s.dim[2])};
    for (int axis = 0; axis < 2; ++axis) {
        if (out[axis] < 1) {
            return fails(fault::empty_output, s.dim[1 + axis] + 2 * win.padding[axis],
                         win.dilation[axis] * (win.kernel[axis] - 1) + 1);
        }
    }
    return gives(image_like(in[0], channels, out[0], out[1]));
}

} // namespace widthwise
