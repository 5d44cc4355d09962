// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <widthwise/run/error.hpp>

namespace widthwise::train {

/// One parameter tensor p, dL/dp and the two tensors an optimizer keeps of it, zero at first.
struct update {
    std::span<float> p;
    std::span<float const> gradient;
    std::array<std::span<float>, 2> state;
    long step; ///< counts from 1
};

/// m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2,
/// p -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + eps),   g = dL/dp + weight_decay p.
/// float32 in torch's order, scalars in double.   Source: torch.optim.Adam.
struct adam {
    double rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 0;

    void operator()(double now, update const& u) const {
        auto const t = static_cast<double>(u.step);
        auto const b1 = static_cast<float>(beta1), rest1 = static_cast<float>(1 - beta1);
        auto const b2 = static_cast<float>(beta2), rest2 = static_cast<float>(1 - beta2);
        auto const size = static_cast<float>(-now / (1 - std::pow(beta1, t)));
        auto const correction = static_cast<float>(std::sqrt(1 - std::pow(beta2, t)));
        auto const eps = static_cast<float>(epsilon), decay = static_cast<float>(weight_decay);
        for (std::size_t i = 0; i < u.p.size(); ++i) {
            float const g = decay != 0 ? u.gradient[i] + decay * u.p[i] : u.gradient[i];
            float& m = u.state[0][i];
            float& v = u.state[1][i];
            m = m * b1 + rest1 * g;
            v = v * b2 + rest2 * g * g;
            u.p[i] += size * (m / (std::sqrt(v) / correction + eps));
        }
    }
};

/// p *= 1 - rate weight_decay, then adam without weight decay.   Source: torch.optim.AdamW.
struct adamw {
    double rate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weight_decay = 1e-2;

    void operator()(double now, update const& u) const {
        auto const shrink = static_cast<float>(1 - now * weight_decay);
        for (float& p : u.p) {
            p *= shrink;
        }
        adam{rate, beta1, beta2, epsilon, 0}(now, u);
    }
};

/// g = dL/dp + weight_decay p,   b = momentum b + g (b = g at first),
/// p -= rate * (nesterov ? g + momentum b : b).   The defaults are MASE's.
/// Source: torch.optim.SGD.
struct sgd {
    double rate = 1e-3;
    double momentum = 0.9;
    bool nesterov = true;
    double weight_decay = 5e-4;

    void operator()(double now, update const& u) const {
        auto const size = static_cast<float>(-now), keep = static_cast<float>(momentum);
        auto const decay = static_cast<float>(weight_decay);
        for (std::size_t i = 0; i < u.p.size(); ++i) {
            float g = decay != 0 ? u.gradient[i] + decay * u.p[i] : u.gradient[i];
            if (keep != 0) {
                float& b = u.state[0][i];
                b = u.step == 1 ? g : b * keep + g;
                g = nesterov ? g + keep * b : b;
            }
            u.p[i] += size * g;
        }
    }
};

/// Any callable (rate now, update) with a member `rate` can be added here.
using optimizer = std::variant<adam, adamw, sgd>;

/// "adam", "adamw" or "sgd" with its other numbers as MASE has them.
inline optimizer optimizer_named(std::string_view name, double rate) {
    if (name == "adam") {
        return adam{rate};
    }
    if (name == "adamw") {
        return adamw{rate};
    }
    if (name == "sgd") {
        return sgd{rate};
    }
    throw error("optimizer '" + std::string(name) + "' is none of adam, adamw, sgd");
}

/// rate(t) = lowest + (base - lowest) (1 + cos(pi t / period)) / 2, t counted from 0, per epoch.
/// Source: torch.optim.lr_scheduler.CosineAnnealingLR(T_max = period, eta_min = lowest).
inline double cosine_annealing(double base, double lowest, int period, int t) {
    constexpr double pi = 3.14159265358979323846;
    return lowest + (base - lowest) * (1 + std::cos(pi * t / period)) / 2;
}

} // namespace widthwise::train
