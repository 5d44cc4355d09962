// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <type_traits>
#include <utility>

#include <widthwise/core/type_list.hpp>

using widthwise::type_at;
using widthwise::type_list;

namespace {

template <std::size_t I>
struct numbered {};
template <class Index>
struct list;
template <std::size_t... I>
struct list<std::index_sequence<I...>> {
    using type = type_list<numbered<I>...>;
};
template <std::size_t N>
using list_of = typename list<std::make_index_sequence<N>>::type;

template <std::size_t N, std::size_t... I>
bool all(std::index_sequence<I...>) {
    bool const same[] = {std::is_same<type_at<list_of<N>, I>, numbered<I>>::value...};
    for (bool one : same) {
        if (!one) {
            return false;
        }
    }
    return true;
}

static_assert(list_of<1001>::size == 1001, "");
static_assert(type_list<>::size == 0, "");

} // namespace

TEST_CASE("every place of a list that fills no chunk, one, two, and one more") {
    CHECK(all<1>(std::make_index_sequence<1>{}));
    CHECK(all<31>(std::make_index_sequence<31>{}));
    CHECK(all<32>(std::make_index_sequence<32>{}));
    CHECK(all<33>(std::make_index_sequence<33>{}));
    CHECK(all<64>(std::make_index_sequence<64>{}));
    CHECK(all<65>(std::make_index_sequence<65>{}));
}

TEST_CASE("the borders of chunks in a long list") {
    using places = std::index_sequence<0, 31, 32, 63, 64, 991, 992, 999, 1000>;
    CHECK(all<1001>(places{}));
}

TEST_CASE("types that occur twice, and void") {
    using twice = type_list<int, void, int, char>;
    CHECK(std::is_same<type_at<twice, 2>, int>::value);
    CHECK(std::is_void<type_at<twice, 1>>::value);
    CHECK(std::is_same<type_at<twice, 3>, char>::value);
}
