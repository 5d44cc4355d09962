// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include <widthwise/train/cross_entropy.hpp>
#include <widthwise/train/optimizer.hpp>

namespace widthwise::train {

struct options {
    train::optimizer optimizer = adam{};
    int epochs = 20;
    std::size_t batch = 128;
    bool anneal = true;        ///< cosine from the optimizer's rate to lowest_rate over epochs
    double lowest_rate = 1e-6; ///< MASE: 1e-6 for adam and adamw, 0 for sgd
    std::uint64_t seed = 1;    ///< of initial values, the order of samples and dropout
};

/// One epoch: the training score is summed while the parameters change, the validation score is
/// taken after it.
struct epoch {
    int number;
    double rate;
    score training;
    score validation;
};

/// Where fit is: counts from 1; the last step of an epoch brings the validation score.
struct progress {
    int epoch;
    int epochs;
    int step;
    int steps;
    score training;
    std::optional<score> validation;
};
/// loss=0.912 acc=0.701, and val_loss=... val_acc=... at the end of an epoch.
inline std::string to_string(progress const& p) {
    char text[96];
    int const used = std::snprintf(text, sizeof text, "loss=%.3f acc=%.3f", p.training.loss(),
                                   p.training.accuracy());
    if (p.validation) {
        auto const at = static_cast<std::size_t>(used);
        std::snprintf(text + at, sizeof text - at, " val_loss=%.3f val_acc=%.3f",
                      p.validation->loss(), p.validation->accuracy());
    }
    return text;
}

} // namespace widthwise::train
