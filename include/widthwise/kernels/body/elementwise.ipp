// SPDX-License-Identifier: Apache-2.0
// Two operands, element by element, each cast first.

template <combining How>
WIDTHWISE_TARGET inline void combine_cells(elementwise_task const& t, std::byte const* a,
                                           std::byte const* b, std::byte* y) {
    ops::v const offset_a = ops::set(t.a_offset), offset_b = ops::set(t.b_offset);
    std::size_t const size_a = bytes_of(t.a), size_b = bytes_of(t.b), size = bytes_of(t.end.out);
    for (int i = 0; i < t.elements; i += ops::lanes) {
        std::size_t const at = static_cast<std::size_t>(i);
        ops::v const p = finish(
            end_general{}, ops::sub(ops::load_cells(t.a, a + at * size_a), offset_a), t.cast_a);
        ops::v const q = finish(
            end_general{}, ops::sub(ops::load_cells(t.b, b + at * size_b), offset_b), t.cast_b);
        ops::v r;
        if constexpr (How == combining::add) {
            r = ops::add(p, q);
        } else if constexpr (How == combining::subtract) {
            r = ops::sub(p, q);
        } else {
            r = ops::mul(p, q);
        }
        store_some(t.end.out, y + at * size, finish(end_general{}, r, t.end), t.elements - i);
    }
}
WIDTHWISE_TARGET inline void elementwise(elementwise_task const& t, std::byte const* a,
                                         std::byte const* b, std::byte* y) {
    switch (t.how) {
    case combining::add:
        return combine_cells<combining::add>(t, a, b, y);
    case combining::subtract:
        return combine_cells<combining::subtract>(t, a, b, y);
    case combining::multiply:
        return combine_cells<combining::multiply>(t, a, b, y);
    }
}
