// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/train/nets.hpp"

namespace ww = widthwise;

/// Five steps on all 64 samples at rate 1e-2: losses, and the state after them.
/// The bias of a linear before a BatchNorm has gradient 0, which float sums leave as some 1e-9.
/// Adam divides a gradient by its own size: it moves such a bias by up to the rate, either way, and
/// the BatchNorm's running_mean follows it. Those are bounded here, not compared; sgd, which does
/// not divide, is held to every tensor.
template <class Net>
void five_steps(std::string const& name, std::string const& optimizer,
                std::vector<std::string> const& biases, std::vector<std::string> const& norms) {
    CAPTURE(optimizer);
    golden_net<Net> const golden(name);
    ww::train::options how;
    how.optimizer = ww::train::optimizer_named(optimizer, 1e-2);
    ww::train::trainer<Net> trainer(how, golden.start());
    auto const expected = golden.results("train_" + optimizer + "_losses_5steps_lr1e-2", 5);
    for (double const loss : expected) {
        CHECK(std::abs(trainer.step(golden.data, golden.batch, 1e-2).loss() - loss) <= 2e-6);
    }

    auto const drifts = [&](auto const& t) {
        bool const bias = std::ranges::count(biases, t.node) != 0 && t.is_bias();
        return bias || (std::ranges::count(norms, t.node) != 0 &&
                        t.name == std::string_view("running_mean"));
    };
    int const tensors = name == "jsc-tiny" ? 6 : 22;
    auto const after = golden.state("after5_" + optimizer);
    CHECK(compare(trainer.parameters(), after, drifts) ==
          tensors - static_cast<int>(biases.size() + norms.size()));
    auto ours = trainer.parameters();
    auto const first = golden.state("grad0_adam");
    for (auto const& t : ww::train::tensors_of(ours)) {
        if (drifts(t)) {
            auto const key = ww::io::state_dict_prefix(t.node) + "." + t.name;
            CHECK(largest_difference(t.data, after.at(key).floats()) <= 2 * 5 * 1e-2);
            for (float const g : t.is_bias() ? first.at(key).floats() : std::vector<float>{}) {
                CHECK(std::abs(g) < 1e-7f);
            }
        }
    }
}

TEST_CASE("jsc-tiny: five steps of each optimizer are torch's") {
    for (char const* optimizer : {"adam", "adamw", "sgd"}) {
        five_steps<ww::zoo::jsc_tiny>("jsc-tiny", optimizer, {}, {});
    }
}
TEST_CASE("jsc-toy: five steps of each optimizer are torch's") {
    five_steps<ww::zoo::jsc_toy>("jsc-toy", "sgd", {}, {});
    for (char const* optimizer : {"adam", "adamw"}) {
        five_steps<ww::zoo::jsc_toy>("jsc-toy", optimizer,
                                     {"seq_blocks_2", "seq_blocks_5", "seq_blocks_8"},
                                     {"seq_blocks_3", "seq_blocks_6", "seq_blocks_9"});
    }
}
