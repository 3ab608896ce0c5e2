"""Data, references and a simulated trial for the tests of the weighting estimators."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from tests.estimators.shared_truth import DATA, HERE, read_csv, shared_csv

REFERENCES = HERE / "reference_weighting"


def reference() -> dict:
    """R's answers (reference_weighting/make_reference.R)."""
    return json.loads((REFERENCES / "reference.json").read_text())


def truth_table(name: str) -> dict[str, np.ndarray]:
    return read_csv(REFERENCES / "truth" / name)


def truth_numbers(name: str) -> dict:
    return json.loads((REFERENCES / "truth" / name).read_text())


@dataclass(frozen=True)
class Synthetic:
    X: np.ndarray
    names: tuple[str, ...]
    arm: np.ndarray
    y: np.ndarray  # rearrest, count
    person: np.ndarray
    columns: dict[str, np.ndarray]


def synthetic() -> Synthetic:
    """The committed data set with the covariates of make_reference.R, in its order."""
    d = read_csv(REFERENCES / "synthetic.csv")
    lp = np.log1p(d["priors"])
    X = np.column_stack(
        [d["age"] / 10, d["female"], lp, lp**2, np.log1p(d["priors_recent"]), d["drug"], d["drug"] * lp]
    )
    names = ("age", "female", "lp", "lp2", "lr", "drug", "dl")
    return Synthetic(
        X, names, d["arm"] == 1, np.column_stack([d["rearrest"], d["count"]]), d["person"].astype(int), d
    )


def lalonde() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X (8 covariates in the order of the references), arm, re78. Skips where the data are absent."""
    d = shared_csv("lalonde_matchit.csv")
    X = np.column_stack(
        [
            d["age"], d["educ"], d["race"] == "black", d["race"] == "hispan",
            d["married"], d["nodegree"], d["re74"], d["re75"],
        ]
    ).astype(float)  # fmt: skip
    return X, d["treat"] == 1, d["re78"]


LALONDE_NAMES = ("age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75")


def jtrain2() -> dict[str, np.ndarray]:
    return read_csv(DATA / "nsw_experimental_jtrain2.csv")


def crime1() -> dict[str, np.ndarray]:
    return read_csv(DATA / "crime1_arrests.csv")


def symmetric(values: list[float], size: int) -> np.ndarray:
    return np.asarray(values).reshape(size, size)


@dataclass(frozen=True)
class Trial:
    X: np.ndarray
    arm: np.ndarray
    y: np.ndarray
    person: np.ndarray


def simulate_trial(
    rng: np.random.Generator,
    n_lead: int,
    n_comparison: int,
    *,
    rows_per_person: int = 1,
    effect: float = 0.0,
    selection: float = 1.0,
    columns: int = 8,
) -> Trial:
    """A confounded trial whose ATT risk difference is ``effect`` exactly (it is added to each LEAD row's
    risk).

    LEAD people hold one row, comparison people ``rows_per_person``; a person trait makes their rows alike.
    Age, log priors and their square, sex and drug index drive both selection and risk; further columns are
    noise.
    """
    people = n_lead * 6 + 60
    # the same in both arms: given the priors it confounds nothing
    likeness = 0.3 if rows_per_person > 1 else 0.0

    def draw(m: int, rows: int) -> dict[str, np.ndarray]:
        who = np.repeat(np.arange(m), rows)
        trait = rng.normal(size=m)[who]
        age = np.clip(rng.gamma(9, 4, m), 18, 70)[who]
        female = (rng.random(m) < 0.3)[who].astype(float)
        priors = rng.poisson(np.exp(0.3 + 0.4 * trait))
        drug = (rng.random(who.size) < 0.4).astype(float)
        lp = np.log1p(priors)
        score = selection * (0.5 * lp + 0.02 * (age - 36) + 0.4 * female + 0.4 * drug) - 2.2
        risk = 1 / (1 + np.exp(-(-0.9 + 0.5 * lp - 0.02 * (age - 36) + 0.3 * drug + likeness * trait)))
        noise = rng.normal(size=(who.size, max(columns - 6, 0)))
        x = np.column_stack([age / 10, lp, lp**2, female, drug, drug * lp, noise])
        return {"who": who, "x": x, "e": 1 / (1 + np.exp(-score)), "risk": risk}

    lead = draw(people, 1)
    while (take := np.flatnonzero(rng.random(people) < lead["e"])).size < n_lead:
        people *= 2
        lead = draw(people, 1)
    take = take[:n_lead]
    rest = draw(2 * n_comparison // rows_per_person + 10, rows_per_person)
    keep = np.flatnonzero(rng.random(rest["e"].size) >= rest["e"])[:n_comparison]
    risk = np.concatenate([np.clip(lead["risk"][take] + effect, 0, 1), rest["risk"][keep]])
    y = (rng.random(risk.size) < risk).astype(float)
    return Trial(
        np.vstack([lead["x"][take], rest["x"][keep]]),
        np.arange(risk.size) < n_lead,
        y,
        np.concatenate([lead["who"][take], people + rest["who"][keep]]),
    )
