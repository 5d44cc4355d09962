// SPDX-License-Identifier: Apache-2.0
#include "network.hpp"

void bench::list_groups() {
    measured_network<widthwise::zoo::jet_16_64_32_32_5>{.name = "16-64-32-32-5"}.list();
}
