"""The attack between tables, and of numbers that are no counts. Why: each of these was a leak in a release that an earlier audit
had passed; whoever turns its rule off again must see red."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.balance import people_apart
from pipeline.release import linkage, present
from pipeline.release.audit import Finding, audit_release
from pipeline.release.build import build_release
from pipeline.release.tables import TABLES, Table
from tests.release import fake_marts
from tests.release.test_access_links import chain, row

AT = {t.name: t for t in TABLES}


def attacked(frames: dict[str, pd.DataFrame], folder: Path, *, recurring: bool = False,
             sources: dict[str, str] | None = None) -> list[Finding]:
    """What the audit finds in the release of these marts alone."""
    tables: tuple[Table, ...] = tuple(
        dataclasses.replace(AT[n], sources=(), source=(sources or {}).get(n, AT[n].source))
        for n in AT if n in frames)
    warehouse = fake_marts.write(folder / "w.duckdb", frames)
    build_release(warehouse, folder / "r.duckdb", fake_marts.site(recurring), tables=tables)
    return audit_release(folder / "r.duckdb", warehouse=warehouse)[0].findings


# -- engagement ------------------------------------------------------------------------------------------------
def course_frame() -> pd.DataFrame:
    """111 accepted, 106 came to an intake sooner or later: five never did."""
    rows = []
    for name, n, events in (("intake", 111, (60, 80, 90, 106)), ("first_contact", 111, (70, 80, 90, 97)),
                            ("left_after_intake", 106, (15, 30, 45, 68)), ("gap_in_service", 60, (45, 30, 20, 0))):
        for day, k in zip((30, 90, 180, 365), events):
            if k:
                rows.append({"door": "all", "course": name, "day": day, "n_people": n, "n_events": k, "share": k / n,
                             "ci_lower": k / n - 0.05, "ci_upper": k / n + 0.05})
    return pd.DataFrame(rows)


def test_who_stayed_does_not_tell_who_never_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked({"engagement_course": course_frame()}, tmp_path) == []
    monkeypatch.setattr(linkage, "_course_people", lambda *_: None)
    found = attacked({"engagement_course": course_frame()}, tmp_path)
    assert any("never came to an intake" in f.where for f in found), found


# -- grant measures --------------------------------------------------------------------------------------------
GRANT_SQL = {"grant_measures": "select * from marts.grant_measures"}


def grant_frame(rows: list[dict]) -> dict[str, pd.DataFrame]:
    return {"grant_measures": pd.DataFrame([{"is_complete": True, "definition": "as defined", **r} for r in rows])}


def contacts() -> dict[str, pd.DataFrame]:
    """Of 40 people contacted 36 were linked to a service; the people behind all contacts are the same 40."""
    rows = [{**row("all periods", "contacts", 300, None), "unit": "contacts", "n_people": 40},
            row("all periods", "people_contacted", 40, None), row("all periods", "services_linked", 36, 40)]
    rows += [{**row("all periods", "contacts", n, 300), "unit": "contacts", "n_people": p, "group_by": "contact_type",
              "group": g} for g, n, p in (("legal", 120, 36), ("outreach", 180, 40))]
    return grant_frame(rows)


def test_people_counted_under_two_names_are_hidden_under_both(tmp_path: Path) -> None:
    assert attacked(contacts(), tmp_path, sources=GRANT_SQL) == []
    rows = contacts()["grant_measures"].astype(object).replace({np.nan: None}).to_dict("records")
    linked = linkage.grant(AT["grant_measures"], rows, linkage.Context(linkage.CellSystem(11), 11))
    at = {(i.row["measure_name"], i.row["group"]): i.cells for i in linked}
    assert at["contacts", "all"]["n_people"] == at["people_contacted", "all"]["numerator"]


@pytest.mark.parametrize("quarters", [[(20, 15), (25, 4), (30, 20)], [(3, 15), (25, 14), (30, 7)]])
def test_the_chain_of_enrolment_is_attacked(quarters: list[tuple[int, int]], tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    frames = grant_frame(chain(quarters))
    assert attacked(frames, tmp_path, sources=GRANT_SQL) == []
    monkeypatch.setattr(linkage, "_grant_periods", lambda *_: None)
    monkeypatch.setattr(linkage.CellSystem, "rate", lambda self, a, b, *, name: None)
    found = attacked(frames, tmp_path, sources=GRANT_SQL)
    assert any("grant_measures" in f.where for f in found), found


# -- numbers that are no counts --------------------------------------------------------------------------------
def test_a_mean_is_not_printed_to_sixteen_digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: 0.0256721178 times 108 is four times the logarithm of two: four people had one arrest."""
    frames = {k: v for k, v in fake_marts.marts(100).items() if k in ("rearrest_rates", "balance")}
    assert attacked(frames, tmp_path) == []
    monkeypatch.setattr(present, "_statistic", lambda _name, value, *_: value)
    assert any("more digits" in f.what for f in attacked(frames, tmp_path))


