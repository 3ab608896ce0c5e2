"""Reporting checklists: which page of the evaluator report answers which item, and who has to answer the
rest.

The items stand in CSV files beside this module (item, topic, section, answer). ``section`` names a section, or a part of
one ("section/part", a heading's key). ``answer`` is ``human`` for a judgement or a fact that only people hold;
``fixed:WORDS`` for what the method fixes; ``row:NAME`` for a row of the table of the target trial; ``text:NAME`` for what a
function makes of the release (``answers``, ``cheers``), ``none`` for what no report holds. Nothing that is ``human`` is ever
marked as met.
"""

from __future__ import annotations

import csv
from pathlib import Path

from reports import formats as f
from reports.blocks import Block, para, table
from reports.checklists import answers, cheers
from reports.release import Release

FOLDER = Path(__file__).parent
ANSWERS = answers.ANSWERS | cheers.ANSWERS
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
        return "auto", rest
    if kind == "row":
        return "auto", f"the row “{rest}”"
    if kind == "none":
        return "not reported", "money is not split by group"
    if kind == "text":
        said = ANSWERS[rest](release)
        return ("not reported", "not in this release") if said is None else ("auto", said)
    raise ValueError(f"{answer!r}: not a kind of answer")


def checklist_table(release: Release, name: str, title: str) -> Block:
    """A guideline as a table: item, topic, who answers and on which page, value; the one on costs in a sentence where there are none."""
    if name == "cheers" and not release.has("cost_summary"):
        return para(f"{title}: the release holds no costs, so none of its items is answered.")
    body = []
    for item in items(name):
        state, value = status(release, item["answer"])
        # the part, or where the report lacks it its section
        places = [f"sec-{item['section']}", f"sec-{item['section'].partition('/')[0]}"]
        page = {"page": places} if item["section"] and state == "auto" else None
        body.append([f.named(item["item"]), item["topic"], page, f"{state}, p.\u00a0" if page else state, value])
    block = table(
        ["Item", "Topic", "Answered by", "Value"],
        [[item, topic, said, value] for item, topic, _, said, value in body],
        title,
        align="llll",
        widths=["auto", "1.2", "auto", "1.3"],
        small=True,
    )
    for row, (_, _, page, _, _) in zip(block["rows"], body):
        if page:
            row["cells"][2].append(page)
    return block
