"""The rules that models and macros are written by, held without a database: `make lint` runs this file.

A reader should find one style, and a second engine should need new macros in one file and nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODELS = sorted((ROOT / "models").rglob("*.sql"))
SQL = [*MODELS, *sorted((ROOT / "macros").glob("*.sql")), *sorted((ROOT / "tests" / "dbt").rglob("*.sql"))]
LONGEST = 140
KEYWORDS = (
    "SELECT FROM WHERE GROUP ORDER BY JOIN LEFT INNER CROSS ON AND OR NOT NULL CASE WHEN THEN ELSE END AS UNION ALL"
    " WITH CAST BETWEEN IN IS DISTINCT OVER PARTITION HAVING EXISTS LATERAL QUALIFY FILTER"
).split()
# what another engine spells otherwise: only macros/dialect.sql may say it
ENGINE_ONLY = (
    r"\bdate_diff\(",
    r"\bdatediff\(",
    r"\blist\(",
    r"\blist_\w+\(",
    r"\barg_max\(",
    r"\barg_min\(",
    r"\bunnest\(",
    r"\bstring_agg\(",
    r"\bexclude\s*\(",
    r"\bstrftime\(",
    r"\bregexp_\w+\(",
    r"::\w+",
    r"(?<!/)//(?!/)",
    r"\bbit_count\(",
    r"<<",
    r"\bhash\(",
    r"\brange\(",
    r"\bgenerate_series\(",
    r"\bepoch\w*\(",
)


def bare(text: str) -> str:
    """The text with comments and quoted strings blanked, line for line."""

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found.group())

    text = re.sub(r"\{#.*?#\}", blank, text, flags=re.S)
    text = re.sub(r"--[^\n]*", blank, text)
    return re.sub(r"'(?:[^'\n]|'')*'", blank, text)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SQL, ids=name)
def test_style(path):
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\t" not in text
    wrong = [i for i, line in enumerate(text.splitlines(), 1) if line != line.rstrip() or len(line) > LONGEST]
    assert not wrong, f"lines {wrong}: blanks at the end, or longer than {LONGEST}"
    shouted = re.findall(rf"\b(?:{'|'.join(KEYWORDS)})\b", bare(text))
    assert not shouted, f"keywords in capitals: {shouted[:5]}"


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_one_engine_in_one_place(path):
    code = bare(path.read_text(encoding="utf-8"))
    found = [m.group() for rule in ENGINE_ONLY for m in re.finditer(rule, code, flags=re.I)]
    assert not found, f"{found}: belongs into macros/dialect.sql"


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_grain_opens_each_model(path):
    """The first thing to know of a table is what one row of it is."""
    text = path.read_text(encoding="utf-8")
    if "staging" in path.parts or "ref('est_" in text:
        pytest.skip("has the grain of its extract, or of the estimates behind it")
    assert text.lstrip().startswith("-- Grain"), "open with -- Grain: ..."
