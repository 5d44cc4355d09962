// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <system_error>

#include <widthwise/io/file.hpp>
#include <widthwise/io/hls_project.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::hls {

namespace detail {
/// A new folder beside `folder`, on the same file system: folder.partial, folder.partial1 ... What
/// has such a name already is somebody's.
inline std::filesystem::path folder_beside(std::filesystem::path const& folder) {
    namespace fs = std::filesystem;
    if (folder.has_parent_path()) {
        fs::create_directories(folder.parent_path());
    }
    for (int n = 0;; ++n) {
        fs::path beside = folder;
        beside += ".partial" + (n == 0 ? std::string() : std::to_string(n));
        std::error_code failure;
        if (fs::create_directory(beside, failure)) {
            return beside;
        }
        if (!fs::exists(fs::symlink_status(beside))) {
            throw fs::filesystem_error("", beside, failure);
        }
    }
}

/// All of a project or nothing: written beside the folder, then renamed.
inline void write_project(std::filesystem::path const& where, files const& all) {
    namespace fs = std::filesystem;
    fs::path folder = where;
    while (!folder.has_filename() && folder.has_relative_path()) { // jets/
        folder = folder.parent_path();
    }
    std::error_code failure, ignored;
    if (folder.empty() || fs::exists(folder, failure) || failure) {
        throw error(where.string(), {}, folder.empty() ? "no folder's name" : "exists already");
    }
    fs::path partial;
    try {
        partial = folder_beside(folder);
        for (auto const& [name, text] : all) {
            fs::create_directories((partial / name).parent_path());
            io::write_bytes(partial / name, text, {});
            bool const script = text.starts_with("#!");
            if (script) {
                fs::permissions(partial / name, fs::perms::owner_all, fs::perm_options::add);
            }
        }
        fs::rename(partial, folder);
    } catch (fs::filesystem_error const& e) {
        fs::remove_all(partial, ignored); // of an empty path: nothing
        throw error(where.string(), {}, "cannot be written: " + e.code().message());
    } catch (...) {
        fs::remove_all(partial, ignored);
        throw;
    }
}
} // namespace detail

} // namespace widthwise::hls
