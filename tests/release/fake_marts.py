"""A warehouse with the contract's tables, made from invented people, to develop and test the release against.

The tables are consistent with one another because they are counted from the same trials, as the real marts are.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipeline.settings import Site, parse_site

HORIZONS = (90, 180, 365, 730)
OUTCOMES = ("new_offense", "any_arrest", "warrant", "supervision", "prior_offense", "felony", "misdemeanor",
            "citation", "drug", "prostitution", "property", "violent")

SITE = """
site: Fictional County
programme: Fictional LEAD
data_through: {through}
accrual: {{start: 2020-02-01, end: 2024-12-31}}
eligibility:
  min_age: 18
  rules: [{{offense_category: drug_possession, severity: [misdemeanor, citation]}}]
areas: {{programme: [Central], comparison: [Eastern]}}
comparison: {{designs: [concurrent_area, concurrent_undiverted, historical], primary: concurrent_area}}
extracts:
  arrests: {{path: "a.csv", data_from: 2012-01-01}}
publish: {{min_cell: 11, round_to: 5, recurring: {recurring}}}
context_events: [{{date: 2020-03-18, label: "Low-level charges no longer prosecuted"}}]
"""


def site(recurring: bool = True, through: str = "2025-12-31", root: Path | None = None) -> Site:
    """The fictional site's settings; without ``root`` it stands nowhere, so that it has no ledger."""
    text = SITE.format(recurring=str(recurring).lower(), through=through)
    return parse_site(text, root / "site.yml" if root is not None else None)


