// SPDX-License-Identifier: Apache-2.0
//
// The jet-tagging network under hls4ml's rule, at the four configurations of golden/hls4ml: ours
// against C simulation, bit for bit. Real weights where ../shared is, and full-range random ones.
#include <cstdlib>
#include <filesystem>

#if WIDTHWISE_BENCH_AP_TYPES
#include <ap_fixed.h>
#endif
#if WIDTHWISE_BENCH_AC_TYPES
#include <ac_fixed.h>
#endif

#include <widthwise/cost/flops.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

#include "../../tests/golden/load.hpp"
#include "../support/engine.hpp"
#include "dense.hpp"
#include "fixed_point.hpp"

namespace {

namespace ww = widthwise;

enum class mode {
    wrapping,
    convergent,
    half_up
}; // truncating; half even, saturating; half up, too

// A family of fixed-point classes: type<W, I, Sign, Mode>.
struct library {
    static constexpr ww::rounding round(mode m) {
        return m == mode::wrapping     ? ww::rounding::floor
               : m == mode::convergent ? ww::rounding::half_even
                                       : ww::rounding::half_up;
    }
    static constexpr ww::overflow over(mode m) {
        return m == mode::wrapping ? ww::overflow::wrap : ww::overflow::saturate;
    }
    template <int W, int I, bool Sign = true, mode M = mode::wrapping>
    using type = ww::fixed<W, W - I, Sign, round(M), over(M)>;
};
struct stand_in {
    static constexpr char const* name = "stand-in";
    static constexpr emulation::rounding round(mode m) {
        return m == mode::wrapping     ? emulation::rounding::truncate
               : m == mode::convergent ? emulation::rounding::half_even
                                       : emulation::rounding::half_up;
    }
    static constexpr emulation::overflow over(mode m) {
        return m == mode::wrapping ? emulation::overflow::wrap : emulation::overflow::saturate;
    }
    template <int W, int I, bool Sign = true, mode M = mode::wrapping>
    using type = emulation::fixed_point<W, I, Sign, round(M), over(M)>;
};
#if WIDTHWISE_BENCH_AP_TYPES
struct ap_types {
    static constexpr char const* name = "ap_types";
    static constexpr ap_q_mode round(mode m) {
        return m == mode::wrapping ? AP_TRN : m == mode::convergent ? AP_RND_CONV : AP_RND;
    }
    static constexpr ap_o_mode over(mode m) { return m == mode::wrapping ? AP_WRAP : AP_SAT; }
    template <int W, int I, bool Sign = true, mode M = mode::wrapping>
    using type = std::conditional_t<Sign, ap_fixed<W, I, round(M), over(M)>,
                                    ap_ufixed<W, I, round(M), over(M)>>;
};
#endif
#if WIDTHWISE_BENCH_AC_TYPES
struct ac_types {
    static constexpr char const* name = "ac_types";
    static constexpr ac_q_mode round(mode m) {
        return m == mode::wrapping ? AC_TRN : m == mode::convergent ? AC_RND_CONV : AC_RND;
    }
    static constexpr ac_o_mode over(mode m) { return m == mode::wrapping ? AC_WRAP : AC_SAT; }
    template <int W, int I, bool Sign = true, mode M = mode::wrapping>
    using type = ac_fixed<W, I, Sign, round(M), over(M)>;
};
#endif

// The four configurations, in any family.
struct d16_6_w16_6_a16_6 {
    static constexpr char const* name = "d16_6_w16_6_a16_6";
    static constexpr char const* peak = "int16";
    template <class F>
    struct in {
        using data = typename F::template type<16, 6>;
        using relu = data;
        using weight = data;
        using bias = data;
        using accum = data;
    };
};
struct d16_6rs_w8_2rs_a32_16 {
    static constexpr char const* name = "d16_6rs_w8_2rs_a32_16";
    static constexpr char const* peak = "int16";
    template <class F>
    struct in {
        using data = typename F::template type<16, 6, true, mode::convergent>;
        using relu = typename F::template type<16, 6, false, mode::convergent>;
        using weight = typename F::template type<8, 2, true, mode::convergent>;
        using bias = weight;
        using accum = typename F::template type<32, 16>;
    };
};
struct d8_4rs_w6_1_b8_3_a24_12 {
    static constexpr char const* name = "d8_4rs_w6_1_b8_3_a24_12";
    static constexpr char const* peak = "int8";
    template <class F>
    struct in {
        using data = typename F::template type<8, 4, true, mode::half_up>;
        using relu = typename F::template type<8, 4, false, mode::half_up>;
        using weight = typename F::template type<6, 1, true, mode::convergent>;
        using bias = typename F::template type<8, 3>;
        using accum = typename F::template type<24, 12>;
    };
};
struct d10_5_w7_2_a10_5 {
    static constexpr char const* name = "d10_5_w7_2_a10_5";
    static constexpr char const* peak = "int16";
    template <class F>
    struct in {
        using data = typename F::template type<10, 5>;
        using relu = data;
        using weight = typename F::template type<7, 2>;
        using bias = weight;
        using accum = data;
    };
};

using float_net = ww::zoo::jet_16_64_32_32_5;
template <class Config>
struct emulated
    : ww::quantize_t<
          float_net,
          ww::by_type<
              ww::on<ww::op::linear, ww::data_in<typename Config::template in<library>::data>,
                     ww::weight<typename Config::template in<library>::weight>,
                     ww::bias<typename Config::template in<library>::bias>,
                     ww::accum<typename Config::template in<library>::accum>,
                     ww::data_out<typename Config::template in<library>::data>>,
              ww::on<ww::op::relu, ww::data_in<typename Config::template in<library>::data>,
                     ww::data_out<typename Config::template in<library>::relu>>>> {};

/// Calls f with each linear's parameters and their formats.
template <class Net, class Parameters, class F>
void each_linear(Parameters& p, F f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const visit = [&](auto& own, auto arithmetic) {
            if constexpr (requires { own.weight; }) {
                f(own, arithmetic);
            }
        };
        int const each[] = {(visit(ww::get<I>(p), ww::arithmetic_of<Net, I>{}), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
}

template <class Format, class Tensor>
std::vector<double> values(Tensor const& from) {
    std::vector<double> to;
    for (auto raw : from) {
        to.push_back(ww::real_of<Format>(raw));
    }
    return to;
}
template <class Net>
ww::parameters<Net> full_range() {
    ww::parameters<Net> p{};
    bench::random_source draw(3);
    each_linear<Net>(p, [&](auto& own, auto arithmetic) {
        using A = decltype(arithmetic);
        auto const fill = [&](auto& to, auto format) {
            using format_type = decltype(format);
            for (auto& raw : to) {
                raw = static_cast<typename format_type::value_type>(
                    draw.integer(format_type::min(), format_type::max()));
            }
        };
        fill(own.weight, typename A::w_format{});
        fill(own.bias, typename A::b_format{});
    });
    return p;
}

std::filesystem::path shared() {
    char const* const named = std::getenv("WIDTHWISE_SHARED");
    return named != nullptr ? named : WIDTHWISE_SHARED_DIR;
}

constexpr std::size_t inputs = 16, outputs = 5;

/// C simulation of one family, its results compared with the executor's. A few samples a call: one
/// takes as long as thousands of ours.
template <class Config, class Family>
void add_simulation(bench::group& g, ww::parameters<emulated<Config>> const& p, bench::floats x,
                    std::vector<float> const& expected) {
    using net = emulated<Config>;
    auto simulated = std::make_shared<emulation::network<typename Config::template in<Family>>>();
    each_linear<net>(p, [&](auto const& own, auto arithmetic) {
        using A = decltype(arithmetic);
        std::size_t const out = own.bias.size();
        simulated->add(own.weight.size() / out, out, values<typename A::w_format>(own.weight),
                       values<typename A::b_format>(own.bias));
    });
    std::size_t const samples = std::min<std::size_t>(x->size() / inputs, 4);
    std::vector<float> y(expected.size());
    for (std::size_t s = 0; s < y.size() / outputs; ++s) {
        simulated->run(x->data() + s * inputs, y.data() + s * outputs);
    }
    bench::compare(std::string(Family::name) + " of " + Config::name, y, expected, 0);
    g.rival(Family::name, "emulation", static_cast<double>(samples),
            [simulated, x = std::move(x), y = std::move(y), samples]() mutable {
                for (std::size_t s = 0; s < samples; ++s) {
                    simulated->run(x->data() + s * inputs, y.data() + s * outputs);
                }
            });
}

template <class Config>
void fill(bench::group& g, std::string const& weights, int batch) {
    using net = emulated<Config>;
    bench::contender what;
    what.name =
        "emulation/" + std::string(Config::name) + "/" + weights + "/b" + std::to_string(batch);
    what.kind = "emulation";
    what.peak = Config::peak;
    what.macs = static_cast<double>(ww::macs<net>(ww::batch{1}));
    std::error_code failure;
    bool const real = weights == "real";
    if (real && !std::filesystem::is_directory(shared() / "data/jets16", failure)) {
        g.skip(what, "no shared data");
        return;
    }
    auto const p = real ? ww::transfer<net>(golden::load<float_net>(shared() / "data/jets16"))
                        : full_range<net>();
    auto const x = bench::normal_rows(static_cast<std::size_t>(batch) * inputs, 2, 4);
    // 256 samples: wrapping and saturation are rare under real weights.
    std::size_t const samples = std::min<std::size_t>(static_cast<std::size_t>(batch), 256);
    bench::add_ours<net>(g, what, p, x, 0, samples);
    auto const expected = bench::reference<net>(p, *x, samples);
    add_simulation<Config, stand_in>(g, p, x, expected);
#if WIDTHWISE_BENCH_AP_TYPES
    add_simulation<Config, ap_types>(g, p, x, expected);
#endif
#if WIDTHWISE_BENCH_AC_TYPES
    add_simulation<Config, ac_types>(g, p, x, expected);
#endif
}

template <class Config>
void list() {
    for (char const* weights : {"real", "full-range"}) {
        for (int batch : {1, 1024}) {
            bench::add_group("emulation/" + std::string(Config::name) + "/" + weights + "/b" +
                                 std::to_string(batch),
                             [=](bench::group& g) { fill<Config>(g, weights, batch); });
        }
    }
}

} // namespace

void bench::list_groups() {
    list<d16_6_w16_6_a16_6>();
    list<d16_6rs_w8_2rs_a32_16>();
    list<d8_4rs_w6_1_b8_3_a24_12>();
    list<d10_5_w7_2_a10_5>();
}
