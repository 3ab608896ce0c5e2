"""What the tool refuses, end to end: each refusal has a code, a row or an error that carries it, and words in the
report. A refusal without words would print its code to a reader."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from estimators.engaged import engaged_from_time_zero
from estimators.errors import EstimatorRefusal
from pipeline.analysis import other_estimators
from pipeline.analysis.balance import balance_rows
from pipeline.analysis.data import load_trials
from pipeline.analysis.diagnostics import Verdict
from pipeline.analysis.effects import Effects, effects_table, sizes_of
from pipeline.analysis.equity import equity_rows
from pipeline.analysis.incidence import curve_rows
from pipeline.analysis.sensitivity import negative_control_rows, sensitivity_rows
from reports.sentences import REASONS, reason_words
from tests.analysis.warehouse import County, build

ROOT = Path(__file__).resolve().parents[2]


def test_engaged_against_comparison_from_time_zero():
    with pytest.raises(EstimatorRefusal) as refusal:
        engaged_from_time_zero()
    assert refusal.value.code == "engaged_from_time_zero"


def test_asking_the_engine_for_it_gives_a_row_with_the_code_and_no_number():
    con = build(County(area_policy=False))
    trials = load_trials(con, "concurrent_area")
    from pipeline.analysis.effects import all_trials_times, all_trials_weighting

    part, weighting = all_trials_weighting(trials)
    out = Effects(trials)
    course = other_estimators.course(part.trials, all_trials_times(con, part.trials), other_estimators.event_days(con, part.trials),
                                     "new_offense", "2024-12-31")
    other_estimators.engaged(out, part, weighting, course, 60, np.array([365.0]), lambda _: None, sizes_of(trials),
                             "new_offense", True, (("engaged_from_time_zero", "entropy_balance", "per_protocol"),))
    assert {r["withheld_reason"] for r in out.rows} == {"engaged_from_time_zero"}
    assert all(r["estimate"] is None and not r["diagnostics_passed"] for r in out.rows)


def test_pooled_doors():
    with pytest.raises(EstimatorRefusal) as refusal:
        load_trials(build(), "concurrent_area", ("arrest_diversion", "social_contact"))
    assert refusal.value.code == "pooled_doors"


def test_a_comparison_index_that_looks_ahead():
    """A person's last arrest as the index: nobody is arrested after it, and the whole design is refused."""
    found = effects_table(build(County(last_arrest=True, area_policy=False)))
    assert set(found["withheld_reason"]) == {"index_looks_ahead"} and found["estimate"].isna().all()


def test_an_interval_below_the_minimum_number():
    found = effects_table(build(County(n_lead=8, area_policy=False)))
    assert not found["diagnostics_passed"].any()
    shown = found[found["estimator"] == "entropy_balance"]
    assert set(shown["withheld_reason"]) <= {"too_few_people", "no_common_support", "no_engagements", "horizon_within_grace"}


@pytest.mark.parametrize("n_lead, n_comparison", [(1, 1), (3, 3), (3, 400), (40, 2)])
def test_a_handful_of_people_gives_reasons_and_no_traceback(n_lead: int, n_comparison: int):
    """Every table of inference on a county of a handful: no number passes, and each row says why."""
    con = build(County(n_lead=n_lead, n_comparison=n_comparison, area_policy=False, n_contacts=2))
    for rows in (effects_table(con), sensitivity_rows(con)):
        assert not rows["diagnostics_passed"].any() and rows["withheld_reason"].notna().all()
    groups = equity_rows(con)
    assert not groups["diagnostics_passed"].any() and groups["note"].notna().all()
    balance_rows(con), negative_control_rows(con), curve_rows(con)


def test_verdicts_carry_the_first_reason():
    assert Verdict.of(None).passed and not Verdict.of("positivity").passed


# codes that can become a withheld_reason, from the sources themselves: every literal of the gate and every refusal of an
# estimator that the analysis calls
_GATE = ("pipeline/analysis/diagnostics.py", "pipeline/analysis/effects.py", "pipeline/analysis/other_estimators.py",
         "pipeline/analysis/area_policy.py", "pipeline/analysis/data.py", "pipeline/analysis/other_doors.py",
         "pipeline/analysis/sensitivity.py", "pipeline/analysis/equity.py")


