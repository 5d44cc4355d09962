// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

namespace widthwise::kernels {

/// One sum: the inputs whose weights are not zero.
template <class Product, int Output>
struct constant_sum {
    static constexpr int terms = Product::terms_of(Output);
    struct table {
        int input[static_cast<std::size_t>(terms + 1)] = {};
        std::int32_t weight[static_cast<std::size_t>(terms + 1)] = {};
    };
    static constexpr table make() {
        table t{};
        int at = 0;
        for (int k = 0; k < Product::inputs; ++k) {
            if (Product::weight(Output, k) != 0) {
                t.input[at] = k;
                t.weight[at++] = static_cast<std::int32_t>(Product::weight(Output, k));
            }
        }
        return t;
    }
    static constexpr table value = make();
    static constexpr std::int32_t start = static_cast<std::int32_t>(Product::bias(Output));
};

} // namespace widthwise::kernels
