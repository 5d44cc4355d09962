// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <algorithm>
#include <cstdint>
#include <string>

#include "tests/golden/run.hpp"
#include "tests/property/draw.hpp"
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/drop_identity.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

using tests::draw;
using tests::mix;

// A random DAG over vectors of six: node I reads one or two earlier nodes; the last adds the last
// two, so that both count.
template <int Seed, int I>
using earlier = std::conditional_t<draw(Seed, 10 * I + 1, 3) != 0 || I == 0, ww::seq_blocks<I - 1>,
                                   ww::seq_blocks<draw(Seed, 10 * I + 2, I + 1) - 1>>;
template <int Seed, int I>
struct drawn_node {
    using one = ww::type_list<ww::linear<6, 6>, ww::relu, ww::identity, ww::dropout<10>,
                              ww::batch_norm1d<6>, ww::linear<6, 6, false>, ww::relu>;
    using two = ww::type_list<ww::add, ww::sub>;
    using name = ww::seq_blocks<I>;
    static constexpr int kind = draw(Seed, 10 * I, 9);
    using type = std::conditional_t<
        (kind < 7),
        ww::node<name, ww::type_at<one, static_cast<std::size_t>(kind < 7 ? kind : 0)>,
                 earlier<Seed, I>>,
        ww::node<name, ww::type_at<two, static_cast<std::size_t>(kind < 7 ? 0 : kind - 7)>,
                 earlier<Seed, I>, ww::seq_blocks<draw(Seed, 10 * I + 3, I + 1) - 1>>>;
};
template <int Seed, class Index>
struct drawn;
template <int Seed, int... I>
struct drawn<Seed, std::integer_sequence<int, I...>> {
    static constexpr int last = static_cast<int>(sizeof...(I));
    using type = ww::network<ww::node<ww::seq_blocks<-1>, ww::input<6>>,
                             typename drawn_node<Seed, I>::type...,
                             ww::node<ww::seq_blocks<last>, ww::add, ww::seq_blocks<last - 1>,
                                      ww::seq_blocks<last - 2>>>;
};
template <int Seed>
struct dag : drawn<Seed, std::make_integer_sequence<int, 9>>::type {};

struct generator {
    std::uint64_t state;
    float next() { // [-1, 1)
        state = mix(state);
        return static_cast<float>(static_cast<double>(state >> 11) * 0x1p-52 - 1.0);
    }
    std::vector<float> numbers(std::size_t n, float size) {
        std::vector<float> x(n);
        for (float& v : x) {
            v = size * next();
        }
        return x;
    }
};
template <class Net>
ww::parameters<Net> masters(generator& from) {
    ww::parameters<Net> p{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const fill = [&](auto& own) {
            own.each(own, [&](std::string const& name, auto& values, auto) {
                for (float& v : values) {
                    v = name == "running_var" ? 1.5f + from.next() : from.next();
                }
            });
        };
        int const each[] = {(fill(ww::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
    return p;
}

/// The largest difference between From and To, relative to the largest output; both run on x.
template <class To, class From>
double difference(ww::parameters<From> const& p, std::vector<float> const& x) {
    std::vector<float> const a = golden::run(p, x), b = golden::run(ww::transfer<To>(p), x);
    REQUIRE(a.size() == b.size());
    double worst = 0, size = 1e-30;
    for (std::size_t i = 0; i < a.size(); ++i) {
        worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
        size = std::max(size, std::abs(static_cast<double>(a[i])));
    }
    CHECK(size > 1e-3); // the outputs are not all zero
    return worst / size;
}
template <class Net>
constexpr int gone(std::size_t before) {
    return static_cast<int>(before - ww::size_of<Net>());
}

using q8 = ww::integer<8, 4>;
using config =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                ww::on<ww::op::conv2d, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                ww::on<ww::op::add, ww::data_in<q8>, ww::data_out<ww::integer<8, 3>>>,
                ww::on<ww::op::sub, ww::data_in<q8>, ww::data_out<q8>>,
                ww::on<ww::op::batch_norm1d, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                ww::on<ww::op::relu, ww::data_in<ww::integer<10, 5>>, ww::data_out<q8>>>;

/// Fusing is exact, in float and in integers.
template <class Net>
void check_fused(generator& from, float size) {
    auto const p = masters<Net>(from);
    std::vector<float> const x = from.numbers(golden::sample_size<Net>() * 8, size);
    CHECK(difference<ww::fuse_activation_t<Net>>(p, x) == 0);
    using integers = ww::quantize_t<Net, config>;
    CHECK(difference<ww::fuse_activation_t<integers>>(ww::transfer<integers>(p), x) == 0);
}
template <int Seed>
int check_dag() {
    CAPTURE(Seed);
    generator from{static_cast<std::uint64_t>(Seed)};
    using net = dag<Seed>;
    auto const p = masters<net>(from);
    std::vector<float> const x = from.numbers(6 * 8, 2);
    using dropped = ww::drop_identity_t<net>;
    using folded = ww::fold_batch_norm_t<dropped>;
    using fused = ww::fuse_activation_t<folded>;
    CHECK(difference<dropped>(p, x) == 0);
    CHECK(difference<fused>(p, x) < 1e-5); // all three at once, parameters found through all
    using integers = ww::quantize_t<dropped, config>;
    using fused_integers = ww::fuse_activation_t<integers>;
    CHECK(difference<fused_integers>(ww::transfer<integers>(p), x) == 0);
    return gone<fused>(ww::size_of<net>());
}

} // namespace

TEST_CASE("random residual DAGs: dropping and fusing change nothing, folding only roundings") {
    int const gone[] = {check_dag<1>(), check_dag<2>(), check_dag<3>()};
    int all = 0;
    for (int n : gone) {
        all += n;
    }
    CHECK(all > 3); // the passes had something to do
}
TEST_CASE("the residual network of the zoo, fused") {
    generator from{21};
    check_fused<ww::zoo::residual_mlp>(from, 2);
}
TEST_CASE("a BatchNorm behind every linear, folded") {
    generator from{30};
    auto const p = masters<ww::zoo::jsc_toy>(from);
    CHECK(difference<ww::fold_batch_norm_t<ww::zoo::jsc_toy>>(p, from.numbers(16 * 8, 3)) < 1e-5);
}
TEST_CASE("a BatchNorm behind a convolution and a dropped identity") {
    generator from{23};
    using net =
        ww::network<ww::input<2, 5, 5>,
                    ww::conv2d<2, 3, ww::pair<3>, ww::pair<1>, ww::pair<1>, ww::pair<1>, 1, false>,
                    ww::identity, ww::batch_norm2d<3>, ww::relu>;
    using folded = ww::fold_batch_norm_t<ww::drop_identity_t<net>>;
    CHECK(ww::size_of<folded>() == 4);
    CHECK(difference<folded>(masters<net>(from), from.numbers(50 * 4, 2)) < 1e-5);
}
