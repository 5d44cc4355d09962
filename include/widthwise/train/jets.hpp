// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <widthwise/train/dataset.hpp>
#include <widthwise/train/random.hpp>

namespace widthwise::train {

/// Synthetic jets: 16 features, 5 classes (g, q, w, z, t), as the real jet-tagging task is laid
/// out. They are NOT physics: a Gaussian mixture whose overlaps imitate the real ones (g with q, w
/// with z, a part of t with w).
///
/// A class is two Gaussians in 6 hidden quantities (mass, multiplicity, 2-prong, 3-prong, width,
/// momentum sharing) and 10 of pure noise. The features are x = T(L h): L a fixed unit-triangular
/// matrix, so that features are correlated; T the identity, and sinh(u / deviation) for every
/// fifth, which gives heavy tails; then mean 0 and variance 1, from the mixture's exact moments.
/// L and T are invertible, so that the best reachable accuracy is that of the mixture, whose
/// densities are known: 75.9 % (measured with 4,000,000 samples, standard error .02 %)
/// and held to that by `tests/run train.jets`.
class jets {
public:
    static constexpr std::size_t features = 16;
    static constexpr std::size_t classes = 5;
    using hidden = std::array<double, features>;

    /// samples with their features and classes; each class equally likely. Same seed, same jets.
    static dataset make(std::size_t samples, std::uint64_t seed) {
        random numbers(seed);
        auto const moments = exact_moments();
        dataset out;
        for (std::size_t i = 0; i < samples; ++i) {
            auto const label = numbers.below(classes);
            hidden const u = mix(draw(label, numbers));
            for (std::size_t f = 0; f < features; ++f) {
                double const x = heavy(f) ? std::sinh(u[f] * moments.scale[f]) : u[f];
                out.x.push_back(static_cast<float>((x - moments.mean[f]) / moments.deviation[f]));
            }
            out.labels.push_back(static_cast<int>(label));
        }
        return out;
    }
    /// The share of samples that the optimal classifier, which knows the densities, gets right.
    static double best_accuracy(std::size_t samples, std::uint64_t seed) {
        random numbers(seed);
        std::size_t right = 0;
        for (std::size_t i = 0; i < samples; ++i) {
            auto const label = numbers.below(classes);
            right += most_likely(draw(label, numbers)) == label ? 1u : 0u;
        }
        return static_cast<double>(right) / static_cast<double>(samples);
    }
    /// The class of largest density at h.
    static std::size_t most_likely(hidden const& h) {
        std::size_t best = 0;
        std::array<double, classes> density{};
        for (std::size_t c = 0; c < classes; ++c) {
            for (part const& p : mixture[c]) {
                double log_density = std::log(p.share);
                for (std::size_t j = 0; j < informative; ++j) {
                    double const z = (h[j] - p.mean[j]) / p.deviation[j];
                    log_density -= z * z / 2 + std::log(p.deviation[j]);
                }
                density[c] += std::exp(log_density);
            }
            best = density[c] > density[best] ? c : best;
        }
        return best;
    }

private:
    static constexpr std::size_t informative = 6;
    struct part {
        double share;
        std::array<double, informative> mean;
        std::array<double, informative> deviation;
    };
    // mass, multiplicity, 2-prong, 3-prong, width, momentum sharing
    static constexpr std::array<std::array<part, 2>, classes> mixture{{
        {{{.7, {-.9, 1.1, -.8, -.5, .8, -.4}, {.8, .8, .8, .8, .8, 1}},
          {.3, {.2, 1.4, .2, .3, 1.3, 0}, {.9, .7, .9, .9, .8, 1}}}}, // g
        {{{.75, {-1.2, -.4, -.9, -.7, -.6, -.5}, {.8, .8, .8, .8, .8, 1}},
          {.25, {-.1, .1, .1, .1, 0, .1}, {.9, .8, .9, .9, .9, 1}}}}, // q
        {{{.85, {.3, -.7, 1.1, -.3, -.6, .3}, {.32, .7, .7, .8, .7, .9}},
          {.15, {-.3, -.4, .2, -.3, 0, -.3}, {.8, .8, .9, .9, .9, 1}}}}, // w
        {{{.85, {.85, -.6, 1.1, -.3, -.4, .7}, {.34, .7, .7, .8, .7, .9}},
          {.15, {0, -.3, .3, -.2, .1, 0}, {.8, .8, .9, .9, .9, 1}}}}, // z
        {{{.7, {1.9, .7, .3, 1.5, .6, .2}, {.6, .7, .9, .8, .8, 1}},
          {.3, {.5, .2, .8, .6, .2, .2}, {.6, .8, .8, .9, .9, 1}}}}, // t
    }};

    static hidden draw(std::size_t label, random& numbers) {
        part const& p = mixture[label][numbers.uniform() < mixture[label][0].share ? 0 : 1];
        hidden h{};
        for (std::size_t j = 0; j < features; ++j) {
            double const z = numbers.normal();
            h[j] = j < informative ? p.mean[j] + p.deviation[j] * z : z;
        }
        return h;
    }
    /// L(f, j), 1 on the diagonal: noise enters the informative features least.
    static constexpr double weight(std::size_t f, std::size_t j) {
        return f == j ? 1 : f < j ? 0 : f < informative ? .2 : (f + 3 * j) % 7 < 2 ? .7 : 0;
    }
    static constexpr hidden mix(hidden const& h) {
        hidden u{};
        for (std::size_t f = 0; f < features; ++f) {
            for (std::size_t j = 0; j <= f; ++j) {
                u[f] += weight(f, j) * h[j];
            }
        }
        return u;
    }
    static constexpr bool heavy(std::size_t f) { return f % 5 == 3; }

    struct moments {
        hidden scale; ///< of sinh's argument
        hidden mean;
        hidden deviation;
    };
    /// A feature is a mixture of N(m, s^2). E sinh(a u) = exp(a^2 s^2 / 2) sinh(a m),
    /// E sinh^2(a u) = (exp(2 a^2 s^2) cosh(2 a m) - 1) / 2.
    static moments exact_moments() {
        moments result{};
        for (std::size_t f = 0; f < features; ++f) {
            double first = 0, second = 0;
            each_normal(f, [&](double share, double m, double v) {
                first += share * m;
                second += share * (v + m * m);
            });
            double const a = 1 / std::sqrt(second - first * first);
            if (heavy(f)) {
                first = second = 0;
                each_normal(f, [&](double share, double m, double v) {
                    first += share * std::exp(a * a * v / 2) * std::sinh(a * m);
                    second += share * (std::exp(2 * a * a * v) * std::cosh(2 * a * m) - 1) / 2;
                });
            }
            result.scale[f] = a;
            result.mean[f] = first;
            result.deviation[f] = std::sqrt(second - first * first);
        }
        return result;
    }
    /// f(share, mean, variance) of each Gaussian that (L h)_f is made of.
    template <class F>
    static void each_normal(std::size_t row, F&& f) {
        for (auto const& parts : mixture) {
            for (part const& p : parts) {
                double mean = 0, variance = 0;
                for (std::size_t j = 0; j <= row; ++j) {
                    double const w = weight(row, j);
                    double const deviation = j < informative ? p.deviation[j] : 1;
                    mean += j < informative ? w * p.mean[j] : 0;
                    variance += w * w * deviation * deviation;
                }
                f(p.share / classes, mean, variance);
            }
        }
    }
};

} // namespace widthwise::train
