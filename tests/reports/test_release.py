"""The one reader of the release: a hidden number may never turn into a number, nor a reader into a writer."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from reports.errors import UsageError
from reports.release import ABSENT, Release, Value, derive

REPORTS = Path(__file__).resolve().parents[2] / "reports"


def test_hidden_number_has_no_value(releases):
    # Why: a suppressed cell read as nought would be published as nought.
    release = releases["n60_much"]
    seen = 0
    for name in ("rearrest_rates", "effects", "engagement_funnel"):
        frame = release.wide(name)
        for column in frame.columns:
            for value in frame[column]:
                if isinstance(value, Value) and value.status != "shown":
                    seen += 1
                    assert value.value is None
                    with pytest.raises(ValueError, match="has no number"):
                        float(value)
    assert seen > 50


def test_value_finds_the_one_row(releases):
    release = releases["n300"]
    direct = duckdb.connect(str(releases.path("n300")), read_only=True)
    expected = direct.execute(
        "select value from rearrest_rates where measure = 'rate' and arm = 'lead' and door = "
        "'arrest_diversion'"
        " and outcome = 'new_offense' and horizon_days = 365"
    ).fetchone()[0]
    direct.close()
    got = release.value(
        "rearrest_rates", "rate", arm="lead", door="arrest_diversion", outcome="new_offense", horizon_days=365
    )
    assert got.value == expected
    with pytest.raises(ValueError, match="expected one"):
        release.value("rearrest_rates", "rate", arm="lead")


def test_missing_table_and_missing_measure_are_absent(releases):
    # Why: reports are owed on whatever a site has; a missing table must be a status, not a crash.
    release = releases["bare"]
    assert release.value("cost_summary", "net_usd", payer="all").status == ABSENT
    assert release.value("effects", "no_such_measure", outcome="felony").status == ABSENT
    assert release.table("cost_summary").empty


def test_derived_number_is_hidden_with_its_inputs():
    shown, hidden = Value(0.4), Value(None, "suppressed_complementary")
    assert derive("minus", shown, Value(0.1)).value == pytest.approx(0.3)
    assert derive("minus", shown, hidden).status == "suppressed_complementary"
    assert derive("ratio", shown, Value(0.0)).status == "not_estimable"


def test_release_is_opened_read_only_and_closed(releases, tmp_path):
    # Why: a report that held the file's lock would block the next run.
    path = releases.path("n60")
    before = path.read_bytes()
    Release.open(path)
    with duckdb.connect(str(path)) as connection:  # a writer gets in at once
        connection.execute("select 1")
    assert path.read_bytes() == before


def test_bad_files_are_refused_in_one_line(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        Release.open(tmp_path / "none.duckdb")
    (tmp_path / "text.duckdb").write_text("no database")
    with pytest.raises(UsageError, match="can't be read"):
        Release.open(tmp_path / "text.duckdb")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("create table t (x int)")
    with pytest.raises(UsageError, match="is no release"):
        Release.open(tmp_path / "other.duckdb")


def test_nothing_else_in_reports_opens_a_database():
    # Why: the release is the only way into a report; a second door would pass by the disclosure control.
    offenders = [
        p.name
        for p in sorted(REPORTS.rglob("*.py"))
        if p.name != "release.py"
        and re.search(r"import duckdb|duckdb\.connect|sqlite3|read_parquet", p.read_text(encoding="utf-8"))
    ]
    assert offenders == []
    users = [
        p.name
        for p in sorted(REPORTS.rglob("*.py"))
        if p.name != "release.py" and re.search(r"\bWarehouse\b", p.read_text(encoding="utf-8"))
    ]
    assert users == []
