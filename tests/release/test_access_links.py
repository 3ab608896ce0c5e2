"""The grant's numbers are tied to each other across quarters: whoever prints four of five columns prints
the fifth. The attack is made here from the identities in plain words, not from the relations that the code
itself declared."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy.optimize import linprog

from pipeline.errors import ValidationFailed
from pipeline.release.cells import CellSystem
from pipeline.release.linkage import Context, gaps, grant
from pipeline.release.tables import TABLES, check_declarations, count

GRANT = next(t for t in TABLES if t.name == "grant_measures")
GAPS = next(t for t in TABLES if t.name == "access_gaps")
MEASURES = ("served", "enrolled", "active", "closed")


def chain(quarters: list[tuple[int, int]], start: int = 40) -> list[dict]:
    """Rows of the enrolment chain from (enrolled, closed) of each quarter."""
    rows, active, everybody = [], start, start
    for i, (enrolled, closed) in enumerate(quarters, 1):
        served = active + enrolled
        active = served - closed
        everybody += enrolled
        numbers = {"served": served, "enrolled": enrolled, "active": active, "closed": closed}
        rows += [row(f"2021-Q{i}", m, n, None if m == "served" else served) for m, n in numbers.items()]
    whole = {
        "served": everybody,
        "enrolled": everybody - start,
        "active": active,
        "closed": everybody - active,
    }
    return rows + [row("all periods", m, n, None if m == "served" else everybody) for m, n in whole.items()]


def row(period: str, measure: str, n: int, of: int | None) -> dict:
    return {
        "period": period,
        "measure_name": measure,
        "group_by": "overall",
        "group": "all",
        "period_kind": "quarter",
        "unit": "people",
        "numerator": n,
        "denominator": of,
        "n_people": n,
        "share": n / of if of else None,
    }


@pytest.mark.parametrize(
    "quarters", [[(20, 15), (25, 4), (30, 20)], [(3, 15), (25, 14), (30, 7)], [(12, 2), (13, 3), (14, 1)]]
)
def test_a_small_closing_can_not_be_worked_out_from_its_neighbours(quarters):
    system = CellSystem(11)
    rows = chain(quarters)
    linked = grant(GRANT, rows, Context(system, 11))
    solution = system.solve(seed=1, time_limit=20)
    assert not solution.pattern.refused and not solution.pattern.coarsened
    periods = [f"2021-Q{i}" for i in range(1, len(quarters) + 1)]
    keys = [(p, m) for p in [*periods, "all periods"] for m in MEASURES]
    at = {k: i for i, k in enumerate(keys)}
    status = {(i.row["period"], i.row["measure_name"]): solution.status[i.cells["numerator"]] for i in linked}
    value = {(r["period"], r["measure_name"]): r["numerator"] for r in rows}
    bounds = [
        (value[k],) * 2
        if status[k] == "shown"
        else (1, 10)
        if status[k] == "suppressed_primary" and value[k] < 11
        else (0, None)
        for k in keys
    ]
    a = []
    for before, p in zip([None, *periods], [*periods, "all periods"]):
        line = np.zeros(len(keys))
        line[at[p, "served"]], line[at[p, "active"]], line[at[p, "closed"]] = 1, -1, -1
        a.append(line)
        if before and p != "all periods":
            line = np.zeros(len(keys))
            line[at[p, "served"]], line[at[before, "active"]], line[at[p, "enrolled"]] = 1, -1, -1
            a.append(line)
    small = [k for k in keys if 1 <= value[k] <= 10]
    assert small
    for k in small:
        assert status[k] == "suppressed_primary", k
        c = np.zeros(len(keys))
        c[at[k]] = 1
        ends = [
            s * linprog(s * c, A_eq=np.array(a), b_eq=np.zeros(len(a)), bounds=bounds, method="highs").fun
            for s in (1, -1)
        ]
        assert ends[0] <= 1 + 1e-6 and ends[1] >= 10 - 1e-6, (k, ends)


def test_a_gap_is_hidden_with_the_reference_that_it_leans_on():
    system = CellSystem(11)
    for group, eligible, offered in (("A", 200, 60), ("B", 100, 5), ("C", 90, 30)):
        system.add(("funnel", "eligible", "race", group), eligible, name="t")
        system.add(("funnel", "offered", "race", group), offered, name="t")
    numbers = dict.fromkeys((m.name for m in GAPS.measures), 0.1)
    rows = [
        {
            "stage": "offered",
            "group_by": "race",
            "group": g,
            "share_of": "eligible",
            "reference_group": r,
            **numbers,
        }
        for g, r in (("C", "A"), ("B", "A"), ("C", "B"), ("C", "nobody"))
    ]
    linked = gaps(GAPS, rows, Context(system, 11))
    solution = system.solve(seed=1, time_limit=5)
    hidden = [
        any(solution.status[c] != "shown" for c in i.gates["difference"] if not system.cells[c].implicit)
        for i in linked
    ]
    assert hidden[:3] == [False, True, True]
    assert linked[3].blocked["difference"] == "suppressed_primary"  # no such group in the funnel


def test_case_managers_and_persons_are_no_part_of_any_release():
    for table in TABLES:
        assert not any("caseload" in q or "case_manager" in q for q in table.queries)
    for column in ("case_manager_id", "officer_id", "person_id"):
        bad = dataclasses.replace(GRANT, grain=(*GRANT.grain, column))
        with pytest.raises(ValidationFailed, match="may never be published"):
            check_declarations((bad,))
    with pytest.raises(ValidationFailed):
        check_declarations((dataclasses.replace(GRANT, measures=(*GRANT.measures, count("birth_year"))),))
