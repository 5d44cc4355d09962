// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>

#include "tests/golden/csv.hpp"
#include "tests/golden/shared.hpp"
#include <widthwise/hls/forward.hpp>
#include <widthwise/layers.hpp>

// golden/ap_fixed through the library's own class, and through hls::forward: a layer that only
// casts is a network.

namespace ww = widthwise;
namespace hls = widthwise::hls;
using ww::overflow;
using ww::rounding;

namespace {

using cast = std::int64_t (*)(std::int64_t);
using casts = std::map<std::string, cast>;

template <class To, class From>
std::int64_t by_value(std::int64_t raw) {
    return static_cast<std::int64_t>(
        hls::number<hls::native, To>(hls::number<hls::native, From>::from_raw(raw)).raw);
}
template <class To, class From>
struct cast_net
    : ww::network<ww::input<1>,
                  ww::quantized<ww::identity, ww::formats<ww::data_in<From>, ww::data_out<To>>>> {};
template <class To, class From>
std::int64_t by_network(std::int64_t raw) {
    using net = cast_net<To, From>;
    hls::input_cell<net> const x[1] = {static_cast<hls::input_cell<net>>(raw)};
    hls::output_cell<net> y[1];
    hls::forward<net>(ww::parameters<net>{}, x, y);
    return static_cast<std::int64_t>(y[0]);
}

struct as_value {
    template <class To, class From>
    static constexpr cast of = by_value<To, From>;
};
struct as_network {
    template <class To, class From>
    static constexpr cast of = by_network<To, From>;
};

template <class How, class From, int W, int I, bool S, overflow Over>
void add_roundings(casts& all, std::string const& pair, std::string const& over) {
    auto const add = [&]<rounding Round>(char const* name,
                                         std::integral_constant<rounding, Round>) {
        all[pair + ',' + name + ',' + over] =
            How::template of<ww::fixed<W, W - I, S, Round, Over>, From>;
    };
    add("TRN", std::integral_constant<rounding, rounding::floor>{});
    add("TRN_ZERO", std::integral_constant<rounding, rounding::toward_zero>{});
    add("RND", std::integral_constant<rounding, rounding::half_up>{});
    add("RND_ZERO", std::integral_constant<rounding, rounding::half_toward_zero>{});
    add("RND_INF", std::integral_constant<rounding, rounding::half_away>{});
    add("RND_MIN_INF", std::integral_constant<rounding, rounding::half_down>{});
    add("RND_CONV", std::integral_constant<rounding, rounding::half_even>{});
}
template <class How, bool FS, int FW, int FI, bool S, int W, int I>
void add_pair(casts& all) {
    using from = ww::ac_fixed<FW, FI, FS>;
    std::string const pair = std::string(FS ? "s" : "u") + ',' + std::to_string(FW) + ',' +
                             std::to_string(FI) + ',' + (S ? "s" : "u") + ',' + std::to_string(W) +
                             ',' + std::to_string(I);
    add_roundings<How, from, W, I, S, overflow::saturate>(all, pair, "SAT,0");
    add_roundings<How, from, W, I, S, overflow::saturate_zero>(all, pair, "SAT_ZERO,0");
    add_roundings<How, from, W, I, S, overflow::saturate_symmetric>(all, pair, "SAT_SYM,0");
    add_roundings<How, from, W, I, S, overflow::wrap>(all, pair, "WRAP,0");
    if constexpr (FS && S) {
        add_roundings<How, from, W, I, S, ww::wrap<1>>(all, pair, "WRAP,1");
        add_roundings<How, from, W, I, S, ww::wrap<2>>(all, pair, "WRAP,2");
        add_roundings<How, from, W, I, S, overflow::wrap_sign_magnitude>(all, pair, "WRAP_SM,0");
    }
}
template <class How, int FW, int FI, int W, int I>
void add_pairs(casts& all) {
    add_pair<How, true, FW, FI, true, W, I>(all);
    add_pair<How, true, FW, FI, false, W, I>(all);
    add_pair<How, false, FW, FI, true, W, I>(all);
}

/// Rows of the table that `all` has; -1 when one differs.
int compare(casts const& all) {
    csv const table = read_csv(shared() / "golden/ap_fixed/ap_fixed_casts.csv");
    int rows = 0, wrong = 0;
    for (auto const& cells : table.rows) {
        std::string key = cells.at(0);
        for (std::size_t i = 1; i < 9; ++i) {
            key += ',' + cells.at(i);
        }
        auto const found = all.find(key);
        if (found == all.end()) {
            continue;
        }
        ++rows;
        std::int64_t const mine = found->second(std::stoll(cells.at(9)));
        if (mine != std::stoll(cells.at(10)) && ++wrong < 10) {
            FAIL_CHECK(key << " of " << cells.at(9) << " gives " << mine << ", ap_fixed "
                           << cells.at(10));
        }
    }
    return wrong == 0 ? rows : -1;
}

} // namespace

TEST_CASE("every conversion of ap_fixed_casts.csv by the library's own class") {
    casts all;
    add_pairs<as_value, 6, 0, 3, -1>(all);
    add_pairs<as_value, 6, 2, 8, 2>(all);
    add_pairs<as_value, 7, 3, 4, 2>(all);
    add_pairs<as_value, 7, 4, 5, 5>(all);
    add_pairs<as_value, 8, 4, 4, 4>(all);
    CHECK(all.size() == 525);
    CHECK(compare(all) == 67200);
}
TEST_CASE("the conversions between two formats by hls::forward") {
    casts all;
    add_pair<as_network, true, 7, 3, true, 4, 2>(all);
    CHECK(all.size() == 49);
    CHECK(compare(all) == 49 * 128);
}
