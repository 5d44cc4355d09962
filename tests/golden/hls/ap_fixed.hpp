// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/hls/forward.hpp>
#include <widthwise/layers.hpp>

/// golden/ap_fixed through hls::forward, in any carrier. A layer that only casts is a network; the
/// casts of one format to all modes of another are one network, their results side by side.
namespace golden {

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::overflow;
using ww::rounding;

constexpr rounding roundings[] = {
    rounding::floor,     rounding::toward_zero, rounding::half_up,  rounding::half_toward_zero,
    rounding::half_away, rounding::half_down,   rounding::half_even};
constexpr char const* rounding_names[] = {"TRN",     "TRN_ZERO",    "RND",     "RND_ZERO",
                                          "RND_INF", "RND_MIN_INF", "RND_CONV"};
// ac_fixed has the first four; the file has the others between signed formats only.
constexpr overflow overflows[] = {overflow::saturate,
                                  overflow::saturate_zero,
                                  overflow::saturate_symmetric,
                                  overflow::wrap,
                                  ww::wrap<1>,
                                  ww::wrap<2>,
                                  overflow::wrap_sign_magnitude};
constexpr char const* overflow_names[] = {"SAT,0",  "SAT_ZERO,0", "SAT_SYM,0", "WRAP,0",
                                          "WRAP,1", "WRAP,2",     "WRAP_SM,0"};

/// Mode m is rounding m % 7 and overflow m / 7.
template <int W, int I, bool S, std::size_t Mode>
using target = ww::fixed<W, W - I, S, roundings[Mode % 7], overflows[Mode / 7]>;

/// raw -> the results of all modes.
using all_modes = std::vector<std::int64_t> (*)(std::int64_t);
struct conversion {
    all_modes casts;
    std::size_t mode;
};
using conversions = std::map<std::string, conversion>;

/// By the carrier's numbers alone.
template <class Carrier, class From, int W, int I, bool S, std::size_t... Mode>
std::vector<std::int64_t> by_number(std::int64_t raw) {
    auto const v = Carrier::template load<hls::number<Carrier, From>>(
        static_cast<typename From::value_type>(raw));
    return {Carrier::template raw<std::int64_t>(hls::number<Carrier, target<W, I, S, Mode>>(v))...};
}

template <std::size_t Mode>
struct mode_name {
    static constexpr std::array<char, 3> text{'0' + Mode / 10, '0' + Mode % 10, '\0'};
    static constexpr char const* c_str() { return text.data(); }
};
WIDTHWISE_NAME(joined);
template <class From, int W, int I, bool S, std::size_t... Mode>
struct cast_net
    : ww::network<
          ww::input<1>,
          ww::node<mode_name<Mode>,
                   ww::quantized<ww::identity, ww::formats<ww::data_in<From>,
                                                           ww::data_out<target<W, I, S, Mode>>>>,
                   ww::x_name>...,
          ww::node<joined, ww::concat<0>, mode_name<Mode>...>> {};

template <class Carrier, class From, int W, int I, bool S, std::size_t... Mode>
std::vector<std::int64_t> by_network(std::int64_t raw) {
    using net = cast_net<From, W, I, S, Mode...>;
    hls::input_cell<net> const x[1] = {static_cast<hls::input_cell<net>>(raw)};
    hls::output_cell<net> y[sizeof...(Mode)];
    hls::forward<net, Carrier>(ww::parameters<net>{}, x, y);
    return {y, y + sizeof...(Mode)};
}

template <class Carrier>
struct numbers {
    template <class From, int W, int I, bool S, std::size_t... Mode>
    static constexpr all_modes casts = by_number<Carrier, From, W, I, S, Mode...>;
};
template <class Carrier>
struct networks {
    template <class From, int W, int I, bool S, std::size_t... Mode>
    static constexpr all_modes casts = by_network<Carrier, From, W, I, S, Mode...>;
};

template <class How, bool FS, int FW, int FI, bool S, int W, int I, std::size_t... Mode>
void add_pair(conversions& all, std::index_sequence<Mode...>) {
    std::string const pair = std::string(FS ? "s" : "u") + ',' + std::to_string(FW) + ',' +
                             std::to_string(FI) + ',' + (S ? "s" : "u") + ',' + std::to_string(W) +
                             ',' + std::to_string(I);
    for (std::size_t mode : {Mode...}) {
        all[pair + ',' + rounding_names[mode % 7] + ',' + overflow_names[mode / 7]] =
            conversion{How::template casts<ww::ac_fixed<FW, FI, FS>, W, I, S, Mode...>, mode};
    }
}
template <class How, std::size_t Signed, int FW, int FI, int W, int I>
void add_pairs(conversions& all) {
    add_pair<How, true, FW, FI, true, W, I>(all, std::make_index_sequence<7 * Signed>{});
    add_pair<How, true, FW, FI, false, W, I>(all, std::make_index_sequence<7 * 4>{});
    add_pair<How, false, FW, FI, true, W, I>(all, std::make_index_sequence<7 * 4>{});
}

/// The file's conversions, two halves that compile in about the same time. Signed: between signed
/// formats the first so many overflows.
template <class How, std::size_t Signed = 7>
conversions to_fractions() {
    conversions all;
    add_pairs<How, Signed, 6, 0, 3, -1>(all);
    add_pairs<How, Signed, 6, 2, 8, 2>(all);
    add_pairs<How, Signed, 7, 3, 4, 2>(all);
    return all;
}
template <class How, std::size_t Signed = 7>
conversions to_integers() {
    conversions all;
    add_pairs<How, Signed, 7, 4, 5, 5>(all);
    add_pairs<How, Signed, 8, 4, 4, 4>(all);
    return all;
}

/// How many rows of ap_fixed_casts.csv are equal, of those that `all` has.
inline int compare_casts(conversions const& all) {
    std::map<std::pair<all_modes, std::int64_t>, std::vector<std::int64_t>> known;
    int rows = 0, wrong = 0;
    for (auto const& cells : read_csv(shared() / "golden/ap_fixed/ap_fixed_casts.csv").rows) {
        std::string key = cells.at(0);
        for (std::size_t i = 1; i < 9; ++i) {
            key += ',' + cells.at(i);
        }
        auto const found = all.find(key);
        if (found == all.end()) {
            continue;
        }
        std::int64_t const raw = std::stoll(cells.at(9)), expected = std::stoll(cells.at(10));
        auto& results = known[{found->second.casts, raw}];
        if (results.empty()) {
            results = found->second.casts(raw);
        }
        std::int64_t const mine = results.at(found->second.mode);
        rows += mine == expected ? 1 : 0;
        if (mine != expected && ++wrong < 10) {
            FAIL_CHECK(key << " of " << raw << " gives " << mine << ", ap_fixed " << expected);
        }
    }
    return rows;
}

} // namespace golden
