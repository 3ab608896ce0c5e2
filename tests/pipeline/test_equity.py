"""For whom it works: an effect that differs between groups must be found as an interaction with the right
coverage, one that does not must not, and nobody may read a difference off two p-values, for there are none
within groups."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from estimators.pooling import partial_pooling
from pipeline.analysis import equity
from pipeline.analysis.data import Trials
from tests.analysis.warehouse import County, build


@pytest.fixture(autouse=True)
def one_covariate(monkeypatch):
    """Balance on one column of the frame: the basis has tests of its own."""

    def supported(part):
        basis = SimpleNamespace(matrix=part.frame[["x"]].to_numpy(float), names=("x",))
        return SimpleNamespace(basis=basis, trials=part, rows=np.ones(len(part.frame), dtype=bool))

    monkeypatch.setattr(equity, "supported", supported)
    monkeypatch.setattr(equity, "weighting_reason", lambda *_: None)


def county(seed: int, effects: dict[str, float], n: int = 900) -> tuple[Trials, np.ndarray]:
    """Trials whose effect on the risk is planted by sex; a covariate moves both arm and risk."""
    rng = np.random.default_rng(seed)
    sex = rng.choice(list(effects), n, p=[0.6, 0.4] if len(effects) == 2 else [0.58, 0.4, 0.02])
    x = rng.random(n) < 0.5
    arm = rng.random(n) < np.where(x, 0.55, 0.3)
    risk = 0.3 + 0.2 * x + np.vectorize(effects.get)(sex) * arm
    y = (rng.random(n) < risk).astype(float)
    order = np.argsort(~arm, kind="stable")
    frame = pd.DataFrame({"sex": sex[order], "x": x[order].astype(float)})
    return Trials("arrest_diversion", "concurrent_area", frame, arm[order], np.arange(n)), y[order]


def interaction(seed: int, effects: dict[str, float]) -> tuple[pd.DataFrame, float]:
    rows, p = equity.group_rows(*county(seed, effects), "sex", 365)
    return pd.DataFrame(rows).set_index("group"), p


def test_planted_heterogeneity_is_recovered_at_nominal_coverage():
    # Why: -20 points for men and none for women, so the interaction (women less men, the larger group) is +20
    hits, found, rejected = 0, [], 0
    for seed in range(40):
        rows, p = interaction(seed, {"male": -0.2, "female": 0.0})
        at = rows.loc["female"]
        assert rows.loc["male", "note"] == "reference" and pd.isna(rows.loc["male", "interaction_estimate"])
        hits += at["interaction_lower"] <= 0.2 <= at["interaction_upper"]
        found.append(at["interaction_estimate"])
        rejected += p < 0.05
    assert hits >= 34  # 0.95 of 40 less three standard errors
    assert np.mean(found) == pytest.approx(0.2, abs=0.03)
    assert rejected > 25


def test_an_effect_alike_in_all_groups_is_rarely_called_different():
    rejected = sum(interaction(500 + seed, {"male": -0.1, "female": -0.1})[1] < 0.05 for seed in range(40))
    assert rejected <= 6


def test_raw_and_pooled_stand_side_by_side_and_pooling_pulls_together():
    rows, _ = interaction(1, {"male": -0.2, "female": 0.0})
    pooled = partial_pooling(rows["estimate"].to_numpy(float), rows["std_error"].to_numpy(float))
    # balance has no overlap between people here, so that the errors are the groups' own
    assert rows["shrunk_estimate"].to_numpy(float) == pytest.approx(pooled.shrunk, rel=1e-3)
    assert (
        abs(np.diff(rows["shrunk_estimate"].astype(float)))[0]
        < abs(np.diff(rows["estimate"].astype(float)))[0]
    )


def test_a_group_that_is_not_balanced_does_not_reach_the_others(monkeypatch):
    # Why: pooled and tested with the rest it would be published through them
    wanted, _ = interaction(3, {"male": -0.1, "female": -0.1})
    monkeypatch.setattr(equity, "weighting_reason", lambda part, _: "balance" if (part.trials.frame["sex"] == "male").all() else None)
    rows, p = interaction(3, {"male": -0.1, "female": -0.1})
    assert p is None and rows.loc["male", "note"] == "balance" and not rows.loc["male", "diagnostics_passed"]
    assert pd.isna(rows.loc["female", "shrunk_estimate"]) and pd.isna(rows.loc["male", "interaction_estimate"])
    assert rows.loc["female", "estimate"] == wanted.loc["female", "estimate"]


def test_what_withholds_the_whole_contrast_withholds_its_groups(monkeypatch):
    """A hidden confounder that the negative control finds hides in every group."""
    monkeypatch.undo()
    con = build(County(n_lead=400, n_comparison=1200))
    assert equity.equity_rows(con)["diagnostics_passed"].any()
    monkeypatch.setattr(equity, "negative_control_reason", lambda _: "negative_control")
    rows = equity.equity_rows(con)
    assert not rows["diagnostics_passed"].any() and "negative_control" in set(rows["note"])


def test_too_few_is_said_with_what_could_have_been_seen():
    rows, _ = interaction(2, {"male": -0.2, "female": 0.0, "unknown": 0.0})
    few = rows.loc["unknown"]
    assert few["note"] == "insufficient_data" and pd.isna(few["estimate"]) and not few["diagnostics_passed"]
    assert few["minimum_detectable"] > 0.3  # a handful could have shown nothing smaller
    assert equity.detectable(387, 387, 0.5) == pytest.approx(
        0.1007, abs=1e-3
    )  # 80 % power for a tenth: 388 an arm
    assert equity.detectable(0, 5, 0.5) is None


def test_no_p_value_is_kept_within_a_group():
    # Why: "significant here and not there" is no test of a difference
    assert [c for c in equity.COLUMNS if c.endswith("_p") or "p_value" in c] == ["interaction_p"]


def test_holm_over_the_declared_list():
    assert equity.DECLARED == ("sex", "race", "ethnicity", "age_band")
    # methods.md section 3
    assert equity.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
