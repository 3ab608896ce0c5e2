"""The release ledger and releases in a row. Why: a cumulative series shows, by subtraction, who came in between."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path

import duckdb
import pytest

from pipeline.release.audit import audit_release, check_history, counts_to_publish, read_ledger
from pipeline.release.build import build_release
from pipeline.release.cells import CellSystem, Older
from pipeline.release.ledger import definition_of, ledger_path, read_history, record_release
from pipeline.release.tables import TABLES
from tests.release import fake_marts

QUARTERS = [dt.date(2023, 9, 30), dt.date(2023, 12, 31), dt.date(2024, 3, 31), dt.date(2024, 6, 30),
            dt.date(2024, 9, 30), dt.date(2024, 12, 31)]


def test_the_definition_outlasts_a_quarter() -> None:
    """Why: what is counted alike must be compared; what is not, must not."""
    a, b = fake_marts.site(through="2025-09-30"), fake_marts.site(through="2025-12-31")
    assert definition_of(a) == definition_of(b)
    other = b.model_copy(update={"lookback_days": 365})
    assert definition_of(other) != definition_of(b)


def test_one_more_comparison_or_horizon_leaves_the_definition_as_it_is() -> None:
    """Why: with a design added, the women of the first release and the men of the second gave the one whose sex nobody recorded."""
    site = fake_marts.site()
    more = site.model_copy(update={"horizons_days": [*site.horizons_days, 1000], "comparison": site.comparison.model_copy(
        update={"designs": ["historical"], "primary": "historical"})})
    assert more.horizons_days != site.horizons_days and more.comparison != site.comparison
    assert definition_of(more) == definition_of(site)


def test_a_release_is_entered_once_and_kept_private(tmp_path: Path) -> None:
    """Why: the ledger holds true counts; and a run repeated must not look like news."""
    site = fake_marts.site(root=tmp_path)
    tables = tuple(t for t in TABLES if t.name == "attrition")
    build_release(fake_marts.warehouse(tmp_path / "w.duckdb", 40), tmp_path / "r.duckdb", site, tables=tables)
    assert read_history(ledger_path(site), site) == []
    assert record_release(site, tmp_path / "r.duckdb", generation="1") == 1
    assert record_release(site, tmp_path / "r.duckdb", generation="2") == 1
    path = ledger_path(site)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (old,) = read_history(path, site)
    with duckdb.connect(str(tmp_path / "r.duckdb"), read_only=True) as con:
        shown = con.execute("select count(*) from attrition where value_status = 'shown'").fetchone()[0]
        printed = con.execute("select value from attrition where value_status = 'shown'").fetchall()
    assert sum(s == "shown" for _, s in old.counts.values()) == shown
    assert {json.loads(p)[0] for p in old.counts} == {"attrition"}
    values = [v for v, s in old.counts.values() if s == "shown"]
    assert all(low <= v <= high for v in values for low, high in [old.printed_range(v)])
    assert all(v == 0 or v >= 11 for (v,) in printed)


def test_a_release_keeps_the_definition_that_it_was_made_with(tmp_path: Path) -> None:
    """Why: after a changed setting, `lead diff` left counts behind, and the next run entered what was published once more, under
    the new definition and without its counts: the audit attacked what the suppressor had not heeded, and the run ended with 4."""
    site = fake_marts.site(root=tmp_path)
    tables = tuple(t for t in TABLES if t.name == "attrition")
    warehouse, path = fake_marts.warehouse(tmp_path / "w.duckdb", 40), ledger_path(site)
    build_release(warehouse, tmp_path / "r.duckdb", site, tables=tables)
    assert record_release(site, tmp_path / "r.duckdb", generation="1") == 1
    changed = site.model_copy(update={"lookback_days": 365})
    build_release(warehouse, tmp_path / "tried.duckdb", changed, tables=tables, to_publish=False)
    assert not path.with_name("pending.duckdb").exists()
    assert record_release(changed, tmp_path / "r.duckdb", generation="1") == 1
    (before,), (same,) = read_history(path, changed), read_history(path, site)
    assert before.counts == same.counts
    assert same.least and not before.least  # under another definition a count may have shrunk since


def quarters(root: Path, n_lead: int, names: tuple[str, ...] | None, how_many: int) -> dict[str, int]:
    """Release a growing county quarter by quarter, each audited against all before; what was found."""
    site = fake_marts.site(root=root)
    ledger = ledger_path(site)
    tables = tuple(t for t in TABLES if names is None or t.name in names)
    counts = {"findings": 0, "increments": 0, "recovered": 0, "joint": 0}
    printed: list[dict[str, tuple[float | None, str]]] = []
    for i, until in enumerate(QUARTERS[-how_many:]):
        warehouse = fake_marts.write(root / "w.duckdb", fake_marts.marts(n_lead, until=until))
        build_release(warehouse, root / "r.duckdb", site, tables=tables)
        result, read, rules = audit_release(root / "r.duckdb", ledger=ledger)
        counts["findings"] += len(result.findings)
        if i == how_many - 1:
            older = read_ledger(ledger, read, definition_of(site))
            counts["joint"] = len(check_history(older, read, rules, together=how_many))
        record_release(site, root / "r.duckdb", generation=str(i))
        with duckdb.connect(str(ledger), read_only=True) as con:
            last = con.execute("select max(release_number) from published").fetchone()[0]
            printed.append({f"{t}{k}{m}": (v, s) for t, k, m, v, s in con.execute(
                "select table_name, row_key, measure, value, value_status from published where rule = 'count'"
                " and release_number = ?", [last]).fetchall()})
    # every pair of releases, by the arithmetic of rounding alone: nearest 5, and never below 15 where it is not 0
    def truth(v: float) -> tuple[float, float]:
        return (0, 0) if v == 0 else (11 if v == 15 else v - 2, v + 2)

    for a in range(len(printed)):
        for b in range(a + 1, len(printed)):
            for key in printed[a].keys() & printed[b].keys():
                (x, _), (y, _) = printed[a][key], printed[b][key]
                if x is None or y is None:
                    continue
                least, most = truth(y)[0] - truth(x)[1], truth(y)[1] - truth(x)[0]
                counts["increments"] += 1
                counts["recovered"] += least == most and 1 <= abs(least) <= 10
    return counts


def counted(total: int, few: int, many: int, some: int) -> CellSystem:
    """People of a table by three groups, each count in a place of its own."""
    system = CellSystem(11)
    cells = [system.add(name, value, name=name) for name, value in (("all", total), ("few", few), ("many", many), ("some", some))]
    system.total(cells[0], cells[1:], name="t")
    system.places = {at: [system.cells[at].key] for at in cells}
    return system


def test_a_count_that_shrank_under_a_narrower_rule_bounds_what_was_hidden(tmp_path: Path) -> None:
    """Why: of 40 people 5 were hidden, and 20 for their sake; by a narrower rule 19 of the 20 are left. Printed, those 19 leave
    1 to 6 for the first release's few."""
    first = counted(40, 5, 20, 15)
    status = {"all": "shown", "few": "suppressed_primary", "many": "suppressed_complementary", "some": "shown"}
    alone, beside = counted(38, 5, 19, 14), counted(38, 5, 19, 14)
    assert alone.solve(seed=1, time_limit=5.0).status[2] == "shown"
    beside.older = [Older(first, status, lambda value: (value, value))]
    assert beside.solve(seed=1, time_limit=5.0).status[2] == "suppressed_complementary"


