// SPDX-License-Identifier: Apache-2.0
// Windows over channels that lie side by side: lanes hold channels.

/// floor(sum * 2^up / n), its last bit set where the division leaves a rest; lane by lane, as no
/// tier divides integers.
WIDTHWISE_TARGET inline ops::v divide_lanes(ops::v sum, int up, std::int32_t n) {
    std::int32_t lane[ops::lanes];
    ops::store(lane, sum);
    for (std::int32_t& v : lane) {
        std::int64_t const scaled = std::int64_t{v} * (std::int64_t{1} << up);
        std::int64_t const cut = scaled / n, rest = scaled % n;
        v = static_cast<std::int32_t>((cut - (rest < 0 ? 1 : 0)) | (rest != 0 ? 1 : 0));
    }
    return ops::load(static_cast<void const*>(lane));
}

template <bool Mean>
WIDTHWISE_TARGET void pool(pool_task const& t, std::byte const* x, std::byte* y) {
    std::size_t const size = bytes_of(t.in), out_size = bytes_of(t.end.out);
    for (int pixel = 0; pixel < t.pixels; ++pixel) {
        pool_window const& win = t.windows[pixel];
        std::byte* const to =
            y + pixel / t.out_width * t.out_line_bytes + pixel % t.out_width * t.out_pixel_bytes;
        ops::v const offset = ops::set(Mean ? t.in_offset * win.taps() : t.in_offset);
        for (int c = 0; c < t.channels; c += ops::lanes) {
            ops::v acc = Mean ? ops::zero() : ops::set(INT32_MIN);
            for (int h = win.top; h < win.bottom; ++h) {
                std::byte const* from = x + h * t.line_bytes + win.left * t.pixel_bytes +
                                        static_cast<std::size_t>(c) * size;
                for (int w = win.left; w < win.right; ++w, from += t.pixel_bytes) {
                    ops::v const in = ops::load_cells(t.in, from);
                    acc = Mean ? ops::add(acc, in) : ops::max(acc, in);
                }
            }
            acc = ops::sub(acc, offset);
            if (Mean && t.divides) {
                acc = divide_lanes(acc, t.up, win.divisor);
            }
            store_some(t.end.out, to + static_cast<std::size_t>(c) * out_size,
                       finish(end_general{}, acc, t.end), t.channels - c);
        }
    }
}
