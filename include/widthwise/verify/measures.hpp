// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/cost/memory.hpp>
#include <widthwise/cost/weights.hpp>

namespace widthwise {
namespace verify {

/// What a budget can limit, of one sample: the costs of cost/ as types. Each gives a number of the
/// unit it names.
namespace measure {

/// Operations by MASE's rules: flops(batch{1}).total.
struct flops {
    template <class Net>
    static constexpr std::int64_t of() {
        return widthwise::flops<Net>(batch{1}).total;
    }
};
/// Multiply-accumulates.
struct macs {
    template <class Net>
    static constexpr std::int64_t of() {
        return widthwise::macs<Net>(batch{1});
    }
};
/// Trainable parameters, biases counted.
struct parameters {
    template <class Net>
    static constexpr std::int64_t of() {
        return widthwise::parameter_count<Net>();
    }
};
/// Bit operations by a model (naive, qonnx, baskin, ebops or one's own): by formats, or of the
/// actual weights Params::value.
template <class Model, class Params = void>
struct bitops {
    template <class Net>
    static constexpr double of() {
        return widthwise::bitops<Net, Model>(batch{1}, Params::value).total;
    }
};
template <class Model>
struct bitops<Model, void> {
    template <class Net>
    static constexpr double of() {
        return widthwise::bitops<Net, Model>(batch{1}).total;
    }
};
/// Bits of all weights, biases and BatchNorm buffers.
struct weight_bits {
    template <class Net>
    static constexpr std::int64_t of() {
        return widthwise::memory<Net>(batch{1}).weights;
    }
};
/// Bits of activations alive at once, nodes run in order.
struct peak_activation_bits {
    template <class Net>
    static constexpr std::int64_t of() {
        return widthwise::memory<Net>(batch{1}).peak;
    }
};
/// Bits of the widest accumulator of integers, as the types give it; 0 without any.
struct accumulator_bits {
    template <class Net>
    static constexpr std::int64_t of() {
        int widest = 0;
        for (std::size_t i = 0; i < size_of<Net>(); ++i) {
            node_formats const f = formats_of<Net>(i);
            bool const sums = widthwise::counts_of<Net>(i).fan_in > 0;
            widest = sums && is_integer_kind(f.accum.kind) && f.accum.width > widest ? f.accum.width
                                                                                     : widest;
        }
        return widest;
    }
};

} // namespace measure
} // namespace verify
} // namespace widthwise
