"""Counties stacked into one site and sent through the whole path: raw extracts, ingest, dbt, and each county's effects.

Every county is drawn by the generator of the fictional county (faults apart) with districts, people and numbers of its
own, so that one load and one build hold a hundred replicates. The truth are the potential outcomes of the people whom
the generator knows to be diverted: both worlds of each, in fresh futures.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

import duckdb
import numpy as np
import pandas as pd
import yaml

from estimators.sensitivity import e_value
from ingest.county.canonical_frames import canonical_frames, faultless
from ingest.county.params import CENTRAL, COMPARISON_DISTRICTS, DISTRICTS, ELIG_PROST
from ingest.county.sample import _PEOPLE_PER_DIVERSION, SHORT, STUDY
from ingest.county.trials import Trials, comparison_trials, lead_trials, read
from ingest.county.truth import expected_outcomes
from ingest.county.write import simulate_county
from pipeline import run
from pipeline.analysis import effects
from pipeline.analysis.data import load_trials, outcome_matrix
from pipeline.analysis.diagnostics import negative_control
from pipeline.analysis.effects import (
    PRIMARY_OUTCOME,
    Effects,
    horizon_effects,
    negative_control_reason,
    survival_effects,
)
from pipeline.analysis.equity import group_rows
from pipeline.analysis.other_doors import door_contrasts
from pipeline.settings import load_site
from pipeline.store import store_path
from tests.twin_support.store import dbt_build

HORIZON = 365
DESIGN = "concurrent_area"
FUTURES = 40
# (estimator, measure): what of the truth it estimates
HELD = {
    ("entropy_balance", "risk_difference"): "risk", ("entropy_balance", "mean_count_difference"): "count",
    ("aalen_johansen", "risk_difference"): "risk", ("ghosh_lin", "mean_count_difference"): "count",
    ("unadjusted", "risk_difference"): "risk",
}
# what dbt must have built: the tables that the analysis reads, and by which key they belong to a county
TABLES = {
    "marts.cohort": "person_id", "marts.rearrest_outcomes": "person_id", "estimates.est_event_days": "person_id",
    "intermediate.int_risk_set_trials": "person_id", "intermediate.int_trial_outcomes": "person_id",
    "intermediate.int_first_events": "person_id",
}
EXTRACTS = ("arrests", "referrals", "deaths")
SELECT = "+cohort +rearrest_outcomes +est_event_days +int_risk_set_trials +int_first_events"


@dataclass(frozen=True)
class World:
    """What all counties of a stack share."""

    effect: str
    confounding: str
    rows_a_person: int
    n_lead: int = 200
    hidden: bool = False


WORLDS = (World("null", "strong", 4), World("by_drug", "nonlinear", 3))
HIDDEN = World("null", "weak", 4, n_lead=300, hidden=True)
KINDS = ("drug_possession", "prostitution")


def prefix(number: int) -> str:
    return f"C{number:03d}-"


def write_stack(folder: Path, world: World, counties: int, seed: int) -> pd.DataFrame:
    """Extracts and ``site.yml`` of the stacked counties; returns one row a county: its number of diverted people and
    their mean outcomes in both worlds."""
    people = round(world.n_lead * _PEOPLE_PER_DIVERSION[world.rows_a_person])
    frames: dict[str, list[pd.DataFrame]] = {}
    truths = []
    for number in range(counties):
        rng = np.random.default_rng([seed, number])
        data = simulate_county(
            rng, people, effect=world.effect, confounding=world.confounding, rows_per_person=world.rows_a_person,
            participants=world.n_lead, unmeasured=world.hidden, **{**STUDY, **SHORT, "messy_links": True, "other_doors": True})
        for name, frame in canonical_frames(data, number * people, prefix(number), seed=number).items():
            if name in EXTRACTS:
                frames.setdefault(name, []).append(frame.assign(person_id=frame["person_id"].astype(str)))
        truths.append({"county": number, **_truth(rng, data, number)})
    (folder / "extracts").mkdir(parents=True, exist_ok=True)
    for name, parts in frames.items():
        pd.concat(parts, ignore_index=True).to_parquet(folder / "extracts" / f"{name}.parquet", index=False)
    (folder / "site.yml").write_text(yaml.safe_dump(_site(data.params, frames, counties), sort_keys=False), encoding="utf-8")
    return pd.DataFrame(truths)


def _truth(rng: np.random.Generator, data, seed: int) -> dict[str, float]:
    """What the people whom one county diverted would have gone through in both worlds."""
    known = read(data.params, faultless(data, seed=seed))
    lead = lead_trials(known)
    diverted = Trials(*(getattr(lead, f.name)[lead.door == 0] for f in dataclasses.fields(Trials)))
    future = expected_outcomes(rng, data, diverted, (HORIZON,), FUTURES)[HORIZON]
    effect = future["new_offense_1"] - future["new_offense_0"]
    out = {"n_lead": len(diverted), "risk": float(effect.mean()),
           "count": float((future["new_offense_count_1"] - future["new_offense_count_0"]).mean())}
    referred = data.simulated.referrals
    event = np.full(len(data.people), -1)
    event[referred.person[referred.event >= 0]] = data.simulated.events.kind[referred.event[referred.event >= 0]]
    prostitution = event[diverted.person] == ELIG_PROST
    for kind, rows in zip(KINDS, (~prostitution, prostitution)):
        out[f"risk {kind}"] = float(effect[rows].mean()) if rows.any() else float("nan")
        out[f"n {kind}"] = int(rows.sum())
    hidden = data.people.unmeasured
    if hidden.any():
        # strength of the planted confounder as risk ratios with the outcome and with the arm; what both can explain
        # together, as the E-value that belongs to it (VanderWeele and Ding, Ann. Intern. Med. 167 (2017) 268-274)
        high = hidden[diverted.person] > 0
        with_outcome = future["new_offense_0"][high].mean() / future["new_offense_0"][~high].mean()
        share, other = (float((hidden[t.person] > 0).mean()) for t in (diverted, comparison_trials(known, DESIGN)))
        with_arm = max(share / other, other / share, (1 - share) / (1 - other), (1 - other) / (1 - share))
        bound = with_arm * with_outcome / (with_arm + with_outcome - 1)
        out["strength"] = float(bound + np.sqrt(bound * (bound - 1)))
    return out


def _site(p, frames: dict[str, list[pd.DataFrame]], counties: int) -> dict:
    extracts = {name: {"path": f"extracts/{name}.parquet", "format": "parquet", "deid_basis": "synthetic",
                       "columns": {c: c for c in parts[0].columns if not parts[0][c].isna().all()}}
                for name, parts in frames.items()}
    extracts["arrests"]["data_from"] = p.data_from.isoformat()
    drug = {"offense_category": "drug_possession"}
    return {
        "site": "Stacked counties", "programme": "LEAD", "fictional": True, "data_through": p.data_through.isoformat(),
        "accrual": {"start": p.accrual_start.isoformat(), "end": p.accrual_end.isoformat()},
        "horizons_days": [HORIZON], "primary_horizon_days": HORIZON, "lookback_days": 730,
        "eligibility": {
            "min_age": 18, "exclude_categories": ["violent", "weapons", "drug_sale"],
            "rules": [{**drug, "severity": ["misdemeanor", "citation", "unknown"], "valid_to": "2023-06-30"},
                      {**drug, "severity": ["misdemeanor", "citation"], "valid_from": "2023-07-01"},
                      {"offense_category": "prostitution", "severity": ["misdemeanor", "citation", "unknown"]}]},
        "areas": {"programme": [prefix(k) + DISTRICTS[CENTRAL] for k in range(counties)],
                  "comparison": [prefix(k) + DISTRICTS[d] for k in range(counties) for d in COMPARISON_DISTRICTS]},
        "comparison": {"designs": [DESIGN], "primary": DESIGN}, "extracts": extracts,
    }


def build_stack(folder: Path) -> Path:
    """``lead ingest``, and dbt on what the analysis reads; returns the warehouse."""
    run.ingest(load_site(folder), quiet=True)
    return dbt_build(folder, select=SELECT, command="run")


@contextmanager
def county_sessions(folder: Path, warehouse: Path) -> Iterator[Iterator[tuple[int, duckdb.DuckDBPyConnection]]]:
    """One connection a county, in which the tables that the analysis reads hold that county alone."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch, duckdb.connect(str(Path(scratch) / "by_county.duckdb")) as con:
        con.execute(f"attach '{warehouse}' as built (read_only)")
        con.execute(f"attach '{store_path(load_site(folder))}' as store (read_only)")
        # a person belongs to the county whose mark their records carry, whatever the surrogate; districts may be missing
        con.execute("""
            create table county_of as
            select person_id, cast(substr(any_value(id), 2, 3) as integer) as county
            from (select person_id, arrest_id as id from store.raw.arrests
                  union all select person_id, referral_id as id from store.raw.referrals)
            group by person_id having count(distinct left(id, 4)) = 1""")
        for table, key in TABLES.items():
            con.execute(f"create schema if not exists {table.split('.')[0]}")
            con.execute(f"create table {table}_all as select t.*, c.county from built.{table} as t"
                        f" join county_of as c using ({key}) order by c.county")
            lost = con.execute(f"select (select count(*) from built.{table}) - (select count(*) from {table}_all)").fetchone()[0]
            if lost:
                raise AssertionError(f"{table}: {lost} rows belong to no county")
            con.execute(f"create view {table} as select * exclude (county) from {table}_all"
                        " where county = getvariable('county')")
        con.execute("create schema settings")
        for (name,) in con.execute("select table_name from duckdb_tables() where database_name = 'built'"
                                   " and schema_name = 'settings'").fetchall():
            con.execute(f"create view settings.{name} as select * from built.settings.{name}")

        def sessions() -> Iterator[tuple[int, duckdb.DuckDBPyConnection]]:
            for (county,) in con.execute("select distinct county from marts.cohort_all order by 1").fetchall():
                con.execute(f"set variable county = {county}")
                yield county, con

        yield sessions()


