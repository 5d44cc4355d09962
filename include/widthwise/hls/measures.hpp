// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/estimate.hpp>
#include <widthwise/hls/options.hpp>

namespace widthwise {
namespace hls {

/// The estimate of every node, and of the network, folded as Options say.
///   estimate<jsc_tiny_q8, options<reuse<8>>>().total.multipliers
template <class Net, class Options = options<>>
constexpr network_resources<nodes_of<Net>::size> estimate() {
    reuse_list<nodes_of<Net>::size> const factors = reuse_factors<Net, Options>();
    return estimate<Net>(factors.value);
}

/// What a budget can limit in hardware, folded as Options say:
///   verify::budget<net, verify::at_most<hls::measure::multipliers<options<reuse<8>>>, 64>>
namespace measure {

/// One number of the network's estimate.
template <class Options, class Number, Number resources::*Member>
struct total_of {
    template <class Net>
    static constexpr Number of() {
        return estimate<Net, Options>().total.*Member;
    }
};

template <class Options = options<>>
struct multipliers : total_of<Options, std::int64_t, &resources::multipliers> {};
template <class Options = options<>>
struct adder_bits : total_of<Options, std::int64_t, &resources::adder_bits> {};
template <class Options = options<>>
struct dsps : total_of<Options, std::int64_t, &resources::dsps> {};
template <class Options = options<>>
struct luts : total_of<Options, std::int64_t, &resources::luts> {};
template <class Options = options<>>
struct bram_bits : total_of<Options, std::int64_t, &resources::bram_bits> {};
template <class Options = options<>>
struct brams : total_of<Options, std::int64_t, &resources::brams> {};
/// Cycles between two samples, and of one sample.
template <class Options = options<>>
struct initiation_interval : total_of<Options, std::int64_t, &resources::initiation_interval> {};
template <class Options = options<>>
struct latency : total_of<Options, std::int64_t, &resources::latency> {};

} // namespace measure
} // namespace hls
} // namespace widthwise
