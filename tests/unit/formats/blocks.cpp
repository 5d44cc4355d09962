// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

#include <widthwise/formats/blocks.hpp>

namespace ww = widthwise;

namespace {

// Every element belongs to exactly one block; the sizes of the blocks, in order.
template <int... Block>
std::vector<int> sizes(std::vector<int> const& dims, bool skip_first = false) {
    ww::blocks<Block...> const cut(dims.data(), static_cast<int>(dims.size()), skip_first);
    std::size_t elements = 1;
    for (int dim : dims) {
        elements *= static_cast<std::size_t>(dim);
    }
    std::vector<int> seen(elements), result;
    for (std::ptrdiff_t b = 0; b < cut.count(); ++b) {
        int n = 0;
        for (auto e = cut.begin(b); e.valid(); e.next(), ++n) {
            ++seen.at(static_cast<std::size_t>(e.at()));
        }
        result.push_back(n);
    }
    CHECK(seen == std::vector<int>(elements, 1));
    return result;
}

} // namespace

TEST_CASE("blocks partition a tensor of any rank") {
    CHECK(sizes<16>({20}) == std::vector<int>{16, 4});
    CHECK(sizes<16>({8, 16}) == std::vector<int>{128}); // the missing extent is whole
    CHECK(sizes<1, 16>({3, 20}) == std::vector<int>{16, 4, 16, 4, 16, 4});
    CHECK(sizes<16>({3, 20}, true) == std::vector<int>{16, 4, 16, 4, 16, 4});
    CHECK(sizes<2, 3>({3, 4}) == std::vector<int>{6, 2, 3, 1});
    CHECK(sizes<2, 3>({2, 3, 4}, true) == std::vector<int>{6, 2, 3, 1, 6, 2, 3, 1});
    CHECK(sizes<4>({2, 3, 5, 7, 4}) == std::vector<int>{840});
    CHECK(sizes<4>({2, 3, 5, 7, 4}, true) == std::vector<int>{420, 420});
    CHECK(sizes<-1>({5}) == std::vector<int>{5});
    CHECK(sizes<99>({5}) == std::vector<int>{5});
    CHECK(sizes<2, 2, 2>({3}) == std::vector<int>{2, 1}); // more extents than dimensions
    CHECK(sizes<>({2, 3}) == std::vector<int>{6});
    CHECK(sizes<4>({}) == std::vector<int>{1});
    CHECK(sizes<4>({0, 4}).empty());
    CHECK(sizes<1>({2, 3}, true) == std::vector<int>(6, 1));
}
