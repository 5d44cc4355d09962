// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <widthwise/io/header_text.hpp>
#include <widthwise/io/hls_project.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::hls {

namespace detail {
/// Words of C++ up to C++20, a blank before and behind each.
inline constexpr std::string_view keywords =
    " alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t"
    " char16_t char32_t class co_await co_return co_yield compl concept const const_cast"
    " consteval constexpr constinit continue decltype default delete do double dynamic_cast"
    " else enum explicit export extern false float for friend goto if inline int long mutable"
    " namespace new noexcept not not_eq nullptr operator or or_eq private protected public"
    " register reinterpret_cast requires return short signed sizeof static static_assert"
    " static_cast struct switch template this thread_local throw true try typedef typeid"
    " typename union unsigned using virtual void volatile wchar_t while xor xor_eq ";
/// What the bench, the top function and their headers name already; C's functions that they call.
inline constexpr std::string_view taken =
    " main std widthwise weights vectors inputs outputs given expected argc argv asked rounds"
    " samples wrong start run seconds v i o x y got right scores printf strtol clock CCS_MAIN"
    " CCS_DESIGN CCS_RETURN CCS_SCVERIFY CLOCKS_PER_SEC NULL EOF FILE ";

inline void check_top(project const& p) {
    auto const refuse = [&](std::string const& why) {
        throw error("project.top is " + why + ": '" + p.top + "'");
    };
    if (keywords.find(' ' + p.top + ' ') != keywords.npos) {
        refuse("a word of C++");
    }
    if (p.top[0] == '_' || p.top.find("__") != p.top.npos || p.top.starts_with("WIDTHWISE_") ||
        p.top.ends_with("_t")) { // C's types
        refuse("a reserved name");
    }
    bool const fifo = p.top.starts_with("fifo") &&
                      p.top.find_first_not_of("0123456789", 4) == p.top.npos && p.top.size() > 4;
    std::size_t const from = std::min(p.network.find_first_not_of(": "), p.network.size());
    std::size_t const to = p.network.find_first_of(":<, ", from);
    if (fifo || taken.find(' ' + p.top + ' ') != taken.npos ||
        p.network.substr(from, to - from) == p.top) {
        refuse("a name that the project has already");
    }
}

/// The first line of a header that includes anything but <...>, from what it includes on; or
/// nothing. Also of a comment: a preprocessor is not repeated here.
inline std::string includes_a_file(std::string_view text) {
    constexpr std::string_view word = "include", blanks = " \t\v\f\r";
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        auto const skip = [&](std::size_t n) {
            line.remove_prefix(n);
            line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        };
        skip(0);
        while (line.starts_with("/*") && line.find("*/") != line.npos) {
            skip(line.find("*/") + 2);
        }
        std::size_t const hash = line.starts_with('#') ? 1 : line.starts_with("%:") ? 2 : 0;
        skip(hash);
        if (hash == 0 || !line.starts_with(word)) {
            continue;
        }
        skip(word.size());
        if (!line.starts_with('<')) {
            bool const closed = line.starts_with('"') && line.find('"', 1) != line.npos;
            return std::string(closed ? line.substr(0, line.find('"', 1) + 1) : line);
        }
    }
    return {};
}

/// The text of the network's header; every word of the project is one that the files can hold.
inline std::string checked_header(project const& p) {
    struct {
        std::string_view field, text, also;
    } const words[] = {
        {"network", p.network, ":<>, "},
        {"options", p.options.empty() ? std::string_view("none") : p.options, ":<>, "},
        {"carrier", p.carrier, ":<>, "},
        {"top", p.top, ""},
        {"part", p.part, "-"}};
    for (auto const& word : words) {
        if (!io::detail::is_name(word.text, word.also)) {
            throw error("project." + std::string(word.field) + " is no name: '" +
                        std::string(word.text) + "'");
        }
    }
    check_top(p);
    if (!(p.clock > 0 && p.clock < 1e6)) {
        throw error("project.clock is a period in ns: " + std::to_string(p.clock));
    }
    std::string header = text_of(p.header);
    if (std::string const other = includes_a_file(header); !other.empty()) {
        throw error(p.header.string(), {}, "includes " + other + ": only <...> can be copied");
    }
    return header;
}
} // namespace detail

} // namespace widthwise::hls
