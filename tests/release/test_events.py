"""Arrests, as against people arrested. Why: 15 arrests of 14 people say that one of them was arrested twice, two horizons how many
arrests fell between them, and person-years to sixteen digits how many days one person spent in jail."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from pipeline.release import linkage, present
from pipeline.release.audit import Finding, Rules, audit_release, check_curves
from pipeline.release.build import build_release
from pipeline.release.rounding import round_events, told_by_sums
from pipeline.release.tables import TABLES
from tests.release import fake_marts

ROW = {"arm": "comparison", "door": None, "comparison_design": "historical", "outcome": "new_offense",
       "n_trials": 300, "n_people": 200, "n_observed": 300, "cumulative_incidence": None, "ci_lower": None, "ci_upper": None}


def rates(*lines: tuple[str, int, int, int]) -> pd.DataFrame:
    """A historical cohort of 300: (outcome, horizon, re-arrested, arrests)."""
    rows = []
    for outcome, h, k, e in lines:
        years = 300 * h / 365.25
        rows.append({**ROW, "outcome": outcome, "horizon_days": h, "n_rearrested": k, "rate": k / 300,
                     "rate_lower": k / 400, "rate_upper": k / 250, "arrest_events": e, "person_years": years,
                     "events_per_person_year": e / years, "epy_lower": 0.8 * e / years, "epy_upper": 1.2 * e / years})
    return pd.DataFrame(rows)


def attacked(frame: pd.DataFrame, folder: Path, *, recurring: bool = False) -> list[Finding]:
    fake_marts.write(folder / "w.duckdb", {"rearrest_rates": frame})
    build_release(folder / "w.duckdb", folder / "r.duckdb", fake_marts.site(recurring=recurring),
                  tables=tuple(t for t in TABLES if t.name == "rearrest_rates"))
    return audit_release(folder / "r.duckdb")[0].findings


def exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turn the steps off, for the release and for the audit's first look, so that its attack alone is left."""
    monkeypatch.setattr(present, "round_events", lambda value, _min_cell: float(value))
    monkeypatch.setattr(Rules, "in_steps", lambda _self, _printed: True)
    monkeypatch.setattr(Rules, "event_range", lambda self, printed: (printed, printed))


