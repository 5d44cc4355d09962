// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <random>
#include <vector>

#include <widthwise/formats.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes.hpp>
#include <widthwise/run/executor.hpp>
#include <widthwise/verify/evaluate.hpp>

namespace ww = widthwise;
namespace verify = widthwise::verify;

namespace {

template <class Net>
ww::parameters<Net> random_parameters(std::mt19937& random) {
    ww::parameters<Net> p{};
    std::uniform_real_distribution<float> real(-1.5f, 1.5f);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const fill = [&](auto& own) {
            std::remove_reference_t<decltype(own)>::each(
                own, [&](char const* name, auto& values, auto) {
                    bool const variance = std::string(name) == "running_var";
                    for (float& v : values) {
                        v = variance ? 0.25f + std::abs(real(random)) : real(random);
                    }
                });
        };
        int const each[] = {(fill(ww::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
    return p;
}

/// evaluate equals the executor, node formats, casts and all: raw outputs and floats.
template <class Float, class Net>
void compare(int samples = 40) {
    std::mt19937 random(7);
    auto const p = ww::transfer<Net>(random_parameters<Float>(random));
    ww::executor<Net> run(p);
    std::normal_distribution<float> normal(0, 3);
    std::size_t const n = verify::input_size<Net>(), m = verify::output_size<Net>();
    REQUIRE(n == ww::executor<Net>::input_size());
    REQUIRE(m == ww::executor<Net>::output_size());
    auto const heads = ww::facts_of<Net>().inputs(ww::size_of<Net>() - 1);
    for (int s = 0; s < samples; ++s) {
        std::vector<float> x(n), y(m);
        for (float& v : x) {
            v = normal(random);
        }
        run.run(x, y);
        auto const mine = verify::evaluate<Net>(p, x.data());
        std::size_t at = 0;
        for (int k = 0; k < heads.count; ++k) {
            std::size_t const head = static_cast<std::size_t>(heads.edge[k]);
            auto const raws = run.raw(head);
            auto const floats = run.values(head);
            for (std::size_t i = 0; i < floats.size(); ++i, ++at) {
                if constexpr (verify::has_raw_output<Net>()) {
                    REQUIRE(mine.value[at] == raws[i]);
                } else {
                    REQUIRE(mine.value[at] == floats[i]);
                }
            }
        }
        REQUIRE(at == m);
    }
}

using ww::integer;
using q8 = integer<8, 4>;
template <class Net, class Data, class Weight, class Bias, class Accum, class Out>
using with =
    ww::quantize_t<Net,
                   ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                      ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Out>>,
                               ww::on<ww::op::conv2d, ww::data_in<Data>, ww::weight<Weight>,
                                      ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Out>>,
                               ww::on<ww::op::batch_norm1d, ww::data_in<Data>, ww::weight<Weight>,
                                      ww::bias<Bias>, ww::accum<Accum>, ww::data_out<Out>>,
                               ww::otherwise<ww::data_in<Data>>>>;
template <class Net>
using exact = with<Net, q8, q8, q8, ww::exact, ww::exact>;
template <class Net>
using stepwise =
    with<Net, ww::ap_fixed<12, 5>, ww::ap_fixed<9, 3>, ww::ap_fixed<9, 3>, ww::ap_fixed<18, 8>,
         ww::fixed<12, 6, true, ww::rounding::half_up, ww::overflow::saturate_symmetric>>;
template <class Net>
using odd_modes =
    with<Net, ww::fixed<10, 4, true, ww::rounding::half_odd, ww::overflow::saturate_zero>,
         ww::fixed<7, 9, true, ww::rounding::toward_zero, ww::wrap<1>>, integer<6, 2>,
         ww::fixed<14, 6, true, ww::rounding::half_even, ww::overflow::wrap_sign_magnitude>, q8>;

WIDTHWISE_NAME(left);
WIDTHWISE_NAME(right);
WIDTHWISE_NAME(product);
WIDTHWISE_NAME(joined);
WIDTHWISE_NAME(heads);
/// Two heads, a product of matrices, a concatenation, averages.
struct branches : ww::network<ww::input<2, 4, 4>, ww::node<left, ww::view<8, 4>>,
                              ww::node<right, ww::view<4, 8>, ww::x_name>,
                              ww::node<product, ww::matmul, left, right>,
                              ww::node<joined, ww::concat<1>, product, left>,
                              ww::node<heads, ww::output, joined, product>> {};
struct pools
    : ww::network<ww::input<2, 6, 6>, ww::avg_pool2d<ww::pair<2>>, ww::adaptive_avg_pool2d<2>,
                  ww::flatten, ww::linear<8, 4>, ww::tanh, ww::softmax> {};
template <class Format>
using linears =
    ww::by_type<ww::on<ww::op::linear, ww::data_in<Format>, ww::weight<Format>, ww::bias<Format>>>;
struct minifloats : ww::quantize_t<ww::zoo::jsc_toy, linears<ww::minifloat_ieee<8, 4, 7>>> {};
struct blocks : ww::quantize_t<ww::zoo::jsc_toy, linears<ww::block_fp<7, 8, 127, 1, 16>>> {};
struct ternaries : ww::quantize_t<ww::zoo::jsc_toy,
                                  ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>,
                                                     ww::weight<ww::ternary<>>, ww::bias<q8>>>> {};

} // namespace

TEST_CASE_TEMPLATE("a constant run is the executor's run", Net, ww::zoo::jsc_tiny, ww::zoo::jsc_toy,
                   ww::zoo::jet_16_64_32_32_5, ww::zoo::residual_mlp, ww::zoo::small_cnn) {
    compare<Net, Net>(10);
    compare<Net, exact<Net>>();
    compare<Net, stepwise<Net>>();
    compare<Net, odd_modes<Net>>(10);
    compare<Net, ww::fuse_activation_t<ww::fold_batch_norm_t<stepwise<Net>>>>(10);
}
TEST_CASE("several heads, products of operands, averages, formats that are floats") {
    compare<branches, branches>();
    compare<branches, ww::quantize_t<branches, ww::by_type<ww::on<ww::op::matmul, ww::data_in<q8>,
                                                                  ww::weight<integer<6, 3>>>>>>();
    compare<pools, pools>();
    compare<pools, exact<pools>>();
    compare<ww::zoo::jsc_toy, minifloats>();
    compare<ww::zoo::jsc_toy, blocks>();
    compare<ww::zoo::jsc_toy, ternaries>();
}