def balance_frames(n_any: int) -> dict[str, pd.DataFrame]:
    """108 LEAD trials, of whom so many had an arrest in the last month."""
    counts = np.r_[np.ones(n_any), np.zeros(108 - n_any), np.repeat([0, 1, 2], 100)]
    arm = np.r_[np.repeat("lead", 108), np.repeat("comparison", 300)]
    lead = arm == "lead"
    log = np.log1p(counts)
    apart = [int(people_apart(log[at][:, None], np.arange(at.sum()))[0]) for at in (lead, ~lead)]
    rates = [{"arm": a, "door": d, "comparison_design": c, "outcome": "new_offense", "horizon_days": 365, "n_trials": n,
              "n_people": n, "n_observed": n, "n_rearrested": n // 3, "rate": (n // 3) / n, "arrest_events": n,
              **dict.fromkeys(("rate_lower", "rate_upper", "person_years", "events_per_person_year", "epy_lower",
                               "epy_upper", "cumulative_incidence", "ci_lower", "ci_upper"))}
             for a, d, c, n in (("lead", "arrest_diversion", None, 108), ("comparison", None, "concurrent_area", 300))]
    balance = [{"door": "arrest_diversion", "comparison_design": "concurrent_area", "weighting": w,
                "covariate": "log_prior_arrests_30d", "mean_lead": log[lead].mean(), "mean_comparison": log[~lead].mean(),
                "smd": 0.1, "smd_std_error": 0.1, "variance_ratio": 1.1, "wwc_class": "satisfied", "n_lead": 108,
                "n_comparison": 300, "ess_comparison": 300.0, "people_apart_lead": apart[0],
                "people_apart_comparison": apart[1]} for w in ("unweighted", "entropy_balance")]
    cohort = pd.DataFrame({"arm": arm, "door": np.where(lead, "arrest_diversion", None), "person_id": np.arange(408),
                           "comparison_design": np.where(lead, None, "concurrent_area"), "is_observed_primary": True,
                           "prior_arrests_30d": counts})
    return {"rearrest_rates": pd.DataFrame(rates), "balance": pd.DataFrame(balance), "cohort": cohort}


def test_a_mean_that_a_handful_of_people_make_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked(balance_frames(4), tmp_path, recurring=True) == []
    assert attacked(balance_frames(40), tmp_path, recurring=True) == []
    frames = balance_frames(4)
    frames["balance"] = frames["balance"].drop(columns=["people_apart_lead", "people_apart_comparison"])
    found = attacked(frames, tmp_path, recurring=True)
    assert found and all("people who had any" in f.what for f in found)


def test_people_apart_from_the_value_that_most_share() -> None:
    person = np.array([0, 0, 1, 2, 3, 4])
    column = np.array([0.0, 1.0, 1.0, 1.0, 1.0, 7.0])
    assert people_apart(np.column_stack([column, np.arange(6.0)]), person).tolist() == [2, 4]


def risks(variant: int) -> dict[str, pd.DataFrame]:
    """200 diverted, 60 re-arrested; another analysis counts so many of them."""
    frames = balance_frames(40)
    rates = frames["rearrest_rates"]
    lead = rates["arm"] == "lead"
    rates.loc[lead, ["n_trials", "n_people", "n_observed", "n_rearrested", "arrest_events"]] = [200, 200, 200, 60, 120]
    rows = []
    for analysis, k in (("primary", 60), ("null_dates_are_prior", variant)):
        for measure in ("risk_difference", "risk_ratio"):
            value = k / 200 - 0.4 if measure == "risk_difference" else k / 200 / 0.4
            rows.append({"door": "arrest_diversion", "comparison_design": "concurrent_area",
                         "population": "intention_to_divert", "outcome": "new_offense", "horizon_days": 365,
                         "estimator": "entropy_balance", "measure": measure, "analysis": analysis, "estimate": value,
                         "std_error": 0.004, "ci_lower": value - 0.01, "ci_upper": value + 0.01, "p_value": 0.01,
                         "e_value": 2.0 if measure == "risk_ratio" else math.nan, "e_value_ci": math.nan, "n_lead": 200,
                         "n_comparison": 300, "diagnostics_passed": True, "withheld_reason": None})
    return {"rearrest_rates": rates, "sensitivity": pd.DataFrame(rows)}


