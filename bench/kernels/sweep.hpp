// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <type_traits>

#include <widthwise/cost/flops.hpp>
#include <widthwise/formats/binary.hpp>
#include <widthwise/formats/ternary.hpp>
#include <widthwise/graph/network.hpp>
#include <widthwise/passes/quantize.hpp>

#include "../support/engine.hpp"

namespace bench {

/// A network of one layer, its operands in these formats, its sums exact. The bias has no fraction
/// bits: one finer than the products would have every width shift its sums.
template <class Float, class Data, class Weight>
struct one_layer
    : ww::quantize_t<Float, ww::by_type<ww::on<ww::op::linear, ww::data_in<Data>,
                                               ww::weight<Weight>, ww::bias<ww::integer<2, 0>>>,
                                        ww::on<ww::op::conv2d, ww::data_in<Data>,
                                               ww::weight<Weight>, ww::bias<ww::integer<2, 0>>>>> {
};

/// Every raw value of a format, alike often.
template <class Format, class Tensor>
void fill_format(Tensor& to, random_source& draw) {
    for (auto& raw : to) {
        if constexpr (ww::is_fixed<Format>::value) {
            raw = static_cast<typename Format::value_type>(
                draw.integer(Format::min(), Format::max()));
        } else if constexpr (std::is_same_v<Format, ww::binary<>>) {
            raw = draw.integer(0, 1) == 0 ? -1 : 1;
        } else {
            raw = static_cast<std::int8_t>(draw.integer(-1, 1));
        }
    }
}
/// On the heap: a large layer's weights are no variable of a function.
template <class Net>
std::unique_ptr<ww::parameters<Net>> random_layer() {
    auto p = std::make_unique<ww::parameters<Net>>();
    random_source draw(5);
    auto& own = ww::get<1>(*p);
    fill_format<typename ww::arithmetic_of<Net, 1>::w_format>(own.weight, draw);
    fill_format<typename ww::arithmetic_of<Net, 1>::b_format>(own.bias, draw);
    return p;
}

/// The rows <layer>/<format>/b<batch> of a layer at every width, and with 8-bit activations and
/// narrow weights. All formats of a batch are one group: neighbours are compared.
template <class Float>
struct width_sweep {
    std::string layer;
    std::size_t checked; ///< samples the executor is asked for

    void list(std::initializer_list<int> batches) const {
        for (int batch : batches) {
            add_group(layer + "/b" + std::to_string(batch),
                      [self = *this, batch](group& g) { self.fill(g, batch); });
        }
    }

private:
    void fill(group& g, int batch) const {
        floats const x = normal_rows(
            static_cast<std::size_t>(batch) * ww::executor<Float>::input_size(), 1.5, 6);
        add<ww::ufixed<1, 0>, ww::binary<>>(g, "w1", "bit", batch, x);
        add<ww::integer<2>, ww::integer<2, 1>>(g, "w2", "int8", batch, x);
        add<ww::integer<3>, ww::integer<3, 2>>(g, "w3", "int8", batch, x);
        add<ww::integer<4>, ww::integer<4, 3>>(g, "w4", "int8", batch, x);
        add<ww::integer<5>, ww::integer<5, 4>>(g, "w5", "int8", batch, x);
        add<ww::integer<6>, ww::integer<6, 5>>(g, "w6", "int8", batch, x);
        add<ww::integer<7>, ww::integer<7, 6>>(g, "w7", "int8", batch, x);
        add<ww::integer<8>, ww::integer<8, 7>>(g, "w8", "int8", batch, x);
        add<ww::integer<9>, ww::integer<9, 8>>(g, "w9", "int16", batch, x);
        add<ww::integer<10>, ww::integer<10, 9>>(g, "w10", "int16", batch, x);
        add<ww::integer<11>, ww::integer<11, 10>>(g, "w11", "int16", batch, x);
        add<ww::integer<12>, ww::integer<12, 11>>(g, "w12", "int16", batch, x);
        add<ww::integer<13>, ww::integer<13, 12>>(g, "w13", "int16", batch, x);
        add<ww::integer<14>, ww::integer<14, 13>>(g, "w14", "int16", batch, x);
        add<ww::integer<15>, ww::integer<15, 14>>(g, "w15", "int16", batch, x);
        add<ww::integer<16>, ww::integer<16, 15>>(g, "w16", "int16", batch, x);
        add<ww::binary<>, ww::binary<>>(g, "binary", "bit", batch, x);
        using minus_one_to_one =
            ww::fixed<2, 0, true, ww::rounding::half_even, ww::overflow::saturate_symmetric>;
        add<minus_one_to_one, ww::ternary<>>(g, "ternary", "bit", batch, x);
        add<ww::integer<8>, ww::integer<4, 3>>(g, "w4a8", "int8", batch, x);
        add<ww::integer<8>, ww::integer<2, 1>>(g, "w2a8", "int8", batch, x);
        add<ww::integer<8>, ww::binary<>>(g, "w1a8", "int8", batch, x);
        add<ww::integer<8>, ww::ternary<>>(g, "ternary_a8", "int8", batch, x);
    }
    template <class Data, class Weight>
    void add(group& g, char const* format, char const* peak, int batch, floats x) const {
        using net = one_layer<Float, Data, Weight>;
        contender what;
        what.name = layer + "/" + format + "/b" + std::to_string(batch);
        what.kind = "width";
        what.peak = peak;
        what.macs = static_cast<double>(ww::macs<net>(ww::batch{1}));
        add_ours<net>(g, what, *random_layer<net>(), x, 0, checked);
    }
};

} // namespace bench
