"""The audit goes red. Why: an attack that finds nothing is worth nothing unless it finds each rule that is turned off, one at a
time, in the same release that it passes when they all stand."""

from __future__ import annotations

import dataclasses
import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest

from pipeline.errors import ValidationFailed
from pipeline.release import build, cells, curves, linkage, present
from pipeline.release.audit import (
    Finding,
    Knowledge,
    Printed,
    Rules,
    _learn_balance,
    attack,
    audit_folder,
    audit_release,
    check_freedom,
    check_noughts,
    check_people,
    learn,
)
from pipeline.release.audit_files import small_counts_in, text_of_html
from pipeline.release.audit_links import check_curves_beside_rates
from pipeline.release.build import ReleaseSummary, build_release
from pipeline.release.ledger import record_release
from pipeline.release.pdftext import text_of_pdf, texts_beside
from pipeline.release.suppress import Pattern
from pipeline.release.tables import TABLES
from tests.release import fake_marts


def findings(marts: Path, folder: Path, *names: str, recurring: bool = True) -> list[Finding]:
    tables = tuple(t for t in TABLES if t.name in names)
    build_release(marts, folder / "r.duckdb", fake_marts.site(recurring), tables=tables)
    return audit_release(folder / "r.duckdb")[0].findings


def test_a_release_by_the_rules_passes(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: the audit must be green where nothing is wrong, or it will be switched off."""
    result, _, _ = audit_release(built60[0])
    assert result.findings == [] and result.hidden > 100 and result.narrowest >= 10


def test_an_exact_release_by_the_rules_passes(marts60: Path, tmp_path: Path) -> None:
    """Why: as above, where nothing is rounded: then nothing but hiding protects."""
    names = ("attrition", "rearrest_rates", "engagement_funnel")
    assert findings(marts60, tmp_path, *names, recurring=False) == []


def _shown_anyway(table, linked, solution, system):  # type: ignore[no-untyped-def]
    out = _status(table, linked, solution, system)
    return {m.name: "shown" if m.rule != "count" and linked.row.get(m.name) is not None else out[m.name]
            for m in table.measures}


_status = build._status


def _no_complementary(problem, **_more):  # type: ignore[no-untyped-def]
    return Pattern(problem.forced | problem.implicit)


def _never_ends(points, *more):  # type: ignore[no-untyped-def]
    return _choose_days([dataclasses.replace(p, at_risk=max(p.at_risk, 11)) for p in points], *more)


_choose_days = curves.choose_days


MUTATIONS: dict[str, tuple[object, str, Callable, tuple[str, ...], bool, str]] = {
    "primary rule": (cells.CellSystem, "is_sensitive", lambda *_: False, ("attrition",), False, "shows a count below"),
    "complement of a share": (cells.CellSystem, "rate",
                              lambda self, a, b, *, name: self.nested(a, b, name=name, sensitive=False),
                              ("engagement_funnel",), False, "by subtraction"),
    "complementary suppression": (cells, "suppress", _no_complementary, ("attrition", "rearrest_rates"), False,
                                  "is hidden, yet"),
    "complementary suppression, a lone subtraction": (cells, "suppress", _no_complementary, ("attrition",), False,
                                                      "is hidden, yet known to within 1 values"),
    "noughts of a small group": (cells.CellSystem, "nested", lambda *_a, **_k: None, ("rearrest_rates",), False,
                                 "of a group that is hidden as small"),
    "sums of a table": (cells.CellSystem, "total", lambda *_a, **_k: None, ("attrition",), False, "is hidden, yet known to within 1"),
    "parts of a count": (cells.CellSystem, "nested", lambda *_a, **_k: None, ("rearrest_rates",), False, "by subtraction"),
    "outcomes within outcomes": (linkage, "parent_outcome", lambda _o: None, ("rearrest_rates",), False, "by subtraction"),
    "blocks of a curve": (curves, "round_midpoint", lambda value, _base: float(value), ("rearrest_rates", "incidence_curves"), False,
                          "is not given in blocks"),
    "few people behind many events": (cells.CellSystem, "people_behind", lambda *_: None, ("attrition",), False,
                                      "fewer people than may be shown"),
    "a rate hidden with its counts": (build, "_status", _shown_anyway, ("rearrest_rates",), True,
                                      "although its counts are hidden"),
    "an estimate withheld with its diagnostics": (build, "_status", _shown_anyway, ("effects",), True,
                                                  "diagnostics did not pass"),
    "rounding": (present.How, "exact", property(lambda self: True), ("attrition",), True, "is not rounded to 5"),
    "bins of a curve": (curves, "choose_days", lambda points, *_: [i for i, p in enumerate(points) if p.value is not None],
                        ("rearrest_rates", "incidence_curves"), True, "incidence_curves"),
    "the end of a curve": (curves, "choose_days", _never_ends, ("rearrest_rates", "incidence_curves"), True,
                           "goes on with fewer than 11 at risk"),
    "noughts of a small group's parts": (cells.CellSystem, "_spread", lambda _self: None, ("engagement_funnel",), False,
                                         "is a nought of a group that is hidden as small"),
    "no numbers in words": (build, "_fact", lambda value: value, ("effects",), True, "numbers in its words"),
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_each_rule_turned_off_is_found(rule: str, marts60: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: one rule at a time; what the audit does not miss when it is gone, nobody checks."""
    where, name, instead, names, recurring, expected = MUTATIONS[rule]
    monkeypatch.setattr(where, name, instead)
    found = findings(marts60, tmp_path, *names, recurring=recurring)
    assert any(expected in f"{f.where} {f.what}" for f in found), found[:3]


def test_the_ledger_turned_off_is_found(tmp_path: Path) -> None:
    """Why: two releases that are safe each for itself give a small count away together."""
    site = fake_marts.site(recurring=False, root=tmp_path)
    tables = tuple(t for t in TABLES if t.name == "attrition")
    frames = fake_marts.marts(60)
    first = fake_marts.write(tmp_path / "w.duckdb", frames)
    build_release(first, tmp_path / "one.duckdb", site, tables=tables)
    record_release(site, tmp_path / "one.duckdb", generation="1")
    later = frames["attrition"].copy()
    grown = (later["n_in"] > 30) & (later["n_people_in"] == later["n_in"])
    assert grown.any()
    for column in ("n_in", "n_out", "n_people_in", "n_people_out"):
        later.loc[grown, column] += 3  # three people more
    fake_marts.write(tmp_path / "w.duckdb", {**frames, "attrition": later})
    build_release(tmp_path / "w.duckdb", tmp_path / "two.duckdb", site, tables=tables, ledger_path=tmp_path / "none")
    ledger = tmp_path / "out" / "ledger" / "release_ledger.duckdb"
    assert audit_release(tmp_path / "two.duckdb")[0].findings == []
    assert any("earlier release" in f.what for f in audit_release(tmp_path / "two.duckdb", ledger=ledger)[0].findings)


def costs_warehouse(path: Path, contributors: int, largest: float = 1.0) -> Path:
    """200 trials an arm; in LEAD's, so many people had any of the item, the first of them ``largest`` of it."""
    frames = fake_marts.marts(200)
    frames = {k: frames[k] for k in ("rearrest_rates", "cost_avoidance")}
    fake_marts.write(path, frames)
    with duckdb.connect(str(path)) as con:
        con.execute("create table marts.trial_quantities (trial_id varchar, person_id bigint, arm varchar, door varchar,"
                    " comparison_design varchar, item varchar, horizon_days integer, is_observed boolean, quantity double)")
        for item in ("arrest", "booking", "jail_day", "felony_filing"):
            n = contributors if item == "jail_day" else 60
            for i in range(n):
                quantity = largest if item == "jail_day" and i == 0 else 1.0
                con.execute("insert into marts.trial_quantities values ('t', ?, 'lead', 'arrest_diversion', null, ?, 365,"
                            " true, ?), ('t', ?, 'comparison', null, 'concurrent_area', ?, 365, true, 1)",
                            [i, item, quantity, 1000 + i, item])
    return path


@pytest.mark.parametrize(("contributors", "largest", "what"),
                         [(4, 1.0, "rests on fewer than 11"), (30, 1000.0, "dominated by one person")])
def test_dominance_turned_off_is_found(contributors: int, largest: float, what: str, tmp_path: Path) -> None:
    """Why: an average over 200 people of whom four were in jail is a fact about four."""
    warehouse = costs_warehouse(tmp_path / "w.duckdb", contributors, largest)
    tables = tuple(t for t in TABLES if t.name in ("rearrest_rates", "cost_avoidance"))
    release = tmp_path / "r.duckdb"
    build_release(warehouse, release, fake_marts.site(), tables=tables)
    assert audit_release(release, warehouse=warehouse)[0].findings == []
    with duckdb.connect(str(release), read_only=True) as con:
        status = dict(con.execute("select item, value_status from cost_avoidance where measure ="
                                  " 'avoided_per_person_usd'").fetchall())
    assert status["jail_day"] == "suppressed_primary"
    # the sum over items is printed, so that a second one goes with it
    assert sorted(status.values()).count("suppressed_complementary") == 1
    blind = tuple(dataclasses.replace(t, sources=()) if t.name == "cost_avoidance" else t for t in tables)
    build_release(warehouse, release, fake_marts.site(), tables=blind)
    assert any(what in f.what for f in audit_release(release, warehouse=warehouse)[0].findings)


Rule = Callable[[pytest.MonkeyPatch], None]


def _blind(name: str, **less: object) -> Rule:
    """The table's declaration without what disclosure control reads besides."""
    def turn_off(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(globals(), "TABLES", tuple(
            dataclasses.replace(t, **less) if t.name == name else t for t in TABLES))  # type: ignore[arg-type]

    return turn_off


def _off(where: object, name: str, instead: object) -> Rule:
    return lambda monkeypatch: monkeypatch.setattr(where, name, instead)


OF_DIVERTED = {"door": "arrest_diversion", "comparison_design": "concurrent_area"}
MONEY = dict.fromkeys(("per_person_usd", "per_participant_usd", "per_participant_month_usd", "months_per_person",
                       "discounted_months_per_person", "discounted_programme_years_per_person"), 100.0)
RARE: dict[str, tuple[str, list[dict], tuple[str, ...], Rule, str]] = {
    "the pace at which a handful was enrolled": (
        "cost_outlook", [{"door": "community", "comparison_design": "concurrent_area", "horizon_days": 365, "people_lead": 5,
                          "people_comparison": 250, "people_for_a_clear_sign": 90.0, "publishable_year": 2031,
                          "publishable_quarter": 2, "diagnostics_passed": False, "withheld_reason": "too_few_people",
                          "remedy": "enrol"}],
        ("rearrest_rates",), _blind("cost_outlook", source="select * from marts.cost_outlook"), "a handful of people were enrolled"),
    "how few found no partner": (
        "effects", [{**OF_DIVERTED, "population": "intention_to_divert", "outcome": "new_offense", "horizon_days": 90,
                     "estimator": "matching", "measure": "risk_difference", "estimand": "att", "estimate": -0.05, "std_error": 0.02,
                     "ci_lower": -0.09, "ci_upper": -0.01, "n_lead": 60, "n_comparison": 360, "ess_comparison": 55.0,
                     "diagnostics_passed": True, "withheld_reason": None}],
        (), _off(linkage, "few_unmatched", lambda *_: False), "how few found no partner"),
    "re-arrested in a group": (
        "equity_effects", [{**OF_DIVERTED, "group_by": "sex", "group": "female", "outcome": "new_offense", "horizon_days": 365,
                            "estimate": -0.1, "ci_lower": -0.2, "ci_upper": 0.0, "diagnostics_passed": True, "note": None,
                            "n_lead": 60, "n_comparison": 50}],
        (), _blind("equity_effects", sources=()), "rests on fewer than 11 of an arm, or of its re-arrested"),
    "who took part": (
        "programme_costs", [{**OF_DIVERTED, "horizon_days": 90, "kind": "steady_state", "payer": "all", **MONEY,
                             "participants_per_person": 55 / 60, "price_year": 2025,
                             "diagnostics_passed": True}],
        ("rearrest_rates",), _off(build, "LINKS", {**linkage.LINKS, "programme_costs": linkage.costs}), "how few of the diverted"),
    "who is in there twice": (
        "attrition", [{"step_number": 1, "step": "candidates", "arm": "comparison", "door": None,
                       "comparison_design": "concurrent_area", "n_in": 100, "n_excluded": 0, "n_out": 100, "n_people_in": 97,
                       "n_people_excluded": 0, "n_people_out": 97}],
        (), _off(linkage, "apart", lambda *_: None), "can be had by subtraction"),
    "what is true of everybody": (
        "engagement_funnel", [{"stage": stage, "group_by": "all", "group": "all", "n": 40, "share_of_previous": share, "lower": 0.9,
                               "upper": 1.0} for stage, share in (("eligible", None), ("offered", 1.0))],
        (), _off(build, "_flag", lambda *_: None), "is not flagged"),
    "arrests of a handful": (
        "arrest_volume", [{"quarter": "2021-Q1", "offense_category": "prostitution", "n_events": 40, "n_people": 6}],
        (), _blind("arrest_volume", source="select quarter, offense_category, n_events from marts.arrest_volume"),
        "rests on fewer than 11 people"),
}


def _rare_warehouse(path: Path, marts: Path, name: str, rows: list[dict], more: tuple[str, ...]) -> Path:
    """The mart by itself (with ``more`` of a county of 60), and a cohort of 60 women of whom 5 were re-arrested."""
    with duckdb.connect(str(marts), read_only=True) as con:
        frames = {other: con.execute(f"select * from marts.{other}").df() for other in more}
    fake_marts.write(path, {**frames, name: pd.DataFrame(rows)})
    with duckdb.connect(str(path)) as con:
        con.execute("create table settings.site as select 11 as min_cell")
        con.execute("""create table marts.cohort as select i::varchar as trial_id, i as person_id,
            case when i < 60 then 'lead' else 'comparison' end as arm, case when i < 60 then 'arrest_diversion' end as door,
            case when i >= 60 then 'concurrent_area' end as comparison_design, 'female' as sex, 'White' as race,
            'unknown' as ethnicity, '25-34' as age_band, date '2021-01-01' as index_date,
            case when i < 55 then date '2021-01-05' end as intake_date
            from range(110) t(i)""")
        con.execute("""create table marts.rearrest_outcomes as select i::varchar as trial_id, o as outcome, h as horizon_days,
            true as is_observed, i < 5 or i >= 90 as is_rearrested
            from range(110) t(i), (values ('new_offense', 365), ('any_arrest', 90)) v(o, h)""")
    return path


@pytest.mark.parametrize("rule", RARE)
def test_each_rule_of_what_stands_behind_a_number_turned_off_is_found(rule: str, marts60: Path, tmp_path: Path,
                                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: these rules lean on what is nowhere printed; with the rule on the same mart passes."""
    name, rows, more, turn_off, expected = RARE[rule]
    warehouse, release = _rare_warehouse(tmp_path / "w.duckdb", marts60, name, rows, more), tmp_path / "r.duckdb"

    def found() -> list[Finding]:
        build_release(warehouse, release, fake_marts.site(recurring=False), tables=tuple(
            t for t in TABLES if t.name in (name, *more)))
        return audit_release(release, warehouse=warehouse)[0].findings

    assert found() == []
    turn_off(monkeypatch)
    assert any(expected in f.what for f in found()), rule


def test_levels_put_together_design_by_design_are_no_finding(tmp_path: Path) -> None:
    """Why: ``pooled`` holds other people in each design; taken for the same ones they seemed to give a hidden level away,
    and a small county could not publish."""
    marts = fake_marts.marts(60)
    shares = {"concurrent_area": {"Black": 5 / 60, "pooled": 55 / 60}, "concurrent_undiverted": {"pooled": 1.0},
              "historical": {"Black": 5 / 60, "White": 20 / 60, "pooled": 35 / 60}}
    like = marts["balance"][marts["balance"]["covariate"] == "race=Black"]
    rows = [{**row, "covariate": f"race={level}", "mean_lead": share, "mean_comparison": share}
            for row in like.to_dict("records") for level, share in shares[row["comparison_design"]].items()]
    marts["balance"] = pd.DataFrame(rows)
    warehouse, release = tmp_path / "w.duckdb", tmp_path / "r.duckdb"
    fake_marts.write(warehouse, marts)
    tables = tuple(t for t in TABLES if t.name in ("rearrest_rates", "balance"))
    build_release(warehouse, release, fake_marts.site(), tables=tables)
    assert audit_release(release, warehouse=warehouse)[0].findings == []
    with duckdb.connect(str(release), read_only=True) as con:
        shown = con.execute("select covariate from balance where measure = 'mean_lead' and covariate = 'race=Black'"
                            " and value_status = 'shown'").fetchall()
    assert shown == []


def printed(name: str, grain: dict[str, object], line: dict[str, tuple[float | None, str]]) -> Printed:
    return Printed(name, tuple(grain), {tuple(grain.items()): line}, dict.fromkeys(line, "count"))


def test_noughts_beside_many_re_arrests_are_no_finding() -> None:
    """Why: 16 of 25 were re-arrested, hidden for the nine who were not; that none was for supervision tells of no small group, and
    a county with few social contacts could not publish."""
    group = {"arm": "lead", "door": "social_contact", "comparison_design": None, "horizon_days": 730}
    small, nought = (None, "suppressed_primary"), (0.0, "shown")
    rows = {tuple({**group, "outcome": o}.items()): {"n_trials": (30.0, "shown"), "n_observed": (25.0, "shown"), "n_rearrested": k,
                                                     "arrest_events": k}
            for o, k in (("any_arrest", small), ("new_offense", small), ("warrant", small), ("supervision", nought),
                         ("prior_offense", nought))}
    table = Printed("rearrest_rates", (*group, "outcome"), rows, dict.fromkeys(("n_trials", "n_observed"), "count"))
    assert check_noughts(learn({"rearrest_rates": table}, Rules(11, 5))) == []


def test_a_saturated_model_is_found() -> None:
    """Why: with as many columns as people, an estimate is a list of people."""
    contrast = {"door": "arrest_diversion", "comparison_design": "historical"}
    effect = printed("effects", {**contrast, "estimator": "logistic_att", "outcome": "felony", "horizon_days": 365},
                     {"estimate": (-0.1, "shown"), "n_lead": (20.0, "shown"), "n_comparison": (30.0, "shown")})
    rows = {tuple({**contrast, "weighting": "unweighted", "covariate": f"c{i}"}.items()): {} for i in range(45)}
    balance = Printed("balance", ("door",), rows, {})
    assert check_freedom({"effects": effect, "balance": balance}, Rules(11, 1))
    few = Printed("balance", ("door",), dict(list(rows.items())[:20]), {})
    assert check_freedom({"effects": effect, "balance": few}, Rules(11, 1)) == []


def test_shares_of_very_many_people_do_not_contradict_their_sum() -> None:
    """Why: four digits of a share among 240,000 people leave 24 counts open; a statewide release was refused for their sum.
    A share that they can't stand for is still found."""
    sizes = {"n_lead": (20_000.0, "shown"), "n_comparison": (239_025.0, "shown")}
    # nine shares that all round up by nearly half a digit
    counts = [round(239_025 * (k + 0.55) / 10_000) for k in (136, 821, 1450, 1807, 1806, 1861, 1472, 614, 22)]
    counts.append(239_025 - sum(counts))

    def found(shares: list[float]) -> list[Finding]:
        rows = {tuple({"door": "arrest_diversion", "comparison_design": "historical", "weighting": "unweighted",
                       "covariate": f"score={i}"}.items()):
                {**sizes, "mean_lead": (0.1, "shown"), "mean_comparison": (share, "shown")} for i, share in enumerate(shares)}
        know = Knowledge(Rules(11, 5))
        _learn_balance(know, Printed("propensity_overlap", ("door",), rows, {}))
        return attack(know)[0]

    shares = [round(c / 239_025, 4) for c in counts]
    assert found(shares) == []
    assert found([shares[0] + 0.01, *shares[1:]])


def test_a_saturated_model_that_is_shown_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: the rule that withholds it, turned off in the release, is the audit's business."""
    contrast = {"door": "arrest_diversion", "comparison_design": "historical"}
    frames = {"effects": pd.DataFrame([{
        **contrast, "population": "intention_to_divert", "outcome": "felony", "horizon_days": 365, "estimator": "logistic_att",
        "measure": "risk_difference", "estimand": "att", "estimate": -0.1, "std_error": 0.05, "ci_lower": -0.2, "ci_upper": 0.0,
        "n_lead": 100, "n_comparison": 100, "diagnostics_passed": True, "withheld_reason": None, "test_family": None}]),
        "balance": pd.DataFrame([{
            **contrast, "weighting": "unweighted", "covariate": f"score_{i}", "mean_lead": 3.5 + i, "mean_comparison": 3.6 + i,
            "smd": 0.1, "variance_ratio": 1.1, "n_lead": 100, "n_comparison": 100, "wwc_class": "x"} for i in range(195)])}
    fake_marts.write(tmp_path / "w.duckdb", frames)

    def found() -> list[Finding]:
        build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", fake_marts.site(), tables=tuple(
            t for t in TABLES if t.name in frames))
        return audit_release(tmp_path / "r.duckdb")[0].findings

    assert found() == []
    monkeypatch.setattr(linkage, "degrees_of_freedom", lambda *_: float("inf"))
    assert any("too few degrees of freedom" in f.what for f in found())


def test_a_curve_that_prints_what_the_rates_hide_is_found() -> None:
    """Why: a count hidden for another's sake stands in the curve at the same horizon."""
    group = {"arm": "lead", "door": "arrest_diversion", "comparison_design": None}
    rates = printed("rearrest_rates", {**group, "outcome": "new_offense", "horizon_days": 365},
                    {"n_rearrested": (None, "suppressed_complementary")})
    curve = printed("incidence_curves", {**group, "weighting": "unweighted", "outcome": "new_offense", "day": 365},
                    {"n_events": (43.0, "shown")})
    assert check_curves_beside_rates({"rearrest_rates": rates, "incidence_curves": curve})
    later = printed("incidence_curves", {**group, "weighting": "unweighted", "outcome": "new_offense", "day": 720},
                    {"n_events": (43.0, "shown")})
    assert check_curves_beside_rates({"rearrest_rates": rates, "incidence_curves": later}) == []


def test_events_of_a_handful_are_found() -> None:
    """Why: 40 arrests of 3 people."""
    row = {"arm": "lead", "step_number": 1}
    line = {"n_people_in": (None, "suppressed_primary"), "n_in": (40.0, "shown")}
    assert check_people({"attrition": printed("attrition", row, line)})
    assert check_people({"attrition": printed("attrition", row, {**line, "n_people_in": (40.0, "shown")})}) == []


# -- files -------------------------------------------------------------------------------------------------
def test_small_counts_said_in_words() -> None:
    """Why: a table that hides 7 is of no use beside a sentence that says it."""
    said = ["Of the 203 people, 7 people had died.", "4 re-arrests were counted", "3 of the 41 women left"]
    assert all(small_counts_in(s, 11) for s in said)
    fine = ["of 100 people", "fewer than 11 people", "1 to 10 people", "12 people", "Table 3 Events", "7 % of people"]
    assert [s for s in fine if small_counts_in(s, 11)] == []
    page = '<p>12 people</p><svg><text>7 deaths</text></svg><img alt="5 people"><!-- 4 events --><style>9 people</style>'
    assert len(small_counts_in(text_of_html(page), 11)) == 3


def test_a_pdf_is_read_whole_beside_though_its_reader_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: Python without a buffer (usual in containers) drops the rest of a write that was cut short, and half a text came back."""
    import typst

    paths = [tmp_path / f"{n}.pdf" for n in "ab"]
    for path in paths:
        path.write_bytes(typst.compile(b"#lorem(9000)"))
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    whole, popen, started = text_of_pdf(paths[1]), subprocess.Popen, []
    assert len(whole) > 50_000  # two of them fill a pipe
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **more: started.append(popen(*args, **more)) or started[0])
    with texts_beside(paths) as text:
        pending = bytearray(4)
        for _ in range(6000):
            fcntl.ioctl(started[0].stdout, termios.FIONREAD, pending)
            if int.from_bytes(pending, sys.byteorder) >= 65_536:
                break
            time.sleep(0.01)
        time.sleep(0.1)
        os.kill(started[0].pid, signal.SIGSTOP)
        time.sleep(0.1)
        os.kill(started[0].pid, signal.SIGCONT)
        assert text(paths[1]) == whole


def test_a_pdf_is_read_with_its_drawings_and_alternative_texts(tmp_path: Path) -> None:
    """Why: what stands in a figure, or in the words for those who can't see it, is published too."""
    import typst

    source = tmp_path / "a.typ"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="5" y="20">3 deaths</text></svg>'
    (tmp_path / "d.svg").write_text(drawing, encoding="utf-8")
    source.write_text('#set document(title: "T")\nWe saw *7* people here. Of #link("x:y")[203] trials none.\n\n'
                      '#rotate(90deg)[4 women turned]\n#table(columns: 2, [Group], [5 clients])\n'
                      '#figure(image("d.svg", alt: "a line at 6 events"), caption: [none])\n', encoding="utf-8")
    typst.compile(str(source), output=str(tmp_path / "a.pdf"))
    found = small_counts_in(text_of_pdf(tmp_path / "a.pdf"), 11)
    assert {f.split()[0] for f in found} >= {"7", "4", "5", "6", "3"}


def _folder(root: Path, release: Path) -> Path:
    folder = root / "build"
    (folder / "reports").mkdir(parents=True)
    (folder / "restricted").mkdir()
    (folder / "release.duckdb").write_bytes(release.read_bytes())
    (folder / "restricted" / "x.html").write_text("<p>restricted: 3 people</p>", encoding="utf-8")
    return folder


def _site(root: Path, min_cell: int = 11) -> SimpleNamespace:
    return SimpleNamespace(out=root, publish=SimpleNamespace(min_cell=min_cell))


def test_a_folder_is_audited_whole(built60: tuple[Path, ReleaseSummary], tmp_path: Path) -> None:
    """Why: exit 4 and nothing published, whatever file it is that leaks."""
    folder = _folder(tmp_path, built60[0])
    assert audit_folder(folder, _site(tmp_path)).files == 2
    with pytest.raises(ValidationFailed, match="smaller than the site's"):
        audit_folder(folder, _site(tmp_path, 20))
    (folder / "reports" / "r.html").write_text("<p>7 people died</p>", encoding="utf-8")
    with pytest.raises(ValidationFailed, match=r"r.html: states a count below 11"):
        audit_folder(folder, _site(tmp_path))
    (folder / "reports" / "r.html").unlink()
    (folder / "restricted" / "x.html").write_text("<p>people</p>", encoding="utf-8")
    with pytest.raises(ValidationFailed, match="does not say that it is restricted"):
        audit_folder(folder, _site(tmp_path))
    (folder / "restricted" / "x.html").unlink()
    (folder / "exports").mkdir()
    (folder / "exports" / "x.sav").write_bytes(b"1")
    with pytest.raises(ValidationFailed, match="a kind that the audit cannot read"):
        audit_folder(folder, _site(tmp_path))
    with pytest.raises(ValidationFailed, match="no release to audit"):
        audit_folder(tmp_path / "reports", None)


@pytest.mark.parametrize(("change", "what"), [
    ("update attrition set value = 4, value_status = 'shown' where value is null", "shows a count below 11"),
    ("update attrition set value = 4 where value is null", "although it is not shown"),
    ("update attrition set value_status = 'secret' where value is null", "unknown status"),
    ("alter table attrition add column person_id bigint", "never be published"),
    ("insert into release_schema values ('attrition', 'n_in', 'count', 11, null, null); create table extra as select 1 as x",
     "not in the release's form"),
    ("update attrition set step = '2021-03-04'", "finer than a quarter"),
    ("update attrition set value = value + 1000 where value_status = 'shown' and measure = 'n_out'", "contradict"),
])
def test_a_release_that_was_tampered_with_is_found(change: str, what: str, built60: tuple[Path, ReleaseSummary],
                                                   tmp_path: Path) -> None:
    """Why: the form of the release is a promise as much as its numbers."""
    path = tmp_path / "r.duckdb"
    path.write_bytes(built60[0].read_bytes())
    with duckdb.connect(str(path)) as con:
        con.execute(change)
    assert any(what in f.what for f in audit_release(path)[0].findings)


def test_findings_name_no_value() -> None:
    """Why: the message of a stopped run goes to a terminal, a log, a ticket."""
    line = {"n_in": (7.0, "shown")}
    from pipeline.release.audit import check_numbers

    found = check_numbers({"t": printed("t", {"step": "a"}, line)}, Rules(11, 1))
    assert found and "7" not in f"{found[0].where}{found[0].what}"
