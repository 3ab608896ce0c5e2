"""Trials drawn from a known world: who is diverted depends on what is measured, and both potential risks are known.

LEAD people are drawn with probability proportional to exp(selection score): older arrests (before the last year), age, sex,
kind of offence; ``non_linear``: their squares and products. What happened in the last year follows from older arrests and
a hidden trait, so that it is a fair negative control where the trait does not select (``hidden`` 0).
LEAD people have one trial, a quarter of them (where people have several) also an earlier comparison trial; comparison
people have ``rows_a_person`` trials that share a random intercept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from pipeline.analysis.data import MAIN_DOOR, Trials

SIZES = (60, 200, 1000)
EFFECTS = ("null", "constant", "by_drug")
CONFOUNDING = ("weak", "strong", "non_linear")
ROWS = (1, 4)
COMPARISON = {60: 360, 200: 1200, 1000: 4000}
FRAILTY = 0.7
RACES, CATEGORIES = np.array(["A", "B", "C"]), np.array(["drug_possession", "property", "prostitution"])
QUARTERS = np.array([f"{year}-Q{q}" for year in (2021, 2022) for q in range(1, 5)])
TRUTH_DRAWS = 200_000


@dataclass(frozen=True)
class Cell:
    """One setting of the world; the effects share its trials. ``hidden``: strength of an unmeasured confounder."""

    n_lead: int
    confounding: str
    rows_a_person: int
    hidden: float = 0.0

    def seed(self, base: int, draw: int) -> list[int]:
        return [base, self.n_lead, CONFOUNDING.index(self.confounding), self.rows_a_person, int(100 * self.hidden), draw]


def covariates(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    """Baseline facts of n people, the hidden one too (which recent arrests betray)."""
    hidden = rng.normal(size=n)
    older = rng.poisson(rng.gamma(0.8, 2.0, n))
    return {
        "age": np.clip(18 + rng.gamma(2.2, 8.0, n), 18, 80).astype(int).astype(float), "older": older, "hidden": hidden,
        "recent": rng.poisson(0.45 * (0.4 + older) ** 0.7 * np.exp(0.5 * hidden - 0.125)),
        "sex": rng.random(n) < 0.35, "race": rng.choice(3, n, p=[0.5, 0.35, 0.15]),
        "category": rng.choice(3, n, p=[0.45, 0.35, 0.2]), "felony": rng.random(n) < 0.3,
        "quarter": rng.integers(0, QUARTERS.size, n),
    }


def score(x: dict[str, np.ndarray], confounding: str, hidden: float) -> np.ndarray:
    """Log odds of being diverted, up to a constant."""
    older, drug, age = np.log1p(x["older"]), x["category"] == 0, (x["age"] - 36) / 10
    if confounding == "non_linear":
        plain = 0.9 * older - 0.25 * older**2 - 0.5 * np.minimum(age**2, 4.0) + 0.5 * drug * older + 0.3 * drug
    else:
        plain = (0.35 if confounding == "weak" else 0.9) * (older - 0.4 * age + 0.8 * drug + 0.4 * x["sex"])
    return plain + hidden * x["hidden"]


def risk(x: dict[str, np.ndarray], confounding: str, hidden: float, frailty: np.ndarray) -> np.ndarray:
    """Risk of a re-arrest without diversion."""
    older, recent, drug, age = np.log1p(x["older"]), np.log1p(x["recent"]), x["category"] == 0, (x["age"] - 36) / 10
    if confounding == "non_linear":
        eta = -1.4 + 0.6 * older - 0.2 * older**2 + 0.4 * recent - 0.3 * np.minimum(age**2, 4.0) + 0.4 * drug * older
    else:
        eta = -1.5 + 0.4 * older + 0.4 * recent + 0.4 * drug - 0.2 * age
    return 1 / (1 + np.exp(-(eta + hidden * x["hidden"] + frailty)))


def treated(p: np.ndarray, x: dict[str, np.ndarray], effect: str) -> np.ndarray:
    """The risk with diversion."""
    if effect == "null":
        return p
    return p * (0.75 if effect == "constant" else np.where(x["category"] == 0, 0.6, 1.0))


CEILING = {"weak": 1.3, "strong": 3.4, "non_linear": 1.9}


def lead_people(rng: np.random.Generator, n: int, confounding: str, hidden: float) -> dict[str, np.ndarray]:
    """n people drawn with probability proportional to exp(score)."""
    parts: list[dict[str, np.ndarray]] = []
    found = 0
    while found < n:
        x = covariates(rng, max(8 * (n - found), 200))
        s = score(x, confounding, hidden)
        # a fixed ceiling, above which hardly a score lies, so that the law does not depend on the draw
        kept = rng.random(s.size) < np.exp(np.minimum(s - CEILING[confounding] - 2.0 * hidden, 0.0))
        parts.append({k: v[kept] for k, v in x.items()})
        found += int(kept.sum())
    return {k: np.concatenate([part[k] for part in parts])[:n] for k in parts[0]}


@cache
def _risks_of_lead(confounding: str, hidden: float) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """A large LEAD population and a random intercept for each."""
    rng = np.random.default_rng([97, CONFOUNDING.index(confounding), int(100 * hidden)])
    return lead_people(rng, TRUTH_DRAWS, confounding, hidden), rng.normal(size=TRUTH_DRAWS)


def truth(confounding: str, effect: str, rows_a_person: int, hidden: float = 0.0) -> float:
    """The effect on the treated, from both potential risks of a large LEAD population."""
    x, frailty = _risks_of_lead(confounding, hidden)
    p = risk(x, confounding, hidden, frailty * (FRAILTY if rows_a_person > 1 else 0.0))
    return float((treated(p, x, effect) - p).mean())


def planted_strength(confounding: str, hidden: float) -> float:
    """Strength of the hidden trait as an E-value: its half above the mean against that below, risk ratios with the outcome of the
    diverted and with the arm, and what both explain together (VanderWeele and Ding, Ann. Intern. Med. 167 (2017) 268-274)."""
    x, _ = _risks_of_lead(confounding, hidden)
    high = x["hidden"] > 0
    p = risk(x, confounding, hidden, np.zeros(TRUTH_DRAWS))
    with_outcome = p[high].mean() / p[~high].mean()
    share = float(high.mean())  # half of the comparison's people stand above
    with_arm = max(share / 0.5, 0.5 / (1 - share))
    bound = with_arm * with_outcome / (with_arm + with_outcome - 1)
    return float(bound + np.sqrt(bound * (bound - 1)))


@dataclass(frozen=True)
class World:
    """Trials before anything happened: facts, arms, people (n,), the risk without diversion (n,), and who is LEAD's."""

    facts: dict[str, np.ndarray]
    arm: np.ndarray
    person: np.ndarray
    risk: np.ndarray


