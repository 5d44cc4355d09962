// SPDX-License-Identifier: Apache-2.0
#include "network.hpp"

void bench::list_groups() { measured_network<widthwise::zoo::jsc_test>{.name = "jsc_test"}.list(); }
