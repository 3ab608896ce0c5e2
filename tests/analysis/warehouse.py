"""A warehouse in memory with what pipeline.analysis reads, from random people with a known effect.

Only the tables' shapes and meanings are those of the models; the rows are drawn here, so that the analysis is tested
without a dbt build.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd

OUTCOMES = ("new_offense", "any_arrest", "warrant", "felony")
VARIANTS = ("null_dates_are_prior", "exclude_rediversion")
THROUGH = date(2024, 12, 31)


@dataclass(frozen=True)
class County:
    """What is drawn. ``ratio``: LEAD's rate of re-arrest by that of the comparison."""

    n_lead: int = 150
    n_comparison: int = 500
    ratio: float = 0.6
    rows_a_person: int = 1
    seed: int = 1
    horizons: tuple[int, ...] = (90, 365)
    has_engagements: bool = True
    selection: float = 0.6
    designs: tuple[str, ...] = ("concurrent_area",)
    last_arrest: bool = False  # the comparison's index is chosen so that nothing follows it
    area_policy: bool = True
    n_contacts: int = 120  # of people met in the street, each with ten people of its risk set
    days_back: int = 900  # index dates lie up to so many days before THROUGH - 366


def people(county: County, rng: np.random.Generator) -> pd.DataFrame:
    """Trials with their covariates; priors and drug index are commoner in the LEAD arm, and raise the rate."""
    frames = []
    arms = [("lead", county.n_lead, None), *(("comparison", county.n_comparison, d) for d in county.designs)]
    for number, (arm, n, design) in enumerate(arms):
        shift = county.selection if arm == "lead" else 0.0
        priors = rng.poisson(np.exp(0.4 + 0.5 * shift) * rng.gamma(2.0, 0.5, n))
        recent = rng.binomial(priors, 0.5)
        drug = rng.random(n) < 0.4 + 0.3 * shift
        back = rng.integers(0, county.days_back, n) + 366
        if county.rows_a_person > 1:  # a person has one event a day
            back = back // county.rows_a_person * county.rows_a_person + np.arange(n) % county.rows_a_person
        person = np.arange(n) // county.rows_a_person + (1_000_000 if arm == "lead" else 1_900_000 + 100_000 * number)
        frames.append(pd.DataFrame({
            "person_id": person, "arm": arm, "door": "arrest_diversion" if arm == "lead" else None,
            "comparison_design": design, "index_date": pd.Timestamp(THROUGH) - pd.to_timedelta(back, unit="D"),
            "age": rng.integers(19, 60, n), "sex": rng.choice(["F", "M"], n, p=[0.35, 0.65]),
            "race": rng.choice(["A", "B"], n), "ethnicity": None,
            "index_category": np.where(drug, "drug_possession", "prostitution"), "index_severity": "misdemeanor",
            "index_district": "P1" if arm == "lead" or design != "concurrent_area" else "C1",
            "prior_arrests": priors, "prior_arrests_365d": recent, "prior_arrests_90d": rng.binomial(recent, 0.4),
            "prior_drug_arrests": rng.binomial(priors, 0.4), "prior_felony_arrests": rng.binomial(priors, 0.2),
            "prior_warrant_arrests": rng.binomial(priors, 0.2), "prior_eligible_arrests": rng.binomial(priors, 0.3),
            "rate": np.exp(-1.1 + 0.35 * np.log1p(priors) + 0.3 * drug) * rng.gamma(1.5, 1 / 1.5, n)
            * (county.ratio if arm == "lead" else 1.0) / 365,
        }))
    frame = pd.concat(frames, ignore_index=True)
    frame["prior_arrests_30d"] = rng.binomial(frame["prior_arrests_90d"], 0.3)
    frame["prior_new_offense_arrests"] = frame["prior_arrests"]
    frame["days_since_last_arrest"] = pd.array(np.where(frame["prior_arrests"] > 0, 50, None), dtype="Int64")
    frame["trial_id"] = [f"t{i:06d}" for i in range(len(frame))]
    frame["index_quarter"] = frame["index_date"].dt.year.astype(str) + "-Q" + frame["index_date"].dt.quarter.astype(str)
    return frame


