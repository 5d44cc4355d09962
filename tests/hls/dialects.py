#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each HLS tool's dialect, forced or by the macros the tool predefines: what the preprocessor makes
of every directive, and that the library's loops still compile with them.

usage: dialects.py INCLUDE_DIRECTORY COMPILER
"""
import re
import subprocess
import sys

MACROS = """#include <widthwise/hls/pragmas.hpp>
LABEL = WIDTHWISE_HLS_LABEL(rows) END
BEFORE_PIPELINE = WIDTHWISE_HLS_BEFORE_PIPELINE(2) END
PIPELINE = WIDTHWISE_HLS_PIPELINE(2) END
BEFORE_UNROLL = WIDTHWISE_HLS_BEFORE_UNROLL END
UNROLL = WIDTHWISE_HLS_UNROLL END
PARTITION = WIDTHWISE_HLS_PARTITION(sum) END
PARTITION_CYCLIC = WIDTHWISE_HLS_PARTITION_CYCLIC(x, terms) END
RESHAPE_BLOCK = WIDTHWISE_HLS_RESHAPE_BLOCK(w, lanes) END
BEFORE_REGISTERS = WIDTHWISE_HLS_BEFORE_REGISTERS END
BEFORE_BANKS = WIDTHWISE_HLS_BEFORE_BANKS(4) END
DATAFLOW = WIDTHWISE_HLS_DATAFLOW END
BEFORE_PROCESS = WIDTHWISE_HLS_BEFORE_PROCESS END
CHANNEL = WIDTHWISE_HLS_CHANNEL END
BEFORE_INTERFACE = WIDTHWISE_HLS_BEFORE_INTERFACE(fifo, x) END
INTERFACE = WIDTHWISE_HLS_INTERFACE(axis, x) END
TOP = WIDTHWISE_HLS_TOP END
DISAGGREGATE = WIDTHWISE_HLS_DISAGGREGATE(weights) END
INLINE = WIDTHWISE_HLS_INLINE END
BIND_STORAGE = WIDTHWISE_HLS_BIND_STORAGE(w, rom_1p, bram) END
STREAM_DEPTH = WIDTHWISE_HLS_STREAM_DEPTH(s, 8) END
"""
ORDINARY = {}
VITIS = {"LABEL": "rows:", "PIPELINE": "#pragma HLS pipeline II=2", "UNROLL": "#pragma HLS unroll",
         "PARTITION": "#pragma HLS array_partition variable=sum complete",
         "PARTITION_CYCLIC": "#pragma HLS array_partition variable=x cyclic factor=terms",
         "RESHAPE_BLOCK": "#pragma HLS array_reshape variable=w block factor=lanes",
         "DATAFLOW": "#pragma HLS dataflow", "INTERFACE": "#pragma HLS interface mode=axis port=x",
         "DISAGGREGATE": "#pragma HLS disaggregate variable=weights",
         "INLINE": "#pragma HLS inline",
         "BIND_STORAGE": "#pragma HLS bind_storage variable=w type=rom_1p impl=bram",
         "STREAM_DEPTH": "#pragma HLS stream variable=s depth=8"}
CATAPULT = {"LABEL": "rows:", "BEFORE_PIPELINE": "#pragma hls_pipeline_init_interval 2",
            "BEFORE_UNROLL": "#pragma hls_unroll yes", "TOP": "#pragma hls_design top",
            "BEFORE_PROCESS": "#pragma hls_design block", "CHANNEL": "static"}
BAMBU = {"BEFORE_UNROLL": "#pragma clang loop unroll(full)",
         "BEFORE_INTERFACE": "#pragma HLS interface port=x mode=fifo",
         "DATAFLOW": "#pragma HLS dataflow", "INLINE": "#pragma HLS inline", "CHANNEL": "static"}
ONEAPI = {"BEFORE_PIPELINE": "[[intel::initiation_interval(2)]]",
          "BEFORE_UNROLL": "#pragma unroll", "BEFORE_REGISTERS": "[[intel::fpga_register]]",
          "BEFORE_BANKS": "[[intel::numbanks(widthwise::hls::power_of_two(4))]]"}
CASES = [([], ORDINARY),
         (["WIDTHWISE_HLS_VITIS"], VITIS), (["__VITIS_HLS__"], VITIS), (["__SYNTHESIS__"], VITIS),
         (["WIDTHWISE_HLS_CATAPULT"], CATAPULT), (["__CATAPULT__", "__SYNTHESIS__"], CATAPULT),
         (["WIDTHWISE_HLS_BAMBU"], BAMBU), (["__BAMBU__", "__SYNTHESIS__"], BAMBU),
         (["WIDTHWISE_HLS_ONEAPI"], ONEAPI), (["__SYCL_DEVICE_ONLY__"], ONEAPI)]
NETWORK = """#include <widthwise/graph/zoo.hpp>
#include <widthwise/hls.hpp>
#include <widthwise/passes/quantize.hpp>
namespace ww = widthwise;
namespace hls = widthwise::hls;
using q8 = ww::integer<8, 4>;
using all = ww::by_type<ww::otherwise<ww::data_in<q8>, ww::weight<q8>, ww::bias<q8>>>;
struct mlp : ww::quantize_t<ww::zoo::residual_mlp, all> {};
struct cnn : ww::quantize_t<ww::zoo::small_cnn, all> {};
template <class Net>
using x = hls::input_cell<Net>[hls::input_size<Net>()];
template <class Net>
using y = hls::output_cell<Net>[hls::output_size<Net>()];
void top(ww::parameters<mlp> const& p, x<mlp> const& in, y<mlp>& out) {
    hls::forward<mlp>(p, in, out);
}
void top(ww::parameters<cnn> const& p, x<cnn> const& in, y<cnn>& out) {
    hls::forward<cnn>(p, in, out);
}
void top(ww::parameters<mlp> const& p, hls::stream<hls::input_cell<mlp>, 16>& in,
         hls::stream<hls::output_cell<mlp>, 5>& out) {
    hls::forward_stream<mlp>(p, in, out);
}
"""


def run(compiler, source, *flags):
    return subprocess.run([compiler, "-std=c++14", *flags, "-x", "c++", "-"], input=source,
                          capture_output=True, text=True)


def directives(text):
    """{macro: what it became}, without empty ones."""
    lines = [line for line in text.splitlines() if not re.match(r"# \d", line)]
    found = re.findall(r"(\w+) =(.*?)END", "\n".join(lines), re.DOTALL)
    assert len(found) == MACROS.count(" END"), text
    words = {name: " ".join(value.split()) for name, value in found}
    return {name: value for name, value in words.items() if value}


def main(include, compiler):
    failures = []
    for defines, expected in CASES:
        flags = [f"-D{name}" for name in defines] + [f"-I{include}"]
        name = " ".join(flags[:-1]) or "an ordinary compiler"
        made = directives(run(compiler, MACROS, *flags, "-E").stdout)
        if made != expected:
            failures.append(f"{name}: {made}, expected {expected}")
        # Tools know the words; these compilers need not, but must compile what is around them.
        unknown = ["-Wno-unknown-pragmas", "-Wno-attributes", "-Wno-unused-label"] if defines else []
        compiled = run(compiler, NETWORK, *flags, "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                       "-pedantic-errors", *unknown)
        if compiled.returncode != 0:
            failures.append(f"{name}: {compiled.stderr[:2000]}")
        # The loops carry them: a dialect that no header uses would prove nothing.
        used = run(compiler, NETWORK, *flags, "-E").stdout
        if expected == VITIS: # every tensor and every weight memory
            for name in ["x", "x0", "x1", "y", "weight"]:
                if not re.search(rf"#pragma HLS array_\w+ variable={name} ", used):
                    failures.append(f"{name} is not partitioned")
        for macro in ["PIPELINE", "BEFORE_PIPELINE", "UNROLL", "BEFORE_UNROLL", "DATAFLOW", "INLINE",
                      "BEFORE_PROCESS", "BEFORE_REGISTERS"]:
            directive = expected.get(macro, "").replace("2", "1") # an initiation interval of 1
            if directive not in used:
                failures.append(f"{name}: no loop has {directive}")
        # Before a loop means before its label.
        code = re.sub(r"^# \d.*\n", "", used, flags=re.MULTILINE)
        if late := re.search(r"\b\w+:\s*(?:#pragma (?:hls_|clang|unroll)|\[\[intel).*", code):
            failures.append(f"{name}: behind a label: {late[0]}")
        if expected == ONEAPI and "[[intel::numbanks(widthwise::hls::power_of_two((banks_at<" not in used:
            failures.append("no memory has banks")
        if not expected and re.search(r"#pragma (HLS|hls_|clang loop|unroll)", used):
            failures.append(f"{name}: a directive is left")
    print("\n".join(failures) if failures else f"{len(CASES)} dialects")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
