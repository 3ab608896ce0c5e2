"""Why: no list holds everybody's name. A text is kept only where every word and number of it is of a closed vocabulary."""

from __future__ import annotations

import pytest

from ingest.harmless import is_harmless
from ingest.load import load
from pipeline.errors import DataRefused
from tests.ingest.sites import arrests_site, csv_text, query, site, write

HEADER = "referral_id,person_id,referral_date,door,decision,exit_reason"


def loaded(folder, reasons: list[str]):
    rows = [f"R{i},P{i},2021-03-04,community,accepted,{reason}" for i, reason in enumerate(reasons)]
    write(folder, "r.csv", "\n".join([HEADER, *rows]) + "\n")
    return load(site(folder, "referrals: {path: r.csv}"))


def on_disk(folder) -> bytes:
    return b"".join(p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file())


@pytest.mark.parametrize("text", [
    "Warm handoff to Tigist at the clinic", "Hunter texted that she is at detox", "ADV OFC THAT GEBREMEDHIN HAD METH ON HIM",
    "met guadalupe at the library", "spoke with pharmacist Faith about a refill", "goes by Peanut on the street",
    "B.F. came in with partner", "KR refused housing", "Long refused screening", "cousin May picked her up", "Judge Hill dismissed",
    "asked for Grace from outreach", "DWIGHT W", "VEA WANTS HER", "Boo found by outreach near tracks", "S1 (TWO BULLS) TRESPASSED",
    "Subject Banks could not be located", "Smoke said he wants help", "STATE V YOUNG",
    "seen at 9 Mill Ln", "room 214", "last four 8841", "badge 4417", "born in March 14", "38.9;-77.03", "555-0182", "3/14/87",
    "claim 28 114 882", "see case 24-118824", "39.2904", "Bjørn asked for help",
])  # fmt: skip
def test_a_text_that_may_point_to_somebody(text):
    assert not is_harmless(text)


@pytest.mark.parametrize("text", [
    "Client declined further services", "Moved out of county", "Transferred to Drug Court in March",
    "Possession of Schedule II, second offense", "Theft of Utilities", "Stable Housing Obtained",
    "POSS CDS NOT MARIJ/PARAPH", "RESIST OFFICER W/O VIOLENCE", "Suboxone continued, urine screen clean", "Hope House had no bed",
    "UNAUTH USE OF A MOTOR VEH", "THEFT: $100 TO UNDER $1,500", "RCW 69.50.4013(1)", "720 ILCS 570/402(c)", "893.13(6)(a)",
    "2 bags suspected heroin, 0.3 g", "naloxone given x2, transported to ER", "No contact for 90 days", "Moved to Ohio",
    "Moved to Baltimore",
    "Transfer to King County", "Referred to Johns Hopkins", "prior felony from 2009", "Suboxone 8-2 mg film bid", "MISUSE OF 911",
    "Officer discretion", "children in foster care", "Case reviewed at work group, no objections",
])  # fmt: skip
def test_a_text_that_points_to_nobody(text):
    assert is_harmless(text)


def test_a_note_that_no_list_knows_is_left_out_and_told(tmp_path):
    """A name may be written small and be in no list; its row counts, its words are not kept."""
    odd = "nothing known of ngwa since the visit"
    reasons = ["Completed", odd, *["Moved out of county"] * 3, *["Zxqorp program was full"] * 20, "seen in 2021 and 48812"]
    result = loaded(tmp_path, reasons)
    assert result.rows_loaded == len(reasons)
    kept = [r for (r,) in query(result, "SELECT exit_reason FROM raw.referrals ORDER BY referral_id")]
    assert kept.count(None) == 2 and kept.count("Zxqorp program was full") == 20 and "Moved out of county" in kept
    (told,) = [n for n in result.notes if "exit_reason" in n]
    assert "2 values" in told and "r.csv, row 2" in told and "ngwa" not in told
    assert b"ngwa" not in on_disk(tmp_path)


