// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/estimate.hpp>
#include <widthwise/hls/options.hpp>

namespace widthwise {
namespace hls {

namespace detail {
/// Every node's folding, a constant of its own as well.
template <class Net, class Options>
struct folding_table {
    static constexpr folding_list<nodes_of<Net>::size> value =
        fold_nodes<Net>(reuse_factors<Net, Options>().value);
};
template <class Net, class Options>
constexpr folding_list<nodes_of<Net>::size> folding_table<Net, Options>::value;
} // namespace detail

/// The estimate of every node, and of the network, folded as Options say.
///   estimate<jsc_tiny_q8, options<reuse<8>>>().total.multipliers
///   estimate<jsc_tiny_q8, options<reuse<8>>>(form::streams).total.initiation_interval
template <class Net, class Options = options<>>
constexpr network_resources<nodes_of<Net>::size> estimate(form built = form::arrays) {
    return detail::estimate_folded<Net>(detail::folding_table<Net, Options>::value.of, built);
}

/// What a budget can limit in hardware, folded as Options say:
///   verify::budget<net, verify::at_most<hls::measure::multipliers<options<reuse<8>>>, 64>>
namespace measure {

/// One number of the network's estimate.
template <class Options, form Built, std::int64_t resources::*Member>
struct total_of {
    template <class Net>
    static constexpr std::int64_t of() {
        return estimate<Net, Options>(Built).total.*Member;
    }
};

template <class Options = options<>, form Built = form::arrays>
struct multipliers : total_of<Options, Built, &resources::multipliers> {};
template <class Options = options<>, form Built = form::arrays>
struct adder_bits : total_of<Options, Built, &resources::adder_bits> {};
template <class Options = options<>, form Built = form::arrays>
struct dsps : total_of<Options, Built, &resources::dsps> {};
template <class Options = options<>, form Built = form::arrays>
struct luts : total_of<Options, Built, &resources::luts> {};
template <class Options = options<>, form Built = form::arrays>
struct bram_bits : total_of<Options, Built, &resources::bram_bits> {};
template <class Options = options<>, form Built = form::arrays>
struct brams : total_of<Options, Built, &resources::brams> {};
/// Cycles between two samples, and of one sample.
template <class Options = options<>, form Built = form::arrays>
struct initiation_interval : total_of<Options, Built, &resources::initiation_interval> {};
template <class Options = options<>, form Built = form::arrays>
struct latency : total_of<Options, Built, &resources::latency> {};

} // namespace measure
} // namespace hls
} // namespace widthwise
