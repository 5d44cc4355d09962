// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <widthwise/run/error.hpp>

namespace widthwise::io {

static_assert(std::endian::native == std::endian::little,
              "widthwise: tensors keep the little-endian bytes of their files");

enum class dtype : char { f16, bf16, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64, boolean };

/// The bits of the two 16-bit floats, which C++20 has no type for.
enum class half : std::uint16_t {};
enum class bfloat : std::uint16_t {};

constexpr float to_float(bfloat bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}
/// IEEE binary16 to binary32, exactly: subnormals are multiples of 2^-24, NaN payloads are kept.
constexpr float to_float(half bits) {
    std::uint32_t const sign = (static_cast<std::uint32_t>(bits) & 0x8000u) << 16;
    std::uint32_t const magnitude = static_cast<std::uint32_t>(bits) & 0x7fffu;
    if (magnitude < 0x0400u) {
        float const scaled = static_cast<float>(magnitude) * 0x1p-24f;
        return sign != 0 ? -scaled : scaled;
    }
    std::uint32_t const rebias = magnitude < 0x7c00u ? 112u << 23 : 224u << 23;
    return std::bit_cast<float>(sign | ((magnitude << 13) + rebias));
}

/// Calls f with a value of the dtype's C++ type: the one place that lists the pairs.
template <class F>
constexpr auto with_type(dtype type, F&& f) {
    switch (type) {
    case dtype::f16:
        return f(half{});
    case dtype::bf16:
        return f(bfloat{});
    case dtype::f32:
        return f(float{});
    case dtype::f64:
        return f(double{});
    case dtype::i8:
        return f(std::int8_t{});
    case dtype::i16:
        return f(std::int16_t{});
    case dtype::i32:
        return f(std::int32_t{});
    case dtype::i64:
        return f(std::int64_t{});
    case dtype::u8:
        return f(std::uint8_t{});
    case dtype::u16:
        return f(std::uint16_t{});
    case dtype::u32:
        return f(std::uint32_t{});
    case dtype::u64:
        return f(std::uint64_t{});
    case dtype::boolean:
        break;
    }
    return f(bool{});
}
/// What the two file formats call a dtype; NumPy has no bfloat.
struct dtype_row {
    dtype type;
    std::string_view npy, safetensors;
};
constexpr std::array<dtype_row, 13> dtypes{{{dtype::f16, "f2", "F16"},
                                            {dtype::bf16, "", "BF16"},
                                            {dtype::f32, "f4", "F32"},
                                            {dtype::f64, "f8", "F64"},
                                            {dtype::i8, "i1", "I8"},
                                            {dtype::i16, "i2", "I16"},
                                            {dtype::i32, "i4", "I32"},
                                            {dtype::i64, "i8", "I64"},
                                            {dtype::u8, "u1", "U8"},
                                            {dtype::u16, "u2", "U16"},
                                            {dtype::u32, "u4", "U32"},
                                            {dtype::u64, "u8", "U64"},
                                            {dtype::boolean, "b1", "BOOL"}}};

constexpr std::size_t width(dtype type) {
    return with_type(type, [](auto value) { return sizeof value; });
}

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

/// Everything a regular file holds. Error: missing, a directory, unreadable.
inline std::vector<std::byte> read_bytes(std::filesystem::path const& path) {
    std::error_code failure;
    auto const kind = std::filesystem::status(path, failure).type();
    if (kind != std::filesystem::file_type::regular) {
        throw error(path.string(), {},
                    kind == std::filesystem::file_type::not_found   ? "no such file"
                    : kind == std::filesystem::file_type::directory ? "is a directory"
                                                                    : "is not a readable file");
    }
    auto const size = std::filesystem::file_size(path, failure);
    std::ifstream in(path, std::ios::binary);
    std::vector<std::byte> bytes(failure || !in ? 0 : static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (failure || !in) {
        throw error(path.string(), {}, "cannot be read");
    }
    return bytes;
}

/// Replaces the file whole: a failure leaves the old one as it was.
inline void write_bytes(std::filesystem::path const& path, std::string_view head,
                        std::span<std::span<std::byte const> const> parts) {
    auto partial = path;
    partial += ".partial";
    std::ofstream out(partial, std::ios::binary);
    out.write(head.data(), static_cast<std::streamsize>(head.size()));
    for (auto const part : parts) {
        out.write(reinterpret_cast<char const*>(part.data()),
                  static_cast<std::streamsize>(part.size()));
    }
    out.close();
    std::error_code failure, ignored;
    if (out) {
        std::filesystem::rename(partial, path, failure);
    }
    if (!out || failure) {
        std::filesystem::remove(partial, ignored);
        throw error(path.string(), {}, "cannot be written");
    }
}

} // namespace widthwise::io
