// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/pformat.hpp>

namespace widthwise::report {

/// Rows of cells under headers. A short row ends in None; without headers there is no header row.
struct table {
    std::vector<std::string> headers{};
    std::vector<std::vector<py>> rows{};
};

/// Python tabulate's tablefmt of the same name.
enum class style : unsigned char { grid, orgtbl, simple };

namespace detail {

/// What a column can be read as, from the least to the most general.
enum class kind : unsigned char { none, boolean, whole, real, text };

/// A text that Python's int() or float() would take; one that overflows to inf is a text.
struct number {
    kind is = kind::text;
    double value = 0;
};
inline number read_number(std::string_view text) {
    auto const blank = [](char c) { return is_space(static_cast<unsigned char>(c)); };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string raw{text}, digits;
    for (char& c : raw) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    bool marked = raw == "inf" || raw == "-inf" || raw == "nan"; // or has a digit
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    if (text.starts_with('+') && !text.starts_with("+-")) {
        text.remove_prefix(1);
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const between =
            i > 0 && i + 1 < text.size() && digit(text[i - 1]) && digit(text[i + 1]);
        if (text[i] == '_' && between) {
            continue;
        }
        digits += text[i];
        marked = marked || digit(text[i]);
    }
    number out;
    auto const [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
    if (failure == std::errc{} && end == digits.data() + digits.size() && marked) {
        bool const whole = digits.find_first_not_of("0123456789", digits[0] == '-') == digits.npos;
        out.is = whole ? kind::whole : kind::real;
    }
    return out;
}

inline number classify(py const& of) {
    if (auto const* const text = of.as<std::string>()) {
        return *text == "True" || *text == "False" ? number{kind::boolean} : read_number(*text);
    }
    if (auto const* const label = of.as<py::name>()) {
        return read_number(label->text); // an integer beyond 64 bits
    }
    if (auto const* const flag = of.as<bool>()) {
        return {kind::boolean, *flag ? 1.0 : 0.0};
    }
    if (auto const* const whole = of.as<std::int64_t>()) {
        return {kind::whole, static_cast<double>(*whole)};
    }
    auto const* const real = of.as<double>();
    return real                    ? number{kind::real, *real}
           : of.value.index() == 0 ? number{kind::none}
                                   : number{kind::text};
}

/// The format 'g': six digits.
inline std::string six_digits(double value) {
    if (!std::isfinite(value)) {
        return repr(value);
    }
    char text[32];
    auto const end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
    return {text, end.ptr};
}

inline std::vector<std::string> lines_of(std::string_view text, bool split) {
    std::vector<std::string> out;
    for (std::size_t end = 0; split && (end = text.find('\n')) != text.npos;) {
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (!split || !text.empty()) {
        out.emplace_back(text);
    }
    return out;
}

inline std::size_t widest(std::vector<std::string> const& lines) {
    std::size_t out = 0;
    for (auto const& line : lines) {
        out = std::max(out, length(line));
    }
    return out;
}

inline std::string strip(std::string_view text) {
    std::u32string const points = code_points(text);
    std::u32string_view view = points;
    while (!view.empty() && is_space(view.front())) {
        view.remove_prefix(1);
    }
    while (!view.empty() && is_space(view.back())) {
        view.remove_suffix(1);
    }
    return utf8(view);
}

/// Characters behind the decimal point (or the e), as tabulate aligns by; -1 for none.
inline std::ptrdiff_t after_point(std::string const& text) {
    if (read_number(text).is != kind::real) {
        return -1;
    }
    auto const point = text.find('.') != text.npos ? text.find('.') : text.find_first_of("eE");
    return point == text.npos ? -1 : static_cast<std::ptrdiff_t>(text.size() - point - 1);
}

/// A column's cells as padded lines, numbers with their points below each other.
struct column {
    bool right = false;
    std::size_t width = 0;
    std::vector<std::string> header{};
    std::vector<std::vector<std::string>> cells{};

    void pad(std::vector<std::string>& lines) const {
        for (auto& line : lines) {
            line.insert(right ? 0 : line.size(), width - length(line), ' ');
        }
    }
};

inline column layout(table const& of, std::size_t index, bool split) {
    static py const missing;
    auto const cell = [&](auto const& row) -> py const& {
        return index < row.size() ? row[index] : missing;
    };
    kind common = kind::boolean;
    for (auto const& row : of.rows) {
        common = std::max(common, classify(cell(row)).is);
    }
    column out;
    out.right = common == kind::whole || common == kind::real;
    std::vector<std::string> texts;
    std::ptrdiff_t most = -1;
    for (auto const& row : of.rows) {
        py const& from = cell(row);
        auto const [is, value] = classify(from);
        bool const flag_text = is == kind::boolean && from.as<std::string>() != nullptr;
        texts.push_back(is == kind::none                     ? ""
                        : common == kind::real && !flag_text ? six_digits(value)
                                                             : str(from));
        most = std::max(most, after_point(texts.back()));
    }
    if (index < of.headers.size()) {
        out.header = lines_of(of.headers[index], split);
        out.width = widest(out.header) + 2; // tabulate's MIN_PADDING
    }
    for (auto& text : texts) {
        if (out.right) {
            text.append(static_cast<std::size_t>(most - after_point(text)), ' ');
        } else {
            text = strip(text);
        }
        out.cells.push_back(lines_of(text, split));
        out.width = std::max(out.width, widest(out.cells.back()));
    }
    out.pad(out.header);
    for (auto& lines : out.cells) {
        out.pad(lines);
    }
    return out;
}

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

/// pandas.DataFrame(rows, columns=headers).to_csv(index=index): None and NaN are empty, a column
/// of integers with floats or gaps is one of floats, quotes where the text needs them.
inline std::string to_csv(table const& of, bool index) {
    std::size_t const count = of.headers.size();
    std::vector<bool> real(count, true);
    for (std::size_t i = 0; i < count; ++i) {
        bool whole = true;
        for (auto const& row : of.rows) {
            bool const gap = i >= row.size() || row[i].value.index() == 0;
            whole = whole && !gap && row[i].as<std::int64_t>() != nullptr;
            real[i] = real[i] && (gap || row[i].as<std::int64_t>() || row[i].as<double>());
        }
        real[i] = real[i] && !whole;
    }
    std::string out;
    auto const field = [&](std::string const& text, bool first, bool only) {
        out += first ? "" : ",";
        if (text.find_first_of(",\"\r\n") == text.npos && !(only && text.empty())) {
            out += text;
            return;
        }
        out += '"';
        for (char const c : text) {
            out.append(c == '"' ? 2 : 1, c);
        }
        out += '"';
    };
    if (index) {
        field("", true, count == 0);
    }
    for (std::size_t i = 0; i < count; ++i) {
        field(of.headers[i], i == 0 && !index, count == 1 && !index);
    }
    out += '\n';
    for (std::size_t r = 0; r < of.rows.size(); ++r) {
        auto const& row = of.rows[r];
        if (index) {
            field(std::to_string(r), true, false);
        }
        for (std::size_t i = 0; i < count; ++i) {
            bool const gap = i >= row.size() || row[i].value.index() == 0;
            auto const* const number = gap ? nullptr : row[i].as<double>();
            auto const* const whole = gap ? nullptr : row[i].as<std::int64_t>();
            std::string const text = gap || (number && *number != *number) ? ""
                                     : whole && real[i] ? repr(static_cast<double>(*whole))
                                                        : str(row[i]);
            field(text, i == 0 && !index, count == 1 && !index);
        }
        out += '\n';
    }
    return out;
}

} // namespace widthwise::report
