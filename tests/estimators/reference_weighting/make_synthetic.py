"""Make synthetic.csv: 500 rows of 300 invented people, confounded, several rows a person, some in both arms.

Committed with its output so that the R references and the Python tests read the same bytes. Seed and
generator are fixed; numbers are rounded so that the text is exact in both languages.

    python tests/estimators/reference_weighting/make_synthetic.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np


def main() -> None:
    rng = np.random.default_rng(20240117)
    n_people, n = 300, 500
    person = np.concatenate([np.arange(n_people), rng.integers(0, n_people, n - n_people)])
    trait = rng.normal(size=n_people)[person]
    age = np.round(np.clip(rng.gamma(9, 4, n_people), 18, 70)[person], 1)
    female = (rng.random(n_people) < 0.3)[person].astype(int)
    priors = rng.poisson(np.exp(0.3 + 0.5 * trait))
    priors_recent = rng.binomial(priors, 0.3)
    drug = (rng.random(n) < 0.45).astype(int)
    score = -1.3 + 0.25 * np.log1p(priors) + 0.02 * (age - 36) + 0.5 * female + 0.4 * drug
    arm = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(int)
    risk = -0.9 + 0.6 * np.log1p(priors) - 0.02 * (age - 36) + 0.5 * trait - 0.4 * arm + 0.2 * drug
    rearrest = (rng.random(n) < 1 / (1 + np.exp(-risk))).astype(int)
    count = rearrest * (1 + rng.poisson(0.6 * np.exp(0.4 * trait)))
    days = np.round(rng.uniform(150, 365, n))
    base = np.round(rng.uniform(0.5, 2.0, n), 2)
    after = (rng.random(n) < 0.5).astype(int)
    area = (rng.random(n_people) < 0.5)[person].astype(int)
    order = rng.permutation(n)
    columns = {
        "person": person, "arm": arm, "age": age, "female": female, "priors": priors,
        "priors_recent": priors_recent, "drug": drug, "rearrest": rearrest, "count": count, "days": days,
        "base": base, "after": after, "area": area,
    }  # fmt: skip
    with (Path(__file__).parent / "synthetic.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for i in order:
            writer.writerow([f"{values[i]:g}" for values in columns.values()])


if __name__ == "__main__":
    main()
