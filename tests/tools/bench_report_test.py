#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench/tools/report.py: ratios, fractions of peaks and slower widths of measurements by hand."""
import json
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent.parent / "bench" / "tools"
sys.path.insert(0, str(TOOLS))
import report  # noqa: E402


def row(group, name, kind="", seconds=None, rival=False, samples=1, macs=0.0, peak="", size=0.0,
        absent=None):
    out = {"group": group, "name": name, "kind": kind, "rival": rival, "samples": samples,
           "macs": macs, "peak": peak, "bytes": size, "isa": "avx2", "kernels": ["fc1: dot_u8"]}
    if absent is None:
        out["seconds"] = seconds
    else:
        out["absent"] = absent
    return out


NETWORK = [
    row("network/n/b8", "network/n/int8/b8", "int8", [3e-6, 1e-6, 2e-6], samples=8, macs=1000.0,
        peak="int8"),
    row("network/n/b8", "network/n/float/b8", "float", [4e-6], samples=8, macs=1000.0, peak="fma"),
    row("network/n/b8", "oneDNN int8", "int8", [8e-6, 6e-6], rival=True, samples=8),
    row("network/n/b8", "Eigen float", "float", [2e-6], rival=True, samples=8),
    row("network/n/b8", "XNNPACK int8", "int8", rival=True, absent="libxnnpack-dev is not installed"),
    row("network/n/b8", "peak/pmaddwd/avx2", "peak", [1e-6], macs=10e3, peak="int16"),
    row("network/n/b8", "peak/pmaddubsw/avx2", "peak", [1e-6, 0.5e-6], macs=10e3, peak="int8"),
]


def sweep(times, layer="linear/8x8", batch=1):
    group = f"{layer}/b{batch}"
    return [row(group, f"{layer}/{kind}/b{batch}", "width", [ns * 1e-9]) for kind, ns in times.items()]


class Report(unittest.TestCase):
    def load(self, rows):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "one.json").write_text(json.dumps(rows))
            return report.load(folder)

    def test_a_row(self):
        summary = {r["name"]: r for r in report.summarize(self.load(NETWORK))}
        self.assertEqual(set(summary), {"network/n/int8/b8", "network/n/float/b8"})
        int8 = summary["network/n/int8/b8"]
        self.assertAlmostEqual(int8["ns_per_sample"], 125)  # the least of three, 8 samples a call
        self.assertAlmostEqual(int8["vs"]["oneDNN int8"], 6)
        self.assertEqual(set(int8["vs"]), {"oneDNN int8"})  # of its kind only, and measured
        self.assertAlmostEqual(int8["gmac_per_s"], 8)
        self.assertEqual(int8["peak"], "peak/pmaddubsw/avx2")
        self.assertAlmostEqual(int8["of_peak"], 8 / 20)
        self.assertAlmostEqual(summary["network/n/float/b8"]["vs"]["Eigen float"], 0.5)
        self.assertNotIn("of_peak", summary["network/n/float/b8"])  # its peak was not measured

    def test_bytes_run_on_words_where_that_is_faster(self):
        rows = [r for r in NETWORK if r["name"] != "peak/pmaddubsw/avx2"]
        summary = {r["name"]: r for r in report.summarize(self.load(rows))}
        self.assertEqual(summary["network/n/int8/b8"]["peak"], "peak/pmaddwd/avx2")

    def test_what_is_absent_is_named(self):
        rows = self.load(NETWORK + [row("peak", "peak/tdpbusd/amx", "peak", peak="amx",
                                        absent="not on this CPU")])
        summary, text = report.report(rows, "g++-12")
        self.assertIn({"name": "peak/tdpbusd/amx", "absent": "not on this CPU"}, summary)
        self.assertIn("| peak/tdpbusd/amx | not on this CPU |", text)
        self.assertIn("- skipped: XNNPACK int8: libxnnpack-dev is not installed", text)

    def test_a_slower_width_is_said(self):
        times = {f"w{width}": 100.0 for width in range(1, 17)}
        times |= {"w5": 112.0, "w9": 104.0, "w4a8": 500.0}  # 4 % is noise, w4a8 is no width
        summary, text = report.report(self.load(sweep(times)), "g++-12")
        self.assertEqual(report.violations(summary),
                         ["linear/8x8/b1: width 5 slower than 6 by 12 %"])
        self.assertIn("- linear/8x8/b1: width 5 slower than 6 by 12 %", text)

    def test_a_disturbed_minimum_is_not_a_slower_width(self):
        rows = sweep({"w5": 112.0, "w6": 100.0})
        rows[1]["seconds"] = [100e-9, 120e-9, 120e-9]  # its median is above the narrower one's
        self.assertEqual(report.violations(report.summarize(self.load(rows))), [])

    def test_no_slower_width_is_said_too(self):
        _, text = report.report(self.load(sweep({"w7": 9.0, "w8": 10.0})), "g++-12")
        self.assertIn("No width is slower than the next wider one by more than 5 %.", text)

    def test_narrow_weights_and_fractions_of_the_peak_are_shown(self):
        group = "linear/8x8/b1"
        rows = self.load(sweep({"w8": 100.0, "w4a8": 50.0, "w2a8": 25.0}) +
                         [row(group, "peak/pmaddubsw/avx2", "peak", [1e-9], macs=1e3, peak="int8")])
        for line in rows[:3]:
            line.update(macs=1e4, peak="int8")
        _, text = report.report(rows, "g++-12")
        self.assertIn("| w8 | 100 (10 %) |", text)
        self.assertIn("| linear/8x8 | 2.00x | 4.00x |  |", text)

    def test_an_aim_is_reached_or_not(self):
        name = "network/16-64-32-32-5/int8/b1"
        rows = self.load([row(name, name, "int8", [100e-9]),
                          row(name, "oneDNN int8", "int8", [30e-6], rival=True)])
        self.assertEqual(report.aims(report.summarize(rows))[2:],
                         [f"| {name} | at most 80.0 ns | 100 ns | no |",
                          f"| {name} | 200x oneDNN int8 | 300x oneDNN int8 | yes |"])

    def test_the_plot_is_svg_with_a_line_per_batch(self):
        times = {f"w{width}": 10.0 * width for width in range(1, 17)}
        rows = self.load(sweep(times) + sweep(times, batch=16) + sweep(times, layer="conv/3x3"))
        text = report.svg(report.summarize(rows))
        lines = xml.etree.ElementTree.fromstring(text).findall("{http://www.w3.org/2000/svg}polyline")
        self.assertEqual(len(lines), 3)
        self.assertEqual(len(lines[0].get("points").split()), 16)

    def test_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder, "results")
            results.mkdir()
            command = [sys.executable, "-B", str(TOOLS / "report.py"), str(results), folder, "g++-12"]
            empty = subprocess.run(command, capture_output=True, text=True)
            self.assertNotEqual(empty.returncode, 0)
            self.assertIn("nothing was measured", empty.stderr)
            Path(results, "one.json").write_text(json.dumps(NETWORK + sweep({"w1": 1.0, "w2": 2.0})))
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout, Path(folder, "table.md").read_text())
            names = [r["name"] for r in json.loads(Path(folder, "summary.json").read_text())]
            self.assertIn("network/n/int8/b8", names)
            self.assertTrue(Path(folder, "width.svg").read_text().startswith("<svg"))


if __name__ == "__main__":
    unittest.main()
