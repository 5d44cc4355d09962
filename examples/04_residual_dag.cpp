// A graph, not only a chain: nodes have names and named inputs; a skip connection and two heads.
#include <cstdio>
#include <vector>

#include <widthwise.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;

WIDTHWISE_NAME(x);
WIDTHWISE_NAME(up);
WIDTHWISE_NAME(act);
WIDTHWISE_NAME(mix);
WIDTHWISE_NAME(sum);
WIDTHWISE_NAME(classes);
WIDTHWISE_NAME(energy);
WIDTHWISE_NAME(result);

struct two_heads : ww::network<ww::node<x, ww::input<16>>,                //
                               ww::node<up, ww::linear<16, 32>>,          // reads x
                               ww::node<act, ww::relu>,                   // reads up
                               ww::node<mix, ww::linear<32, 32>>,         // reads act
                               ww::node<sum, ww::add, act, mix>,          // the skip connection
                               ww::node<classes, ww::linear<32, 5>, sum>, // head 1
                               ww::node<energy, ww::linear<32, 1>, sum>,  // head 2
                               ww::node<result, ww::output, classes, energy>> {};

using q8 = ww::integer<8, 4>;
struct small
    : ww::quantize_t<two_heads,
                     ww::by_type<ww::on<ww::op::add, ww::data_in<q8>>,
                                 ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};

// The sum of two 8-bit values needs 9 bits, exactly; nothing was rounded to get there.
static_assert(ww::formats_of<small>(ww::find_node<small>("sum")).out.width == 9);

int main() {
    ww::parameters<two_heads> p{};
    ww::get<5>(p).bias(2) = 1.5f;
    ww::get<6>(p).bias(0) = -0.25f;
    ww::executor<small> run(ww::transfer<small>(p));
    std::vector<float> in(run.input_size(), 1.0f), out(run.output_size());
    run.run(in, out);
    std::printf("%zu outputs; class 2: %g, energy: %g\n", out.size(), static_cast<double>(out[2]),
                static_cast<double>(out[5]));
    return out.size() == 6 && out[2] == 1.5f && out[5] == -0.25f ? 0 : 1;
}
