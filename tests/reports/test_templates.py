"""No digit is typed into a template or into prose: figures come from the release, or they don't come."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[2] / "reports"
# every module: a list of those that write prose missed the ones that came later
PROSE = sorted(str(p.relative_to(REPORTS)) for p in REPORTS.rglob("*.py"))
# markup, style sheets and SQL are no prose
CODE = re.compile(r"<\w|\{[a-z-]+:|^\s*(?:select|set) ")
# names of things, not figures
NAMES = re.compile(r"\b(?:PDF/UA-1|PDF/A-2a|CHEERS 2022|TARGET 2025)\b")


def prose(source: str) -> list[tuple[int, str]]:
    """String constants that are sentences or phrases (they hold a space between letters), docstrings left
    out."""
    tree = ast.parse(source)
    docs = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and n.body
        and isinstance(n.body[0], ast.Expr)
        and isinstance(n.body[0].value, ast.Constant)
    }
    out = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            out.append((node.lineno, node.value))
    return out


@pytest.mark.parametrize("name", PROSE)
def test_no_digit_in_prose(name):
    # Why: OHDSI once typed nNegativeControls <- 100; a typed figure stays when the data change.
    offenders = []
    for line, text in prose((REPORTS / name).read_text(encoding="utf-8")):
        if CODE.search(text):
            continue
        if re.search(r"[A-Za-z]{2,} ", text) and re.search(r"\d", NAMES.sub("", text)):
            offenders.append((line, text[:60]))
    # sources of numbers that are conventions say their number, but are never printed
    offenders = [o for o in offenders if not o[1].startswith("convention:")]
    assert offenders == []


def test_the_scan_sees_a_typed_digit():
    assert [t for _, t in prose('x = f"of 100 people {y}"') if re.search(r"\d", t)]


@pytest.mark.parametrize("path", sorted((REPORTS / "templates").glob("*.typ")), ids=lambda p: p.name)
def test_templates_hold_no_prose(path):
    # Why: what a template says can't be computed; all of it comes from data.json. Content blocks and strings
    # may hold
    # code, separators and patterns, but no word and no digit beyond lengths and numbering patterns.
    source = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    strings = re.findall(r'"([^"]*)"', source)
    allowed = re.compile(
        r"#[0-9a-f]{6}|house\.typ|Source Sans Pro|data\.json|1\.1|1|sec-|us-letter|a4|[a-z-]*|\\?|−\\\\S\+|−\$"
    )
    assert [s for s in strings if not allowed.fullmatch(s)] == []
    content = re.findall(r"\[([^\[\]]*)\]", source)
    words = [
        c for c in content if re.search(r"(?<![#.\w-])[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(r"#[^\]]*", "", c))
    ]
    assert words == []
    assert [c for c in content if re.search(r"(?<![\w.])\d", re.sub(r"#[^\]]*", "", c))] == []
    assert "@preview" not in source and "http" not in source and "eval(" not in source


def test_checklists_are_complete_and_never_met_by_machine():
    # Why: a judgement item marked as met by a machine is a false statement.
    from reports import checklists

    sections = {
        "title",
        "summary",
        "question",
        "data",
        "flow",
        "balance",
        "results",
        "groups",
        "sensitivity",
        "engagement",
        "costs",
        "plan",
        "checklists",
        "lineage",
        "",
    }
    for name in checklists.GUIDELINES:
        items = checklists.items(name)
        assert len({i["item"] for i in items}) == len(items) >= 10
        for item in items:
            assert item["section"].split("/")[0] in sections
            kind, _, rest = item["answer"].partition(":")
            assert kind in ("human", "fixed", "row", "text", "none")
            assert kind != "text" or rest in checklists.ANSWERS
            assert bool(item["section"]) == (kind in ("fixed", "row", "text"))
            assert bool(rest) == (kind in ("fixed", "row", "text"))
            judgement = re.search(
                r"interpretation|generalis|limitation|ethic|fund|conflict|validity", item["topic"], re.I
            )
            if judgement:
                assert kind == "human", (name, item["item"])


def test_no_value_of_a_checklist_reads_as_a_count_beside_its_page(releases):
    # Why: "page 3" before "the arrest's number" read as three arrests, and the audit of the finished PDF refused the release.
    from pipeline.release.audit_files import small_counts_in
    from reports import checklists

    assert small_counts_in("3 the arrest's number", 11) and small_counts_in("3 re-arrest within a year", 11)
    for variant in ("n300", "withheld", "arrests_only"):
        for name in checklists.GUIDELINES:
            for item in checklists.items(name):
                _, value = checklists.status(releases[variant], item["answer"])
                assert small_counts_in(f"{item['topic']} 3 {value}", 11) == [], (variant, name, item["item"])
