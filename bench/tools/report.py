#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables, plot and summary of what the bench programs measured.

  report.py RESULTS OUTPUT COMPILER

RESULTS holds one JSON list per program (bench/support/main.cpp). OUTPUT receives table.md (printed as
well), width.svg and summary.json.

A time is the minimum over the repetitions, which the contenders of a group take in turns; a ratio is
that of two minima of one group. of_peak is the fraction of the fastest peak of the row's family,
measured in turns with the group as well.
"""
import json
import math
import pathlib
import re
import statistics
import sys

NOISE = 1.05  # a width is slower than the next when its least and its median are, by 5 %


def load(folder):
    rows = []
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        rows += json.loads(path.read_text())
    for row in rows:
        if "seconds" in row:
            row["ns"] = min(row["seconds"]) / row["samples"] * 1e9
            row["spread"] = statistics.median(row["seconds"]) / min(row["seconds"])
    return rows


def rate(row):
    """GMAC/s of a measured row; 0 for a row without products."""
    return row["macs"] / row["ns"]


def best_peaks(rows):
    """(group, family) -> (name, GMAC/s) of the fastest instruction of it, beside that group's rows."""
    best = {}
    for row in rows:
        if row["kind"] == "peak" and "ns" in row:
            # Without an instruction for bytes, or where it is slower, bytes run on that for words.
            for family in {"int16": ("int16", "int8")}.get(row["peak"], (row["peak"],)):
                key = row["group"], family
                if key not in best or rate(row) > best[key][1]:
                    best[key] = row["name"], rate(row)
    return best


def summarize(rows):
    peaks = best_peaks(rows)
    rivals = {}
    for row in rows:
        if row["rival"] and "ns" in row:
            rivals.setdefault((row["group"], row["kind"]), []).append(row)
    summary = []
    for row in rows:
        if row["rival"] or row["kind"] == "peak" and row["group"] != "peak":
            continue
        out = {"name": row["name"]}
        summary.append(out)
        if "absent" in row:
            out["absent"] = row["absent"]
            continue
        if row["group"] == "peak":
            out["gmac_per_s"] = rate(row)
            continue
        if row["bytes"]:
            out["gb_per_s"] = row["bytes"] / row["ns"]
            continue
        out["ns_per_sample"] = row["ns"]
        out["spread"] = row["spread"]
        beside = rivals.get((row["group"], row["kind"]), [])
        out["vs"] = {r["name"]: r["ns"] / row["ns"] for r in beside}
        out["rival_ns_per_sample"] = {r["name"]: r["ns"] for r in beside}
        out["isa"] = row["isa"]
        out["kernels"] = row["kernels"]
        if row["macs"]:
            out["gmac_per_s"] = rate(row)
        key = row["group"], row["peak"]
        if row["macs"] and key in peaks:
            out["peak"], gmacs = peaks[key]
            out["of_peak"] = rate(row) / gmacs
            if row["peak"] == "int8" and (row["group"], "amx") in peaks:
                out["of_amx_peak"] = rate(row) / peaks[row["group"], "amx"][1]
    return summary


