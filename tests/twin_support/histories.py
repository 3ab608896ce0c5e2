"""Short ways to write down a person's history by hand, and a site to hold it against.

Days are counted from DAY0 (in the accrual window), so that a test reads ``arrest(-3)``, ``referral(0)``.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipeline.settings import Site
from tests.twin.twin import EXTRACTS, Row, Rows
from tests.twin_support.store import DEFAULT_SITE, complete_rows

DAY0 = date(2021, 6, 1)


def on(day: int | date | None) -> date | None:
    """A date from a day number (a date and None stay)."""
    return DAY0 + timedelta(days=day) if isinstance(day, int) else day


def make_site(
    extracts: tuple[str, ...] = ("arrests", "referrals", "engagements", "custody", "deaths"),
    data_from: date = date(2020, 1, 1), **overrides: Any,
) -> Site:
    """A site in memory: accrual 2021, data through 30 June 2022, horizons 10/20/400, lookback 100 days."""
    described: dict[str, Any] = {name: {"path": f"extracts/{name}.csv"} for name in extracts}
    described["arrests"]["data_from"] = data_from
    base = {
        **DEFAULT_SITE, "data_through": date(2022, 6, 30), "horizons_days": [10, 20, 400],
        "primary_horizon_days": 10, "lookback_days": 100,
        "eligibility": {
            "min_age": 18, "exclude_categories": ["violent"],
            "rules": [{"offense_category": ["drug_possession"], "severity": ["misdemeanor", "citation"]}],
        },
    }
    return Site(**{**base, "extracts": described, **overrides})


def arrest(
    day: int | date, arrest_id: str | None = None, person_id: int = 1, **columns: Any,
) -> tuple[str, Row]:
    """An eligible charge in the programme's area unless said otherwise, the offence of the arrest's day."""
    when = on(day)
    row = {
        "person_id": person_id, "arrest_id": arrest_id or f"A{when:%m%d}", "arrest_date": when,
        "offense_date": when, "severity": "misdemeanor", "offense_category": "drug_possession",
        "district": "P1", "birth_year": 1980,
    }
    if "offense_date" in columns:
        columns["offense_date"] = on(columns["offense_date"])
    row |= columns
    if row["offense_date"] is None:
        row.pop("offense_date")
    return "arrests", row


def referral(
    day: int | date, referral_id: str = "R1", door: str = "arrest_diversion", person_id: int = 1,
    **columns: Any,
) -> tuple[str, Row]:
    for name in ("intake_date", "exit_date"):
        if name in columns:
            columns[name] = on(columns[name])
    return "referrals", {
        "person_id": person_id, "referral_id": referral_id, "referral_date": on(day), "door": door,
        "decision": "accepted", **columns,
    }


def contact(day: int | date, outcome: str = "attended", person_id: int = 1) -> tuple[str, Row]:
    return "engagements", {
        "person_id": person_id, "contact_id": f"C{person_id}/{on(day)}/{outcome}", "contact_date": on(day),
        "contact_type": "case_management", "outcome": outcome,
    }


def stay(
    admit: int | date, release: int | date | None, person_id: int = 1, facility: str = "jail",
) -> tuple[str, Row]:
    return "custody", {
        "person_id": person_id, "admit_date": on(admit), "release_date": on(release), "facility": facility,
    }


def death(day: int | date, person_id: int = 1) -> tuple[str, Row]:
    return "deaths", {"person_id": person_id, "death_date": on(day)}


def lost_charge(arrest_id: str, person_id: int = 1) -> tuple[str, Row]:
    return "quarantined_arrests", {"person_id": person_id, "arrest_id": arrest_id}


def lost_referral(day: int | date | None, person_id: int = 1) -> tuple[str, Row]:
    return "quarantined_referrals", {"person_id": person_id, "referral_date": on(day)}


def history(*facts: tuple[str, Row]) -> Rows:
    """The row lists of the facts, completed as ingest would."""
    rows: Rows = {name: [row for extract, row in facts if extract == name] for name in EXTRACTS}
    return {n: list(r) if n.startswith("quarantined") else complete_rows(n, r) for n, r in rows.items()}
