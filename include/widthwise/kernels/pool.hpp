// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

#include <widthwise/kernels/lane.hpp>
#include <widthwise/kernels/conv.hpp>
#include <widthwise/kernels/lower.hpp>
#include <widthwise/kernels/portable.hpp>
#include <widthwise/layers/adaptive_pool.hpp>

namespace widthwise::kernels {

/// Maxima and means of windows, of integers (y = chain(max x) or chain(sum x / n), exact) or as
/// floats (the specification's own sums in double, rounded once). Padding is never chosen, and
/// counts as zeros in a mean's n.
struct pool_step {
    bool mean = false;
    bool relu = false; ///< floats: max(y, 0)
    format_row x{};    ///< of an operand; y is float where `to` is
    detail::mean_lane lane{};
    chain after;
    slot from, to;
    std::vector<pool_window> windows;
    pool_task task;
    pool_function kernel = nullptr;
};

/// The windows of a pooling layer, in the order of its pixels.
inline std::vector<pool_window> windows_of(layer_row const& l, shape const& in, shape const& out) {
    shape const x = as_image(in), y = as_image(out);
    std::vector<pool_window> all;
    for (int oh = 0; oh < y.dim[1]; ++oh) {
        for (int ow = 0; ow < y.dim[2]; ++ow) {
            pool_window w;
            if (l.op == op_id<op::adaptive_avg_pool2d>) {
                bool const padded = l.attr[2] != 0;
                auto const h = widthwise::detail::adaptive_segment(oh, x.dim[1], y.dim[1], padded);
                auto const v = widthwise::detail::adaptive_segment(ow, x.dim[2], y.dim[2], padded);
                w = pool_window{h.first, h.last, v.first, v.last, h.divisor * v.divisor};
            } else {
                window const win = window_of(l);
                int const top = win.position(0, oh, 0), left = win.position(1, ow, 0);
                w.top = std::max(top, 0);
                w.bottom = std::min(top + win.kernel[0], x.dim[1]);
                w.left = std::max(left, 0);
                w.right = std::min(left + win.kernel[1], x.dim[2]);
                w.divisor = win.taps();
            }
            all.push_back(w);
        }
    }
    return all;
}

/// Everything but the kernel is known: chooses it, or none where 32-bit lanes do not suffice.
inline void prepare(pool_step& p, shape const& in, shape const& out, isa::tier t) {
    shape const x = as_image(in), y = as_image(out);
    pool_task& k = p.task;
    k.in = p.from.kind;
    k.in_offset = p.from.offset;
    k.channels = x.dim[0];
    k.pixel_bytes = k.channels * static_cast<std::ptrdiff_t>(bytes_of(k.in));
    k.line_bytes = k.pixel_bytes * x.dim[2];
    k.out_pixel_bytes = k.channels * static_cast<std::ptrdiff_t>(bytes_of(p.to.kind));
    k.out_width = y.dim[2];
    k.out_line_bytes = p.to.lines > 1 ? static_cast<std::ptrdiff_t>(p.to.line_stride)
                                      : k.out_pixel_bytes * k.out_width;
    k.pixels = y.dim[1] * y.dim[2];
    k.divides = p.lane.divides;
    k.up = p.lane.up;
    if (p.to.kind == cell::f32 || p.to.kind == cell::s64 || p.from.kind == cell::s64) {
        return;
    }
    std::int64_t most = 1;
    for (pool_window const& w : p.windows) {
        most = std::max<std::int64_t>(most, w.taps());
    }
    reach const r = reach_of(p.x);
    lowered const l = lower(p.after, p.mean ? detail::mean_reach(r, p.lane, most) : r);
    if (l.possible) {
        k.end = l.end;
        k.end.out = p.to.kind;
        k.end.offset = p.to.offset;
        p.kernel = p.mean ? pool_for<true>(t) : pool_for<false>(t);
    }
}

namespace portable {
/// One output of integers.
inline void pool_value(pool_step const& p, pool_window const& win, std::byte const* x,
                       std::byte* y) {
    pool_task const& k = p.task;
    wide sum{};
    bool any = false;
    for (int h = win.top; h < win.bottom; ++h) {
        for (int w = win.left; w < win.right; ++w, any = true) {
            wide const v(read_cell(k.in, k.in_offset, x + h * k.line_bytes + w * k.pixel_bytes));
            sum = p.mean ? sum + v : !any || sum < v ? v : sum;
        }
    }
    int frac = matrix::frac_of(p.x);
    if (p.mean) {
        frac += p.lane.up;
        sum = p.lane.divides ? divide_with_sticky(sum, win.divisor, p.lane.up) : sum;
    }
    store(p.to, follow(p.after, sum, frac), frac, y);
}
/// One output of floats, from floats or integers.
inline float pool_float_value(pool_step const& p, pool_window const& win, std::byte const* x) {
    pool_task const& k = p.task;
    double sum = 0;
    float best = 0;
    bool any = false;
    for (int h = win.top; h < win.bottom; ++h) {
        for (int w = win.left; w < win.right; ++w, any = true) {
            std::byte const* const from = x + h * k.line_bytes + w * k.pixel_bytes;
            if (!is_float(p.x)) {
                sum += static_cast<double>(read_cell(k.in, k.in_offset, from)) * exp2i(-p.x.frac);
                continue;
            }
            float v;
            std::memcpy(&v, from, sizeof v);
            sum += static_cast<double>(v);
            bool const keeps = any && (best != best || v <= best); // the first NaN wins
            best = keeps ? best : v;
        }
    }
    float const y = p.mean ? to_float(sum / static_cast<double>(win.divisor)) : best;
    return p.relu && y < 0 ? 0.0f : y;
}
} // namespace portable

inline void run_pool(void const* data, context const& c) {
    pool_step const& p = *static_cast<pool_step const*>(data);
    pool_task const& k = p.task;
    std::size_t const in_size = bytes_of(k.in), out_size = bytes_of(p.to.kind);
    for (int s = 0; s < c.samples; ++s) {
        std::byte const* const x =
            c.arena + p.from.at + static_cast<std::size_t>(s) * p.from.stride;
        std::byte* const y = c.arena + p.to.at + static_cast<std::size_t>(s) * p.to.stride;
        if (p.kernel != nullptr) {
            p.kernel(k, x, y);
            continue;
        }
        for (int pixel = 0; pixel < k.pixels; ++pixel) {
            std::byte* to = y + pixel / k.out_width * k.out_line_bytes +
                            pixel % k.out_width * k.out_pixel_bytes;
            std::byte const* from = x;
            pool_window const& win = p.windows[static_cast<std::size_t>(pixel)];
            for (int channel = 0; channel < k.channels;
                 ++channel, to += out_size, from += in_size) {
                if (p.to.kind == cell::f32) {
                    portable::write_float(portable::pool_float_value(p, win, from), to);
                } else {
                    portable::pool_value(p, win, from, to);
                }
            }
        }
    }
}

} // namespace widthwise::kernels
