// standard: c++14
// One assertion holds a network to its budget: operations, memory, and what it costs in hardware.
// A network that outgrows it does not compile, and the first line of the message says which line
// of the budget, what the network has and what it may have:
//   budget_exceeded<hls::measure::latency<...>, measured<120>, limit<100>>
#include <cstdio>

#include <widthwise.hpp>

namespace ww = widthwise;
namespace hw = ww::hls;
using namespace ww::verify;

using q6 = ww::integer<6, 3>;
struct jets6
    : ww::quantize_t<
          ww::zoo::jet_16_64_32_32_5,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>>> {};

/// One multiplier does 16 products of a sample, one after the other.
using folded = hw::options<hw::reuse<16>>;

// In continuous integration it is enough to compile this file.
static_assert(budget<jets6,                                                // of one jet:
                     at_most<measure::flops, 4500>,                        // operations
                     at_most<measure::bitops<ww::qonnx>, 160000>,          // bit operations
                     at_most<measure::weight_bits, 4 * 8 * 1024>,          // 4 KiB of weights
                     at_most<measure::peak_activation_bits, 4096>,         // alive at once
                     at_most<measure::accumulator_bits, 18>,               // the widest sum
                     at_most<hw::measure::multipliers<folded>, 4256 / 16>, // at work at once
                     at_most<hw::measure::latency<folded>, 150>>::value,   // cycles
              "");

/// A measure of one's own is a type with `of`: here the layers that multiply.
struct multiplying_layers {
    template <class Net>
    static constexpr std::int64_t of() {
        std::int64_t layers = 0;
        for (std::size_t i = 0; i < ww::size_of<Net>(); ++i) {
            layers += ww::counts_of<Net>(i).macs > 0 ? 1 : 0;
        }
        return layers;
    }
};
static_assert(budget<jets6, at_most<multiplying_layers, 4>>::value, "");

int main() {
    // The same question as a value, for a program that chooses between networks.
    bool const small = within_budget<jets6, at_most<measure::macs, 1000>>();
    std::printf("within 1000 MACs: %s\n", small ? "yes" : "no");
    return small ? 1 : 0;
}
