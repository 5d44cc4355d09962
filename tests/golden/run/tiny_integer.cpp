// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/run/nets.hpp"

using namespace golden;

TEST_CASE("integer networks give MASE's outputs") {
    check_configs<jsc_tiny, integer_configs<jsc_tiny>>(4e-6);
}
