// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>
#include <vector>

#include <widthwise/formats/convert_tensor.hpp>
#include <widthwise/formats/straight_through.hpp>
#include <widthwise/graph/arithmetic.hpp>

namespace widthwise::train {

/// y = float(cast<Format>(x)), a tensor [dims] at a time.
template <class Format>
void fake_quantize(float const* x, float* y, int const* dims, int rank) {
    std::size_t const n = widthwise::detail::elements(dims, rank);
    if constexpr (!is_tensor_format<Format>::value) {
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = convert<f32, Format>(convert<Format, f32>(x[i]));
        }
    } else {
        std::vector<value_t<Format>> cast(n);
        std::vector<float> scratch(n);
        convert_tensor<Format, f32>(x, cast.data(), dims, rank, scratch.data());
        for (std::size_t i = 0; i < n; ++i) {
            y[i] = convert<f32, Format>(cast[i]);
        }
    }
}

/// The same for a batch [elements, samples]; formats of whole tensors see one sample at a time, as
/// the executor shows them.
template <class Format>
void fake_quantize_batch(float const* x, float* y, shape const& s, std::size_t samples) {
    auto const elements = static_cast<std::size_t>(s.elements());
    if constexpr (!is_tensor_format<Format>::value) {
        int const all = static_cast<int>(elements * samples);
        fake_quantize<Format>(x, y, &all, 1);
    } else {
        std::vector<float> one(elements);
        for (std::size_t n = 0; n < samples; ++n) {
            for (std::size_t i = 0; i < elements; ++i) {
                one[i] = x[i * samples + n];
            }
            fake_quantize<Format>(one.data(), one.data(), s.dim, s.rank);
            for (std::size_t i = 0; i < elements; ++i) {
                y[i * samples + n] = one[i];
            }
        }
    }
}

/// dx += dL/dx through cast<Format>, given dL/dy: the straight-through estimator.
template <class Format>
void add_straight_through(float const* x, float const* upstream, float* dx, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        dx[i] += straight_through<Format>(x[i], upstream[i]);
    }
}

namespace detail {
/// The formats node I of Quantized casts to while it is trained: f32 where none is written.
/// BatchNorm's weight and bias stay float: its folded scale is known only after training.
template <class Quantized, std::size_t I>
struct trained_formats {
    using own = typename layer_parts<typename type_at<nodes_of<Quantized>, I>::layer>::own;
    template <class Written, class Resolved>
    using pick =
        std::conditional_t<std::is_same_v<Written, exact> || std::is_same_v<Written, f32>, f32,
                           std::conditional_t<is_tensor_format<Written>::value, Written, Resolved>>;
    using node = arithmetic_of<Quantized, I>;
    using x = pick<role_t<own, data_in>, typename node::x_format>;
    using w = pick<role_t<own, weight>, typename node::w_format>;
    using b = pick<role_t<own, bias>, typename node::b_format>;
    using y = pick<role_t<own, data_out>, typename node::out_format>;
};
struct float_formats {
    using x = f32;
    using w = f32;
    using b = f32;
    using y = f32;
};
/// As members, so that the formats of a float network are never looked up.
struct no_casts {
    using type = float_formats;
};
template <class Quantized, std::size_t I>
struct casts_of {
    using type = trained_formats<Quantized, I>;
};
} // namespace detail

} // namespace widthwise::train
