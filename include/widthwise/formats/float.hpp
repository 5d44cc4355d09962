// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/row.hpp>

namespace widthwise {

/// IEEE 754 binary32: "not quantized". MASE's word for it is float, precision [32].
struct f32 {
    using value_type = float;
    static constexpr format_row row() { return format_row{}; }
    static constexpr float encode(double x) { return static_cast<float>(x); }
    static constexpr float decode(float x) { return x; }
    static constexpr float quantize(float x) { return x; }
};

/// Whatever the arithmetic produced, without loss. Resolved per edge by graph/formats.hpp: to f32
/// when an operand is f32, else to the computed fixed<W, F, S>.
struct exact {
    static constexpr format_row row() {
        format_row r{};
        r.kind = hash_name("exact");
        r.name = "exact";
        r.width = 0;
        return r;
    }
};

} // namespace widthwise
