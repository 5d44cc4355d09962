// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace widthwise {

/// The extents of one sample's tensor, C order, the batch left out: [features], [channels, length],
/// [channels, height, width]. Rank 0..4; unused extents are 1.
struct shape {
    int rank = 0;
    int dim[4] = {1, 1, 1, 1};

    constexpr std::int64_t elements() const {
        return static_cast<std::int64_t>(dim[0]) * dim[1] * dim[2] * dim[3];
    }
    constexpr int operator[](int axis) const { return dim[axis]; }
    constexpr int last() const { return rank == 0 ? 1 : dim[rank - 1]; }
};

template <class... Extent>
constexpr shape extents(Extent... extent) {
    static_assert(sizeof...(Extent) <= 4, "widthwise: a sample's tensor has at most 4 axes");
    shape s{};
    s.rank = static_cast<int>(sizeof...(Extent));
    int const list[] = {extent..., 1};
    for (int i = 0; i < s.rank; ++i) {
        s.dim[i] = list[i];
    }
    return s;
}

/// The first axis in which two shapes differ, -1 when they are equal.
constexpr int first_difference(shape const& a, shape const& b) {
    int rank = a.rank > b.rank ? a.rank : b.rank;
    for (int i = 0; i < rank; ++i) {
        if (a.dim[i] != b.dim[i]) {
            return i;
        }
    }
    return a.rank == b.rank ? -1 : rank - 1;
}
constexpr bool operator==(shape const& a, shape const& b) { return first_difference(a, b) < 0; }
constexpr bool operator!=(shape const& a, shape const& b) { return !(a == b); }

} // namespace widthwise
