// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/verify/minimize_accumulators.hpp>
#include <widthwise/verify/no_overflow.hpp>
#include <widthwise/verify/stepwise_is_exact.hpp>

namespace ww = widthwise;
namespace verify = ww::verify;

namespace {

/// Weights of every value a format has, small ones more often; the same for every compiler.
struct filler {
    std::uint32_t state = 12345;

    template <class Tensor, class Format>
    constexpr void operator()(char const*, Tensor& values, Format) {
        for (auto& v : values) {
            v = next<Format>();
        }
    }
    template <class Format>
    constexpr ww::value_t<Format> next() {
        state = state * 1664525u + 1013904223u;
        std::int64_t const any = static_cast<std::int32_t>(state) >> 16; // 16 bits
        std::int64_t const value = any >> (16 - Format::row().width + (state >> 8) % 3);
        return static_cast<ww::value_t<Format>>(value);
    }
};
template <class Net, std::size_t... I>
constexpr ww::parameters<Net> fill(std::index_sequence<I...>) {
    ww::parameters<Net> p{};
    filler f;
    int const each[] = {
        (std::remove_reference_t<decltype(ww::get<I>(p))>::each(ww::get<I>(p), f), 0)...};
    static_cast<void>(each);
    return p;
}
template <class Net>
struct random_weights {
    static constexpr ww::parameters<Net> value =
        fill<Net>(std::make_index_sequence<ww::size_of<Net>()>{});
};
template <class To, class From>
struct handed_on {
    static constexpr ww::parameters<To> value = ww::transfer<To>(random_weights<From>::value);
};
template <class Net>
struct small : verify::minimize_accumulators_t<Net, random_weights<Net>> {};
template <class Net>
struct smaller : verify::minimize_accumulators_t<small<Net>, handed_on<small<Net>, Net>> {};

/// y of the last node's inputs, as floats: inputs of every size, and at both ends.
template <class Net>
std::vector<float> run(ww::parameters<Net> const& p) {
    ww::executor<Net> engine(p);
    std::size_t const samples = 60, size = ww::executor<Net>::input_size();
    std::mt19937 random(7);
    std::vector<float> x(samples * size);
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::size_t const sample = i / size;
        float const any = static_cast<float>(random() % 20001) / 1000.0f - 10.0f;
        x[i] = sample % 3 == 0 ? (any < 0 ? -1000.0f : 1000.0f) : any;
    }
    std::vector<float> y(samples * ww::executor<Net>::output_size());
    engine.run(x, y);
    return y;
}
template <class Net>
int accumulator_bits() {
    int sum = 0;
    for (std::size_t i = 0; i < ww::size_of<Net>(); ++i) {
        verify::accumulator_row const row = verify::accumulators<Net>::value.node[i];
        sum += row.kind == verify::sum_kind::none ? 0 : row.given;
    }
    return sum;
}

/// The same function, proven, in fewer bits; how many bits are saved in all.
template <class Net>
int check() {
    using once = small<Net>;
    using twice = smaller<Net>;
    using weights = handed_on<once, Net>;
    std::vector<float> const y = run<Net>(random_weights<Net>::value);
    CHECK(run<once>(weights::value) == y);
    CHECK(run<twice>(ww::transfer<twice>(random_weights<Net>::value)) == y);
    int const before = accumulator_bits<Net>(), after = accumulator_bits<once>();
    CHECK(accumulator_bits<twice>() <= after);
    auto const heads = ww::facts_of<Net>().inputs(ww::size_of<Net>() - 1);
    for (int k = 0; k < heads.count; ++k) {
        auto const old = ww::as_row(ww::edge_formats_of<Net>().out[heads.edge[k]]);
        CHECK(ww::detail::same_values(old,
                                      ww::as_row(ww::edge_formats_of<once>().out[heads.edge[k]])));
        CHECK(ww::detail::same_values(old,
                                      ww::as_row(ww::edge_formats_of<twice>().out[heads.edge[k]])));
    }
    auto const& was = verify::accumulators<Net, random_weights<Net>>::value;
    auto const& now = verify::accumulators<once, weights>::value;
    for (std::size_t i = 0; i < ww::size_of<Net>(); ++i) {
        CHECK(now.node[i].given <= was.node[i].given);
        CHECK(now.node[i].overflows == was.node[i].overflows);
    }
    return before - after;
}

