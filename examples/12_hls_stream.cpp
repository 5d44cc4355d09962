// standard: c++14
// A top function over streams: the layers are processes beside each other, with FIFOs between them.
//   g++ -std=c++14 -Iinclude examples/12_hls_stream.cpp && ./a.out
// Where a tool's <hls_stream.h> or <ac_channel.h> is in the include path, its streams are taken.
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;
namespace hw = widthwise::hls; // not `hls`: Vitis HLS has a namespace of that name

WIDTHWISE_NAME(first);
WIDTHWISE_NAME(second);
WIDTHWISE_NAME(both);
using q8 = ww::integer<8, 4>; // units of 1/16
struct jets
    : ww::quantize_t<
          ww::network<ww::input<4>, ww::node<first, ww::linear<4, 2>>,
                      ww::node<second, ww::linear<2, 2>>, ww::node<both, ww::add, first, second>>,
          ww::by_type<
              ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>, ww::data_out<q8>>>> {};

template <class = void>
struct weights_holder {
    static constexpr ww::parameters<jets> value{
        {}, {{{16, -16, 0, 8, 0, 32, -8, 4}}, {{4, -4}}}, {{{0, 16, 16, 0}}, {{8, 0}}}, {}, {}};
};
template <class T>
constexpr ww::parameters<jets> weights_holder<T>::value;
using weights = weights_holder<>;

using folded = hw::options<hw::reuse<4>>;
using x_stream = hw::tool_streams::stream<hw::input_cell<jets>, 4>;
using y_stream = hw::tool_streams::stream<hw::output_cell<jets>, 2>;

/// The sum reads `first` at once and around `second`: that FIFO holds two samples.
static_assert(hw::edge_depth<jets>(2) == 2 * 2 && hw::edge_depth<jets>(3) == 1 * 2, "");
/// `first` receives 4 values, works 5 cycles and sends 2: no process takes longer.
static_assert(hw::estimate<jets, folded>(hw::form::streams).total.initiation_interval == 4 + 5 + 2,
              "");

void jets_top(x_stream& x, y_stream& y) {
    hw::forward_stream<jets, weights, hw::native, folded, hw::tool_streams>(x, y);
}

int main() {
    x_stream x;
    y_stream y;
    for (int v : {16, 8, -4, 32}) { // 1, 0.5, -0.25, 2
        x.write(static_cast<hw::input_cell<jets>>(v));
    }
    jets_top(x, y);
    // first: 1.75, 1.375; second swaps them and adds 0.5 to the one: 1.875, 1.75.
    int const sum = y.read(), other = y.read();
    std::printf("%d/16 %d/16\n", sum, other);
    return sum == 28 + 30 && other == 22 + 28 ? 0 : 1;
}
