// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <type_traits>

#include <widthwise/formats/convert.hpp>

namespace widthwise {

namespace detail {
template <class Format, class = void>
struct quantizes_tensors : std::false_type {};
template <class Format>
struct quantizes_tensors<Format,
                         decltype(Format::quantize_tensor(static_cast<float const*>(nullptr),
                                                          static_cast<float*>(nullptr),
                                                          static_cast<int const*>(nullptr), 0))>
    : std::true_type {};

struct by_element {};
struct by_float_tensor {};
struct by_integer_tensor {};
struct by_copy {};

constexpr std::size_t elements(int const* dims, int rank) {
    std::size_t n = 1;
    for (int i = 0; i < rank; ++i) {
        n *= static_cast<std::size_t>(dims[i]);
    }
    return n;
}

template <class To, class From>
constexpr void convert_as(by_copy, value_t<From> const* x, value_t<To>* y, int const* dims,
                          int rank, float*) {
    for (std::size_t i = 0; i < elements(dims, rank); ++i) {
        y[i] = x[i];
    }
}
template <class To, class From>
constexpr void convert_as(by_element, value_t<From> const* x, value_t<To>* y, int const* dims,
                          int rank, float*) {
    for (std::size_t i = 0; i < elements(dims, rank); ++i) {
        y[i] = convert<To, From>(x[i]);
    }
}
template <class To, class From>
constexpr void convert_as(by_float_tensor, value_t<From> const* x, float* y, int const* dims,
                          int rank, float*) {
    for (std::size_t i = 0; i < elements(dims, rank); ++i) {
        y[i] = convert<f32, From>(x[i]);
    }
    To::quantize_tensor(y, y, dims, rank);
}
/// The values as floats: themselves where they are, else a copy in scratch.
template <class From>
constexpr float const* as_floats(float const* x, std::size_t, float*) {
    return x;
}
template <class From, class Value>
constexpr float const* as_floats(Value const* x, std::size_t n, float* scratch) {
    for (std::size_t i = 0; i < n; ++i) {
        scratch[i] = convert<f32, From>(x[i]);
    }
    return scratch;
}

template <class To, class From>
constexpr void convert_as(by_integer_tensor, value_t<From> const* x, value_t<To>* y,
                          int const* dims, int rank, float* scratch) {
    To::encode_tensor(as_floats<From>(x, elements(dims, rank), scratch), y, dims, rank);
}
} // namespace detail

/// A format that looks at a whole tensor before it quantizes an element: blocks, ternary.
template <class Format>
struct is_tensor_format : detail::quantizes_tensors<Format> {};

/// y = x in another format, a whole tensor [dims] at a time. scratch: as many floats as elements,
/// used only from integers to a tensor format that stores integers (ternary); else it may be null.
template <class To, class From>
constexpr void convert_tensor(value_t<From> const* x, value_t<To>* y, int const* dims, int rank,
                              float* scratch) {
    using tag = std::conditional_t<
        std::is_same<To, From>::value, detail::by_copy,
        std::conditional_t<!is_tensor_format<To>::value, detail::by_element,
                           std::conditional_t<std::is_same<value_t<To>, float>::value,
                                              detail::by_float_tensor, detail::by_integer_tensor>>>;
    detail::convert_as<To, From>(tag{}, x, y, dims, rank, scratch);
}

} // namespace widthwise
