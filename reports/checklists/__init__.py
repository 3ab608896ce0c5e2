"""Reporting checklists: which page of the evaluator report answers which item, and who has to answer the
rest.

The items stand in CSV files beside this module (item, topic, section, answer). ``answer`` is ``human`` for a
judgement or a fact that only people hold; ``fixed`` for what the method fixes; ``table:NAME`` and
``setting:KEY`` for what the release holds or doesn't, ``text:NAME`` for what a function makes of it
(``cheers``), ``none`` for what no report holds. Nothing that is ``human`` is ever marked as met.
"""

from __future__ import annotations

import csv
from pathlib import Path

from reports import formats as f
from reports.blocks import Block, table
from reports.checklists import cheers
from reports.release import Release

FOLDER = Path(__file__).parent
GUIDELINES = {
    "target": "TARGET (target trial emulation)",
    "strobe_record": "STROBE with RECORD (observational, routine data)",
    "trend": "TREND (non-randomised behavioural interventions)",
    "cheers": "CHEERS (economic evaluation)",
    "wwc": "What Works Clearinghouse (group designs)",
}


def items(name: str) -> list[dict[str, str]]:
    """The items of one guideline."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def status(release: Release, answer: str) -> tuple[str, str]:
    """(auto, human or not reported; what the release says)."""
    kind, _, rest = answer.partition(":")
    if kind == "human":
        return "human", "to be stated by the evaluator"
    if kind == "fixed":
        return "auto", "see text"
    if kind == "none":
        return "not reported", "money is not split by group"
    if kind == "text":
        said = cheers.ANSWERS[rest](release)
        return ("not reported", "not in this release") if said is None else ("auto", said)
    if kind == "setting":
        found = [release.setting(k) for k in rest.split("+")]
        if all(x is not None for x in found):
            said = [f"{f.code_words(k)} {f.named(x)}" for k, x in zip(rest.split("+"), found) if x is not None]
            return "auto", f.listed(said)
        return "not reported", "not in this release"
    if kind == "table":
        names = rest.split("+")
        if all(release.has(n) for n in names):
            n = sum(len(release.wide(x)) for x in names)
            return "auto", f"{f.count(f.as_value(n))} rows of {f.listed([f.code_words(x) for x in names])}"
        return (
            "not reported",
            f"no {f.listed([f.code_words(x) for x in names if not release.has(x)])} in this release",
        )
    raise ValueError(f"{answer!r}: not a kind of answer")


def checklist_table(release: Release, name: str, title: str) -> Block:
    """A guideline as a table: item, topic, page, value, status."""
    body = []
    for item in items(name):
        state, value = status(release, item["answer"])
        page = [{"page": f"sec-{item['section']}"}] if item["section"] and state == "auto" else []
        body.append([f.named(item["item"]), item["topic"], page, value, state])
    block = table(
        ["Item", "Topic", "Page", "Value", "Answered by"],
        [[a, b, "", d, e] for a, b, _, d, e in body],
        title,
        align="llrll",
        widths=["auto", "1.5", "auto", "1.1", "auto"],
        small=True,
    )
    for row, source in zip(block["rows"], body):
        row["cells"][2] = source[2]
    return block
