#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""synthesizable.py passes plain loops and finds each thing that hardware cannot be."""
import os
import shutil
import sys
import tempfile
import unittest

from synthesizable import check, loop_findings

CLANG, OPT = "clang++-14", "opt-14"
GOOD = """
static const signed char w[4][8] = {{1, 2, 3, 4, 5, 6, 7, 8}, {-1}, {2, 2}, {9, 0, 1}};
extern "C" void top(signed char const (&x)[8], short (&y)[4]) {
    for (int o = 0; o < 4; ++o) {
        short sum = 0;
        for (int i = 0; i < 8; ++i) {
            sum = static_cast<short>(sum + w[o][i] * x[i]);
        }
        y[o] = sum < 0 ? 0 : sum;
    }
}
"""


def findings(code):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "source.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write(code)
        found, loops = check(path, CLANG, OPT, [])
    return found, loops


class Synthesizable(unittest.TestCase):
    def finds(self, code, what, level=None):
        found, _ = findings(code)
        said = [f"{at}: {text}" for _, at, text in found if level in (None, at)]
        self.assertTrue(any(what in text for text in said), f"{what} not in {found}")

    def test_plain_loops_pass(self):
        found, loops = findings(GOOD)
        self.assertEqual(found, [])
        self.assertEqual(loops, 2 * 2)  # at -O1 and at -O2

    def test_a_function_of_its_own_passes(self):
        found, _ = findings("static int twice(int x) { return 2 * x; }\n"
                            "extern \"C\" int top(int x) { return twice(x) + twice(x + 1); }")
        self.assertEqual(found, [])

    def test_a_call_without_a_body(self):
        self.finds("int other(int); extern \"C\" int top(int x) { return other(x); }", "no body")

    def test_a_call_that_is_not_inlined(self):
        self.finds("__attribute__((noinline)) int kept(int x) { return x * x + 1; }\n"
                   "extern \"C\" int top(int x) { return kept(x) + kept(x + 1); }",
                   "is left", "-O2")

    def test_recursion(self):
        self.finds("int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n"
                   "extern \"C\" int top(int x) { return f(x); }", "recursion", "-O1")

    def test_mutual_recursion(self):
        self.finds("int odd(int n);\nint even(int n) { return n == 0 ? 1 : odd(n - 1); }\n"
                   "int odd(int n) { return n == 0 ? 0 : even(n - 1); }\n"
                   "extern \"C\" int top(int x) { return even(x); }", "recursion", "front end")

    def test_tail_recursion_that_becomes_a_loop(self):
        self.finds("int f(int n, int s) { return n == 0 ? s : f(n - 1, s + n); }\n"
                   "extern \"C\" int top() { return f(9, 0); }", "recursion", "front end")

    def test_allocation(self):
        self.finds("extern \"C\" int* top(int n) { return new int[n]; }", "dynamic allocation",
                   "-O2")

    def test_allocation_that_the_optimizer_removes(self):
        self.finds("extern \"C\" int top(int x) { int* p = new int(x); int y = *p; delete p; "
                   "return y; }", "dynamic allocation", "front end")

    def test_a_stack_array_of_variable_size(self):
        self.finds("void use(char*); extern \"C\" void top(int n) { char a[n]; use(a); }",
                   "variable size")

    def test_a_function_pointer(self):
        self.finds("extern \"C\" int top(int (*f)(int), int x) { return f(x); }", "indirect call",
                   "-O2")

    def test_a_virtual_call(self):
        self.finds("struct base { virtual int f() const = 0; };\n"
                   "extern \"C\" int top(base const& b) { return b.f(); }", "indirect call")

    def test_a_global_constructor(self):
        self.finds("int volatile v; struct s { int n; s() : n(v) {} } g;\n"
                   "extern \"C\" int top() { return g.n; }", "constructors run before")

    def test_a_static_local_with_a_constructor(self):
        self.finds("int volatile v; struct s { int n; s() : n(v) {} };\n"
                   "extern \"C\" int top() { static s g; return g.n; }", "atomic")

    def test_floating_point(self):
        self.finds("extern \"C\" int top(int x) { return static_cast<int>(x * 0.5); }",
                   "floating point", "-O2")

    def test_a_float_that_is_only_moved(self):
        self.finds("extern \"C\" void top(float const* x, float* y) { *y = *x; }",
                   "floating point", "front end")

    def test_inline_assembly(self):
        self.finds("extern \"C\" void top() { asm volatile(\"nop\"); }", "inline assembly")

    def test_a_loop_bound_that_is_an_argument(self):
        self.finds("extern \"C\" int top(int const* x, int n) { int s = 0;\n"
                   "for (int i = 0; i < n; ++i) { s ^= x[i] * s + 1; } return s; }",
                   "no constant trip count", "-O2")

    def test_a_loop_that_ends_by_its_data(self):
        self.finds("extern \"C\" int top(int const* x) { int i = 0; while (x[i] != 0) { ++i; } "
                   "return i; }", "unpredictable", "-O1")

    def test_an_inner_bound_that_is_an_outer_counter(self):
        self.finds("extern \"C\" int top(int const* x) { int s = 1;\n"
                   "for (int i = 0; i < 9; ++i) for (int j = 0; j < i; ++j) s = s * 3 ^ x[j];\n"
                   "return s; }", "no constant trip count", "-O1")

    def test_a_copy_of_variable_length(self):
        self.finds("extern \"C\" void top(char* a, char const* b, unsigned long n) {\n"
                   "__builtin_memcpy(a, b, n); }", "no constant", "-O2")

    def test_nothing_to_check_is_an_error(self):
        with self.assertRaises(SystemExit):
            findings("int declared(int);\n")

    def test_the_text_of_scalar_evolution(self):
        text = ("Determining loop execution counts for: @top\n"
                "Loop %a: backedge-taken count is 15\n"
                "Loop %a: max backedge-taken count is 15\n"
                "Loop %b: backedge-taken count is (-1 + %n)\n"
                "Loop %c: <multiple exits> Unpredictable backedge-taken count.\n")
        self.assertEqual([what.split(":")[0] for _, what in loop_findings(text)],
                         ["loop %b has no constant trip count", "loop %c has no constant trip count"])


if __name__ == "__main__":
    for tool in (CLANG, OPT):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            sys.exit(77)
    unittest.main()
