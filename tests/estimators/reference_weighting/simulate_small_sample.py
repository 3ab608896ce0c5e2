"""What small samples do to the clustered influence variance, and what each correction gives back.

Writes small_sample.csv and small_sample.md beside itself. Truth: an ATT risk difference of 0 (rows of the
LEAD arm are drawn from the same risks). 24 columns are balanced. For each cell: share of exact balances,
bias, spread, and for each correction the mean model error over the spread and the coverage with normal and
t(people_lead - 1) quantiles.

    python tests/estimators/reference_weighting/simulate_small_sample.py [replicates, default 2000] [first
    cell, last cell]
"""

from __future__ import annotations

import csv
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from estimators.contrast import weighted_contrast
from estimators.entropy import entropy_balance
from tests.estimators.weighting_support import simulate_trial

Z = 1.959963984540054
CORRECTIONS = ("none", "cluster", "leverage")


@dataclass(frozen=True)
class Cell:
    n_lead: int
    n_comparison: int
    rows: int
    selection: float
    outcome: str


CELLS = [
    Cell(n, m, rows, selection, outcome)
    for n, m in ((20, 200), (30, 240), (60, 200), (60, 480), (200, 1600))
    for rows in (1, 4)
    for selection, outcome in ((1.0, "share"), (2.0, "share"), (1.0, "rare"), (1.0, "count"))
    if not (rows == 1 and outcome != "share")
] + [Cell(1000, 4000, 4, 1.0, "share")]


def outcome_of(
    kind: str, y: np.ndarray, x: np.ndarray, person: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """The share itself (about 40 %), one in five of it (about 8 %), or a skewed count driven by a person's
    rate.
    """
    if kind == "share":
        return y
    if kind == "rare":
        return y * (rng.random(y.size) < 0.2)
    codes = np.unique(person, return_inverse=True)[1]
    return y * (1 + rng.poisson(0.8 * rng.gamma(0.7, 1 / 0.7, codes.max() + 1)[codes]))


def run(cell: Cell, replicates: int, seed: int) -> dict[str, float | int | str]:
    rng = np.random.default_rng(seed)
    estimates = []
    errors: dict[str, list[float]] = {c: [] for c in CORRECTIONS}
    exact, ess, flat = 0, [], 0
    for _ in range(replicates):
        t = simulate_trial(
            rng,
            cell.n_lead,
            cell.n_comparison,
            rows_per_person=cell.rows,
            selection=cell.selection,
            columns=24,
        )
        y = outcome_of(cell.outcome, t.y, t.X, t.person, rng)
        balance = entropy_balance(t.X, t.arm)
        exact += balance.converged
        ess.append(balance.ess)
        results = {c: weighted_contrast(y, balance, t.person, correction=c).outcomes[0] for c in CORRECTIONS}
        if results["none"].status != "ok":
            flat += 1
            continue
        estimates.append(results["none"].difference.estimate)
        for c in CORRECTIONS:
            errors[c].append(results[c].difference.std_error)
    est = np.asarray(estimates)
    spread = est.std(ddof=1)
    out: dict[str, float | int | str] = {
        "n_lead": cell.n_lead, "n_comparison": cell.n_comparison, "rows": cell.rows,
        "selection": cell.selection,
        "outcome": cell.outcome, "replicates": replicates, "seed": seed, "exact": exact / replicates,
        "ess": float(np.mean(ess)), "no_events": flat, "bias": float(est.mean()),
        "bias_mc_error": float(spread / np.sqrt(est.size)), "spread": float(spread),
    }  # fmt: skip
    t_quantile = stats.t.ppf(0.975, cell.n_lead - 1)
    for c in CORRECTIONS:
        se = np.asarray(errors[c])
        out[f"ratio_{c}"] = float(np.sqrt(np.mean(se**2)) / spread)
        out[f"mean_ratio_{c}"] = float(se.mean() / spread)
        out[f"normal_{c}"] = float(np.mean(np.abs(est) <= Z * se))
        out[f"t_{c}"] = float(np.mean(np.abs(est) <= t_quantile * se))
    return out


def main() -> None:
    replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    chosen = range(*map(int, sys.argv[2:4])) if len(sys.argv) > 3 else range(len(CELLS))
    here = Path(__file__).parent
    path = here / "small_sample.csv"
    rows = []
    for i in chosen:
        start = time.process_time()
        rows.append(run(CELLS[i], replicates, 20260 + i))
        print(i, CELLS[i], f"{time.process_time() - start:.0f} s", flush=True)
    known: list[dict[str, str]] = []
    if path.exists() and len(sys.argv) > 3:
        with path.open(newline="") as file:
            known = [r for r in csv.DictReader(file) if int(r["seed"]) - 20260 not in chosen]
    texts = known + [{k: f"{v:.5g}" if isinstance(v, float) else str(v) for k, v in r.items()} for r in rows]
    texts.sort(key=lambda r: int(r["seed"]))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, texts[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(texts)
    write_table(texts, here / "small_sample.md")


def write_table(rows: list[dict[str, str]], path: Path) -> None:
    head = "| LEAD | comparison | rows a person | selection | outcome | ESS | exact | bias (MC error) | "
    head += (
        "ratio none / cluster / leverage | normal none / cluster / leverage | t none / cluster / leverage |"
    )
    lines = [
        "# The clustered influence variance in small samples",
        "",
        f"Made by `simulate_small_sample.py`; {rows[0]['replicates']} replicates a cell, 24 columns,",
        "true effect 0. Ratio: mean model standard error over the spread of the estimates. Coverage of 95 %",
        "intervals with normal and t(LEAD people - 1) quantiles. Monte Carlo error of coverage",
        f"{100 * np.sqrt(0.05 * 0.95 / int(rows[0]['replicates'])):.1f} points, of a ratio "
        f"{100 * np.sqrt(0.5 / int(rows[0]['replicates'])):.1f} %.",
        "",
        head,
        "|" + "---|" * 11,
    ]
    for r in rows:
        three = [
            " / ".join(f"{float(r[f'{part}_{c}']):.3f}" for c in CORRECTIONS)
            for part in ("mean_ratio", "normal", "t")
        ]
        lines.append(
            f"| {r['n_lead']} | {r['n_comparison']} | {r['rows']} | {r['selection']} | {r['outcome']} | "
            f"{float(r['ess']):.0f} | {float(r['exact']):.3f} | "
            f"{float(r['bias']):+.4f} ({float(r['bias_mc_error']):.4f}) | "
            + " | ".join(three)
            + " |"
        )
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
