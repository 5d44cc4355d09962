// standard: c++14
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/formats/ap_fixed.hpp" // the same tests: HLS tools compile C++14
