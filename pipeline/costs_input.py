"""``unit_costs.csv`` and ``programme_costs.csv``: read, checked row by row, and refused by file, row and column.

There is no default: an item without a unit cost is a gap that the reports name.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from pipeline.errors import SiteError
from pipeline.project import ROOT
from pipeline.settings import Site

ITEMS = ("index_processing", "arrest", "booking", "citation", "jail_day", "prison_day", "felony_filing",
         "misdemeanor_filing", "ed_visit", "crisis_contact", "overdose_response", "induced_service")
PAYERS = ("city", "state", "courts", "federal", "medicaid", "victims")
BASES = ("marginal", "step_fixed", "average")
PERSPECTIVES = ("programme", "city", "state", "taxpayer", "societal")
DISTRIBUTIONS = ("fixed", "gamma", "lognormal", "pert", "triangular")
KINDS = ("startup", "steady_state", "in_kind")
UNITS = ("per_participant_month", "per_participant", "per_year")
UNANSWERED = "TODO"  # how the source of a template's row begins until somebody answers it
DRAWS = 2000  # joint draws of quantities, unit costs and programme costs


@dataclass(frozen=True)
class UnitCost:
    """Price of one unit of ``item`` to ``payer``, in dollars of ``base_year``."""

    item: str
    payer: str
    basis: str
    perspective: str
    amount: float
    low: float
    high: float
    distribution: str
    base_year: int
    source: str


@dataclass(frozen=True)
class ProgrammeCost:
    """A component of what the programme costs ``payer``, in dollars of ``base_year``; ``end`` None: open."""

    component: str
    kind: str
    payer: str
    perspective: str
    unit: str
    amount: float
    low: float
    high: float
    distribution: str
    base_year: int
    start: dt.date
    end: dt.date | None
    source: str


@cache
def price_index() -> dict[int, float]:
    """Consumer prices by year, as in the seed ``models/seeds/price_index.csv``."""
    with (ROOT / "models" / "seeds" / "price_index.csv").open(newline="", encoding="utf-8") as handle:
        return {int(row["price_year"]): float(row["index_value"]) for row in csv.DictReader(handle)}


@cache
def price_series() -> str:
    """Name of the index, as in the seed."""
    with (ROOT / "models" / "seeds" / "price_index.csv").open(newline="", encoding="utf-8") as handle:
        return next(csv.DictReader(handle))["series"]


def price_factor(base_year: int, price_year: int) -> float:
    """What a dollar of ``base_year`` is in dollars of ``price_year``."""
    index = price_index()
    return index[price_year] / index[base_year]


_CHOICES = {"item": ITEMS, "payer": PAYERS, "basis": BASES, "perspective": PERSPECTIVES, "distribution": DISTRIBUTIONS,
            "kind": KINDS, "unit": UNITS}
_MONEY = re.compile(r"\d+(\.\d+)?")
_NUMBERS = ("amount", "low", "high", "base_year")


def _rows(path: Path, columns: list[str], optional: set[str]) -> list[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise SiteError(f"{path}: no such file", hint="correct costs in site.yml, or leave costs out as a whole")
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            table = list(csv.reader(handle, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise SiteError(f"{path}: is no comma-separated UTF-8 text") from None
    if not table:
        raise SiteError(f"{path}: is empty; expected the columns {', '.join(columns)}")
    header = [h.strip() for h in table[0]]
    for name in header:
        if name not in columns:
            raise SiteError(f"{path}: column {name}: no such column; expected {', '.join(columns)}")
    for name in columns:
        if header.count(name) != 1 and not (name in optional and name not in header):
            raise SiteError(f"{path}: column {name}: {'is missing' if name not in header else 'stands twice'}")
    out = []
    for number, row in enumerate(table[1:], start=1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise SiteError(f"{path}: row {number}: has {len(row)} fields, the header {len(header)}")
        cells = dict(zip(header, (cell.strip() for cell in row)))
        # a question of the template that nobody has answered is no cost, and the item stays a named gap
        if not (cells["source"].startswith(UNANSWERED) and not any(cells[c] for c in _NUMBERS)):
            out.append((number, cells))
    return out


def _parse(path: Path, number: int, row: dict[str, str], kind: type, optional: set[str]) -> dict[str, object]:
    def refuse(column: str, rule: str) -> SiteError:
        return SiteError(f"{path}: row {number}, column {column}: {rule}")

    out: dict[str, object] = {}
    for field in fields(kind):
        name, text = field.name, row.get(field.name, "")
        if name in ("amount", "low", "high"):
            if not text:
                raise refuse(name, "is empty")
            if text.startswith("-"):
                raise refuse(name, "is negative; a cost is a positive amount (an induced service is subtracted by its item)")
            if not _MONEY.fullmatch(text):
                raise refuse(name, "is no plain number (no currency sign, no thousands separator)")
            out[name] = float(text)
        elif name == "base_year":
            if not re.fullmatch(r"\d{4}", text):
                raise refuse(name, "is no year")
            if int(text) not in price_index():
                years = sorted(price_index())
                raise refuse(name, f"lies outside the price index ({years[0]} to {years[-1]})")
            out[name] = int(text)
        elif name in ("start", "end"):
            if not text and name in optional:
                out[name] = None
                continue
            try:
                out[name] = dt.date.fromisoformat(text)
            except ValueError:
                raise refuse(name, "is no date (YYYY-MM-DD)") from None
        elif name in _CHOICES:
            if text not in _CHOICES[name]:
                raise refuse(name, f"is none of {', '.join(_CHOICES[name])}")
            out[name] = text
        else:
            if not text or (name == "source" and text.startswith(UNANSWERED)):
                raise refuse(name, "is empty; every cost needs a source" if name == "source" else "is empty")
            out[name] = text
    if not out["low"] <= out["amount"] <= out["high"]:
        raise refuse("low", "low, amount and high must be in this order")
    if out["distribution"] in ("gamma", "lognormal") and out["amount"] == 0 < out["high"]:
        raise refuse("amount", f"is nought, which no {out['distribution']} distribution has as its mean; take fixed or pert")
    if out.get("start") and out.get("end") and out["end"] < out["start"]:
        raise refuse("end", "lies before the start")
    return out


def load_unit_costs(path: Path) -> list[UnitCost]:
    """Read unit costs.

    Raises SiteError naming file, row (1 after the header), column and rule; also where an item, payer and basis stand twice.
    """
    columns = [f.name for f in fields(UnitCost)]
    out, seen = [], {}
    for number, row in _rows(path, columns, set()):
        cost = UnitCost(**_parse(path, number, row, UnitCost, set()))
        key = (cost.item, cost.payer, cost.basis)
        if key in seen:
            raise SiteError(f"{path}: row {number}, column item: item, payer and basis stand in row {seen[key]}, too")
        seen[key] = number
        out.append(cost)
    _marginal_below_average(path, out, seen)
    return out


def _marginal_below_average(path: Path, costs: list[UnitCost], rows: dict[tuple[str, str, str], int]) -> None:
    """The next unit spared never frees more than all of capacity does: the other way round the bases are swapped."""
    found = {(c.item, c.payer, c.basis): c.amount / price_index()[c.base_year] for c in costs}
    for (item, payer, basis), amount in found.items():
        average = found.get((item, payer, "average"))
        if basis != "average" and average is not None and amount > average * (1 + 1e-9):
            raise SiteError(f"{path}: row {rows[item, payer, basis]}, column amount: the {basis} cost lies above the average"
                            f" one of row {rows[item, payer, 'average']} (in the same prices)")


def load_programme_costs(path: Path) -> list[ProgrammeCost]:
    """Read programme costs. Raises SiteError as :func:`load_unit_costs`."""
    columns = [f.name for f in fields(ProgrammeCost)]
    return [ProgrammeCost(**_parse(path, number, row, ProgrammeCost, {"end"}))
            for number, row in _rows(path, columns, {"end"})]


def load_costs(site: Site) -> tuple[list[UnitCost], list[ProgrammeCost]]:
    """Both tables of a site, empty where it describes no costs.

    Raises SiteError as above, and where ``costs.price_year`` lies outside the index.
    """
    if site.costs is None:
        return [], []
    if site.costs.price_year not in price_index():
        years = sorted(price_index())
        raise SiteError(f"costs.price_year: lies outside the price index ({years[0]} to {years[-1]})")
    return (load_unit_costs(site.root / site.costs.unit_costs),
            load_programme_costs(site.root / site.costs.programme_costs))
