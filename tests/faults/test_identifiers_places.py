"""Why: a name stands in a key, a code or a staff column as easily as in a note. Each text of these sets is loaded in the column in
which its author, who had not read the gate, put it.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from ingest.identifiers import name_kind, search_column
from ingest.load import load
from pipeline.canonical import EXTRACTS
from pipeline.errors import DataRefused
from tests.faults import identifier_corpus_columns as eleventh
from tests.faults import identifier_corpus_extracts as fifteenth
from tests.faults import identifier_corpus_offices as twelfth
from tests.faults import identifier_corpus_places as tenth
from tests.faults import identifier_corpus_registers as thirteenth
from tests.faults import identifier_corpus_systems as fourteenth
from tests.faults.figures import record
from tests.faults.support import values_under
from tests.ingest.sites import csv_text, site, write

ROWS = 40
PLAIN = {
    "charge_number": "1", "severity": "misdemeanor", "offense_category": "property", "is_warrant": "false", "warrant_type": "unknown",
    "charge_description": "THEFT LESS THAN $1,500", "door": "community", "decision": "accepted", "ineligible_reason": "No capacity",
    "exit_reason": "Completed", "birth_year": "1985", "sex": "male", "race": "White", "ethnicity": "not Hispanic", "minutes": "30",
    "contact_type": "outreach", "outcome": "attended", "facility": "jail", "event_type": "crisis", "arrest_date": "2021-03-04",
    "offense_date": "2021-03-03", "referral_date": "2021-03-04", "intake_date": "2021-04-01", "exit_date": "2022-05-01",
    "contact_date": "2021-04-05", "admit_date": "2021-03-04", "release_date": "2021-03-06", "death_date": "2023-01-05",
    "filed_date": "2021-03-09", "event_date": "2021-05-06",
}  # fmt: skip
# numbers of dockets, reports and bookings are keys of extracts
KEYS_OF_EXTRACTS = {"doc_number", "docket_no", "booking_nbr", "cad_incident_no", "rptNumber", "JailBookingNbr", "DOC_number", "JailNameId"}
# a badge of the bar, and notes, which the gate reads as a text
READ_AS_TEXTS = {"bar_no", "badge_number", "badge_no", "narrative", "CaseNotes", "officer_notes"}
SETS = {"tenth": tenth, "eleventh": eleventh, "twelfth": twelfth, "thirteenth": thirteenth, "fourteenth": fourteenth,
        "fifteenth": fifteenth}


def rows_of(extract: str) -> tuple[str, list[list[str]]]:
    """Header and clean rows with every column of an extract."""
    columns = EXTRACTS[extract].column_names
    rows = []
    for i in range(ROWS):
        row = PLAIN | {
            "charge_code": f"1-0{500 + i % 23}", "officer_id": f"OF{i % 17:04d}", "case_manager_id": f"CM{i % 7:03d}",
            "district": ("Central", "Eastern", "Western")[i % 3], "person_id": f"P{i:05d}", "referral_id": f"R{i:04d}",
            "contact_id": f"C{i:06d}", "case_id": f"K{i:05d}", "arrest_id": f"A{i:06d}" if extract == "arrests" else "",
            "disposition": "Dismissed" if extract == "court_cases" else "released",
        }  # fmt: skip
        rows.append([row.get(c, "") for c in columns])
    return ",".join(columns), rows


def described(folder: Path, extract: str, column: str, text: str):
    """A site whose one delivery holds ``text`` in row 18."""
    shutil.rmtree(folder, ignore_errors=True)
    if extract == "control_totals":
        totals = ["arrests", text if column == "measure" else "rows_read", str(ROWS)]
        write(folder, "t.csv", csv_text("extract,measure,value", [totals]))
        write(folder, "x.csv", csv_text(*rows_of("arrests")))
        return site(folder, "arrests: {path: x.csv, data_from: 2010-01-01}\ncontrol_totals: {path: t.csv}")
    header, rows = rows_of(extract)
    rows[17][header.split(",").index(column)] = text
    write(folder, "x.csv", csv_text(header, rows))
    more = ", data_from: 2010-01-01" if extract in ("arrests", "custody", "health_events") else ""
    return site(folder, f"{extract}: {{path: x.csv{more}}}")


def fate(folder: Path, extract: str, column: str, text: str) -> str:
    """refused; kept (the text stands in a database, the crosswalk among them); not kept, and told; or quarantined or typed."""
    try:
        told = load(described(folder, extract, column, text))
    except DataRefused as error:
        assert "identifier" in str(error) and text not in str(error)
        return "refused"
    if " ".join(text.split()) in values_under(folder / "out"):
        return "kept"
    return "not kept" if any(n.startswith(f"{extract}: {column}: 1 values") for n in told.notes) else "no value of the column"


def seen_by_gate(extract: str, column: str, text: str) -> str:
    """What the gate says of a column of an extract with the text in it; no load."""
    header, rows = rows_of(extract)
    at = header.split(",").index(column)
    rows[17][at] = text
    with duckdb.connect() as con:
        con.execute(f'create table x (errors integer, "{column}" varchar)')
        con.executemany("insert into x values (0, ?)", [[row[at] or None] for row in rows])
        found, left_out = search_column(con, "x", column, column, 2010)
    return "refused" if found else "not kept" if left_out else "kept"


def of_gate(placed: list[tenth.Placed]) -> list[tenth.Placed]:
    """Those in columns of free text and keys (elsewhere a value that is no code, date or number is quarantined)."""
    return [p for p in placed if p[0] != "control_totals" and EXTRACTS[p[0]].column(p[1]).kind == "text"]


@pytest.mark.parametrize("which", SETS)
def test_a_share_of_a_set_where_its_author_put_it(which):
    corpus = SETS[which]
    identifying = of_gate(corpus.STRUCTURED + corpus.SENTENCES)[::4]
    assert sum(seen_by_gate(*p) == "kept" for p in identifying) <= 1  # (a report's number, which an arrest's key may be)
    harmless = of_gate(corpus.HARMLESS)[::8]
    assert sum(seen_by_gate(*p) == "refused" for p in harmless) < 0.01 * len(harmless)
    assert {h for h in corpus.HEADERS if not name_kind(h)} <= KEYS_OF_EXTRACTS | READ_AS_TEXTS
    assert not any(map(name_kind, corpus.CLEAN_HEADERS))


@pytest.mark.parametrize(("place", "told"), [
    (("arrests", "arrest_id", "Bk#2023-00918 VANDERPOOL"), "no value of the column"),
    (("arrests", "sex", "F (Crystal A. Amundsen)"), "not kept"),
    (("court_cases", "case_id", "K99999"), "kept"),
    (("referrals", "arrest_id", "booked as Oyelaran"), "refused"),
    (("referrals", "arrest_id", "not booked"), "kept"),
])  # fmt: skip
def test_what_a_load_does_with_it(tmp_path, place, told):
    assert fate(tmp_path / "s", *place) == told


@pytest.mark.parametrize("key", [
    "SMITHJ0412", "JB19820315", "JB031582", "D08837112", "FBI482917KC3", "CDC# AK4471", "WDL7QH4KX92B",
    "OFFENDER ID: T7741", "NDOC DOC# 88412", "JLEE-04417", "SID-004417", "FarnsworthAdelaide19790412", "KOWA-LSKI-JANE",
    "KOWAL-04417", "8901260812345678904",
])  # fmt: skip
def test_a_key_that_holds_somebody_is_not_kept(key):
    """Why: each has the outline of P00001, or may be another system's key; among keys that are all made so it stands out."""
    assert seen_by_gate("arrests", "person_id", key) == ("refused" if key.startswith("SID") else "not kept")


