// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include <widthwise/run/error.hpp>

namespace widthwise::io {

/// Everything a regular file holds. Error: missing, a directory, unreadable.
inline std::vector<std::byte> read_bytes(std::filesystem::path const& path) {
    std::error_code failure;
    auto const kind = std::filesystem::status(path, failure).type();
    if (kind != std::filesystem::file_type::regular) {
        throw error(path.string(), {},
                    kind == std::filesystem::file_type::not_found   ? "no such file"
                    : kind == std::filesystem::file_type::directory ? "is a directory"
                                                                    : "is not a readable file");
    }
    auto const size = std::filesystem::file_size(path, failure);
    std::ifstream in(path, std::ios::binary);
    std::vector<std::byte> bytes(failure || !in ? 0 : static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (failure || !in) {
        throw error(path.string(), {}, "cannot be read");
    }
    return bytes;
}

/// Replaces the file whole: a failure leaves the old one as it was.
inline void write_bytes(std::filesystem::path const& path, std::string_view head,
                        std::span<std::span<std::byte const> const> parts) {
    auto partial = path;
    partial += ".partial";
    std::ofstream out(partial, std::ios::binary);
    out.write(head.data(), static_cast<std::streamsize>(head.size()));
    for (auto const part : parts) {
        out.write(reinterpret_cast<char const*>(part.data()),
                  static_cast<std::streamsize>(part.size()));
    }
    out.close();
    std::error_code failure, ignored;
    if (out) {
        std::filesystem::rename(partial, path, failure);
    }
    if (!out || failure) {
        std::filesystem::remove(partial, ignored);
        throw error(path.string(), {}, "cannot be written");
    }
}

} // namespace widthwise::io
