// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <widthwise/io/dtype.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::io {

static_assert(std::endian::native == std::endian::little,
              "widthwise: tensors keep the little-endian bytes of their files");

/// Product of the extents; 1 for a scalar, nothing when it does not fit a size_t.
constexpr std::optional<std::size_t> element_count(std::span<std::size_t const> shape) {
    std::size_t count = 1;
    bool fits = true;
    for (std::size_t const extent : shape) {
        if (extent == 0) {
            return 0;
        }
        fits = fits && count <= std::numeric_limits<std::size_t>::max() / extent;
        count *= extent;
    }
    return fits ? std::optional{count} : std::nullopt;
}

/// As Python writes a tuple: (), (3,), (3, 4).
inline std::string to_string(std::span<std::size_t const> shape) {
    std::string out = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        out += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return out + (shape.size() == 1 ? ",)" : ")");
}

/// A named array as a file has it: row-major, little-endian, width(type) bytes per element.
struct tensor {
    std::string name{};
    std::vector<std::size_t> shape{};
    dtype type = dtype::f32;
    std::vector<std::byte> bytes{};
    std::string file{}; ///< where it came from, for messages

    /// float32 values. f64 rounds to nearest even and must be in range, an integer must be exact;
    /// NaN and infinities pass.
    std::vector<float> floats() const;
    /// Exact or an error: a fraction, a NaN or a value beyond 64 bits is no integer.
    std::vector<std::int64_t> integers() const;
    /// Error: names the first element that is NaN or infinite.
    void require_finite() const;
    [[noreturn]] void fail(std::string_view reason) const { throw error(file, name, reason); }

    /// f(index, value) for every element in order, the 16-bit floats as float.
    template <class F>
    void visit(F&& f) const {
        auto const count = element_count(shape);
        if (!count || bytes.size() % width(type) != 0 || bytes.size() / width(type) != *count) {
            fail("shape " + to_string(shape) + " against " + std::to_string(bytes.size()) +
                 " bytes");
        }
        with_type(type, [&](auto value) {
            using value_type = decltype(value);
            for (std::size_t i = 0; i < *count; ++i) {
                if constexpr (std::is_same_v<value_type, bool>) {
                    f(i, bytes[i] != std::byte{0}); // a bool object with other bytes is undefined
                } else {
                    std::memcpy(&value, bytes.data() + i * sizeof value, sizeof value);
                    if constexpr (std::is_enum_v<value_type>) {
                        f(i, to_float(value));
                    } else {
                        f(i, value);
                    }
                }
            }
        });
    }
};

/// Tensors by name, as torch's state_dict().
using state_dict = std::map<std::string, tensor, std::less<>>;

inline std::vector<float> tensor::floats() const {
    std::vector<float> out;
    visit([&](std::size_t i, auto value) {
        bool exact = true;
        if constexpr (std::is_same_v<decltype(value), double>) {
            exact = !std::isfinite(value) || std::abs(value) <= std::numeric_limits<float>::max();
        } else if constexpr (std::is_integral_v<decltype(value)>) {
            auto const bits = static_cast<std::uint64_t>(value);
            bool const negative = std::is_signed_v<decltype(value)> && bits >> 63 != 0;
            std::uint64_t const magnitude = negative ? 0 - bits : bits;
            exact = magnitude == 0 || magnitude >> std::countr_zero(magnitude) < 1u << 24;
        }
        if (!exact) {
            fail("element " + std::to_string(i) + " is " + std::to_string(value) + ", no float32");
        }
        out.push_back(static_cast<float>(value));
    });
    return out;
}

inline std::vector<std::int64_t> tensor::integers() const {
    std::vector<std::int64_t> out;
    visit([&](std::size_t i, auto value) {
        using value_type = decltype(value);
        bool exact = true;
        if constexpr (std::is_floating_point_v<value_type>) {
            exact = value >= value_type(-0x1p63) && value < value_type(0x1p63) &&
                    std::trunc(value) == value;
        } else if constexpr (std::is_same_v<value_type, std::uint64_t>) {
            exact = value >> 63 == 0;
        }
        if (!exact) {
            fail("element " + std::to_string(i) + " is " + std::to_string(value) +
                 ", no 64-bit integer");
        }
        out.push_back(static_cast<std::int64_t>(value));
    });
    return out;
}

inline void tensor::require_finite() const {
    visit([this](std::size_t i, auto value) {
        if constexpr (std::is_floating_point_v<decltype(value)>) {
            if (!std::isfinite(value)) {
                fail("element " + std::to_string(i) + " is " + std::to_string(value));
            }
        }
    });
}

} // namespace widthwise::io
