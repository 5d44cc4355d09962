// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

/// The law of every nearest-value format, by brute force over its value set,
/// of which only floats count: the result
/// is in the set, no other value is nearer, quantizing again changes nothing, and order is kept.
template <class Quantize>
void check_nearest(Quantize quantize, std::vector<double> set) {
    set.erase(std::remove_if(set.begin(), set.end(),
                             [](double v) {
                                 return std::fabs(v) > std::numeric_limits<float>::max() ||
                                        static_cast<double>(static_cast<float>(v)) != v;
                             }),
              set.end());
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    float const inf = std::numeric_limits<float>::infinity();
    std::vector<float> points = {0.0f,
                                 -0.0f,
                                 inf,
                                 -inf,
                                 1e-45f,
                                 -1e-45f,
                                 1e-38f,
                                 std::numeric_limits<float>::max(),
                                 std::numeric_limits<float>::lowest()};
    for (std::size_t i = 0; i < set.size(); ++i) {
        double const next = i + 1 < set.size() ? set[i + 1] : set[i] * 1.25;
        for (double t : {0.0, 0.1, 0.25, 0.49, 0.5, 0.51, 0.75, 0.9}) {
            float const x =
                static_cast<float>(std::max(-3.4e38, std::min(3.4e38, set[i] + t * (next - set[i]))));
            points.insert(points.end(), {x, std::nextafter(x, inf), std::nextafter(x, -inf)});
        }
    }
    std::sort(points.begin(), points.end());
    float last = -inf;
    for (float x : points) {
        float const y = quantize(x);
        double const value = static_cast<double>(y);
        CAPTURE(x);
        CAPTURE(y);
        CHECK(std::binary_search(set.begin(), set.end(), value));
        if (std::isinf(x)) {
            CHECK(value == (x > 0 ? set.back() : set.front()));
        } else {
            double best = std::numeric_limits<double>::infinity();
            for (double candidate : set) {
                best = std::min(best, std::fabs(candidate - static_cast<double>(x)));
            }
            CHECK(std::fabs(value - static_cast<double>(x)) == best);
        }
        CHECK(quantize(y) == y);
        CHECK(y >= last);
        last = y;
    }
    CHECK(std::isnan(quantize(std::numeric_limits<float>::quiet_NaN())));
}
