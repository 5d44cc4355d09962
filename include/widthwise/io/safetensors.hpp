// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json.hpp>
#include <set>

#include <widthwise/io/npy.hpp>

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

/// All tensors of a whole .safetensors file, by name.
/// Error: any header the format does not allow, and data bytes that belong to no tensor or to two.
/// Source: huggingface/safetensors, format section of its README.
inline state_dict parse_safetensors(std::span<std::byte const> bytes, std::string const& file) {
    std::uint64_t length = 0;
    if (bytes.size() < sizeof length) {
        throw error(file, {}, "is truncated before its header");
    }
    std::memcpy(&length, bytes.data(), sizeof length);
    auto data = bytes.subspan(sizeof length);
    if (length > detail::max_header || length > data.size()) {
        throw error(file, {},
                    "header claims " + std::to_string(length) + " bytes, " +
                        (length > data.size() ? std::to_string(data.size()) + " follow"
                                              : "more than the format's 100,000,000"));
    }
    std::string_view const text{reinterpret_cast<char const*>(data.data()), length};
    detail::safetensors_header header{file};
    if (!text.starts_with('{')) {
        header.misplaced();
    }
    if (auto const zero = text.find('\0'); zero != text.npos) { // the parser would stop there
        header.invalid(zero + 1);
    }
    nlohmann::json::sax_parse(text.begin(), text.end(), &header);

    data = data.subspan(length);
    auto& entries = header.entries;
    std::ranges::sort(entries, {}, [](auto const& entry) { return entry.offsets; });
    state_dict out;
    std::size_t position = 0;
    for (auto& [of, offsets] : entries) {
        auto const text_of =
            "[" + std::to_string(offsets[0]) + ", " + std::to_string(offsets[1]) + ")";
        if (offsets[1] < offsets[0] || offsets[1] > data.size()) {
            of.fail("data_offsets " + text_of + " are outside the " + std::to_string(data.size()) +
                    " bytes of data");
        }
        if (offsets[0] != position) {
            of.fail("data_offsets " + text_of +
                    (offsets[0] < position ? " overlap another tensor" : " leave a hole") +
                    ": expected " + std::to_string(position));
        }
        auto const count = element_count(of.shape);
        auto const size = offsets[1] - offsets[0];
        if (!count || size % width(of.type) != 0 || size / width(of.type) != *count) {
            of.fail("shape " + to_string(of.shape) + " of " + std::to_string(width(of.type)) +
                    "-byte elements does not match data_offsets " + text_of);
        }
        auto const part = data.subspan(position, size);
        of.bytes.assign(part.begin(), part.end());
        detail::require_bools(of);
        position = offsets[1];
        out.emplace(of.name, std::move(of));
    }
    if (position != data.size()) {
        throw error(file, {}, "has " + std::to_string(data.size() - position) + " trailing bytes");
    }
    return out;
}

inline state_dict read_safetensors(std::filesystem::path const& path) {
    return parse_safetensors(read_bytes(path), path.string());
}

/// Widest elements first, then by name, header padded to 8: every tensor is aligned to its type.
/// The keys of the dictionary are the names written.
inline void write_safetensors(std::filesystem::path const& path, state_dict const& tensors) {
    std::vector<state_dict::const_pointer> order;
    for (auto const& entry : tensors) {
        auto const& [name, of] = entry;
        if (name == "__metadata__") {
            throw error(path.string(), name, "cannot be written: the name is reserved");
        }
        auto const count = element_count(of.shape);
        if (!count || *count != of.bytes.size() / width(of.type) ||
            of.bytes.size() % width(of.type) != 0) {
            throw error(path.string(), name,
                        "cannot be written: shape " + to_string(of.shape) + " against " +
                            std::to_string(of.bytes.size()) + " bytes");
        }
        order.push_back(&entry);
    }
    std::ranges::stable_sort(order, std::greater{},
                             [](auto const* entry) { return width(entry->second.type); });
    std::string head(8, '\0');
    std::vector<std::span<std::byte const>> parts;
    std::size_t position = 0;
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    for (auto const* entry : order) {
        auto const& of = entry->second;
        auto const* row = std::ranges::find(dtypes, of.type, &dtype_row::type);
        header[entry->first] = {{"dtype", row->safetensors},
                                {"shape", of.shape},
                                {"data_offsets", {position, position + of.bytes.size()}}};
        position += of.bytes.size();
        parts.emplace_back(of.bytes);
    }
    try {
        head += header.dump();
    } catch (nlohmann::json::exception const&) {
        throw error(path.string(), {}, "cannot be written: a tensor's name is not UTF-8");
    }
    head.append((8 - head.size() % 8) % 8, ' ');
    std::uint64_t const length = head.size() - 8;
    std::memcpy(head.data(), &length, sizeof length);
    write_bytes(path, head, parts);
}

} // namespace widthwise::io
