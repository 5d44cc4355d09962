// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <type_traits>

#include <widthwise/cost/flops.hpp>
#include <widthwise/formats/binary.hpp>
#include <widthwise/graph/zoo.hpp>
#include <widthwise/passes/fold_batch_norm.hpp>
#include <widthwise/passes/quantize.hpp>
#include <widthwise/passes/transfer.hpp>

#include "../support/engine.hpp"
#include "describe.hpp"

namespace bench {

/// Every linear in W bits: activations with W/2 fraction bits (MASE's default), weights in [-1, 1),
/// half even and saturating. A BatchNorm that has no linear before it keeps 8 bits at any width.
template <class Net, class Data, class Weight, class Bias>
using with_formats = ww::quantize_t<
    Net, ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>, ww::weight<Weight>, ww::bias<Bias>>,
                     ww::on<ww::op::batch_norm1d, ww::data_in<ww::integer<8>>,
                            ww::weight<ww::integer<8, 6>>, ww::bias<ww::integer<8>>>>>;
template <class Net, int Width>
struct in_bits
    : with_formats<Net, ww::integer<Width>, ww::integer<Width, Width - 1>, ww::integer<Width>> {};
/// Two bits with a fraction bit end at 0.5, below which a random network's signal dies out.
template <class Net>
struct in_bits<Net, 2>
    : with_formats<Net, ww::integer<2, 0>, ww::integer<2, 1>, ww::integer<2, 1>> {};
/// One bit: activations 0 and 1 (behind a relu a sign says nothing), weights -1 and +1.
template <class Net>
struct in_bits<Net, 1> : with_formats<Net, ww::ufixed<1, 0>, ww::binary<>, ww::integer<2, 0>> {};
template <class Net>
struct half_up_8 : with_formats<Net, ww::fixed<8, 4, true, ww::rounding::half_up>,
                                ww::fixed<8, 7, true, ww::rounding::half_up>, ww::integer<8>> {};

/// Random masters: weights of variance 2.25 / fan-in keep activations within +-8, biases above zero
/// keep relus alive when few bits are left.
template <class Net>
void fill_masters(ww::parameters<Net>& p, std::uint64_t seed) {
    random_source draw(seed);
    auto const fill = [&](auto& own) {
        own.each(own, [&](char const* name, auto& values, auto) {
            double const fan_in = static_cast<double>(values.size() / own.bias.size());
            std::string const what = name;
            for (float& v : values) {
                double const n = draw.normal();
                bool const weight = what == "weight" && fan_in > 1;
                v = static_cast<float>(weight                  ? 1.5 / std::sqrt(fan_in) * n
                                       : what == "weight"      ? 0.8 + 0.1 * n
                                       : what == "running_var" ? 1 + 0.1 * std::abs(n)
                                       : what == "bias"        ? 0.25 + 0.25 * n
                                                               : 0.2 * n);
            }
        });
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const fill_node = [&](auto& own) {
            if constexpr (requires { own.bias; }) {
                fill(own);
            }
        };
        int const each[] = {(fill_node(ww::get<I>(p)), 0)...};
        static_cast<void>(each);
    }
    (std::make_index_sequence<ww::nodes_of<Net>::size>{});
}

inline constexpr int batches[] = {1, 8, 1024, 65536};
/// xtensor's broadcast sums take a second at the largest batch and no less per sample.
inline constexpr int largest_xtensor_batch = 1024;

/// A rival whose results are near the executor's (exactly, where tolerance is 0), or skipped.
inline void add_rival(group& g, rivals::rival r, int batch, floats x,
                      std::vector<float> const& expected, std::size_t outputs, double tolerance) {
    contender what;
    what.name = r.name;
    what.kind = r.kind;
    what.rival = true;
    if (!r.run) {
        g.skip(what, r.missing);
        return;
    }
    std::vector<float> y(static_cast<std::size_t>(batch) * outputs, std::nanf(""));
    r.run(x->data(), y.data());
    compare(r.name, y, expected, tolerance);
    g.rival(r.name, r.kind, batch,
            [run = std::move(r.run), x = std::move(x), y = std::move(y)]() mutable {
                run(x->data(), y.data());
            });
}

/// The rows network/<name>/<format>/b<batch> of a float network, and the rivals beside them.
template <class Written>
struct measured_network {
    struct net : ww::fold_batch_norm_t<Written> {};
    static constexpr std::size_t inputs = ww::engine<net>::input_size();
    static constexpr std::size_t outputs = ww::engine<net>::output_size();

