// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <string>
#include <string_view>

#include <widthwise/kernels/isa.hpp>
#include <widthwise/run/error.hpp>

namespace widthwise::isa {

/// "scalar, sse4, avx2": the tiers of this CPU.
inline std::string names_here() {
    std::string names;
    for (tier const t : all_tiers) {
        names += !has(t) ? "" : (names.empty() ? "" : ", ") + std::string(name_of(t));
    }
    return names;
}

/// t itself. Error: a tier this CPU, or the machine the program is compiled for, does not have, or
/// that the program leaves out (core/config.hpp); it lists those that are there.
inline tier require(tier t) {
    if (!has(t)) {
        throw error(std::string(name_of(t)) +
                    (is_left_out(t) ? ": this program is compiled without it; it has "
                                    : ": this CPU does not have it; it has ") +
                    names_here());
    }
    return t;
}

/// The tier of that name. Errors: a name that is no tier; those of require.
inline tier named(std::string_view name) {
    for (tier const t : all_tiers) {
        if (name == name_of(t)) {
            return require(t);
        }
    }
    throw error("'" + std::string(name) + "' names no instruction set; this CPU has " +
                names_here());
}

/// The tier that the environment variable WIDTHWISE_ISA names, the best one where it is empty or
/// not set. Errors: those of named.
inline tier selected() {
    char const* const forced = std::getenv("WIDTHWISE_ISA");
    if (forced == nullptr || *forced == '\0') {
        return best();
    }
    try {
        return named(forced);
    } catch (error const& e) {
        throw error("WIDTHWISE_ISA", {}, e.what());
    }
}

} // namespace widthwise::isa
