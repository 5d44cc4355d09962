// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/report/column.hpp>

namespace widthwise::report {

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
