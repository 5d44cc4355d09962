// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include <boost/hana/fold_left.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/length.hpp>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/run/hana.hpp>

namespace ww = widthwise;
namespace hana = boost::hana;
using namespace ww::literals;
using ww::zoo::jsc_tiny;

TEST_CASE("hana::for_each visits every node with its parameters, in order") {
    ww::parameters<jsc_tiny> p{};
    std::string names;
    hana::for_each(ww::layers(p), [&](auto const& node) {
        names += std::string(node.row.name) + " ";
        if constexpr (requires { node.own.weight; }) {
            node.own.weight.data[0] = 2.0f;
        }
    });
    CHECK(names == "x seq_blocks_0 seq_blocks_1 seq_blocks_2 seq_blocks_3 output ");
    CHECK(ww::get<1>(p).weight(0) == 2.0f);
    CHECK(ww::get<3>(p).weight(0, 0) == 2.0f);
}

TEST_CASE("other algorithms follow") {
    ww::parameters<jsc_tiny> const p{};
    static_assert(decltype(hana::length(ww::layers(p)))::value == 6);
    auto const outputs =
        hana::fold_left(ww::layers(p), std::int64_t{0},
                        [](auto sum, auto const& n) { return sum + n.out.elements(); });
    CHECK(outputs == 16 + 16 + 16 + 5 + 5 + 5);
}

TEST_CASE("a hana::string names a node") {
    struct net : ww::network<ww::input<4>, ww::node<decltype("fc 1"_s), ww::linear<4, 2>>> {};
    CHECK(ww::find_node<net>("fc 1") == 1);
    CHECK(std::string(ww::rows_of<net>()[1].name) == "fc 1");
}