def digits(value):
    """Three significant digits, no exponent."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


def table(head, lines):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return out + ["| " + " | ".join(line) + " |" for line in lines]


def peak_table(summary):
    lines = []
    for row in summary:
        if not row["name"].startswith(("peak", "read/")):
            continue
        if "absent" in row:
            value = row["absent"]
        elif "gb_per_s" in row:
            value = digits(row["gb_per_s"]) + " GB/s"
        else:
            value = digits(row["gmac_per_s"]) + " GMAC/s"
        lines.append([row["name"], value])
    return table(["instruction, level", "measured"], lines)


def row_table(summary, prefix):
    lines = []
    for row in summary:
        if not row["name"].startswith(prefix):
            continue
        if "absent" in row:
            lines.append([row["name"], row["absent"], "", "", ""])
            continue
        beside = ", ".join(f"{digits(ratio)}x {name} ({digits(row['rival_ns_per_sample'][name])} ns)"
                           for name, ratio in row["vs"].items())
        of_peak = f"{100 * row['of_peak']:.1f} %" if "of_peak" in row else ""
        gmacs = digits(row["gmac_per_s"]) if "gmac_per_s" in row else ""
        lines.append([row["name"], digits(row["ns_per_sample"]), gmacs, of_peak, beside])
    return table(["row", "ns/sample", "GMAC/s", "of peak", "times as fast as"], lines)


SWEEP = re.compile(r"^((?:linear|conv)/[^/]+)/([^/]+)/b(\d+)$")


def sweeps(summary, value=lambda row: row["ns_per_sample"]):
    """(layer, batch) -> {format: ns}, formats in the order measured."""
    found = {}
    for row in summary:
        match = SWEEP.match(row["name"])
        if match and "ns_per_sample" in row:
            layer, kind, batch = match.groups()
            found.setdefault((layer, int(batch)), {})[kind] = value(row)
    return found


def width_of(kind):
    return int(kind[1:]) if re.fullmatch(r"w\d+", kind) else None


def sweep_tables(summary):
    found, parts = sweeps(summary), sweeps(summary, lambda row: row.get("of_peak"))
    out = []
    for layer in dict.fromkeys(layer for layer, _ in found):
        batches = [batch for name, batch in found if name == layer]
        kinds = list(dict.fromkeys(k for b in batches for k in found[layer, b]))
        lines = []
        for kind in kinds:
            cells = []
            for b in batches:
                time, part = found[layer, b].get(kind), parts.get((layer, b), {}).get(kind)
                of_peak = "" if part is None else f" ({100 * part:.0f} %)"
                cells.append("" if time is None else digits(time) + of_peak)
            lines.append([kind] + cells)
        head = [f"{layer}, ns/sample (of peak)"] + [f"batch {b}" for b in batches]
        out += table(head, lines) + [""]
    return out


def violations(summary):
    """A width that is slower than the next wider one."""
    medians = sweeps(summary, lambda row: row["ns_per_sample"] * row["spread"])
    out = []
    for (layer, batch), times in sweeps(summary).items():
        for kind, ns in times.items():
            wider = f"w{width_of(kind) + 1}" if width_of(kind) else None
            if wider not in times:
                continue
            least = ns / times[wider]
            median = medians[layer, batch][kind] / medians[layer, batch][wider]
            if min(least, median) > NOISE:
                out.append(f"{layer}/b{batch}: width {width_of(kind)} slower than "
                           f"{width_of(kind) + 1} by {100 * (least - 1):.0f} %")
    return out


def packed_weights(summary):
    """At batch 1, narrower weights against those of 8 bits, activations of 8 bits throughout."""
    lines = []
    for (layer, batch), times in sweeps(summary).items():
        kinds = ("w4a8", "w2a8", "w1a8")
        if batch == 1 and layer.startswith("linear") and "w8" in times and set(kinds) & set(times):
            lines.append([layer] + [digits(times["w8"] / times[k]) + "x" if k in times else ""
                                    for k in kinds])
    head = ["batch 1, times as fast as w8", "4-bit weights", "2-bit", "1-bit"]
    return table(head, lines) if lines else []


# What the project aims at: row, what is measured, the least it should be (or, below 0, the most).
# Fractions of the peak and ratios to oneDNN were set for CPUs with VNNI, those of emulation for
# ap_types; the stand-in is taken where that is not measured.
AIMS = [
    ("network/16-64-32-32-5/int8-half-up/b1024", "of_peak", 0.70),
    ("network/16-64-32-32-5/int8/b1024", "of_peak", 0.60),
    ("network/16-64-32-32-5/int8/b1024", "oneDNN int8", 6),
    ("network/16-64-32-32-5/int8/b1", "ns_per_sample", -80),
    ("network/16-64-32-32-5/int8/b1", "oneDNN int8", 200),
    ("emulation/d8_4rs_w6_1_b8_3_a24_12/real/b1024", "ap_types", 3000),
    ("emulation/d16_6rs_w8_2rs_a32_16/real/b1024", "ap_types", 1000),
    ("emulation/d16_6_w16_6_a16_6/real/b1024", "ap_types", 600),
    ("emulation/d16_6_w16_6_a16_6/full-range/b1024", "ap_types", 400),
]


def aims(summary):
    """Each aim beside what was measured here."""
    rows = {row["name"]: row for row in summary}
    lines = []
    for name, what, aim in AIMS:
        row = rows.get(name, {})
        beside = row.get("vs", {})
        if what == "ap_types" and what not in beside:
            what = "stand-in"
        value = row.get(what, beside.get(what))
        if value is None:
            continue
        if what == "of_peak":
            show, met = (lambda v: f"{100 * v:.0f} % of {row['peak']}"), value >= aim
        elif aim < 0:
            show, met = (lambda v: f"at most {digits(abs(v))} ns"), value <= -aim
        else:
            show, met = (lambda v: f"{digits(v)}x {what}"), value >= aim
        lines.append([name, show(aim), show(value).replace("at most ", ""), "yes" if met else "no"])
    return table(["row", "aim", "measured", "reached"], lines) if lines else []


def narrow_claims(summary):
    """1-bit x 1-bit against 8 bits, as ratios."""
    out = []
    for (layer, batch), times in sweeps(summary).items():
        for kind in ("w1", "binary", "ternary"):
            if kind in times and "w8" in times:
                out.append([f"{layer}/b{batch}", kind, digits(times["w8"] / times[kind]) + "x"])
    return table(["layer", "format", "times as fast as w8"], out) if out else []


COLORS = ["#1b6ca8", "#d1495b", "#2e933c", "#edae49", "#6c4f9e", "#555555"]


def svg(summary):
    """Time against width, one panel per layer, one line per batch, log scale."""
    found = sweeps(summary)
    layers = list(dict.fromkeys(layer for layer, _ in found))
    wide, high, left, top, gap = 300, 240, 70, 40, 100
    parts = []
    for column, layer in enumerate(layers):
        lines = {b: {width_of(k): t for k, t in times.items() if width_of(k)}
                 for (name, b), times in found.items() if name == layer}
        lines = {b: points for b, points in lines.items() if points}
        values = [t for points in lines.values() for t in points.values()]
        if not values:
            continue
        low, top_value = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        top_value = max(top_value, low + 1)
        x0 = left + column * (wide + gap)

        def at(width, ns):
            x = x0 + (width - 1) / 15 * wide
            y = top + high - (math.log10(ns) - low) / (top_value - low) * high
            return f"{x:.1f},{y:.1f}"

        parts.append(f'<text x="{x0 + wide / 2}" y="20" text-anchor="middle">{layer}</text>')
        for decade in range(low, top_value + 1):
            y = at(1, 10.0**decade).split(",")[1]
            parts.append(f'<line x1="{x0}" x2="{x0 + wide}" y1="{y}" y2="{y}" stroke="#ddd"/>'
                         f'<text x="{x0 - 6}" y="{y}" text-anchor="end" dominant-baseline="middle">'
                         f"{digits(10.0**decade)}</text>")
        for width in (1, 2, 4, 8, 16):
            x = at(width, 1.0).split(",")[0]
            parts.append(f'<text x="{x}" y="{top + high + 16}" text-anchor="middle">{width}</text>')
        for color, (b, points) in zip(COLORS, sorted(lines.items())):
            path = " ".join(at(w, t) for w, t in sorted(points.items()))
            parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" '
                         'stroke-width="2"/>')
            last = sorted(points.items())[-1]
            x, y = at(*last).split(",")
            parts.append(f'<text x="{float(x) + 4}" y="{y}" fill="{color}" '
                         f'dominant-baseline="middle">batch {b}</text>')
    total = left + max(1, len(layers)) * (wide + gap)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{top + high + 50}" '
            'font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" '
            'fill="white"/>\n' + "\n".join(parts) +
            f'\n<text x="{left}" y="{top + high + 40}">ns per sample against the width of '
            "activations and weights, bits</text>\n</svg>\n")


def cpu():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return "unknown CPU"
    match = re.search(r"^model name\s*:\s*(.+)$", text, re.M)
    return match.group(1) if match else "unknown CPU"


def skipped(rows):
    found = {}
    for row in rows:
        if row["rival"] and "absent" in row:
            found[row["name"]] = row["absent"]
    return [f"- skipped: {name}: {reason}" for name, reason in sorted(found.items())]


def report(rows, compiler):
    summary = summarize(rows)
    out = [f"# Measured on {cpu()}, one thread, {compiler}", "",
           "Times are the minimum over the repetitions, in which the contenders of a group take "
           "turns; ratios are between minima of one group.", ""]
    out += peak_table(summary) + [""] + skipped(rows)
    for prefix in ("network/", "layer/", "emulation/"):
        if any(row["name"].startswith(prefix) for row in summary):
            out += ["", f"## {prefix[:-1]}", ""] + row_table(summary, prefix)
    if sweeps(summary):
        out += ["", "## Time against width", ""] + sweep_tables(summary)
        slower = violations(summary)
        out += [f"- {line}" for line in slower] or [
            f"No width is slower than the next wider one by more than {100 * (NOISE - 1):.0f} %."]
        out += [""] + narrow_claims(summary) + [""] + packed_weights(summary)
    reached = aims(summary)
    if reached:
        out += ["", "## Aims", ""] + reached
    return summary, "\n".join(out) + "\n"


def main(arguments):
    if len(arguments) != 3:
        sys.exit(__doc__)
    results, output, compiler = arguments
    rows = load(results)
    if not rows:
        sys.exit(f"report.py: nothing was measured in {results}")
    summary, text = report(rows, compiler)
    folder = pathlib.Path(output)
    (folder / "table.md").write_text(text)
    (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n")
    if sweeps(summary):
        (folder / "width.svg").write_text(svg(summary))
    print(text, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
