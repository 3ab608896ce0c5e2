"""Row numbers of large files. Why: they are places of staged rows; behind a join the engine inserts a large file's rows in any order,
and then the quarantine names good rows. Small files never show it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from tests.ingest.sites import arrests_site, load, query

ROWS = 400_000


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_row_numbers_of_a_large_file_are_those_of_the_file(tmp_path: Path, form: str) -> None:
    at = np.arange(ROWS)
    wrong = at % 9_973 == 17
    table = pa.table({
        "person_id": np.char.add("P", (at % 90_000).astype("U")), "arrest_id": np.char.add("A", at.astype("U")),
        "arrest_date": pa.array(np.repeat("2021-03-04", ROWS)), "severity": pa.array(np.where(wrong, "?", "felony")),
        "is_warrant": pa.array(np.where(at % 3 == 0, "yes", "no")),
    })
    if form == "parquet":
        pq.write_table(table, tmp_path / "arrests.parquet", row_group_size=40_000)
    else:
        pa_csv.write_csv(table, tmp_path / "arrests.csv")
    site = arrests_site(tmp_path, entry=f"format: {form}", name=f"arrests.{form}")
    load(site)
    found = query(site, "select row_number from audit.quarantine where \"column\" = 'severity' order by 1")
    assert [n for (n,) in found] == (np.flatnonzero(wrong) + 1).tolist()
