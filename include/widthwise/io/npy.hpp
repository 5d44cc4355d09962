// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <utility>

#include <widthwise/io/file.hpp>
#include <widthwise/io/npy_header.hpp>

namespace widthwise::io {

namespace detail {

/// NumPy's name of a C++ type, empty when there is none.
template <class T>
consteval std::string_view npy_letters() {
    for (auto const& row : dtypes) {
        if (with_type(row.type, [](auto value) { return std::is_same_v<decltype(value), T>; })) {
            return row.npy;
        }
    }
    return {};
}

/// Bool bytes other than 0 and 1 have no meaning either format defines.
inline void require_bools(tensor const& of) {
    if (of.type == dtype::boolean &&
        std::ranges::any_of(of.bytes, [](std::byte b) { return b > std::byte{1}; })) {
        of.fail("has a bool that is neither 0 nor 1");
    }
}

} // namespace detail

/// The array a whole .npy file describes. file and name appear in messages and in the tensor.
/// Error: any byte that NumPy's format 1.0, 2.0 or 3.0 does not allow, missing or to spare.
/// Source: numpy.lib.format.
inline tensor parse_npy(std::span<std::byte const> bytes, std::string file, std::string name) {
    tensor out{std::move(name), {}, dtype::f32, {}, std::move(file)};
    std::string_view const text{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    if (!text.starts_with("\x93NUMPY")) {
        out.fail(std::string_view("\x93NUMPY").starts_with(text) ? "is truncated in its magic"
                                                                 : "is not a .npy file");
    }
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i])
                               : (out.fail("is truncated before its header"), 0u);
    };
    if (byte(6) < 1 || byte(6) > 3 || byte(7) != 0) {
        out.fail("has unknown format version " + std::to_string(byte(6)) + "." +
                 std::to_string(byte(7)));
    }
    std::size_t const start = byte(6) == 1 ? 10 : 12;
    std::size_t length = byte(8) + (std::size_t{byte(9)} << 8);
    if (start == 12) {
        length += (std::size_t{byte(10)} << 16) + (std::size_t{byte(11)} << 24);
    }
    if (length > text.size() - start) {
        out.fail("is truncated: the header claims " + std::to_string(length) + " bytes, " +
                 std::to_string(text.size() - start) + " follow");
    }
    detail::npy_header(text.substr(start, length), out).parse();

    auto const data = bytes.subspan(start + length);
    auto const count = element_count(out.shape);
    auto const size = width(out.type);
    if (!count || *count > data.size() / size) {
        out.fail("is truncated: shape " + to_string(out.shape) + " of " + std::to_string(size) +
                 "-byte elements does not fit the " + std::to_string(data.size()) +
                 " bytes after the header");
    }
    if (*count * size != data.size()) {
        out.fail("has " + std::to_string(data.size() - *count * size) + " trailing bytes");
    }
    out.bytes.assign(data.begin(), data.end());
    detail::require_bools(out);
    return out;
}

/// The tensor is named after the file: fc1.weight.npy holds fc1.weight.
inline tensor read_npy(std::filesystem::path const& path) {
    return parse_npy(read_bytes(path), path.string(), path.stem().string());
}

/// Format 1.0, byte for byte as numpy.save writes it.
template <class T>
requires std::floating_point<T> || std::integral<T>
void write_npy(std::filesystem::path const& path, std::vector<std::size_t> const& shape,
               std::span<T const> values) {
    if (element_count(shape) != values.size() || shape.size() > detail::max_rank) {
        throw error(path.string(), {},
                    "shape " + to_string(shape) + " against " + std::to_string(values.size()) +
                        " values");
    }
    std::string header = std::string("{'descr': '") + (sizeof(T) == 1 ? '|' : '<') +
                         std::string(detail::npy_letters<T>()) +
                         "', 'fortran_order': False, 'shape': " + to_string(shape) + ", }";
    if (!shape.empty()) { // room for the first extent to grow to 21 digits in place
        header.append(21 - std::to_string(shape[0]).size(), ' ');
    }
    header.append(63 - (10 + header.size()) % 64, ' ') += '\n';
    std::string head{"\x93NUMPY\x01\x00", 8};
    head += static_cast<char>(header.size() & 0xff);
    head += static_cast<char>(header.size() >> 8);
    std::array<std::span<std::byte const>, 1> const data{std::as_bytes(values)};
    write_bytes(path, head + header, data);
}

} // namespace widthwise::io