def people(n_lead: int, seed: int) -> pd.DataFrame:
    """One row a trial: arm, door, comparison_design, person, index_date, and events (day, class, categories)."""
    rng = np.random.default_rng(seed)
    start, end = dt.date(2020, 2, 1), dt.date(2024, 12, 31)
    span = (end - start).days
    parts = []
    sizes = [("lead", "arrest_diversion", None, n_lead), ("lead", "social_contact", None, max(n_lead // 3, 4)),
             ("lead", "community", None, max(n_lead // 12, 2)), ("comparison", None, "concurrent_area", 6 * n_lead),
             ("comparison", None, "concurrent_undiverted", 3 * n_lead), ("comparison", None, "historical", 4 * n_lead)]
    for arm, door, design, n in sizes:
        index = [start + dt.timedelta(days=int(d)) for d in np.sort(rng.integers(0, span + 1, n))]
        person = np.arange(n) if arm == "lead" else rng.integers(0, max(int(n * 0.7), 1), n)
        parts.append(pd.DataFrame({
            "arm": arm, "door": door, "comparison_design": design, "index_date": index, "person": person,
            "sex": rng.choice(["female", "male", "unknown"], n, p=[0.36, 0.6, 0.04]),
            "race": rng.choice(["Asian", "Black", "White", "other"], n, p=[0.03, 0.6, 0.3, 0.07]),
            "age": rng.integers(19, 66, n), "rate": rng.gamma(0.8, 1.0, n) * (0.8 if arm == "lead" else 1.0),
            "death_day": np.where(rng.random(n) < 0.03, rng.integers(1, 900, n), 10**6),
        }))
    frame = pd.concat(parts, ignore_index=True)
    events = []
    for r in frame["rate"]:
        days = np.sort(rng.integers(1, 1500, rng.poisson(r * 4.1)))
        kinds = rng.choice(["new_offense", "warrant", "supervision", "prior_offense"], len(days),
                           p=[0.6, 0.25, 0.1, 0.05])
        severity = rng.choice(["felony", "misdemeanor", "citation", "unknown"], len(days), p=[0.35, 0.4, 0.2, 0.05])
        category = rng.choice(["drug", "prostitution", "property", "violent", "none"], len(days),
                              p=[0.3, 0.1, 0.3, 0.1, 0.2])
        events.append(list(zip(days.tolist(), kinds, severity, category)))
    frame["events"] = events
    return frame


def _counts(event: tuple, outcome: str) -> bool:
    _, kind, severity, category = event
    if outcome == "any_arrest":
        return True
    if outcome in ("new_offense", "warrant", "supervision", "prior_offense"):
        return kind == outcome
    return kind == "new_offense" and outcome in (severity, category)


def marts(n_lead: int = 300, seed: int = 1, through: dt.date = dt.date(2025, 12, 31),
          until: dt.date | None = None) -> dict[str, pd.DataFrame]:
    """The marts by name. ``until``: only trials with an index date up to it (an earlier release of the same site)."""
    frame = people(n_lead, seed)
    # drawn once for each trial, so that a later release counts the same past
    fixed = np.random.default_rng(seed + 2)
    frame["category"] = fixed.choice(["drug_possession", "property", "weapons", "other"], len(frame),
                                     p=[0.6, 0.3, 0.02, 0.08])
    frame["stage"] = np.where(frame["arm"] == "lead", fixed.integers(2, 6, len(frame)), 1)
    if until is not None:
        frame = frame[frame["index_date"] <= until]
    rng = np.random.default_rng(seed + 1)
    groups = frame.groupby(["arm", "door", "comparison_design"], dropna=False, sort=True)
    rates, curves, mcf = [], [], []
    summary: dict[tuple, dict] = {}
    for (arm, door, design), g in groups:
        door, design = (None if pd.isna(v) else v for v in (door, design))
        potential = np.array([(through - d).days for d in g["index_date"]])
        followed = np.minimum(potential, g["death_day"].to_numpy())
        for outcome in OUTCOMES:
            days = [[e[0] for e in ev if _counts(e, outcome) and e[0] <= f] for ev, f in zip(g["events"], followed)]
            first = np.array([d[0] if d else 10**6 for d in days])
            for h in HORIZONS:
                seen = potential >= h
                n, k = int(seen.sum()), int(((first <= h) & seen).sum())
                events = sum(sum(x <= h for x in d) for d, s in zip(days, seen) if s)
                years = float(np.minimum(followed, h)[seen].sum() / 365.25)
                p = k / n if n else None
                se = np.sqrt(p * (1 - p) / n) if n else None
                ci = p
                rates.append({
                    "arm": arm, "door": door, "comparison_design": design, "outcome": outcome, "horizon_days": h,
                    "n_trials": len(g), "n_people": g["person"].nunique(), "n_observed": n, "n_rearrested": k,
                    "rate": p, "rate_lower": max(p - 1.96 * se, 0.0) if n else None,
                    "rate_upper": min(p + 1.96 * se, 1.0) if n else None, "arrest_events": events,
                    "person_years": years, "events_per_person_year": events / years if years else None,
                    "epy_lower": events / years * 0.8 if years else None,
                    "epy_upper": events / years * 1.25 if years else None, "cumulative_incidence": ci,
                    "ci_lower": max(p - 2 * se, 1e-3) if n else None, "ci_upper": min(p + 2 * se, 0.999) if n else None,
                })
                summary[(arm, door, design, outcome, h)] = {"n": n, "k": k, "events": events}
            if outcome in ("new_offense", "any_arrest"):
                survival, incidence, mean = 1.0, 0.0, 0.0
                for day in range(0, 731, 30):
                    before, now = day - 30, day
                    risk = int(((first > before) & (followed > before)).sum())
                    hits = int(((first > before) & (first <= now)).sum())
                    incidence += survival * hits / risk if risk else 0.0
                    survival *= 1 - hits / risk if risk else 1.0
                    at = int((followed > before).sum())
                    mean += sum(sum(before < x <= now for x in d) for d in days) / at if at else 0.0
                    ended = (followed <= now) & (first > now)
                    died = ended & (g["death_day"].to_numpy() <= potential)
                    row = {"arm": arm, "door": door, "comparison_design": design, "weighting": "unweighted",
                           "outcome": outcome, "day": day}
                    curves.append({**row, "cumulative_incidence": incidence, "ci_lower": incidence * 0.8 or None,
                                   "ci_upper": min(incidence * 1.2, 0.99) or None,
                                   "n_at_risk": int(((first > now) & (followed > now)).sum()),
                                   "n_events": int((first <= now).sum()), "n_deaths": int(died.sum()),
                                   "n_censored": int((ended & ~died).sum())})
                    mcf.append({**row, "mean_cumulative_count": mean, "ci_lower": mean * 0.8 or None,
                                "ci_upper": mean * 1.2 or None, "n_at_risk": int((followed > now).sum()),
                                "n_events": sum(sum(x <= now for x in d) for d in days)})
    out = {"rearrest_rates": pd.DataFrame(rates), "incidence_curves": pd.DataFrame(curves),
           "mean_cumulative_curves": pd.DataFrame(mcf)}
    out["attrition"] = _attrition(groups, rng)
    effects, sensitivity = _effects(summary, groups, rng)
    out["effects"], out["sensitivity"] = effects, sensitivity
    out["balance"] = _balance(frame)
    out["engagement_funnel"] = _funnel(frame)
    out["equity_effects"] = _equity(frame, through)
    out["cost_avoidance"], out["cost_summary"] = _costs(rng)
    quarters = pd.Series([f"{d.year}-Q{(d.month - 1) // 3 + 1}" for d in frame["index_date"]])
    volume = pd.DataFrame({"quarter": quarters, "offense_category": frame["category"].to_numpy()})
    out["arrest_volume"] = volume.value_counts().rename("n_events").reset_index()
    out["arrest_volume"]["n_people"] = out["arrest_volume"]["n_events"]
    out["run_manifest"] = pd.DataFrame({"key": ["commit", "python_version", "input_arrests"],
                                        "value": ["abc123", "3.11.7", "{sha}"]})
    return out


def _attrition(groups, rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for (arm, door, design), g in groups:
        door, design = (None if pd.isna(v) else v for v in (door, design))
        excluded = [int(x * max(len(g) // 12, 3)) for x in rng.random(6)]
        trials = len(g) + sum(excluded)
        people_left = g["person"].nunique()
        lost = excluded if arm == "lead" else [int(x * 0.6) for x in excluded]
        people_in = people_left + sum(lost)
        for i, (out, gone) in enumerate(zip(excluded, lost), 1):
            rows.append({"step_number": i, "step": f"step_{i}", "arm": arm, "door": door, "comparison_design": design,
                         "n_in": trials, "n_excluded": out, "n_out": trials - out, "n_people_in": people_in,
                         "n_people_excluded": gone, "n_people_out": people_in - gone})
            trials, people_in = trials - out, people_in - gone
    return pd.DataFrame(rows)


def _effects(summary: dict, groups, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows, more = [], []
    for design in ("concurrent_area", "concurrent_undiverted", "historical"):
        for outcome in OUTCOMES:
            for h in HORIZONS:
                a = summary[("lead", "arrest_diversion", None, outcome, h)]
                b = summary[("comparison", None, design, outcome, h)]
                if not a["n"] or not b["n"]:
                    continue
                p1, p0 = a["k"] / a["n"], b["k"] / b["n"]
                se = float(np.sqrt(p1 * (1 - p1) / a["n"] + p0 * (1 - p0) / b["n"])) or 0.01
                for estimator in ("unadjusted", "entropy_balance"):
                    p0w = (p0 or 0.001) if estimator == "unadjusted" else min(max(p0 + rng.normal(0, 0.01), 0.001), 0.99)
                    for measure in ("risk_difference", "risk_ratio"):
                        est = p1 - p0w if measure == "risk_difference" else p1 / p0w
                        fine = a["k"] >= 5
                        row = {"door": "arrest_diversion", "comparison_design": design,
                               "population": "intention_to_divert", "outcome": outcome, "horizon_days": h,
                               "estimator": estimator, "measure": measure, "estimand": "att", "estimate": est,
                               "std_error": se, "ci_lower": est - 1.96 * se, "ci_upper": est + 1.96 * se,
                               "p_value": 0.04, "mean_lead": p1, "mean_comparison": p0w, "n_lead": a["n"], "n_comparison": b["n"],
                               "ess_comparison": b["n"] * 0.43, "diagnostics_passed": fine,
                               "withheld_reason": None if fine else f"only {a['k']} events"}
                        rows.append(row)
                        if outcome == "new_offense" and estimator == "entropy_balance":
                            more.append({**row, "analysis": "first_trial_only", "estimate": est + 0.01,
                                         "e_value": 1.7, "e_value_ci": 1.1})
    return pd.DataFrame(rows), pd.DataFrame(more)


def _balance(frame: pd.DataFrame) -> pd.DataFrame:
    rows = []
    lead = frame[(frame["arm"] == "lead") & (frame["door"] == "arrest_diversion")]
    for design in ("concurrent_area", "concurrent_undiverted", "historical"):
        other = frame[frame["comparison_design"] == design]
        n = {"n_lead": len(lead), "n_comparison": len(other)}
        for weighting in ("unweighted", "entropy_balance"):
            base = {"door": "arrest_diversion", "comparison_design": design, "weighting": weighting}
            rows.append({**base, "covariate": "age", **n, "mean_lead": lead["age"].mean(),
                         "mean_comparison": other["age"].mean(), "smd": 0.1, "variance_ratio": 1.1,
                         "wwc_class": "adjust"})
            for covariate in ("sex", "race"):
                for level in sorted(frame[covariate].unique()):
                    rows.append({**base, "covariate": f"{covariate}={level}", **n,
                                 "mean_lead": (lead[covariate] == level).mean(),
                                 "mean_comparison": (other[covariate] == level).mean(), "smd": 0.02,
                                 "variance_ratio": None, "wwc_class": "satisfied"})
    return pd.DataFrame(rows)


def _funnel(frame: pd.DataFrame) -> pd.DataFrame:
    lead = frame[(frame["arm"] == "lead") & (frame["door"] == "arrest_diversion")]
    other = frame[frame["comparison_design"] == "concurrent_undiverted"]
    everyone = pd.concat([lead, other])
    stage = everyone["stage"]
    rows = []
    groupings = [("all", pd.Series("all", index=everyone.index)), ("sex", everyone["sex"]), ("race", everyone["race"])]
    for group_by, values in groupings:
        for value in sorted(values.unique()):
            before = None
            for i, name in enumerate(("eligible", "offered", "accepted", "intake", "engaged"), 1):
                n = int(((stage >= i) & (values == value)).sum())
                share = n / before if before else None
                rows.append({"stage": name, "group_by": group_by, "group": value, "n": n, "share_of_previous": share,
                             "lower": share * 0.9 if share is not None else None,
                             "upper": min(share * 1.1, 1.0) if share is not None else None})
                before = n
    return pd.DataFrame(rows)


def _equity(frame: pd.DataFrame, through: dt.date) -> pd.DataFrame:
    rows = []
    seen = frame[[(through - d).days >= 365 for d in frame["index_date"]]]
    hit = pd.Series([any(_counts(e, "new_offense") and e[0] <= 365 for e in ev) for ev in seen["events"]],
                    index=seen.index)
    lead = (seen["arm"] == "lead") & (seen["door"] == "arrest_diversion")
    other = seen["comparison_design"] == "concurrent_area"
    for by in ("sex", "race"):
        for value in sorted(seen[by].unique()):
            a, b = lead & (seen[by] == value), other & (seen[by] == value)
            rows.append({"door": "arrest_diversion", "comparison_design": "concurrent_area", "group_by": by,
                         "group": value, "outcome": "new_offense", "horizon_days": 365, "estimate": -0.08,
                         "ci_lower": -0.16, "ci_upper": 0.0, "interaction_p": 0.4, "note": "raw", "n_lead": int(a.sum()),
                         "n_comparison": int(b.sum()), "n_rearrested_lead": int(hit[a].sum()),
                         "n_rearrested_comparison": int(hit[b].sum())})
    return pd.DataFrame(rows)


def _costs(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    base = {"door": "arrest_diversion", "comparison_design": "concurrent_area", "horizon_days": 365}
    items = [{**base, "item": item, "payer": "city", "basis": "marginal", "units_avoided_per_person": 0.21,
              "unit_cost_usd": 700.0, "price_year": 2025, "avoided_per_person_usd": 147.3, "ci_lower": 20.0,
              "ci_upper": 260.0} for item in ("arrest", "booking", "jail_day", "felony_filing")]
    total = [{**base, "payer": "city", "basis": "marginal", "perspective": "taxpayer", "gross_avoided_usd": 812.5,
              "programme_cost_usd": 4000.0, "net_usd": -3187.5, "ci_lower": -4000.0, "ci_upper": -2200.0,
              "benefit_cost_ratio": 0.2, "probability_net_positive": 0.01, "break_even": 0.6}]
    return pd.DataFrame(items), pd.DataFrame(total)


def write(path: Path, frames: dict[str, pd.DataFrame]) -> Path:
    """A warehouse file with these marts and a small audit schema."""
    path.unlink(missing_ok=True)
    con = duckdb.connect(str(path))
    con.execute("create schema marts; create schema audit; create schema settings")
    for name, frame in frames.items():
        con.register("incoming", frame)
        con.execute(f"create table marts.{name} as select * from incoming")
        con.unregister("incoming")
    con.execute("""create table audit.row_ledger as select * from (values
        ('arrests', 'a_1.csv', 9000, 8950, 30, 20, 0), ('arrests', 'a_2.csv', 4000, 3990, 3, 7, 0),
        ('referrals', 'r.csv', 420, 413, 7, 0, 0))
        t(extract, file, rows_read, rows_loaded, rows_quarantined, rows_duplicate, rows_withdrawn)""")
    con.execute("""create table audit.quarantine as
        select 'arrests' as extract, 'a_1.csv' as file, i as row_number, 'arrest_date' as "column", 'bad_date' as reason
        from range(30) t(i) union all
        select 'referrals', 'r.csv', i, 'door', 'not_in_enumeration' from range(7) t(i)""")
    con.close()
    return path


def warehouse(path: Path, n_lead: int = 300, seed: int = 1, **more: object) -> Path:
    return write(path, marts(n_lead, seed, **more))  # type: ignore[arg-type]
