"""Who stands beside a person met in the street: a rule broken here would compare the contacted with people who were
already referred, who live elsewhere, or who are only known because they were arrested later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.models.support import SITE, arrest, build, death, lost_referral, referral, stack
from tests.twin_support.store import read_rows

STREET = {"door": "social_contact"}
# everybody's story but for the first is told against a contact on day 0 in P1, last arrested 20 days before
STORIES: dict[str, list[tuple[str, Any]]] = {
    "contacted": [arrest(-20), referral(0, **STREET)],
    "alike": [arrest(-25)],
    "other district": [arrest(-20, district="P2")],
    "comparison area": [arrest(-20, district="C1")],
    "longer ago": [arrest(-40)],
    "today as well": [arrest(-20), arrest(0)],
    "later arrests do not matter": [arrest(-20), arrest(5), arrest(9)],
    "known by a later arrest alone": [arrest(-20, offense_category="property"), arrest(30)],
    "last arrest of another kind": [arrest(-60), arrest(-10, offense_category="property")],
    "eligible arrest too long ago": [arrest(-101), arrest(-10, offense_category="property")],
    "referred the day before": [arrest(-20), referral(-1, **STREET)],
    "referred today": [arrest(-20, district="P2"), referral(0, **STREET)],
    "referred tomorrow": [arrest(-20), referral(1, **STREET)],
    "a quarantined referral before": [arrest(-20), lost_referral(-3)],
    "dead": [arrest(-20), death(-1)],
    "too young": [arrest(-20, birth_year=2003)],
    "contacted, never arrested": [referral(0, **STREET)],
    "contacted, arrested elsewhere": [arrest(-20, district="C1"), referral(0, **STREET)],
    "diverted at an arrest": [arrest(-20), arrest(0), referral(0)],
}
BESIDE = {"alike", "today as well", "later arrests do not matter", "last arrest of another kind", "referred tomorrow"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, bool, str], dict[str, Any]]]:
    folder: Path = tmp_path_factory.mktemp("risk_sets")
    warehouse = build(folder, stack(STORIES), SITE, "+int_risk_set_trials", command="run")
    found = read_rows(warehouse, "select *, cast(index_date as varchar) as day from intermediate.int_risk_set_trials")
    names = list(STORIES)
    yield {(names[r["person_id"] // 10 - 1], r["is_contacted"], r["day"]): r for r in found}


def test_beside_a_contact_stand_those_at_risk_of_it(rows):
    assert {name for name, contacted, day in rows if not contacted and day == "2021-06-01"
            and rows[name, contacted, day]["index_district"] == "P1"} == BESIDE
    contact = rows["contacted", True, "2021-06-01"]
    assert contact["set_size"] == len(BESIDE) and contact["set_weight"] == 1
    weights = [r["set_weight"] for (_, contacted, day), r in rows.items()
               if not contacted and day == "2021-06-01" and r["index_district"] == "P1"]
    assert weights == pytest.approx([1 / len(BESIDE)] * len(BESIDE))


def test_a_contact_without_anybody_alike_has_an_empty_set(rows):
    for name in ("contacted, never arrested", "contacted, arrested elsewhere"):
        assert rows[name, True, "2021-06-01"]["set_size"] == 0


def test_an_arrest_diversion_has_no_risk_set(rows):
    assert not any(contacted and name == "diverted at an arrest" for name, contacted, _ in rows)


def test_what_comes_after_is_counted_from_the_day_of_the_contact(rows):
    """Day 0 is in no window: an arrest of that day is neither history nor outcome."""
    later = rows["later arrests do not matter", False, "2021-06-01"]
    assert later["is_rearrested"] and later["prior_arrests"] == 1
    today = rows["today as well", False, "2021-06-01"]
    assert not today["is_rearrested"] and today["prior_arrests"] == 1 and today["days_since_last_arrest"] == 20
