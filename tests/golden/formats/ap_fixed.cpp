// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/formats/ap_fixed.hpp" // the tests, compiled as C++20
