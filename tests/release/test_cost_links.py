"""Money is tied together: units times printed prices, items add up to payers, payers to perspectives, and the net comes
again in the tornado and under other assumptions. The attack is made here from those identities in plain words: is the
hidden item's quantity the one solution of the equations that the shown numbers make?"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from pipeline.release import linkage
from pipeline.release.cells import CellSystem
from pipeline.release.linkage import Context, cost_summary, costs
from pipeline.release.tables import TABLES
from reports.repricing import PAYERS_OF

ITEMS = ("arrest", "booking", "citation", "felony_filing", "jail_day")
PAYERS = ("city", "state", "courts")
AVOIDANCE, SUMMARY, TORNADO, SCENARIOS, ACCEPTABILITY = (
    next(t for t in TABLES if t.name == name)
    for name in ("cost_avoidance", "cost_summary", "cost_tornado", "cost_scenarios", "cost_acceptability"))
KEY = {"door": "arrest_diversion", "comparison_design": "concurrent_area", "horizon_days": 365, "diagnostics_passed": True,
       "n_lead": 300, "n_comparison": 900}


def tables(rng: np.random.Generator, few: set[str]) -> tuple[dict[tuple, float], dict[str, list[dict]]]:
    """Prices by (item, payer, basis) and the rows of the cost tables; items in ``few`` rest on four people."""
    units = {item: float(rng.normal(0.3, 0.2)) for item in ITEMS}
    prices = {(item, payer, basis): float(rng.integers(50, 900)) for item in ITEMS for payer in PAYERS
              for basis in ("marginal", "average") if rng.random() < 0.5}
    prices |= {("jail_day", "state", "marginal"): 60.0, ("booking", "city", "marginal"): 90.0}
    out: dict[str, list[dict]] = {"avoidance": [], "summary": [], "tornado": [], "scenarios": [], "acceptability": []}
    for (item, payer, basis), price in prices.items():
        out["avoidance"].append({**KEY, "item": item, "payer": payer, "basis": basis, "unit_cost_usd": price,
                                 "units_avoided_per_person": units[item], "avoided_per_person_usd": units[item] * price,
                                 "contributors_lead": 4 if item in few else 60, "contributors_comparison": 200})
    for basis in ("marginal", "average"):
        for perspective in ("taxpayer", "city"):
            payers = PAYERS_OF[perspective]
            at = {"basis": basis, "perspective": perspective}
            money = {p: sum(units[i] * v for (i, who, b), v in prices.items() if who == p and b == basis)
                     for p in PAYERS if p in payers}
            for payer, gross in (("all", sum(money.values())), *money.items()):
                out["summary"].append({**KEY, **at, "payer": payer, "gross_avoided_usd": gross})
            out["scenarios"].append({**KEY, **at, "scenario": "main", "net_usd": sum(money.values())})
            out["acceptability"].append({**KEY, **at, "willingness_usd": 0, "probability_acceptable": 0.4})
            out["tornado"] += [{**KEY, **at, "parameter": f"units of {i}", "item": i, "net_low_usd": 0.0}
                               for i, p, b in prices if p in payers and b == basis]
            out["tornado"].append({**KEY, **at, "parameter": "programme cost", "item": None, "net_low_usd": 0.0})
    return prices, out


def shown(linked: list) -> list[dict]:
    return [i.row for i in linked if not i.blocked]


def linked_tables(rows: dict[str, list[dict]]) -> dict[str, list]:
    context = Context(CellSystem(11), 11)
    return {"avoidance": costs(AVOIDANCE, rows["avoidance"], context),
            "summary": cost_summary(SUMMARY, rows["summary"], context),
            "tornado": costs(TORNADO, rows["tornado"], context), "scenarios": costs(SCENARIOS, rows["scenarios"], context),
            "acceptability": costs(ACCEPTABILITY, rows["acceptability"], context)}


def recovered(prices: dict[tuple, float], linked: dict[str, list]) -> set[str]:
    """The items whose units follow from what is shown."""
    at = {item: np.eye(len(ITEMS))[j] for j, item in enumerate(ITEMS)}
    known = [at["arrest"]]  # effects print the mean count of any arrest
    known += [at[r["item"]] for r in shown(linked["avoidance"]) + [r for r in shown(linked["tornado"]) if r["item"]]]

    def money(payers: tuple[str, ...], basis: str) -> np.ndarray:
        return sum((v * at[i] for (i, p, b), v in prices.items() if p in payers and b == basis), np.zeros(len(ITEMS)))

    for r in shown(linked["summary"]):
        known.append(money(PAYERS_OF[r["perspective"]] if r["payer"] == "all" else (r["payer"],), r["basis"]))
    for r in shown(linked["scenarios"]) + [r for r in shown(linked["tornado"]) if r["item"] is None]:
        known.append(money(PAYERS_OF[r["perspective"]], r["basis"]))
    # an equation in one price alone tells nothing of another item
    rank = np.linalg.matrix_rank(np.array(known), tol=1e-6)
    return {item for item in ITEMS if np.linalg.matrix_rank(np.array([*known, at[item]]), tol=1e-6) == rank}


@pytest.mark.parametrize("few", [{"jail_day"}, {"booking"}, {"felony_filing"}, {"jail_day", "citation"}])
def test_a_hidden_quantity_is_not_the_solution_of_what_is_shown(few: set[str]) -> None:
    rng = np.random.default_rng(20200201)
    told: Counter = Counter()
    for _ in range(60):
        prices, rows = tables(rng, few)
        linked = linked_tables(rows)
        for item in few & {i for i, *_ in prices}:
            told[item] += item in recovered(prices, linked)
    assert not any(told.values()), told


def test_each_rule_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why: without the rule the attack must find the item, or it would prove nothing."""

    def found() -> int:
        rng = np.random.default_rng(1)
        return sum("jail_day" in recovered(prices, linked_tables(rows))
                   for prices, rows in (tables(rng, {"jail_day"}) for _ in range(30)))

    def kept() -> int:
        """How often everybody's marginal sum is still shown."""
        rng = np.random.default_rng(1)
        return sum(any((r["payer"], r["basis"], r["perspective"]) == ("all", "marginal", "taxpayer")
                       for r in shown(linked_tables(tables(rng, {"jail_day"})[1])["summary"])) for _ in range(30))

    assert found() == 0 and kept() == 30
    with monkeypatch.context() as turned_off:
        # neither the tornado nor the sums know which items are hidden
        turned_off.setattr(linkage, "_hide_items", lambda *_: None)
        assert found() == 30
    with monkeypatch.context() as turned_off:
        turned_off.setattr(linkage, "_sums_to_hide", lambda *_: [])
        assert found() > 10
    with monkeypatch.context() as turned_off:
        turned_off.setattr(linkage, "_second_item", lambda *_: set())
        assert kept() == 0  # no leak, but the headline sum is gone
    with monkeypatch.context() as turned_off:
        # the mean count of any arrest taken for a secret
        turned_off.setattr(linkage, "KNOWN_ITEMS", frozenset())
        assert found() > 0


