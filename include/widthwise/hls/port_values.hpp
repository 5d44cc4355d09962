// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <type_traits>

#include <widthwise/hls/ports.hpp>

namespace widthwise {
namespace hls {

/// The elements of x and of y in a carrier: exactly the format's bits in ap, ac and bit_precise,
/// and input_cell, output_cell in native. forward takes either.
template <class Net, class Carrier>
using input_port = cell<Carrier, input_format<Net>>;
template <class Net, class Carrier>
using output_port = cell<Carrier, output_format<Net>>;

/// x or y is an array of Given, neither raw values in the smallest standard integers nor Port.
template <class Given, class Port, bool Known>
struct port_type_mismatch {
    static_assert(Known, "widthwise: read port_type_mismatch<given, port of the carrier, false>");
};

namespace detail {
template <class Given, class Raw, class Port>
using check_port =
    port_type_mismatch<Given, Port,
                       (std::is_same<Given, Raw>::value || std::is_same<Given, Port>::value)>;

/// A result as the port has it.
template <class Net, class Carrier, class Y, bool Raw = std::is_same<Y, output_cell<Net>>::value>
struct port_result {
    template <class Value>
    static Y from(Value const& v) {
        return Carrier::template raw<Y>(v);
    }
};
template <class Net, class Carrier, class Y>
struct port_result<Net, Carrier, Y, false> {
    template <class Value>
    static Y from(Value const& v) {
        return Carrier::keep(v);
    }
};
} // namespace detail

/// A raw value to an element of x, and an element of y to its raw value: for benches.
template <class Net, class Carrier>
input_port<Net, Carrier> port_of_raw(std::int64_t raw) {
    using number_type = number<Carrier, input_format<Net>>;
    return Carrier::keep(Carrier::template load<number_type>(static_cast<input_cell<Net>>(raw)));
}
template <class Net, class Carrier>
std::int64_t raw_of_port(output_port<Net, Carrier> const& y) {
    return static_cast<std::int64_t>(Carrier::template raw<output_cell<Net>>(
        Carrier::template load<number<Carrier, output_format<Net>>>(y)));
}

} // namespace hls
} // namespace widthwise