def build(county: County | None = None) -> duckdb.DuckDBPyConnection:
    """The warehouse of one drawn county."""
    county = county or County()
    rng = np.random.default_rng(county.seed)
    frame = people(county, rng)
    n, longest = len(frame), max(county.horizons)
    count = rng.poisson(frame["rate"].to_numpy() * longest)
    if county.last_arrest:
        count[(frame["arm"] == "comparison").to_numpy()] = 0
    row = np.repeat(np.arange(n), count)
    days = pd.DataFrame({"row": row, "day": rng.integers(1, longest + 1, row.size)}).drop_duplicates()
    days["is_new"] = rng.random(len(days)) < 0.8
    dies = rng.random(n) < 0.03
    death_day = np.where(dies, rng.integers(1, longest + 1, n), 10**6)
    days = days[days["day"].to_numpy() <= death_day[days["row"].to_numpy()]]
    index = frame["index_date"]
    frame["death_date"] = (index + pd.to_timedelta(death_day, unit="D")).where(dies)
    frame["follow_up_end"] = frame["death_date"].fillna(pd.Timestamp(THROUGH)).clip(upper=pd.Timestamp(THROUGH))
    frame["is_engaged"] = pd.array(np.where((frame["arm"] == "lead"), rng.random(n) < 0.6, False), dtype="boolean")
    if not county.has_engagements:
        frame["is_engaged"] = pd.array([None] * n, dtype="boolean")
    frame["decision"] = np.where(frame["arm"] == "lead", np.where(rng.random(n) < 0.05, "ineligible", "accepted"), None)
    frame["eligibility_verified"] = rng.random(n) < 0.95
    frame["first_later_referral_date"] = pd.NaT
    later = (frame["arm"] == "comparison") & (rng.random(n) < 0.05)
    frame.loc[later, "first_later_referral_date"] = index[later] + pd.Timedelta(days=120)
    con = duckdb.connect()
    for schema in ("marts", "settings", "estimates", "intermediate"):
        con.execute(f"create schema {schema}")
    _put(con, "marts.cohort", frame.drop(columns="rate"), dates=("index_date", "death_date", "follow_up_end",
                                                                 "first_later_referral_date"))
    _put(con, "marts.rearrest_outcomes", _outcomes(frame, days, county, OUTCOMES, "outcome"), dates=("index_date",))
    _put(con, "marts.rearrest_outcomes_variants", _outcomes(frame, days, county, VARIANTS, "variant"), dates=("index_date",))
    con.execute(f"""
        create table intermediate.int_trial_outcomes as
        select person_id, index_date, horizon_days, {', '.join(
            f"cast(sum(case when name = '{n}' then arrest_events else 0 end) as integer) as {n}_events"
            for n in (*OUTCOMES, *VARIANTS))}
        from (select *, outcome as name from marts.rearrest_outcomes
              union all by name select *, variant as name from marts.rearrest_outcomes_variants)
        group by all""")
    con.execute(f"""
        create table intermediate.int_first_events as
        select o.trial_id, o.person_id, o.arm, o.door, o.comparison_design, o.index_date,
               date '{THROUGH}' - o.index_date as days_to_data_end,
               max(case when event_type = 'death' then days_to_first_event end) as days_to_death, {', '.join(
            f"max(case when outcome = '{n}' and event_type = 'rearrest' then days_to_first_event end) as days_to_{n}"
            for n in OUTCOMES)}
        from marts.rearrest_outcomes as o where horizon_days = {longest} group by all""")
    events = pd.DataFrame({"person_id": frame["person_id"].to_numpy()[days["row"]],
                           "index_date": index.to_numpy()[days["row"]], "days_after_index": days["day"].to_numpy(),
                           "is_new_offense": days["is_new"].to_numpy()})
    _put(con, "estimates.est_event_days", events.drop_duplicates(["person_id", "index_date", "days_after_index"]),
         dates=("index_date",))
    _settings(con, county)
    _area_policy(con, county, rng)
    _risk_sets(con, county, rng)
    return con


def _outcomes(frame: pd.DataFrame, days: pd.DataFrame, county: County, names: tuple[str, ...], kind: str) -> pd.DataFrame:
    parts, index = [], frame["index_date"]
    follow_up = (pd.Timestamp(THROUGH) - frame["index_date"]).dt.days.to_numpy()
    death = (frame["death_date"] - frame["index_date"]).dt.days.fillna(10**6).to_numpy()
    for name in names:
        counted = days if name == "any_arrest" else (
            days[~days["is_new"]] if name == "warrant" else days[days["is_new"]])
        for horizon in county.horizons:
            inside = counted[counted["day"] <= horizon]
            number = np.bincount(inside["row"], minlength=len(frame))
            first = inside.groupby("row")["day"].min().reindex(range(len(frame))).to_numpy()
            observed = follow_up >= horizon
            kind_of = np.where(number > 0, "rearrest", np.where(death <= horizon, "death",
                                                                np.where(observed, "none", "censored")))
            day = np.where(number > 0, first, np.where(death <= horizon, death, np.nan))
            parts.append(pd.DataFrame({
                "trial_id": frame["trial_id"], "person_id": frame["person_id"], "arm": frame["arm"], "door": frame["door"],
                "comparison_design": frame["comparison_design"],
                "index_date": index, kind: name, "horizon_days": horizon,
                "is_observed": observed, "is_rearrested": pd.array(number > 0, dtype="boolean"), "arrest_events": number,
                "days_to_first_event": pd.array(day, dtype="Int64"),
                "street_days": np.minimum(np.minimum(horizon, follow_up), death), "event_type": kind_of}))
            parts[-1].loc[~observed, "is_rearrested"] = pd.NA
    return pd.concat(parts, ignore_index=True)