def test_how_far_a_hidden_item_moves_the_net_is_hidden_too() -> None:
    _, rows = tables(np.random.default_rng(3), {"jail_day"})
    linked = linked_tables(rows)
    assert not [r for r in shown(linked["tornado"]) if r["item"] == "jail_day"]
    assert [r for r in shown(linked["tornado"]) if r["item"] == "arrest"]


def test_a_payer_who_bears_one_hidden_item_alone_is_hidden_and_so_is_the_sum_that_gives_it_away() -> None:
    """Only the State bears anything, and that is jail: its sum, everybody's, and the net under any assumption go."""
    units = {**KEY, "basis": "marginal", "units_avoided_per_person": 2.0, "contributors_comparison": 200}
    rows = {"avoidance": [{**units, "item": "jail_day", "payer": "state", "unit_cost_usd": 60.0, "avoided_per_person_usd": 120.0,
                           "contributors_lead": 4}],
            "summary": [{**KEY, "basis": "marginal", "perspective": "taxpayer", "payer": p, "gross_avoided_usd": v}
                        for p, v in (("all", 120.0), ("city", 0.0), ("state", 120.0))]}
    at = {**KEY, "basis": "marginal", "perspective": "taxpayer"}
    rows |= {"tornado": [{**at, "parameter": "programme cost", "item": None}], "scenarios": [{**at, "scenario": "main"}],
             "acceptability": [{**at, "willingness_usd": 0}]}
    linked = linked_tables(rows)
    assert [r["payer"] for r in shown(linked["summary"])] == ["city"]
    for name in ("avoidance", "tornado", "scenarios", "acceptability"):
        assert shown(linked[name]) == [], name
