"""The mart `effects`: every estimator of the contract must arrive with its key, its gate and its reason, agree with the
others where it must, and not depend on row order or surrogate keys."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.data import Parts, load_trials
from pipeline.analysis.effects import KEY, adjust_for_many, design_effects, effects_table, frame_of
from tests.analysis.warehouse import County, build

# contract section 4: estimator and measures, at the primary horizon for the primary outcome
WANTED = {
    "unadjusted": {"risk_difference", "risk_ratio"},
    "entropy_balance": {"risk_difference", "risk_ratio", "mean_count_difference"},
    "logistic_att": {"risk_difference", "risk_ratio"}, "overlap": {"risk_difference", "risk_ratio"},
    "matching": {"risk_difference", "risk_ratio"}, "aipw": {"risk_difference", "risk_ratio"},
    "aalen_johansen": {"risk_difference", "risk_ratio", "restricted_mean_difference"},
    "ghosh_lin": {"mean_count_difference"}, "cox": {"hazard_ratio", "rate_ratio"}, "rate_ratio": {"rate_ratio"},
    "negative_binomial": {"rate_ratio"},
}


@pytest.fixture(scope="module")
def county() -> duckdb.DuckDBPyConnection:
    return build(County(n_lead=260, n_comparison=800))


@pytest.fixture(scope="module")
def effects(county: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return effects_table(county)


def at(effects: pd.DataFrame, estimator: str, measure: str, outcome: str = "new_offense", horizon: int = 365,
       population: str = "intention_to_divert") -> pd.Series:
    rows = effects[(effects["estimator"] == estimator) & (effects["measure"] == measure) & (effects["outcome"] == outcome)
                   & (effects["horizon_days"] == horizon) & (effects["population"] == population)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_estimator_of_the_contract_arrives_once(effects: pd.DataFrame):
    assert not effects.duplicated(KEY).any()
    for estimator, measures in WANTED.items():
        for measure in measures:
            row = at(effects, estimator, measure)
            assert np.isfinite(row["estimate"]) and row["std_error"] > 0, (estimator, measure, row["withheld_reason"])
            assert row["ci_lower"] < row["estimate"] < row["ci_upper"]
    for population in ("engaged_ccw", "engaged_landmark"):
        assert np.isfinite(at(effects, "entropy_balance", "risk_difference", population=population)["estimate"])
    policy = effects[effects["comparison_design"] == "area_policy"]
    assert set(policy["measure"]) == {"risk_difference", "risk_ratio", "mean_count_difference"}
    assert set(policy["estimator"]) == {"difference_in_differences"} and policy["estimate"].notna().all()


def test_a_row_passes_or_says_why_it_does_not(effects: pd.DataFrame):
    passed = effects["diagnostics_passed"].to_numpy(bool)
    assert (effects["withheld_reason"].isna().to_numpy() == passed).all()
    assert not (effects["estimate"].isna().to_numpy(bool) & passed).any()


def test_estimators_agree_on_the_planted_fall(effects: pd.DataFrame):
    """LEAD's rate is 0.6 of the comparison's: all see a fall, the rate ratios near 0.6."""
    for estimator, measures in WANTED.items():
        for measure in measures - {"restricted_mean_difference"}:
            none = 1.0 if measure.endswith("ratio") else 0.0
            assert at(effects, estimator, measure)["estimate"] < none, (estimator, measure)
    assert at(effects, "aalen_johansen", "restricted_mean_difference")["estimate"] > 0
    for estimator in ("rate_ratio", "cox", "negative_binomial"):
        row = at(effects, estimator, "rate_ratio")
        assert row["ci_lower"] < 0.6 < row["ci_upper"]


def test_all_trials_equal_observed_trials_where_all_are_observed(effects: pd.DataFrame):
    """With everybody followed to the horizon Aalen-Johansen is the share and Ghosh-Lin the mean count, errors too."""
    for one, other in ((("aalen_johansen", "risk_difference"), ("entropy_balance", "risk_difference")),
                       (("ghosh_lin", "mean_count_difference"), ("entropy_balance", "mean_count_difference"))):
        a, b = at(effects, *one), at(effects, *other)
        for name in ("estimate", "std_error", "mean_lead", "mean_comparison"):
            assert a[name] == pytest.approx(b[name], rel=1e-9)


def test_horizons_about_the_same_trials_share_their_weighting_and_others_do_not(county: duckdb.DuckDBPyConnection):
    """A weighting that is kept must be of these very trials: another mask, or a copy, is worked out anew."""
    trials, parts = load_trials(county, "concurrent_area"), Parts()
    everyone = np.ones(len(trials.arm), dtype=bool)
    part = parts.of(trials.keep(everyone))
    assert parts.of(trials.keep(everyone)) is part and part.balance is part.balance
    fewer = everyone.copy()
    fewer[-5:] = False
    other = parts.of(trials.keep(fewer))
    assert len(other.balance.weights) < len(part.balance.weights) and parts.of(trials) is part


def test_unmatched_trials_are_counted_and_pairs_given(effects: pd.DataFrame):
    row = at(effects, "matching", "risk_difference")
    assert row["ess_comparison"] + row["n_lead_unsupported"] == row["n_lead"]
    assert pd.isna(row["mean_lead"]), "the pairs' mean times their number would be a count"


def test_neither_surrogate_keys_nor_row_order_matter(county: duckdb.DuckDBPyConnection, effects: pd.DataFrame):
    """Persons renumbered, rows reversed: the same table."""
    other = build(County(n_lead=260, n_comparison=800))
    for table in ("marts.cohort", "marts.rearrest_outcomes", "marts.rearrest_outcomes_variants", "estimates.est_event_days",
                  "intermediate.int_area_policy_trials", "intermediate.int_trial_outcomes", "intermediate.int_first_events"):
        other.execute(f"create or replace table {table} as select * replace (9000000 - person_id as person_id) from {table}"
                      " order by all desc")
    pd.testing.assert_frame_equal(effects_table(other), effects, rtol=1e-9, atol=1e-12)


def test_without_contacts_or_areas_nothing_is_made_up():
    found = effects_table(build(County(has_engagements=False, area_policy=False)))
    engaged = found[found["population"] != "intention_to_divert"]
    assert set(engaged["withheld_reason"]) == {"no_engagements"} and engaged["estimate"].isna().all()
    assert not (found["comparison_design"] == "area_policy").any()


def test_a_horizon_that_few_reach_is_withheld():
    """Index dates end 366 days before the data do, so that nobody is followed for two years of the newest."""
    found = effects_table(build(County(horizons=(365, 1100))))
    late = found[(found["horizon_days"] == 1100) & found["estimator"].isin(["entropy_balance", "aalen_johansen", "cox"])
                 & (found["population"] == "intention_to_divert")]
    assert set(late["withheld_reason"]) <= {"too_little_follow_up", "few_at_risk", "too_few_people"}
    assert not late["diagnostics_passed"].any()


def test_the_curves_of_mean_counts_end_in_the_contrast_of_ghosh_and_lin(county: duckdb.DuckDBPyConnection,
                                                                       effects: pd.DataFrame, monkeypatch):
    """Why: two roads to one number; and beside a withheld contrast there is no weighted curve."""
    from pipeline.analysis import mean_curves

    rows = mean_curves.mean_curve_rows(county)
    last = int(rows["day"].max())
    ends = rows[(rows["day"] == last) & (rows["outcome"] == "new_offense")].set_index(["arm", "weighting"])
    found = ends["mean_cumulative_count"]["lead", "unweighted"] - ends["mean_cumulative_count"]["comparison", "entropy_balance"]
    assert found == pytest.approx(at(effects, "ghosh_lin", "mean_count_difference", horizon=last)["estimate"], rel=1e-9)
    assert set(rows["weighting"]) == {"unweighted", "entropy_balance"}
    monkeypatch.setattr(mean_curves, "all_trials_reason", lambda *_: "negative_control")
    assert set(mean_curves.mean_curve_rows(county)["weighting"]) == {"unweighted"}


def test_a_weighted_curve_is_not_drawn_where_its_contrast_is_withheld(county: duckdb.DuckDBPyConnection, monkeypatch):
    """Beside LEAD's curve it would show what was withheld."""
    from pipeline.analysis import effects as module
    from pipeline.analysis.incidence import curve_rows

    assert "entropy_balance" in set(curve_rows(county)["weighting"])
    monkeypatch.setattr(module, "negative_control_reason", lambda _: "negative_control")
    assert set(curve_rows(county)["weighting"]) == {"unweighted"}


