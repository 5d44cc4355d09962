// SPDX-License-Identifier: Apache-2.0
//
// A sum over a broadcast product per layer: what xtensor offers without a BLAS beside it; compiled
// for this very machine.
#include "dense.hpp"

#if WIDTHWISE_BENCH_XTENSOR
#include <algorithm>
#include <memory>

#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>

namespace rivals {
namespace {

struct dense {
    xt::xtensor<float, 3> weight; ///< [1][out][in]
    xt::xtensor<float, 1> bias;
    bool relu;
};
struct chain {
    network net;
    std::size_t batch;
    std::vector<float> scaled;
    std::vector<dense> layers;

    chain(network const& of, int samples)
        : net(of), batch(static_cast<std::size_t>(samples)),
          scaled(batch * static_cast<std::size_t>(of.inputs())) {
        for (layer const& l : net.layers) {
            std::size_t const in = static_cast<std::size_t>(l.in);
            std::size_t const out = static_cast<std::size_t>(l.out);
            layers.push_back({xt::adapt(l.weight, std::array<std::size_t, 3>{1, out, in}),
                              xt::adapt(l.bias, std::array<std::size_t, 1>{out}), l.relu});
        }
    }
    void run(float const* from, float* to) {
        scale_rows(net, static_cast<int>(batch), from, scaled.data());
        std::size_t const in = static_cast<std::size_t>(net.inputs());
        xt::xtensor<float, 2> x = xt::adapt(scaled, std::array<std::size_t, 2>{batch, in});
        for (dense const& l : layers) {
            auto const products = xt::view(x, xt::all(), xt::newaxis(), xt::all()) * l.weight;
            xt::xtensor<float, 2> y = xt::sum(products, {2}) + l.bias;
            if (l.relu) {
                y = xt::maximum(y, 0.0f);
            }
            x = std::move(y);
        }
        std::copy(x.begin(), x.end(), to);
    }
};

} // namespace

rival xtensor_float(network const& net, int batch) {
    auto state = std::make_shared<chain>(net, batch);
    return {"xtensor float", "float", [state](float const* x, float* y) { state->run(x, y); }, {}};
}

} // namespace rivals

#else

namespace rivals {
rival xtensor_float(network const&, int) {
    return {"xtensor float", "float", {}, "libxtensor-dev is not installed"};
}
} // namespace rivals

#endif
