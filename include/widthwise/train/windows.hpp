// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/layers/window.hpp>
#include <widthwise/train/node_batch.hpp>

namespace widthwise::train::detail {

/// The samples of one element.
template <class T>
T* row_of(T* rows, int row, std::size_t samples) {
    return rows + static_cast<std::size_t>(row) * samples;
}

/// f(channel, output element, tap, input position within its channel) for every tap of every
/// window that is not padding.
template <class F>
void each_tap(node_batch const& v, F&& f) {
    shape const from = as_image(v.in[0]), to = as_image(*v.out);
    window const win = window_of(*v.layer);
    int at = 0;
    for (int c = 0; c < to.dim[0]; ++c) {
        for (int oh = 0; oh < to.dim[1]; ++oh) {
            for (int ow = 0; ow < to.dim[2]; ++ow, ++at) {
                for (int tap = 0; tap < win.taps(); ++tap) {
                    int const h = win.position(0, oh, tap / win.kernel[1]);
                    int const w = win.position(1, ow, tap % win.kernel[1]);
                    if (h >= 0 && h < from.dim[1] && w >= 0 && w < from.dim[2]) {
                        f(c, at, tap, h * from.dim[2] + w);
                    }
                }
            }
        }
    }
}
inline int plane_of(shape const& s) { return s.dim[s.rank - 1] * (s.rank == 3 ? s.dim[1] : 1); }

} // namespace widthwise::train::detail