def test_rows_that_differ_in_a_note_alone_still_differ(tmp_path):
    """What is not kept is compared all the same: two stories under one key are a conflict, not a repeat."""
    row = "R1,P1,2021-03-04,community,accepted,"
    write(tmp_path, "r.csv", "\n".join([HEADER, row + "left with ngwa", row + "left with obi"]) + "\n")
    result = load(site(tmp_path, "referrals: {path: r.csv}"))
    assert (result.rows_loaded, result.quarantined_by_reason) == (0, {"key_conflict": 2})


ARRESTS = "person_id,arrest_id,arrest_date,charge_description"
MAP = "description_pattern,offense_category,severity\nPOSS*,drug_possession,misdemeanor\nASSAULT*,violent,felony\n"
CHARGES = ["POSS CDS XQWELD", "ASSAULT ON YRBOV", "POSS CDS"]


def arrests_of(folder, charges: list[str]):
    write(folder, "charges.csv", MAP)
    rows = [["P1", "A1", "2021-03-04", c] for c in charges]
    return load(arrests_site(folder, csv_text(ARRESTS, rows), "charge_map: charges.csv"))


def test_a_charge_is_read_by_the_charge_table_and_its_strange_words_are_not_kept(tmp_path):
    """Why: the numbers come from the charges as they were delivered, in the order of their text."""
    result = arrests_of(tmp_path, CHARGES)
    got = query(result, "SELECT charge_number, offense_category::VARCHAR, charge_description FROM raw.arrests ORDER BY 1")
    assert [g[:2] for g in got] == [(1, "violent"), (2, "drug_possession"), (3, "drug_possession")]
    assert got[1][2] == "POSS CDS" and {got[0][2][:9], got[2][2][:9]} == {"left out "} and got[0][2] != got[2][2]
    assert not any(w in on_disk(tmp_path) for w in (b"XQWELD", b"YRBOV"))


def test_a_withdrawn_charge_whose_words_are_not_kept_stays_away(tmp_path):
    """Why: a tombstone is of what the store kept, and an old file still holds the words themselves."""
    assert arrests_of(tmp_path, CHARGES).rows_loaded == 3
    after = arrests_of(tmp_path, [CHARGES[0], CHARGES[2]])
    assert (after.rows_loaded, after.newly_withdrawn) == (2, {"arrests": 1})
    again = arrests_of(tmp_path, CHARGES)
    assert again.rows_loaded == 2 and [f.rows_withdrawn for f in again.ledger] == [1]
    assert query(again, "SELECT DISTINCT offense_category::VARCHAR FROM raw.arrests") == [("drug_possession",)]


def test_codes_and_staff_of_no_usual_form_are_not_kept_but_what_districts_are_called_is(tmp_path):
    """Why: a surname fits into a column of codes. Districts are groups of published tables: only what no district is called goes."""
    rows = [[f"P{i}", f"A{i}", "2021-03-04", f"1-0{500 + i}", f"OF{i:04d}", "Central"] for i in range(38)]
    rows += [["P97", "A97", "2021-03-04", "1-0573", "OF0001", "seen behind the house of ngwa"],
             ["P98", "A98", "2021-03-04", "Obafemi", "Rowe", "Yrbov"], ["P99", "A99", "2021-03-04", "35A", "patrol", "Nyack"]]
    header = "person_id,arrest_id,arrest_date,charge_code,officer_id,district"
    described = arrests_site(tmp_path, csv_text(header, rows), areas="{programme: [Central], comparison: [Nyack]}")
    result = load(described)
    where = "arrest_id IN ('A1', 'A97', 'A98', 'A99') ORDER BY arrest_id"
    got = query(result, f"SELECT charge_code, officer_id, district FROM raw.arrests WHERE {where}")
    assert got[0] == ("1-0501", "OF0001", "Central") and got[3] == ("35A", "patrol", "Nyack")
    assert got[1][2] == "other district" and got[2][0].startswith("left out ") and got[2][1:] == (None, "Yrbov")


def test_a_number_of_somebodys_in_a_note_is_refused(tmp_path):
    with pytest.raises(DataRefused, match="exit_reason, row 2: looks like a telephone number"):
        loaded(tmp_path, ["Completed", "call 410-555-0139 first"])
