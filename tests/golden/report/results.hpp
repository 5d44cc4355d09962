// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/golden/nets.hpp"
#include "tests/golden/shared.hpp"

namespace golden {

/// Python's NaN, which is no JSON, reads as null.
inline nlohmann::json read_json(std::filesystem::path const& path) {
    std::ifstream in(path);
    std::string text(std::istreambuf_iterator<char>(in), {});
    for (std::size_t at = 0; (at = text.find(": NaN", at)) != text.npos;) {
        text.replace(at, 5, ": null");
    }
    return nlohmann::json::parse(text);
}
inline nlohmann::json const& results() {
    static nlohmann::json const all = read_json(shared() / "golden/mase/nets/results.json");
    return all;
}
inline nlohmann::json const& misc() {
    static nlohmann::json const all = read_json(shared() / "golden/mase/nets/misc.json");
    return all;
}

} // namespace golden
