// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/column.hpp>

namespace widthwise::report {

/// Python tabulate's tablefmt of the same name.
enum class style : unsigned char { grid, orgtbl, simple };

namespace detail {

/// The characters of one style: around and between the cells of rows and of rules.
struct rules {
    std::string_view edge, cell, rule_edge, rule_cell;
    std::size_t pad;
    char header_fill;
};
constexpr rules rules_of(style of) {
    return of == style::grid     ? rules{"|", "|", "+", "+", 1, '='}
           : of == style::orgtbl ? rules{"|", "|", "|", "+", 1, '-'}
                                 : rules{"", "  ", "", "  ", 0, '-'};
}

inline void end_line(std::string& out, std::size_t start) {
    while (out.size() > start && out.back() == ' ') {
        out.pop_back();
    }
    out += '\n';
}

} // namespace detail

/// The text tabulate(rows, headers, tablefmt) returns: numbers right-aligned by their points,
/// texts left. A cell of several lines takes several lines; widths count code points.
/// Source: python-tabulate 0.9.
inline std::string to_text(table const& of, style look) {
    auto const marks = detail::rules_of(look);
    std::size_t count = of.headers.size();
    bool split = std::ranges::any_of(of.headers, [](auto& h) { return h.find('\n') != h.npos; });
    for (auto const& row : of.rows) {
        count = std::max(count, row.size());
        split = split || std::ranges::any_of(
                             row, [](auto& c) { return str(c).find('\n') < std::string::npos; });
    }
    table aligned = of; // missing headers are those of the first columns
    if (!of.headers.empty()) {
        aligned.headers.insert(aligned.headers.begin(), count - of.headers.size(), "");
    }
    std::vector<detail::column> columns;
    for (std::size_t i = 0; i < count; ++i) {
        columns.push_back(detail::layout(aligned, i, split));
    }
    std::string out;
    auto const rule = [&](char fill) {
        auto const start = out.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            out += i == 0 ? marks.rule_edge : marks.rule_cell;
            out.append(columns[i].width + 2 * marks.pad, fill);
        }
        out += marks.rule_edge;
        detail::end_line(out, start);
    };
    auto const row = [&](auto const& lines_in) {
        std::size_t height = 0;
        for (auto const& column : columns) {
            height = std::max(height, lines_in(column).size());
        }
        for (std::size_t line = 0; line < height; ++line) {
            auto const start = out.size();
            for (std::size_t i = 0; i < columns.size(); ++i) {
                auto const& lines = lines_in(columns[i]);
                out += i == 0 ? marks.edge : marks.cell;
                out.append(marks.pad, ' ');
                out += line < lines.size() ? lines[line] : std::string(columns[i].width, ' ');
                out.append(marks.pad, ' ');
            }
            out += marks.edge;
            detail::end_line(out, start);
        }
    };
    bool const boxed = look == style::grid || (look == style::simple && of.headers.empty());
    if (count > 0 && boxed) {
        rule('-');
    }
    if (!of.headers.empty()) {
        row([](detail::column const& c) -> auto const& { return c.header; });
        rule(marks.header_fill);
    }
    for (std::size_t r = 0; r < of.rows.size(); ++r) {
        row([r](detail::column const& c) -> auto const& { return c.cells[r]; });
        if (look == style::grid && r + 1 < of.rows.size()) {
            rule('-');
        }
    }
    if (count > 0 && boxed) {
        rule('-');
    }
    if (!out.empty()) {
        out.pop_back(); // no line end behind the last line
    }
    return out;
}

} // namespace widthwise::report
