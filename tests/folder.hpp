// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace tests {

/// A folder of its own, removed at the end.
struct folder {
    std::filesystem::path path;
    folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "widthwise_test_XXXXXX").string();
        path = mkdtemp(name.data());
    }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder() { std::filesystem::remove_all(path); }
};

} // namespace tests
