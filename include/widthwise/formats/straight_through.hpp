// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/formats/common.hpp>

namespace widthwise {
namespace detail {

template <class Format, class = void>
struct backward {
    static constexpr float apply(float, float upstream) { return upstream; }
};
template <class Format>
struct backward<Format, typename make_void<decltype(Format::gradient(0.0f, 0.0f))>::type> {
    static constexpr float apply(float x, float upstream) { return Format::gradient(x, upstream); }
};

} // namespace detail

/// dL/dx given dL/dy, y = quantize(x): the straight-through estimator, dL/dx = dL/dy, also where y
/// saturates. A format that says otherwise has a static `gradient(x, upstream)` (residual_sign).
/// Source: MASE's backward functions (reference/mase.md, 3.1; golden ste_backward.csv).
template <class Format>
constexpr float straight_through(float x, float upstream) {
    return detail::backward<Format>::apply(x, upstream);
}

} // namespace widthwise
