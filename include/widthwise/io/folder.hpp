// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include <widthwise/io/npy.hpp>

namespace widthwise::io {

/// model.fc1.weight is fc1.weight: a Lightning checkpoint keeps the network in a member `model`.
/// Error: both names are there.
inline state_dict strip_lightning(state_dict from) {
    constexpr std::string_view prefix = "model.";
    state_dict out;
    while (!from.empty()) {
        auto node = from.extract(from.begin());
        if (node.key().starts_with(prefix) && node.key().size() > prefix.size()) {
            node.key().erase(0, prefix.size());
            node.mapped().name = node.key();
        }
        if (auto const placed = out.insert(std::move(node)); !placed.inserted) {
            placed.node.mapped().fail("is there with and without the prefix 'model.'");
        }
    }
    return out;
}

/// Every <prefix><name>.npy of a folder, by name; other files are left alone.
/// Error: no such file, or the first bad one in alphabetical order.
inline state_dict read_folder(std::filesystem::path const& folder, std::string_view prefix = {}) {
    std::error_code failure;
    std::map<std::string, std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end;
         at.increment(failure)) {
        auto const& path = at->path();
        auto const stem = path.stem().string();
        if (path.extension() == ".npy" && stem.starts_with(prefix) && stem.size() > prefix.size()) {
            files.emplace(stem.substr(prefix.size()), path);
        }
    }
    if (failure || files.empty()) {
        throw error(folder.string(), {},
                    failure ? "is not a readable folder"
                            : "has no file " + std::string(prefix) + "*.npy");
    }
    state_dict out;
    for (auto const& [name, path] : files) {
        out.emplace(name, parse_npy(read_bytes(path), path.string(), name));
    }
    return strip_lightning(std::move(out));
}

} // namespace widthwise::io