@pytest.mark.parametrize(("variant", "hidden"), [(54, True), (60, False), (20, False)])
def test_difference_and_ratio_of_another_analysis_give_no_small_count(
        variant: int, hidden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked(risks(variant), tmp_path) == []
    rows: list[dict] = risks(variant)["sensitivity"].rename(columns={"measure": "effect_measure"}).to_dict("records")
    context = linkage.Context(linkage.CellSystem(11), 11)
    linkage.rearrest_rates(AT["rearrest_rates"], risks(variant)["rearrest_rates"].astype(object).replace({np.nan: None})
                           .to_dict("records"),
                           context)
    linked = linkage.effects(AT["sensitivity"], rows, context)
    assert ("estimate" in linked[3].blocked) is hidden and "estimate" not in linked[1].blocked
    if hidden:
        monkeypatch.setattr(linkage, "_hidden_risks", lambda *_: None)
        assert any("gives a small count away" in f.what for f in attacked(risks(variant), tmp_path))


def test_a_thin_group_says_what_it_could_have_shown_unless_it_is_too_thin(tmp_path: Path) -> None:
    """Why: "insufficient data" alone reads like "no effect"; the size of a group of five is still nobody's business."""
    rows = []
    for group, lead, rest, few in (("a", 60, 180, False), ("b", 28, 60, True), ("c", 15, 52, True), ("d", 5, 8, True)):
        rows.append({"door": "arrest_diversion", "comparison_design": "concurrent_area", "group_by": "race", "group": group,
                     "outcome": "new_offense", "horizon_days": 365, "estimate": None if few else -0.05,
                     "std_error": None if few else 0.04, "ci_lower": None if few else -0.13, "ci_upper": None if few else 0.03,
                     "minimum_detectable": 0.4 if few else 0.11, "n_lead": lead, "n_comparison": rest,
                     "diagnostics_passed": not few, "note": "insufficient_data" if few else "reference"})
    frames = {"rearrest_rates": balance_frames(40)["rearrest_rates"], "equity_effects": pd.DataFrame(rows)}
    assert attacked(frames, tmp_path) == []
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        status = dict(con.execute('select "group", value_status from equity_effects where measure = \'minimum_detectable\'')
                      .fetchall())
        assert "shown" in (status["b"], status["c"]) and status["d"].startswith("suppressed")
        assert not con.execute("select count(*) from equity_effects where \"group\" in ('b', 'd') and measure = 'estimate'"
                               " and value is not null").fetchone()[0]


def test_a_group_that_is_everybody_shows_only_what_everybody_shows() -> None:
    """Why: where no ethnicity is on record, the one group 'unknown' is the whole arm; its estimate stood where that of all
    was hidden."""
    frames = balance_frames(40)
    rates = frames["rearrest_rates"].astype(object).replace({np.nan: None}).to_dict("records")
    context = linkage.Context(linkage.CellSystem(11), 11)
    linkage.rearrest_rates(AT["rearrest_rates"], rates, context)
    lead = next(r for r in rates if r["arm"] == "lead")
    other = next(r for r in rates if r["arm"] == "comparison" and r["comparison_design"] == "concurrent_area")
    row = {"door": lead["door"], "comparison_design": "concurrent_area", "group_by": "ethnicity", "group": "unknown",
           "outcome": lead["outcome"], "horizon_days": lead["horizon_days"], "estimate": -0.1, "diagnostics_passed": True,
           "n_lead": lead["n_observed"], "n_comparison": other["n_observed"],
           "n_rearrested_lead": lead["n_rearrested"], "n_rearrested_comparison": other["n_rearrested"]}
    gates = linkage.equity(AT["equity_effects"], [row], context)[0].gates["estimate"]
    tied = {(whole, part) for whole, (part, *rest), _ in context.system.sums if not rest}
    for arm, design in (("lead", None), ("comparison", "concurrent_area")):
        door = lead["door"] if arm == "lead" else None
        whole = context.rates[(arm, door, design, lead["outcome"], lead["horizon_days"])]["n_rearrested"]
        assert whole in gates and any((whole, part) in tied for part in gates), arm


def test_the_year_s_total_under_every_group_is_one_count(tmp_path: Path) -> None:
    """Why: of 144 who left, 52, 61, 17 and 14 gave these reasons: none gave the fifth. The total was hidden beside one group and
    printed beside the others."""
    reasons = {"completed": 52, "lost": 61, "moved": 17, "withdrew": 10, "other": 4}
    rows = [{"period": "2023", "measure_name": "closed", "group_by": "reason", "group": g, "period_kind": "year", "unit": "people",
             "is_complete": True, "definition": "x", "numerator": n, "denominator": 144, "n_people": n, "share": n / 144}
            for g, n in reasons.items()]
    context = linkage.Context(linkage.CellSystem(11), 11)
    table = next(t for t in TABLES if t.name == "grant_measures")
    linked = linkage.grant(table, rows, context)
    assert len({item.cells["denominator"] for item in linked}) == 1
