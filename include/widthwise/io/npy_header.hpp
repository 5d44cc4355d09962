// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

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

} // namespace detail

} // namespace widthwise::io
