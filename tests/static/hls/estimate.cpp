// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/estimate.hpp>
#include <widthwise/passes/fuse_activation.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
using namespace ww::zoo;

namespace {

static_assert(hls::ceil_div(0, 4) == 0 && hls::ceil_div(8, 4) == 2 && hls::ceil_div(9, 4) == 3, "");
static_assert(hls::power_of_two(1) == 1 && hls::power_of_two(5) == 8, "");
static_assert(hls::tree_levels(0) == 0 && hls::tree_levels(1) == 0, "");
constexpr bool levels_hold_their_terms() { // the least l with n <= 2^l
    for (int level = 1; level < 63; ++level) {
        std::int64_t const most = std::int64_t{1} << level;
        if (hls::tree_levels(most) != level || hls::tree_levels(most / 2 + 1) != level ||
            hls::tree_levels(most + 1) != level + 1) {
            return false;
        }
    }
    return hls::tree_levels(INT64_MAX) == 63;
}
static_assert(levels_hold_their_terms(), "");
static_assert(hls::tree_levels(2) == 1 && hls::tree_levels(5) == 3 && hls::tree_levels(8) == 3, "");

// Yosys's limits: one bit and 4 x 4 are logic, 25 x 18 is one block, a bit more two.
static_assert(hls::dsp_blocks(1, 32) == 0 && hls::dsp_blocks(4, 4) == 0, "");
static_assert(hls::dsp_blocks(4, 5) == 1 && hls::dsp_blocks(2, 7) == 1, "");
static_assert(hls::dsp_blocks(25, 18) == 1 && hls::dsp_blocks(18, 25) == 1, "");
static_assert(hls::dsp_blocks(26, 18) == 2 && hls::dsp_blocks(25, 19) == 2, "");
static_assert(hls::dsp_blocks(32, 32) == 2 * 2, "");

static_assert(hls::product_luts(3, 3) == 1 * 6, "");
static_assert(hls::product_luts(4, 4) == 3 * 8, "ceil(8 / 6) = 2");

static_assert(hls::ramb18_blocks(128, 36) == 0 && hls::ramb18_blocks(1024, 0) == 0, "");
static_assert(hls::ramb18_blocks(16384, 1) == 1 && hls::ramb18_blocks(16385, 1) == 2, "");
static_assert(hls::ramb18_blocks(8192, 2) == 1 && hls::ramb18_blocks(8192, 4) == 2, "");
static_assert(hls::ramb18_blocks(2049, 9) == 2 && hls::ramb18_blocks(1024, 18) == 1, "");
static_assert(hls::ramb18_blocks(512, 36) == 1 && hls::ramb18_blocks(512, 37) == 2, "");
static_assert(hls::ramb18_blocks(513, 36) == 2, "deeper than 512: 1024 x 18");
static_assert(hls::memory_luts(1, 64) == 0, "constants are logic");
static_assert(hls::memory_luts(64, 6) == 6 && hls::memory_luts(65, 6) == 12, "");
static_assert(hls::memory_luts(129, 6) == 0, "a block");

using q6 = ww::integer<6, 5>;
struct jets6
    : ww::quantize_t<
          jet_16_64_32_32_5,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>,
                      ww::on<ww::op::relu, ww::data_in<q6>>>> {};

// Everything at once: 16 * 64 + 64 * 32 + 32 * 32 + 32 * 5 multipliers, each once a sample.
constexpr auto flat = hls::estimate<jets6>(1);
static_assert(flat.total.multipliers == 4256 && flat.total.cycles == 7, "seven layers");
static_assert(flat.node[0].multipliers == 0 && flat.node[0].latency == 0, "an input is wires");
// Constants read all at once are logic; what is kept between layers are fc1 .. fc4's results of 16,
// 18, 17 and 17 bits (6 + 6 bits, levels, and a sign) and three of relu in 6.
constexpr int kept6 = 64 * 16 + 64 * 6 + 32 * 18 + 32 * 6 + 32 * 17 + 32 * 6 + 5 * 17;
static_assert(flat.total.tensor_bits == kept6 && flat.total.bram_bits == kept6, "");
static_assert(flat.total.operand_bits == 0 && flat.total.fifo_bits == 0, "arrays have neither");
static_assert(flat.total.rom_bits == 4389 * 6, "");
static_assert(flat.total.ebops == 4256 * 6 * 6, "");
// fc1: product, 4 levels of 16 terms, cast; relu compares once; 5, 5 and 5 levels follow.
static_assert(flat.node[1].depth == 1 + 4 + 1 && flat.node[2].depth == 1, "");
static_assert(flat.total.depth == 6 + 1 + (1 + 6 + 1) + 1 + 7 + 1 + 7, "fc2 has 64 terms");
// Every layer waits for the one before; then 5 results are stored. So is the next sample begun.
static_assert(flat.total.latency == flat.total.depth + 5, "");
static_assert(flat.total.initiation_interval == flat.total.latency, "");
static_assert(flat.node[2].comparator_bits == 64 * 6, "");

// Reuse 16: fc1 takes 64 multipliers, one term of each of 64 sums in each of 16 cycles: no tree.
constexpr auto folded = hls::estimate<jets6>(16);
constexpr hls::resources fc1_ = folded.node[1];
static_assert(fc1_.multipliers == 64 && fc1_.cycles == 16, "");
static_assert(ww::formats_of<jets6>(1).accum.width == 16, "");
static_assert(fc1_.adder_bits == 64 * 16 && fc1_.dsps == 64, "6 x 6 gives 12 bits");
// The ROM has 16 words of 64 weights: a look-up table a bit. 64 sums of 16 bits are written at
// once, two to a bank: 32 banks of 2 words.
static_assert(fc1_.luts == 300 + 11 * (64 * 12 + 64 * 16) / 10 + 64 * 6 + 32 * 16, "");
static_assert(fc1_.depth == 2 && fc1_.latency == 16 + 2 - 1, "");
static_assert(folded.node[2].cycles == 16, "64 comparisons, 4 at once");
static_assert(folded.node[7].multipliers == 10 && folded.node[7].depth == 1 + 1 + 1, "5 sums by 2");
// fc2's 32 sums take 4 terms each in a cycle, so its weights are constants chosen by the turn.
static_assert(folded.total.bram_bits == (4389 - 64 * 32 - 32) * 6 + kept6, "");
static_assert(folded.total.brams == 0, "no memory of more than 128 words");
static_assert(folded.total.latency == 17 + 16 + 19 + 16 + 18 + 16 + 18 + 5, "the last: y");
static_assert(folded.total.initiation_interval == folded.total.latency, "");

// As streams a process receives, computes and sends: fc1 16 + 17 + 64 cycles, relu1 64 + 16 + 64.
constexpr auto streamed = hls::estimate<jets6>(16, hls::form::streams);
static_assert(streamed.node[0].initiation_interval == 16, "the port, value by value");
static_assert(streamed.node[1].initiation_interval == 16 + 17 + 64, "");
static_assert(streamed.node[2].initiation_interval == 64 + 16 + 64, "");
static_assert(streamed.node[8].initiation_interval == 5, "");
static_assert(streamed.total.initiation_interval == 144, "the slowest process");
// Receiving goes on while the process before sends: 16 values come, then each computes and sends.
static_assert(streamed.total.latency == 16 + (17 + 64) + (16 + 64) + (19 + 32) + (16 + 32) +
                                            (18 + 32) + (16 + 32) + (18 + 5),
              "");
// A process keeps its operands too; each FIFO holds a sample, y's as well.
constexpr int kept_operands = 16 * 6 + kept6 - 5 * 17;
static_assert(streamed.total.tensor_bits == kept6, "");
static_assert(streamed.total.operand_bits == kept_operands, "");
static_assert(streamed.total.fifo_bits == kept_operands + 5 * 17, "");
static_assert(streamed.total.bram_bits ==
                  (4389 - 64 * 32 - 32) * 6 + kept6 + 2 * kept_operands + 5 * 17,
              "");

// Reuse beyond the work: one multiplier, one product a cycle.
constexpr auto serial = hls::estimate<jets6>(1 << 20);
static_assert(serial.node[1].multipliers == 1 && serial.node[1].cycles == 1024, "");
static_assert(serial.node[3].cycles == 2048 && serial.node[3].brams == 1, "2048 words of 6");
static_assert(serial.total.brams == 4, "1024, 2048, 1024 and 160 words");

// One factor per node.
constexpr int each[ww::size_of<jets6>()] = {1, 4, 1, 32, 1, 1, 1, 1, 1};
constexpr auto mixed = hls::estimate<jets6>(each);
static_assert(mixed.node[1].multipliers == 256 && mixed.node[3].multipliers == 64, "");

// Both measured layers of 8 bits: 16 products in 8 cycles took 2 DSP blocks, 342 LUTs and 10
// cycles; 8 -> 4, as parallel as Bambu made it, 8 cycles.
using q8 = ww::integer<8, 4>;
template <class Net>
using all8 = ww::quantize_t<
    Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                     ww::on<ww::op::conv2d, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                     ww::on<ww::op::batch_norm1d, ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>,
                     ww::on<ww::op::add, ww::data_in<q8>>, ww::on<ww::op::relu, ww::data_in<q8>>>>;
struct dot : all8<ww::network<ww::input<16>, ww::linear<16, 1, false>>> {};
constexpr hls::resources dot8 = hls::estimate<dot>(8).total;
static_assert(dot8.multipliers == 2 && dot8.dsps == 2 && dot8.latency == 10 + 1, "y: 1");
static_assert(dot8.luts == 300 + 11 * (16 * 3 + 20) / 10 + 8, "382, the measured 342 + 12 %");
struct dense : all8<ww::network<ww::input<8>, ww::linear<8, 4>>> {};
static_assert(hls::estimate<dense>(4).node[1].latency == 4 + 2, "8 multipliers: 4 sums by 2");
static_assert(hls::estimate<dense>(8).node[1].latency == 8 + 1, "4 multipliers: 4 sums");
static_assert(hls::estimate<dense>(8).total.latency == 8 + 1 + 4, "and 4 results are stored");

// A convolution works pixel after pixel: 9 products for each of 8 channels at 144 pixels. Its
// operand and its result are kept whole; there is no line buffer.
struct cnn : all8<small_cnn> {};
constexpr auto image = hls::estimate<cnn>(9);
static_assert(image.node[1].multipliers == 8 && image.node[1].cycles == 144 * 9, "");
static_assert(ww::formats_of<cnn>(1).out.width == 19, "8 + 8 bits, 9 terms and a bias");
static_assert(image.node[1].bram_bits == (72 + 8) * 8 + 8 * 144 * 19, "");
static_assert(image.node[1].brams == 4,
              "1152 words of 19 bits: two of 1024 deep by two of 18 wide");
static_assert(image.node[1].latency == 144 * (9 + 1 + 3), "8 sums end, and are written by twos");
static_assert(image.node[3].comparator_bits == 4 * 8, "8 windows of 4 in 9 cycles: 4 at once");
static_assert(image.node[3].cycles == 36 * 2 * 4, "");
static_assert(image.node[1].tensor_bits == 8 * 144 * 19, "");
static_assert(image.node[0].tensor_bits == 0 && image.node[7].tensor_bits == 0, "no own memory");
static_assert(image.node[7].latency == 0 && image.node[7].luts == 0, "flatten is wires");
constexpr auto stream_image = hls::estimate<cnn>(9, hls::form::streams);
static_assert(stream_image.node[2].initiation_interval == 3 * 1152, "relu receives, works, sends");
static_assert(stream_image.total.initiation_interval == 3 * 1152,
              "more than conv1's 144 + 1872 + 1152");
static_assert(stream_image.node[3].operand_bits == 1152 * 8, "");
static_assert(stream_image.node[3].fifo_bits == 1152 * 8, "");
static_assert(stream_image.node[8].operand_bits == 64 * 8, "fc1's, past the flatten");

// Quantized BatchNorm is one product and one sum an element.
struct tiny : all8<jsc_tiny> {};
constexpr auto norm = hls::estimate<tiny>(4);
static_assert(norm.node[1].multipliers == 4 && norm.node[1].cycles == 4, "");
static_assert(norm.node[1].depth == 2, "no tree");
// Its scales all at once are constants; 300 by 3 multipliers are 100 words.
template <int Channels>
struct scaled : all8<ww::network<ww::input<Channels>, ww::batch_norm1d<Channels>>> {};
template <int Channels>
constexpr hls::resources scales(int reuse) {
    return hls::estimate<scaled<Channels>>(reuse).node[1];
}
static_assert(scales<16>(1).bram_bits == scales<16>(1).tensor_bits, "no memory of scales");
static_assert(scales<16>(2).bram_bits == scales<16>(2).tensor_bits + 16 * 2 * 8, "and shifts");
constexpr std::int64_t words_of_scales(int reuse) {
    return hls::detail::folding_at<scaled<300>>(1, reuse).weight_words;
}
static_assert(words_of_scales(1) == 1, "");
static_assert(words_of_scales(100) == 100, "");
static_assert(words_of_scales(300) == 300, "");

// As streams both ways to the sum of a residual run at once: the longer one counts.
struct residual : all8<residual_mlp> {};
constexpr auto ways = hls::estimate<residual>(1);
constexpr int skip_ = ww::find_node<residual>("skip");
static_assert(ways.node[skip_].multipliers == 0, "");
static_assert(ways.node[skip_].adder_bits == 32 * 9, "8 bits + 8 bits");
static_assert(ways.total.depth == 6 + 1 + 7 + 1 + 7 + 1 + 1 + 7, "");
// The short way to it, from relu1, goes around fc2, relu2 and fc3: its FIFO holds four samples of
// 32 values of 8 bits, that from fc3 one of 32 sums of 21.
constexpr auto stream_ways = hls::estimate<residual>(1, hls::form::streams);
static_assert(stream_ways.node[skip_].fifo_bits == 4 * 32 * 8 + 32 * 21, "");
static_assert(stream_ways.node[skip_].initiation_interval == 32 + 32 + 1 + 32, "");
static_assert(stream_ways.total.latency == 16 + (6 + 32) + (1 + 32) + (7 + 32) + (1 + 32) +
                                               (7 + 32) + (1 + 32) + (1 + 32) + (7 + 5),
              "");

// An average over 4 is a shift, over 9 a multiplication.
template <int Kernel>
struct mean
    : ww::quantize_t<ww::network<ww::input<1, 18, 18>, ww::avg_pool2d<ww::pair<Kernel>>>,
                     ww::by_type<ww::on<ww::op::avg_pool2d, ww::data_in<q8>, ww::data_out<q8>>>> {};
static_assert(hls::estimate<mean<2>>(1).total.multipliers == 0, "");
static_assert(hls::estimate<mean<3>>(1).total.multipliers == 1, "");
static_assert(hls::estimate<mean<2>>(1).total.adder_bits == 8 + 2, "one value a cycle");

// So is an adaptive one over windows of 4; over 3, 4, 4 and 3 values it needs the multiplication.
template <int Width, int Outputs>
struct adaptive
    : ww::quantize_t<
          ww::network<ww::input<1, 1, Width>, ww::adaptive_avg_pool2d<1, Outputs>>,
          ww::by_type<ww::on<ww::op::adaptive_avg_pool2d, ww::data_in<q8>, ww::data_out<q8>>>> {};
static_assert(hls::estimate<adaptive<16, 4>>(1).total.multipliers == 0, "");
static_assert(hls::estimate<adaptive<16, 4>>(99).total.adder_bits == 8 + 2, "one value a cycle");
static_assert(hls::estimate<adaptive<11, 4>>(99).total.multipliers == 1, "");

// Where products do not divide, the time decides: 72 products by 5 multipliers are 4 sums of one
// term, 2 * 9 cycles, rather than one sum of 5 terms, 8 * 2 cycles and 8 waits for a tree.
constexpr auto odd = hls::estimate<cnn>(16);
static_assert(odd.node[1].multipliers == 4 && odd.node[1].latency == 144 * 2 * (9 + 1 + 1), "");

// Groups are positions: a channel of its own each, 9 products.
struct depthwise
    : all8<ww::network<ww::input<8, 6, 6>,
                       ww::conv2d<8, 8, ww::pair<3>, ww::pair<1>, ww::pair<0>, ww::pair<1>, 8>>> {};
static_assert(hls::estimate<depthwise>(9).total.multipliers == 1, "");
static_assert(hls::estimate<depthwise>(9).total.cycles == 16 * 8 * 9, "");

// Casting after every term makes a chain of a tree.
using a16 = ww::fixed<16, 6>;
struct chain : ww::quantize_t<ww::network<ww::input<16>, ww::linear<16, 1>>,
                              ww::by_type<ww::on<ww::op::linear, ww::data_in<q8>, ww::weight<q8>,
                                                 ww::bias<q8>, ww::accum<a16>>>> {};
static_assert(hls::estimate<chain>(1).node[1].depth == 1 + 15 + 1, "");

// A concatenation copies, input after input; two inputs are loaded, two heads stored: 4 + 3 cycles,
// then 7, then the layers' (7 -> 5 and twice 5 -> 2 by one multiplier each, 2 registers), then 4.
WIDTHWISE_NAME(a);
WIDTHWISE_NAME(b);
WIDTHWISE_NAME(c);
WIDTHWISE_NAME(d);
WIDTHWISE_NAME(e);
WIDTHWISE_NAME(f);
struct joined : all8<ww::network<ww::node<a, ww::input<4>>, ww::node<b, ww::input<3>>,
                                 ww::node<c, ww::concat<0>, a, b>, ww::node<d, ww::linear<7, 5>, c>,
                                 ww::node<e, ww::linear<5, 2>, d>, ww::node<f, ww::linear<5, 2>, d>,
                                 ww::node<ww::output_name, ww::output, e, f>>> {};
constexpr auto join = hls::estimate<joined>(35);
static_assert(join.node[0].latency == 4 && join.node[1].latency == 3, "");
static_assert(join.node[2].latency == 7 && join.node[2].luts == 8, "7 words of 8 bits");
static_assert(join.node[0].tensor_bits == 4 * 8 && join.node[2].tensor_bits == 7 * 8, "");
static_assert(join.node[3].latency == 35 + 5 && join.node[4].latency == 10 + 2, "a wait a sum");
static_assert(join.total.latency == 4 + 3 + 7 + 40 + 12 + 12 + 4, "");
// As streams: 7 values come; c receives 4, copies, receives 3, copies and sends 7.
constexpr auto stream_join = hls::estimate<joined>(35, hls::form::streams);
static_assert(stream_join.node[2].initiation_interval == 7 + 7 + 7, "");
static_assert(stream_join.total.latency == (4 + 4 + 3 + 3 + 7) + (40 + 5) + (12 + 2) + 2,
              "y takes head after head");

// Elementwise layers are one loop: 5 x 4 values by 3 take 7 cycles. A copy into a format is 1 a
// cycle; an adaptive pool runs its longest window, 3 x 3 of 7 x 5, everywhere.
struct rows : all8<ww::network<ww::input<5, 4>, ww::relu>> {};
static_assert(hls::estimate<rows>(2).node[1].cycles == 7, "5 in 2 turns: 3 at once");
struct shaped
    : ww::network<ww::input<5, 4>,
                  ww::quantized<ww::flatten, ww::formats<ww::data_in<q8>, ww::data_out<q6>>>> {};
static_assert(hls::estimate<shaped>(1).node[1].cycles == 20, "");
struct windows : ww::quantize_t<ww::network<ww::input<2, 7, 5>, ww::adaptive_avg_pool2d<3, 2>>,
                                ww::by_type<ww::otherwise<ww::data_in<q8>, ww::data_out<q8>>>> {};
static_assert(hls::estimate<windows>(9).node[1].cycles == 6 * 1 * 9, "both channels at once");

} // namespace
