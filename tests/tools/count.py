#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sums ctest's JUnit files: prints `N passed, N failed` and `, N skipped` when there are any.

usage: count.py BROKEN JUNIT...
BROKEN is a file with one line per failure that is no ctest test (a target that did not build).
Only exit code 77 is skipped; a test that could not be started failed. Exits with 1 on failures.
"""
import sys
import xml.etree.ElementTree as xml


def count(broken, files):
    passed, skipped, failed = 0, 0, len(broken)
    for file in files:
        for case in xml.parse(file).getroot().iter("testcase"):
            why = case.find("skipped")
            if case.get("status") == "run":
                passed += 1
            elif why is not None and why.get("message", "").startswith("SKIP_RETURN_CODE"):
                skipped += 1
            else:
                failed += 1
    return passed, failed, skipped


def line(passed, failed, skipped):
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as lines:
        total = count(lines.read().splitlines(), sys.argv[2:])
    print(line(*total))
    sys.exit(1 if total[1] or not total[0] else 0)
