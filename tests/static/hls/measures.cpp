// SPDX-License-Identifier: Apache-2.0
#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls/measures.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/budget.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;
namespace measure = widthwise::hls::measure;

namespace {

using q6 = ww::integer<6, 5>;
struct jets6
    : ww::quantize_t<
          ww::zoo::jet_16_64_32_32_5,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>,
                      ww::on<ww::op::relu, ww::data_in<q6>>>> {};

using by_16 = hls::options<hls::reuse<16>>;
using flat_first = hls::options<hls::reuse<16>, hls::reuse_of<ww::zoo::fc1, 1>>;

static_assert(hls::estimate<jets6, by_16>().total.multipliers == 4256 / 16, "");
static_assert(hls::estimate<jets6, by_16>().total.latency == hls::estimate<jets6>(16).total.latency,
              "");
static_assert(hls::estimate<jets6, flat_first>().node[1].multipliers == 1024, "");
static_assert(hls::estimate<jets6, flat_first>().node[3].multipliers == 2048 / 16, "");
static_assert(hls::estimate<jets6>().total.multipliers == 4 * 4, "four in each linear layer");
static_assert(hls::estimate<jets6>().node[3].cycles == 2048 / 4, "fc2");

template <class Measure, std::int64_t Limit>
using at_most = ww::verify::at_most<Measure, Limit>;
static_assert(
    ww::verify::budget<jets6, at_most<measure::multipliers<by_16>, 266>,
                       at_most<measure::initiation_interval<by_16>, 125>,
                       at_most<measure::initiation_interval<by_16, hls::form::streams>, 144>,
                       at_most<measure::latency<by_16>, 125>, at_most<measure::dsps<by_16>, 266>,
                       at_most<measure::brams<by_16>, 0>,
                       at_most<measure::bram_bits<by_16>, (4389 - 2080) * 6 + 2997>>::value,
    "");
static_assert(!ww::verify::within_budget<jets6, at_most<measure::multipliers<by_16>, 265>>(), "");
static_assert(!ww::verify::within_budget<jets6, at_most<measure::latency<by_16>, 124>>(), "");
static_assert(ww::verify::within_budget<jets6, at_most<measure::adder_bits<by_16>, 4586>,
                                        at_most<measure::luts<by_16>, 11486>>(),
              "");

} // namespace
