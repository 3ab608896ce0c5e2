"""Stories of single people, stacked into one store: the SQL is driven through one dbt build, and each story
is read back by its name.

    Day 0 of a story is tests.twin_support.histories.DAY0 (1 June 2021); arrest(-3) is three days before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.twin_support.histories import (
    arrest,
    contact,
    death,
    lost_charge,
    lost_referral,
    on,
    referral,
    stay,
)
from tests.twin_support.store import Row, dbt_build, write_site, write_store

__all__ = [
    "SITE",
    "arrest",
    "build",
    "case",
    "contact",
    "death",
    "health",
    "lost_charge",
    "lost_referral",
    "on",
    "referral",
    "stack",
    "stay",
]

# horizons short enough to be read: 10 and 30 days after, 100 before
SITE: dict[str, Any] = {
    "extracts": ("arrests", "referrals", "engagements", "custody", "deaths", "court_cases", "health_events"),
    "data_from": date(2020, 1, 1),
    "data_through": date(2021, 12, 20),
    "accrual": {"start": date(2021, 5, 1), "end": date(2021, 11, 30)},
    "horizons_days": [10, 30],
    "primary_horizon_days": 10,
    "lookback_days": 100,
    "link_within_days": 7,
    "eligibility": {
        "min_age": 18,
        "exclude_categories": ["violent"],
        "rules": [
            {"offense_category": ["drug_possession", "prostitution"], "severity": ["misdemeanor", "citation"]}
        ],
    },
    "areas": {"programme": ["P1", "P2"], "comparison": ["C1"]},
    "comparison": {
        "designs": ["concurrent_area", "concurrent_undiverted", "historical", "area_policy"],
        "primary": "concurrent_undiverted",
        "historical_window": {"start": date(2020, 9, 1), "end": date(2021, 4, 30)},
    },
    "engagement": {"intake_within_days": 30, "min_contacts": 2, "within_days": 60},
}


def case(day: int, severity: str = "misdemeanor") -> tuple[str, Row]:
    """A court case filed on a day."""
    return "court_cases", {"person_id": 1, "case_id": f"K{day}", "filed_date": on(day), "severity": severity}


def health(day: int, event_type: str) -> tuple[str, Row]:
    """A health event of a day."""
    return "health_events", {"person_id": 1, "event_date": on(day), "event_type": event_type}


def stack(stories: Mapping[str, Iterable[tuple[str, Row]]]) -> dict[str, list[Row]]:
    """Row lists of the stories, each one's person (or its two) numbered apart, as are its keys."""
    rows: dict[str, list[Row]] = {}
    for number, facts in enumerate(stories.values(), start=1):
        for extract, row in facts:
            # keys are unique over the store; an arrest's number is shared by the rows of one story alone
            keys = {
                k: f"{number:04d}{row[k]}"
                for k in ("arrest_id", "referral_id", "contact_id", "case_id")
                if row.get(k)
            }
            rows.setdefault(extract, []).append({**row, **keys, "person_id": number * 10 + row["person_id"]})
    return rows


def build(
    folder: Path, rows: Mapping[str, list[Row]], settings: Mapping[str, Any], select: str, **kwargs: Any
) -> Path:
    """Write site and store, run dbt, return the warehouse."""
    write_site(folder, **settings)
    write_store(
        folder,
        {name: r for name, r in rows.items() if not name.startswith("quarantined")},
        quarantined_arrests=[(r["person_id"], r["arrest_id"]) for r in rows.get("quarantined_arrests", ())],
        quarantined_referrals=[
            (r["person_id"], r["referral_date"]) for r in rows.get("quarantined_referrals", ())
        ],
    )
    return dbt_build(folder, select=select, **kwargs)
