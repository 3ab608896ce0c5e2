"""What may never be read off a report of access: parity from few data, a ranking, a hidden count as nought,
a before-and-after across a change of policy. Each test is a refusal, and breaks when the words or the guard
go."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace

import pandas as pd
import pytest

from ingest import reasons
from reports import access, common
from reports import words as w
from reports.errors import UsageError
from reports.release import Release, Value


def shown(number: float) -> Value:
    return Value(number, "shown", "test")


def long(grain: dict, **numbers: float | None) -> list[dict]:
    return [
        {
            **grain,
            "measure": m,
            "value": v,
            "value_status": "shown" if v is not None else "suppressed_primary",
        }
        for m, v in numbers.items()
    ]


def release(
    rows: dict[str, list[dict]], events: tuple[tuple[str, str], ...] = (), min_cell: int = 11
) -> Release:
    manifest = {
        "site": "Test County",
        "programme": "Test LEAD",
        "min_cell": str(min_cell),
        "accrual_start": "2021-01-01",
        "data_through": "2022-12-31",
    }
    tables = {name: pd.DataFrame(r) for name, r in rows.items()}
    tables["release_manifest"] = pd.DataFrame({"key": list(manifest), "value": list(manifest.values())})
    tables["context_events"] = pd.DataFrame(list(events), columns=["event_date", "label"])
    return Release(tables, None, "test")


def words(blocks: list) -> str:
    return json.dumps([b for b in blocks if b is not None], default=str)


@pytest.mark.parametrize("column", ["person_id", "risk_score", "rank", "officer_id", "case_manager"])
def test_no_report_holds_a_row_score_or_rank_of_a_person(column):
    with pytest.raises(UsageError, match="not scored, ranked or listed"):
        access.check_grain(["quarter", column])
    with pytest.raises(UsageError):
        access.grant(release({"grant_measures": long({"period": "2021-Q1", column: "x"}, numerator=20.0)}))


def test_parity_is_never_claimed_from_an_interval_that_holds_nought():
    wide = shown(-0.01), shown(-0.20), shown(0.18)
    assert not access.parity_claim(*wide)
    assert not access.parity_claim(*wide, margin=shown(0.05))
    assert access.gap_words(*wide) == "not told apart by these data"
    # only a whole interval within a margin that was stated beforehand
    assert access.parity_claim(shown(0.0), shown(-0.01), shown(0.02), margin=shown(0.05))
    assert not access.parity_claim(shown(0.0), shown(-0.01), shown(0.02))


GAP = {"stage": "offered", "group_by": "race", "share_of": "eligible", "reference_group": "Z"}


def test_groups_stand_by_name_and_never_by_size_of_gap():
    rows = []
    for group, gap in (("B", -0.30), ("unknown", 0.4), ("A", 0.02), ("Z", None), ("C", -0.05)):
        rows += long(
            {**GAP, "group": group},
            difference=gap,
            difference_lower=gap and gap - 0.1,
            difference_upper=gap and gap + 0.1,
            ratio=gap and 1.0,
            ratio_lower=gap and 0.9,
            ratio_upper=gap and 1.1,
        )
    found = access.gaps(release({"access_gaps": rows}))
    table = next(b for b in found if b and b["t"] == "table")
    names = ["".join(run["s"] for run in r["cells"][0]) for r in table["rows"]]
    assert [n.split(" ")[0] for n in names] == ["A", "B", "C", "Z", "Unknown"]
    text = words(found)
    assert "described, not ranked" in text and "p =" not in text and "significant" not in text


@pytest.mark.parametrize("min_cell", [11, 20])
def test_a_hidden_harm_is_not_evidence_of_none(min_cell):
    rows = []
    for name, n in (("overdoses_fatal", None), ("deaths", 25.0), ("ed_visits", 0.0)):
        rows += long(
            {"period": "all periods", "measure_name": name, "group_by": "overall", "group": "all"},
            numerator=n,
        )
    text = words(access.harms(release({"grant_measures": rows}, min_cell=min_cell)))
    assert f"fewer than {min_cell}; not evidence of none" in text
    assert "Deaths: 25." in text and "ED visits: 0." in text


def test_no_extract_of_harm_is_not_none():
    assert "not the same as none" in words(access.harms(release({})))


def volume() -> dict[str, list[dict]]:
    quarters = [f"{y}-Q{q}" for y in (2019, 2020, 2021, 2022) for q in (1, 2, 3, 4)]
    return {
        "arrest_volume": [
            r for q in quarters for r in long({"quarter": q, "category": "all"}, n_events=100.0)
        ]
    }


def test_before_and_after_is_refused_across_a_dated_change():
    changed = release(volume(), (("2020-03-20", "certain charges no longer prosecuted"),))
    found = access.before_after(changed)
    assert [b["t"] for b in found] == ["callout"] and "no longer prosecuted" in words(found)
    # asked for all the same, it stands under a warning that names the change
    warned = access.before_after(changed, warned=True)
    assert [b["t"] for b in warned] == ["callout", "table"] and "no longer prosecuted" in words(warned[:1])
    # a change outside the quarters compared stops nothing
    assert [b["t"] for b in access.before_after(release(volume(), (("2010-01-01", "long ago"),)))] == [
        "table"
    ]


def test_quarters_end_on_their_last_day():
    assert access._last_day("2020-Q4") == dt.date(2020, 12, 31) and access._first_day("2020-Q4") == dt.date(
        2020, 10, 1
    )
    assert access._last_day("2020-Q1") == dt.date(2020, 3, 31)


def test_a_report_without_these_tables_says_so():
    empty = release({})
    for section in (
        access.access(empty),
        access.staying(empty),
        access.enforcement(empty),
        access.grants(empty),
    ):
        assert section.blocks


def test_a_column_of_which_nothing_is_shown_is_said_once():
    # Why: tables of sixty "hidden" hide the few numbers that are there.
    head, rows = ["Sex", "Offered", "Intake", "Engaged"], [["A", "1", "hidden", "not estimable"], ["B", "hidden", "", "not estimable"]]
    shown = common.shown_columns(head, rows)
    assert shown[:2] == (["Sex", "Offered"], [["A", "1"], ["B", "hidden"]])
    assert shown[2] == "Hidden in every row: intake. Not estimable in every row: engaged."
    note = common.note_for(SimpleNamespace(setting_number=lambda key: Value(11.0, "shown", key)), [["A", "1"]], shown[2])
    assert "“hidden”: fewer than 11" in note and "“not estimable”" in note
    # withheld is a reason of its own, and a table keeps one column at least
    assert common.shown_columns(["Sex", "X"], [["A", "withheld"]])[0] == ["Sex", "X"]
    assert common.shown_columns(["Sex", "X"], [["A", "hidden"]])[0] == ["Sex", "X"]


def test_each_reason_of_quarantine_has_words():
    # Why: a reason printed as its code ("Not in enumeration") says nothing to who reads the report alone.
    assert set(w.QUARANTINE) == set(reasons.REASONS)
