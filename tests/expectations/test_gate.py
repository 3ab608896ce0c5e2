"""The Great Expectations gate: it counts, it fails, and it never keeps a value."""

import duckdb
import pytest

from expectations.gate import load_suites, run_gate, write_results

CANARY = "QZ-CANARY-7731"


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gate")
    with duckdb.connect(str(folder / "warehouse.duckdb")) as conn:
        conn.execute("create schema audit; create schema marts")
        conn.execute("create table audit.row_ledger as select * from (values ('a', 3, 2, 0, 1, 0), (?, 3, 3, 3, 1, 0))"
                     " as t(file, rows_read, rows_loaded, rows_quarantined, rows_duplicate, rows_withdrawn)", [CANARY])
        conn.execute("create table marts.attrition as select 'x' as step, 3 as n_in, 1 as n_excluded, 2 as n_out")
    with duckdb.connect(str(folder / "store.duckdb")) as conn:
        conn.execute("create schema raw")
        conn.execute("create table raw.deaths as select 1 as person_id, cast(null as date) as death_date"
                     " union all select 1, date '2020-01-01'")
    return run_gate(folder / "warehouse.duckdb", folder / "store.duckdb"), folder


def test_failures_are_counted_by_rule(result):
    """Why: a gate that does not fail on a broken ledger, an empty date or a repeated key guards nothing."""
    failed = {(c.table, c.number): c.unexpected for c in result[0].failures}
    assert failed == {("audit.row_ledger", 1): 1, ("store.raw.deaths", 1): 1, ("store.raw.deaths", 2): 2}


def test_what_holds_passes_and_what_is_missing_is_named(result):
    """Why: a table that was not there must not look as if it had passed."""
    assert any(c.table == "marts.attrition" and c.success for c in result[0].checks)
    assert "marts.cohort" in result[0].absent


def test_results_hold_no_value(result):
    """Why: validation results are kept and passed around; a person's value must not travel with them."""
    write_results(result[0], result[1] / "out")
    for path in (result[1] / "out").iterdir():
        assert CANARY not in path.read_text()


def test_every_expectation_says_why():
    """Why: suites are reviewed files; a rule without a reason can't be reviewed."""
    for suite in load_suites():
        for expectation in suite["expectations"]:
            assert expectation["why"]


@pytest.fixture
def fetched(monkeypatch):
    """Rows that each answer brought."""
    from sqlalchemy.engine import cursor

    fetched = []

    class Counting(cursor.FullyBufferedCursorFetchStrategy):
        def __init__(self, dbapi_cursor, **kwargs):
            fetched.append(len(kwargs["initial_buffer"]))
            super().__init__(dbapi_cursor, **kwargs)

    monkeypatch.setattr(cursor, "FullyBufferedCursorFetchStrategy", Counting)
    return fetched


def test_no_table_is_read_row_by_row(tmp_path, fetched):
    """Why: the library asks for a table's columns by its whole query; at a State's size that was gigabytes."""
    for name in ("warehouse", "store"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as conn:
            conn.execute("create schema raw")
            conn.execute("create table raw.deaths as select i as person_id, date '2020-01-01' as death_date"
                         " from range(2000) as r(i)")
    result = run_gate(tmp_path / "warehouse.duckdb", tmp_path / "store.duckdb")
    assert result.checks and result.success
    assert 0 < max(fetched) < 100


def test_rows_at_fault_are_counted_and_stay_where_they_are(tmp_path, fetched):
    """Why: their values must not travel, and of a State's table there may be millions."""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as conn:
        conn.execute("create schema marts; create schema raw")
        conn.execute("create table marts.rearrest_outcomes as select 't' as trial_id, '?' as event_type, true as is_rearrested,"
                     " false as is_observed, 1 as arrest_events, 1 as street_days, 1 as days_to_first_event, 90 as horizon_days"
                     " from range(700)")
    with duckdb.connect(str(tmp_path / "store.duckdb")) as conn:
        conn.execute("create schema raw")
        # one key thrice, one twice
        conn.execute("create table raw.arrests as select i // 3 as person_id, 'A' as arrest_id, 1 as charge_number,"
                     " date '2020-01-01' as arrest_date, date '2021-01-01' as offense_date, 'felony' as severity,"
                     " 'other' as offense_category, 'unknown' as warrant_type, 'booked' as disposition from range(5) as r(i)")
    result = run_gate(tmp_path / "warehouse.duckdb", tmp_path / "store.duckdb")
    failed = {(c.table, c.why): c.unexpected for c in result.failures}
    assert failed == {
        ("marts.rearrest_outcomes", "the enumeration is closed"): 700,
        ("marts.rearrest_outcomes", "an outcome is known exactly where it was observed"): 700,
        ("store.raw.arrests", "a quarantined row must not have slipped through"): 5,
        ("store.raw.arrests", "the key of a charge is unique"): 2,
    }
    assert max(fetched) < 100
