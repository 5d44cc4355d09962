// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/hls/context.hpp>
#include <widthwise/layers/concat.hpp>

namespace widthwise {
namespace hls {

/// Input K of a concatenation, to its place in y.
template <>
struct engine<op::concat> {
    static constexpr bool exists = true;

    template <class Context, std::size_t K, class X, std::size_t N, class Y, std::size_t Results>
    static void run(X const (&x)[N], Y (&y)[Results]) {
        constexpr int k = static_cast<int>(K), axis = Context::attribute(0);
        constexpr int mine = block(Context::in(k), axis), all = block(Context::out(), axis);
        constexpr int offset = offset_of<Context>(k, axis);
        constexpr int blocks = static_cast<int>(N) / mine;
        WIDTHWISE_HLS_LABEL(concat_blocks)
        for (int at = 0; at < blocks; ++at) {
            WIDTHWISE_HLS_BEFORE_PIPELINE(1)
            WIDTHWISE_HLS_LABEL(concat_elements)
            for (int i = 0; i < mine; ++i) {
                WIDTHWISE_HLS_PIPELINE(1)
                y[at * all + offset + i] = Context::keep(
                    Context::unit::store_input(Context::template read<K>(x[at * mine + i])));
            }
        }
    }

private:
    /// Elements of one index of the axes before it.
    static constexpr int block(shape const& s, int axis) {
        int n = 1;
        for (int i = axis; i < s.rank; ++i) {
            n *= s.dim[i];
        }
        return n;
    }
    template <class Context>
    static constexpr int offset_of(int k, int axis) {
        int n = 0;
        for (int i = 0; i < k; ++i) {
            n += block(Context::in(i), axis);
        }
        return n;
    }
};

} // namespace hls
} // namespace widthwise
