// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include <widthwise/core/config.hpp>
#include <widthwise/formats/float32.hpp>
#include <widthwise/formats/row.hpp>

namespace widthwise {

/// A tensor in C order cut into blocks. Block... is aligned to the last dimensions; a dimension
/// without an extent, with one below 1 (MASE writes -1) or above its own, is one block whole; with
/// skip_first the first dimension is the batch and counts as 1. The blocks at the ends are cut
/// short where MASE pads with zeros: no maximum of |x| sees the difference.
/// Units: elements. Price: one step per element and block. An extent of 0 gives no blocks.
/// Source: MASE quantizers/utils (reference/mase.md, 3.7; golden block_unblock.json).
template <int... Block>
class blocks {
    static constexpr int written = static_cast<int>(sizeof...(Block));
    static constexpr int rank = written + 2; // batch, the other dimensions without an extent, Block
    static constexpr std::size_t slots = sizeof...(Block) + 2;
    std::ptrdiff_t extent[slots] = {};
    std::ptrdiff_t size[slots] = {};

public:
    constexpr blocks(int const* dims, int dims_rank, bool skip_first) {
        int const wanted[sizeof...(Block) + 1] = {Block..., 0};
        for (int i = 0; i < rank; ++i) {
            extent[i] = size[i] = 1;
        }
        for (int d = 0; d < dims_rank; ++d) {
            int const from_end = dims_rank - d, dim = dims[d] < 0 ? 0 : dims[d];
            if (d == 0 && skip_first) {
                extent[0] = dim;
            } else if (from_end > written) {
                extent[1] *= dim;
                size[1] *= dim;
            } else {
                int const block = wanted[written - from_end];
                extent[rank - from_end] = dim;
                size[rank - from_end] = block < 1 || block > dim ? dim : block;
            }
        }
    }

    /// The number of blocks, in C order of their positions.
    constexpr std::ptrdiff_t count() const {
        std::ptrdiff_t n = 1;
        for (int i = 0; i < rank; ++i) {
            n *= along(i);
        }
        return n;
    }

    /// The elements of one block in C order: for (auto e = b.begin(i); e.valid(); e.next())
    /// x[e.at()]
    class cursor {
        blocks const& of;
        std::ptrdiff_t first[slots] = {}, here[slots] = {}, offset = 0;
        bool inside = true;

    public:
        constexpr cursor(blocks const& whole, std::ptrdiff_t block) : of(whole) {
            std::ptrdiff_t stride = 1;
            for (int i = rank - 1; i >= 0; --i) {
                std::ptrdiff_t const n = of.along(i);
                first[i] = here[i] = block % n * of.size[i];
                block /= n;
                offset += first[i] * stride;
                stride *= of.extent[i];
            }
        }
        constexpr bool valid() const { return inside; }
        constexpr std::ptrdiff_t at() const { return offset; }
        constexpr void next() {
            std::ptrdiff_t stride = 1;
            for (int i = rank - 1; i >= 0; --i) {
                ++here[i];
                offset += stride;
                if (here[i] < of.extent[i] && here[i] < first[i] + of.size[i]) {
                    return;
                }
                offset -= (here[i] - first[i]) * stride;
                here[i] = first[i];
                stride *= of.extent[i];
            }
            inside = false;
        }
    };
    constexpr cursor begin(std::ptrdiff_t block) const { return cursor(*this, block); }

    /// max |x| of a block. NaN: ignored, or the result when `nan_wins` (torch.max).
    constexpr float largest(float const* x, std::ptrdiff_t block, bool nan_wins = false) const {
        float max = 0;
        for (cursor e = begin(block); e.valid(); e.next()) {
            float const value = float32::absolute(x[e.at()]);
            if (nan_wins && value != value) {
                return value;
            }
            max = value > max ? value : max;
        }
        return max;
    }

    /// MASE's substitute for the maximum of an all-zero block: the least other one, 1 if none.
    constexpr float least_nonzero(float const* x) const {
        float least = 0;
        for (std::ptrdiff_t b = 0, n = count(); b < n; ++b) {
            float const max = largest(x, b);
            least = max > 0 && (least == 0 || max < least) ? max : least;
        }
        return least > 0 ? least : 1;
    }

    /// The extent of a block (Block dimensions only; i counts from the last).
    constexpr std::ptrdiff_t block_extent(int i) const { return size[rank - 1 - i]; }

private:
    constexpr std::ptrdiff_t along(int i) const {
        return size[i] == 0 ? 0 : (extent[i] + size[i] - 1) / size[i];
    }
};

namespace detail {

/// Calls Element::apply(x, Element::shared(max |x|)) on every element, block by block; x may be y.
template <class Element, bool MaseMaximum, int... Block>
constexpr void quantize_blocks(float const* x, float* y, int const* dims, int rank,
                               bool skip_first) {
    blocks<Block...> const all(dims, rank, skip_first);
    float const substitute = MaseMaximum ? all.least_nonzero(x) : 0;
    for (std::ptrdiff_t b = 0, n = all.count(); b < n; ++b) {
        float const max = all.largest(x, b, MaseMaximum);
        int const shared = max != max ? 0 : Element::shared(max == 0 ? substitute : max);
        for (auto e = all.begin(b); e.valid(); e.next()) {
            y[e.at()] = max != max ? max : Element::apply(x[e.at()], shared);
        }
    }
}

/// What formats have in common whose blocks share a number.
template <class Element, rule Follow, bool MaseMaximum, int... Block>
struct block_format {
    using value_type = float;

    static constexpr void quantize_tensor(float const* x, float* y, int const* dims, int rank,
                                          bool skip_first = false) {
        quantize_blocks<Element, MaseMaximum, Block...>(x, y, dims, rank, skip_first);
    }

protected:
    static constexpr format_row row_of(char const* name, int width, int exponent, int bias = 0) {
        format_row r;
        r.kind = hash_name(name);
        r.name = name;
        r.width = width;
        r.exponent = exponent;
        r.bias = bias;
        int const last[] = {-1, -1, Block...}; // -1: the whole dimension
        r.block[0] = last[sizeof...(Block)];
        r.block[1] = last[sizeof...(Block) + 1];
        r.follow = Follow;
        return r;
    }
};

} // namespace detail
} // namespace widthwise
