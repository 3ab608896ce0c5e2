"""The fast way to one simulated county for a study of estimators: trials, covariates, outcomes and truth as
arrays.

The same people, events, referrals and definitions as in the written county, but one charge an event, perfect
links, no other doors, no faults, and no custody or contacts: about a tenth of the work. A county of the
default make-up that expects 200 diversions takes about a quarter of a second.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from ingest.county.faults import Planted
from ingest.county.params import BENCH, MIXED, NEW_CHARGE, SUPERVISION, CountyParams
from ingest.county.process import NEVER, Simulated, severity_of, simulate_block
from ingest.county.records import _KIND_CATEGORY, CAT, WARRANT, offense_days
from ingest.county.trials import (
    ChargeList,
    Known,
    Reading,
    Trials,
    comparison_trials,
    covariates,
    lead_trials,
    outcome_counts,
    read,
)
from pipeline.errors import UsageError

# people for each expected diversion: with one row a person there are fewer events to divert
_PEOPLE_PER_DIVERSION = {None: 25.0, 1: 40.0, 2: 16.0, 3: 11.0, 4: 9.0, 5: 8.0}
STUDY = {
    "messy_links": False,
    "other_doors": False,
    "shock": 0.0,
    "district_share": (0.5, 0.25, 0.25, 0.0, 0.0, 0.0),
    "rare_levels": False,
}
# without the historical design there is no need for the years before
SHORT = {"burn_in_from": dt.date(2016, 1, 1), "data_from": dt.date(2018, 1, 1)}


@dataclass(frozen=True)
class Sample:
    """One county as a study sees it; every array has one row a trial, LEAD (``arm`` 1) and comparison (0)
    together.

    ``counts[outcome][horizon]``: events in days 1 to H up to the end of follow-up. ``first_day[outcome]``:
    day of the first one since the index (NaN without one in the data). ``last_day``: days from the index to
    the end of follow-up; ``died``: follow-up ended by death. ``observed[horizon]``: index + H lies in the
    data. ``truth[horizon]`` holds, for the LEAD trials observed at H, the realised and (where drawn) the
    expected risk difference and count difference.
    """

    params: CountyParams
    arm: np.ndarray
    person: np.ndarray
    index_day: np.ndarray
    covariates: dict[str, np.ndarray]
    counts: dict[str, dict[int, np.ndarray]]
    first_day: dict[str, np.ndarray]
    last_day: np.ndarray
    died: np.ndarray
    observed: dict[int, np.ndarray]
    truth: dict[int, dict[str, float]]


def slim_known(rng: np.random.Generator, s: Simulated) -> tuple[Known, dict[str, np.ndarray]]:
    """One charge an event, and a referral row for each first referral; also the charges of world 0."""
    p, e, people, r = s.params, s.events, s.people, s.referrals
    kind = e.kind
    category = _KIND_CATEGORY[kind].copy()
    category[kind == MIXED] = CAT["drug_sale"]
    warrant_type = np.full(len(e), -1, np.int8)
    for k, name in ((BENCH, "bench"), (NEW_CHARGE, "new_charge")):
        warrant_type[kind == k] = WARRANT[name]
    diverted = np.zeros(len(e), bool)
    diverted[r.event[r.event >= 0]] = True
    charges = {
        "event": np.arange(len(e)),
        "person": e.person,
        "arrest_no": np.arange(1, len(e) + 1),
        "charge_number": np.ones(len(e), np.int64),
        "arrest_day": e.day,
        "offense_day": offense_days(rng, p, kind, e.day),
        "category": category,
        "read_category": category,
        "severity": severity_of(kind, e.severity_u),
        "is_warrant": np.isin(kind, (BENCH, NEW_CHARGE)),
        "warrant_type": warrant_type,
        "district": e.district,
        "disposition": np.where(diverted, 2, 0).astype(np.int8),
        "birth_year": people.birth_year[e.person].astype(np.int64),
        "sex": people.sex[e.person].astype(np.int64),
        "race": people.race[e.person].astype(np.int64),
    }
    charges["is_warrant"] |= (kind == SUPERVISION) & (e.severity_u < 0.5)
    realised = e.in_world1 & (e.day >= p.day(p.data_from))
    known = Known.of_arrests({k: v[realised] for k, v in charges.items()}, Planted())
    n = len(r.person)
    order = np.argsort(r.day, kind="stable")
    who, event = r.person[order], r.event[order]
    none = np.full(n, -1, np.int64)
    known.add_referrals(
        {
            "person": who,
            "event": event,
            "first": np.ones(n, bool),
            "door": r.door[order],
            "referral_day": r.day[order],
            "arrest_no": np.where(event >= 0, event + 1, -1),
            "category": none,
            "severity": none,
            "district": none,
            "number": np.arange(1, n + 1),
            "birth_year": none,
            "sex": none,
            "race": none,
        },
        Planted(),
    )
    known.death_day = people.death_day.astype(np.int64)
    return known, charges


def _join(a: Trials, b: Trials) -> Trials:
    return Trials(
        *(np.concatenate([getattr(a, f.name), getattr(b, f.name)]) for f in dataclasses.fields(Trials))
    )


def _take(t: Trials, rows: np.ndarray) -> Trials:
    return Trials(*(getattr(t, f.name)[rows] for f in dataclasses.fields(Trials)))


def _first_day(
    charges: ChargeList, trials: Trials, end: np.ndarray, outcome: str, longest: int
) -> np.ndarray:
    """Day of the first event of an outcome, by bisection on the horizon."""
    low, high = np.zeros(len(trials), np.int64), np.full(len(trials), longest, np.int64)
    some = outcome_counts(charges, trials.person, trials.index_day, high, end)[outcome] > 0
    while (high - low > 1).any():
        middle = (low + high) // 2
        hit = outcome_counts(charges, trials.person, trials.index_day, middle, end)[outcome] > 0
        high, low = np.where(hit, middle, high), np.where(hit, low, middle)
    return np.where(some, high, np.nan)


def draw_sample(
    rng: np.random.Generator,
    n_lead: float = 200,
    *,
    design: str = "concurrent_area",
    horizons: tuple[int, ...] = (365,),
    effect: str = "by_drug",
    confounding: str = "weak",
    unmeasured: bool = False,
    rows_per_person: float | None = None,
    expected_draws: int = 0,
    people: int | None = None,
    time_to_event: bool = False,
    **parameters: Any,
) -> Sample:
    """Draw a county that expects ``n_lead`` arrest diversions, and one design's comparison with them.

    ``expected_draws`` > 0 adds the expected truth over that many fresh futures of each LEAD trial.
    ``time_to_event`` fills ``first_day`` (to three years). ``parameters`` are fields of CountyParams. Raises
    UsageError: out of range.
    """
    from ingest.county.truth import expected_outcomes

    if design not in ("concurrent_area", "concurrent_undiverted", "historical"):
        raise UsageError(f"design: {design} is no cohort design")
    per = _PEOPLE_PER_DIVERSION.get(rows_per_person, 25.0)
    settings = {**STUDY, **(SHORT if design != "historical" else {}), **parameters}
    p = CountyParams(
        people=people or round(per * n_lead),
        participants=n_lead,
        effect=effect,
        confounding=confounding,
        unmeasured=unmeasured,
        rows_per_person=rows_per_person,
        **settings,
    )
    s = simulate_block(rng, p, p.people)
    known, charges = slim_known(rng, s)
    x: Reading = read(p, known)
    lead = lead_trials(x)
    lead = _take(lead, np.flatnonzero(lead.door == 0))
    t = _join(lead, comparison_trials(x, design))
    end = np.minimum(x.death_day, p.last_day)[t.person]
    realised = ChargeList.of(x.charge["person"], x.charge["day"], x.charge, x.charge["read_category"])
    world0 = ChargeList.of(charges["person"], charges["arrest_day"], charges, charges["category"])
    names = ("new_offense", "any_arrest")
    counts: dict[str, dict[int, np.ndarray]] = {name: {} for name in names}
    observed = {h: t.index_day + h <= p.last_day for h in horizons}
    truth: dict[int, dict[str, float]] = {}
    n1 = len(lead)
    expected = (
        expected_outcomes(rng, None, lead, horizons, expected_draws, s) if expected_draws and n1 else {}
    )
    for h in horizons:
        got = outcome_counts(realised, t.person, t.index_day, h, end)
        none = outcome_counts(world0, lead.person, lead.index_day, h, end[:n1])
        seen = observed[h][:n1]
        truth[h] = {}
        for name in names:
            counts[name][h] = got[name]
            if seen.any():
                y1, y0 = got[name][:n1][seen], none[name][seen]
                truth[h][f"{name}_risk_difference"] = float((y1 > 0).mean() - (y0 > 0).mean())
                truth[h][f"{name}_count_difference"] = float(y1.mean() - y0.mean())
                if expected:
                    ex = expected[h]
                    truth[h][f"expected_{name}_risk_difference"] = float(
                        (ex[f"{name}_1"] - ex[f"{name}_0"])[seen].mean()
                    )
                    truth[h][f"expected_{name}_count_difference"] = float(
                        (ex[f"{name}_count_1"] - ex[f"{name}_count_0"])[seen].mean()
                    )
    first = {name: _first_day(realised, t, end, name, 1096) for name in names} if time_to_event else {}
    return Sample(
        p,
        t.arm,
        t.person,
        t.index_day,
        covariates(x, t),
        counts,
        first,
        end - t.index_day,
        x.death_day[t.person] < NEVER,
        observed,
        truth,
    )
