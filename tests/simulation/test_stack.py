"""Counties through the whole path, small: raw extracts, ingest, dbt, effects. The record is made by `make simulate`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.simulation import gates
from tests.simulation.stack import HELD, World, run_stack, summary

pytestmark = pytest.mark.slow
WORLD = World("constant", "strong", 4, n_lead=70)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder: Path = tmp_path_factory.mktemp("stack")
    return run_stack(WORLD, 6, 20200201, folder)


def test_the_marts_hold_the_people_whom_the_generator_diverted(found: pd.DataFrame):
    """Two codes, one cohort: of every county the same number of diverted trials."""
    whole = found[found["group"] == "all"]
    assert whole["county"].nunique() == 6 and (whole["n_lead"] == whole["n_lead_generator"]).all()
    assert set(zip(whole["estimator"], whole["measure"])) == set(HELD)


def test_estimates_lie_around_the_planted_truth(found: pd.DataFrame):
    """Six counties: within four Monte Carlo errors, and the effect has its sign."""
    rows = pd.DataFrame(summary(WORLD, found, 20200201)).set_index(["estimator", "measure", "group"])
    for key in (("entropy_balance", "risk_difference", "all"), ("ghosh_lin", "mean_count_difference", "all")):
        at = rows.loc[key]
        assert at["truth"] < -0.03 and abs(at["bias"]) < 4 * max(at["bias_mc"], 0.02), key
    primary = found[(found["estimator"] == "entropy_balance") & (found["group"] == "all")]
    assert np.isfinite(primary["estimate"].astype(float)).all()


def test_a_county_is_only_its_own(found: pd.DataFrame):
    """Were people of another county in it, every county would have the same estimate."""
    primary = found[(found["estimator"] == "entropy_balance") & (found["measure"] == "risk_difference") & (found["group"] == "all")]
    assert primary["estimate"].nunique() == 6 and (primary["n_lead"] < 2 * WORLD.n_lead).all()


def test_the_committed_counties_meet_their_targets():
    """A hundred counties a row, no county with another cohort than the generator's; balanced estimates of all diverted meet
    coverage, bias and, under the null, type I error within two Monte Carlo errors."""
    table = Path(__file__).resolve().parents[2] / "docs" / "simulation-counties.csv"
    frame = pd.read_csv(table, keep_default_na=False, na_values=[""])
    rows = frame[(frame["group"] == "all") & (frame["estimator"] != "unadjusted") & ~frame["hidden"].astype(bool)]
    assert len(rows) >= len(HELD) - 1 and (rows["estimated"] >= 100).all() and (rows["cohort_differs"] == 0).all()
    room = 2 * rows["coverage_mc"]
    assert rows["coverage"].between(0.93 - room, 0.97 + room).all()
    assert (rows["bias"].abs() < np.maximum(3 * rows["bias_mc"], 0.1 * rows["empirical_se"])).all()
    null = rows[rows["effect"] == "null"]
    assert null["rejects"].between(0.03 - 2 * null["coverage_mc"], 0.07 + 2 * null["coverage_mc"]).all()


def test_what_is_refused_shows_an_effect_where_there_is_none():
    """60 draws: the naive comparison of the engaged lies below -0.025, the two others within four Monte Carlo errors of zero."""
    rows = pd.DataFrame(gates.immortal_time(60, 1)).set_index("what")
    naive = rows.loc["engaged against the comparison from time zero"]
    assert naive["mean"] < -0.025 and naive["refused"] == "engaged_from_time_zero"
    for name in ("clone-censor-weight", "landmark"):
        assert abs(rows.loc[name, "mean"]) < 4 * rows.loc[name, "mean_mc"], name
    pooled = pd.DataFrame(gates.pooled_doors(6, 1)).set_index("what").loc["doors pooled, log odds ratio"]
    assert pooled["mean"] < -0.15 and pooled["refused"] == "pooled_doors"
