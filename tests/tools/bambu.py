#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Bambu's co-simulation and Yosys' mapping say, beside the library's estimates.

usage: bambu.py NAME ESTIMATE BAMBU_LOG YOSYS_LOG
ESTIMATE is the estimate.tsv of an emitted project. Prints one row of the table that `header` opens,
`estimate / measured` where both are known. A log without its numbers is an error.
"""
import re
import sys
from pathlib import Path

COLUMNS = ["network", "cycles", "LUT", "DSP", "RAMB18", "FF", "multipliers"]


def cycles_of(log):
    """Cycles of one call, on average over the calls of the bench."""
    if re.search(r"(Return value|Memory parameter) mismatch|Read to non-mapped address", log):
        raise ValueError("Bambu: the simulated hardware differs from the C++ model")
    average = re.findall(r"Average execution\s*:\s*(\d+) cycles", log)
    if not average:
        raise ValueError("Bambu: no `Average execution : N cycles` in the log")
    return int(average[-1])


def cells_of(log):
    """{cell type: how many} of the last `stat` in Yosys' log; a design of several modules ends
    with the sums of its hierarchy."""
    blocks = re.split(r"Number of cells:\s+\d+", log)
    if len(blocks) < 2:
        raise ValueError("Yosys: no `Number of cells` in the log")
    cells = {}
    for line in blocks[-1].splitlines()[1:]:
        match = re.fullmatch(r"\s+(\$?[\w\\$.]+)\s+(\d+)", line)
        if not match:
            break
        cells[match.group(1)] = int(match.group(2))
    if not cells:
        raise ValueError("Yosys: no cells below `Number of cells`")
    return cells


def resources_of(cells):
    """Series 7 cells by kind. A RAM32M, RAM64M or SRL is built of LUTs: 4, 4 and 1."""
    def count(pattern, weight=1):
        return weight * sum(n for cell, n in cells.items() if re.fullmatch(pattern, cell))
    return {"LUT": count(r"LUT[1-6]") + count(r"RAM(32|64)M", 4) + count(r"SRL(16E|C32E)"),
            "FF": count(r"FD[RSCP]E(_1)?"),
            "DSP": count(r"DSP48E[12]"),
            "RAMB18": count(r"RAMB18E[12]") + count(r"RAMB36E[12]", 2)}


def total_of(estimate):
    """The columns of the row `total` of an estimate.tsv."""
    rows = [line.split("\t") for line in estimate.splitlines() if line]
    totals = [row for row in rows if row[0] == "total"]
    if len(totals) != 1 or len(totals[0]) != len(rows[0]):
        raise ValueError("estimate.tsv: no row `total` of all columns")
    return dict(zip(rows[0], totals[0]))


def row_of(name, estimate, bambu_log, yosys_log):
    guess, real = total_of(estimate), resources_of(cells_of(yosys_log))
    return [name, f"{guess['latency']} / {cycles_of(bambu_log)}", f"{guess['luts']} / {real['LUT']}",
            f"{guess['dsps']} / {real['DSP']}", f"{guess['brams']} / {real['RAMB18']}",
            str(real["FF"]), guess["multipliers"]]


def line_of(row):
    return "| " + " | ".join(row) + " |"


def header():
    return line_of(COLUMNS) + "\n|" + "---|" * len(COLUMNS)


if __name__ == "__main__":
    if sys.argv[1:] == ["header"]:
        print("estimate / measured\n" + header())
    else:
        print(line_of(row_of(sys.argv[1], *(Path(path).read_text() for path in sys.argv[2:]))))
