// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace tests {

/// The folder with golden vectors and data: the environment variable WIDTHWISE_SHARED_DIR, else
/// the one next to the repository.
std::string shared_dir();

/// Marks this executable as skipped: it exits with 77 unless a check failed.
void skip(std::string const& reason);

/// Is shared_dir()/relative there? If not, skips.
///     if (!tests::have_shared("golden/ap_fixed")) return;
bool have_shared(std::string const& relative);

} // namespace tests
