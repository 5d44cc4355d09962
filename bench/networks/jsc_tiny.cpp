// SPDX-License-Identifier: Apache-2.0
#include "network.hpp"

void bench::list_groups() { measured_network<widthwise::zoo::jsc_tiny>{.name = "jsc_tiny"}.list(); }
