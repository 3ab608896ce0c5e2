"""An expunged record must be gone, and stay gone when an old file turns up again (Maryland expunges by
law).
"""

from __future__ import annotations

import datetime as dt
import shutil

import pytest

from ingest.load import load
from pipeline.errors import BuildFailed, DataRefused
from tests.ingest.sites import ARRESTS, arrests_site, csv_text, ledger, query, site, write

PLAIN = "person_id,arrest_id,arrest_date,charge_code"


def numbered(n, skip=()):
    return [
        [f"SRC{i:04d}", f"ARR{i:04d}", 1, "2020-02-03", "", "C1", "", "", ""]
        for i in range(n)
        if i not in skip
    ]


def plain(n, skip=()):
    return [
        [f"SRC{i // 2:04d}", f"ARR{i // 2:04d}", "2020-02-03", f"CHG{i}"] for i in range(n) if i not in skip
    ]


def bytes_under(folder):
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


@pytest.mark.parametrize(("head", "rows"), [(ARRESTS, numbered), (PLAIN, plain)])
def test_a_withdrawn_row_leaves_no_byte_and_does_not_come_back(tmp_path, head, rows):
    gone = (4, 5)
    load(arrests_site(tmp_path, csv_text(head, rows(10))))
    assert b"ARR0002" in bytes_under(tmp_path / "out")
    second = load(arrests_site(tmp_path, csv_text(head, rows(10, gone))))
    assert second.newly_withdrawn == {"arrests": 2}
    assert ledger(second) == {"arrests.csv": (8, 8, 0, 0, 0)}
    sentinels = [b"ARR0004", b"SRC0004", b"ARR0005"] if head == ARRESTS else [b"ARR0002", b"SRC0002", b"CHG4"]
    left = bytes_under(tmp_path / "out")
    assert not [s for s in sentinels if s in left]
    again = load(arrests_site(tmp_path, csv_text(head, rows(10))))
    assert ledger(again) == {"arrests.csv": (10, 8, 0, 0, 2)}
    left = bytes_under(tmp_path / "out")
    assert not [s for s in sentinels if s in left]


def test_one_withdrawn_charge_of_an_arrest_without_numbers(tmp_path):
    rows = [["p", "a", "2020-01-01", c] for c in ("A", "B", "B2")]
    load(arrests_site(tmp_path, csv_text(PLAIN, rows)))
    result = load(arrests_site(tmp_path, csv_text(PLAIN, rows[1:])))
    assert result.newly_withdrawn == {"arrests": 1}
    assert query(result, "SELECT charge_number, charge_code FROM raw.arrests ORDER BY 1") == [
        (1, "B"),
        (2, "B2"),
    ]
    assert ledger(load(arrests_site(tmp_path, csv_text(PLAIN, rows)))) == {"arrests.csv": (3, 2, 0, 0, 1)}


def test_a_changed_row_is_a_correction(tmp_path):
    for head, first, second in (
        (PLAIN, [["p", "a", "2020-01-01", "A"]], [["p", "a", "2020-01-01", "Z"]]),
        (ARRESTS, numbered(1), [["SRC0000", "ARR0000", 1, "2020-02-05", "", "C9", "felony", "", ""]]),
    ):
        folder = tmp_path / head[-4:]
        load(arrests_site(folder, csv_text(head, first)))
        result = load(arrests_site(folder, csv_text(head, second)))
        assert (result.newly_withdrawn, result.rows_loaded) == ({}, 1)
        assert load(arrests_site(folder, csv_text(head, first))).rows_loaded == 1


def test_a_row_that_fails_this_time_is_not_withdrawn(tmp_path):
    rows = numbered(3)
    load(arrests_site(tmp_path, csv_text(ARRESTS, rows)))
    rows[1][3] = "not a date"
    assert load(arrests_site(tmp_path, csv_text(ARRESTS, rows))).newly_withdrawn == {}
    assert load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(3)))).rows_loaded == 3


def test_a_changed_mapping_withdraws_nothing(tmp_path):
    text = "person_id,arrest_id,arrest_date,charge_code,LVL,N\n" + "".join(
        f"p{i},a{i},2020-01-01,C{i},F,7\n" for i in range(9)
    )
    write(tmp_path, "map.csv", "charge_code,offense_category\nC1,property\n")
    for entry in (
        "",
        "columns: {severity: LVL}, values: {severity: {F: felony}}",
        "charge_map: map.csv",
        "columns: {charge_number: N}",
        "columns: {district: LVL}",
        "date_format: '%Y-%m-%d'",
    ):
        result = load(arrests_site(tmp_path, text, entry))
        assert (result.newly_withdrawn, result.rows_loaded, result.changed) == ({}, 9, True)


def test_too_many_withdrawn_rows_stop_the_load(tmp_path):
    load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(20)), max_withdrawn_share="0.1"))
    before = bytes_under(tmp_path / "out/private")
    with pytest.raises(DataRefused, match=r"3 of 20 keys of the last load are gone \(15.0%, at most 10.0%"):
        load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(20, (1, 2, 3))), max_withdrawn_share="0.1"))
    assert bytes_under(tmp_path / "out/private") == before
    assert load(
        arrests_site(tmp_path, csv_text(ARRESTS, numbered(20, (1, 2))), max_withdrawn_share="0.1")
    ).newly_withdrawn == {"arrests": 2}