def world(cell: Cell, rng: np.random.Generator) -> World:
    """The trials of one replicate."""
    k, n0 = cell.rows_a_person, COMPARISON[cell.n_lead]
    lead = lead_people(rng, cell.n_lead, cell.confounding, cell.hidden)
    people = n0 // k
    rest = {name: np.repeat(v, k) for name, v in covariates(rng, people).items()}
    lead_frailty, rest_frailty = rng.normal(size=cell.n_lead), np.repeat(rng.normal(size=people), k)
    person = np.concatenate([np.arange(cell.n_lead), cell.n_lead + np.repeat(np.arange(people), k)])
    if k > 1:
        # what changes between a person's trials, and people who stand in both arms
        rest["category"] = rng.choice(3, n0, p=[0.45, 0.35, 0.2])
        rest["quarter"] = rng.integers(0, QUARTERS.size, n0)
        both = rng.choice(cell.n_lead, cell.n_lead // 4, replace=False)
        at = rng.choice(n0, both.size, replace=False)
        for name in ("age", "sex", "race", "hidden"):
            rest[name][at] = lead[name][both]
        person[cell.n_lead + at], rest_frailty[at] = both, lead_frailty[both]
    x = {name: np.concatenate([lead[name], rest[name]]) for name in lead}
    frailty = np.concatenate([lead_frailty, rest_frailty]) * (FRAILTY if k > 1 else 0.0)
    return World(x, np.arange(cell.n_lead + n0) < cell.n_lead, person, risk(x, cell.confounding, cell.hidden, frailty))


def draw(cell: Cell, rng: np.random.Generator, outcomes: int) -> tuple[Trials, dict[str, np.ndarray]]:
    """Trials of one replicate and, by effect, (n, outcomes) draws of the outcome given them."""
    w = world(cell, rng)
    u = rng.random((w.arm.size, outcomes))
    y = {e: (u < np.where(w.arm, treated(w.risk, w.facts, e), w.risk)[:, None]).astype(float) for e in EFFECTS}
    return trials_of(w.facts, w.arm, w.person, rng), y


def trials_of(x: dict[str, np.ndarray], arm: np.ndarray, person: np.ndarray, rng: np.random.Generator) -> Trials:
    """The trials as pipeline.analysis reads them: counts of each window are thinned from the priors."""
    recent, priors = x["recent"], x["recent"] + x["older"]
    quarter = rng.binomial(recent, 0.35)
    values = {
        "age": x["age"], "prior_arrests": priors, "prior_arrests_365d": recent, "prior_arrests_90d": quarter,
        "prior_arrests_30d": rng.binomial(quarter, 0.35), "prior_eligible_arrests": rng.binomial(priors, 0.4),
        "prior_felony_arrests": rng.binomial(priors, 0.25), "prior_drug_arrests": rng.binomial(priors, 0.4),
        "prior_warrant_arrests": rng.binomial(priors, 0.3),
    }
    values = {name: v.astype(float) for name, v in values.items()}
    labels = {
        "sex": np.where(x["sex"], "F", "M"), "race": RACES[x["race"]], "index_category": CATEGORIES[x["category"]],
        "index_severity": np.where(x["felony"], "felony", "misdemeanor"), "index_quarter": QUARTERS[x["quarter"]],
        "index_district": np.where(arm, "P", "C"),
    }
    frame = pd.DataFrame({"prior_arrests_365d": values["prior_arrests_365d"]})
    return Trials(MAIN_DOOR, "concurrent_area", frame, arm, person, {**values, **labels})
