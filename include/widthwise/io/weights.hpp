// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <widthwise/io/folder.hpp>
#include <widthwise/io/parameters.hpp>
#include <widthwise/io/safetensors.hpp>

namespace widthwise::io {

/// A folder of .npy files (see read_folder) or one .safetensors file.
inline state_dict read_weights(std::filesystem::path const& path, std::string_view prefix = {}) {
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure)) {
        return read_folder(path, prefix);
    }
    if (path.extension() != ".safetensors") {
        throw error(path.string(), {},
                    std::filesystem::exists(path, failure)
                        ? "is neither a folder of .npy files nor a .safetensors file"
                        : "no such file or folder");
    }
    return strip_lightning(read_safetensors(path));
}

/// A float network's parameters from a folder of .npy files or a .safetensors file, checked as
/// load_parameters(state_dict) checks them.
template <class Net>
parameters<Net> load_parameters(std::filesystem::path const& path) {
    return load_parameters<Net>(read_weights(path), path.string());
}

} // namespace widthwise::io
