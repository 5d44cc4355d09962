// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/run/nets.hpp"

using namespace golden;

TEST_CASE("the float network gives MASE's outputs") {
    net_data<jsc_tiny> const data;
    CHECK(distance(outputs<jsc_tiny>(data), data.read("y_float")) <= 4e-6);
}

TEST_CASE("networks in MASE's float-domain formats give MASE's outputs") {
    check_configs<jsc_tiny, float_configs<jsc_tiny>>(4e-6);
}
