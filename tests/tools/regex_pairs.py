#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/property/passes/regex_pairs.tsv: pattern, name and what Python's re says of them.

    regex_pairs.py [seed [rows]] > tests/property/passes/regex_pairs.tsv

Verdict: 1 or 0 is bool(re.fullmatch(pattern, name)); E<pos> is re.error.pos, with an empty name.
Bytes outside 0x21..0x7e and % are written %hh. Only what widthwise::compile_regex supports is
written: the text says where it differs, so those patterns stay in the unit tests.
"""
import math
import random
import re
import sys
import warnings

try:
    from re import _parser as parser
except ImportError:
    import sre_parse as parser

SEED = 1961
ROWS = 5200
MAX_POSITIONS = 100  # widthwise::regex_capacity is 127
WORDS = ["seq", "blocks", "fc", "conv", "head", "a", "b", "x", "layer", "0", "1", "12", "3", "_"]
LITERALS = list("abcxyz019__.-,{}]") + [
    r"\.", r"\_", r"\-", r"\*", r"\{", r"\x61", r"\x5F", r"\0", r"\141", r"\n", r"\t", r"\\",
    r"\x00", "{a", "{,", "{}"]
CLASSES = [r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", "."]
ANCHORS = ["^", "$", r"\A", r"\Z", r"\b", r"\B"]
MEMBERS = list("abcx01_-.*$^|[") + CLASSES[:6] + [
    "a-c", "a-z", "0-9", "x-z", "A-Z", "_-a", "+--", r"\]", r"\-", r"\n", r"\b", r"\x30-9",
    r"\141-c"]
QUANTIFIERS = ["*", "+", "?", "{0}", "{1}", "{2}", "{3}", "{0,1}", "{1,3}", "{2,4}", "{,2}",
               "{2,}", "{1,}", "{,}", "{0,}"]
NOISE = list("()[]{}|*+?^$\\.-,:01ab") + [
    "(?:", "(?", "{2,1}", "[b-a]", r"\q", r"\x4", r"[\d-a]", r"[\x62-\x61]", "{1", "[^", "(?~",
    r"\400"]
# Where an error's position is not Python's, or another construct decides.
UNSUPPORTED = re.compile(r"\(\?(?!:|~|$)|[*+?}]\+|\\[1-9uUN]")


def char_class(rng):
    first = rng.choice(["", "", "", "]", "-"])
    members = "".join(rng.choice(MEMBERS) for _ in range(rng.randint(0 if first else 1, 3)))
    return "[" + rng.choice(["", "", "^"]) + first + members + rng.choice(["", "", "", "-"]) + "]"


def atom(rng, depth):
    kind = rng.random()
    if depth > 0 and kind < 0.25:
        return rng.choice(["(", "(?:"]) + alternatives(rng, depth - 1) + ")"
    if kind < 0.35:
        return rng.choice(ANCHORS)
    if kind < 0.5:
        return rng.choice(CLASSES)
    if kind < 0.65:
        return char_class(rng)
    return rng.choice(WORDS) if kind < 0.8 else rng.choice(LITERALS)


def sequence(rng, depth):
    out = ""
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])):
        out += atom(rng, depth)
        if rng.random() < 0.35:
            out += rng.choice(QUANTIFIERS) + rng.choice(["", "", "?"])
    return out


def alternatives(rng, depth):
    return "|".join(sequence(rng, depth) for _ in range(rng.choice([1, 1, 1, 2, 3])))


def damaged(rng, pattern):
    for _ in range(rng.randint(1, 2)):
        at = rng.randint(0, len(pattern))
        noise = rng.choice(["", rng.choice(NOISE)])
        pattern = pattern[:at] + noise + pattern[at + rng.randint(0, 1):]
    return pattern


def size(tree):
    """Positions after counted repetition is written out."""
    total = 0
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, body = value
            total += size(body) * max(1, low if high == parser.MAXREPEAT else high)
        elif name == "SUBPATTERN":
            total += size(value[3])
        elif name == "BRANCH":
            total += sum(max(1, size(branch)) for branch in value[1]) + 1
        elif name in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"):
            total += 1
        else:
            return 10 ** 6  # unsupported
    return total


def sample(rng, tree, letters):
    """A name that matches, if the anchors agree."""
    out = ""
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, body = value
            for _ in range(rng.randint(low, min(high, low + 2))):
                out += sample(rng, body, letters)
        elif name == "SUBPATTERN":
            out += sample(rng, value[3], letters)
        elif name == "BRANCH":
            out += sample(rng, rng.choice(value[1]), letters)
        elif name == "LITERAL":
            out += chr(value)
        elif name == "NOT_LITERAL":
            out += rng.choice([c for c in letters if c != chr(value)])
        elif name == "ANY":
            out += rng.choice(letters)
        elif name == "IN":
            out += rng.choice([c for c in letters if in_class(value, c)] or ["a"])
    return out


def in_class(items, c):
    negated, found = False, False
    for op, value in items:
        name = str(op)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found |= value == ord(c)
        elif name == "RANGE":
            found |= value[0] <= ord(c) <= value[1]
        else:
            kind = str(value).replace("CATEGORY_", "")
            shorthand = {"D": r"\d", "S": r"\s", "W": r"\w"}[kind.replace("NOT_", "")[0]]
            found |= bool(re.match(shorthand, c)) != kind.startswith("NOT_")
    return found != negated


def name_for(rng, tree):
    letters = "abcxyz019_-.AZ" + rng.choice(["", "", "\n", " \x1f\t"])
    name = sample(rng, tree, letters)[:24]
    if rng.random() < 0.1:
        name += "\n"
    if rng.random() < 0.4:
        at = rng.randint(0, len(name))
        name = name[:at] + rng.choice(["", rng.choice(letters)]) + name[at + rng.randint(0, 1):]
    return name


def escaped(text):
    return "".join(c if "!" <= c <= "~" and c != "%" else "%%%02x" % ord(c) for c in text)


def small(pattern):
    """Does a pattern that cannot be parsed surely fit in the automaton, up to its error?"""
    counts = [int(c) for pair in re.findall(r"\{(\d*),?(\d*)", pattern) for c in pair if c]
    return math.prod(max(1, c) for c in counts) * len(pattern) <= MAX_POSITIONS


def main():
    warnings.simplefilter("ignore")
    rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else SEED)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    rows, errors = set(), 0
    while len(rows) < count:
        pattern = alternatives(rng, 3)
        if rng.random() < 0.5:
            pattern = damaged(rng, pattern)
        if len(pattern) > 48 or UNSUPPORTED.search(pattern):
            continue
        if len(pattern) < 3 and rng.random() < 0.9:
            continue
        try:
            tree = parser.parse(pattern)
        except re.error as error:
            if errors < count // 4 and small(pattern):
                errors += 1
                rows.add((pattern, "", "E%d" % error.pos))
            continue
        except OverflowError:
            continue
        if size(tree) > MAX_POSITIONS:
            continue
        for _ in range(3):
            name = name_for(rng, tree)
            if "\0" not in name:
                rows.add((pattern, name, "1" if re.fullmatch(pattern, name) else "0"))
    for row in sorted(rows):
        sys.stdout.write("%s\t%s\t%s\n" % (escaped(row[0]), escaped(row[1]), row[2]))


if __name__ == "__main__":
    main()