using q6 = ww::integer<6, 3>;
using q4 = ww::integer<4, 2>;
template <class Net, class... More>
using whole = ww::quantize_t<
    Net, ww::by_type<
             ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q4>, ww::bias<q6>, More...>,
             ww::on<ww::op::add, ww::data_in<q6>, More...>,
             ww::on<ww::op::conv2d, ww::data_in<q6>, ww::weight<q4>, ww::bias<q6>, More...>,
             ww::on<ww::op::batch_norm1d, ww::data_in<q6>, ww::weight<q4>, ww::bias<q6>, More...>>>;

struct jets : whole<ww::zoo::jet_16_64_32_32_5> {};
struct fused_jets : ww::fuse_activation_t<jets> {};
struct residual : whole<ww::zoo::residual_mlp> {};
struct cnn : whole<ww::zoo::small_cnn> {};
struct toy : whole<ww::zoo::jsc_toy> {};
// Every term cast: wide and wrapping, wide and saturating, too narrow, and with bits lost.
struct wide_steps : whole<ww::zoo::jet_16_64_32_32_5, ww::accum<ww::ap_fixed<32, 16>>> {};
struct saturating
    : whole<ww::zoo::residual_mlp, ww::accum<ww::fixed<30, 8>>, ww::data_out<ww::fixed<12, 4>>> {};
struct narrow : whole<ww::zoo::jet_16_64_32_32_5, ww::accum<ww::ap_fixed<9, 4>>> {};
struct coarse : whole<ww::zoo::jet_16_64_32_32_5, ww::accum<ww::ap_fixed<20, 18>>> {};

// Heads that differ in what their weights need, each through layers that hand its format on.
WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(moved);
WIDTHWISE_NAME(both);
template <class Layer>
struct two_heads
    : ww::quantize_t<
          ww::network<ww::input<6>, ww::node<left, ww::linear<6, 2, false>, ww::x_name>,
                      ww::node<right, ww::linear<6, 2, false>, ww::x_name>,
                      ww::node<ww::seq_blocks<3>, Layer, left>, ww::node<moved, Layer, right>,
                      ww::node<both, ww::output, ww::seq_blocks<3>, moved>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q4>>>> {};

} // namespace

TEST_CASE("a network keeps its function when its accumulators shrink") {
    CHECK(check<jets>() > 0);
    CHECK(check<fused_jets>() > 0);
    CHECK(check<residual>() > 0);
    CHECK(check<cnn>() > 0);
    CHECK(check<toy>() > 0);
}
TEST_CASE("accumulators that are cast per term shrink where that is exact, and stay elsewhere") {
    CHECK(check<wide_steps>() > 4 * 10);
    CHECK(check<saturating>() > 4 * 10);
    CHECK(check<narrow>() == 0);
    CHECK(check<coarse>() == 0);
}
TEST_CASE("what shrinks is proven, by its weights only") {
    CHECK(verify::is_overflow_free<small<jets>, handed_on<small<jets>, jets>>());
    CHECK_FALSE(verify::is_overflow_free<small<jets>>());
    CHECK(verify::stepwise_is_exact<small<jets>, 3, handed_on<small<jets>, jets>>::value);
    CHECK_FALSE(verify::stepwise_is_exact<small<jets>, 3>::value);
    CHECK_FALSE(verify::is_overflow_free<narrow, random_weights<narrow>>());
}

TEST_CASE("heads keep their formats, so that the same hardware port takes them") {
    using wires = two_heads<ww::flatten>;
    using relus = two_heads<ww::relu>;
    CHECK(check<wires>() > 0);
    CHECK(check<relus>() > 0);
    CHECK(std::is_same_v<ww::hls::output_cell<small<wires>>, ww::hls::output_cell<wires>>);
    ww::hls::input_cell<relus> x[6] = {31, -32, 5, -7, 1, 0};
    ww::hls::output_cell<relus> y[4], same[4];
    ww::hls::forward<relus, random_weights<relus>>(x, y);
    ww::hls::forward<small<relus>, handed_on<small<relus>, relus>>(x, same);
    CHECK(std::equal(y, y + 4, same));
}