def test_quarters_in_a_row(tmp_path: Path) -> None:
    """Why: three releases of a small county, set against each other; none shows an increment of 1 to 10."""
    counts = quarters(tmp_path, 60, ("attrition", "rearrest_rates"), 3)
    assert counts.pop("increments") > 100
    assert counts == {"findings": 0, "recovered": 0, "joint": 0}


@pytest.mark.faults
def test_six_quarters_audited_jointly(tmp_path: Path) -> None:
    """Why: 0 increments of 1 to 10 recovered, over all tables and all pairs of six releases."""
    counts = quarters(tmp_path, 300, None, 6)
    assert counts.pop("increments") > 1000
    assert counts == {"findings": 0, "recovered": 0, "joint": 0}


def test_a_release_under_other_definitions_is_attacked_together_with_those_before(tmp_path: Path) -> None:
    """Why: a shorter lookback leaves nearly every count as it was; what one release hides, the other must not give away."""
    site = fake_marts.site(root=tmp_path)
    ledger, tables = ledger_path(site), tuple(t for t in TABLES if t.name == "attrition")
    warehouse, release = fake_marts.warehouse(tmp_path / "w.duckdb", 40), tmp_path / "r.duckdb"
    build_release(warehouse, release, site, tables=tables)
    record_release(site, release, generation="1")
    later = site.model_copy(update={"lookback_days": 365})
    build_release(warehouse, release, later, tables=tables)
    result, printed, rules = audit_release(release, ledger=ledger)
    assert result.findings == []
    (older,) = read_ledger(ledger, printed, definition_of(later))
    now = counts_to_publish(ledger, release)
    assert not older.same_definition and now and older.counts == now
    # the same tables with a hidden count of today's printed: the first release's other hidden counts come out
    cells = [(g, m) for g, line in printed["attrition"].cells.items() for m, (_, s) in line.items() if s == "suppressed_complementary"]
    for grain, measure in cells:
        true = now[f"attrition.{measure} [{', '.join(str(v) for _, v in grain if v is not None)}]"]
        printed["attrition"].cells[grain][measure] = (float(5 * ((2 * true + 5) // 10)), "shown")
    assert cells and check_history([older], printed, rules, counts=now)