    std::string name;
    std::shared_ptr<ww::parameters<net>> masters = [] {
        auto written = std::make_unique<ww::parameters<Written>>();
        fill_masters(*written, 1);
        return std::make_shared<ww::parameters<net>>(ww::transfer<net>(*written));
    }();

    void list() const {
        for (int batch : batches) {
            add_group("network/" + name + "/b" + std::to_string(batch),
                      [self = *this, batch](group& g) { self.fill(g, batch); });
        }
    }
    void fill(group& g, int batch) const {
        floats const x = normal_rows(static_cast<std::size_t>(batch) * inputs, 1.5, 2);
        add<net>(g, "float", "float", "fma", batch, x, 1e-5);
        add<half_up_8<net>>(g, "int8-half-up", "int8", "int8", batch, x);
        add<in_bits<net, 8>>(g, "int8", "int8", "int8", batch, x);
        add<in_bits<net, 6>>(g, "int6", "int8", "int8", batch, x);
        add<in_bits<net, 4>>(g, "int4", "int8", "int8", batch, x);
        add<in_bits<net, 2>>(g, "int2", "int8", "int8", batch, x);
        add<in_bits<net, 1>>(g, "int1", "int8", "bit", batch, x);
        add_float_rivals(g, batch, x);
        add_int8_rivals(g, batch, x);
    }
    template <class Net>
    void add(group& g, char const* format, char const* kind, char const* peak, int batch, floats x,
             double tolerance = 0) const {
        contender what;
        what.name = "network/" + name + "/" + format + "/b" + std::to_string(batch);
        what.kind = kind;
        what.peak = peak;
        what.macs = static_cast<double>(ww::macs<Net>(ww::batch{1}));
        add_ours<Net>(g, what, quantized<Net>(), x, tolerance);
    }
    template <class Net>
    ww::parameters<Net> quantized() const {
        if constexpr (std::is_same_v<Net, net>) {
            return *masters;
        } else {
            return ww::transfer<Net>(*masters);
        }
    }
    void add_float_rivals(group& g, int batch, floats x) const {
        auto const expected =
            reference<net>(*masters, *x, compared(static_cast<std::size_t>(batch)));
        rivals::network const described = describe<net>(*masters);
        for (auto make : {rivals::onednn_float, rivals::xnnpack_float, rivals::eigen_float}) {
            add_rival(g, make(described, batch), batch, x, expected, outputs, 1e-4);
        }
        if (batch <= largest_xtensor_batch) {
            add_rival(g, rivals::xtensor_float(described, batch), batch, x, expected, outputs,
                      1e-4);
        }
    }
    void add_int8_rivals(group& g, int batch, floats x) const {
        using integers = in_bits<net, 8>;
        auto const p = quantized<integers>();
        auto const expected = reference<integers>(p, *x, compared(static_cast<std::size_t>(batch)));
        rivals::network const described = describe<integers>(p);
        add_rival(g, rivals::naive_int8(described, batch), batch, x, expected, outputs, 0);
        for (auto make : {rivals::onednn_int8, rivals::xnnpack_int8}) {
            // They round and clip at other places; a wrong network is off by 1.
            add_rival(g, make(described, batch), batch, x, expected, outputs, 0.15);
        }
    }
};

} // namespace bench
