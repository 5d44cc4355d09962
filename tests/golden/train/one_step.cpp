// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/train/nets.hpp"

namespace ww = widthwise;

/// Forward in training mode, BatchNorm's statistics and every gradient of the first step.
template <class Net>
void first_step(std::string const& name) {
    golden_net<Net> const golden(name);
    ww::train::batch_network<Net> net(golden.start(), 0);
    float const* logits = net.forward(golden.data, golden.batch, true);
    auto const expected = ww::io::read_npy(golden.nets / name / "y_float_trainmode.npy").floats();
    std::vector<float> ours(expected.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        ours[i] = logits[i % 5 * 64 + i / 5]; // golden: [samples, classes]
    }
    CHECK(largest_difference(ours, expected) <= 2e-6);
    int const norms = name == "jsc-tiny" ? 1 : 4, linears = name == "jsc-tiny" ? 1 : 3;
    CHECK(compare(net.values(), golden.state("after_trainmode")) == 2 * norms);

    ww::train::score const score =
        ww::train::cross_entropy(logits, 5, golden.data.labels, net.result_gradient());
    CHECK(score.samples == 64);
    double const loss = golden.results("train_adam_losses_5steps_lr1e-2", 1).at(0);
    CHECK(std::abs(score.loss() - loss) <= 2e-6);
    net.backward();
    CHECK(compare(net.gradients(), golden.state("grad0_adam")) == 2 * (norms + linears));
}

TEST_CASE("jsc-tiny: forward, statistics, loss and gradients are torch's") {
    first_step<ww::zoo::jsc_tiny>("jsc-tiny");
}
TEST_CASE("jsc-toy: forward, statistics, loss and gradients are torch's") {
    first_step<ww::zoo::jsc_toy>("jsc-toy");
}