def _settings(con: duckdb.DuckDBPyConnection, county: County) -> None:
    site: dict[str, Any] = {
        "data_through": THROUGH, "primary_horizon_days": 365, "seed": 7, "intake_within_days": 30, "min_contacts": 2,
        "engaged_within_days": 60, "has_engagements": county.has_engagements, "has_custody": False,
        "has_areas": True, "accrual_start": date(2021, 1, 1), "accrual_end": date(2024, 12, 31),
        "historical_start": date(2018, 1, 1), "historical_end": date(2020, 12, 31), "lookback_days": 730,
    }
    _put(con, "settings.site", pd.DataFrame([site]), dates=tuple(k for k, v in site.items() if isinstance(v, date)))
    _put(con, "settings.horizons", pd.DataFrame({"horizon_days": list(county.horizons)}))
    _put(con, "settings.designs", pd.DataFrame({"comparison_design": list(county.designs),
                                                "is_primary": [i == 0 for i in range(len(county.designs))]}))
    contrasts = ["area_policy"] if county.area_policy else []
    _put(con, "settings.contrasts", pd.DataFrame({"contrast": pd.array(contrasts, dtype="string")}))


def _area_policy(con: duckdb.DuckDBPyConnection, county: County, rng: np.random.Generator) -> None:
    n = 2000
    area, period = rng.choice(["programme", "comparison"], n), rng.choice(["before", "after"], n)
    treated = (area == "programme") & (period == "after")
    events = rng.poisson(np.where(treated, 0.5 * county.ratio, 0.5))
    _put(con, "intermediate.int_area_policy_trials", pd.DataFrame({
        "person_id": rng.integers(0, 900, n), "area": area, "period": period, "horizon_days": 365, "is_observed": True,
        "is_included": True, "new_offense_events": events, "any_arrest_events": events,
        "is_rearrested_new_offense": events > 0, "is_rearrested_any_arrest": events > 0,
        "index_date": pd.Timestamp(2021, 1, 1) + pd.to_timedelta(rng.integers(0, 700, n), unit="D"),
        "content_key": [f"k{i:06d}" for i in range(n)]}), dates=("index_date",))


def _risk_sets(con: duckdb.DuckDBPyConnection, county: County, rng: np.random.Generator) -> None:
    """Contacts of the street and ten people of the risk set of each; the contacted are re-arrested ``ratio`` times as often."""
    sets = county.n_contacts
    n = 11 * sets
    contacted = np.arange(n) % 11 == 0
    at = np.repeat(np.arange(sets), 11)
    priors = 1 + rng.poisson(np.where(contacted, 1.3, 1.0))
    risk = np.clip(0.2 + 0.06 * priors, 0, 0.8) * np.where(contacted, county.ratio, 1.0)
    recent = rng.binomial(priors, 0.5)
    frame = pd.DataFrame({
        "door": "social_contact", "person_id": np.where(contacted, 5_000_000 + at, 6_000_000 + rng.integers(0, 4 * sets + 1, n)),
        "index_date": (pd.Timestamp(2021, 1, 1) + pd.to_timedelta(rng.integers(0, 700, sets), unit="D"))[at] if sets
        else pd.to_datetime([]),
        "is_contacted": contacted, "index_district": np.where(at % 2, "P1", "P2"),
        "days_since_last_arrest_band": np.where(at % 3 == 0, "1-30", "31-90"), "set_size": 10,
        "set_weight": np.where(contacted, 1.0, 0.1), "age": rng.integers(19, 60, n), "sex": rng.choice(["F", "M"], n),
        "race": rng.choice(["A", "B"], n), "prior_arrests": priors, "prior_arrests_365d": recent,
        "prior_arrests_90d": rng.binomial(recent, 0.4), "prior_arrests_30d": 0, "prior_eligible_arrests": 1,
        "prior_felony_arrests": rng.binomial(priors, 0.2), "prior_drug_arrests": rng.binomial(priors, 0.4),
        "prior_warrant_arrests": rng.binomial(priors, 0.2), "days_since_last_arrest": 20, "is_observed": True,
        "is_rearrested": rng.random(n) < risk,
    }).drop_duplicates(["person_id", "index_date"])
    frame["index_quarter"] = frame["index_date"].dt.year.astype(str) + "-Q" + frame["index_date"].dt.quarter.astype(str)
    _put(con, "intermediate.int_risk_set_trials", frame, dates=("index_date",))


def _put(con: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame, dates: tuple[str, ...] = ()) -> None:
    con.register("incoming", frame)
    columns = ", ".join(f'"{c}"::date as "{c}"' if c in dates else f'"{c}"' for c in frame.columns)
    con.execute(f"create table {name} as select {columns} from incoming")
    con.unregister("incoming")
