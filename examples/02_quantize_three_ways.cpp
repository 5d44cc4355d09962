// Quantization is a type transformation: by type, by name, by regex. Here all three give the same
// network; its parameters are integers, and it runs bit for bit as the type says.
#include <cstdio>
#include <type_traits>
#include <vector>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes.hpp>
#include <widthwise/run/executor.hpp>

namespace ww = widthwise;
using ww::zoo::jsc_tiny;

using q8 = ww::integer<8, 4>; // 8 bits, 4 of them fraction; half even, saturating
WIDTHWISE_NAME(seq_blocks_2);
WIDTHWISE_STRING(second, "seq_blocks_[2-3]");

struct typed
    : ww::quantize_t<
          jsc_tiny,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
struct named
    : ww::quantize_t<
          jsc_tiny,
          ww::by_name<ww::on<seq_blocks_2, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {};
struct matched
    : ww::quantize_t<jsc_tiny,
                     ww::by_regex<ww::on<second, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>> {
};

static_assert(std::is_same_v<typed::nodes, named::nodes>);
static_assert(!std::is_same_v<typed::nodes, matched::nodes>, "the regex takes the last relu too");
static_assert(ww::formats_of<typed>(3).accum.width == 20, "16 products of 8 x 8 bits and a bias");

int main() {
    ww::parameters<jsc_tiny> trained{};
    for (float& variance : ww::get<1>(trained).running_var) {
        variance = 1;
    }
    for (float& scale : ww::get<1>(trained).weight) {
        scale = 1;
    }
    ww::get<3>(trained).weight(0, 0) = 0.7f;
    auto const integers = ww::transfer<typed>(trained);
    std::printf("0.7 in q8 is %d / 16\n", ww::get<3>(integers).weight(0, 0));

    std::vector<float> x(16, 1.0f), y(5);
    ww::executor<typed>(integers).run(x, y);
    std::printf("first logit: %g\n", static_cast<double>(y[0]));
    return y[0] == 0.6875f ? 0 : 1; // 11/16 * 1
}