@pytest.mark.parametrize(("key", "seen"), [("1M8GDM9AXKP042788", "not kept"), ("1M8GDM9A1KP042788", "kept")])
def test_the_number_of_a_vehicle_is_told_by_its_check_digit(key, seen):
    assert seen_by_gate("arrests", "arrest_id", key) == seen


@pytest.mark.parametrize("key", [
    "0B4E6F9A-77C1-4D20-9E3B-2F1A6C8D5E40", "0x7C41D09BE2A6F358", "sha256:" + "9c41e07b" * 8, "hT3kQ9vLw2RzXb7NcY5dGg==",
    "KID_4b7e01c9aa", "QZ4XW2RTB7MNKD3V", "vT2mQ8sLk0RzXw7NcY5dGg", "01H8KXA2C4ZQ7M3NVR5TWB6EJD", "-4417093826650718823",
    "4417093826650718823",
    "QRDT-9K2M-WXTB",
])  # fmt: skip
def test_a_hash_among_plain_keys_is_nobody(key):
    assert seen_by_gate("arrests", "person_id", key) == "kept"


@pytest.mark.parametrize("key", [
    "P000123", "PX0044", "LEAD-0044", "UNK-0003", "P00320 / P00911 merged", "9f2c41b7e0", "unlinked", "DEID-04417", "PID-004417",
])  # fmt: skip
def test_a_key_of_another_make_is_nobody(key):
    assert seen_by_gate("arrests", "person_id", key) == "kept"


