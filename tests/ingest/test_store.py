"""The store's connection is locked down, the crosswalk is private, and a damaged or killed load harms
nothing.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.load import load
from ingest.mapping import max_bits
from ingest.store import connect
from pipeline.canonical import EXTRACTS
from pipeline.errors import BuildFailed
from tests.ingest.sites import ARRESTS, arrests_site, csv_text, ledger, query, site, write

ROWS = [[f"SRC{i:03d}", f"a{i}", 1, "2020-02-03", "", "C1", "", "", ""] for i in range(30)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{outside}')",
        "COPY (SELECT 1) TO '{outside}.out'",
        "ATTACH '{outside}.duckdb' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access=true",
        "SET memory_limit='1GB'",
        "SELECT * FROM some_frame",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
    ],
)
def test_the_connection_reads_and_writes_nothing_else(tmp_path, sql):
    some_frame = [1]  # noqa: F841  (a Python variable must not become a table)
    work = tmp_path / "work"
    work.mkdir()
    outside = write(tmp_path, "outside.txt", "secret")
    inside = write(tmp_path, "inside.csv", "a\n1\n")
    con = connect(work, [inside], {})
    assert con.execute(f"SELECT count(*) FROM read_csv('{inside}')").fetchall() == [(1,)]
    with pytest.raises(duckdb.Error):
        con.execute(sql.format(outside=outside))
    con.close()


def test_the_checks_of_every_extract_fit_their_bits():
    assert max_bits() < 32


def test_a_closed_list_is_stored_as_one(tmp_path):
    """A byte a row, in its own order; no other column is one of these."""
    columns = query(load(arrests_site(tmp_path, csv_text(ARRESTS, ROWS))),
                    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'raw'")
    types = {(table, column): kind for table, column, kind in columns}
    for extract in EXTRACTS.values():
        for c in extract.columns:
            words = ", ".join(f"'{v}'" for v in c.values)
            assert (types[extract.name, c.name] == f"ENUM({words})") == (c.kind == "enum"), (extract.name, c.name)


def _listed(result, column: str) -> str:
    return query(result, "SELECT data_type FROM information_schema.columns WHERE table_schema = 'raw' AND table_name = 'arrests' "
                         f"AND column_name = '{column}'")[0][0]


def test_texts_of_few_values_are_stored_as_lists_of_what_is_stored(tmp_path, monkeypatch):
    """What is set aside, or not kept, stands in no list either; a key of rows is none; what is kept as it was stays one."""
    rows = [[*row[:8], ("East", "West")[i % 2]] for i, row in enumerate(ROWS)]
    rows += [["SRC098", "a98", 1, "2020-13-40", "", "C1", "", "", "Setaside"]]
    rows += [["SRC099", "a99", 1, "2020-02-03", "", "C1", "", "", "see behind the depot"]]
    deaths = "person_id,death_date\n"
    both = "arrests: {path: arrests.csv, data_from: 2010-01-01}\ndeaths: {path: deaths.csv, data_from: 2010-01-01}"
    write(tmp_path, "arrests.csv", csv_text(ARRESTS, rows))
    write(tmp_path, "deaths.csv", deaths + "SRC001,2021-01-01\n")
    first = load(site(tmp_path, both))
    assert query(first, "SELECT DISTINCT district::VARCHAR FROM raw.arrests ORDER BY 1") == [("East",), ("West",), ("other district",)]
    assert _listed(first, "district") == "ENUM('East', 'West', 'other district')"
    assert _listed(first, "charge_code") == "ENUM('C1')"
    assert _listed(first, "arrest_id") == "VARCHAR"
    write(tmp_path, "deaths.csv", deaths + "SRC002,2021-01-01\n")
    second = load(site(tmp_path, both))
    assert second.changed and _listed(second, "district") == _listed(first, "district")
    monkeypatch.setattr("ingest.load.MOST_LISTED", 2)
    write(tmp_path, "arrests.csv", csv_text(ARRESTS, rows[::-1]))
    third = load(site(tmp_path, both))
    assert (_listed(third, "district"), _listed(third, "charge_code")) == ("VARCHAR", "ENUM('C1')")
    assert query(third, "SELECT district, count(*) FROM raw.arrests GROUP BY 1 ORDER BY 1") == [
        ("East", 15), ("West", 15), ("other district", 1)
    ]  # fmt: skip


def test_a_damaged_store_is_told_and_stays(tmp_path):
    s = arrests_site(tmp_path, csv_text(ARRESTS, ROWS))
    store = load(s).store
    store.write_bytes(store.read_bytes()[:5000])
    with pytest.raises(BuildFailed, match=r"ingest\.duckdb: .*damaged"):
        load(s)
    store.unlink()
    assert load(s).rows_loaded == 30


def test_readers_of_the_last_store_do_not_stop_a_load(tmp_path):
    s = arrests_site(tmp_path, csv_text(ARRESTS, ROWS))
    reader = duckdb.connect(str(load(s).store), read_only=True)
    assert load(arrests_site(tmp_path, csv_text(ARRESTS, ROWS[:29]))).rows_loaded == 29
    assert reader.execute("SELECT count(*) FROM raw.arrests").fetchall() == [(30,)]
    reader.close()


def test_a_store_open_for_writing_elsewhere_is_told(tmp_path):
    s = arrests_site(tmp_path, csv_text(ARRESTS, ROWS))
    store = load(s).store
    code = (
        f"import duckdb, time; c = duckdb.connect({str(store)!r}); print('open', flush=True); time.sleep(30)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None and other.stdout.readline() == b"open\n"
        with pytest.raises(BuildFailed, match="open elsewhere"):
            load(s)
    finally:
        other.kill()
        other.wait()


def test_a_killed_load_leaves_the_last_store_and_the_next_one_cleans_up(tmp_path):
    """Killed at several moments: the store is the old or the new one, and nothing is left lying about."""
    s = arrests_site(tmp_path, csv_text(ARRESTS, ROWS))
    load(s)
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from ingest.load import load; "
        "from pipeline.settings import load_site; s = load_site(sys.argv[1]); print('go', flush=True); "
        "load(s)"
    )
    root = str(Path(__file__).parents[2])
    for k, wait in enumerate((0.0, 0.02, 0.05, 0.1)):
        write(tmp_path, "arrests.csv", csv_text(ARRESTS, ROWS[: 29 - k]))
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "site.yml"), root], stdout=subprocess.PIPE
        )
        assert child.stdout is not None and child.stdout.readline() == b"go\n"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert query(s, "SELECT count(*) FROM raw.arrests")[0][0] in (30 - k, 29 - k)
        result = load(s)
        assert ledger(result)["arrests.csv"][0] == 29 - k
        assert sorted(p.name for p in (tmp_path / "out/work").iterdir()) == ["ingest.duckdb", "ingest.lock"]


def test_a_full_disk_is_told_and_harms_nothing(tmp_path, monkeypatch):
    s = arrests_site(tmp_path, csv_text(ARRESTS, ROWS))
    before = load(s).store.read_bytes()
    write(tmp_path, "arrests.csv", csv_text(ARRESTS, ROWS[:20]))

    def full(*_args, **_keywords):
        raise OSError(28, "No space left on device")

    for name in ("replace", "mkdir"):
        with monkeypatch.context() as patched:
            patched.setattr(os, name, full)
            with pytest.raises(BuildFailed, match="No space left"):
                load(s)
        assert (tmp_path / "out/work/ingest.duckdb").read_bytes() == before
    assert load(s).rows_loaded == 20
