// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

namespace bench {

/// The most multiply-accumulates per second that one instruction can give: a loop of nothing else.
struct peak {
    char const* name;
    char const* family; ///< fma, int16, int8, amx or bit
    bool (*present)();  ///< on this CPU
    void (*run)();
    double macs; ///< per call
};
std::vector<peak> peaks();

} // namespace bench