def test_many_tests_are_adjusted_in_their_families(effects: pd.DataFrame):
    """One primary test, Holm over the declared, Benjamini-Hochberg over the rest; other estimators are in no family."""
    seen = effects[effects["test_family"].notna()]
    assert set(seen["estimator"]) == {"entropy_balance"} and set(seen["measure"]) == {"risk_difference"}
    assert set(seen["population"]) == {"intention_to_divert"}
    assert (seen["test_family"] == "primary").sum() == 1 and (seen["test_family"] == "declared").sum() == 1
    part = seen[seen["diagnostics_passed"].astype(bool)]
    primary = part[part["test_family"] == "primary"].iloc[0]
    assert primary["p_value_adjusted"] == primary["p_value"] and primary["horizon_days"] == 365
    rest = part[part["test_family"] == "exploratory"].sort_values("p_value")
    ranked = rest["p_value"].to_numpy(float) * len(rest) / np.arange(1, len(rest) + 1)
    assert len(rest) > 2
    np.testing.assert_allclose(rest["p_value_adjusted"].to_numpy(float), np.minimum.accumulate(ranked[::-1])[::-1].clip(max=1))
    assert seen.loc[~seen["diagnostics_passed"].astype(bool), "p_value_adjusted"].isna().all()


def test_a_withheld_difference_counts_in_no_family():
    """It was not looked at: counted, it would dilute the others, and its p-value could be told from theirs."""
    def row(outcome: str, p: float, passed: bool) -> dict:
        return {"population": "intention_to_divert", "estimator": "entropy_balance", "measure": "risk_difference",
                "comparison_design": "concurrent_area", "outcome": outcome, "horizon_days": 365, "p_value": p,
                "diagnostics_passed": passed}

    rows = [row("felony", 0.02, True), row("drug", 0.03, True), row("violent", 0.001, False)]
    adjust_for_many(rows, "concurrent_area", 365)
    assert [r["p_value_adjusted"] for r in rows] == [0.03, 0.03, None]
    assert {r["test_family"] for r in rows} == {"exploratory"}


def test_a_ridged_balance_is_noted(effects: pd.DataFrame):
    """Why: where exact balance is out of reach the weights are a compromise, and who reads the number must be told."""
    assert effects["note"].isna().all()
    found = frame_of(design_effects(build(County(n_lead=40, n_comparison=120, selection=2.5)), "concurrent_area").rows)
    balanced = found[(found["estimator"] == "entropy_balance") & (found["population"] == "intention_to_divert")]
    assert (balanced.loc[balanced["estimate"].notna(), "note"] == "ridged_balance").all() and balanced["estimate"].notna().any()
    assert found.loc[found["estimator"] == "unadjusted", "note"].isna().all()
