"""lead release check: what hand-made tables give away. Why: the evaluator's own table is the one that no machinery made."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.errors import UsageError, ValidationFailed
from pipeline.release.check import check_files, check_tables, problems
from tests.release import fake_marts

SAFE = [["district", "people", "year"], ["a", "25", "2024"], ["b", "0", "2025"]]


def test_a_safe_table_passes() -> None:
    """Why: a check that always fails is switched off."""
    assert problems(SAFE, 11) == [] and check_tables({"t": SAFE}, 11) == []
    hidden = [["group", "people"], ["a", "<11"], ["b", "*"], ["c", "40"], ["total", "70"]]
    assert check_tables({"t": hidden}, 11) == []


@pytest.mark.parametrize(("rows", "what"), [
    ([["group", "people"], ["a", "3"]], "row 1, column people: a count from 1 to 10"),
    ([["group", "people"], ["a", "3 (12 %)"]], "a count from 1 to 10"),
    ([["group", "people"], ["a", "-3"], ["b", "20"]], "row 1, column people: a count is negative"),
    ([["person_id", "people"], ["x", "20"]], "looks like a person's key"),
    ([["group", "people"], ["=1+1", "20"]], "as a formula"),
    ([["group", "people"], ["a", "20", "1"]], "row 1: has 3 cells"),
    ([["group", "people"]], "holds no rows"),
    ([["group", "n", "rate"], ["a", "200", "0.035"]], "column rate: a share that stands for a count"),
    ([["group", "n", "rate"], ["a", "200", "97.5 %"]], "column rate: a share that stands for a count"),
    ([["group", "people"], ["a", "20"], ["b", "<11"], ["c", "30"]], "the one hidden cell of its column"),
    ([["group", "people"], ["a", "20"], ["b", "<11"], ["total", "27"]], "row 2, column people: is hidden, and the totals"
                                                                        " bring it back exactly"),
    ([["group", "people"], ["a", "*"], ["b", "<11"], ["total", "5"]], "to within 6 values"),
    ([["group", "people"], ["a", "20"], ["b", "30"], ["total", "51"]], "the parts do not add up to the total"),
    ([["group", "people"], ["a", "20"], ["b", "30"], ["total", ""]], "the total is missing"),
    ([["group", "people"], ["a", "20"], ["b", "*"], ["c", "*"], ["total", "15"]], "contradict"),
    ([["race", "sex", "people"], ["a", "f", "20"], ["a", "m", "30"], ["a", "all", "50"], ["b", "f", "20"], ["b", "m", "25"]],
     "row 4, column sex: the total of its group is missing"),
    ([["group", "people", "score"], ["a", "20", "0.7"]], "column score: holds numbers under no declared rule"),
    ([["group", "mean_cost_usd"], ["a", "812.5"]], "column mean_cost_usd: stands without the count of people behind it"),
    ([["group", "people", "mean_cost_usd"], ["a", "<11", "812.5"], ["b", "*", "*"], ["c", "40", "90"]],
     "row 1, column mean_cost_usd: is shown although a count of its row is hidden"),
    ([["group", "men", "women", "total"], ["a", "*", "30", "37"], ["b", "40", "50", "90"]], "row 1, column men: is hidden"),
])
def test_each_fault_is_named_by_row_and_column(rows: list[list[str]], what: str) -> None:
    """Why: a finding without its place sends nobody to the cell."""
    found = check_tables({"t.csv": rows}, 11)
    assert any(what in f and f.startswith("t.csv: ") for f in found), found


def test_words_that_hold_a_rules_name_are_none() -> None:
    """Why: a column of a dictionary, "meaning", was taken for a mean, and a whole release refused."""
    assert problems([["measure", "meaning", "duration"], ["a", "what it says", "a year"]], 11) == []


def test_limits_are_those_of_the_site() -> None:
    """Why: 10 is small and 11 is not, at the default; a site may ask for more."""
    assert problems([["group", "people"], ["a", "11"]], 11) == []
    assert problems([["group", "people"], ["a", "11"]], 20)


def test_tables_are_attacked_together() -> None:
    """Why: each is safe, and the total of one gives the hidden cell of the other away."""
    by_district = [["district", "people"], ["a", "*"], ["b", "60"], ["c", "*"], ["total", "100"]]
    by_sex = [["district", "sex", "people"], ["a", "f", "16"], ["a", "m", "12"], ["a", "total", "28"]]
    assert check_tables({"one": by_district}, 11) == []
    assert check_tables({"two": by_sex}, 11) == []
    found = check_tables({"one": by_district, "two": by_sex}, 11)
    assert any("hidden in one file and printed in another" in f for f in found)
    assert any(f.startswith("one: row 3") and "bring it back exactly" in f for f in found)


def test_two_versions_of_a_table_are_compared() -> None:
    """Why: last quarter's table and this one's differ by three people."""
    then = [["district", "people"], ["a", "40"], ["b", "60"]]
    now = [["district", "people"], ["a", "43"], ["b", "90"]]
    found = check_tables({"q1": then, "q2": now}, 11)
    assert any("row 1, column people: differs from q1 by a count from 1 to 10" in f for f in found)
    assert any(f.endswith("row 2, column people: differs from q1") for f in found)


def test_files_are_read_refused_and_named(tmp_path: Path) -> None:
    """Why: exit 4 with every finding and no value; exit 2 for what is no table; and an honest word on what is not seen."""
    site = fake_marts.site()
    (tmp_path / "ok.csv").write_text("district,people\na,25\nb,31\n", encoding="utf-8")
    done = check_files(site, [tmp_path / "ok.csv"])
    assert "cannot see" in " ".join(done.lines)
    book = Workbook()
    book.active.append(["district", "people"])
    book.active.append(["c", 7])
    more = book.create_sheet("more")
    more.append(["district", "people"])
    more.append(["d", -4])
    book.save(tmp_path / "bad.xlsx")
    with pytest.raises(ValidationFailed) as failed:
        check_files(site, [tmp_path / "ok.csv", tmp_path / "bad.xlsx"])
    assert failed.value.exit_code == 4
    text = str(failed.value).replace(str(tmp_path), "")
    assert "2 findings" in text and "Sheet: row 1, column people" in text and "more: row 1" in text and "-4" not in text
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes("district,people\nZürich,20\n".encode("latin-1"))
    (tmp_path / "no.xlsx").write_bytes(b"no zip")
    for name in ("x.txt", "latin.csv", "no.xlsx", "absent.csv"):
        with pytest.raises(UsageError):
            check_files(site, [tmp_path / name])
