"""A/A and planted-effect draws on real arrests (Broward County; read where they stand, never part of the project).

Trials: events (person x day) of an eligible kind in 2013-2014 that no later fact selected, followed for a year. An arm of
fake LEAD people, one trial each, is drawn again and again; nothing was done for them, so about one in twenty draws should
"differ". Then that arm's re-arrests are thinned by a known factor, and the effect must be found.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from estimators.basis import default_basis
from estimators.contrast import weighted_contrast
from estimators.entropy import entropy_balance
from pipeline.analysis.diagnostics import correction
from tests.estimators.shared_truth import SHARED

FOLDER = SHARED / "broward_sample"
CHARGES = Path(__file__).resolve().parents[1] / "sites" / "broward" / "charge_map.csv"
ELIGIBLE = {"drug_possession", "prostitution", "property", "public_order", "traffic"}
FIRST, LAST, THROUGH = date(2013, 1, 1), date(2014, 12, 31), date(2016, 4, 1)
HORIZON, ARM, THINNED = 365, 200, 0.6
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Arrests:
    """n trials: covariates, person codes and whether re-arrested within the horizon."""

    age: np.ndarray
    priors: np.ndarray
    sex: np.ndarray
    race: np.ndarray
    category: np.ndarray
    severity: np.ndarray
    quarter: np.ndarray
    person: np.ndarray
    y: np.ndarray


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def is_there() -> bool:
    """Whether the data stand beside the project."""
    return (FOLDER / "arrests.csv").is_file()


def load() -> Arrests:
    """The eligible events with their outcome. A day without a known date is no event."""
    with CHARGES.open(encoding="utf-8", newline="") as handle:
        patterns = [(r["description_pattern"].lower(), r["offense_category"]) for r in csv.DictReader(handle)]

    @cache
    def category_of(text: str) -> str:
        """The first pattern that fits decides, as in the loader."""
        return next((category for pattern, category in patterns if fnmatch(text, pattern)), "unknown")

    people = {r["person_key"]: r for r in _rows("people.csv")}
    priors = {r["person_key"]: int(r["priors_count"]) for r in _rows("screenings.csv")}
    events: dict[tuple[str, date], list[tuple[str, str, bool]]] = {}
    for r in _rows("arrests.csv"):
        day = r["offense_date"] or r["arrest_date"]
        if day:
            category = category_of(r["charge_description"].strip().lower())
            severity = "felony" if r["charge_degree"].startswith("(F") else "misdemeanor"
            events.setdefault((r["person_key"], date.fromisoformat(day)), []).append(
                (category, severity, r["warrant_flag"] == "1"))
    days: dict[str, list[date]] = {}
    for person, day in sorted(events):
        days.setdefault(person, []).append(day)
    found = []
    for (person, day), charges in sorted(events.items()):
        kinds = sorted((s, c) for c, s, warrant in charges if not warrant and c in ELIGIBLE)
        if kinds and FIRST <= day <= LAST and day + timedelta(days=HORIZON) <= THROUGH and person in people:
            later = any(0 < (other - day).days <= HORIZON for other in days[person])
            earlier = sum(other < day for other in days[person])
            who = people[person]
            found.append((day.year - int(who["birth_year"]), priors.get(person, 0) + earlier, who["sex"], who["race"],
                          kinds[0][1], kinds[0][0], f"{day.year}-Q{(day.month + 2) // 3}", person, later))
    columns = [np.array(c) for c in zip(*found)]
    codes = np.unique(columns[7], return_inverse=True)[1]
    return Arrests(columns[0].astype(float), columns[1].astype(float), *columns[2:7], codes, columns[8].astype(float))


def record(draws: int, seed: int) -> pd.DataFrame:
    """Both kinds of arm, without and with thinning."""
    data = load()
    rows = []
    for number, selected in enumerate((False, True)):
        rng = np.random.default_rng([seed, number])
        lean = 0.4 * np.log1p(data.priors) - 0.03 * (data.age - 35) + 0.4 * (data.category == "drug_possession")
        odds = np.exp(lean) if selected else np.ones(lean.size)
        odds /= odds.sum()
        results = [_one(data, rng.choice(lean.size, ARM, replace=False, p=odds), rng) for _ in range(draws)]
        estimates, errors = (np.array([r[k] for r in results]) for k in (0, 1))
        # the planted effect on those drawn: what was thinned away of their own re-arrests is random, its mean is not
        planted = -(1 - THINNED) * np.array([r[2] for r in results])
        kind = "arms by age, earlier arrests and offence" if selected else "arms wholly at random"
        for j, what in enumerate(("A/A", f"re-arrests thinned to {THINNED:g}")):
            goal = np.zeros(draws) if j == 0 else np.full(draws, planted.mean())
            covered = np.abs(estimates[:, j] - goal) <= Z95 * errors[:, j]
            share = float(covered.mean())
            rows.append({
                "what": f"{what}, {kind}", "draws": draws, "truth": float(goal.mean()),
                "mean_estimate": float(estimates[:, j].mean()),
                "se_ratio": float(errors[:, j].mean() / estimates[:, j].std(ddof=1)),
                "rejects": float((np.abs(estimates[:, j]) > Z95 * errors[:, j]).mean()), "coverage": share,
                "coverage_mc": float(np.sqrt(max(share * (1 - share), 0.25 / draws) / draws)), "seed": seed,
                "note": f"{ARM} arrests of {data.y.size:,} eligible ones of {np.unique(data.person).size:,} people in 2013-2014"
                        f" ({data.y.mean():.0%} with another arrest within {HORIZON} days), a person's first as the referral",
            })
    return pd.DataFrame(rows)


def _one(data: Arrests, chosen: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float]:
    """Estimates and errors (without, with thinning), and the arm's own share of re-arrests."""
    arm = np.zeros(data.y.size, dtype=bool)
    # rows stand by person and day: the first of a person's chosen arrests is the referral, what comes after it leaves
    chosen = np.sort(chosen)
    chosen = chosen[np.unique(data.person[chosen], return_index=True)[1]]
    arm[chosen] = True
    referred = np.full(int(data.person.max()) + 1, data.y.size)
    referred[data.person[chosen]] = chosen
    kept = np.arange(data.y.size) <= referred[data.person]
    arm = arm[kept]
    basis = default_basis(arm, age=data.age[kept], sex=data.sex[kept], race=data.race[kept], index_category=data.category[kept],
                          index_severity=data.severity[kept], prior_counts={"prior_arrests": data.priors[kept]},
                          calendar=data.quarter[kept], calendar_name="index_quarter", pool_below=5)
    inside = basis.supported
    weighting = entropy_balance(basis.matrix[inside], arm[inside], names=basis.names)
    y = data.y[kept][inside]
    thinned = np.where(arm[inside], y * (rng.random(y.size) < THINNED), y)
    contrast = weighted_contrast(np.column_stack([y, thinned]), weighting, data.person[kept][inside],
                                 correction=correction(weighting))
    found = [o.difference for o in contrast.outcomes]
    return (np.array([f.estimate for f in found]), np.array([f.std_error for f in found]), float(y[arm[inside]].mean()))
