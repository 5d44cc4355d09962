#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bambu.py reads the logs' numbers, and refuses logs without them. The samples are written by hand
in the form of the tools' output."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from bambu import COLUMNS, cells_of, cycles_of, header, line_of, resources_of, row_of, total_of

BAMBU = """\
  Simulation ended successfully
  Total cycles             : 40 cycles
  Number of executions     : 4
  Average execution        : 10 cycles
"""
YOSYS = """\
=== memory_part ===

   Number of cells:                  3
     LUT6                            3

=== design hierarchy ===

   top                               1
     memory_part                     1

   Number of wires:                 90
   Number of cells:                431
     CARRY4                         31
     DSP48E1                         2
     FDRE                          300
     FDSE                           27
     LUT2                          100
     LUT6                          240
     RAM64M                          1
     RAMB18E1                        1
     RAMB36E1                        2
     SRL16E                          2

   Estimated number of LCs:        260
"""
ESTIMATE = """\
node\tmultipliers\tdsps\tluts\tbrams\tlatency
fc1\t2\t2\t389\t0\t10
total\t2\t2\t390\t0\t10
"""

SCRIPT = Path(__file__).resolve().parent.parent / "hls" / "bambu"


def run_script(folder, installation=None, log=BAMBU, stat=YOSYS, emitted=True, verilog=True):
    """tests/hls/bambu with programs of our own in place of the tools and of the emitter."""
    def program(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
    program(folder / "tools" / "verilator", "exit 1\n")
    program(folder / "tools" / "yosys", f"test -f top.v || exit 1\ncat <<'EOF'\n{stat}EOF\n")
    program(folder / "panda" / "bin" / "bambu",
            ("echo module > top.v\n" if verilog else "") + f"cat <<'EOF'\n{log}EOF\n")
    projects = "".join(f"mkdir -p $1/{name}\nprintf '{ESTIMATE}' > $1/{name}/estimate.tsv\n"
                       f"cp {folder}/bambu.sh $1/{name}/bambu.sh\n"
                       for name in ("jsc_tiny", "jsc_toy", "jet_16_64_32_32_5"))
    program(folder / "bambu.sh", 'cd "$(dirname "$0")"; mkdir bambu; cd bambu; "$BAMBU" top.cpp\n')
    program(folder / "emit", projects if emitted else "exit 3\n")
    environment = {**os.environ, "PATH": f"{folder}/tools:{os.environ['PATH']}"}
    environment.pop("WIDTHWISE_BAMBU", None)
    if installation is not None:
        environment["WIDTHWISE_BAMBU"] = str(folder / installation)
    ran = subprocess.run([SCRIPT, folder / "emit", folder / "out"], env=environment,
                         capture_output=True, text=True)
    return ran.returncode, ran.stdout


class Script(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.folder = Path(self.scratch.name)

    def test_it_is_skipped_without_an_installation(self):
        code, said = run_script(self.folder)
        self.assertEqual((code, said.split(":")[0]), (77, "skipped"))

    def test_a_wrong_installation_is_an_error(self):
        code, said = run_script(self.folder, "nowhere")
        self.assertEqual(code, 1)
        self.assertIn("no program bambu below", said)

    def test_it_prints_a_row_for_each_network(self):
        code, said = run_script(self.folder, "panda")
        self.assertEqual(code, 0)
        for name in ("jsc_tiny", "jsc_toy", "jet_16_64_32_32_5"):
            self.assertIn(f"| {name} | 10 / 10 | 390 / 346 |", said)

    def test_what_goes_wrong_fails(self):
        for wrong, text in (({"log": BAMBU + "error -> Memory parameter mismatch\n"}, ""),
                            ({"log": "no cycles\n"}, ""), ({"stat": "no cells\n"}, ""),
                            ({"emitted": False}, ""), ({"verilog": False}, "wrote no top.v")):
            with self.subTest(wrong=wrong):
                code, said = run_script(self.folder, "panda", **wrong)
                self.assertNotIn(code, (0, 77))
                self.assertIn(text, said)
                self.assertNotIn("| jsc_tiny |", said)


class Bambu(unittest.TestCase):
    def test_cycles(self):
        self.assertEqual(cycles_of(BAMBU), 10)

    def test_two_simulations_in_one_log(self):
        self.assertEqual(cycles_of(BAMBU + BAMBU.replace("10 cycles", "12 cycles")), 12)

    def test_a_log_without_cycles(self):
        with self.assertRaisesRegex(ValueError, "no `Average execution"):
            cycles_of("error -> (ft)\n")

    def test_a_mismatch_is_never_a_number(self):
        for text in ("Return value mismatch", "Memory parameter mismatch",
                     "Read to non-mapped address"):
            with self.assertRaisesRegex(ValueError, "differs"):
                cycles_of(BAMBU + f"error -> {text}\n")

    def test_the_last_stat_counts(self):
        cells = cells_of(YOSYS)
        self.assertEqual((cells["LUT6"], cells["FDSE"], len(cells)), (240, 27, 10))

    def test_resources(self):
        self.assertEqual(resources_of(cells_of(YOSYS)),
                         {"LUT": 100 + 240 + 4 + 2, "FF": 327, "DSP": 2, "RAMB18": 1 + 2 * 2})

    def test_a_log_without_cells(self):
        for text in ("ERROR: syntax\n", "   Number of cells:   0\n\n"):
            with self.assertRaisesRegex(ValueError, "Yosys"):
                cells_of(text)

    def test_total(self):
        self.assertEqual(total_of(ESTIMATE)["luts"], "390")
        for text in (ESTIMATE.replace("total", "sum"), "node\tluts\ntotal\n"):
            with self.assertRaisesRegex(ValueError, "total"):
                total_of(text)

    def test_the_row(self):
        row = row_of("dot", ESTIMATE, BAMBU, YOSYS)
        self.assertEqual(line_of(row), "| dot | 10 / 10 | 390 / 346 | 2 / 2 | 0 / 5 | 327 | 2 |")
        self.assertEqual(len(row), len(COLUMNS))
        self.assertEqual(header().splitlines()[1].count("---|"), len(COLUMNS))


if __name__ == "__main__":
    unittest.main()
