// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <new>
#include <vector>

namespace widthwise::kernels {

/// Memory that starts at a cache line: no vector of weights lies in two, which would be two reads.
template <class T>
struct line_allocator {
    using value_type = T;
    static constexpr std::align_val_t line{64};

    line_allocator() = default;
    template <class U>
    explicit line_allocator(line_allocator<U> const&) {}
    T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), line)); }
    void deallocate(T* p, std::size_t) { ::operator delete(p, line); }
    friend bool operator==(line_allocator const&, line_allocator const&) { return true; }
};
template <class T>
using aligned_vector = std::vector<T, line_allocator<T>>;

} // namespace widthwise::kernels
