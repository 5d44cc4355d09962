#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Accumulator widths of QONNX's qkeras_jettagging, proven by the compiler.

usage: qkeras_jettagging.py SOURCE_DIRECTORY SHARED_DIRECTORY COMPILER [FLAG...]
Reads the weights from the .onnx file (protobuf's wire format, by hand), writes them as integers
into a temporary folder, and compiles qkeras_jettagging.hpp with them. The environment variable
WIDTHWISE_SHARED wins over SHARED_DIRECTORY; without the file it exits with 77: skipped.
"""
import os
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST = 10  # lines of a message in which a person must find the numbers


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of each field of a message: int, or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(kind)
            if size is None:
                size, at = varint(data, at)
            value, at = data[at:at + size], at + size
        yield key >> 3, value


def tensors(model):
    """name -> (extents, floats) of the float initializers: ModelProto.graph.initializer."""
    found = {}
    for graph in (value for number, value in fields(model) if number == 7):
        for tensor in (value for number, value in fields(graph) if number == 5):
            extents, name, raw, kind = [], "", b"", 0
            for number, value in fields(tensor):
                if number == 1:
                    extents += [value] if isinstance(value, int) else list(value)
                elif number == 2:
                    kind = value
                elif number == 8:
                    name = value.decode()
                elif number == 9:
                    raw = value
            if kind == 1:
                found[name] = extents, struct.unpack(f"<{len(raw) // 4}f", raw)
    return found


def quantized(values, frac=5, width=6):
    """Half to even (Python's round), saturating: QONNX's Quant with rounding mode ROUND."""
    top = 1 << (width - 1)
    return [max(-top, min(top - 1, round(value * (1 << frac)))) for value in values]


# (extents, weight, bias) of the four MatMul + Add pairs, in order.
LAYERS = [([16, 64], 6, 7), ([64, 32], 4, 5), ([32, 32], 2, 3), ([32, 5], 0, 1)]


def header(model):
    values = tensors(model)
    parts = ["{}"]
    for (inputs, outputs), weight, bias in LAYERS:
        extents, flat = values[f"Quant_{weight}_param0"]
        assert extents == [inputs, outputs], extents
        rows = quantized(flat)
        turned = [rows[i * outputs + o] for o in range(outputs) for i in range(inputs)]
        starts = quantized(values[f"Quant_{bias}_param0"][1])
        assert len(starts) == outputs
        if len(parts) > 1:
            parts.append("{}")  # a relu
        parts.append("{{{%s}}, {{%s}}}" % (",".join(map(str, turned)), ",".join(map(str, starts))))
    parts.append("{}")  # the output
    return ("struct weights {\n    static constexpr ww::parameters<jets> value{\n%s};\n};\n"
            % ",\n".join(parts))


def main(source, shared, compiler, *flags):
    root = Path(source)
    model = Path(os.environ.get("WIDTHWISE_SHARED", shared)) / "data/checkpoints/qkeras_jettagging.onnx"
    if not model.is_file():
        print("skipped: no data/checkpoints/qkeras_jettagging.onnx")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "qkeras_weights.hpp").write_text(header(model.read_bytes()))
        main_file = Path(folder, "main.cpp")
        main_file.write_text('#include "tests/golden/verify/qkeras_jettagging.hpp"\n')
        command = [compiler, *flags, "-fsyntax-only", f"-I{root}", f"-I{root / 'include'}",
                   f"-I{folder}", str(main_file)]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            print("does not compile:\n" + run.stderr[:4000])
            return 1
        run = subprocess.run([*command, "-DTOO_NARROW"], capture_output=True, text=True)
        head = "\n".join(run.stderr.splitlines()[:FIRST])
        expected = r"fc2, .*neuron<\d+>, .*needs<15>, .*has<14> ?>"
        if run.returncode == 0 or not re.search(expected, head):
            print(f"14 bits for fc2: the first lines do not match {expected}:\n{run.stderr[:4000]}")
            return 1
    print("fc2, fc3, fc4: 15, 15, 16 bits by their weights; 14 for fc2 do not compile")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
