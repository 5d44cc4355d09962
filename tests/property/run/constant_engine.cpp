// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <widthwise/run/constant_engine.hpp>

namespace ww = widthwise;

namespace {

using namespace engine_test;
using q6 = ww::fixed<6, 4>;
using wraps = ww::fixed<9, 5, true, ww::rounding::half_away, ww::overflow::wrap>;

struct plain : ww::network<ww::input<16>, mac<ww::linear<16, 13>, q8>,
                           cast<ww::relu, ww::fixed<7, 3, false>>, mac<ww::linear<13, 9>, q8, q6>,
                           cast<ww::relu, wraps>, mac<ww::linear<9, 5, false>, q8>> {};
struct relu_first : ww::network<ww::input<6>, cast<ww::relu, q8>, mac<ww::linear<6, 4>, q6>> {};

template <int Width, class Tensor>
constexpr void fill(Tensor& values, std::uint32_t& state, std::uint32_t of_ten) {
    for (auto& v : values) {
        state = state * 1664525u + 1013904223u;
        int const any = static_cast<int>(state >> 16) % (1 << Width) - (1 << (Width - 1));
        bool const some = (state >> 8) % 10 < of_ten;
        v = static_cast<std::int8_t>(some ? any : 0);
    }
}
constexpr ww::parameters<plain> make_plain(std::uint32_t of_ten) {
    ww::parameters<plain> p{};
    std::uint32_t state = 5 + of_ten;
    fill<8>(ww::get<1>(p).weight, state, of_ten);
    fill<8>(ww::get<1>(p).bias, state, 10);
    fill<6>(ww::get<3>(p).weight, state, of_ten);
    fill<6>(ww::get<3>(p).bias, state, 10);
    fill<8>(ww::get<5>(p).weight, state, of_ten);
    return p;
}
/// That many of ten weights are drawn, the others are 0.
template <std::uint32_t OfTen>
struct plain_weights {
    static constexpr ww::parameters<plain> value = make_plain(OfTen);
};
constexpr ww::parameters<relu_first> make_relu() {
    ww::parameters<relu_first> p{};
    std::uint32_t state = 1;
    fill<6>(ww::get<2>(p).weight, state, 5);
    fill<6>(ww::get<2>(p).bias, state, 10);
    return p;
}
struct relu_weights {
    static constexpr ww::parameters<relu_first> value = make_relu();
};

template <class Values>
int non_zero(Values const& values) {
    int count = 0;
    for (auto const v : values) {
        count += v != 0 ? 1 : 0;
    }
    return count;
}

template <class Net, class Params>
void check_constant() {
    ww::executor<Net> specification(Params::value);
    std::mt19937_64 random(3);
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        CAPTURE(std::string(ww::isa::name_of(tier)));
        ww::constant_engine<Net, Params> engine(tier);
        for (std::size_t const batch : std::initializer_list<std::size_t>{0, 1, 7, 8, 9, 40}) {
            std::vector<float> const x = random_inputs(random, batch * engine.input_size());
            std::size_t const out = batch * engine.output_size();
            std::vector<float> expected(out), y(out + 2, 12345.0f);
            specification.run(x, expected);
            engine.run(x, std::span<float>(y.data() + 1, out));
            CHECK(y.front() == 12345.0f);
            CHECK(y.back() == 12345.0f);
            std::size_t const bytes = out * sizeof(float);
            CHECK((bytes == 0 || std::memcmp(y.data() + 1, expected.data(), bytes) == 0));
        }
        std::vector<float> x(engine.input_size() + 1), y(engine.output_size());
        CHECK_THROWS_AS(engine.run(x, y), ww::error);
    }
}

} // namespace

TEST_CASE("constant networks equal the executor") {
    check_constant<plain, plain_weights<10>>();
    check_constant<plain, plain_weights<2>>();
    check_constant<plain, plain_weights<0>>();
    check_constant<relu_first, relu_weights>();
}
TEST_CASE("a zero weight is no term") {
    auto const& p = plain_weights<2>::value;
    CHECK(ww::constant_terms<plain, plain_weights<2>>() == non_zero(ww::get<1>(p).weight) +
                                                               non_zero(ww::get<3>(p).weight) +
                                                               non_zero(ww::get<5>(p).weight));
    CHECK(ww::constant_terms<plain, plain_weights<2>>() < (16 * 13 + 13 * 9 + 9 * 5) / 4);
    static_assert(ww::constant_terms<plain, plain_weights<0>>() == 0);
}