@pytest.mark.parametrize(("lines", "where"), [
    # one person of 35 was arrested twice
    ([("new_offense", 365, 35, 36)], "arrest_events less n_rearrested"),
    # six arrests between two horizons
    ([("new_offense", 365, 35, 60), ("new_offense", 730, 50, 66)], "events of new_offense between"),
])
@pytest.mark.parametrize("recurring", [False, True])
def test_arrests_are_given_in_steps(lines: list, where: str, recurring: bool, tmp_path: Path,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: neither who was arrested again nor what came between two horizons may be had by subtraction."""
    assert attacked(rates(*lines), tmp_path, recurring=recurring) == []
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        shown = con.execute("select value from rearrest_rates where measure = 'arrest_events' order by horizon_days").fetchall()
    assert [v for (v,) in shown] == [round_events(e, 11) for *_, e in lines]
    if not recurring:
        exactly(monkeypatch)
        assert any(where in f.where and "by subtraction" in f.what for f in attacked(rates(*lines), tmp_path))


def test_arrests_printed_as_they_are_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: the step is a rule like any other; without it the audit goes red at the first number."""
    monkeypatch.setattr(present, "round_events", lambda value, _min_cell: float(value))
    found = attacked(rates(("new_offense", 365, 35, 36)), tmp_path)
    assert any("is not given in steps of 11" in f.what for f in found)


@pytest.mark.parametrize("seed", range(10))
def test_no_sum_tells_more_than_its_steps(seed: int) -> None:
    """Why: the shortcut against an attacker who solves the programme in full: what it lets pass keeps ten values, or may be none
    or more than ten."""
    rng = np.random.default_rng(seed)
    for _ in range(20):
        k = int(rng.integers(2, 5))
        parts = [(e := int(rng.integers(11, 70)), e - int(rng.integers(0, 12))) for _ in range(k)]
        rest = 0 if seed % 2 else int(rng.integers(0, 15))
        total = sum(e for e, _ in parts) + rest
        every = [(total, total - int(rng.integers(0, 12))), *parts]
        flagged = told_by_sums(every[0], parts, 11, complete=rest == 0)
        bounds = [(max(e // 11 * 11, n), e // 11 * 11 + 10) for e, n in every] + [(0, 0 if rest == 0 else None)]
        sums = [[1.0, *[-1.0] * k, -1.0]]
        for i, (_, n) in enumerate(every):
            c = np.eye(k + 2)[i]
            ends = [linprog(sign * c, A_eq=sums, b_eq=[0], bounds=bounds).fun * sign for sign in (1, -1)]
            least, most = math.ceil(ends[0] - n - 1e-6), math.floor(ends[1] - n + 1e-6)
            assert (least >= 1 and most < 11 and most - least < 9) == (i in flagged)


def test_a_sum_that_would_tell_hides_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: of 21 prior-offence arrests of 12 people, 140 in all and 87 and 32 of the other kinds would say nine at most."""
    frame = rates(("any_arrest", 365, 102, 140), ("new_offense", 365, 78, 87), ("warrant", 365, 32, 32),
                  ("supervision", 365, 0, 0), ("prior_offense", 365, 12, 21))
    assert attacked(frame, tmp_path) == []
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        status = dict(con.execute("select outcome, value_status from rearrest_rates where measure = 'arrest_events'").fetchall())
    assert "suppressed_complementary" in status.values() and "suppressed_primary" not in status.values()
    monkeypatch.setattr(linkage, "told_by_sums", lambda *_a, **_k: [])
    assert any("by subtraction" in f.what for f in attacked(frame, tmp_path))


def test_person_years_do_not_tell_the_days_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: 65 people of whom one spent 72 days in jail had 15.8193 years, which is 65 times 90 days less 72."""
    frame = rates(("new_offense", 90, 20, 24)).assign(
        n_trials=65, n_people=65, n_observed=65, person_years=(65 * 90 - 72) / 365.25)
    assert attacked(frame, tmp_path) == []
    monkeypatch.setattr(present, "_PEOPLE_OF_YEARS", 1)
    assert any("days of one person" in f.what for f in attacked(frame, tmp_path))


def test_the_curve_of_all_arrests_gives_them_in_the_same_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: two grids over one number are a finer grid."""
    from pipeline.release import curves

    fake_marts.write(tmp_path / "w.duckdb", fake_marts.marts(200))
    tables = tuple(t for t in TABLES if t.name in ("rearrest_rates", "mean_cumulative_curves"))

    def found() -> list[Finding]:
        build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", fake_marts.site(recurring=False), tables=tables)
        _, read, rules = audit_release(tmp_path / "r.duckdb")
        return check_curves(read, rules)

    assert found() == []
    monkeypatch.setattr(curves, "round_events", lambda value, _min_cell: curves.round_midpoint(value, 5))
    assert any("its events in steps" in f.what for f in found())


def contrast(**more: object) -> dict[str, object]:
    return {"door": "arrest_diversion", "comparison_design": "historical", "population": "intention_to_divert",
            "outcome": "new_offense", "horizon_days": 365, "estimator": "entropy_balance", "effect_measure": "rate_ratio",
            "estimand": "att", "estimate": 0.647, "std_error": 0.074, "ci_lower": 0.56, "ci_upper": 0.75, "p_value": 1e-4,
            "mean_lead": None, "mean_comparison": None, "n_lead": 300, "n_comparison": 300, "people_lead": 300,
            "people_comparison": 200, "ess_comparison": 250.0, "minimum_detectable": 0.1, "diagnostics_passed": True,
            "withheld_reason": None, "test_family": None, **more}


def test_a_ratio_of_rates_beside_a_difference_tells_no_number_of_arrests(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: 0.184 fewer arrests a person, at 0.647 times the rate, are 0.337 a person: of 300 people 101, give or take nothing."""
    other = rates(("new_offense", 365, 90, 158))
    lead = rates(("new_offense", 365, 70, 101)).assign(arm="lead", door="arrest_diversion", comparison_design=None,
                                                       n_people=300)
    rate = 101 / (300 * 365 / 365.25)
    effects = pd.DataFrame([
        contrast(), contrast(effect_measure="mean_count_difference", estimate=-0.1841, std_error=0.0028, ci_lower=-0.19,
                             ci_upper=-0.18, mean_lead=101 / 300, mean_comparison=101 / 300 + 0.1841),
        contrast(estimator="rate_ratio", mean_lead=rate, mean_comparison=rate / 0.647)])
    fake_marts.write(tmp_path / "w.duckdb", {"rearrest_rates": pd.concat([other, lead], ignore_index=True),
                                             "effects": effects.rename(columns={"effect_measure": "measure"})})
    tables = tuple(t for t in TABLES if t.name in ("rearrest_rates", "effects"))

    def found() -> list[Finding]:
        build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", fake_marts.site(recurring=False), tables=tables)
        return audit_release(tmp_path / "r.duckdb")[0].findings

    assert found() == []
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from effects where measure = 'estimate' and value is not null").fetchone() == (3,)
    blind: Callable = lambda row, numbers, how, memory: numbers.update(  # noqa: E731
        {n: float(row[n]) for n in numbers if row[n] is not None})
    monkeypatch.setattr(present, "_rate_ratio", blind)
    said = {f.what for f in found()}
    assert {"with its difference tells the number of arrests", "is another rate than that of the rates' table"} <= said
