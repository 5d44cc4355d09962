// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstring>
#include <functional>
#include <span>

#include <widthwise/io/npy.hpp>
#include <widthwise/io/safetensors_header.hpp>

namespace widthwise::io {

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
