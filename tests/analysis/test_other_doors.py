"""Risk-set trials of the doors without an arrest: apart from everything else, gated like everything else."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.analysis.effects import effects_table
from pipeline.analysis.other_doors import ANALYSIS, door_contrasts, load_risk_sets
from pipeline.analysis.sensitivity import other_door_rows, sensitivity_rows
from tests.analysis.warehouse import County, build


@pytest.fixture(scope="module")
def session():
    return build(County(n_contacts=400))


def test_rows_stand_apart_and_say_that_they_are_exploratory(session):
    found = sensitivity_rows(session)
    rows = found[found["analysis"] == ANALYSIS]
    assert set(rows["door"]) == {"social_contact"} and set(rows["comparison_design"]) == {"risk_set"}
    assert set(rows["estimator"]) == {"unadjusted", "entropy_balance"} and len(rows) == 4
    assert rows["note"].str.startswith("exploratory").all()
    assert set(found.loc[found["analysis"] != ANALYSIS, "door"]) == {"arrest_diversion"}


def test_no_other_door_reaches_the_effects(session):
    assert set(effects_table(session)["door"]) == {"arrest_diversion"}


def test_the_planted_fall_is_found_and_a_null_stays_one():
    """Re-arrest 0.6 times as likely: the balanced difference lies near -0.4 times the contacted people's risk without."""
    for ratio, low, high in ((0.6, -0.19, -0.05), (1.0, -0.06, 0.06)):
        estimates = [next(c for e, c, _, _ in door_contrasts(build(County(n_contacts=400, ratio=ratio, seed=k)), "social_contact")
                          if e == "entropy_balance").outcomes[0].difference.estimate for k in range(3)]
        assert low < np.mean(estimates) < high


def test_a_contact_that_nobody_is_like_leaves_the_sets(session):
    before = load_risk_sets(session, "social_contact")[0].n_lead
    session.execute("update intermediate.int_risk_set_trials set set_size = 0 where is_contacted and index_date = ("
                    "select min(index_date) from intermediate.int_risk_set_trials where is_contacted)")
    assert load_risk_sets(session, "social_contact")[0].n_lead < before


def test_few_contacts_are_withheld():
    rows = other_door_rows(build(County(n_contacts=12)))
    assert {r["withheld_reason"] for r in rows} == {"too_few_people"} and not any(r["diagnostics_passed"] for r in rows)


def test_without_contacts_there_are_no_rows():
    assert other_door_rows(build(County(n_contacts=0))) == []
