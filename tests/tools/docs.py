#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every ```cpp block of a page compiles as it is, or is quoted from a file under examples/.

usage: docs.py REPOSITORY PAGE COMPILER
A comment on the line before the block may say
    <!-- standard: c++14 -->            default c++20
    <!-- compile: no, needs ap_int.h --> the reason is required
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def blocks_of(text):
    """[(line of the first line, comment before, code)] of the C++ blocks of a page."""
    found, lines, number = [], text.splitlines(), 0
    while number < len(lines):
        fence = re.match(r"( *)(```+|~~~+) *([\w+]*)", lines[number])
        if not fence:
            number += 1
            continue
        end = number + 1
        while end < len(lines) and lines[end].strip() != fence.group(2):
            end += 1
        if fence.group(3).lower() in ("cpp", "c++", "cxx", "hpp"):
            comment = lines[number - 1].strip() if number > 0 else ""
            code = [line.removeprefix(fence.group(1)) for line in lines[number + 1:end]]
            found.append((number + 2, comment, "\n".join(code) + "\n"))
        number = end + 1
    return found


def is_excerpt(code, sources):
    """Whether whole lines of one source read like code, up to its indentation."""
    wanted = [line.strip() for line in code.strip().splitlines()]
    for source in sources:
        lines = [line.strip() for line in source.splitlines()]
        if any(lines[at:at + len(wanted)] == wanted for at in range(len(lines))):
            return True
    return False


def compile_error(code, standard, compiler, include):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "block.cpp")
        path.write_text(code)
        run = subprocess.run([compiler, f"-std={standard}", "-pedantic-errors", "-Wall", "-Wextra",
                              "-Werror", "-fsyntax-only", "-I", str(include), str(path)],
                             capture_output=True, text=True, errors="replace")
        return None if run.returncode == 0 else run.stderr[:3000]


def check(repository, page, compiler):
    """[(line, what is wrong)] of a page."""
    sources = [path.read_text() for path in sorted((repository / "examples").rglob("*.[ch]pp"))]
    wrong = []
    for line, comment, code in blocks_of(page.read_text()):
        if re.fullmatch(r"<!-- *compile: no *-->", comment):
            wrong.append((line, "`compile: no` needs a reason: <!-- compile: no, why -->"))
            continue
        if re.fullmatch(r"<!-- *compile: no, .*-->", comment) or is_excerpt(code, sources):
            continue
        standard = re.fullmatch(r"<!-- *standard: *(\S+) *-->", comment)
        error = compile_error(code, standard.group(1) if standard else "c++20", compiler,
                              repository / "include")
        if error:
            wrong.append((line, "neither compiles nor is an excerpt of examples/:\n" + error))
    return wrong


if __name__ == "__main__":
    found = check(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    for place, what in found:
        print(f"{sys.argv[2]}:{place}: {what}")
    sys.exit(1 if found else 0)
