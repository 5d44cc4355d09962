// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include <widthwise/io/file.hpp>

namespace widthwise::report {

/// Writes a text as a file, its folder made when it is missing. Error: names the file.
inline void save(std::filesystem::path const& path, std::string_view text) {
    std::error_code failure;
    if (path.has_parent_path()) {
        std::filesystem::create_directories(path.parent_path(), failure);
    }
    if (failure) {
        throw error(path.string(), {}, "its folder cannot be made: " + failure.message());
    }
    io::write_bytes(path, text, {});
}

} // namespace widthwise::report
