#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""count.py counts what ctest itself writes for each way a test can end."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from count import count, line

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(count NONE)
enable_testing()
add_test(NAME passes COMMAND true)
add_test(NAME fails COMMAND false)
add_test(NAME skips COMMAND sh -c "exit 77")
add_test(NAME crashes COMMAND sh -c "kill -SEGV $$")
add_test(NAME missing COMMAND no_such_program)
set_tests_properties(passes fails skips crashes missing PROPERTIES SKIP_RETURN_CODE 77)
"""


class Count(unittest.TestCase):
    def test_each_way_to_end(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "CMakeLists.txt").write_text(PROJECT)
            env = {key: value for key, value in os.environ.items() if not key.startswith("CTEST_")}
            subprocess.run(["cmake", "-S", folder, "-B", folder], check=True, capture_output=True)
            subprocess.run(["ctest", "--test-dir", folder, "--output-junit", "junit.xml"],
                           capture_output=True, env=env)
            junit = str(Path(folder, "junit.xml"))
            self.assertEqual(count([], [junit]), (1, 3, 1))
            self.assertEqual(count(["unit.x"], [junit, junit]), (2, 7, 2))

    def test_the_line(self):
        self.assertEqual(line(3, 0, 0), "3 passed, 0 failed")
        self.assertEqual(line(3, 1, 2), "3 passed, 1 failed, 2 skipped")


if __name__ == "__main__":
    unittest.main()
