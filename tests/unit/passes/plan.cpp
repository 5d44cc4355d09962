// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <widthwise/layers.hpp>
#include <widthwise/passes/plan.hpp>

namespace ww = widthwise;

namespace {

constexpr ww::layer_row in = ww::input<4>::row();
constexpr ww::layer_row keep = ww::identity::row();
constexpr ww::layer_row sum = ww::add::row();
constexpr ww::layer_row out = ww::output::row();

// a and b read x, c reads b, sum reads a and c; the rows are written by hand.
constexpr ww::node_row rows[] = {
    {"x", &in, {nullptr, nullptr}, nullptr, 0}, {"a", &keep, {nullptr, nullptr}, nullptr, 0},
    {"b", &keep, {"x", nullptr}, nullptr, 1},   {"c", &keep, {nullptr, nullptr}, nullptr, 0},
    {"sum", &sum, {"a", "c"}, nullptr, 2},      {"output", &out, {nullptr, nullptr}, nullptr, 0}};
constexpr std::size_t nodes = 6, edges = 6;
constexpr ww::facts<nodes, edges> facts = ww::detail::resolve<nodes, edges>(rows);
static_assert(facts.bad.what == ww::fault::none, "");

ww::plan<nodes, edges> without(int first, int second = -1) {
    auto p = ww::keep_all(facts);
    p.live[first] = false;
    if (second >= 0) {
        p.live[second] = false;
    }
    ww::close_gaps(p, facts);
    return p;
}
template <std::size_t N>
bool same(int const (&list)[N], int const (&wanted)[N]) {
    for (std::size_t i = 0; i < N; ++i) {
        if (list[i] != wanted[i]) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("keep_all changes nothing") {
    auto const p = ww::keep_all(facts);
    CHECK(p.size == nodes);
    CHECK(same(p.source, {0, 1, 2, 3, 4, 5}));
    CHECK(same(p.edge, {0, 0, 2, 1, 3, 4}));
    for (std::size_t i = 0; i < nodes; ++i) {
        CHECK(p.live[i]);
        CHECK_FALSE(p.rewired[i]);
        CHECK(p.rule[i] < 0);
    }
}

TEST_CASE("a reader of a dropped node reads what that node read") {
    auto const p = without(3);
    CHECK(p.size == 5);
    CHECK(p.source[3] == 4);
    CHECK(p.source[4] == 5);
    CHECK(p.edge[facts.first[4]] == 1);
    CHECK(p.edge[facts.first[4] + 1] == 2); // sum(a, b)
    CHECK(p.rewired[4]);
    CHECK_FALSE(p.rewired[2]);
    CHECK_FALSE(p.rewired[5]);
}

TEST_CASE("over two dropped nodes, to the first that is left") {
    auto const p = without(2, 3);
    CHECK(p.size == 4);
    CHECK(p.edge[facts.first[4]] == 1);
    CHECK(p.edge[facts.first[4] + 1] == 0); // sum(a, x)
    CHECK(p.rewired[4]);
}

TEST_CASE("a node that reads its predecessor without a name must name what it reads now") {
    auto const p = without(2); // the node before c is now a, c reads x
    CHECK(p.edge[facts.first[3]] == 0);
    CHECK(p.rewired[3]);
    CHECK_FALSE(p.rewired[4]);
}

TEST_CASE("readers are counted per edge") {
    CHECK(same(ww::count_readers(facts).count, {2, 1, 1, 1, 1, 0}));
}
