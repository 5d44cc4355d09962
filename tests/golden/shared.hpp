// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

/// The folder of golden data: $WIDTHWISE_SHARED, else where the build was told it is.
/// Without it the whole program counts as skipped (exit code 77, as CTest's SKIP_RETURN_CODE).
inline std::filesystem::path shared() {
    char const* const named = std::getenv("WIDTHWISE_SHARED");
#ifdef WIDTHWISE_SHARED_DIR
    std::filesystem::path const folder = named != nullptr ? named : WIDTHWISE_SHARED_DIR;
#else
    std::filesystem::path const folder = named != nullptr ? named : "";
#endif
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure)) {
        std::puts("skipped: no shared data");
        std::fflush(stdout);
        std::exit(77);
    }
    return folder;
}