def codes_of_the_gate() -> set[str]:
    """Literals after `return`, `Verdict(False, ...)`, `reason =`, `why =`, and EstimatorRefusal's."""
    found: set[str] = set()
    for name in _GATE:
        text = (ROOT / name).read_text(encoding="utf-8")
        for pattern in (r'return "([a-z_]+)"', r'Verdict\(False, "([a-z_]+)"\)', r'(?:reason|why) = "([a-z_]+)"',
                        r'EstimatorRefusal\(\s*"([a-z_]+)"', r'or "([a-z_]+)"', r'return "([a-z_]+)" if'):
            found |= set(re.findall(pattern, text))
    return found - {"leverage", "cluster"}


def test_every_code_of_the_gate_has_words():
    codes = codes_of_the_gate() | {"engaged_from_time_zero", "nobody_engaged", "horizon_within_grace", "below_minimum",
                                   "few_at_risk", "separation", "no_pairs", "cell_empty", "scale_undefined", "no_common_stratum"}
    assert len(codes) > 15
    missing = {c for c in codes if c not in REASONS}
    assert not missing
    assert all("_" not in reason_words(c) for c in codes)


BAD_INPUT = {
    "no LEAD person": (County(n_lead=0, area_policy=False, n_contacts=0), ""),
    "no comparison trial": (County(n_comparison=0, area_policy=False), ""),
    "no event in the LEAD arm": (County(n_lead=60, n_comparison=200, ratio=0.0, area_policy=False), ""),
    "no event at all, everybody tied": (County(n_lead=60, n_comparison=90, ratio=0.0, last_arrest=True, area_policy=False), ""),
    "one person holds all trials of an arm": (County(n_lead=150, n_comparison=150, rows_a_person=150, area_policy=False), ""),
    "constant covariates": (County(n_lead=60, n_comparison=200, area_policy=False), """
        age = 30, sex = 'F', race = 'A', index_category = 'drug_possession', index_quarter = '2022-Q1', prior_arrests = 1,
        prior_arrests_365d = 1, prior_arrests_90d = 0, prior_arrests_30d = 0, prior_drug_arrests = 0, prior_felony_arrests = 0,
        prior_warrant_arrests = 0, prior_eligible_arrests = 0"""),
    "collinear covariates": (County(n_lead=60, n_comparison=200, area_policy=False), """
        prior_drug_arrests = prior_arrests, prior_felony_arrests = prior_arrests, prior_warrant_arrests = prior_arrests"""),
    "a covariate that is the arm": (County(n_lead=60, n_comparison=200, area_policy=False), "race = arm"),
}


@pytest.mark.parametrize("what", BAD_INPUT)
def test_bad_input_is_a_stated_result_or_a_named_refusal(what: str):
    """Why: never NaN in a mart and never a bare traceback. Every table of inference, on data that break something."""
    county, change = BAD_INPUT[what]
    con = build(county)
    if change:
        con.execute(f"update marts.cohort set {change}")
    tables = {"effects": effects_table(con), "sensitivity": sensitivity_rows(con), "equity": equity_rows(con),
              "balance": balance_rows(con), "controls": negative_control_rows(con), "curves": curve_rows(con)}
    for name, rows in tables.items():
        for column in rows.select_dtypes("number"):
            values = rows[column].dropna().to_numpy(float)
            assert np.isfinite(values).all(), (name, column)
    for name in ("effects", "sensitivity"):
        rows = tables[name]
        passed = rows["diagnostics_passed"].to_numpy(bool)
        assert rows.loc[~passed, "withheld_reason"].notna().all()
        # a tipping point that no share of missing outcomes reaches has none
        bare = rows.loc[passed & rows["estimate"].isna().to_numpy()]
        assert set(bare["analysis"] if "analysis" in bare else bare["estimator"]) <= {"tipping_point_missed_linkage"}, name
        for reason in rows["withheld_reason"].dropna().unique():
            assert "_" not in reason_words(reason) and reason in REASONS, (name, reason)
    main = tables["effects"].query("estimator == 'entropy_balance' and population == 'intention_to_divert'"
                                   " and outcome == 'new_offense' and horizon_days == 365 and measure == 'risk_difference'")
    expected = {
        "no LEAD person": {"no_lead_cohort"}, "no comparison trial": {"no_comparison_cohort"},
        "one person holds all trials of an arm": {"too_few_people"}, "a covariate that is the arm": {"no_common_support"},
    }
    if what in expected:
        assert set(main["withheld_reason"]) == expected[what]
    elif what in ("constant covariates", "collinear covariates"):
        assert main["estimate"].notna().all(), "nothing stands against an estimate"
