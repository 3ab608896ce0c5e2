"""`make record-disclosure`: measure the suppressor and write docs/disclosure.md.

Why: the figures of a proof belong beside the code, with the command that repeats them. What was measured is kept in the work
folder, so that a run that was stopped goes on where it was; delete the folder to measure anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.release.random_tables import KINDS
from tests.release.study import county, one_family, reconstruction, summary
from tests.release.test_ledger import quarters

CHUNK = 50
PARTICIPANTS = (60, 300, 3000)


def kept(path: Path, measure: Callable[[], Any]) -> Any:
    """What ``measure`` gives, measured once."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(measure()), encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def families(work: Path, n: int) -> list[dict[str, Any]]:
    """The random families of tables, in chunks."""
    out: list[dict[str, Any]] = []
    for start in range(0, n, CHUNK):
        out += kept(work / f"families-{start:04d}.json",
                    lambda start=start: [one_family(s) for s in range(start, min(start + CHUNK, n))])
    return out


def counties(work: Path) -> list[dict[str, Any]]:
    """Every table of counties of three sizes, with and without rounding."""
    return [kept(work / f"county-{n}-{recurring}.json", lambda n=n, r=recurring: county(n, work, recurring=r))
            for n in PARTICIPANTS for recurring in (True, False)]


def _quarters(work: Path) -> dict[str, int]:
    folder = work / "quarters"
    folder.mkdir(parents=True, exist_ok=True)
    return kept(work / "quarters.json", lambda: quarters(folder, 300, None, 6))


def _line(*cells: Any) -> str:
    return "| " + " | ".join(f"{c:,}" if isinstance(c, int) else str(c) for c in cells) + " |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def page(rows: list[dict[str, Any]], towns: list[dict[str, Any]], six: dict[str, int], curves: dict[str, int]) -> str:
    """docs/disclosure.md."""
    s = summary(rows)
    out = [
        "# Record: attacks on the disclosure control", "",
        "Made by `make record-disclosure` (`tests/release/record.py`); do not edit by hand. All tables and people are made"
        " up. The attacker is code of the tests: one plain linear programme a cell and direction, which shares nothing"
        " with the suppressor. Seconds are of CPU, on one core.", "",
        f"## {s['families']:,} random families of tables", "",
        "One-way to three-way tables with all margins, hierarchies, tables that share a margin, and shares of"
        " observed people; many noughts and small counts. A count from 1 to 10 is sensitive."
        + (f" The command measures 1,000; this record holds the first {len(rows):,}." if len(rows) < 1000 else ""), "",
        "| | suppressed by the project | primary suppression only |", "|---|---|---|",
        _line("hidden cells attacked", s["attacked"], s["primary_attacked"]),
        _line("worked out exactly", s["exact"], s["primary_exact"]),
        _line("known to within ten values", s["narrow"], s["primary_narrow"]),
        _line("worked out exactly by a reader who takes the reasons for hiding as facts", s["told_exact"], ""),
        _line("cells shown", _percent(s["share_shown"]), _percent(s["share_shown_primary_only"])), "",
        f"Small enough to try every other pattern: {s['tried']:,} families. Hidden beyond the primary cells:"
        f" {s['ratio']:.3f} times the optimum over all of them, {s['worst_ratio']:.2f} times in the worst.", "",
        f"Time a family: median {s['median_seconds']:.2f} s, 95th percentile {s['p95_seconds']:.2f} s, longest"
        f" {s['most_seconds']:.1f} s. Hidden whole because time ran out: {s['coarsened']}. Refused: {s['refused']}.", "",
        f"{s['told']:,} of the small counts attacked lose a part of their range 1 to 10 to a reader who takes the reasons"
        " for hiding as facts, because by the suppressor's reckoning no pattern could prevent it: with all other cells"
        " hidden, the reasons say as much.", "",
        "| kind | families | cells | attacked | exact | within ten | hidden, primary | hidden, more | p95 s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        k = summary([r for r in rows if r["kind"] == kind])
        out.append(_line(kind, *(k[c] for c in ("families", "cells", "attacked", "exact", "narrow", "small", "extra")),
                         f"{k['p95_seconds']:.2f}"))
    out += ["", "## Counties", "",
            "Every table of the contract, from invented people; attacked by the audit, which reads the finished release.",
            "", "| diverted at an arrest | rounded | tables | numbers | attacked | findings | narrowest interval | shown |"
            " shown, primary only | seconds |", "|---|---|---|---|---|---|---|---|---|---|"]
    out += [_line(t["participants"], "to 5" if t["recurring"] else "no", t["tables"], t["numbers"], t["attacked"],
                  t["findings"], int(t["narrowest"]), _percent(t["share_shown"]), _percent(t["share_shown_primary_only"]),
                  f"{t['seconds']:.1f}") for t in towns]
    out += ["", "## Six quarters in a row", "",
            f"A county of 300, released at six quarter ends, each audited together with all before: {six['findings']}"
            f" findings; the six attacked as one system: {six['joint']}. Of {six['increments']:,} pairs of a count"
            f" printed twice, {six['recovered']} give an increment of 1 to 10 away.", "",
            "## Curves", "",
            f"{curves['curves']:,} incidence curves of 60 to 3,000 people, read as one reads them with a ruler:"
            f" {curves['steps']:,} steps, of which {curves['single']} can be counted as one or two people. By day and"
            f" unprotected, {_percent(curves['single_by_day'] / curves['steps_by_day'])} of"
            f" {curves['steps_by_day']:,} steps of curves of 120 people are one person.", ""]
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/disclosure"))
    parser.add_argument("--out", type=Path, default=Path("docs/disclosure.md"))
    parser.add_argument("--families", type=int, default=1000)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    curves = kept(given.work / "curves.json", reconstruction)
    towns, six = counties(given.work), _quarters(given.work)
    text = page(families(given.work, given.families), towns, six, curves)
    given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
