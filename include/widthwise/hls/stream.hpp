// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

namespace widthwise {
namespace hls {

/// A FIFO of at most Depth values, for ordinary compilers: what hls::stream and ac_channel are in
/// hardware. read() of an empty one gives T{} and write() to a full one drops the value; either
/// sets misused(), which stays set. No allocation.
template <class T, int Depth>
class stream {
public:
    static_assert(Depth > 0, "widthwise: a stream holds one value at least");

    T read() {
        if (count_ == 0) {
            misused_ = true;
            return T();
        }
        T const v = data_[first_];
        first_ = first_ + 1 == Depth ? 0 : first_ + 1;
        --count_;
        return v;
    }
    void write(T const& v) {
        if (count_ == Depth) {
            misused_ = true;
            return;
        }
        int const end = first_ + count_;
        data_[end < Depth ? end : end - Depth] = v;
        ++count_;
    }
    bool empty() const { return count_ == 0; }
    bool full() const { return count_ == Depth; }
    int size() const { return count_; }
    bool misused() const { return misused_; }

private:
    T data_[static_cast<std::size_t>(Depth)];
    int first_ = 0;
    int count_ = 0;
    bool misused_ = false;
};

/// Which streams connect the layers: a type with a template stream<T, Depth> that has read() and
/// write(). vendor_streams.hpp has those of the tools.
struct own_streams {
    template <class T, int Depth>
    using stream = hls::stream<T, Depth>;
};

} // namespace hls
} // namespace widthwise
