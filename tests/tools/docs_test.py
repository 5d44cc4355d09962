#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs.py compiles blocks, recognises excerpts and finds what is neither."""
import os
import tempfile
import unittest
from pathlib import Path

from docs import check

COMPILER = os.environ.get("CXX", "g++-12")


def wrong(page, example="int main() {\n    return 0;\n}\n"):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "examples").mkdir()
        (root / "examples" / "01.cpp").write_text(example)
        (root / "page.md").write_text(page)
        return [line for line, _ in check(root, root / "page.md", COMPILER)]


class Docs(unittest.TestCase):
    def test_a_whole_program_passes(self):
        self.assertEqual(wrong("text\n```cpp\nint main() {}\n```\n"), [])

    def test_a_broken_block_is_found_by_its_line(self):
        self.assertEqual(wrong("text\n```cpp\nint main() { return x; }\n```\n"), [3])

    def test_an_excerpt_passes_and_a_near_miss_does_not(self):
        self.assertEqual(wrong("```cpp\nreturn 0;\n```\n"), [])
        self.assertEqual(wrong("```cpp\nreturn 1;\n```\n"), [2])

    def test_the_standard_is_obeyed(self):
        block = "```cpp\ntemplate <class T> concept C = true;\n```\n"
        self.assertEqual(wrong(block), [])
        self.assertEqual(wrong("<!-- standard: c++14 -->\n" + block), [3])

    def test_not_compiling_needs_a_reason(self):
        block = "```cpp\n#include <ap_int.h>\n```\n"
        self.assertEqual(wrong("<!-- compile: no, needs ap_int.h -->\n" + block), [])
        self.assertEqual(wrong("<!-- compile: no -->\n" + block), [3])

    def test_other_languages_are_left_alone(self):
        self.assertEqual(wrong("```bash\n./tests/run\n```\n```\n```cpp\n```\n"), [])

    def test_a_block_in_a_list_is_found(self):
        self.assertEqual(wrong("- text\n  ```cpp\n  int x = y;\n  ```\n"), [3])


if __name__ == "__main__":
    unittest.main()
