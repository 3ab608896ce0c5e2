"""Row numbers of large files. Why: they are places of staged rows; behind a join the engine inserts a large file's rows in any order,
and several threads read it; then the quarantine would name good rows. Small files never show it."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

import ingest.store
import ingest.textfile as textfile
from ingest import load as loading
from pipeline.errors import BuildFailed
from tests.ingest.sites import arrests_site, load, query

# 4,000,000 rows make a file of 250 MB
ROWS = int(os.environ.get("LEAD_ORDER_ROWS", "400000"))


@pytest.fixture(autouse=True)
def many_threads(monkeypatch) -> None:
    monkeypatch.setattr(ingest.store, "THREADS", "4")


def table_of(rows: int) -> tuple[pa.Table, np.ndarray]:
    """Charges of which some have no severity of the list, and where those stand."""
    at = np.arange(rows)
    wrong = at % 9_973 == 17
    return pa.table({
        "person_id": np.char.add("P", (at % 90_000).astype("U")), "arrest_id": np.char.add("A", at.astype("U")),
        "arrest_date": pa.array(np.repeat("2021-03-04", rows)), "severity": pa.array(np.where(wrong, "?", "felony")),
        "is_warrant": pa.array(np.where(at % 3 == 0, "yes", "no")),
        # lines of all lengths, and fields that hold what parts them
        "charge_description": pa.array(np.where(at % 7 == 0, 'TAKING, "PETTY"', np.where(at % 5 == 0, "THEFT" * 9, "A, B"))),
    }), np.flatnonzero(wrong) + 1


def quarantined(site: Path) -> list[int]:
    return [n for (n,) in query(site, "select row_number from audit.quarantine where \"column\" = 'severity' order by 1")]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_row_numbers_of_a_large_file_are_those_of_the_file(tmp_path: Path, form: str) -> None:
    table, wrong = table_of(ROWS)
    if form == "parquet":
        pq.write_table(table, tmp_path / "arrests.parquet", row_group_size=40_000)
    else:
        pa_csv.write_csv(table, tmp_path / "arrests.csv")
    site = arrests_site(tmp_path, entry=f"format: {form}", name=f"arrests.{form}")
    load(site)
    assert quarantined(site) == wrong.tolist()
    # each row whole, in its place: nothing was cut where one thread took over from another
    stored = query(site, "select arrest_id, charge_description from raw.arrests order by cast(arrest_id[2:] as int)")
    good = np.setdiff1d(np.arange(ROWS), wrong - 1)
    expected = zip(table["arrest_id"].take(good).to_pylist(), table["charge_description"].take(good).to_pylist())
    assert stored == list(expected)


def test_line_breaks_in_quotes_do_not_move_row_numbers(tmp_path: Path) -> None:
    table, wrong = table_of(60_000)
    lines = [f'{p},{a},{d},{s},{w},"{"one" + chr(10) + "two" if i % 100 == 0 else "plain"}"' for i, (p, a, d, s, w) in enumerate(
        zip(*(table[c].to_pylist() for c in table.column_names[:5])))]
    (tmp_path / "arrests.csv").write_text("\n".join([",".join(table.column_names), *lines, ""]), encoding="utf-8")
    site = arrests_site(tmp_path, entry="format: csv", name="arrests.csv")
    load(site)
    assert quarantined(site) == wrong.tolist()


def test_rows_out_of_order_are_refused(tmp_path: Path, monkeypatch) -> None:
    table, _ = table_of(120_000)
    pa_csv.write_csv(table, tmp_path / "arrests.csv")
    site = arrests_site(tmp_path, entry="format: csv", name="arrests.csv")
    real = textfile._csv_relation
    monkeypatch.setattr(textfile, "_csv_relation", lambda path, *rest: real(path, *rest) if path.suffix == ".sample"
                        else f"(select * from {real(path, *rest)} order by c1 desc)")
    with pytest.raises(BuildFailed, match="order of the file"):
        load(site)


def test_the_lines_looked_at_stand_around_every_place_where_the_reader_parts_a_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(textfile, "PARTED_AT", 100)
    rng = np.random.default_rng(3)
    records = ["x" * n for n in rng.integers(1, 20, 400)]
    path = tmp_path / "plain"
    path.write_text("\n".join(["header", *records, ""]), encoding="utf-8")
    sample, numbers = textfile._parted_rows(path, tmp_path / "sample")
    assert sample.read_text(encoding="utf-8").split("\n")[1:-1] == [records[n - 1] for n in numbers]
    starts = np.cumsum([0, 7, *(len(r) + 1 for r in records)])
    cut = np.searchsorted(starts, np.arange(100, starts[-1], 100), side="right") - 1
    assert {int(n) for c in cut for n in (c - 1, c, c + 1) if 1 <= n <= 400} == set(numbers)


def test_staged_rows_are_inserted_in_batches_that_keep_their_order(tmp_path: Path, monkeypatch) -> None:
    plans = []

    def checked(self, s, f, opened, start, real=loading._Run._insert_staged):
        execute, con = self.con.execute, self.con

        class Explained:
            def __getattr__(self, name):
                return getattr(con, name)

            def execute(self, sql, *rest):
                if sql.startswith("INSERT INTO st_"):
                    plans.append(execute(f"EXPLAIN {sql}").fetchall()[0][1])
                return execute(sql, *rest)

        self.con = Explained()
        try:
            return real(self, s, f, opened, start)
        finally:
            self.con = con

    monkeypatch.setattr(loading._Run, "_insert_staged", checked)
    pa_csv.write_csv(table_of(2_000)[0], tmp_path / "arrests.csv")
    load(arrests_site(tmp_path, entry="format: csv, values: {severity: {felony: felony}}", name="arrests.csv"))
    assert plans and all("BATCH_INSERT" in p and "JOIN" not in p for p in plans), duckdb.__version__
