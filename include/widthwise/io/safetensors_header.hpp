// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <widthwise/io/npy_header.hpp>

namespace widthwise::io {

namespace detail {

constexpr std::uint64_t max_header = 100'000'000; // the reference implementation's limit

/// The JSON events of {"name": {"dtype": "F32", "shape": [3, 4], "data_offsets": [0, 48]}, ...}.
/// An event out of place is an error, so nesting stops at the third level and no document is
/// ever built. The signatures are nlohmann's.
struct safetensors_header {
    struct entry {
        tensor of;
        std::vector<std::size_t> offsets{};
    };
    enum class place { start, top, metadata, entry, shape, offsets, end };

    std::string file;
    std::vector<entry> entries{};
    std::set<std::string, std::less<>> names{}, fields{};
    std::string name{}, field{};
    place at = place::start;

    [[noreturn]] void fail(std::string_view reason) const { throw error(file, name, reason); }
    [[noreturn]] bool misplaced() const {
        fail(at == place::start ? "header is not a JSON object"
                                : "header has a value of the wrong kind" +
                                      (field.empty() ? "" : " in '" + field + "'"));
    }
    bool null() { misplaced(); }
    bool boolean(bool) { misplaced(); }
    bool number_integer(std::int64_t) { misplaced(); }
    bool number_float(double, std::string const&) { misplaced(); }
    bool binary(std::vector<std::uint8_t>&) { misplaced(); }
    bool number_unsigned(std::uint64_t value) {
        bool const shape = at == place::shape;
        if (!shape && at != place::offsets) {
            misplaced();
        }
        auto& list = shape ? entries.back().of.shape : entries.back().offsets;
        if (list.size() == (shape ? max_rank : 2)) {
            fail("has more than " + std::to_string(list.size()) + " numbers in '" + field + "'");
        }
        list.push_back(value);
        return true;
    }
    bool string(std::string const& text) {
        if (at == place::metadata) {
            return true;
        }
        if (at != place::entry || field != "dtype") {
            misplaced();
        }
        for (auto const& row : dtypes) {
            if (row.safetensors == text) {
                entries.back().of.type = row.type;
                return true;
            }
        }
        fail("has unsupported dtype '" + text + "'");
    }
    bool key(std::string const& text) {
        (at == place::top ? name : field) = text;
        if (!(at == place::top ? names : fields).insert(text).second) {
            fail(at == place::top ? "appears twice" : "has the key '" + text + "' twice");
        }
        return true;
    }
    bool start_object(std::size_t) {
        if (at == place::start) {
            at = place::top;
        } else if (at == place::top && name == "__metadata__") {
            at = place::metadata;
        } else if (at == place::top) {
            at = place::entry;
            entries.push_back({{name, {}, dtype::f32, {}, file}});
        } else {
            misplaced();
        }
        return true;
    }
    bool end_object() {
        if (at == place::entry && fields != decltype(fields){"data_offsets", "dtype", "shape"}) {
            fail("needs exactly the keys dtype, shape and data_offsets");
        }
        if (at == place::entry && entries.back().offsets.size() != 2) {
            fail("needs two data_offsets");
        }
        at = at == place::top ? place::end : place::top;
        fields.clear();
        field.clear();
        return true;
    }
    bool start_array(std::size_t) {
        if (at != place::entry || (field != "shape" && field != "data_offsets")) {
            misplaced();
        }
        at = field == "shape" ? place::shape : place::offsets;
        return true;
    }
    bool end_array() {
        at = place::entry;
        return true;
    }
    bool parse_error(std::size_t byte, std::string const&, nlohmann::json::exception const&) {
        invalid(byte);
    }
    [[noreturn]] void invalid(std::size_t byte) const {
        throw error(file, {}, "header is not valid JSON at byte " + std::to_string(byte));
    }
};

} // namespace detail

} // namespace widthwise::io
