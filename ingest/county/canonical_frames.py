"""The realised world of a block as pandas frames in canonical form: what a faultless load would put into
``raw``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ingest.county.faults import Planted
from ingest.county.params import DISTRICTS, RACES, SEXES, CountyParams
from ingest.county.provider import arrest_text, demographics, numbered
from ingest.county.records import EXIT_REASONS, INELIGIBLE_REASONS
from ingest.county.trials import Known
from pipeline.canonical import (
    CONTACT_OUTCOMES,
    CONTACT_TYPES,
    DECISIONS,
    DISPOSITIONS,
    DOORS,
    EXTRACTS,
    FACILITIES,
    HEALTH_EVENT_TYPES,
    OFFENSE_CATEGORIES,
    SEVERITIES,
    WARRANT_TYPES,
)

if TYPE_CHECKING:
    from ingest.county.write import CountyData

_COURT = ("dismissed", "guilty", "probation before judgment", "open")


def _text(codes: np.ndarray, values: tuple[str | None, ...], missing: str | None = None) -> np.ndarray:
    table = np.array([*values, missing], object)
    return table[np.where(codes < 0, len(values), codes)]


def _dates(p: CountyParams, day: np.ndarray) -> np.ndarray:
    out = p.dates[np.maximum(day, 0)].astype("datetime64[s]")
    out[day < 0] = np.datetime64("NaT")
    return out


def _year(values: np.ndarray) -> pd.arrays.IntegerArray:
    return (
        pd.array(np.where(values < 0, 0, values), dtype="Int32").copy()
        if (values >= 0).all()
        else pd.array([None if v < 0 else int(v) for v in values], dtype="Int32")
    )


def faultless(data: CountyData, seed: int = 0) -> Known:
    """What a load of ``canonical_frames(data, seed=seed)`` knows, as arrays for ``trials.read``."""
    rng = np.random.default_rng(seed)
    r, people = data.records, data.people
    charges = {k: v[r.recorded] for k, v in r.charges.items()}
    charges["read_category"] = charges["category"]
    charges |= demographics(rng, people, charges["person"])
    known = Known.of_arrests(charges, Planted())
    known.add_referrals(r.referrals | demographics(rng, people, r.referrals["person"]), Planted())
    known.death_day = people.death_day.astype(np.int64)
    return known


def canonical_frames(
    data: CountyData, person_offset: int = 0, prefix: str = "", seed: int = 0
) -> dict[str, pd.DataFrame]:
    """One frame an extract, its columns in contract order. ``person_id`` is the person's position +
    ``person_offset``.

    ``prefix`` goes before every id and district, so that blocks or replicates can stand in one store as
    counties of their own. ``seed`` draws the few rows that disagree about a person.
    """
    p, r, people = data.params, data.records, data.people
    rng = np.random.default_rng(seed)
    rows = np.flatnonzero(r.recorded)
    c = {k: v[rows] for k, v in r.charges.items()}
    who = demographics(rng, people, c["person"])
    districts = tuple(prefix + d for d in DISTRICTS)

    def ids(array) -> np.ndarray:
        values = np.array(array.to_pylist(), object)
        if prefix:
            values = np.array([None if v is None else prefix + v for v in values], object)
        return values

    def officer(codes: np.ndarray) -> np.ndarray:
        out = ids(numbered("OF", np.maximum(codes, 0), 4))
        out[codes < 0] = None
        return out

    arrests = {
        "person_id": c["person"].astype(np.int64) + person_offset,
        "arrest_id": ids(arrest_text(c["arrest_no"])),
        "charge_number": c["charge_number"].astype(np.int32),
        "arrest_date": _dates(p, c["arrest_day"]),
        "offense_date": _dates(p, c["offense_day"]),
        "charge_code": None,
        "charge_description": None,
        "severity": _text(c["severity"], SEVERITIES, "unknown"),
        "offense_category": _text(c["category"], OFFENSE_CATEGORIES, "unknown"),
        "is_warrant": c["is_warrant"],
        "warrant_type": _text(c["warrant_type"], WARRANT_TYPES, "unknown"),
        "disposition": _text(c["disposition"], DISPOSITIONS, "unknown"),
        "district": _text(c["district"], districts),
        "officer_id": officer(c["officer"]),
        "birth_year": _year(who["birth_year"]),
        "sex": _text(who["sex"], SEXES),
        "race": _text(who["race"], RACES),
        "ethnicity": None,
    }
    f = r.referrals
    who = demographics(rng, people, f["person"])
    referrals = {
        "referral_id": ids(numbered("R", f["number"], 8)),
        "person_id": f["person"].astype(np.int64) + person_offset,
        "referral_date": _dates(p, f["referral_day"]),
        "door": _text(f["door"], DOORS),
        "arrest_id": ids(arrest_text(f["arrest_no"])),
        "offense_category": _text(f["category"], OFFENSE_CATEGORIES, "unknown"),
        "severity": _text(f["severity"], SEVERITIES, "unknown"),
        "district": _text(f["district"], districts),
        "officer_id": officer(f["officer"]),
        "decision": _text(f["decision"], DECISIONS),
        "ineligible_reason": _text(f["reason"], INELIGIBLE_REASONS),
        "intake_date": _dates(p, f["intake_day"]),
        "exit_date": _dates(p, f["exit_day"]),
        "exit_reason": _text(f["exit_reason"], EXIT_REASONS),
        "birth_year": _year(who["birth_year"]),
        "sex": _text(who["sex"], SEXES),
        "race": _text(who["race"], RACES),
        "ethnicity": None,
    }
    k = r.contacts
    engagements = {
        "contact_id": ids(numbered("K", k["number"], 10)),
        "person_id": k["person"].astype(np.int64) + person_offset,
        "contact_date": _dates(p, k["day"]),
        "contact_type": _text(k["kind"], CONTACT_TYPES),
        "outcome": _text(k["outcome"], CONTACT_OUTCOMES, "unknown"),
        "minutes": k["minutes"],
        "case_manager_id": ids(numbered("CM", k["manager"], 3)),
    }
    shown = r.custody["world1"] & (r.custody["admit_day"] >= p.day(p.data_from))
    s = {name: v[shown] for name, v in r.custody.items()}
    custody = {
        "person_id": s["person"].astype(np.int64) + person_offset,
        "admit_date": _dates(p, s["admit_day"]),
        "release_date": _dates(p, s["release_day"]),
        "facility": _text(s["facility"], FACILITIES),
    }
    deaths = {
        "person_id": r.deaths["person"].astype(np.int64) + person_offset,
        "death_date": _dates(p, r.deaths["death_day"]),
    }
    shown = r.court["world1"] & (r.court["filed_day"] >= p.day(p.data_from))
    s = {name: v[shown] for name, v in r.court.items()}
    court = {
        "person_id": s["person"].astype(np.int64) + person_offset,
        "case_id": ids(numbered("D", np.arange(1, len(s["person"]) + 1), 9)),
        "filed_date": _dates(p, s["filed_day"]),
        "severity": _text(s["severity"], SEVERITIES, "unknown"),
        "disposition": _text(s["disposition"], _COURT),
    }
    s = {name: v[r.health["world1"]] for name, v in r.health.items()}
    health = {
        "person_id": s["person"].astype(np.int64) + person_offset,
        "event_date": _dates(p, s["day"]),
        "event_type": _text(s["kind"], HEALTH_EVENT_TYPES),
    }
    tables = {
        "arrests": arrests,
        "referrals": referrals,
        "engagements": engagements,
        "custody": custody,
        "deaths": deaths,
        "court_cases": court,
        "health_events": health,
    }
    return {
        name: pd.DataFrame(columns)[list(EXTRACTS[name].column_names)] for name, columns in tables.items()
    }
