#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""headers.py accepts a tree that keeps the rules and finds each planted violation."""
import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from headers import SPDX, check, write_umbrellas


def header(*lines):
    return "\n".join([SPDX, "#pragma once", *lines]) + "\n"


GOOD = {
    "widthwise.hpp": header("#include <widthwise/core.hpp>", "#include <widthwise/layers.hpp>"),
    "widthwise/host.hpp": header("#include <widthwise.hpp>", "#include <widthwise/kernels.hpp>"),
    "widthwise/core.hpp": header("#include <widthwise/core/config.hpp>",
                                 "#include <widthwise/core/a.hpp>"),
    "widthwise/layers.hpp": header("#include <widthwise/layers/b.hpp>"),
    "widthwise/kernels.hpp": header("#include <widthwise/kernels/c.hpp>"),
    "widthwise/core/config.hpp": header("#define WIDTHWISE_NAME 1"),
    "widthwise/core/a.hpp": header("#include <cstdint>", "#include <widthwise/core/config.hpp>",
                                   "/* #include <vector>", "__cplusplus */", "// #define X"),
    "widthwise/layers/b.hpp": header("#include <widthwise/core/a.hpp>"),
    "widthwise/kernels/c.hpp": header("#include <vector>", "#include <widthwise/layers/b.hpp>",
                                      'char const* text = R"of(', '#include "z.hpp"', '#define A',
                                      '"', ')of";'),
}

A, B, C = "widthwise/core/a.hpp", "widthwise/layers/b.hpp", "widthwise/kernels/c.hpp"
HLS = {"widthwise/hls.hpp": header("#include <widthwise/hls/d.hpp>"),
       "widthwise.hpp": GOOD["widthwise.hpp"] + "#include <widthwise/hls.hpp>\n"}
PLANTED = {
    "a later folder": ({A: header("#include <widthwise/layers/b.hpp>")}, "core comes before"),
    "a later umbrella": ({A: header("#include <widthwise/layers.hpp>")}, "core comes before"),
    "the other branch": ({**HLS, "widthwise/hls/d.hpp": header("#include <widthwise/kernels/c.hpp>")},
                         "hls comes before kernels"),
    "own umbrella": ({A: header("#include <widthwise/core.hpp>")}, "own umbrella"),
    "the tier's umbrella": ({C: header("#include <widthwise.hpp>")}, "umbrella of its tier"),
    "a library in core": ({B: header("#include <vector>")}, "<vector> is not for"),
    "an indented include": ({B: header("  #  include <cmath>")}, "<cmath> is not for"),
    "a relative include": ({B: header('#include "c.hpp"')}, "not absolute"),
    "a missing header": ({B: header("#include <widthwise/core/z.hpp>")}, "does not exist"),
    "an include behind a raw string": ({C: header('auto s = R"(x)";', '#include "c.hpp"')},
                                       "not absolute"),
    "__cplusplus": ({C: header("#if __cplusplus > 1", "#endif")}, "directory decides"),
    "a macro": ({B: header("#define WIDTHWISE_B 1")}, "macros live in"),
    "a foreign macro": ({"widthwise/core/config.hpp": header("#define FOO 1")}, "not called"),
    "no pragma once": ({B: SPDX + "\n"}, "no `#pragma once`"),
    "no licence line": ({B: "#pragma once\n"}, "first line"),
    "a wide line": ({B: header("// " + "x" * 98)}, "101 columns"),
    "a space at the end": ({B: header("int x; ")}, "end of the line"),
    "a long header": ({B: header(*["//"] * 219)}, "221 lines"),
    "an unlisted header": ({"widthwise/core/new.hpp": header()}, "does not list <widthwise/core/new"),
    "an unlisted folder": ({"widthwise/graph/g.hpp": header(),
                            "widthwise/graph.hpp": header("#include <widthwise/graph/g.hpp>")},
                           "does not list <widthwise/graph.hpp>"),
    "no umbrella": ({"widthwise/graph/g.hpp": header()}, "missing, but there is"),
    "a folder outside the order": ({"widthwise/misc/m.hpp": header()}, "not a folder of the order"),
    "a stray file": ({"widthwise/core/notes.txt": "x"}, "not a .hpp"),
    "twice": ({"widthwise/layers.hpp": header(*["#include <widthwise/layers/b.hpp>"] * 2)}, "twice"),
    "a foreign line": ({"widthwise/layers.hpp": GOOD["widthwise/layers.hpp"] + "#include <cstdint>\n"},
                       "which is not a header of layers/"),
    "the wrong order": ({"widthwise/core.hpp": header("#include <widthwise/core/a.hpp>",
                                                      "#include <widthwise/core/config.hpp>")},
                        "before <widthwise/core/config.hpp>"),
    "the wrong order of folders": ({"widthwise.hpp": header("#include <widthwise/layers.hpp>",
                                                            "#include <widthwise/core.hpp>")},
                                   "not in the order"),
}


def violations(files, fix=False):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if fix:
            write_umbrellas(Path(folder))
        with contextlib.redirect_stdout(io.StringIO()):
            return check(Path(folder))


class Headers(unittest.TestCase):
    def test_a_good_tree_passes(self):
        self.assertEqual(violations(GOOD), [])

    def test_each_planted_violation_is_found(self):
        for what, (files, message) in PLANTED.items():
            with self.subTest(what):
                self.assertIn(message, "\n".join(violations({**GOOD, **files})))

    def test_one_header_has_macros_and_two_have_a_vendors_include(self):
        for name, line in [("pragmas", "#define WIDTHWISE_HLS_X 1"), ("ap", "#include <ap_fixed.h>"),
                           ("ac", "#include <ac_fixed.h>")]:
            for path, good in [(f"widthwise/hls/{name}.hpp", True), ("widthwise/hls/d.hpp", False)]:
                files = {**GOOD, **HLS, path: header(line),
                         "widthwise/hls.hpp": header(f"#include <{path}>")}
                with self.subTest(path=path, line=line):
                    self.assertEqual(violations(files) == [], good)

    def test_umbrellas_can_be_written(self):
        for what in ["an unlisted header", "an unlisted folder", "no umbrella", "twice",
                     "a foreign line", "the wrong order", "the wrong order of folders"]:
            with self.subTest(what):
                self.assertEqual(violations({**GOOD, **PLANTED[what][0]}, fix=True), [])
        no_umbrellas = {name: text for name, text in GOOD.items() if name.count("/") == 2}
        self.assertEqual(violations(no_umbrellas, fix=True), [])


if __name__ == "__main__":
    unittest.main()
