// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <type_traits>

#include <widthwise/graph/edge.hpp>

namespace widthwise::hls {

namespace detail {
/// A standard integer as text.
template <class Integer>
std::string integer_name() {
    static_assert(std::is_integral_v<Integer>);
    return (std::is_signed_v<Integer> ? "std::int" : "std::uint") +
           std::to_string(8 * sizeof(Integer)) + "_t";
}
/// For a reader: "signed, 8 bits, units of 2^-4".
inline std::string described(edge_format const& e) {
    return std::string(e.sign ? "signed" : "unsigned") + ", " + std::to_string(e.width) +
           " bits, units of 2^" + std::to_string(-e.frac);
}

inline constexpr std::string_view top_header = R"text(// Made by widthwise::hls::emit_project.
#pragma once
@carrier_switch@#include <cstdint>
@port_includes@
/// x: @inputs@ raw values (@input_format@);
/// y: @outputs@ @result@ (@output_format@).
@before@void @top@(@arguments@);
)text";

inline constexpr std::string_view top_source = R"text(// Made by widthwise::hls::emit_project.
#include "top.hpp"

#include <widthwise/hls.hpp>

#include "network.hpp"
@top_weights@
// network.hpp is a copy; edited, it may no longer be what weights.hpp and vectors.hpp are for.
static_assert(widthwise::size_of<@network@>() == @nodes@ &&
                  widthwise::parameter_count<@network@>() == @parameters@,
              "network.hpp is another network");
static_assert(widthwise::hls::estimate<@network@, @options@>().total.multipliers == @multipliers@,
              "estimate.tsv is of other options");

WIDTHWISE_HLS_TOP
void @top@(@arguments@) {
@interfaces@@body@}
)text";

inline constexpr std::string_view readme = R"text(# @network@

Made by `widthwise::hls::emit_project`; nothing in it depends on where it lies.

| | |
|---|---|
| `top.hpp`, `top.cpp` | the top function `@top@` |
| `network.hpp` | the network, a type |
| `weights.hpp` | its parameters, constants |
| `vectors.hpp`, `testbench.cpp` | @vectors@ golden vectors, and the bench that compares |
| `include/` | the headers of Widthwise's synthesizable tier, C++14 |
| `estimate.tsv` | estimated resources and cycles, per node |
| `csim` | C simulation with any C++14 compiler: `./csim` |
| `vitis_hls.tcl` | `vitis_hls -f vitis_hls.tcl`; with `COSIM=1`, `EXPORT=1` set it goes further |
| `hls_config.cfg` | `v++ -c --mode hls --config hls_config.cfg --work_dir vitis` |
| `catapult.tcl` | `catapult -shell -file catapult.tcl` |
| `bambu.sh` | Verilog and co-simulation: `./bambu.sh` |

x: @inputs@ raw values (@input_format@).
y: @outputs@ @result@ (@output_format@).@more@
)text";
} // namespace detail

} // namespace widthwise::hls
