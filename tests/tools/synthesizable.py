#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether a hardware compiler can take a top function: read from clang's LLVM IR, not from the source.

usage: synthesizable.py SOURCE CLANG OPT [FLAG...]
Prints `function (level): what` for each finding and exits with 1 if there is one. What is refused:
    calls of functions that have no body here (LLVM's own intrinsics apart), and, once all is
    inlined at -O2, any call that is left
    recursion, also of the kind that an optimizer turns into a loop
    dynamic allocation, also one that an optimizer removes; stack arrays of variable size
    indirect calls, inline assembly, exceptions, atomics (a static local with a constructor)
    global constructors
    floating point
    loops whose trip count LLVM's scalar evolution does not know as a number; memcpy likewise
Levels: `front end` is the IR before any pass, then -O1 and -O2 (no unrolling, no vectors).
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

COMMON = ["-std=c++14", "-fno-exceptions", "-fno-rtti", "-fno-builtin", "-fno-unroll-loops",
          "-mllvm", "-vectorize-loops=false", "-mllvm", "-vectorize-slp=false", "-S", "-emit-llvm"]
LEVELS = {"front end": ["-O1", "-Xclang", "-disable-llvm-passes"],
          "-O1": ["-O1"],
          "-O2": ["-O2", "-mllvm", "-inline-threshold=1000000"]}

# What LLVM itself makes of plain C++ over integers.
INTRINSICS = re.compile(r"llvm\.(abs|assume|bitreverse|bswap|ctlz|ctpop|cttz|dbg|expect|"
                        r"experimental\.noalias\.scope\.decl|fsh[lr]|invariant|lifetime|memcpy|"
                        r"memmove|memset|[su](add|sub|shl|mul)\.(sat|with\.overflow)|[su](max|min)|"
                        r"umul\.with\.overflow)\b")
ALLOCATORS = re.compile(r"_Z(nw|na|dl|da)[a-zA-Z0-9_]*|malloc|calloc|realloc|aligned_alloc|free")
FLOATS = re.compile(r"\b(half|bfloat|float|double|fp128|x86_fp80)\b")
DEFINE = re.compile(r'^define [^@]*@("[^"]*"|[\w.$]+)\(')
CALL = re.compile(r"\b(?:call|invoke|callbr)\b")
CALLEE = re.compile(r'@("[^"]*"|[\w.$]+)\(')
NAMES = re.compile(r'[@%!#$]?"[^"]*"|[@%!#$][\w.$-]+')


def functions_of(text):
    """{name: [line of its body]} of the functions an IR module defines."""
    found, body = {}, None
    for line in text.splitlines():
        match = DEFINE.match(line)
        if match:
            body = found[match.group(1)] = [line]
        elif line == "}":
            body = None
        elif body is not None:
            body.append(line.split(", !")[0])
    return found


def module_findings(text):
    """What is wrong with the globals of a module."""
    return [("module", f"{kind} constructors run before the top function")
            for kind in ("ctors", "dtors")
            if re.search(rf"^@llvm\.global_{kind} = .*\[[1-9]", text, re.MULTILINE)]


def call_findings(line, defined, inlined):
    """(callee or None, [what is wrong]) of a line that calls."""
    if re.search(r"\basm\b", line):
        return None, ["inline assembly"]
    callee = CALLEE.search(line)
    if not callee or line.index("(") < callee.start() and re.search(r"%[\w.]+\(", line):
        return None, ["an indirect call"]
    name = callee.group(1)
    if name.startswith("llvm."):
        if not INTRINSICS.match(name):
            return None, [f"a call of {name}"]
        moved = re.match(r"llvm\.mem(cpy|move|set)\.", name)
        if moved and not re.search(r"i(?:32|64) \d+, i1 ", line):
            return None, [f"{name} of a length that is no constant"]
        return None, []
    if name in defined:
        return name, [f"a call of {name} is left"] if inlined else []
    if ALLOCATORS.fullmatch(name):
        return None, [f"dynamic allocation ({name})"]
    return None, [f"a call of {name}, which has no body"]


def findings_of(text, inlined=False):
    """[(function, what is wrong)] of an IR module, loops left out."""
    functions = functions_of(text)
    found, calls = module_findings(text), {}
    for name, body in functions.items():
        calls[name] = set()
        for line in body:
            plain = NAMES.sub("", line)
            if FLOATS.search(plain):
                found.append((name, "floating point: " + line.strip()[:80]))
            if re.search(r"\b(invoke|landingpad|resume|indirectbr|callbr)\b", plain):
                found.append((name, "an exception or an indirect jump"))
            if re.search(r"\b(atomic|atomicrmw|cmpxchg|fence)\b", plain):
                found.append((name, "an atomic access"))
            if re.search(r"\balloca\b", plain) and re.search(r"alloca .*, i\d+ %", line):
                found.append((name, "a stack array of variable size"))
            if CALL.search(plain):
                callee, wrong = call_findings(line, functions, inlined)
                found += [(name, what) for what in wrong]
                calls[name] |= {callee} if callee else set()
    return found + [(name, "recursion") for name in recursive(calls)]


def recursive(calls):
    """The functions that reach themselves."""
    def reached(start):
        seen, todo = set(), list(calls[start])
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += calls.get(name, ())
        return seen
    return sorted(name for name in calls if name in reached(name))


def loop_findings(evolution):
    """[(function, what)] for each loop without a constant count in print<scalar-evolution>'s output."""
    found, function = [], "?"
    for line in evolution.splitlines():
        header = re.match(r"(?:Printing analysis .* for function '(.*)':|"
                          r"Determining loop execution counts for: @(.*))", line)
        if header:
            function = header.group(1) or header.group(2)
        count = re.match(r"Loop (%\S+|<unnamed loop>): (?:<multiple exits> )?"
                         r"(backedge-taken count is (.*)|Unpredictable backedge-taken count.*)", line)
        if count and not re.fullmatch(r"\d+", (count.group(3) or "").strip()):
            found.append((function, f"loop {count.group(1)} has no constant trip count: "
                          + (count.group(3) or "unpredictable")))
    return found


def run(command):
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if ran.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{ran.stderr[:3000]}")
    return ran.stdout + ran.stderr


def check(source, clang, opt, flags):
    """[(function, level, what)] and the number of loops whose counts were read."""
    found, loops = [], 0
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder, "module.ll")
        for level, options in LEVELS.items():
            run([clang, *COMMON, *options, *flags, source, "-o", str(module)])
            text = module.read_text()
            if not functions_of(text):
                sys.exit(f"{source}: defines no function")
            wrong = findings_of(text, inlined=level == "-O2")
            if level != "front end":
                evolution = run([opt, "-passes=loop-simplify,lcssa,print<scalar-evolution>",
                                 "-disable-output", str(module)])
                loops += len(re.findall(r"^Loop .*: .*(?<!max) backedge-taken count", evolution,
                                        re.MULTILINE))
                wrong += loop_findings(evolution)
            found += [(function, level, what) for function, what in wrong]
    return list(dict.fromkeys(found)), loops


def main(source, clang, opt, *flags):
    found, loops = check(source, clang, opt, flags)
    for function, level, what in found:
        print(f"{function} ({level}): {what}")
    if not found:
        print(f"{source}: nothing that hardware cannot be, {loops} loop counts read")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
