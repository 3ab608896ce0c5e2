"""The release as a whole. Why: the rules hold in the file that is handed on, or they do not hold; and a county of 60 people is
where they are needed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from pipeline.release.audit import STATUS_TELLS, AuditResult, audit_release, tables_that_tell
from pipeline.release.audit_files import Finding
from pipeline.release.build import ReleaseSummary, _too_well_known, build_release
from pipeline.release.export import export_release
from pipeline.release.tables import TABLES
from pipeline.run import release_step
from tests.release import fake_marts
from tests.release.study import county


def rows(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(query).fetchall()


def test_the_vocabulary_is_the_contract_s(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: a value stands where it is shown and nowhere else; no 0 or -5 for a hidden one."""
    path, summary = built60
    for name in summary.tables:
        for status, n, n_values in rows(path, f'select value_status, count(*), count(value) from "{name}" group by 1'):
            assert status in ("shown", "suppressed_primary", "suppressed_complementary", "not_estimable",
                              "diagnostics_failed")
            assert n_values == (n if status == "shown" else 0), (name, status)


def test_no_small_count_and_all_rounded(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: with recurring releases, counts are multiples of 5 and never 5 or 10; arrests stand in the middle of elevens."""
    path, summary = built60
    for name in summary.tables:
        bad = rows(path, f"""select count(*) from "{name}" join release_schema as s on s.table_name = '{name}'
            and s.measure = "{name}".measure where s.rule = 'count' and value is not null
            and (value between 1 and 10 or value % 5 <> 0 and s.measure <> 'arrest_events'
                 or value % 11 not in (0, 5) and s.measure = 'arrest_events')""")
        assert bad == [(0,)], name


def test_every_number_has_its_rule(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: what has no declared rule is not published."""
    path, summary = built60
    declared = {(t, m) for t, m in rows(path, "select table_name, measure from release_schema")}
    for name in summary.tables:
        assert {(name, m) for (m,) in rows(path, f'select distinct measure from "{name}"')} <= declared
    assert {r for (r,) in rows(path, "select distinct rule from release_schema")} <= {
        "count", "rate", "mean", "money", "curve", "statistic", "parameter"}
    assert {m for (m,) in rows(path, "select distinct min_cell from release_schema")} == {11}


def test_shares_of_all_or_nobody_are_flagged(tmp_path: Path) -> None:
    """Why: 0 % or 100 % says something of every single person in the group."""
    frames = {"rearrest_rates": fake_marts.marts(120)["rearrest_rates"]}
    rates = frames["rearrest_rates"]
    one = (rates["arm"] == "comparison") & (rates["outcome"] == "prior_offense") & (rates["horizon_days"] == 90)
    rates.loc[one, ["n_rearrested", "arrest_events", "rate", "rate_lower"]] = [0, 0, 0.0, 0.0]
    more = one & (rates["outcome"] == "prior_offense")
    for whole in ("any_arrest",):  # the classes of events must add up
        for design in rates.loc[more, "comparison_design"]:
            same = (rates["comparison_design"] == design) & (rates["horizon_days"] == 90)
            parts = rates.loc[same & rates["outcome"].isin(["new_offense", "warrant", "supervision", "prior_offense"])]
            rates.loc[same & (rates["outcome"] == whole), "arrest_events"] = int(parts["arrest_events"].sum())
    fake_marts.write(tmp_path / "w.duckdb", frames)
    build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", fake_marts.site(),
                  tables=tuple(t for t in TABLES if t.name == "rearrest_rates"))
    flagged = rows(tmp_path / "r.duckdb", "select row from release_flags where flag = 'all_or_none' and measure = 'rate'")
    shown = rows(tmp_path / "r.duckdb", "select count(*) from rearrest_rates where measure = 'rate' and value in (0, 1)")
    assert len(flagged) == shown[0][0] > 0


