"""Illustrative unit and programme costs of the fictional county. Not one of them is a figure of a real
place."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from pathlib import Path

SOURCE = "illustrative"


@dataclass(frozen=True)
class UnitCost:
    item: str
    payer: str
    basis: str
    perspective: str
    amount: float
    low: float
    high: float
    distribution: str
    base_year: int
    source: str = SOURCE


@dataclass(frozen=True)
class ProgrammeCost:
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
    start: str
    end: str
    source: str = SOURCE


def _unit(item: str, payer: str, perspective: str, marginal: float, average: float) -> list[UnitCost]:
    return [
        UnitCost(
            item,
            payer,
            "marginal",
            perspective,
            marginal,
            round(marginal * 0.6, 2),
            round(marginal * 1.6, 2),
            "gamma",
            2025,
        ),
        UnitCost(
            item,
            payer,
            "average",
            perspective,
            average,
            round(average * 0.7, 2),
            round(average * 1.5, 2),
            "pert",
            2025,
        ),
    ]


UNIT_COSTS: list[UnitCost] = [
    *_unit("index_processing", "city", "city", 210.0, 620.0),
    *_unit("arrest", "city", "city", 260.0, 890.0),
    *_unit("booking", "state", "state", 95.0, 340.0),
    *_unit("citation", "city", "city", 45.0, 130.0),
    *_unit("jail_day", "state", "state", 38.0, 245.0),
    *_unit("prison_day", "state", "state", 22.0, 168.0),
    *_unit("felony_filing", "courts", "state", 740.0, 2_950.0),
    *_unit("misdemeanor_filing", "courts", "state", 230.0, 910.0),
    *_unit("ed_visit", "medicaid", "taxpayer", 310.0, 780.0),
    *_unit("crisis_contact", "medicaid", "taxpayer", 120.0, 410.0),
    *_unit("overdose_response", "city", "city", 330.0, 1_150.0),
    *_unit("induced_service", "medicaid", "taxpayer", 85.0, 140.0),
]

PROGRAMME_COSTS: list[ProgrammeCost] = [
    ProgrammeCost(
        "training and launch",
        "startup",
        "city",
        "city",
        "per_year",
        180_000,
        150_000,
        220_000,
        "pert",
        2025,
        "2019-10-01",
        "2020-09-30",
    ),
    ProgrammeCost(
        "case management",
        "steady_state",
        "state",
        "programme",
        "per_participant_month",
        410,
        340,
        520,
        "gamma",
        2025,
        "2020-02-01",
        "",
    ),
    ProgrammeCost(
        "flexible client funds",
        "steady_state",
        "state",
        "programme",
        "per_participant",
        650,
        400,
        1_000,
        "gamma",
        2025,
        "2020-02-01",
        "",
    ),
    ProgrammeCost(
        "project management",
        "steady_state",
        "city",
        "city",
        "per_year",
        145_000,
        130_000,
        165_000,
        "pert",
        2025,
        "2020-02-01",
        "",
    ),
    ProgrammeCost(
        "officers' and prosecutors' time",
        "in_kind",
        "city",
        "city",
        "per_participant",
        220,
        140,
        340,
        "gamma",
        2025,
        "2020-02-01",
        "",
    ),
]


def _table(rows: list, kind: type) -> str:
    lines = [",".join(f.name for f in fields(kind))]
    for row in rows:
        lines.append(",".join(f"{v:g}" if isinstance(v, float) else str(v) for v in astuple(row)))
    return "\n".join(lines) + "\n"


def write_costs(folder: Path) -> None:
    """Write unit_costs.csv and programme_costs.csv."""
    (folder / "unit_costs.csv").write_text(_table(UNIT_COSTS, UnitCost), encoding="utf-8")
    (folder / "programme_costs.csv").write_text(_table(PROGRAMME_COSTS, ProgrammeCost), encoding="utf-8")
