// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/verify/budget.hpp>
#include <widthwise/verify/measures.hpp>

namespace ww = widthwise;
using namespace ww::verify;

namespace {

using q6 = ww::integer<6, 3>;
struct jets6
    : ww::quantize_t<
          ww::zoo::jet_16_64_32_32_5,
          ww::by_type<ww::on<ww::op::linear, ww::data_in<q6>, ww::weight<q6>, ww::bias<q6>>>> {};

// Every measure at its exact value, and one below it. 64 inputs: 64 * 2^10 + 8 * 2^5 and a sign.
template <class Measure, std::int64_t Value>
constexpr bool measures() {
    return within_budget<jets6, at_most<Measure, Value>>() &&
           !within_budget<jets6, at_most<Measure, Value - 1>>() &&
           budget<jets6, at_most<Measure, Value>>::value;
}
static_assert(measures<measure::macs, 4256>(), "");
static_assert(measures<measure::flops, 4256 + 64 + 32 + 32>(), "");
static_assert(measures<measure::parameters, 4389>(), "");
static_assert(measures<measure::bitops<ww::qonnx>, 4256 * 36>(), "");
static_assert(measures<measure::bitops<ww::baskin>, 226592>(), "");
static_assert(measures<measure::weight_bits, 4389 * 6>(), "");
static_assert(measures<measure::peak_activation_bits, ww::memory<jets6>(ww::batch{1}).peak>(), "");
static_assert(measures<measure::accumulator_bits, 18>(), "");

// Actual weights: one of them is not zero.
constexpr ww::parameters<jets6> one_weight() {
    ww::parameters<jets6> p{};
    ww::get<1>(p).weight(0, 0) = 8;
    return p;
}
struct trained {
    static constexpr ww::parameters<jets6> value = one_weight();
};
static_assert(measures<measure::bitops<ww::qonnx, trained>, 36>(), "");

// A measure of one's own; fractions are rounded up, infinities exceed everything.
template <int Tenths>
struct own {
    template <class Net>
    static constexpr double of() {
        return Tenths / 10.0;
    }
};
struct endless {
    template <class Net>
    static constexpr double of() {
        return std::numeric_limits<double>::infinity();
    }
};
static_assert(measures<own<15>, 2>() && measures<own<20>, 2>() && measures<own<-15>, -1>(), "");
static_assert(!within_budget<jets6, at_most<endless, INT64_MAX - 1>>(), "");

// One line too many is enough; no line is kept.
static_assert(!within_budget<jets6, at_most<measure::macs, 5000>, at_most<measure::flops, 1>>(),
              "");
static_assert(within_budget<jets6>() && budget<jets6>::value, "");

} // namespace
