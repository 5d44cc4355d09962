// SPDX-License-Identifier: Apache-2.0
#include "engine_compare.hpp"

#include <limits>

#include <widthwise/formats.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

namespace ww = widthwise;

namespace {

template <int In, int Hidden, int Out>
struct two_layers : ww::network<ww::input<In>, ww::linear<In, Hidden>, ww::linear<Hidden, Out>> {};

template <class Data, class Weight, int In, int Hidden, int Out>
struct quantized_bits
    : ww::quantize_t<two_layers<In, Hidden, Out>,
                     ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>,
                                        ww::bias<ww::integer<8, 0>>>>> {};

using bipolar = ww::binary<>;
using zero_one = ww::binary<ww::polarity::zero_one>;

template <class Net, int In, int Hidden, int Out>
void check(bool bits_alone) {
    constexpr auto inputs = static_cast<std::size_t>(In), outputs = static_cast<std::size_t>(Out);
    std::mt19937 generator(5);
    std::normal_distribution<float> normal(0, 3);
    ww::parameters<Net> const q = ww::transfer<Net>(
        engine_test::normal_parameters<two_layers<In, Hidden, Out>>(generator, 3));
    ww::executor<Net> specification(q);
    for (ww::isa::tier const tier : ww::isa::all_tiers) {
        if (!ww::isa::has(tier)) {
            continue;
        }
        ww::engine<Net> engine(q, tier);
        bool const vectors = tier != ww::isa::tier::scalar;
        bool const by_bits = engine.kernels()[1].find("1 bit by 1 bit") != std::string::npos;
        CHECK(by_bits == (vectors && bits_alone));
        for (int const samples : {1, 2, 3, 4, 7}) {
            auto const batch = static_cast<std::size_t>(samples);
            std::vector<float> x(batch * inputs), y(batch * outputs), expected(batch * outputs);
            for (float& v : x) {
                v = normal(generator);
            }
            x[0] = std::numeric_limits<float>::quiet_NaN();
            x[x.size() / 2] = -0.0f;
            x[x.size() - 1] = -1e-42f;
            specification.run(x, expected);
            engine.run(x, y);
            CAPTURE(std::string(ww::isa::name_of(tier)));
            CAPTURE(batch);
            CHECK(y == expected);
        }
    }
}
} // namespace

TEST_CASE("one bit by one bit, whatever its two values are") {
    check<quantized_bits<bipolar, bipolar, 1100, 16, 9>, 1100, 16, 9>(true); // counts beyond a byte
    check<quantized_bits<zero_one, bipolar, 131, 33, 5>, 131, 33, 5>(true);
    check<quantized_bits<ww::ufixed<1, 0>, ww::fixed<1, 0>, 128, 1, 1>, 128, 1, 1>(true);
}

TEST_CASE("one bit by more, or by few") {
    check<quantized_bits<bipolar, bipolar, 31, 7, 3>, 31, 7, 3>(false);
    check<quantized_bits<bipolar, ww::fixed<8, 4>, 31, 33, 5>, 31, 33, 5>(false);
}
