// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/py.hpp>

namespace widthwise::report {

namespace detail {

/// CPython's PrettyPrinter with indent 1, sorted keys, one item per line; its own names.
struct pretty_printer {
    std::size_t width;
    std::string out{};

    /// allowance: columns that the closing brackets and the comma still need on the last line.
    void format(py const& of, std::size_t indent, std::size_t allowance, int level) {
        auto const rep = repr(of, true);
        if (length(rep) + indent + allowance <= width) {
            out += rep;
        } else if (auto const* const dict = of.as<py::dict>()) {
            format_dict(by_key(*dict), indent + 1, allowance + 1, level + 1);
        } else if (auto const* const list = of.as<py::list>()) {
            format_list(*list, indent + 1, allowance + 1, level + 1);
        } else if (auto const* const text = of.as<std::string>(); text && !text->empty()) {
            format_text(code_points(*text), indent, allowance, level + 1);
        } else {
            out += rep;
        }
    }

private:
    void new_line(std::size_t indent) { out.append(1, '\n').append(indent, ' '); }

    void format_dict(py::dict const& items, std::size_t indent, std::size_t allowance, int level) {
        out += '{';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) {
                out += ',';
                new_line(indent);
            }
            auto const key = repr(items[i].first, true);
            out += key + ": ";
            format(items[i].second, indent + length(key) + 2, i + 1 == items.size() ? allowance : 1,
                   level);
        }
        out += '}';
    }
    void format_list(py::list const& items, std::size_t indent, std::size_t allowance, int level) {
        out += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) {
                out += ',';
                new_line(indent);
            }
            format(items[i], indent, i + 1 == items.size() ? allowance : 1, level);
        }
        out += ']';
    }

    /// Splits at line ends, then between words; a bracket around the pieces of a lone text.
    void format_text(std::u32string_view text, std::size_t indent, std::size_t allowance,
                     int level) {
        indent += level == 1 ? 1 : 0;
        allowance += level == 1 ? 1 : 0;
        std::vector<std::string> chunks;
        std::string last;
        while (!text.empty()) {
            auto const line = text.substr(0, line_size(text));
            text.remove_prefix(line.size());
            last = repr(line);
            if (length(last) + indent + (text.empty() ? allowance : 0) <= width) {
                chunks.push_back(last);
            } else {
                split_words(line, indent, text.empty() ? allowance : 0, chunks);
            }
        }
        if (chunks.size() == 1) {
            out += last;
            return;
        }
        out += level == 1 ? "(" : "";
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            if (i > 0) {
                new_line(indent);
            }
            out += chunks[i];
        }
        out += level == 1 ? ")" : "";
    }
    static std::size_t line_size(std::u32string_view text) {
        auto const end = std::ranges::find_if(text, is_line_end);
        auto const size = static_cast<std::size_t>(end - text.begin());
        bool const both = text.substr(size).starts_with(U"\r\n");
        return size + (end == text.end() ? 0 : both ? 2 : 1);
    }
    void split_words(std::u32string_view line, std::size_t indent, std::size_t allowance,
                     std::vector<std::string>& chunks) const {
        std::u32string_view current = line.substr(0, 0);
        for (std::size_t at = 0; at < line.size();) {
            std::size_t end = at;
            while (end < line.size() && !is_space(line[end])) {
                ++end;
            }
            while (end < line.size() && is_space(line[end])) {
                ++end;
            }
            std::size_t const start = at - current.size();
            auto const candidate = line.substr(start, end - start);
            bool const is_last = end == line.size();
            if (length(repr(candidate)) + indent + (is_last ? allowance : 0) > width) {
                if (!current.empty()) {
                    chunks.push_back(repr(current));
                }
                current = line.substr(at, end - at);
            } else {
                current = candidate;
            }
            at = end;
        }
        if (!current.empty()) {
            chunks.push_back(repr(current));
        }
    }
};

} // namespace detail

/// pprint.pformat(of): dict keys sorted, lines of at most width columns where items allow it.
/// Source: CPython 3.11, Lib/pprint.py.
inline std::string pformat(py const& of, std::size_t width = 80) {
    detail::pretty_printer printer{width};
    printer.format(of, 0, 0, 0);
    return printer.out;
}

} // namespace widthwise::report
