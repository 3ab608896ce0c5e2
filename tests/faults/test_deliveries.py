"""Why: providers send files twice, late, early, re-sorted and changed. What stands after a set of deliveries may depend on
what they say and never on how they came.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import duckdb
import pytest

from ingest.load import load
from pipeline.errors import LeadError
from tests.faults.figures import record
from tests.faults.support import lead, small_site
from tests.ingest.sites import csv_text, query, site, write
from tests.ingest.test_history import HEAD, MUTATIONS, describe, rows, text

ARRESTS = "person_id,arrest_id,charge_number,arrest_date,charge_code,district"
CONTACTS = "contact_id,person_id,contact_date,contact_type,minutes"
REFERRALS = "referral_id,person_id,referral_date,door,decision"


def state(result) -> str:
    """A hash over every raw table and the ledger's sums, surrogates replaced by the persons' rows they stand for."""
    digest = hashlib.sha256()
    with duckdb.connect(str(result.store), read_only=True) as con:
        key = (
            "(select list(x order by x) from (select a.arrest_id || a.arrest_date as x from raw.arrests a"
            " where a.person_id = t.person_id))"
        )
        for (name,) in con.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw' order by 1"
        ).fetchall():
            columns = [
                r[0]
                for r in con.execute(
                    f"select column_name from duckdb_columns() where schema_name = 'raw' and"
                    f" table_name = '{name}' order by column_index"
                ).fetchall()
            ]
            who = f", {key}" if "person_id" in columns else ""
            left = f"* exclude (person_id){who}" if who else "*"
            if who and len(columns) == 1:
                left = key
            digest.update(
                str(con.execute(f"select {left} from raw.{name} t order by all").fetchall()).encode()
            )
        digest.update(
            str(
                con.execute(
                    "select extract, sum(rows_read), sum(rows_loaded), sum(rows_quarantined) from"
                    " audit.row_ledger group by 1 order by 1"
                ).fetchall()
            ).encode()
        )
    return digest.hexdigest()


def parts(rng: random.Random) -> list[list[list[str]]]:
    """Six files of arrests with repeats within and between them, conflicts and bad rows."""
    all_rows = [
        [
            f"P{i % 40}",
            f"A{i // 2}",
            str(1 + i % 2),
            f"2020-{1 + i % 12:02d}-{1 + i % 28:02d}",
            f"C{i % 9}",
            "Central",
        ]
        for i in range(240)
    ]
    all_rows = [[f"P{int(r[1][1:]) % 40}", *r[1:]] for r in all_rows]
    all_rows += [
        all_rows[3],
        all_rows[77],
        [*all_rows[5][:4], "C99", "Central"],
        ["P1", "A900", "1", "no date", "C1", ""],
    ]
    files = [all_rows[i::6] for i in range(6)]
    files[4].append(files[1][0])
    return files


def load_order(folder: Path, files: list, rng: random.Random) -> str:
    names = rng.sample("abcdef", 6)
    for name, content in zip(names, files, strict=True):
        write(folder, f"{name}.csv", csv_text(ARRESTS, rng.sample(content, len(content))))
    return state(load(site(folder, "arrests: {path: '?.csv', data_from: 2010-01-01}")))


def orders(tmp_path: Path, n: int) -> int:
    """How many of ``n`` orders of files and rows (each into a new site, one in five again into an old one) differ."""
    rng = random.Random(4)
    files = parts(rng)
    first = load_order(tmp_path / "first", files, rng)
    other = 0
    for i in range(n):
        folder = tmp_path / ("again" if i % 5 == 4 else f"n{i}")
        other += load_order(folder, files, rng) != first
    return other


def test_files_in_some_orders_are_one_state(tmp_path):
    """Why: see the head; 200 orders stand behind the marker ``faults``."""
    assert orders(tmp_path, 2) == 0


@pytest.mark.faults
def test_files_in_200_orders_are_one_state(tmp_path):
    n = 200
    other = orders(tmp_path, n)
    twice = 0
    for i in range(10):
        folder = tmp_path / f"twice{i}"
        files = parts(random.Random(1))
        for j, content in enumerate(files):
            write(folder, f"{j}.csv", csv_text(ARRESTS, content))
        described = site(folder, "arrests: {path: '?.csv', data_from: 2010-01-01}")
        before = state(load(described))
        one = query(described, "select * from raw.arrests order by all")
        write(folder, "9.csv", csv_text(ARRESTS, files[i % 6]))  # the same file under another name
        load(described)
        twice += query(described, "select * from raw.arrests order by all") != one
        assert before
    record(
        "orders",
        "1",
        f"{n} random orders of six files and of their rows, and one file delivered again under another name"
        " (10 times), hashes over all tables",
        f"{1 - other / n:.0%} of the orders equal, {10 - twice} of 10 repeats change nothing",
    )
    assert not other and not twice


def snapshots() -> list[list[list[str]]]:
    """Five states of an extract: corrections, additions and withdrawals."""
    base = [[f"P{i % 30}", f"A{i}", "1", "2020-03-04", f"C{i % 5}", "Central"] for i in range(60)]
    out = [base]
    for k in range(1, 5):
        state_ = [list(r) for r in out[-1] if r[1] != f"A{k * 7}"]
        state_[k][4] = f"CORR{k}"
        state_.append([f"P{k}", f"A{100 + k}", "1", "2021-03-04", "C1", "Eastern"])
        out.append(state_)
    return out


def converge(tmp_path: Path, n: int) -> tuple[int, int]:
    """How many of ``n`` shuffled courses of five snapshots, and of five incremental files, end otherwise than in order."""
    rng = random.Random(9)
    taken = snapshots()

    def snapshot_course(folder: Path, order: list[int]) -> str:
        for k in order:
            write(folder, "a.csv", csv_text(ARRESTS, taken[k]))
            result = load(
                site(folder, f"arrests: {{path: a.csv, data_from: 2010-01-01, as_of: 2024-0{k + 1}-01}}")
            )
        rows_ = query(result, "select * exclude person_id from raw.arrests order by all")
        return hashlib.sha256(str(rows_).encode()).hexdigest()

    pieces = [
        [[f"K{i}", f"P{i % 7}", "2021-05-06", "outreach", str(k)] for i in range(k * 3, k * 3 + 12)]
        for k in range(5)
    ]

    def incremental_course(folder: Path, order: list[int]) -> str:
        write(
            folder,
            "r.csv",
            csv_text(
                REFERRALS, [[f"R{i}", f"P{i}", "2021-01-01", "community", "accepted"] for i in range(7)]
            ),
        )
        for k in order:
            write(folder, f"c{k}.csv", csv_text(CONTACTS, pieces[k]))
            result = load(
                site(folder, "referrals: {path: r.csv}\nengagements: {path: 'c*.csv', mode: incremental}")
            )
        rows_ = query(result, "select * exclude person_id from raw.engagements order by all")
        return hashlib.sha256(str(rows_).encode()).hexdigest()

    wrong = []
    for course in (snapshot_course, incremental_course):
        right = course(tmp_path / f"{course.__name__}-right", [0, 1, 2, 3, 4])
        wrong.append(0)
        for i in range(n):
            order = rng.sample(range(5), 5) + ([rng.randrange(5)] if i % 3 == 0 else [])
            if course is snapshot_course and 4 not in order:
                order.append(4)
            wrong[-1] += course(tmp_path / f"{course.__name__}{i}", order) != right
    return wrong[0], wrong[1]


def test_shuffled_deliveries_end_where_ordered_ones_do(tmp_path):
    """Why: see the head; a share of the long test below."""
    assert converge(tmp_path, 1) == (0, 0)


@pytest.mark.faults
def test_many_shuffled_deliveries_end_where_ordered_ones_do(tmp_path):
    n = 40
    wrong = converge(tmp_path, n)
    record(
        "converge",
        "1",
        f"{n} shuffled courses of five snapshots (corrections, additions, withdrawals; some sent twice) and {n}"
        " of five incremental files, against the course in order",
        f"{1 - sum(wrong) / 2 / n:.0%} end in the same tables",
    )
    assert wrong == (0, 0)


@pytest.mark.faults
def test_drift_is_counted(tmp_path):
    """Why: the single mutations are tested beside the loader; this publishes their number."""
    write(tmp_path, "a.csv", text(HEAD, rows()))
    load(describe(tmp_path))
    data = {name: text(*mutate(HEAD, rows())).encode() for name, (mutate, _) in MUTATIONS.items()}
    whole = text(HEAD, rows())
    data |= {
        "another delimiter": text(HEAD, rows(), ";").encode(),
        "tabs": text(HEAD, rows(), "\t").encode(),
        "Latin-1": whole.encode("latin-1"),
        "UTF-16": whole.encode("utf-16"),
        "EBCDIC": whole.encode("cp500"),
    }
    taken, unnamed = [], []
    for name, content in data.items():
        write(tmp_path, "a.csv", content)
        try:
            load(describe(tmp_path))
            taken.append(name)
        except LeadError as error:
            told = MUTATIONS[name][1] if name in MUTATIONS else ""
            if "a.csv" not in str(error) or told not in str(error):
                unnamed.append(name)
    order = random.Random(2).sample(range(len(HEAD)), len(HEAD))
    write(tmp_path, "a.csv", text([HEAD[i] for i in order], [[r[i] for i in order] for r in rows()]))
    before = query(describe(tmp_path), "select * from raw.arrests order by all")
    load(describe(tmp_path))
    same = query(describe(tmp_path), "select * from raw.arrests order by all") == before
    record(
        "drift",
        "1",
        f"{len(data)} mutations of a delivery (renamed, dropped, added, retyped, doubled columns; date formats,"
        " code lists, delimiter, encoding), and a re-ordering of its columns",
        f"{len(data) - len(taken)} of {len(data)} refused,"
        f" {len(unnamed)} without the name of file and column; the re-ordering loads {'the same' if same else 'OTHERWISE'}",
    )
    assert not taken and not unnamed and same


def test_control_totals_stop_a_run_with_exit_4(tmp_path):
    """Why: the provider's own count is the one check of completeness that we can't make up."""
    path = small_site(tmp_path)
    totals = tmp_path / "extracts" / "control_totals.csv"
    lines = totals.read_text().splitlines()
    extract, measure, value = lines[1].split(",")
    totals.write_text("\n".join([lines[0], f"{extract},{measure},{int(value) + 1}", *lines[2:]]) + "\n")
    done = lead("run", "--site", path)
    record(
        "totals",
        "1",
        "a stated count that is one too high",
        f"exit {done.returncode}: {done.stderr.strip().splitlines()[0]}",
    )
    assert (
        done.returncode == 4 and f"{extract} {measure}: {value} read, {int(value) + 1} stated" in done.stderr
    )
    assert not (tmp_path / "out" / "current").exists()
