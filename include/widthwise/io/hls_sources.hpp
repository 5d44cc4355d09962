// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <widthwise/graph/edge.hpp>

namespace widthwise::hls {

namespace detail {
/// The integer that stores one value of an edge.
inline std::string storage_name(edge_format const& e) {
    int const bits = e.width <= 8 ? 8 : e.width <= 16 ? 16 : e.width <= 32 ? 32 : 64;
    return (e.sign ? "std::int" : "std::uint") + std::to_string(bits) + "_t";
}
/// For a reader: "signed, 8 bits, units of 2^-4".
inline std::string described(edge_format const& e) {
    return std::string(e.sign ? "signed" : "unsigned") + ", " + std::to_string(e.width) +
           " bits, units of 2^" + std::to_string(-e.frac);
}

/// {{1, 2}, {3, 4}}: rows of `columns` numbers, lines below 100 columns.
inline std::string braced(std::span<std::int64_t const> values, std::size_t columns) {
    std::string text = "{";
    std::size_t line = 5;
    for (std::size_t i = 0; i < values.size(); ++i) {
        bool const first = i % columns == 0;
        // The most negative 64-bit number has no literal.
        std::string const number =
            values[i] == INT64_MIN ? "-9223372036854775807 - 1" : std::to_string(values[i]);
        std::string const item = (first ? (i == 0 ? "{" : "},\n     {") : ", ") + number;
        line = first && i > 0 ? 6 + number.size() : line + item.size();
        if (line > 98 && !first) {
            text += ",\n      " + number;
            line = 6 + number.size();
        } else {
            text += item;
        }
    }
    return text + "}}";
}

inline constexpr std::string_view top_header = R"text(// Made by widthwise::hls::emit_project.
#pragma once
#include <cstdint>

/// x: @inputs@ raw values (@input_format@);
/// y: @outputs@ raw values (@output_format@).
void @top@(@input@ const (&x)[@inputs@], @output@ (&y)[@outputs@]);
)text";

inline constexpr std::string_view top_source = R"text(// Made by widthwise::hls::emit_project.
#include "top.hpp"

#include <widthwise/hls/forward.hpp>

#include "network.hpp"
#include "weights.hpp"

// network.hpp is a copy; edited, it may no longer be what weights.hpp and vectors.hpp are for.
static_assert(widthwise::size_of<@network@>() == @nodes@, "the network has other nodes");
static_assert(widthwise::parameter_count<@network@>() == @parameters@, "other parameters");

WIDTHWISE_HLS_TOP
void @top@(@input@ const (&x)[@inputs@], @output@ (&y)[@outputs@]) {
    widthwise::hls::forward<@network@, weights@options@>(x, y);
}
)text";

inline constexpr std::string_view vectors_header = R"text(// Made by widthwise::hls::emit_project.
#pragma once
#include <cstdint>

/// What the executor gives for @vectors@ inputs, raw.
enum { vectors = @vectors@, inputs = @inputs@, outputs = @outputs@ };
static const @input@ given[vectors][inputs] =
    @given@;
static const @output@ expected[vectors][outputs] =
    @expected@;
)text";

inline constexpr std::string_view bench_source = R"text(// Made by widthwise::hls::emit_project.
// Runs the top function on every vector; 0 when all outputs are the executor's, bit for bit.
#include <cstdio>

#include "top.hpp"
#include "vectors.hpp"

#if defined(CCS_SCVERIFY) // Catapult
#include <mc_scverify.h>
#else
#define CCS_MAIN(...) int main()
#define CCS_DESIGN(top) top
#define CCS_RETURN(value) return value
#endif
#if defined(__BAMBU_SIM__) // its arrays need their sizes
#include <mdpi/mdpi_user.h>
#endif

CCS_MAIN(int, char**) {
    int wrong = 0;
    for (int v = 0; v < vectors; ++v) {
        @input@ x[inputs];
        @output@ y[outputs] = {};
        for (int i = 0; i < inputs; ++i) {
            x[i] = given[v][i];
        }
#if defined(__BAMBU_SIM__)
        m_param_alloc(0, sizeof(x));
        m_param_alloc(1, sizeof(y));
#endif
        CCS_DESIGN(@top@)(x, y);
        for (int o = 0; o < outputs; ++o) {
            if (y[o] != expected[v][o]) {
                ++wrong;
                std::printf("vector %d, output %d: %lld, expected %lld\n", v, o,
                            static_cast<long long>(y[o]), static_cast<long long>(expected[v][o]));
            }
        }
    }
    std::printf("%d vectors of @network@: %d wrong outputs\n", static_cast<int>(vectors), wrong);
    CCS_RETURN(wrong == 0 ? 0 : 1);
}
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
y: @outputs@ raw values (@output_format@).
)text";
} // namespace detail

} // namespace widthwise::hls
