// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/layers/forward.hpp"

using namespace forwards;

namespace {

/// concat reads its inputs one at a time, in the format that holds them all.
template <int Axis, class A>
std::vector<typename A::y> join(std::vector<ww::shape> const& in,
                                std::vector<typename A::x const*> const& x) {
    ww::layer_row const row = ww::concat<Axis>::row();
    int const edge[] = {0, 1, 2};
    ww::operands const read{in.data(), edge, static_cast<int>(in.size())};
    ww::inferred const result = row.infer(row, read);
    REQUIRE((result.bad == ww::fault::none));
    std::vector<typename A::y> y(static_cast<std::size_t>(result.out.elements()));
    for (int k = 0; k < read.count; ++k) {
        forward_part(ww::op::concat{}, A{}, row, read, k, result.out,
                     x[static_cast<std::size_t>(k)], y.data());
    }
    return y;
}

} // namespace

TEST_CASE("concat along every axis") {
    float const a[] = {1, 2, 3, 4}, b[] = {5, 6}, c[] = {7, 8, 9, 10};
    using list = std::vector<float>;
    CHECK(join<0, floats>({ww::extents(4), ww::extents(2)}, {a, b}) == list{1, 2, 3, 4, 5, 6});
    CHECK(join<0, floats>({ww::extents(2, 2), ww::extents(1, 2), ww::extents(2, 2)}, {a, b, c}) ==
          list{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(join<1, floats>({ww::extents(2, 2), ww::extents(2, 1), ww::extents(2, 2)}, {a, b, c}) ==
          list{1, 2, 5, 7, 8, 3, 4, 6, 9, 10});
    CHECK(join<2, floats>({ww::extents(1, 2, 2), ww::extents(1, 2, 1)}, {a, b}) ==
          list{1, 2, 5, 3, 4, 6});
}

TEST_CASE("flatten, view, identity, dropout: y = x, cast to data_out where it is given") {
    using x8 = ww::fixed<8, 4>;
    using y5 = ww::fixed<5, 2>;
    using A = ww::arithmetic<x8, x8, x8, x8, y5, ww::no_activation, false>;
    using plain = exact<x8, x8, x8, x8>;
    generator from{8};
    auto const x = from.raws<x8>(24);
    ww::reads<plain> v{};
    v.x = x.data();
    ww::reads<A> u{};
    u.x = x.data();
    std::vector<ww::shape> const in{ww::extents(2, 3, 4)};
    CHECK(run<ww::flatten, plain>(in, v) == x);
    CHECK(run<ww::view<4, -1>, plain>(in, v) == x);
    CHECK(run<ww::identity, plain>(in, v) == x);
    CHECK(run<ww::dropout<90>, plain>(in, v) == x); // only training drops
    std::vector<std::int8_t> cast;
    for (std::int8_t raw : x) { // raw / 4, half even, saturated
        int const floor = (raw + 128) / 4 - 32, rest = raw - 4 * floor;
        int const up = rest > 2 || (rest == 2 && floor % 2 != 0) ? 1 : 0;
        int const rounded = floor + up;
        cast.push_back(static_cast<std::int8_t>(rounded > 15 ? 15 : rounded < -16 ? -16 : rounded));
    }
    CHECK(run<ww::flatten, A>(in, u) == cast);
    CHECK(run<ww::identity, A>(in, u) == cast);
}
