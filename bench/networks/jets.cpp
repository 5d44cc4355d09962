// SPDX-License-Identifier: Apache-2.0
#include "network.hpp"

void bench::list_groups() {
    namespace zoo = widthwise::zoo;
    measured_network<zoo::jsc_tiny>{.name = "jsc_tiny"}.list();
    measured_network<zoo::jsc_toy>{.name = "jsc_toy"}.list();
    measured_network<zoo::jsc_test>{.name = "jsc_test"}.list();
    measured_network<zoo::jet_16_64_32_32_5>{.name = "16-64-32-32-5"}.list();
}
