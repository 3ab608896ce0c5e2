"""How the tables hang together. Why: a count that stands in two tables is protected in both or in neither; and a mart whose
numbers contradict one another is refused by name, before anything is published from it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.errors import ValidationFailed
from pipeline.release import linkage
from pipeline.release.build import build_release
from pipeline.release.cells import CellSystem
from pipeline.release.linkage import (
    Context,
    balance,
    count_covariates,
    degrees_of_freedom,
    effects,
    is_share,
    split_level,
)
from pipeline.release.tables import TABLES, Margin, Measure, Sum, Table, check_declarations, count, rate
from tests.release import fake_marts

BY_SEX = Table("by_sex", ("sex",), (count("n"),), margins=(Margin("sex", "all", ("n",)),))


def built(tmp_path: Path, frame: pd.DataFrame, *tables: Table) -> dict[tuple, tuple]:
    """(row..., measure) -> (value, status) of a mart of one's own."""
    fake_marts.write(tmp_path / "w.duckdb", {tables[0].name: frame})
    build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", fake_marts.site(recurring=False), tables=tables)
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        return {r[:-2]: r[-2:] for r in con.execute(f'select * from "{tables[0].name}"').fetchall()}


def test_a_declared_margin_is_a_sum(tmp_path: Path) -> None:
    """Why: with the total printed, one hidden group is no hidden group."""
    out = built(tmp_path, pd.DataFrame({"sex": ["f", "m", "x", "all"], "n": [40, 60, 4, 104]}), BY_SEX)
    assert out["x", "n"] == (None, "suppressed_primary")
    assert sorted(s for _, s in out.values()) == ["shown", "shown", "suppressed_complementary", "suppressed_primary"]


@pytest.mark.parametrize(("frame", "reason"), [
    ({"sex": ["f", "m"], "n": [40, 60]}, "by_sex: the margin sex = all is missing"),
    ({"sex": ["f", "m", "all"], "n": [40, 60, 101]}, "by_sex: n by sex.*do not add up"),
    ({"sex": ["f", "m", "all"], "n": [-4, 60, 56]}, r"by_sex \(f\).n: holds a negative count"),
    ({"sex": ["f", "m", "all"], "n": [40.5, 60, 100.5]}, "holds a fraction"),
    ({"sex": ["2021-03", "all"], "n": [40, 40]}, "sex holds days or months"),
])
def test_bad_tables_are_refused_by_name(frame: dict, reason: str, tmp_path: Path) -> None:
    """Why: a table with a missing margin, a negative count or totals that don't add up is a fault upstream."""
    with pytest.raises(ValidationFailed, match=reason):
        built(tmp_path, pd.DataFrame(frame), BY_SEX)
    assert not (tmp_path / "r.duckdb").exists()


@pytest.mark.parametrize(("table", "reason"), [
    (Table("t", ("a",), (Measure("x", "guess"),)), "t, measure x: rule 'guess' is not declared"),
    (Table("t", ("officer_id",), (count("n"),)), "t: officer_id may never be published"),
    (Table("t", ("case_manager",), (count("n"),)), "case_manager may never be published"),
    (Table("t", ("index_date",), (count("n"),)), "index_date may never be published"),
    (Table("t", ("a",), (count("n"), count("n"))), "declares a measure twice"),
    (Table("t", ("a",), (rate("r", "k", "n"), count("n"))), "leans on k, which the table does not declare"),
    (Table("t", ("a",), (Measure("r", "rate"),)), "a rate without numerator and denominator"),
    (Table("t", ("a",), (count("n"),), sums=(Sum("n", ("x", "y")),)), "margin x is missing"),
])
def test_bad_declarations_are_refused_by_name(table: Table, reason: str) -> None:
    """Why: whoever adds a table must say by which rule it is protected."""
    with pytest.raises(ValidationFailed, match=reason):
        check_declarations((table,))


def test_the_project_s_own_declarations_stand() -> None:
    """Why: the check runs before each build; it must pass for what is there."""
    check_declarations(TABLES)
    assert all(m.rule == "count" or m.rule == "parameter" or t.links or m.needs or m.rule == "curve"
               for t in TABLES for m in t.measures)


def test_officers_case_managers_and_days_are_no_groups(tmp_path: Path) -> None:
    """Why: a rate by officer is a rate about an officer."""
    table = Table("by_group", ("group_by", "group"), (count("n"),))
    for by in ("officer", "officer_id", "case_manager", "day", "month"):
        with pytest.raises(ValidationFailed, match=f"grouped by {by}, which may never be published"):
            built(tmp_path, pd.DataFrame({"group_by": [by], "group": ["x"], "n": [40]}), table)


