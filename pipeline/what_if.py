"""``lead costs what-if``: the published quantities at other prices, without new estimates. Reads the release alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from pipeline import publish
from pipeline.costs_input import ITEMS
from pipeline.errors import UsageError
from pipeline.run_outcome import Outcome
from pipeline.settings import Site
from reports.repricing import ASKED, PAYERS_OF, Row, asked, reprice


def parse_changes(changes: Iterable[str]) -> dict[str, float]:
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
        if not 0 <= out[item] < float("inf"):
            raise UsageError(f"--set {item}: a cost is not negative")
    return out


def _rows(conn: duckdb.DuckDBPyConnection, table: str, site: Site, match: dict[str, str]) -> list[Row]:
    """Rows of a long release table as mappings, one a grain; a number that is not shown is None."""
    where = {"door": "arrest_diversion", "comparison_design": site.comparison.primary,
             "horizon_days": site.primary_horizon_days, **match}
    try:
        found = conn.execute(f"select * from {table} where {' and '.join(f'{name} = ?' for name in where)}", [*where.values()])
    except duckdb.CatalogException:
        return []
    names = [d[0] for d in found.description]
    out: dict[tuple, Row] = {}
    for values in found.fetchall():
        cells = dict(zip(names, values))
        measure, value, _ = (cells.pop(n) for n in ("measure", "value", "value_status"))
        out.setdefault(tuple(cells.values()), cells)[measure] = value
    return list(out.values())


def what_if(site: Site, changes: tuple[str, ...], *, caseload: float | None = None, grant: float | None = None,
            manager: float | None = None, basis: str = "marginal") -> Outcome:
    """``lead costs what-if`` on what is published: at the primary design and horizon, from the site's perspective."""
    release = publish.current_dir(site) / "release.duckdb"
    if not release.is_file():
        raise UsageError(f"{publish.current_dir(site)}: nothing is published yet", hint=f"lead run --site {site.path}")
    perspective = site.costs.perspective if site.costs and site.costs.perspective in PAYERS_OF else "taxpayer"
    prices = parse_changes(changes)
    with duckdb.connect(str(release), read_only=True) as conn:
        rows = {name: _rows(conn, name, site, asked(name, basis, perspective)) for name in ASKED}
    r = reprice(rows, prices, perspective=perspective, basis=basis, caseload=caseload, manager_usd=manager, grant_usd=grant)
    facts: dict[str, Any] = {"perspective": perspective, "basis": basis}
    facts |= {name: getattr(r, name) for name in ("gross_before_usd", "gross_usd", "programme_before_usd", "programme_usd",
                                                  "net_before_usd", "net_usd")}
    lines = [f"  {item} ({payer}): {before:,.2f} -> {after:,.2f} USD a unit, {moved:+,.2f} USD a person"
             for item, payer, before, after, moved in r.items]
    lines += [
        f"gross     {r.gross_before_usd:>12,.2f} -> {r.gross_usd:>12,.2f} USD per diverted person ({perspective}, {basis})",
        f"programme {r.programme_before_usd:>12,.2f} -> {r.programme_usd:>12,.2f}",
        f"net       {r.net_before_usd:>12,.2f} -> {r.net_usd:>12,.2f}",
        "from the rounded numbers of the release, estimates only: intervals need lead run.",
    ]
    return Outcome("costs what-if", changed=False, facts=facts, lines=lines)
