// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

#include "tests/folder.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/train/dataset.hpp>

namespace tr = widthwise::train;
namespace io = widthwise::io;

struct folder : tests::folder {
    void x(std::vector<std::size_t> const& shape, std::vector<float> const& values) const {
        io::write_npy<float>(path / "x.npy", shape, values);
    }
    void labels(std::vector<std::size_t> const& shape, std::vector<std::int64_t> const& l) const {
        io::write_npy<std::int64_t>(path / "labels.npy", shape, l);
    }
    /// What loading 2 features and 3 classes says, without the folder's name.
    std::string error() const {
        try {
            tr::load_dataset(path, 2, 3);
        } catch (widthwise::error const& e) {
            std::string const text = e.what();
            std::string const prefix = path.string() + "/";
            REQUIRE(text.starts_with(prefix));
            return text.substr(prefix.size());
        }
        return "loaded";
    }
};

TEST_CASE("x.npy and labels.npy of a folder") {
    folder const f;
    f.x({3, 2}, {1, 2, 3, 4, 5, 6});
    f.labels({3}, {0, 2, 1});
    auto const data = tr::load_dataset(f.path, 2, 3);
    CHECK(data.samples() == 3);
    CHECK(data.features() == 2);
    CHECK(data.x == std::vector<float>{1, 2, 3, 4, 5, 6});
    CHECK(data.labels == std::vector<int>{0, 2, 1});
    f.x({3, 1, 2}, {1, 2, 3, 4, 5, 6}); // images are features one after the other
    CHECK(tr::load_dataset(f.path, 2, 3).features() == 2);
    CHECK_THROWS_AS(tr::load_dataset<widthwise::zoo::jsc_toy>(f.path), widthwise::error);
}

TEST_CASE("what does not fit is named with file, tensor and reason") {
    folder const f;
    CHECK(f.error() == "x.npy: no such file");
    f.x({2, 2}, {1, 2, 3, 4});
    CHECK(f.error() == "labels.npy: no such file");
    f.labels({2}, {0, 3});
    CHECK(f.error() == "labels.npy: tensor 'labels': element 1 is 3, expected a class 0..2");
    f.labels({2}, {-1, 0});
    CHECK(f.error() == "labels.npy: tensor 'labels': element 0 is -1, expected a class 0..2");
    f.labels({2, 1}, {0, 0});
    CHECK(f.error() == "labels.npy: tensor 'labels': shape (2, 1), expected one axis: [samples]");
    f.labels({3}, {0, 0, 0});
    CHECK(f.error() == "x.npy: tensor 'x': shape (2, 2) against labels (3,), expected the same "
                       "number of samples first");
    f.labels({2}, {0, 1});
    f.x({2, 3}, {1, 2, 3, 4, 5, 6});
    CHECK(f.error() == "x.npy: tensor 'x': shape (2, 3), expected 2 features a sample");
    f.x({2, 2}, {1, 2, std::numeric_limits<float>::quiet_NaN(), 4});
    CHECK(f.error() == "x.npy: tensor 'x': element 2 is nan");
    f.x({0, 2}, {});
    f.labels({0}, {});
    CHECK(f.error() == "x.npy: tensor 'x': has no samples");
}

TEST_CASE("a split is random, complete and repeatable") {
    tr::dataset all;
    for (int i = 0; i < 10; ++i) {
        all.x.insert(all.x.end(), {static_cast<float>(i), static_cast<float>(-i)});
        all.labels.push_back(i);
    }
    auto const [some, rest] = tr::split(all, .35, 7);
    CHECK(some.samples() == 3);
    CHECK(rest.samples() == 7);
    std::vector<int> labels = some.labels;
    labels.insert(labels.end(), rest.labels.begin(), rest.labels.end());
    CHECK(labels != all.labels);
    std::sort(labels.begin(), labels.end());
    CHECK(labels == all.labels);
    for (std::size_t i = 0; i < rest.samples(); ++i) { // x goes with its label
        CHECK(rest.x[2 * i] == static_cast<float>(rest.labels[i]));
        CHECK(rest.x[2 * i + 1] == -static_cast<float>(rest.labels[i]));
    }
    CHECK(tr::split(all, .35, 7).first.labels == some.labels);
    CHECK(tr::split(all, .35, 8).first.labels != some.labels);
    CHECK_THROWS_AS(tr::split(all, 1.5, 7), widthwise::error);
}
