// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/number.hpp>

namespace widthwise::report {

/// Rows of cells under headers. A short row ends in None; without headers there is no header row.
struct table {
    std::vector<std::string> headers{};
    std::vector<std::vector<py>> rows{};
};

namespace detail {

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

} // namespace detail

} // namespace widthwise::report
