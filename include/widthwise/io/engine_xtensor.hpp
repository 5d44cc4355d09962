// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <concepts>
#include <cstddef>
#include <span>

#include <widthwise/io/engine.hpp>
#include <widthwise/io/xtensor.hpp>

namespace widthwise::io {

/// y = net(x), by an engine or an executor: x is any expression of floats of shape [n, input], y a
/// row-major array [n, output] (input_shape, output_shape). A row-major container is read in place,
/// another expression is evaluated into one. Error: another shape.
template <template <class> class Runner, class Net, class X>
requires std::same_as<typename X::value_type, float> xt::xarray<float>
run(Runner<Net>& runner, xt::xexpression<X> const& x) {
    X const& array = x.derived_cast();
    std::vector<std::size_t> const shape(array.shape().begin(), array.shape().end());
    std::size_t const samples = samples_of<Net>(shape, {}, "x");
    auto y = xt::xarray<float>::from_shape(output_shape<Net>(samples));
    std::span<float> const out(y.data(), y.size());
    if constexpr (X::static_layout == xt::layout_type::row_major && requires { array.data(); }) {
        runner.run(std::span<float const>(array.data() + array.data_offset(), array.size()), out);
    } else {
        xt::xarray<float> const copy = array;
        runner.run(std::span<float const>(copy.data(), copy.size()), out);
    }
    return y;
}

} // namespace widthwise::io
