// standard: c++14
// The formats ask for an accumulator of 18 bits. The weights prove that 15 suffice.
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;
using namespace ww::verify;

using x6 = ww::ufixed<6, 6>; // activations after a relu
using w6 = ww::fixed<6, 5>;
struct layer
    : ww::quantize_t<
          ww::network<ww::input<64>, ww::linear<64, 32>>,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<x6>, ww::weight<w6>, ww::bias<w6>>>> {};

/// Stands for a trained layer, as a generated weight header would give it: three weights in four
/// are zero.
constexpr ww::parameters<layer> make() {
    ww::parameters<layer> p{};
    std::uint32_t state = 1;
    for (auto& w : ww::get<1>(p).weight) {
        state = state * 1664525u + 1013904223u;
        int const any = static_cast<int>(state >> 26) - 32; // -32 .. 31
        w = static_cast<std::int8_t>((state >> 8) % 4 == 0 ? any : 0);
    }
    return p;
}
struct weights {
    static constexpr ww::parameters<layer> value = make();
};

constexpr auto any_weights = accumulator_of<layer>("seq_blocks_0");
constexpr auto these_weights = accumulator_of<layer, weights>("seq_blocks_0");
static_assert(any_weights.needed == 18, "whatever the weights are");
static_assert(these_weights.needed == 15, "for every input there is");

// Written by hand, an accumulator of 15 bits is accepted, and one of 14 is the error
//   accumulator_overflow<seq_blocks<0>, neuron<...>, needs<15>, has<14>>
using a15 = ww::ap_fixed<15, 4>;
struct narrow
    : ww::quantize_t<layer, ww::by_type<ww::on<ww::op::linear, ww::data_in<x6>, ww::weight<w6>,
                                               ww::bias<w6>, ww::accum<a15>>>> {};
struct narrow_weights {
    static constexpr ww::parameters<narrow> value = ww::transfer<narrow>(weights::value);
};
static_assert(no_overflow<narrow, narrow_weights>::value, "");
static_assert(stepwise_is_exact<narrow, 1, narrow_weights>::value, "and no cast changes a sum");

// The pass writes it for every layer of a network.
struct proven : minimize_accumulators_t<layer, weights> {};
static_assert(ww::formats_of<proven>(1).accum.width == 15, "");

int main() {
    std::printf("%d bits by the formats, %d by the weights; neuron %d needs them\n",
                any_weights.needed, these_weights.needed, these_weights.worst);
}
