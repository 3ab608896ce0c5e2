"""The loader on real extracts: Broward, Cook, Baltimore (read from beside the project; never part of it).

Expected counts were taken from the files by other means (Python's csv) and from the reference numbers
delivered with them.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from ingest.load import LoadResult, load
from pipeline.settings import parse_site
from tests.ingest.sites import ledger, query, reasons

SITES = Path(__file__).parents[1] / "sites"
TRUTH = Path(__file__).parents[3] / "shared" / "truth"
pytestmark = pytest.mark.skipif(not TRUTH.is_dir(), reason="the real extracts are not here (../shared/truth)")


def load_site(tmp_path: Path, name: str, **changes: str) -> LoadResult:
    """Load a committed site in a folder of its own."""
    text = (
        (SITES / name / "site.yml")
        .read_text(encoding="utf-8")
        .replace("../../../../shared/truth", str(TRUTH))
    )
    for old, new in changes.items():
        text = text.replace(old, new)
    for table in (SITES / name).glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    return load(parse_site(text, tmp_path / "site.yml"))


def rows_of(path: str) -> list[dict[str, str]]:
    with (TRUTH / path).open(newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def by_name(result: LoadResult) -> dict[str, tuple[int, int, int, int, int]]:
    return {Path(f).name: counts for f, counts in ledger(result).items()}


def test_broward(tmp_path):
    result = load_site(tmp_path, "broward")
    reference = json.loads((TRUTH / "ref" / "broward_sample.json").read_text())
    arrests = rows_of("broward_sample/arrests.csv")
    undated = sum(not r["offense_date"] for r in arrests)
    assert undated == reference["index_with_arrest_date"] == 306
    files = by_name(result)
    assert files["arrests.csv"] == (len(arrests), len(arrests) - undated, undated, 0, 0)
    assert len(arrests) == sum(reference["arrest_rows"].values())
    assert reasons(result)[("arrest_date", "required_empty")] == undated
    assert query(result, "SELECT count(*) FROM raw.arrests WHERE is_warrant") == [
        (sum(r["warrant_flag"] == "1" and r["offense_date"] != "" for r in arrests),)
    ]
    # custody: two files, one table; a placeholder is no date; what lies after the data's end is quarantined
    jail, prison = rows_of("broward_sample/jail_stays.csv"), rows_of("broward_sample/prison_stays.csv")
    assert (len(jail), len(prison)) == (reference["jail_rows"], reference["prison_rows"])
    late = [
        r
        for r in jail
        if r["release_datetime"][:10] > "2016-04-01"
        or r["release_datetime"][:10] < r["booking_datetime"][:10]
    ]
    assert (
        sum(r["release_datetime"] < r["booking_datetime"] for r in jail)
        == reference["jail_time_of_day_inverted"]
    )
    keys = Counter((r["person_key"], r["booking_datetime"][:10]) for r in jail if r not in late)
    conflicts = sum(n for n in keys.values() if n > 1)
    assert files["jail_stays.csv"] == (3779, 3779 - len(late) - conflicts, len(late) + conflicts, 0, 0)
    late = [
        r
        for r in prison
        if r["admission_date"] > "2016-04-01"
        or (r["release_date"] > "2016-04-01" and r["release_date"] != "2020-01-01")
    ]
    assert files["prison_stays.csv"] == (857, 857 - len(late), len(late), 0, 0)
    assert query(
        result, "SELECT count(*) FROM raw.custody WHERE facility = 'prison' AND release_date IS NULL"
    ) == [(sum(r["release_date"] == "2020-01-01" and r["admission_date"] <= "2016-04-01" for r in prison),)]
    # the charge table knows nearly all; the rest is listed
    assert result.unmapped_rows <= 0.015 * len(arrests)
    assert query(result, "SELECT count(*) FROM raw.arrests WHERE severity = 'unknown'")[0][0] <= 5


def test_cook(tmp_path):
    result = load_site(tmp_path, "cook")
    reference = json.loads((TRUTH / "ref" / "cook_set_a.json").read_text())
    assert list(ledger(result).values()) == [(reference["rows"], reference["rows"], 0, 0, 0)]
    (got,) = query(
        result,
        "SELECT count(DISTINCT person_id), min(referral_date)::VARCHAR, max(referral_date)::VARCHAR, "
        "count(*) FILTER (exit_date IS NULL), count(*) FILTER (exit_reason = 'Graduated'), "
        "count(*) FILTER (offense_category = 'drug_possession'), count(*) FILTER (referral_date < DATE "
        "'2011-01-01'), count(*) FILTER (offense_category = 'unknown') FROM raw.referrals",
    )
    assert got == (
        reference["participants"],
        *reference["referral_range"],
        reference["closed_missing"],
        reference["result_counts"]["Graduated"],
        7601,
        reference["referral_before_2011"],
        0,
    )


def test_cook_by_a_key_that_repeats(tmp_path):
    """With the case as the key, several participants of one case conflict, and are all counted."""
    result = load_site(
        tmp_path,
        "cook",
        **{
            "CASE_PARTICIPANT_ID + DIVERSION_COUNT": "CASE_ID",
            "data_through": "max_quarantine_share: 0.2\ndata_through",
        },
    )
    groups: dict[str, list[tuple[str, ...]]] = {}
    for r in rows_of("cook_diversion/referrals.csv"):
        mapped = (
            "CASE_PARTICIPANT_ID",
            "REFERRAL_DATE",
            "OFFENSE_CATEGORY",
            "DIVERSION_RESULT",
            "DIVERSION_CLOSED_DATE",
            "GENDER",
            "RACE",
        )
        groups.setdefault(r["CASE_ID"], []).append(tuple(r[c] for c in mapped))
    conflicts = sum(len(g) for g in groups.values() if len(set(g)) > 1)
    repeats = sum(len(g) - 1 for g in groups.values() if len(set(g)) == 1)
    assert list(ledger(result).values()) == [(11354, 11354 - conflicts - repeats, conflicts, repeats, 0)]
    assert reasons(result) == {("referral_id", "key_conflict"): conflicts}


def test_baltimore(tmp_path):
    result = load_site(tmp_path, "baltimore")
    reference = json.loads((TRUTH / "ref" / "baltimore_weapons.json").read_text())
    # eight blank rows, three of them alike to the letter to another one
    assert list(ledger(result).values()) == [(reference["rows"], 1715, 5, 3, 0)]
    assert query(
        result,
        "SELECT count(DISTINCT arrest_id), count(DISTINCT (person_id, arrest_id, charge_number)), "
        "min(arrest_date)::VARCHAR, max(arrest_date)::VARCHAR FROM raw.arrests",
    ) == [(reference["distinct_arrests"], 1715, *(d[:10] for d in reference["datetime_range"]))]
    # district_missing of the reference counts rows of the fan-out
    assert query(result, "SELECT count(*) FROM raw.arrests WHERE district IS NULL") == [
        (reference["district_missing"],)
    ]
    assert query(result, "SELECT count(*) FROM raw.arrests WHERE offense_category = 'unknown'")[0][0] <= 12
