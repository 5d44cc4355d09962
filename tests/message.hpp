// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include <widthwise/run/error.hpp>

namespace tests {

/// What f throws, in words.
template <class F>
std::string message(F&& f) {
    try {
        f();
    } catch (widthwise::error const& e) {
        return e.what();
    }
    return "no error";
}

} // namespace tests
