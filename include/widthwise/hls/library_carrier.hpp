// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include <widthwise/hls/carrier.hpp>

namespace widthwise {
namespace hls {

/// A carrier over a vendor's number classes: Library has value<W, F, S, Round, Over>,
/// from_raw<Value>(std::int64_t) and to_raw(value), the low W bits.
template <class Library>
struct library_carrier {
    template <int Width, int Frac, bool Sign, rounding Round, overflow Over>
    using value = typename Library::template value<Width, Frac, Sign, Round, Over>;
    template <class Value>
    using cell = Value; // a memory as wide as the numbers are

    template <class Value>
    static Value load(Value const& v) {
        return v;
    }
    template <
        class Value, class Raw,
        std::enable_if_t<std::is_integral<Raw>::value && !std::is_same<Raw, Value>::value, int> = 0>
    static Value load(Raw raw) {
        return Library::template from_raw<Value>(static_cast<std::int64_t>(raw));
    }
    template <class Value>
    static Value keep(Value const& v) {
        return v;
    }
    template <class Integer, class Value>
    static Integer raw(Value const& v) {
        return static_cast<Integer>(Library::to_raw(v));
    }
    template <class Value>
    static bool negative(Value const& v) {
        return v < 0;
    }
};

} // namespace hls
} // namespace widthwise
