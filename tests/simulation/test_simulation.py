"""The estimator path against known truth, small: a wrong sign, a lost correction or a broken gate shows in twenty draws.
The whole record (docs/simulation.md) is made by `make simulate`; the tests marked `simulation` hold it to its targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.simulation import broward
from tests.simulation.__main__ import HIDDEN, SEED
from tests.simulation.draw import Cell, covariates, draw, risk, treated, truth
from tests.simulation.page import _misses, write_page
from tests.simulation.record import run_cell, summary

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("cell", [Cell(60, "weak", 4), Cell(200, "strong", 1), Cell(200, "non_linear", 4)])
def test_bias_and_coverage_of_a_few_draws(cell: Cell):
    """20 draws of four outcomes: coverage within four Monte Carlo errors, bias within four of its own."""
    for row in summary(run_cell(cell, 20, 4, seed=11)):
        assert row["coverage"] > 0.95 - 4 * max(row["coverage_mc"], 0.02), row["effect"]
        assert abs(row["bias"]) < max(4 * row["bias_mc"], 0.02), row["effect"]
        assert 0.7 < row["se_ratio"] < 1.4
        assert row["published"] > 0.6


def test_the_naive_difference_is_biased_where_the_balanced_one_is_not():
    """Otherwise the cells would prove nothing: strong confounding raises the crude difference by more than 0.08."""
    crude = []
    for number in range(10):
        trials, y = draw(Cell(200, "strong", 1), np.random.default_rng(number), 4)
        crude.append(y["null"][trials.arm].mean() - y["null"][~trials.arm].mean())
    assert np.mean(crude) > 0.08


def test_a_hidden_trait_is_missed_by_the_interval_and_caught_by_the_control():
    row = next(r for r in summary(run_cell(HIDDEN, 10, 4, seed=5)) if r["effect"] == "null")
    assert row["coverage"] < 0.6 and row["bias"] > 0.02
    assert row["control_rejects"] >= 0.8 and row["published"] < 0.3


def test_truth_is_the_mean_of_both_risks():
    x = covariates(np.random.default_rng(1), 1000)
    p = risk(x, "weak", 0.0, np.zeros(1000))
    assert (treated(p, x, "null") == p).all() and truth("weak", "null", 1) == 0.0
    assert -0.12 < truth("weak", "constant", 1) < -0.05


def test_the_same_seed_gives_the_same_draw():
    one, two = (draw(Cell(60, "weak", 4), np.random.default_rng(3), 2)[1]["null"] for _ in range(2))
    assert (one == two).all()


def test_the_committed_page_belongs_to_the_committed_tables(tmp_path: Path):
    for table in DOCS.glob("simulation*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    write_page(tmp_path)
    assert (tmp_path / "simulation.md").read_text(encoding="utf-8") == (DOCS / "simulation.md").read_text(encoding="utf-8")


def test_the_e_value_of_the_limit_lies_below_the_planted_strength():
    """A hidden trait that makes a harm where there is none: what the interval's limit needs to be explained away is less than
    what was planted, or the E-value would promise more than it keeps."""
    null = summary(run_cell(Cell(200, "weak", 1, 0.5), 8, 4, 5))[0]
    assert null["effect"] == "null" and 1.2 < null["strength"] < 3
    assert null["e_value_below_strength"] >= 0.9
    assert np.isnan(summary(run_cell(Cell(200, "weak", 1), 1, 2, 5))[0]["e_value_below_strength"])


def record_rows() -> pd.DataFrame:
    """The committed record without its hidden confounder."""
    frame = pd.read_csv(DOCS / "simulation.csv", keep_default_na=False, na_values=[""])
    return frame[frame["hidden"] == 0]


def test_the_committed_record_is_whole_and_meets_coverage_and_type_one_error():
    frame = record_rows()
    assert len(frame) == 54 and set(frame["seed"]) == {SEED}
    assert frame.duplicated(["n_lead", "confounding", "rows_a_person", "effect"]).sum() == 0
    large = frame[frame["n_lead"] >= 200]
    assert large["coverage"].between(0.93 - 2 * large["coverage_mc"], 0.97 + 2 * large["coverage_mc"]).all()
    small = frame[frame["n_lead"] == 60]
    assert (small["coverage"] >= 0.92 - 2 * small["coverage_mc"]).all()
    null = frame[frame["effect"] == "null"]
    assert null["rejects"].between(0.03 - 2 * null["rejects_mc"], 0.07 + 2 * null["rejects_mc"]).all()


def test_a_miss_is_named():
    """The page's own judgement must be able to fail."""
    row = record_rows().iloc[0].copy()
    for name, value, word in (("coverage", 0.5, "coverage"), ("bias", 0.2, "bias"), ("se_ratio", 0.6, "SE ratio")):
        broken = row.copy()
        broken[name] = value
        assert word in _misses(broken)


needs_broward = pytest.mark.skipif(not broward.is_there(), reason="the Broward sample does not stand beside the project")


@needs_broward
def test_broward_fake_arms_and_a_planted_effect_small():
    """100 draws of each kind: wide gates."""
    frame = broward.record(100, seed=3)
    null, planted = frame[frame["truth"] == 0], frame[frame["truth"] < 0]
    assert (null["rejects"] <= 0.12).all() and (null["mean_estimate"].abs() < 0.015).all()
    assert (planted["coverage"] >= 0.87).all() and (planted["rejects"] > 0.6).all()


@needs_broward
@pytest.mark.simulation
def test_broward_in_full():
    """1,000 draws of each kind: rejections in [0.03, 0.07], the planted effect inside its interval at nominal coverage."""
    frame = broward.record(1000, seed=SEED)
    null, planted = frame[frame["truth"] == 0], frame[frame["truth"] < 0]
    assert null["rejects"].between(0.03, 0.07).all()
    assert planted["coverage"].between(0.93, 0.97).all()
    committed = pd.read_csv(DOCS / "simulation-broward.csv")
    assert np.allclose(frame["mean_estimate"], committed["mean_estimate"], rtol=1e-4)


@pytest.mark.simulation
def test_a_cell_of_the_record_comes_again():
    """One small cell in full gives the committed numbers."""
    frame = record_rows()
    first = frame.iloc[0]
    cell = Cell(int(first["n_lead"]), first["confounding"], int(first["rows_a_person"]))
    again = summary(run_cell(cell, int(first["draws"]), 4, SEED))[0]
    assert again["bias"] == pytest.approx(first["bias"], rel=1e-4, abs=1e-9)
    assert again["coverage"] == pytest.approx(first["coverage"], abs=1e-9)