def test_an_older_snapshot_changes_nothing(tmp_path):
    def deliver(day, rows):
        return load(arrests_site(tmp_path, csv_text(ARRESTS, rows), f"as_of: {day}"))

    deliver(dt.date(2024, 1, 1), numbered(5))
    newest = deliver(dt.date(2024, 3, 1), numbered(6, (2,)))
    state = query(newest, "SELECT * FROM raw.arrests ORDER BY ALL")
    late = deliver(dt.date(2024, 2, 1), numbered(4))
    assert "older than the one loaded" in late.notes[0]
    assert query(late, "SELECT * FROM raw.arrests ORDER BY ALL") == state
    assert ledger(late) == ledger(newest)
    assert not deliver(dt.date(2024, 2, 1), numbered(4)).changed


def test_deliveries_in_any_order_converge(tmp_path):
    """Corrections, additions and withdrawals: the newest snapshot decides, whatever came when."""
    snapshots = {1: numbered(6), 2: numbered(8, (1,)), 3: numbered(9, (1, 4))}
    snapshots[2][0][5] = "C7"
    snapshots[3][0][5] = "C8"
    seen = set()
    for order in ((1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)):
        folder = tmp_path / "".join(map(str, order))
        for n in order:
            result = load(arrests_site(folder, csv_text(ARRESTS, snapshots[n]), f"as_of: 2024-0{n}-01"))
        seen.add(str(query(result, "SELECT * EXCLUDE person_id FROM raw.arrests ORDER BY ALL")))
    assert len(seen) == 1


def test_the_other_keys(tmp_path):
    files = {
        "referrals": "referral_id,person_id,referral_date,door,decision\n%s,%s,2020-01-01,community,lost\n",
        "deaths": "k,person_id,death_date\n%s,%s,2020-01-01\n",
        "custody": "k,person_id,admit_date\n%s,%s,2020-01-01\n",
        "health_events": "k,person_id,event_date\n%s,%s,2020-01-01\n",
    }
    for name, text in files.items():
        folder = tmp_path / name
        head, line = text.splitlines()

        def deliver(n, folder=folder, head=head, line=line, name=name):
            write(folder, "x.csv", "\n".join([head, *(line % (f"K{i}", f"P{i}") for i in range(n))]) + "\n")
            return load(site(folder, f"{name}: {{path: x.csv}}"))

        deliver(4)
        assert deliver(3).newly_withdrawn == {name: 1}, name
        assert ledger(deliver(4)) == {"x.csv": (4, 3, 0, 0, 1)}, name


def test_a_deleted_crosswalk_is_told(tmp_path):
    load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(5))))
    (tmp_path / "out/private/crosswalk.duckdb").unlink()
    result = load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(4))))
    assert any("can't be told" in note for note in result.notes) and result.rows_loaded == 4


def test_a_link_once_cut_stays_cut_until_something_is_loaded(tmp_path):
    """Why: who deletes the crosswalk wants no list of keys to be there; drawing it again from the same files would make one."""
    load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(5))))
    shutil.rmtree(tmp_path / "out/private")
    assert not load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(5)))).changed
    assert not list((tmp_path / "out/private").iterdir())
    assert load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(6)))).rows_loaded == 6


@pytest.mark.parametrize("deleted", ["tombstones.duckdb", "secret.key", ""])
def test_without_its_tombstones_nothing_is_loaded(tmp_path, deleted):
    """Why: an old file would bring an expunged row back, and nothing would say so."""
    for gone in ((), (4,)):
        load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(10, gone)), "as_of: 2024-01-01"))
    private = tmp_path / "out/private"
    if deleted:
        (private / deleted).unlink()
    else:
        shutil.rmtree(private)
    for dry_run in (True, False):
        with pytest.raises(BuildFailed, match="is missing") as told:
            load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(10)), "as_of: 2024-01-01"), dry_run=dry_run)
        assert "backup" in told.value.hint and b"SRC0004" not in bytes_under(tmp_path / "out")
    (tmp_path / "out/work/ingest.duckdb").unlink()
    shutil.rmtree(private)
    assert load(arrests_site(tmp_path, csv_text(ARRESTS, numbered(10)), "as_of: 2024-01-01")).rows_loaded == 10


@pytest.mark.parametrize(("head", "rows"), [(ARRESTS, numbered), (PLAIN, plain)])
def test_withdrawn_rows_are_counted_by_arm(tmp_path, head, rows):
    """Why: a loss of rows in one arm biases a comparison, so it is told by arm, over all loads."""
    extracts = "arrests: {path: a.csv, data_from: 2010-01-01}\nreferrals: {path: r.csv}"
    referral = "referral_id,person_id,referral_date,door,decision\nR,SRC0002,2021-01-01,community,lost\n"
    write(tmp_path, "r.csv", referral)
    for gone in ((), (4, 5), (4, 5, 8)):
        write(tmp_path, "a.csv", csv_text(head, rows(10, gone)))
        result = load(site(tmp_path, extracts))
    told = query(result, "SELECT load_id, people, n_rows FROM audit.withdrawals ORDER BY ALL")
    referred = {4, 5} if head == PLAIN else set()
    first = [(2, "referred", 2)] if referred else [(2, "not_referred", 2)]
    assert told == [*first, (3, "not_referred", 1)]
