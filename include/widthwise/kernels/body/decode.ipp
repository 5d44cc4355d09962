// SPDX-License-Identifier: Apache-2.0
// Cells to floats without a cast between: what an engine ends with.

template <cell In>
WIDTHWISE_TARGET inline void decode(cells_task const& t, std::byte const* x, std::byte* y,
                                    int rows) {
    constexpr std::size_t size = bytes_of(In);
    ops::v const offset = ops::set(t.in_offset);
    ops::f const scale = ops::set(t.end.scale);
    int const elements = t.elements, whole = elements - elements % ops::lanes;
    auto const part = ops::part_of(elements - whole);
    std::ptrdiff_t const in_bytes = t.in_bytes, out_bytes = t.out_bytes; // y may lie anywhere
    for (int row = 0; row < rows; ++row, x += in_bytes, y += out_bytes) {
        float* const to = reinterpret_cast<float*>(y);
        auto const at = [&](int i) WIDTHWISE_TARGET {
            ops::v const raw = ops::load_cells(In, x + static_cast<std::size_t>(i) * size);
            return ops::mul(ops::to_float(ops::sub(raw, offset)), scale);
        };
        int i = 0;
        for (; i + 2 * ops::lanes <= whole; i += 2 * ops::lanes) {
            ops::f const a = at(i), b = at(i + ops::lanes);
            ops::store(to + i, a);
            ops::store(to + i + ops::lanes, b);
        }
        for (; i < whole; i += ops::lanes) {
            ops::store(to + i, at(i));
        }
        if (i < elements) {
            ops::store_part(to + i, at(i), part);
        }
    }
}
