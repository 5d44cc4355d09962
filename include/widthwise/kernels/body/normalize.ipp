// SPDX-License-Identifier: Apache-2.0
// Float batch_norm: a difference and one multiply_add per value.

/// The constants of one vector of a row.
struct normalizer {
    ops::f mean, scale, bias, floor;

    WIDTHWISE_TARGET inline __attribute__((always_inline)) static normalizer
    at(normalize_task const& t, int i) {
        return {ops::load(t.mean + i), ops::load(t.scale + i), ops::load(t.bias + i),
                ops::set(t.floor)};
    }
    // max keeps its second operand where one is NaN, as max(x, 0) does in layers/relu.
    WIDTHWISE_TARGET inline __attribute__((always_inline)) ops::f of(ops::f x) const {
        return ops::max(floor, ops::multiply_add(ops::sub(x, mean), scale, bias));
    }
};

WIDTHWISE_TARGET inline void normalize(normalize_task const& t, float const* x, float* y,
                                       int rows) {
    std::ptrdiff_t const in = t.in_bytes / 4, out = t.out_bytes / 4;
    int const whole = t.elements - t.elements % ops::lanes;
    auto const part = ops::part_of(t.elements - whole);
    if (t.elements == ops::lanes) { // the constants stay in registers
        normalizer const n = normalizer::at(t, 0);
        for (int row = 0; row < rows; ++row, x += in, y += out) {
            ops::store(y, n.of(ops::load(x)));
        }
        return;
    }
    for (int row = 0; row < rows; ++row, x += in, y += out) {
        int channel = 0;
        for (int i = 0; i < whole; i += ops::lanes) {
            ops::store(y + i, normalizer::at(t, channel).of(ops::load(x + i)));
            channel = channel + ops::lanes == t.period ? 0 : channel + ops::lanes;
        }
        if (whole != t.elements) {
            ops::f const v = normalizer::at(t, channel).of(ops::load_part(x + whole, part));
            ops::store_part(y + whole, v, part);
        }
    }
}
