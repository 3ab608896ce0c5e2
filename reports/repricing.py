"""The balance of a release at other prices, without new estimates: what ``lead costs what-if`` and the cost notebook show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.errors import UsageError

Row = dict[str, Any]
STEADY = "steady_state"
# whose money a perspective counts; victims' costs belong to none of them
PAYERS_OF = {
    "city": ("city",),
    "state": ("state", "courts"),
    "taxpayer": ("city", "state", "courts", "federal", "medicaid"),
}


@dataclass(frozen=True)
class Repriced:
    """Dollars per diverted person before and after; ``items``: (item, payer, unit cost before, after, change a person)."""

    gross_before_usd: float
    gross_usd: float
    programme_before_usd: float
    programme_usd: float
    items: tuple[tuple[str, str, float, float, float], ...]

    @property
    def net_before_usd(self) -> float:
        return self.gross_before_usd - self.programme_before_usd

    @property
    def net_usd(self) -> float:
        return self.gross_usd - self.programme_usd


# what each table is asked for besides door, design and horizon
ASKED = {"cost_summary": ("payer", "basis", "perspective"), "cost_avoidance": ("basis",), "programme_costs": ("kind", "payer")}


def asked(table: str, basis: str, perspective: str) -> dict[str, str]:
    """The values that pick the rows of a table."""
    values = {"payer": "all", "basis": basis, "perspective": perspective, "kind": STEADY}
    return {name: values[name] for name in ASKED[table]}


def reprice(rows: Mapping[str, list[Row]], changes: dict[str, float], *, perspective: str = "taxpayer", basis: str = "marginal",
            caseload: float | None = None, manager_usd: float | None = None, grant_usd: float | None = None) -> Repriced:
    """The balance of a release with some unit costs or the programme's cost replaced.

    ``rows``: of each table of ``ASKED``, those of one door, design and horizon that ``asked`` picks; a number that is not
    shown is None.

    ``changes``: item to dollars a unit, the same for every payer of it that the perspective counts. ``grant_usd`` a year
    replaces the steady-state cost by a grant that all participants share by their days; ``manager_usd`` a year and
    ``caseload`` by a case manager's cost for the months of participation.

    Raises UsageError: nothing is priced on that basis or published, a changed item is hidden or was never priced,
    or an amount makes no sense.
    """
    if perspective not in PAYERS_OF:
        raise UsageError(f"perspective {perspective}: is none of {', '.join(PAYERS_OF)}")
    if (caseload is None) != (manager_usd is None):
        raise UsageError("--caseload and --manager-usd belong together")
    if grant_usd is not None and caseload is not None:
        raise UsageError("--grant and --caseload both replace the programme's cost; give one")
    if (caseload is not None and not caseload > 0) or (manager_usd or 0) < 0 or (grant_usd or 0) < 0:
        raise UsageError("--caseload must be positive, --manager-usd and --grant not negative")
    summary, items, use = (rows[name] for name in ASKED)
    if not summary:
        raise UsageError(f"nothing is priced on basis {basis}", hint="give costs in site.yml, or another --basis")
    gross, programme = summary[0].get("gross_avoided_usd"), summary[0].get("programme_cost_usd")
    if gross is None or programme is None:
        raise UsageError("the balance is not published, so it is not re-priced")
    lines, change = [], 0.0
    for item, price in changes.items():
        found = [r for r in items if r["item"] == item and r["payer"] in PAYERS_OF[perspective]]
        if not found:
            raise UsageError(f"--set {item}: has no {basis} unit cost to a payer that the {perspective} perspective counts",
                             hint="add it to unit_costs.csv and run again")
        for row in found:
            units, before = row.get("discounted_units_per_person"), row.get("unit_cost_usd")
            if units is None or before is None:
                raise UsageError(f"--set {item}: its quantity is not published, so it is not re-priced")
            lines.append((item, str(row["payer"]), before, price, units * (price - before)))
            change += units * (price - before)
    new = programme
    if grant_usd is not None:
        new = grant_usd * _needed(use, "discounted_programme_years_per_person", "--grant")
    if caseload is not None and manager_usd is not None:
        new = manager_usd / 12.0 / caseload * _needed(use, "discounted_months_per_person", "--caseload")
    return Repriced(gross, gross + change, programme, new, tuple(lines))


def _needed(rows: list[Row], name: str, option: str) -> float:
    value = rows[0].get(name) if rows else None
    if value is None:
        raise UsageError(f"{option}: the release does not show how long people took part, so it can't be put on them")
    return float(value)