@pytest.mark.parametrize("label", [
    "Native Amer.", "Male (M)", "1002-5", "AI/AN", "Guamanian or Chamorro", "TGNC", "2+ races", "Tohono O'odham", "Oglala Lakota",
    "Black, African American, or African", "Asian - Thai", "Filipino/Pacific Islander",
])  # fmt: skip
def test_what_groups_are_called_is_kept(label):
    """Why: a group of a published table must not become another for being rare."""
    assert seen_by_gate("arrests", "race", label) == "kept"


@pytest.mark.parametrize("key", ["VOID-2021-3", "TEST 12", "A-000-123-X", "CR-2021-0044718", "DUPLICATE A000012"])
def test_a_key_of_another_outline_is_nobody(key):
    assert seen_by_gate("arrests", "arrest_id", key) == "kept"


@pytest.mark.parametrize("place", [
    ("arrests", "district", "Kensington & Allegheny"), ("arrests", "officer_id", "Day shift bike unit"),
    ("court_cases", "disposition", "Mistrial, hung jury"), ("arrests", "charge_code", "ORD-1187"), ("court_cases", "case_id", "CV-40218"),
    ("arrests", "charge_description", "Jessica Lunsford Act residency violation"),
])  # fmt: skip
def test_a_crossing_a_unit_and_a_verdict_are_nobody(place):
    """Why: each refused its file at first sight of the set."""
    assert seen_by_gate(*place) != "refused"


def _base32(number: int) -> str:
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> 5 * i & 31] for i in reversed(range(24)))


@pytest.mark.parametrize("form", [
    lambda h: f"p{h.hex()[:16]}", lambda h: h.hex()[:16], lambda h: f"{h.hex()[:8]}-{h.hex()[:4]}-{h.hex()[:4]}",
    lambda h: base64.urlsafe_b64encode(h[:16]).decode().rstrip("="), lambda h: f"01{_base32(int.from_bytes(h[:15]))}",
    lambda h: str(int.from_bytes(h[:8], signed=True)),
], ids=["prefixed", "hexadecimal", "grouped", "base64", "ULID", "64 bits"])  # fmt: skip
def test_random_keys_are_nobody(form):
    """Why: keys that are hashes have words by chance; every site of such keys was once refused."""
    keys = [form(hashlib.sha256(str(i).encode()).digest()) for i in range(3000)]
    with duckdb.connect() as con:
        con.execute("create table x (errors integer, person_id varchar)")
        con.execute("insert into x select 0, unnest(?)", [keys])
        assert search_column(con, "x", "person_id", "person_id", 2010) == ([], [])


@pytest.mark.faults
@pytest.mark.parametrize("which", SETS)
def test_a_set_loaded_where_its_author_put_it(tmp_path, which):
    corpus = SETS[which]
    fates = {
        name: [(*p, fate(tmp_path / "s", *p)) for p in placed]
        for name, placed in (("structured", corpus.STRUCTURED), ("sentences", corpus.SENTENCES), ("harmless", corpus.HARMLESS))
    }
    n = {name: Counter(f[-1] for f in found) for name, found in fates.items()}
    print(*(f for name in ("structured", "sentences") for f in fates[name] if f[-1] == "kept"), sep="\n")
    print("-- wrongly refused:", *(f for f in fates["harmless"] if f[-1] == "refused"), sep="\n")
    taken = {h for h in corpus.HEADERS if not name_kind(h)}
    wrong = [h for h in corpus.CLEAN_HEADERS if name_kind(h)]
    share = {name: 1 - n[name]["kept"] / n[name].total() for name in ("structured", "sentences")}
    refused = n["harmless"]["refused"] / n["harmless"].total()
    record(
        "identifiers",
        f"8 {which} set, mended",
        f"the {which} set again, by which the gate has been mended: {n['structured'].total()} structured, {n['sentences'].total()}"
        f" sentences, {n['harmless'].total()} texts that point to nobody, each in its own column of eight extracts,"
        f" {len(corpus.HEADERS)} column names that identify and {len(corpus.CLEAN_HEADERS)} that do not",
        f"recall {share['structured']:.1%} structured, {share['sentences']:.1%} in sentences; {n['harmless']['refused']} texts wrongly"
        f" refused ({refused:.1%}), {n['harmless']['not kept']} not kept; {len(taken)} column names taken (keys of extracts),"
        f" {len(wrong)} wrongly refused",
    )
    assert share["structured"] >= 0.99 and share["sentences"] >= 0.95 and refused < 0.01
    assert taken <= KEYS_OF_EXTRACTS | READ_AS_TEXTS and not wrong
