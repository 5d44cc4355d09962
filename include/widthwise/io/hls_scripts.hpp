// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace widthwise::hls {

namespace detail {
/// Replaces each @word@ of a text that is given.
using word_list = std::vector<std::pair<std::string_view, std::string>>;
inline std::string fill(std::string_view text, word_list const& given) {
    std::string result;
    while (!text.empty()) {
        bool found = false;
        for (auto const& [name, value] : given) {
            std::size_t const size = name.size() + 2;
            if (text[0] == '@' && text.size() >= size && text[size - 1] == '@' &&
                text.substr(1, name.size()) == name) {
                result += value;
                text.remove_prefix(size);
                found = true;
                break;
            }
        }
        if (!found) {
            std::size_t const next = std::min(text.find('@', 1), text.size());
            result += text.substr(0, next);
            text.remove_prefix(next);
        }
    }
    return result;
}

/// The C simulation: any C++14 compiler.
inline constexpr std::string_view csim_script = R"text(#!/bin/sh
# C simulation: builds the bench with any C++14 compiler and runs it.
#   ./csim          c++, or the compiler that CXX names (CXX="ccache g++"), and CXXFLAGS
#   ./csim 1000     every vector 1000 times, and how long a sample takes
set -eu
cd "$(dirname "$0")"
# shellcheck disable=SC2086 # a list of words
${CXX:-c++} -std=c++14 -O2 ${CXXFLAGS-} -Iinclude top.cpp testbench.cpp -o testbench
./testbench "$@"
)text";

/// Vitis HLS 2020.2 and later with its classic shell. Paths are made absolute where it runs.
inline constexpr std::string_view vitis_tcl = R"text(# vitis_hls -f vitis_hls.tcl
set here [file normalize [file dirname [info script]]]
set flags "-std=c++14 -I$here/include -I$here"
open_project -reset vitis
set_top @top@
add_files $here/top.cpp -cflags $flags
add_files -tb $here/testbench.cpp -cflags $flags
open_solution -reset solution -flow_target vivado
set_part @part@
create_clock -period @clock@
csim_design
csynth_design
if {[info exists ::env(COSIM)]} { cosim_design }
if {[info exists ::env(EXPORT)]} { export_design -format ip_catalog }
exit
)text";

/// Vitis 2023.2 and later, unified command line; run from the project's folder.
inline constexpr std::string_view vitis_cfg =
    R"text(# vitis-run --mode hls --csim --config hls_config.cfg --work_dir vitis
# v++ -c --mode hls --config hls_config.cfg --work_dir vitis
# vitis-run --mode hls --cosim --config hls_config.cfg --work_dir vitis
part=@part@

[hls]
clock=@clock@ns
flow_target=vivado
syn.file=top.cpp
syn.cflags=-std=c++14 -Iinclude -I.
syn.csimflags=-std=c++14 -Iinclude -I.
syn.top=@top@
tb.file=testbench.cpp
tb.cflags=-std=c++14 -Iinclude -I.
package.output.format=ip_catalog
)text";

/// Catapult: SCVerify builds the bench, which speaks its macros when CCS_SCVERIFY is defined.
inline constexpr std::string_view catapult_tcl = R"text(# catapult -shell -file catapult.tcl
set here [file normalize [file dirname [info script]]]
options set Input/CppStandard {c++14}
# __CATAPULT__ need not be defined: the directives are chosen here.
options set Input/CompilerFlags {-DWIDTHWISE_HLS_CATAPULT}
options set Input/SearchPath [list $here/include $here] -append
project new -name catapult
flow package require /SCVerify
solution file add $here/top.cpp -type C++
solution file add $here/testbench.cpp -type C++ -exclude true
go analyze
solution design set @top@ -top
go compile
flow run /SCVerify/launch_make ./scverify/Verify_orig_cxx_osci.mk {} SIMTOOL=osci sim
# CATAPULT_LIBRARY names the solution library of another technology.
if {[info exists ::env(CATAPULT_LIBRARY)]} {
    solution library add $::env(CATAPULT_LIBRARY)
} else {
    solution library add mgc_Xilinx-VIRTEX-uplus-2_beh -- -rtlsyntool Vivado -manufacturer Xilinx \
        -family VIRTEX-uplus -speed -2 -part xcvu9p-flga2104-2-e
    solution library add Xilinx_RAMS
    solution library add Xilinx_ROMS
    solution library add Xilinx_FIFO
}
go libraries
directive set -CLOCKS [list clk [list -CLOCK_PERIOD @clock@ -CLOCK_EDGE rising \
    -RESET_KIND sync -RESET_SYNC_NAME rst -RESET_SYNC_ACTIVE high]]
go assembly
@catapult_fifos@go architect
go allocate
go schedule
go extract
project save
)text";

/// Bambu 2024.10 with the options that are known to work. With --simulate it needs Verilator.
inline constexpr std::string_view bambu_script = R"text(#!/bin/sh
# Bambu: Verilog, then co-simulation of every vector with Verilator, in the folder bambu/.
#   ./bambu.sh              bambu on the PATH, or the program that BAMBU names
#   SIMULATE=no ./bambu.sh  Verilog only
set -eu
cd "$(dirname "$0")"
here=$(pwd)
mkdir -p bambu
cd bambu
if [ "${SIMULATE:-yes}" = yes ]; then
    set -- --generate-tb="$here/testbench.cpp" --simulate --simulator=VERILATOR
else
    set --
fi
"${BAMBU:-bambu}" "$here/top.cpp" --top-fname=@top@ --std=c++14 -O2 --compiler=I386_CLANG16 \
    --generate-interface=INFER --clock-period=@clock@ -I"$here/include" -I"$here" -v1 "$@"
)text";
} // namespace detail

} // namespace widthwise::hls
