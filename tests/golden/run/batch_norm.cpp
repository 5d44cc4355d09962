// SPDX-License-Identifier: Apache-2.0
// A later MASE's BatchNorm1dInteger: x, weight, bias and the running statistics quantized, the
// arithmetic still float. Here a float BatchNorm over values that our formats quantized.
#include <doctest/doctest.h>

#include <string>

#include "tests/golden/run/nets.hpp"

using namespace golden;
using ww::integer;

namespace {
struct norm : ww::network<ww::input<16>, ww::batch_norm1d<16>> {};

template <class Format, class Values>
void quantize_all(Values& values) {
    for (float& v : values) {
        v = Format::quantize(v);
    }
}

template <class Data, class Weight, class Bias>
void check(std::string const& config) {
    CAPTURE(config);
    net_data<jsc_tiny> data;
    ww::parameters<norm> p{};
    auto& own = ww::get<1>(p);
    own = ww::get<1>(data.parameters);
    quantize_all<Weight>(own.weight);
    quantize_all<Bias>(own.bias);
    quantize_all<Weight>(own.running_mean);
    quantize_all<Bias>(own.running_var);
    quantize_all<Data>(data.x);
    ww::executor<norm> run(p);
    std::vector<float> y(data.x.size());
    run.run(data.x, y);
    CHECK(distance(y, data.read("main_batchnorm1d_integer_" + config)) <= 4e-6);
}
} // namespace

TEST_CASE("MASE's BatchNorm1dInteger") {
    check<integer<8, 4>, integer<8, 4>, integer<8, 4>>("8_4");
    check<integer<16, 8>, integer<16, 8>, integer<16, 8>>("16_8");
    check<integer<16, 4>, integer<16, 8>, integer<8, 4>>("16_4__16_8__8_4");
}
