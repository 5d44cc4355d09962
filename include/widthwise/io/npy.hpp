// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <charconv>

#include <widthwise/io/tensor.hpp>

namespace widthwise::io {

namespace detail {

constexpr std::size_t max_rank = 64; // NumPy 2's own limit

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), } into a tensor, keys in any
/// order, and nothing else that Python could write there.
class npy_header {
public:
    npy_header(std::string_view text, tensor& into) : rest(text), out(into) {}

    void parse() {
        expect('{');
        while (!accept('}')) {
            auto const key = quoted();
            expect(':');
            if (key == "descr" && !have[0]) {
                have[0] = true;
                descr();
            } else if (key == "fortran_order" && !have[1]) {
                have[1] = true;
                order();
            } else if (key == "shape" && !have[2]) {
                have[2] = true;
                shape();
            } else {
                out.fail("header has an unknown or repeated key '" + std::string(key) + "'");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (peek() != '\0' || !rest.empty() || !have[0] || !have[1] || !have[2]) {
            out.fail("header is not one dictionary of descr, fortran_order and shape");
        }
    }

private:
    char peek() {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        return rest.empty() ? '\0' : rest.front();
    }
    bool accept(char c) {
        bool const there = peek() == c && !rest.empty();
        rest.remove_prefix(there ? 1 : 0);
        return there;
    }
    void expect(char c) {
        if (!accept(c)) {
            out.fail(std::string("header is malformed: no '") + c + "' where one must be");
        }
    }
    std::string_view quoted() {
        char const quote = peek();
        auto const end = quote == '\'' || quote == '"' ? rest.find(quote, 1) : rest.npos;
        if (end == rest.npos) {
            out.fail("header is malformed: no text where one must be");
        }
        auto const text = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        return text;
    }
    void descr() {
        if (peek() == '[') {
            out.fail("has a structured dtype");
        }
        auto const text = quoted();
        if (text.find('O') != text.npos) {
            out.fail("has object dtype '" + std::string(text) + "': it would have to be unpickled");
        }
        for (auto const& row : dtypes) {
            if (text.size() < 2 || text.substr(1) != row.npy) {
                continue;
            }
            if (text[0] == '>' && width(row.type) > 1) {
                out.fail("is big-endian: dtype '" + std::string(text) + "'");
            }
            if (text[0] == '<' || (text[0] == '|' && width(row.type) == 1)) {
                out.type = row.type;
                return;
            }
        }
        out.fail("has unsupported dtype '" + std::string(text) + "'");
    }
    void order() {
        if (peek() == 'T' && rest.starts_with("True")) {
            out.fail("is in Fortran order; save numpy.ascontiguousarray of it");
        }
        if (!rest.starts_with("False")) {
            out.fail("header is malformed: fortran_order is neither True nor False");
        }
        rest.remove_prefix(5);
    }
    void shape() {
        expect('(');
        bool comma = true;
        while (!accept(')')) {
            std::size_t extent = 0;
            peek();
            auto const [end, failure] =
                std::from_chars(rest.data(), rest.data() + rest.size(), extent);
            if (failure == std::errc::result_out_of_range || out.shape.size() == max_rank) {
                out.fail("shape has an extent or a rank that is too large");
            }
            if (!comma || failure != std::errc{}) {
                out.fail("header is malformed: shape is no tuple of extents");
            }
            rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
            out.shape.push_back(extent);
            comma = accept(',');
        }
        if (out.shape.size() == 1 && !comma) { // (3) is a number in Python
            out.fail("header is malformed: shape is no tuple of extents");
        }
    }

    std::string_view rest;
    tensor& out;
    std::array<bool, 3> have{};
};

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
