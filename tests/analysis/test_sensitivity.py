"""The mart `sensitivity` must hold every analysis that the methods name: a missing one would not be missed by a reader."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis import sensitivity
from pipeline.analysis.data import Trials
from pipeline.analysis.sensitivity import COLUMNS, negative_control_rows, sensitivity_rows
from reports import words
from tests.analysis.warehouse import County, build

WANTED = {
    "primary", "outcome_class", "street_time", "first_trial_only", "exclude_ineligible", "verified_eligibility",
    "null_dates_are_prior", "exclude_rediversion", "censor_at_referral", "rosenbaum_bound", "tipping_point_missed_linkage",
    "tipping_point_lost_rows", "pre_accrual", "firth_propensity", "randomisation", "projected_detectable",
}


@pytest.fixture(scope="module")
def session():
    return build(County(n_lead=260, n_comparison=800, designs=("concurrent_area", "historical")))


@pytest.fixture(scope="module")
def rows(session) -> pd.DataFrame:
    return sensitivity_rows(session)


def test_every_analysis_is_there_for_each_design(rows: pd.DataFrame):
    for design in ("concurrent_area", "historical"):
        assert set(rows.loc[rows["comparison_design"] == design, "analysis"]) >= WANTED - {"pre_accrual"}
    assert set(rows.loc[rows["comparison_design"] == "area_policy", "analysis"]) == {"pre_accrual"}
    assert not rows.duplicated(COLUMNS[:8]).any()
    known = {**words.ANALYSES, **words.BOUNDS, **words.TESTS}
    assert set(rows["analysis"]) <= set(known)


def test_each_outcome_class_has_its_e_value(rows: pd.DataFrame):
    part = rows[(rows["analysis"] == "outcome_class") & (rows["measure"] == "risk_ratio")]
    assert set(part["outcome"]) == {"any_arrest", "warrant", "felony"}
    assert (part["e_value"] >= 1).all() and (part["e_value_ci"] <= part["e_value"]).all()


def test_a_withheld_analysis_says_why(rows: pd.DataFrame):
    assert (rows["withheld_reason"].isna() == rows["diagnostics_passed"].astype(bool)).all()


def test_controls_hold_history_placebo_and_the_years_before(session):
    controls = negative_control_rows(session)
    assert {"arrested_in_the_year_before", "placebo_share_rejected", "pre_accrual"} <= set(controls["control"])
    before = controls[controls["control"] == "pre_accrual"]
    assert set(before["comparison_design"]) == {"concurrent_area", "area_policy"}
    # no area differed before the programme: neither interval lies far from zero
    assert (before["ci_lower"] < 0.12).all() and (before["ci_upper"] > -0.12).all()


def test_small_samples_have_a_test_that_needs_no_large_ones(rows: pd.DataFrame):
    part = rows[(rows["comparison_design"] == "concurrent_area") & (rows["measure"] == "risk_difference")].set_index("analysis")
    shuffled, primary = part.loc["randomisation"], part.loc["primary"]
    assert 0 < shuffled["p_value"] < 0.05 and shuffled["estimate"] < 0 and pd.isna(shuffled["ci_lower"])
    assert shuffled["estimate"] == pytest.approx(primary["estimate"], abs=0.06)
    assert part.loc["firth_propensity", "estimate"] == pytest.approx(primary["estimate"], abs=0.04)


def test_more_enrolment_shows_smaller_differences(rows: pd.DataFrame):
    """The projection must improve on what the present error can show, and not by more than the growth allows."""
    part = rows[(rows["comparison_design"] == "concurrent_area") & (rows["measure"] == "risk_difference")].set_index("analysis")
    now = 2.8015852 * (part.loc["primary", "ci_upper"] - part.loc["primary", "ci_lower"]) / (2 * 1.959964)
    assert 0.5 * now < part.loc["projected_detectable", "estimate"] < 1.1 * now


def test_large_samples_need_none(monkeypatch):
    monkeypatch.setitem(sensitivity.thresholds(), "small_sample_people", 10)
    found = sensitivity_rows(build(County(n_lead=80, n_comparison=240, area_policy=False, n_contacts=0)))
    assert not set(found["analysis"]) & {"randomisation", "firth_propensity"}


def test_a_person_is_shuffled_whole():
    """Of a person in both arms the LEAD trial stands for them, whenever it was; of another the first trial."""
    frame = pd.DataFrame({"index_date": pd.to_datetime(["2021-05-01", "2021-01-01", "2021-03-01", "2021-02-01"])})
    trials = Trials("arrest_diversion", "concurrent_undiverted", frame, np.array([True, False, False, False]),
                    np.array([0, 0, 1, 1]))
    assert sensitivity.one_trial_a_person(trials).tolist() == [0, 3]
