#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""negative.py fails when the text differs, comes too late, or the source compiles."""
import contextlib
import io
import os
import tempfile
import unittest

from negative import judge, main

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

    def test_the_first_error_is_held_to_its_own_line(self):
        first = WRONG.replace("EXPECT:", "EXPECT-FIRST:")
        self.assertEqual(result(first), (0, ""))
        self.fails(first.replace(".*wrong", ".*right"), "`error:` does not match: static assertion.*right")
        second = "static_assert(false, \"early\");\n" + first
        self.fails(second, "the first line with `error:` does not match")
        # g++ says where it is before it says what.
        inside = ("template <class T> struct names { static_assert(sizeof(T) == 0, \"wrong\"); };\n"
                  "names<int> x;\n")
        self.assertEqual(result("// EXPECT: names<int>\n" + inside)[0], 0)
        self.fails("// EXPECT-FIRST: In instantiation\n" + inside, "does not match: In instantiation")

    def test_a_first_error_that_comes_late_fails(self):
        text, error = "// EXPECT-FIRST: wrong\n", "a.cpp:1: error: wrong\n"
        self.assertIsNone(judge(text, False, "required from here\n" * 9 + error))
        self.assertIn("is not among the first 10",
                      judge(text, False, "required from here\n" * 10 + error))

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