def run_stack(world: World, counties: int, seed: int, folder: Path) -> pd.DataFrame:
    """One row a county × estimate: its error, interval, whether published, and the truth.

    Beside the estimates of ``HELD`` the groups by kind of offence (``group``), and of the whole county the p-value of the
    negative control and the E-value of the limit with the strength that was planted.
    """
    truths = write_stack(folder, world, counties, seed).set_index("county")
    rows = []
    with county_sessions(folder, build_stack(folder)) as sessions:
        for county, session in sessions:
            truth = truths.loc[county]
            rows += [{"county": county, **row} for row in _county_rows(session, truth)]
    return pd.DataFrame(rows)


def _county_rows(session: duckdb.DuckDBPyConnection, truth: pd.Series) -> list[dict[str, object]]:
    trials = load_trials(session, DESIGN)
    control = negative_control(trials)
    rows, limit = [], None
    for row in _effects(session, trials, control):
        key = (row["estimator"], row["measure"])
        if row["outcome"] != PRIMARY_OUTCOME or row["population"] != "intention_to_divert":
            continue
        if key == ("entropy_balance", "risk_ratio") and row["estimate"] is not None:
            limit = e_value(row["estimate"], row["ci_lower"], row["ci_upper"]).limit
        if key in HELD:
            rows.append({
                "estimator": key[0], "measure": key[1], "group": "all", "estimate": row["estimate"],
                "std_error": row["std_error"], "ci_lower": row["ci_lower"], "ci_upper": row["ci_upper"],
                "published": row["diagnostics_passed"], "withheld_reason": row["withheld_reason"],
                "n_lead": row["n_lead"], "n_lead_generator": int(truth["n_lead"]), "truth": float(truth[HELD[key]]),
            })
    names, y, _, observed = outcome_matrix(session, trials, HORIZON)
    groups, _ = group_rows(trials.keep(observed), y[observed, names.index(PRIMARY_OUTCOME)], "index_category", HORIZON)
    for row in groups:
        if row["group"] in KINDS:
            rows.append({
                "estimator": "entropy_balance", "measure": "risk_difference", "group": row["group"],
                **{name: row[name] for name in ("estimate", "std_error", "ci_lower", "ci_upper", "n_lead")},
                "published": row["diagnostics_passed"], "withheld_reason": row["note"],
                "n_lead_generator": int(truth[f"n {row['group']}"]), "truth": float(truth[f"risk {row['group']}"]),
            })
    if truth["risk"] == 0:
        rows += _contacts(session)
    for row in rows:
        row.update(control_p=None if control is None else control.p_value, e_value_limit=limit,
                   strength=truth.get("strength"))
    return rows


