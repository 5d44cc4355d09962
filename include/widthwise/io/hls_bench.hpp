// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace widthwise::hls {

namespace detail {
/// A number of Cell as C++14 has it. The most negative of 64 bits has no literal, and a literal
/// without u is signed.
template <class Cell>
std::string literal(std::int64_t value) {
    if (std::is_unsigned_v<Cell> && value < 0) {
        return std::to_string(static_cast<std::uint64_t>(value)) + "u";
    }
    return value == INT64_MIN ? "-9223372036854775807 - 1" : std::to_string(value);
}

/// {{1, 2}, {3, 4}}: rows of `columns` numbers of Cell, lines below 100 columns.
template <class Cell>
std::string braced(std::span<std::int64_t const> values, std::size_t columns) {
    std::string text = "{";
    std::size_t line = 5;
    for (std::size_t i = 0; i < values.size(); ++i) {
        bool const first = i % columns == 0;
        std::string const number = literal<Cell>(values[i]);
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

inline constexpr std::string_view vectors_header = R"text(// Made by widthwise::hls::emit_project.
#pragma once
#include <cstdint>

/// What the executor gives for @vectors@ inputs, raw.
enum { vectors = @vectors@, inputs = @inputs@, outputs = @outputs@ };
static const @raw_input@ given[vectors][inputs] =
    @given@;
static const @raw_output@ expected[vectors][outputs] =
    @expected@;
)text";

inline constexpr std::string_view bench_source = R"text(// Made by widthwise::hls::emit_project.
// Runs the top function on every vector; 0 when all outputs are the executor's, bit for bit.
// testbench N runs them N times and says how long a sample takes.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "top.hpp"
#include "vectors.hpp"
@bench_weights@
#if defined(CCS_SCVERIFY) // Catapult
#include <mc_scverify.h>
#else
#define CCS_MAIN(...) int main(__VA_ARGS__)
#define CCS_DESIGN(top) top
#define CCS_RETURN(value) return value
#endif
#if defined(__BAMBU_SIM__) // its arrays need their sizes
#include <mdpi/mdpi_user.h>
#endif

CCS_MAIN(int argc, char** argv) {
    long const asked = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 1;
    long long const rounds = asked < 1 ? 1 : asked < 1000000 ? asked : 1000000;
    long long const samples = rounds * vectors;
    long long wrong = 0;
    std::clock_t const start = std::clock();
    for (long long run = 0; run < samples; ++run) {
        int const v = static_cast<int>(run % vectors);
        @declared@
        for (int i = 0; i < inputs; ++i) {
            @given_one@
        }
#if defined(__BAMBU_SIM__)
@sizes@#endif
        CCS_DESIGN(@top@)(@call@);
        for (int o = 0; o < outputs; ++o) {
            @widest@ const got = static_cast<@widest@>(@got@);
            @widest@ const right = static_cast<@widest@>(expected[v][o]);
            if (got != right) {
                ++wrong;
                std::printf("vector %d, output %d: @printed@, expected @printed@\n", v, o, got,
                            right);
            }
        }
    }
    double const seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (samples > vectors) {
        std::printf("%.0f ns a sample\n", 1e9 * seconds / static_cast<double>(samples));
    }
    std::printf("%d vectors of @network@: %lld wrong outputs\n", static_cast<int>(vectors), wrong);
    CCS_RETURN(wrong == 0 ? 0 : 1);
}
)text";
} // namespace detail

} // namespace widthwise::hls
