// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <widthwise/run/engine.hpp>

#include "group.hpp"
#include "random.hpp"

namespace bench {

namespace ww = widthwise;

using floats = std::shared_ptr<std::vector<float> const>;

/// Normal draws, the same in every run.
inline floats normal_rows(std::size_t count, double sigma, std::uint64_t seed) {
    auto values = std::make_shared<std::vector<float>>(count);
    random_source draw(seed);
    for (float& v : *values) {
        v = static_cast<float>(sigma * draw.normal());
    }
    return values;
}

/// |a - b| / |b|, over the first count elements; against 1 per element where b is smaller, for
/// values near 1 may all hide behind a relu.
inline double distance(float const* a, float const* b, std::size_t count) {
    double off = 0, size = 0;
    for (std::size_t i = 0; i < count; ++i) {
        off += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
        size += std::pow(static_cast<double>(b[i]), 2);
    }
    return std::sqrt(off / std::max(size, static_cast<double>(count)));
}

/// The executor's output for the first samples of x.
template <class Net>
std::vector<float> reference(ww::parameters<Net> const& p, std::span<float const> x,
                             std::size_t samples) {
    ww::executor<Net> specification(p);
    std::vector<float> y(samples * specification.output_size());
    specification.run(x.first(samples * specification.input_size()), y);
    return y;
}

/// Stops the bench where a result is not the executor's: bit for bit, or within a tolerance.
inline void compare(std::string const& name, std::span<float const> mine,
                    std::vector<float> const& expected, double tolerance) {
    if (tolerance > 0) {
        double const off = distance(mine.data(), expected.data(), expected.size());
        if (!(off <= tolerance)) {
            throw difference(name + ": differs from the executor by " + std::to_string(off));
        }
        return;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (!(mine[i] == expected[i])) {
            throw difference(name + ": element " + std::to_string(i) + " is " +
                             std::to_string(mine[i]) + ", the executor's " +
                             std::to_string(expected[i]));
        }
    }
    // One sample may have few outputs, and all behind a relu.
    bool const enough = expected.size() >= 64;
    if (enough && std::all_of(expected.begin(), expected.end(),
                              [&](float v) { return v == expected.front(); })) {
        throw difference(name + ": a constant output, which shows nothing");
    }
}

/// Samples whose results are compared before anything is timed.
inline std::size_t compared(std::size_t batch) { return std::min<std::size_t>(batch, 16); }

/// A call that would take longer is not measured: it has no kernel of its own, and runs sample by
/// sample as the executor does.
inline constexpr double longest_call = 1;

/// One row of ours: the engine of Net over batch rows of x, compared with the executor first.
template <class Net>
void add_ours(group& g, contender what, ww::parameters<Net> const& p, floats x,
              double tolerance = 0, std::size_t samples = 16) {
    using clock = std::chrono::steady_clock;
    std::size_t const inputs = ww::engine<Net>::input_size(),
                      outputs = ww::engine<Net>::output_size(), batch = x->size() / inputs;
    auto engine = std::make_shared<ww::engine<Net>>(p);
    what.samples = static_cast<double>(batch);
    what.isa = ww::isa::name_of(engine->tier());
    what.kernels = engine->kernels();
    std::vector<float> const expected = reference<Net>(p, *x, std::min(batch, samples));
    std::vector<float> y(batch * outputs, std::nanf(""));
    std::span<float const> const rows(*x);

    std::size_t const few = expected.size() / outputs;
    double took = std::numeric_limits<double>::infinity();
    for (int turn = 0; turn < 2; ++turn) { // the first one meets cold memory
        auto const started = clock::now();
        engine->run(rows.first(few * inputs), std::span<float>(y).first(few * outputs));
        took = std::min(took, std::chrono::duration<double>(clock::now() - started).count());
    }
    compare(what.name, y, expected, tolerance);
    double const call = took / static_cast<double>(few) * static_cast<double>(batch);
    if (batch > few && call > longest_call) {
        g.skip(std::move(what),
               "not measured: about " + std::to_string(std::lround(call)) + " s a call");
        return;
    }
    engine->run(*x, y);
    compare(what.name, y, expected, tolerance);
    g.ours(std::move(what),
           [engine, x = std::move(x), y = std::move(y)]() mutable { engine->run(*x, y); });
}

} // namespace bench
