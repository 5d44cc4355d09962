// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

namespace bench {

/// One measured call, and what one call is worth.
struct contender {
    std::string name; ///< the row (network/jsc_toy/int8/b8), or the rival (oneDNN int8)
    std::string kind; ///< which rivals a row is compared with: the ones of its kind
    bool rival = false;
    double samples = 1; ///< per call
    double macs = 0;    ///< per sample; 0: of no peak
    std::string peak;   ///< the family of peaks it is a fraction of: fma, int16, int8, bit
    double bytes = 0;   ///< read per call, for a bandwidth
    std::string isa;    ///< the tier of ours, and its kernels by node
    std::vector<std::string> kernels;
    std::string absent;          ///< why it was not measured; empty: it was
    std::vector<double> seconds; ///< CPU seconds of one call, one element per repetition
};

/// The contenders of one comparison. They take turns, repetition by repetition in random order, in
/// one process: what else the machine does falls on all of them alike.
class group {
public:
    /// A row of ours.
    template <class F>
    void ours(contender what, F call) {
        add(std::move(what), std::move(call));
    }
    /// A rival of every row of the same kind.
    template <class F>
    void rival(std::string name, std::string kind, double samples, F call) {
        contender what;
        what.name = std::move(name);
        what.kind = std::move(kind);
        what.samples = samples;
        what.rival = true;
        add(std::move(what), std::move(call));
    }
    /// Named in the table as not measured, with the reason.
    void skip(contender what, std::string reason) {
        what.absent = std::move(reason);
        contenders.push_back(std::move(what));
    }

    std::vector<contender> contenders;

private:
    template <class F>
    void add(contender what, F call) {
        contenders.push_back(std::move(what));
        std::string const index = std::to_string(contenders.size() - 1);
        benchmark::RegisterBenchmark(index.c_str(),
                                     [call = std::move(call)](benchmark::State& state) mutable {
                                         for (auto _ : state) {
                                             call();
                                             benchmark::ClobberMemory();
                                         }
                                     });
    }
};

/// Two engines that should have agreed did not: the bench stops.
struct difference : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A group by name, filled when its turn comes, so that only one group's buffers are alive.
struct listed_group {
    std::string name;
    std::function<void(group&)> fill;
};
std::vector<listed_group>& groups();
inline void add_group(std::string name, std::function<void(group&)> fill) {
    groups().push_back({std::move(name), std::move(fill)});
}

/// Defined by each program: lists its groups.
void list_groups();

} // namespace bench
