// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include <widthwise/kernels/task.hpp>

namespace widthwise::kernels {

/// Where the samples of a chunk keep one edge: row-major, one row per sample, rows padded so that
/// whole vectors may be read and written past the last element.
struct slot {
    cell kind = cell::s32;
    std::int32_t offset = 0; ///< what a u8 or s16 cell holds above the raw value
    std::size_t elements = 0;
    std::size_t stride = 0;      ///< bytes from one sample to the next
    std::size_t at = 0;          ///< in the arena
    int lines = 1;               ///< rows of an image that stand apart in a border of zeros,
    std::size_t line_stride = 0; ///< bytes from one to the next,
    std::size_t border = 0;      ///< bytes of the border before `at`
};

/// One chunk on its way through the steps.
struct context {
    std::byte* arena = nullptr;
    float const* x = nullptr; ///< [samples, input_size]
    float* y = nullptr;       ///< [samples, output_size]
    std::size_t y_stride = 0; ///< elements
    int samples = 0;
    void* scratch = nullptr; ///< what steps that run the specification need
};

/// One kernel with its constants, as an engine keeps it.
struct step {
    void (*run)(void const* data, context const& c) = nullptr;
    std::shared_ptr<void const> data;
    int node = 0;
    char const* kernel = ""; ///< what is shown to the user
};

} // namespace widthwise::kernels
