// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

/// A table of texts with a header line. Commas within "..." do not separate.
struct csv {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    std::size_t column(std::string const& name) const {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (header[i] == name) {
                return i;
            }
        }
        throw std::runtime_error("no column " + name);
    }
    std::string const& at(std::size_t row, std::string const& name) const {
        return rows.at(row).at(column(name));
    }
    /// Decimal or hex (0x1.8p+1), inf and nan.
    float number(std::size_t row, std::string const& name) const {
        return std::strtof(at(row, name).c_str(), nullptr);
    }
    int integer(std::size_t row, std::string const& name) const {
        return static_cast<int>(std::strtol(at(row, name).c_str(), nullptr, 10));
    }
    std::vector<float> numbers(std::size_t first, std::size_t last, std::string const& name) const {
        std::vector<float> values;
        for (std::size_t r = first; r < last; ++r) {
            values.push_back(number(r, name));
        }
        return values;
    }
    /// The end of the run of rows, from `first`, that agree with it in a column.
    std::size_t run_end(std::size_t first, std::string const& name) const {
        std::size_t last = first;
        while (last < rows.size() && at(last, name) == at(first, name)) {
            ++last;
        }
        return last;
    }
};

/// "2x3x4" or "2|8": the integers between the separators.
inline std::vector<int> extents(std::string const& text) {
    std::vector<int> values;
    for (char const* p = text.c_str(); *p != '\0';) {
        char* end = nullptr;
        values.push_back(static_cast<int>(std::strtol(p, &end, 10)));
        if (end == p) {
            throw std::runtime_error("no extents: " + text);
        }
        p = *end == '\0' ? end : end + 1;
    }
    return values;
}

/// Equal as numbers (0 == -0), or both NaN.
inline bool same(float a, float b) { return a == b || (a != a && b != b); }

inline csv read_csv(std::filesystem::path const& path) {
    std::ifstream file(path);
    if (!file) {
        throw std::runtime_error("cannot open " + path.string());
    }
    csv table;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (char c : line) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.emplace_back();
            } else if (c != '\r') {
                cells.back() += c;
            }
        }
        if (table.header.empty()) {
            table.header = cells;
        } else if (cells.size() == table.header.size()) {
            table.rows.push_back(cells);
        } else if (!line.empty()) {
            throw std::runtime_error("short row in " + path.string() + ": " + line);
        }
    }
    return table;
}
