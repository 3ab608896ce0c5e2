"""Why: no list holds everybody's name. A note is taken in only where every word of it is an ordinary one."""

from __future__ import annotations

import pytest

from ingest.identifiers import has_name
from ingest.load import load
from ingest.notes import holds_what_no_list_knows
from pipeline.errors import DataRefused
from tests.ingest.sites import query, site, write

HEADER = "referral_id,person_id,referral_date,door,decision,exit_reason"


def loaded(folder, reasons: list[str]):
    rows = [f"R{i},P{i},2021-03-04,community,accepted,{reason}" for i, reason in enumerate(reasons)]
    write(folder, "r.csv", "\n".join([HEADER, *rows]) + "\n")
    return load(site(folder, "referrals: {path: r.csv}"))


@pytest.mark.parametrize("text", [
    "Warm handoff to Tigist at the clinic", "Hunter texted that she is at detox", "ADV OFC THAT GEBREMEDHIN HAD METH ON HIM",
    "met guadalupe at the library", "spoke with pharmacist Faith about a refill", "goes by Peanut on the street",
    "B.F. came in with partner",
])
def test_a_note_with_somebody_in_it(text):
    assert has_name(text)


@pytest.mark.parametrize("text", [
    "Client declined further services", "Moved out of county", "Transferred to Drug Court in March",
    "Possession of Schedule II, second offense",
    "POSS CDS NOT MARIJ/PARAPH", "RESIST OFFICER W/O VIOLENCE", "Suboxone continued, urine screen clean", "Hope House had no bed",
    "Upton/Druid Heights", "UNAUTH USE OF A MOTOR VEH",
])
def test_a_note_or_a_label_without(text):
    assert not has_name(text) and not holds_what_no_list_knows(text)


def test_a_note_that_no_list_knows_is_left_out_and_told(tmp_path):
    """A name may be written small and be in no list; its row counts, its words are not kept."""
    odd = "nothing known of ngwa since the visit"
    reasons = ["Completed", odd, *["Moved out of county"] * 3, *["Zxqorp program was full"] * 20, "seen in 2021 and 48812"]
    result = loaded(tmp_path, reasons)
    assert result.rows_loaded == len(reasons)
    kept = [r for (r,) in query(result, "SELECT exit_reason FROM raw.referrals ORDER BY referral_id")]
    assert kept.count(None) == 2 and kept.count("Zxqorp program was full") == 20 and "Moved out of county" in kept
    (told,) = [n for n in result.notes if "exit_reason" in n]
    assert "2 notes" in told and "r.csv, row 2" in told and "ngwa" not in told
    assert b"ngwa" not in b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())


def test_a_name_in_a_note_is_refused(tmp_path):
    with pytest.raises(DataRefused, match="exit_reason, row 2: looks like a name"):
        loaded(tmp_path, ["Completed", "Warm handoff to Tigist at the clinic"])
