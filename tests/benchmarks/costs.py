"""Joint draws of costs beside a plain loop that does the same, measured in the same process; no assertion, only ratios.

    python -m tests.benchmarks.costs        writes docs/benchmarks-costs.csv

Owed: 2,000 re-solved draws at 2,000 people, and 2,000 multiplier draws at 100,000, in 5 s each (seconds of one processor).
Besides: how far multipliers lie from re-solved draws at 100,000 people, under the same weights.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from estimators.bootstrap import bayesian_bootstrap, multiplier_draws
from estimators.contrast import att_contrast
from estimators.entropy import entropy_balance

DOCS = Path(__file__).resolve().parents[2] / "docs"
ITEMS, COLUMNS, PLAIN = 12, 25, 20


def county(people: int, seed: int, columns: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts (n, items), arm and covariates of so many people, an eighth of them diverted."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(people, columns))
    arm = rng.random(people) < 1 / (1 + np.exp(2.2 - 0.4 * x[:, 0]))
    return rng.poisson(np.exp(-1 + 0.3 * x[:, :1]), (people, ITEMS)).astype(float), arm, x


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def plain_resolved(y: np.ndarray, arm: np.ndarray, x: np.ndarray, draws: int) -> None:
    """One solve after the other."""
    rng = np.random.default_rng(1)
    for _ in range(draws):
        b = rng.standard_exponential(len(arm))
        w = entropy_balance(x, arm, base_weights=b).weights
        _ = np.average(y[~arm], weights=w[~arm], axis=0) - np.average(y[arm], weights=b[arm], axis=0)


def plain_multipliers(psi: np.ndarray, draws: int) -> None:
    """One weight vector after the other."""
    rng = np.random.default_rng(1)
    for _ in range(draws):
        _ = ((rng.standard_exponential(len(psi)) - 1)[:, None] * psi).sum(axis=0)


def under_the_same_weights(psi: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """(draws, k) differences by the influences, of the weights that the re-solved draws of this generator take: what the
    multipliers' normal distribution is the limit of, without the noise of other draws.
    """
    k = psi.shape[1] // 2
    differences = psi[:, :k] - psi[:, k:]
    return np.array([(rng.standard_exponential(len(psi)) - 1) @ differences for _ in range(draws)])


def main() -> None:
    """Measure, print and write."""
    rows = []
    y, arm, x = county(2_000, 1, COLUMNS)
    ours = seconds(lambda: bayesian_bootstrap(y, arm, x, draws=2_000, rng=np.random.default_rng(1)))
    plain = seconds(lambda: plain_resolved(y, arm, x, PLAIN)) * 2_000 / PLAIN
    rows.append(("2,000 re-solved draws, 2,000 people", ours, plain, ""))
    y, arm, x = county(100_000, 2, 10)
    contrast = att_contrast(y, arm, x)
    ours = seconds(lambda: multiplier_draws(contrast, 2_000, rng=np.random.default_rng(1)))
    plain = seconds(lambda: plain_multipliers(contrast.influence, PLAIN)) * 2_000 / PLAIN
    solved = bayesian_bootstrap(y[:, :2], arm, x, draws=200, rng=np.random.default_rng(4)).std_error()
    linear = under_the_same_weights(att_contrast(y[:, :2], arm, x).influence, 200, np.random.default_rng(4)).std(axis=0, ddof=1)
    rows.append(("2,000 multiplier draws, 100,000 people", ours, plain, f"{np.abs(linear / solved - 1).max():.4f}"))
    with (DOCS / "benchmarks-costs.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["what", "cpu_seconds", "plain_loop_cpu_seconds", "ratio", "standard_error_off_re_solved"])
        for what, ours, plain, off in rows:
            writer.writerow([what, f"{ours:.2f}", f"{plain:.1f}", f"{plain / ours:.1f}", off])
            print(f"{what}: {ours:.2f} s, plain loop {plain:.1f} s, {plain / ours:.1f} times; off re-solved: {off or '-'}")


if __name__ == "__main__":
    main()
