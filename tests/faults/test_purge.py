"""Why: an expunged record must be gone from every file that we keep, and must not come back with an old delivery."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zlib
from pathlib import Path

import duckdb
import pytest

from pipeline import publish
from pipeline.settings import load_site
from tests.faults.figures import record
from tests.faults.support import lead, small_site

MARK = "XQZSENTINEL"


PERSONS = 40


def marked(site: Path, n: int = PERSONS) -> tuple[Path, bytes, bytes]:
    """Puts marked rows of people of their own into an arrests file; returns it, with its bytes with and without them."""
    path = sorted((site.parent / "extracts").glob("arrests_*.csv"))[-2]
    clean = path.read_bytes()
    names, *rows = csv.reader(io.StringIO(clean.decode()))
    out = io.StringIO()
    for i in range(n):
        row = dict(
            zip(names, rows[i]),
            SUBJ=f"{MARK}P{i}",
            ARR_NO=f"{MARK}A{i}",
            CHG_DESC=f"{MARK} TEXT {i}",
            OFCR=f"{MARK}O{i}",
        )
        csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(row.values())
    return path, clean + out.getvalue().encode(), clean


def holders(folder: Path) -> list[str]:
    """Files under ``folder`` that hold the mark: as bytes, in compressed streams of PDFs, or in a column of a database."""
    found = set()
    for path in (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        if MARK.encode() in data or MARK.encode("utf-16-le") in data:
            found.add(name)
        if path.suffix == ".pdf":
            start = 0
            while (start := data.find(b"stream\n", start)) >= 0:
                try:
                    if MARK.encode() in zlib.decompressobj().decompress(data[start + 7 :]):
                        found.add(name)
                except zlib.error:
                    pass
                start += 7
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as con:
                tables = con.execute(
                    "select database_name, schema_name, table_name from duckdb_tables()"
                ).fetchall()
                for table in tables:
                    quoted = ".".join(f'"{part}"' for part in table)
                    if con.execute(
                        f"select count(*) from {quoted} t where contains(t::varchar, '{MARK}')"
                    ).fetchone()[0]:
                        found.add(f"{name}: {table[2]}")
    return sorted(found)


def of_persons(folder: Path, persons: list[int]) -> list[str]:
    """Tables of any database under ``folder`` with rows of the persons (by surrogate)."""
    found = []
    for path in folder.rglob("*.duckdb"):
        if path.is_relative_to(folder / "current"):
            continue
        with duckdb.connect(str(path), read_only=True) as con:
            tables = con.execute(
                "select schema_name, table_name from duckdb_columns() semi join duckdb_tables() using"
                " (schema_name, table_name) where column_name = 'person_id'"
            ).fetchall()
            for schema, table in tables:
                n = con.execute(
                    f'select count(*) from "{schema}"."{table}" where person_id in {(*persons, -1)}'
                ).fetchone()[0]
                found += [f"{path.relative_to(folder)}: {schema}.{table}"] * (n > 0)
    return found


def test_generations_of_before_a_withdrawal_go_with_the_next_one(tmp_path):
    """Why: they hold the rows; the published one stays readable until its successor stands."""
    site = load_site(small_site(tmp_path))
    private, work = site.out / "private", site.out / "work"

    def generation() -> Path:
        folder = publish.new_build_dir(site)
        (folder / "page").write_text("x")
        publish.write_manifest(folder, {"withdrawals": publish.withdrawals_state(site)})
        return publish.publish(site, folder)

    first, second = generation(), generation()
    assert publish.purge(site) == []
    private.mkdir()
    (private / "tombstones.duckdb").write_bytes(b"one")
    (work / "dev.duckdb").write_bytes(b"rows")
    assert publish.purge(site) == [first.name]
    assert (
        publish.predates_withdrawal(site, second) and second.is_dir() and not (work / "dev.duckdb").exists()
    )
    (work / "dev.duckdb").write_bytes(b"rows of after")
    third = generation()
    assert publish.purge(site) == [second.name]
    assert third.is_dir() and (work / "dev.duckdb").exists()


@pytest.mark.faults
def test_a_withdrawn_row_leaves_no_byte_and_does_not_come_back(tmp_path):
    site = small_site(tmp_path / "site", control_totals=None)
    data = site.read_text()
    start = data.index("  control_totals:")
    site.write_text(data[:start] + data[data.index("\n", data.index("path", start)) + 1 :])
    path, with_it, without = marked(site)
    out = site.parent / "out"

    def run(*args: str) -> dict:
        done = lead("run", "--site", site, "--json", *args)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.strip().splitlines()[-1])

    path.write_bytes(with_it)
    run("--no-reports")
    run("--no-reports", "--force")
    assert lead("build", "--site", site).returncode == 0
    shutil.copytree(out, tmp_path / "before")
    with duckdb.connect(str(out / "work" / "ingest.duckdb"), read_only=True) as con:
        persons = [
            r[0]
            for r in con.execute(
                f"select person_id from raw.arrests where arrest_id like '{MARK}%'"
            ).fetchall()
        ]
    assert holders(out) and len(of_persons(out, persons)) > 5, "what is to be gone must have been there"
    path.write_bytes(without)
    loaded = lead("ingest", "--site", site)
    assert "still holds" in loaded.stdout, loaded.stdout + loaded.stderr
    assert "withdrawn after it was made" in lead("status", "--site", site).stdout
    assert "withdrawn since" in lead("doctor", "--site", site).stdout
    run()
    left = holders(out) + of_persons(out, persons)
    path.write_bytes(with_it)
    again = run("--no-reports")
    back = holders(out) + of_persons(out, persons)
    withdrawn = sum(f["rows_withdrawn"] for f in again["ledger"])
    n_files = sum(p.is_file() for p in out.rglob("*"))
    record(
        "withdrawn",
        "1 whole",
        f"rows of {PERSONS} marked people loaded, published twice and built by hand, then withdrawn by the"
        f" next snapshot; the mark and the surrogates searched as bytes, in PDF streams and in every table"
        f" of the {n_files} files under out/",
        f"{len(left)} files hold it",
    )
    record(
        "withdrawn",
        "2 again",
        "the old file loaded again",
        f"{len(back)} files hold it, {PERSONS - withdrawn} of {PERSONS} rows came back",
    )
    assert left == [] and back == [] and withdrawn == PERSONS
