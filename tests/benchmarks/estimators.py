"""Times the estimators beside what somebody would write with statsmodels or as a loop, in the same process.

    python -m tests.benchmarks.estimators        writes docs/benchmarks-estimators.md

Processor seconds (user and system), the median of the repeats; the linear algebra has one thread. No assertion: ratios.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import statsmodels.api as sm

from estimators.contrast import weighted_contrast
from estimators.cox import cox
from estimators.entropy import entropy_balance
from estimators.survival import aalen_johansen

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-estimators.md"
SEED = 20200201


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Median processor seconds of a call."""
    took = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took)


def trials(n: int, columns: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Covariates, arm (a sixth), outcome and person (n rows of about n / 1.2 people)."""
    x = rng.normal(size=(n, columns))
    arm = rng.random(n) < 1 / (1 + np.exp(1.8 - 0.4 * x[:, 0] - 0.3 * x[:, 1]))
    y = (rng.random(n) < 1 / (1 + np.exp(0.4 - 0.4 * x[:, 0] + 0.4 * arm))).astype(float)
    return x, arm, y, rng.integers(0, int(n / 1.2), n)


def ours(x: np.ndarray, arm: np.ndarray, y: np.ndarray, person: np.ndarray) -> float:
    """Entropy balance, difference and ratio of risks, errors clustered by person with the estimation of the weights."""
    return weighted_contrast(y, entropy_balance(x, arm), person).outcomes[0].difference.std_error


def by_statsmodels(x: np.ndarray, arm: np.ndarray, y: np.ndarray, person: np.ndarray) -> float:
    """Logit, odds weights, weighted regression with clustered errors: the usual way, which takes the weights as known."""
    p = sm.Logit(arm.astype(float), sm.add_constant(x)).fit(disp=0).predict()
    weights = np.where(arm, 1.0, p / (1 - p))
    fit = sm.WLS(y, sm.add_constant(arm.astype(float)), weights=weights).fit(cov_type="cluster", cov_kwds={"groups": person})
    return float(fit.bse[1])


def course(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Whole days to re-arrest (1), death (2) or the end (0); weights; covariates."""
    x = rng.normal(size=(n, 3))
    event, death = rng.exponential(500 * np.exp(-0.3 * x[:, 0])), rng.exponential(6000, n)
    end = rng.integers(200, 730, n).astype(float)
    day = np.ceil(np.minimum(np.minimum(event, death), end))
    status = np.where(event <= np.minimum(death, end), 1, np.where(death <= end, 2, 0))
    return day, status, rng.uniform(0.5, 2.0, n), x


def looped(day: np.ndarray, status: np.ndarray, weights: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Weighted Aalen-Johansen and its jackknife as a loop over the days, each a mask over all rows: textbook code."""
    survival, incidence, out = 1.0, 0.0, []
    slope, fall = np.zeros(day.size), np.zeros(day.size)  # derivatives of incidence and survival to each weight
    days = np.unique(day[status > 0])
    for k, t in enumerate(days):
        risk = day >= t
        total = weights[risk].sum()
        cause, ends = (status == 1) & (day == t), (status > 0) & (day == t)
        h1, h = weights[cause].sum() / total, weights[ends].sum() / total
        slope += fall * h1 + survival * (cause - risk * h1) / total
        fall = fall * (1 - h) - survival * (ends - risk * h) / total
        incidence += survival * h1
        survival *= 1 - h
        out += [np.sqrt(((slope * weights) ** 2).sum()) for p in points if t <= p < (days[k + 1] if k + 1 < days.size else np.inf)]
    return np.array(out)


def measure() -> list[tuple[str, float, str, float]]:
    """(what, our seconds, the baseline, its seconds)."""
    rng = np.random.default_rng(SEED)
    rows = []
    big = trials(1_000_000, 12, rng)
    solved = entropy_balance(big[0], big[1])
    rows.append(("contrast with variance, 1,000,000 trials, weights solved before",
                 seconds(lambda: weighted_contrast(big[2], solved, big[3])),
                 "statsmodels: Logit, WLS, clustered", seconds(lambda: by_statsmodels(*big), 1)))
    rows.append(("balance and contrast with variance, 1,000,000 trials, 12 columns", seconds(lambda: ours(*big)),
                 "the same", rows[-1][3]))
    many = [trials(1_800, 20, rng) for _ in range(200)]
    rows.append(("2,000 simulated trials of n = 1,800, 20 columns (200 timed, times ten)",
                 10 * seconds(lambda: [ours(*t) for t in many], 1), "statsmodels, the same way",
                 10 * seconds(lambda: [by_statsmodels(*t) for t in many], 1)))
    day, status, weights, x = course(100_000, rng)
    points = np.array([90.0, 180, 365])
    mine = aalen_johansen(day, status, weights=weights, times=points)
    assert np.allclose(mine.std_error, looped(day, status, weights, points), rtol=1e-8)
    rows.append(("weighted Aalen-Johansen with its error at three days, 100,000 trials",
                 seconds(lambda: aalen_johansen(day, status, weights=weights, times=points)),
                 "loop over days, masks over rows", seconds(lambda: looped(day, status, weights, points), 1)))
    few = slice(0, 5_000)
    event = (status[few] == 1).astype(int)
    rows.append(("Cox, Efron ties, robust errors, 5,000 trials", seconds(lambda: cox(day[few], event, x[few])),
                 "statsmodels PHReg, Efron, no robust errors", seconds(
                     lambda: sm.PHReg(day[few], x[few], status=event, ties="efron").fit(), 1)))
    return rows


def main() -> None:
    lines = ["# Speed of the estimators", "",
             "Made by `make bench` (`python -m tests.benchmarks.estimators`): processor seconds on one thread, each beside a plain",
             "baseline in the same process. The baselines do less: they take weights as known, and have no check of their input.",
             "", "| what | seconds | baseline | its seconds | baseline / ours |", "|---|---|---|---|---|"]
    for what, mine, baseline, its in measure():
        lines.append(f"| {what} | {mine:.3g} | {baseline} | {its:.3g} | {its / mine:.2g} |")
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
