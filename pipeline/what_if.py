"""``lead costs what-if``: the published quantities at other prices, without new estimates."""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline import publish
from pipeline.costs_input import ITEMS, PAYERS_OF
from pipeline.errors import BuildFailed, UsageError
from pipeline.run_outcome import Outcome
from pipeline.settings import Site


def parse_changes(changes: tuple[str, ...]) -> dict[str, float]:
    """``item=usd`` to a mapping. Raises UsageError naming the item."""
    out: dict[str, float] = {}
    for change in changes:
        item, sep, text = change.partition("=")
        if not sep or item not in ITEMS:
            raise UsageError(f"--set {item}: no such item; known are {', '.join(ITEMS)}")
        try:
            out[item] = float(text)
        except ValueError:
            raise UsageError(f"--set {item}: is no plain number") from None
        if out[item] < 0:
            raise UsageError(f"--set {item}: a cost is not negative")
    return out


def reprice(site: Site, changes: tuple[str, ...], *, caseload: float | None = None, grant: float | None = None,
            manager: float | None = None, basis: str = "marginal") -> Outcome:
    """Net per diverted person at the primary horizon and design, with some unit or programme costs replaced.

    ``grant`` (USD a year) replaces the programme cost by the grant shared by the participants of a year; ``caseload`` and
    ``manager`` (USD a year) by a case manager's cost shared by the caseload over the months of participation.
    """
    warehouse = publish.current_dir(site) / "warehouse.duckdb"
    if not warehouse.is_file():
        raise BuildFailed(f"{publish.current_dir(site)}: nothing is published yet", hint=f"lead run --site {site.path}")
    if (caseload is None) != (manager is None):
        raise UsageError("--caseload and --manager-usd belong together")
    if (caseload is not None and caseload <= 0) or (grant is not None and grant < 0):
        raise UsageError("--caseload must be positive and --grant not negative")
    new = parse_changes(changes)
    perspective = site.costs.perspective if site.costs and site.costs.perspective in PAYERS_OF else "taxpayer"
    key = [site.comparison.primary, site.primary_horizon_days, basis]
    with duckdb.connect(str(warehouse), read_only=True) as conn:
        rows = conn.execute(
            "select item, payer, units_avoided_per_person, unit_cost_usd, diagnostics_passed from marts.cost_avoidance"
            " where comparison_design = ? and horizon_days = ? and basis = ? order by item, payer", key).fetchall()
        summary = conn.execute(
            "select programme_cost_usd from marts.cost_summary where comparison_design = ? and horizon_days = ?"
            " and basis = ? and perspective = ? and payer = 'all'", [*key, perspective]).fetchone()
        people, years, months = conn.execute(
            "select count(*), (select date_diff('day', accrual_start, accrual_end) + 1 from settings.site) / 365.25,"
            " coalesce((select sum(q.quantity) from intermediate.int_programme_quantities as q join marts.cohort as c"
            " using (trial_id) where q.item = 'participant_months' and q.horizon_days = ? and c.door = 'arrest_diversion')"
            " / nullif(count(*) filter (door = 'arrest_diversion'), 0), 0) from marts.cohort where arm = 'lead'",
            [site.primary_horizon_days]).fetchone()
    if not rows or summary is None:
        raise UsageError(f"no priced quantities for {key[0]} at {key[1]} days on basis {basis}",
                         hint="give costs in site.yml, or another --basis")
    if not all(r[4] for r in rows):
        raise UsageError("the quantities of this design did not pass their diagnostics; they are not re-priced")
    lines: list[str] = []
    gross = before = 0.0
    for item, payer, units, price, _ in rows:
        if payer not in PAYERS_OF[perspective]:
            continue
        used = new.get(item, price)
        before += units * price
        gross += units * used
        if item in new:
            lines.append(f"  {item}: {price:,.2f} -> {used:,.2f} USD a unit, {units * (used - price):+,.2f} USD a person")
    programme = float(summary[0])
    used_programme = programme
    if grant is not None:
        used_programme = grant * years / people if people else 0.0
    if caseload is not None and manager is not None:
        used_programme = manager / 12.0 / caseload * float(months)
    facts: dict[str, Any] = {
        "perspective": perspective, "basis": basis, "gross_before_usd": before, "gross_usd": gross,
        "programme_before_usd": programme, "programme_usd": used_programme, "net_before_usd": before - programme,
        "net_usd": gross - used_programme,
    }
    lines += [
        f"gross     {before:>12,.2f} -> {gross:>12,.2f} USD per diverted person ({perspective}, {basis})",
        f"programme {programme:>12,.2f} -> {used_programme:>12,.2f}",
        f"net       {before - programme:>12,.2f} -> {gross - used_programme:>12,.2f}",
        "estimates only: intervals need lead run. For this site's own use, not for release.",
    ]
    return Outcome("costs what-if", changed=False, facts=facts, lines=lines)
