#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules every header keeps: folder order, allowed includes, macros, form, umbrellas.

usage: headers.py INCLUDE_DIRECTORY [--write-umbrellas]
Prints `file:line: what` for each violation and exits with 1 if there is one.
With --write-umbrellas the include lines of all umbrellas are brought up to date first.
"""
import re
import sys
from pathlib import Path

# A header includes only its own or an earlier rank; folders of one rank do not see each other.
ORDER = [["core"], ["formats"], ["tensor"], ["layers"], ["graph"], ["cost"], ["passes"], ["verify"],
         ["hls", "kernels"], ["run"], ["io"], ["train"], ["search"], ["report"]]
RANK = {folder: rank for rank, folders in enumerate(ORDER) for folder in folders}
CORE = ["core", "formats", "tensor", "layers", "graph", "cost", "passes", "verify", "hls"]
HOST = ["kernels", "run", "io", "train", "search", "report"]
TIERS = [("widthwise.hpp", CORE, []), ("widthwise/host.hpp", HOST, ["widthwise.hpp"])]
# Macros live in core/config.hpp, and in one more header: what an HLS tool takes as a directive is
# read by its preprocessor or not at all.
MACRO_HEADERS = {"widthwise/core/config.hpp", "widthwise/hls/pragmas.hpp"}
CORE_MAY_INCLUDE = {"cstddef", "cstdint", "utility", "type_traits", "limits"}
# A target attribute cannot depend on a template parameter: a tier defines it for the kernels that it
# includes (kernels/body/*.ipp), and takes it back.
TIER_MACROS = {"WIDTHWISE_TARGET"}
# A vendor's number classes and streams, included only where they are found.
VENDOR = {"widthwise/hls/ap.hpp": {"ap_fixed.h"}, "widthwise/hls/ac.hpp": {"ac_fixed.h"},
          "widthwise/hls/vendor_streams.hpp": {"ac_channel.h", "hls_stream.h"}}
SPDX = "// SPDX-License-Identifier: Apache-2.0"
COLUMNS, LONG, TOO_LONG = 100, 150, 220

problems = []


def report(path, line, what):
    problems.append(f"{path}:{line}: {what}")


def code_of(text):
    """The text without comments and raw strings (text of other files), its line numbers kept; other
    string literals stay."""
    token = r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/'
    def keep(match):
        found = match.group()
        return found if found[0] == '"' else "\n" * found.count("\n")
    return re.sub(token, keep, text, flags=re.DOTALL)


def includes_of(text):
    """[(line number, '<' or '"', what is included)]"""
    found = []
    for number, line in enumerate(code_of(text).splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            found.append((number, match.group(1), match.group(2)))
    return found


def folder_of(name):
    """widthwise/cost/flops.hpp and widthwise/cost.hpp belong to cost."""
    parts = name.split("/")
    return parts[1] if len(parts) > 2 else parts[-1].removesuffix(".hpp")


def check_form(path, text):
    lines = text.splitlines()
    if not lines or lines[0] != SPDX:
        report(path, 1, f"the first line is not `{SPDX}`")
    once = re.search(r"^#pragma once$", text, re.MULTILINE)
    if not once and path.suffix == ".hpp":
        report(path, 1, "no `#pragma once`")
    if once and path.suffix == ".ipp":
        report(path, 1, "`#pragma once`, but each instruction set includes it anew")
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            report(path, number, f"{len(line)} columns, more than {COLUMNS}")
        if line != line.rstrip() or "\t" in line:
            report(path, number, "a tab or a space at the end of the line")
    if len(lines) > TOO_LONG:
        report(path, len(lines), f"{len(lines)} lines, more than {TOO_LONG}: split it")
    elif len(lines) > LONG:
        print(f"{path}: warning: {len(lines)} lines, more than {LONG}")


def check_macros(path, name, text):
    for number, line in enumerate(code_of(text).splitlines(), 1):
        if "__cplusplus" in line:
            report(path, number, "__cplusplus: the directory decides the standard")
        match = re.match(r"\s*#\s*(define|undef)\s+(\w+)", line)
        if match and name.startswith("widthwise/kernels/tiers/") and match.group(2) in TIER_MACROS:
            continue
        if match and name not in MACRO_HEADERS:
            report(path, number, f"#{match.group(1)} {match.group(2)}: macros live in core/config.hpp")
        elif match and not match.group(2).startswith("WIDTHWISE_"):
            report(path, number, f"macro {match.group(2)} is not called WIDTHWISE_*")


def check_includes(root, path, name, text):
    folder = folder_of(name)
    for number, bracket, target in includes_of(text):
        if bracket == '"' or target.startswith("."):
            report(path, number, f"include of {target} is not absolute (<widthwise/...>)")
        elif target == "widthwise.hpp":
            report(path, number, "a header does not include the umbrella of its tier")
        elif not target.startswith("widthwise/"):
            vendors = target in VENDOR.get(name, ())
            if folder in CORE and target not in CORE_MAY_INCLUDE and not vendors:
                report(path, number, f"<{target}> is not for the synthesizable tier")
        elif not (root / target).is_file():
            report(path, number, f"<{target}> does not exist")
        else:
            other = folder_of(target)
            if target == f"widthwise/{folder}.hpp":
                report(path, number, f"<{target}> is this header's own umbrella")
            elif other not in RANK:
                report(path, number, f"<{target}> is not in a folder of the order")
            elif other != folder and RANK[other] >= RANK[folder]:
                report(path, number, f"{folder} comes before {other} and may not include <{target}>")


def check_list(path, expected, what):
    """The umbrella at path includes exactly `expected`; the order is checked by the caller."""
    if not path.is_file():
        if expected:
            report(path, 1, f"missing, but there is {what} to list: {', '.join(sorted(expected))}")
        return []
    text = path.read_text()
    check_form(path, text)
    check_macros(path, "", text)
    listed = [target for _, _, target in includes_of(text)]
    for target in sorted(set(expected) - set(listed)):
        report(path, 1, f"does not list <{target}>")
    for target in sorted(set(listed) - set(expected)):
        report(path, 1, f"lists <{target}>, which is not {what}")
    for target in sorted({target for target in listed if listed.count(target) > 1}):
        report(path, 1, f"lists <{target}> twice")
    return listed


def check_umbrella(root, folder):
    """widthwise/<folder>.hpp lists every header of the folder, after those that it includes."""
    path = root / "widthwise" / f"{folder}.hpp"
    headers = {str(p.relative_to(root)) for p in (root / "widthwise" / folder).rglob("*.hpp")}
    listed = check_list(path, headers, f"a header of {folder}/")
    for place, name in enumerate(listed):
        if name in headers:
            for _, _, target in includes_of((root / name).read_text()):
                if target in listed[place + 1:]:
                    report(path, 1, f"lists <{name}> before <{target}>, which it includes")


def tier_list(root, folders, first):
    return first + [f"widthwise/{folder}.hpp" for folder in folders
                    if (root / "widthwise" / f"{folder}.hpp").is_file()]


def check_tier(root, name, folders, first):
    """The umbrella of a tier lists the umbrellas of its folders in the order of the architecture."""
    expected = tier_list(root, folders, first)
    listed = check_list(root / name, expected, "an umbrella of this tier")
    if sorted(listed) == sorted(expected) and listed != expected:
        report(root / name, 1, "not in the order of the architecture: " + ", ".join(expected))


def in_order(root, names, listed):
    """The headers after those they include; otherwise as listed, new ones last."""
    result = []
    def add(name):
        if name in names and name not in result:
            for _, _, target in includes_of((root / name).read_text()):
                add(target)
            if name not in result:
                result.append(name)
    for name in [*listed, *sorted(names)]:
        add(name)
    return result


def write_list(path, names):
    """Replaces the include lines of an umbrella, keeps its other lines; nothing to list, no file."""
    if not names:
        path.unlink(missing_ok=True)
        return
    text = path.read_text() if path.is_file() else f"{SPDX}\n#pragma once\n"
    rest = [line for line in text.splitlines() if not line.startswith("#include")]
    while rest and not rest[-1]:
        rest.pop()
    new = "\n".join([*rest, "", *(f"#include <{name}>" for name in names)]) + "\n"
    if not path.is_file() or new != text:
        path.write_text(new)


def write_umbrellas(root):
    for folder in CORE + HOST:
        path = root / "widthwise" / f"{folder}.hpp"
        names = {str(p.relative_to(root)) for p in (root / "widthwise" / folder).rglob("*.hpp")}
        text = path.read_text() if path.is_file() else ""
        write_list(path, in_order(root, names, [target for _, _, target in includes_of(text)]))
    for name, folders, first in TIERS:
        write_list(root / name, tier_list(root, folders, first))


def check(root):
    """All violations below the include directory `root`."""
    problems.clear()
    for path in sorted(root.rglob("*")):
        body = path.suffix == ".ipp" and path.parent.parent == root / "widthwise/kernels"
        if path.is_file() and path.suffix != ".hpp" and not body:
            report(path, 1, "not a .hpp")
        if path.is_file() and body:
            check_form(path, path.read_text())
    for path in sorted((root / "widthwise").glob("*")):
        if path.stem not in RANK and path.name != "host.hpp":
            report(path, 1, "not a folder of the order")
    for path in sorted((root / "widthwise").glob("*/**/*.hpp")):
        name, text = str(path.relative_to(root)), path.read_text()
        check_form(path, text)
        check_macros(path, name, text)
        if folder_of(name) in RANK:
            check_includes(root, path, name, text)
    for folder in CORE + HOST:
        check_umbrella(root, folder)
    for tier in TIERS:
        check_tier(root, *tier)
    return list(problems)


if __name__ == "__main__":
    if "--write-umbrellas" in sys.argv[2:]:
        write_umbrellas(Path(sys.argv[1]))
    found = check(Path(sys.argv[1]))
    print("\n".join(found) if found else "every header keeps the rules")
    sys.exit(1 if found else 0)
