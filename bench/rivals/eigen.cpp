// SPDX-License-Identifier: Apache-2.0
//
// One matrix product, one row-wise sum and one maximum per layer; compiled for this very machine.
#include "dense.hpp"

#if WIDTHWISE_BENCH_EIGEN
#include <memory>

#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Dense>

namespace rivals {
namespace {

using matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct dense {
    matrix weight; ///< [in][out]
    Eigen::RowVectorXf bias;
    bool relu;
    matrix y;
};
struct chain {
    network net;
    int batch;
    matrix scaled;
    std::vector<dense> layers;

    chain(network const& of, int samples) : net(of), batch(samples), scaled(samples, of.inputs()) {
        for (layer const& l : net.layers) {
            layers.push_back({Eigen::Map<matrix const>(l.weight.data(), l.out, l.in).transpose(),
                              Eigen::Map<Eigen::RowVectorXf const>(l.bias.data(), l.out), l.relu,
                              matrix(batch, l.out)});
        }
    }
    void run(float const* from, float* to) {
        Eigen::Map<matrix const> const x(from, batch, net.inputs());
        if (!net.scale.empty()) {
            scale_rows(net, batch, from, scaled.data());
        }
        float const* now = net.scale.empty() ? x.data() : scaled.data();
        for (dense& l : layers) {
            l.y.noalias() = Eigen::Map<matrix const>(now, batch, l.weight.rows()) * l.weight;
            l.y.rowwise() += l.bias;
            if (l.relu) {
                l.y = l.y.cwiseMax(0.0f);
            }
            now = l.y.data();
        }
        Eigen::Map<matrix>(to, batch, net.outputs()) = layers.back().y;
    }
};

} // namespace

rival eigen_float(network const& net, int batch) {
    auto state = std::make_shared<chain>(net, batch);
    return {"Eigen float", "float", [state](float const* x, float* y) { state->run(x, y); }, {}};
}

} // namespace rivals

#else

namespace rivals {
rival eigen_float(network const&, int) {
    return {"Eigen float", "float", {}, "libeigen3-dev is not installed"};
}
} // namespace rivals

#endif
