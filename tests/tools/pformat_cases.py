#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints tests/unit/report/pformat_cases.tsv: value, pprint.pformat(value), repr(value), as JSON.

In the value a dict is {"dict": [[key, value], ...]}, a float is {"float": repr}.
Run: python3 tests/tools/pformat_cases.py > tests/unit/report/pformat_cases.tsv
"""
import json
import pprint
import random
import struct


def plain(value):
    if isinstance(value, dict):
        return {"dict": [[plain(k), plain(v)] for k, v in value.items()]}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return {"float": repr(value)}
    return value


def edges():
    yield from (None, True, False, 0, -1, 2**63 - 1, -(2**63), "", [], {}, [[]], [{}], {"a": {}})
    for text in ("0.0 -0.0 1.0 0.1 1e-4 9.999e-5 1e15 1e16 9999999999999998.0 123456789012345680.0 "
                 "1.5e300 5e-324 1.7976931348623157e308 9007199254740993.0 2.5 1e22 inf -inf nan").split():
        yield float(text)
    yield from ("it's", 'a "b"', "'\"", "\\", "a\tb\nc\rd\x00\x1f\x7f\x80\xa0\xad\xff", "\u00e9\u4e2d\U0001f600",
                "\u2028x\u200b\ue000\ufeff", "x" * 78, "x" * 79, "x " * 39, "x " * 40, "x " * 100,
                "line\n" * 3, "line\n" * 30, "a long line of words " * 5 + "\n" + "y" * 90 + "\r\nend")
    for n in range(70, 84):
        yield "w" * (n // 2) + " " + "w" * (n - n // 2 - 1)
        yield ["w" * (n - 6), 1]
        yield {"k": "w" * (n - 8)}
        yield {"k": {"j": ["w" * (n - 30), 12345]}}
        yield {"key": "word " * (n // 5) + "e" * (n % 5)}
    yield {3: "c", 1: "a", 2.5: "b", True + 9: None}
    yield {"b": 1, "a": 2, "C": 3, "\u00e9": 4, "": 5}
    yield {"1": 1, 2: 2, None: 3, False: 4}
    yield list(range(40))
    node = {"type": "float", "precision": [32], "shape": [128, 16], "from": None}
    yield {"common": {"mase_type": "module_related_func", "mase_op": "batch_norm1d",
                      "args": {"data_in_0": node, "weight": node, "bias": node}, "results": {"data_out_0": node}},
           "hardware": {"is_implicit": False, "verilog_param": {f"DATA_IN_0_PRECISION_{i}": 8 for i in range(3)}},
           "software": {"args": {"data_in_0": {"stat": {}}}}}


def random_value(rng, depth):
    kind = rng.choice("nbifsld" if depth else "nbifs") if depth < 4 else rng.choice("lld" "d" "s")
    if kind == "l":
        return [random_value(rng, depth - 1) for _ in range(rng.randrange(7))]
    if kind == "d":
        return {random_text(rng, 14): random_value(rng, depth - 1) for _ in range(rng.randrange(7))}
    if kind == "f":
        if rng.random() < 0.5:
            return rng.choice([1, -1]) * round(rng.random() * 10 ** rng.randrange(-6, 20), rng.randrange(8))
        value = struct.unpack("<d", rng.randbytes(8))[0]
        return value if value == value else 0.5
    return {"n": None, "b": rng.random() < 0.5, "i": rng.randrange(-10**rng.randrange(1, 18), 10**17),
            "s": random_text(rng, rng.choice([3, 20, 120]))}[kind]


def random_text(rng, size):
    letters = "abcdefg_XYZ0189" * 3 + "    " * 3 + "'\"\\\n\t.,-" + "\u00e9\u4e2d\u3000"
    return "".join(rng.choice(letters) for _ in range(rng.randrange(size + 1)))


def main():
    rng = random.Random(7)
    for value in [*edges(), *(random_value(rng, 4) for _ in range(150))]:
        print(json.dumps(plain(value)), json.dumps(pprint.pformat(value)), json.dumps(repr(value)), sep="\t")


main()