def test_no_trial_and_no_day_is_released(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: the finest period is a quarter, and there is no row about one person."""
    path, summary = built60
    assert not {"cohort", "rearrest_outcomes"} & set(summary.tables)
    columns = {c for (c,) in rows(path, "select column_name from information_schema.columns")}
    assert not columns & {"person_id", "trial_id", "index_date", "officer_id", "case_manager_id"}


def test_a_yearly_site_shows_no_quarters(tmp_path: Path) -> None:
    """Why: finest_period is the site's to coarsen."""
    import pandas as pd

    frame = pd.DataFrame({"quarter": ["2021-Q1", "2021-Q2"], "offense_category": ["drug", "drug"], "n_events": [40, 50],
                          "n_people": [40, 50]})
    fake_marts.write(tmp_path / "w.duckdb", {"arrest_volume": frame})
    site = fake_marts.site()
    tables = tuple(t for t in TABLES if t.name == "arrest_volume")
    assert "arrest_volume" in build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", site, tables=tables).tables
    yearly = site.model_copy(update={"publish": site.publish.model_copy(update={"finest_period": "year"})})
    summary = build_release(tmp_path / "w.duckdb", tmp_path / "r.duckdb", yearly, tables=tables)
    assert summary.left_out["arrest_volume"].startswith("finer than")


def test_the_same_marts_give_the_same_release(marts60: Path, built60: tuple[Path, ReleaseSummary], tmp_path: Path) -> None:
    """Why: identical exports; only then does a difference mean something."""
    build_release(marts60, tmp_path / "again.duckdb", fake_marts.site())
    for number, path in enumerate((built60[0], tmp_path / "again.duckdb")):
        export_release(path, tmp_path / str(number))

    def digests(folder: Path) -> list[str]:
        return [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.*"))]

    assert digests(tmp_path / "0") == digests(tmp_path / "1")


def test_missing_marts_are_named(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: a table that is silently absent is looked for elsewhere."""
    assert built60[1].left_out.items() >= {"negative_controls": "the warehouse has no such table",
                                           "cost_tornado": "the warehouse has no such table"}.items()
    assert 0 < built60[1].share_shown() < built60[1].share_shown(primary_only=True) < 1
    assert "tables" in built60[1].note and "if only small counts were hidden" in built60[1].note


def test_a_county_of_300(tmp_path: Path) -> None:
    """Why: every table of it, attacked: nothing found, and more is shown than of the county of 60."""
    figures = county(300, tmp_path)
    assert figures["findings"] == 0 and figures["narrowest"] >= 10 and figures["coarsened"] == 0
    assert figures["share_shown"] > 0.5


@pytest.mark.faults
@pytest.mark.parametrize("recurring", [True, False])
@pytest.mark.parametrize("n", [60, 3000])
def test_counties_small_and_large(n: int, recurring: bool, tmp_path: Path) -> None:
    """Why: small and large sites alike: 60, 300 and 3,000 participants."""
    figures = county(n, tmp_path, recurring=recurring)
    assert figures["findings"] == 0 and figures["narrowest"] >= 10


def test_the_audit_agrees_with_itself(built60: tuple[Path, ReleaseSummary]) -> None:
    """Why: two audits of one file must find the same."""
    first, second = audit_release(built60[0])[0], audit_release(built60[0])[0]
    assert (first.hidden, first.narrowest, first.findings) == (second.hidden, second.narrowest, second.findings)


def test_a_table_that_can_t_be_protected_is_left_out_by_name(tmp_path, monkeypatch, marts60, built60) -> None:
    """Why: a small county must get the rest of its release, and never the table whose counts stay known."""
    from dataclasses import replace

    from pipeline.release import build
    from pipeline.release.cells import CellSystem

    plain = CellSystem.solve
    calls: list[int] = []

    def refuse_equity_once(self, **options):
        solution = plain(self, **options)
        calls.append(1)
        here = [i for i, cell in enumerate(self.cells) if build._table_of(cell.key) == "equity_effects"]
        return replace(solution, pattern=replace(solution.pattern, refused=here[:1])) if here else solution

    monkeypatch.setattr(CellSystem, "solve", refuse_equity_once)
    summary = build_release(marts60, tmp_path / "release.duckdb", fake_marts.site())
    assert len(calls) == 2
    assert "too well known" in summary.left_out["equity_effects"]
    assert "equity_effects" not in summary.tables and "equity_effects" in built60[1].tables
    assert not rows(tmp_path / "release.duckdb", "select 1 from duckdb_tables() where table_name = 'equity_effects'")


def test_a_table_whose_statuses_tell_is_left_out_and_named(tmp_path, monkeypatch):
    """Why: of thirteen people served, six still enrolled and seven closed, the reasons for hiding tell that at least three
    are; a site of three hundred people could publish nothing at all.
    """
    fake_marts.warehouse(tmp_path / "warehouse.duckdb", 12)
    asked = []

    def tell(release):
        asked.append(release)
        return frozenset({"grant_measures"})

    monkeypatch.setattr("pipeline.release.audit.tables_that_tell", tell)
    step = SimpleNamespace(note="")
    summary = release_step(fake_marts.site(), tmp_path, step)
    assert asked and summary.left_out["grant_measures"] == "of so few people the reasons for hiding would tell"
    assert "grant_measures" not in summary.tables and "rearrest_rates" in summary.tables
    assert f"{len(summary.left_out)} left out" in step.note


def test_statuses_that_tell_are_named_by_their_table(tmp_path, monkeypatch):
    """Why: only the table at fault may go."""
    found = AuditResult(findings=[Finding("grant_measures.numerator [2024, active]", STATUS_TELLS),
                                  Finding("attrition.n_in [lead]", "can be had by subtraction")])
    monkeypatch.setattr("pipeline.release.audit.audit_release", lambda release: (found, {}, None))
    assert tables_that_tell(tmp_path / "release.duckdb") == {"grant_measures"}


def test_a_release_that_nothing_protects_says_of_what_and_what_to_do():
    """Why: a site of few people that changed min_age was told the keys of cells, and no way out."""
    keys = [("rates", ("comparison", None, "concurrent_area"), "violent", 90, "n_rearrested"), ("gap", ("grant", "2020-Q1", "offered"), 1)]
    beside = _too_well_known(keys, True)
    assert "1 of grant, 1 of rates" in str(beside) and "2020-Q1" not in str(beside) and "put changed settings back" in beside.hint
    assert "settings" not in _too_well_known(keys, False).hint


def test_a_release_that_a_spare_comparison_stands_in_the_way_of_says_which():
    """Why: after a withdrawal no setting had been changed; without that design the release was published."""
    rates = ("rates", ("comparison", None, "historical"), "n_people")
    keys = [rates, ("gap", ("effects", "people_comparison", rates, 34), 1), ("equity", ("comparison", None, "historical"), "sex", "male")]
    assert _too_well_known(keys, True, "concurrent_area").hint.startswith("take historical out of comparison.designs")
    assert "comparison.designs" not in _too_well_known(keys, True, "historical").hint
    assert "comparison.designs" not in _too_well_known([*keys, ("grant", "2020-Q1", "offered")], True, "concurrent_area").hint
