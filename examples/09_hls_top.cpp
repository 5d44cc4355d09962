// standard: c++14
// The top function an HLS tool synthesizes, and the program that checks it, in one file:
//   g++ -std=c++14 -Iinclude examples/09_hls_top.cpp && ./a.out
//   bambu examples/09_hls_top.cpp --top-fname=jets_top --std=c++14 --generate-interface=INFER ...
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;

using q8 = ww::integer<8, 4>; // units of 1/16
struct jets : ww::quantize_t<ww::network<ww::input<4>, ww::linear<4, 2>, ww::relu>,
                             ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                                ww::bias<q8>, ww::data_out<q8>>>> {};

/// Weights as constants: one aggregate per node, the input's first. A tool makes them a ROM.
template <class = void>
struct weights_holder {
    static constexpr ww::parameters<jets> value{
        {}, {{{16, -16, 0, 8, 0, 32, -8, 4}}, {{4, -4}}}, {}, {}};
};
template <class T>
constexpr ww::parameters<jets> weights_holder<T>::value;
using weights = weights_holder<>;

/// Each multiplier does 4 of the 8 products, one after the other.
using folded = hls::options<hls::reuse<4>>;
static_assert(hls::estimate<jets, folded>().total.multipliers == 2, "");
static_assert(hls::estimate<jets, folded>().total.initiation_interval == 5 + 2 + 2,
              "linear, relu, y");

/// Plain arrays of raw integers: what hardware sees of fixed-point numbers.
void jets_top(hls::input_cell<jets> const (&x)[4], hls::output_cell<jets> (&y)[2]) {
    hls::forward<jets, weights, hls::native, folded>(x, y);
}

int main() {
    std::int8_t const x[4] = {16, 8, -4, 32}; // 1, 0.5, -0.25, 2
    hls::output_cell<jets> y[2] = {};
    jets_top(x, y);
    // 0.25 + 1 * 1 - 1 * 0.5 + 0.5 * 2 = 1.75;  -0.25 + 2 * 0.5 + 0.5 * 0.25 + 0.25 * 2 = 1.375
    std::printf("%d/16 %d/16\n", y[0], y[1]);
    return y[0] == 28 && y[1] == 22 ? 0 : 1;
}
