#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""negative.py fails when the text differs, comes too late, or the source compiles."""
import contextlib
import io
import os
import tempfile
import unittest

from negative import main

COMPILER = os.environ.get("CXX", "g++-12")
WRONG = "// EXPECT: static assertion.*wrong\nstatic_assert(false, \"wrong\");\n"


def result(text):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "source.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = main(path, COMPILER)
        return code, said.getvalue()


class Negative(unittest.TestCase):
    def fails(self, text, why):
        code, said = result(text)
        self.assertEqual(code, 1)
        self.assertIn(why, said)

    def test_the_expected_error_passes(self):
        self.assertEqual(result(WRONG), (0, ""))

    def test_a_source_that_compiles_fails(self):
        self.fails("// EXPECT: wrong\nint x;\n", "compiles, but must not")

    def test_another_text_fails(self):
        self.fails(WRONG.replace(".*wrong", ".*right"), "do not match: static assertion.*right")

    def test_every_expected_line_counts(self):
        self.fails("// EXPECT: right\n" + WRONG, "do not match: right")

    def test_a_late_match_fails(self):
        early = "static_assert(false, \"early\");\n" * 10
        self.fails("// EXPECT: wrong\n" + early + "static_assert(false, \"wrong\");\n", "first 10 lines")

    def test_nothing_expected_fails(self):
        self.fails("static_assert(false, \"wrong\");\n", "no `// EXPECT")

    def test_the_standard_is_obeyed(self):
        uses_concepts = "template <class T> concept C = true;\n"
        self.fails(WRONG + uses_concepts + "// EXPECT: never\n", "error: ")
        code, _ = result("// EXPECT: wrong\n// STANDARD: c++20\n" + uses_concepts
                         + "static_assert(!C<int>, \"wrong\");\n")
        self.assertEqual(code, 0)
        self.fails("// EXPECT: wrong\n// STANDARD: c++20\n" + uses_concepts, "compiles, but must not")


if __name__ == "__main__":
    unittest.main()
