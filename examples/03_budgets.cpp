// standard: c++14
// Budgets are assertions: a network that outgrows them does not compile.
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;

using q6 = ww::integer<6, 3>;
struct jets6
    : ww::quantize_t<
          ww::zoo::jet_16_64_32_32_5,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>>> {};

constexpr ww::batch one{1};
static_assert(ww::macs<jets6>(one) == 4256, "");
static_assert(ww::bitops<jets6, ww::qonnx>(one).total <= 160e3, "bit operations per jet");
static_assert(ww::bitops<jets6, ww::baskin>(one).total == 226592, "Ps and Qs, 6 bits");
static_assert(ww::memory<jets6>(one).weights <= 4 * 8 * 1024, "4 KiB of weights");
static_assert(ww::formats_of<jets6>(ww::find_node<jets6>("fc2")).accum.width <= 18, "accumulator");

/// A cost model of one's own: a type with `of`. Here: multiplications a DSP block of 18 x 27 takes.
struct dsp_blocks {
    static constexpr double of(ww::costed const& n) {
        bool const fits = n.data.width <= 27 && n.weight.width <= 18;
        return static_cast<double>(n.count.macs) * (fits ? 1 : 4);
    }
};
static_assert(ww::bitops<jets6, dsp_blocks>(one).total == 4256, "one block per multiplication");

int main() {
    std::printf("BitOPs (qonnx) %g, weights %lld bits\n", ww::bitops<jets6, ww::qonnx>(one).total,
                static_cast<long long>(ww::memory<jets6>(one).weights));
}
