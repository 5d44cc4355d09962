#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A source that must not compile, and whose error a person must find at once.

usage: negative.py SOURCE COMPILER [FLAG...]
Its first lines say what to expect:
    // EXPECT: shape_mismatch<.*, 16, 15>       a regex; several lines: each must be found
    // EXPECT-FIRST: overflow<.*7, 15>          stricter: within the first line with `error:`
    // STANDARD: c++20                          optional; default c++14
Each regex must match within the first 10 lines the compiler prints.
"""
import os
import re
import subprocess
import sys

FIRST = 10


def judge(text, compiled, output):
    """What is wrong with a test of this source text, or None."""
    expected = re.findall(r"^// EXPECT: *(.*\S)", text, re.MULTILINE)
    first = re.findall(r"^// EXPECT-FIRST: *(.*\S)", text, re.MULTILINE)
    if not expected + first:
        return "no `// EXPECT: regex` line"
    if compiled:
        return "compiles, but must not"
    head = "\n".join(output.splitlines()[:FIRST])
    for regex in expected:
        if not re.search(regex, head):
            return f"the first {FIRST} lines do not match: {regex}"
    error = next((line for line in output.splitlines() if "error:" in line), "")
    for regex in first:
        if not re.search(regex, error):
            return f"the first line with `error:` does not match: {regex}"
        if error not in head.splitlines():
            return f"the first line with `error:` is not among the first {FIRST}"
    return None


def main(source, compiler, *flags):
    with open(source, encoding="utf-8") as file:
        text = file.read()
    standard = re.search(r"^// STANDARD: *(\S+)", text, re.MULTILINE)
    command = [compiler, f"-std={standard.group(1) if standard else 'c++14'}", "-pedantic-errors",
               "-fsyntax-only", *flags, source]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace",
                         env={**os.environ, "LC_ALL": "C"})
    output = run.stdout + run.stderr
    wrong = judge(text, run.returncode == 0, output)
    if run.returncode < 0 or "internal compiler error" in output:
        wrong = "the compiler crashed"
    if wrong:
        print(f"{source}: {wrong}\n{output[:4000]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
