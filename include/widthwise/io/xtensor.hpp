// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
// Its path moves between versions: this is the only place that knows it.
#include <xtensor/xarray.hpp>

#include <widthwise/io/tensor.hpp>

namespace widthwise::io {

/// Same shape, same order, by tensor::floats() and its errors.
inline xt::xarray<float> to_xarray(tensor const& from) {
    auto const values = from.floats();
    auto out = xt::xarray<float>::from_shape(from.shape);
    std::copy(values.begin(), values.end(), out.begin());
    return out;
}

inline tensor from_xarray(xt::xarray<float> const& from, std::string name) {
    std::span const bytes = std::as_bytes(std::span{from.data(), from.size()});
    return {std::move(name),
            {from.shape().begin(), from.shape().end()},
            dtype::f32,
            {bytes.begin(), bytes.end()}};
}

} // namespace widthwise::io
