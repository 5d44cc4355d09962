// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>
#include <unistd.h>

#include <widthwise/io/npy.hpp>

#include "../shared.hpp"

namespace io = widthwise::io;
namespace fs = std::filesystem;

TEST_CASE("every array NumPy saved reads, converts and is written back byte for byte") {
    fs::path const folder = shared();
    fs::path const copy =
        fs::temp_directory_path() / ("widthwise_golden_npy_" + std::to_string(::getpid()) + ".npy");
    int arrays = 0;
    for (auto const& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".npy") {
            continue;
        }
        CAPTURE(entry.path().filename().string());
        ++arrays;
        io::tensor const read = io::read_npy(entry.path());
        CHECK(read.name == entry.path().stem().string());
        CHECK_NOTHROW(read.require_finite());
        auto const floats = read.floats();
        CHECK(floats.size() == io::element_count(read.shape));
        if (read.type == io::dtype::i64) {
            auto const integers = read.integers();
            CHECK(std::equal(integers.begin(), integers.end(), floats.begin(), floats.end(),
                             [](std::int64_t a, float b) { return static_cast<float>(a) == b; }));
            io::write_npy<std::int64_t>(copy, read.shape, integers);
        } else {
            REQUIRE(read.type == io::dtype::f32);
            io::write_npy<float>(copy, read.shape, floats);
        }
        CHECK(io::read_bytes(copy) == io::read_bytes(entry.path()));
    }
    fs::remove(copy);
    CHECK(arrays > 100);
}
