// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <widthwise/hls/measures.hpp>
#include <widthwise/layers.hpp>
#include <widthwise/passes/quantize.hpp>

namespace ww = widthwise;
namespace hls = widthwise::hls;

namespace {

// Within the compilers' default limits of one constant: 1000 layers, each sum of 1024 terms.
constexpr std::size_t layers = 1000;
using q4 = ww::integer<4, 1>;
template <std::size_t I>
using layer = std::conditional_t<I % 2 == 0, ww::linear<1024, 1024>, ww::relu>;
template <class Index>
struct deep_float;
template <std::size_t... I>
struct deep_float<std::index_sequence<I...>> : ww::network<ww::input<1024>, layer<I>...> {};
struct deep
    : ww::quantize_t<deep_float<std::make_index_sequence<layers>>,
                     ww::by_type<ww::otherwise<ww::data_in<q4>, ww::weight<q4>, ww::bias<q4>>>> {};

constexpr std::int64_t products = std::int64_t{1024} * 1024 * (layers / 2);
static_assert(hls::estimate<deep>().total.multipliers == 4 * (layers / 2), "");
static_assert(hls::estimate<deep, hls::options<hls::reuse<1>>>().total.multipliers == products,
              "all at once");
static_assert(hls::reuse_factor<deep>(1) == 1024 * 1024 / 4, "");

} // namespace
