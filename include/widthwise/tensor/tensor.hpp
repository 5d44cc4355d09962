// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/tensor/shape.hpp>

namespace widthwise {

namespace detail {
constexpr std::size_t product(std::size_t const* list, std::size_t count) {
    std::size_t result = 1;
    for (std::size_t i = 0; i < count; ++i) {
        result *= list[i];
    }
    return result;
}
template <int... Extent>
struct extent_list {
    static constexpr std::size_t size() {
        std::size_t const list[] = {static_cast<std::size_t>(Extent)...};
        return product(list, sizeof...(Extent));
    }
};
} // namespace detail

/// T [Extent...]: an aggregate over one flat C array in row-major order, so that a table of weights
/// is brace-initialised, a constant expression may walk it, and an HLS tool sees a plain array.
template <class T, int... Extent>
struct tensor {
    T data[detail::extent_list<Extent...>::size()];

    static constexpr std::size_t size() { return detail::extent_list<Extent...>::size(); }
    static constexpr shape extent() { return extents(Extent...); }

    template <class... Index>
    constexpr T const& operator()(Index... index) const {
        return data[offset(index...)];
    }
    template <class... Index>
    constexpr T& operator()(Index... index) {
        return data[offset(index...)];
    }
    constexpr T const* begin() const { return data; }
    constexpr T const* end() const { return data + size(); }
    constexpr T* begin() { return data; }
    constexpr T* end() { return data + size(); }

private:
    template <class... Index>
    static constexpr std::size_t offset(Index... index) {
        static_assert(sizeof...(Index) == sizeof...(Extent), "widthwise: one index per axis");
        std::size_t const extent[] = {static_cast<std::size_t>(Extent)...};
        std::size_t const at[] = {static_cast<std::size_t>(index)...};
        std::size_t flat = 0;
        for (std::size_t i = 0; i < sizeof...(Extent); ++i) {
            flat = flat * extent[i] + at[i];
        }
        return flat;
    }
};

} // namespace widthwise
