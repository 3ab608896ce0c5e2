"""What the programme costs the people whose quantities are counted, on the days on which they are counted.

A line per participant-month is put on the days enrolled, one per participant on the intake, one per year on the days
enrolled, as a share of all days that anyone was enrolled while it ran (people of every door, for they share the office).
Start-up is borne alike by everyone who took part up to the end of the data. A line's dates bound what is put on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.analysis.cost_quantities import ENROLLED, MONTH_DAYS, PARTICIPANT, YEAR_DAYS, Counted, day_number
from pipeline.analysis.incidence import query


@dataclass(frozen=True)
class Line:
    """A line of programme costs: what it is put on, and over which days (day numbers, both in it).

    ``share``: of a year of it, what one day enrolled bears (per_year) or one participant (start-up per_year); None where
    nobody is known to have been enrolled, so that it can't be put on people.
    """

    kind: str
    payer: str
    unit: str
    dates: tuple[int, int]
    share: float | None

    def column(self, counts: Counted, horizon: int, rate: float) -> np.ndarray:
        """(n,) what of the line's unit each trial bears."""
        if self.share is None:
            return np.full(len(counts.index_day), np.nan)
        if self.kind == "startup" and self.unit == "per_year":
            # spent before anyone came: nothing to discount
            return counts.item(PARTICIPANT, horizon, 0.0) * self.share
        item = PARTICIPANT if self.unit == "per_participant" else ENROLLED
        return counts.item(item, horizon, rate, self.dates) * self.share


def programme_lines(session: Any, lines: tuple[dict[str, Any], ...]) -> tuple[Line, ...]:
    """The lines of ``settings.programme_costs``, in their order there."""
    through = int(day_number([query(session, "select data_through from settings.site").iloc[0, 0]])[0])
    spans = query(session, "select first_date, last_date from intermediate.int_enrolment_spans")
    people = int(query(session, "select count(distinct person_id) from marts.cohort where arm = 'lead' and intake_date is not null"
                                " union all select count(distinct person_id) from intermediate.int_enrolment_spans"
                       ).iloc[:, 0].max())
    first, last = day_number(spans["first_date"]), day_number(spans["last_date"])
    return tuple(_line(row, through, first, last, people) for row in lines)


def programme_year(session: Any) -> Line:
    """A year of a programme that ran from its first participant to the end of the data (for ``lead costs what-if``)."""
    row = query(session, "select min(first_date) as start_date, null as end_date from intermediate.int_enrolment_spans").iloc[0]
    if row["start_date"] is None or row["start_date"] != row["start_date"]:
        return Line("steady_state", "", "per_year", (0, 0), None)
    return programme_lines(session, ({"kind": "steady_state", "payer": "", "unit": "per_year", **row.to_dict()},))[0]


def _line(row: dict[str, Any], through: int, first: np.ndarray, last: np.ndarray, people: int) -> Line:
    start = int(day_number([row["start_date"]])[0])
    end = row["end_date"]
    ended = through if end is None or end != end else min(int(day_number([end])[0]), through)
    unit, kind = str(row["unit"]), str(row["kind"])
    days = float(np.maximum(np.minimum(last, ended) - np.maximum(first, start) + 1, 0).sum())
    years = max(ended - start + 1, 0) / YEAR_DAYS
    share: float | None
    if not people:
        share = None
    elif unit == "per_participant":
        share = 1.0
    elif unit == "per_participant_month":
        share = 1.0 / MONTH_DAYS
    elif kind == "startup":
        share = years / people
    else:
        share = years / days if days else (None if years else 0.0)
    return Line(kind, str(row["payer"]), unit, (start, ended), share)
