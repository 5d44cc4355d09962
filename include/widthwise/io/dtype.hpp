// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace widthwise::io {

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

} // namespace widthwise::io