def test_a_saturated_model_is_not_shown() -> None:
    """Why: fewer than 10 degrees of freedom, and an estimate is a list of people."""
    row = {"door": "arrest_diversion", "comparison_design": "historical", "population": "intention_to_divert",
           "outcome": "felony", "horizon_days": 365, "estimator": "logistic_att", "effect_measure": "risk_difference",
           "estimate": 0.1, "std_error": 0.1, "ci_lower": 0.0, "ci_upper": 0.2, "p_value": 0.1, "n_lead": 20,
           "n_comparison": 30, "diagnostics_passed": True}
    balance = [{"door": "arrest_diversion", "comparison_design": "historical", "weighting": w, "covariate": f"c{i}"}
               for i in range(40) for w in ("unweighted", "entropy_balance")]
    context = Context(CellSystem(11), 11)
    count_covariates(balance, context)
    assert degrees_of_freedom(row, context) == 8
    assert degrees_of_freedom({**row, "estimator": "unadjusted"}, context) == 48
    table = next(t for t in TABLES if t.name == "effects")
    (model, raw) = effects(table, [row, {**row, "estimator": "unadjusted"}], context)
    assert model.blocked["estimate"] == "suppressed_primary" and not raw.blocked


def test_shares_are_told_from_means() -> None:
    """Why: the share of a level is a count in disguise; a mean age is none."""
    assert split_level("race=Black") == ("race", "Black") and split_level("age") == ("age", None)
    assert is_share({"covariate": "race=Black", "mean_lead": 0.4, "mean_comparison": 0.3, "variance_ratio": 1.0})
    assert not is_share({"covariate": "age", "mean_lead": 34.0, "mean_comparison": 35.0, "variance_ratio": 1.1})


def test_a_level_s_name_may_stand_for_other_people_in_another_design() -> None:
    """Why: thin quarters are put together design by design. A county was refused because 2020-Q1 held 50 of the same 55
    diverted people in one design and all 55 in the other; equal counts are still one cell, protected in both or in neither."""
    table = next(t for t in TABLES if t.name == "balance")
    shares = {"concurrent_area": {"2020-Q1": 40, "2020-Q3": 20}, "concurrent_undiverted": {"2020-Q1": 60},
              "historical": {"2020-Q1": 40, "2020-Q3": 20}}
    rows = [{"door": "arrest_diversion", "comparison_design": design, "weighting": w, "covariate": f"index_quarter={level}",
             "mean_lead": k / 60, "mean_comparison": k / 60, "n_lead": 60, "n_comparison": 60}
            for design, levels in shares.items() for level, k in levels.items() for w in ("unweighted", "entropy_balance")]
    context = Context(CellSystem(11), 11)
    cells = {(i.row["comparison_design"], i.row["covariate"], i.row["weighting"]): i.behind["mean_lead"]
             for i in balance(table, rows, context)}
    at = {(design, w): cells[design, "index_quarter=2020-Q1", w] for design in shares for w in ("unweighted", "entropy_balance")}
    assert len({at["concurrent_area", w] for w in ("unweighted", "entropy_balance")} | {at["historical", "unweighted"]}) == 1
    assert at["concurrent_undiverted", "unweighted"] != at["concurrent_area", "unweighted"]
    values = [c.value for c in context.system.cells]
    assert all(values[whole] == sum(values[p] for p in parts) for whole, parts, _ in context.system.sums)
    assert sorted(values[p] for _, parts, name in context.system.sums if "levels" in name for p in parts)


def _records(min_cell: int, *rows: tuple, loaded: dict[str, int] | None = None) -> dict:
    """The status of each cell of the record checks ``(check, people, n_records, n_of)``, beside the rows loaded."""
    context = Context(CellSystem(min_cell), min_cell)
    by_name = {t.name: t for t in TABLES}
    if loaded:
        ledger = [dict(extract=k, rows_read=v, rows_loaded=v, rows_quarantined=0, rows_duplicate=0, rows_withdrawn=0)
                  for k, v in loaded.items()]
        linkage.plain(by_name["row_ledger"], ledger, context)
    names = ("check_name", "people", "n_records", "n_of")
    linked = linkage.records(by_name["record_checks"], [dict(zip(names, r)) for r in rows], context)
    status = context.system.solve(seed=1, time_limit=5).status
    return {(x.row["check_name"], x.row["people"], n): status[c] for x in linked for n, c in x.cells.items()}


def test_the_records_of_a_small_arm_are_not_had_from_the_rows_loaded():
    rows = (("after_death", "referred", 0, 7), ("after_death", "not_referred", 0, 893))
    got = _records(11, *rows, loaded={"arrests": 900})
    hidden = [k for k, v in got.items() if v != "shown" and k[2] == "n_of"]
    assert ("after_death", "referred", "n_of") in hidden and len(hidden) == 2


def test_diversions_are_one_count_under_both_checks_and_few_unknown_people_hide_within_the_unlinked():
    got = _records(11, ("referral_without_arrest", "referred", 40, 200), ("person_without_arrest", "referred", 35, 200))
    # 40 less 35 would be a small count
    shown = [k for k, v in got.items() if v == "shown" and k[2] == "n_records"]
    assert len(shown) < 2 and got["person_without_arrest", "referred", "n_of"] == "shown"