def _effects(session: duckdb.DuckDBPyConnection, trials, control) -> list[dict[str, object]]:
    """The rows of ``effects``, but for other adjustments and count models, which would take most of the time."""
    out = Effects(trials)
    reason = negative_control_reason(control)
    with mock.patch.object(effects, "adjustments"), mock.patch.object(effects, "count_regression"):
        horizon_effects(session, out, HORIZON, reason)
        survival_effects(session, out, reason)
    return out.rows


def _contacts(session: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """The exploratory contrasts of the people met in the street, where nothing was planted: the truth is no effect."""
    rows = []
    for estimator, contrast, reason, trials in door_contrasts(session, "social_contact"):
        found = None if contrast is None else contrast.outcomes[0].difference
        rows.append({
            "estimator": estimator, "measure": "risk_difference", "group": "social_contact",
            **{name: None if found is None else getattr(found, name)
               for name in ("estimate", "std_error", "ci_lower", "ci_upper")},
            "published": found is not None and reason is None, "withheld_reason": reason, "n_lead": trials.n_lead,
            "n_lead_generator": trials.n_lead, "truth": 0.0,
        })
    return rows


def summary(world: World, found: pd.DataFrame, seed: int) -> list[dict[str, object]]:
    """One row an estimator, measure and group: coverage of the mean truth of the counties, bias, errors."""
    out = []
    control = found.groupby("county")["control_p"].first().astype(float)
    for (estimator, measure, group), part in found.groupby(["estimator", "measure", "group"], sort=False):
        known = part.dropna(subset=["estimate", "std_error", "truth"])
        numbers = known[["estimate", "std_error", "ci_lower", "ci_upper", "truth"]].astype(float)
        n = len(known)
        if n < 2:
            continue
        # the effect on the diverted of all such counties; a county's own is that of the people whom it happened to divert
        truth = float(np.average(numbers["truth"], weights=known["n_lead_generator"]))
        covered = (numbers["ci_lower"] <= truth) & (truth <= numbers["ci_upper"])
        # against the county's own truth: what is left is the method's
        off = numbers["estimate"] - numbers["truth"]
        spread = float(numbers["estimate"].std(ddof=1))
        published = known["published"].astype(bool)
        strength = known["strength"].astype(float)
        out.append({
            "effect": world.effect, "confounding": world.confounding, "rows_a_person": world.rows_a_person,
            "hidden": world.hidden, "estimator": estimator, "measure": measure, "group": group,
            "counties": part["county"].nunique(), "estimated": n, "mean_n_lead": float(part["n_lead"].mean()),
            "truth": truth, "bias": float(off.mean()), "bias_mc": float(off.std(ddof=1) / np.sqrt(n)),
            "empirical_se": spread, "se_ratio": float(numbers["std_error"].mean() / spread),
            "coverage": float(covered.mean()), "coverage_mc": float(np.sqrt(0.95 * 0.05 / n)),
            "rejects": float(((numbers["ci_lower"] > 0) | (numbers["ci_upper"] < 0)).mean()),
            "published": float(published.mean()),
            "coverage_published": float(covered[published].mean()) if published.any() else float("nan"),
            "control_rejects": float((control < 0.05).mean()),
            "e_value_below_strength": float((known["e_value_limit"].astype(float) < strength).mean())
            if strength.notna().any() else float("nan"),
            "strength": float(strength.mean()), "cohort_differs": int((part["n_lead"] != part["n_lead_generator"]).sum()),
            "seed": seed,
        })
    return out


def _world(world: World, counties: int, seed: int) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as scratch:
        return summary(world, run_stack(world, counties, seed, Path(scratch)), seed)


def record(counties: int, seed: int, table: Path, workers: int) -> None:
    """Every world, ``workers`` at a time; the table is written anew after each, so that a run that is stopped keeps some."""
    asked = [(world, counties) for world in WORLDS] + [(HIDDEN, max(counties // 2, 2))]
    rows: dict[int, list[dict[str, object]]] = {}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = {pool.submit(_world, world, n, seed): k for k, (world, n) in enumerate(asked)}
        for job in as_completed(jobs):
            rows[jobs[job]] = job.result()
            done = [row for k in sorted(rows) for row in rows[k]]
            pd.DataFrame(done).to_csv(table, index=False, float_format="%.6g")
