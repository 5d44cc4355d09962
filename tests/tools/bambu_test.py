#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bambu.py reads the logs' numbers, and refuses logs without them. The samples are written by hand
in the form of the tools' output."""
import unittest

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
