// SPDX-License-Identifier: Apache-2.0
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "shared.hpp"

namespace tests {

static bool skipped = false;

std::string shared_dir() {
    char const* chosen = std::getenv("WIDTHWISE_SHARED_DIR");
    return chosen != nullptr && *chosen != '\0' ? chosen : WIDTHWISE_SHARED_DIR;
}

void skip(std::string const& reason) {
    skipped = true;
    std::cout << "skipped: " << reason << '\n';
}

bool have_shared(std::string const& relative) {
    auto const path = std::filesystem::path(shared_dir()) / relative;
    if (std::filesystem::exists(path)) {
        return true;
    }
    skip("no " + path.string() + " (set WIDTHWISE_SHARED_DIR)");
    return false;
}

} // namespace tests

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    int const result = context.run();
    return result == 0 && tests::skipped ? 77 : result;
}
