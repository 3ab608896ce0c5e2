"""What ``lead init`` writes for a site's costs: every closed item with the agency to ask and what to ask it for.

The rows hold no amounts. A row that nobody has answered (its source still begins with TODO, its numbers are empty) is no cost:
the item stays a gap that the reports name.
"""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from pathlib import Path

from pipeline.costs_input import UNANSWERED, ProgrammeCost, UnitCost

# item, payer, perspective, whom to ask for what
_UNITS = (
    ("index_processing", "city", "city", "the police department's fiscal notes: officer and processing hours of one arrest at the "
                                         "station, without detention"),
    ("arrest", "city", "city", "the police department's fiscal notes: officer hours and transport of one arrest"),
    ("citation", "city", "city", "the police department's fiscal notes: officer hours of one citation"),
    ("booking", "state", "state", "the jail's operator (in Baltimore the State's DPSCS, Division of Pretrial Detention): intake of "
                                  "one person, what one intake less saves (food, medical screening, supplies)"),
    ("jail_day", "state", "state", "the jail's operator (in Baltimore DPSCS): what one day less saves (marginal), what a closed "
                                   "housing unit saves (step_fixed), budget by average daily population (average)"),
    ("prison_day", "state", "state", "the prison service (in Maryland DPSCS): marginal cost of a day, as in the fiscal notes of bills"),
    ("felony_filing", "courts", "state", "the State's Attorney, the Public Defender and the courts: attorney and court hours of one "
                                         "felony case, a row for each payer"),
    ("misdemeanor_filing", "courts", "state", "the State's Attorney, the Public Defender and the courts: attorney and court hours "
                                              "of one misdemeanour case, a row for each payer"),
    ("ed_visit", "medicaid", "taxpayer", "the Medicaid agency or the State's cost-review commission: paid amount of one visit"),
    ("crisis_contact", "medicaid", "taxpayer", "the behavioural health authority (in Baltimore BHSB): cost of one crisis contact"),
    ("overdose_response", "city", "city", "the fire department or EMS: crew hours, transport and naloxone of one response"),
    ("induced_service", "medicaid", "taxpayer", "the behavioural health authority (in Baltimore BHSB): paid amount of one health "
                                                "contact that the programme brings about"),
)
# component, kind, payer, unit, whom to ask for what
_PROGRAMME = (
    ("training and launch", "startup", "city", "per_year", "the programme: what was spent once, before the first participant"),
    ("case management", "steady_state", "state", "per_participant_month", "the programme or its funder (in Baltimore BHSB): case "
                                                                          "managers and supervision by a month of a participant"),
    ("client funds", "steady_state", "state", "per_participant", "the programme: housing, food, transport and fees of a participant"),
    ("project management", "steady_state", "city", "per_year", "the programme: salaries, office, data and evaluation of a year"),
    ("police and prosecutor time", "in_kind", "city", "per_participant", "the police department and the State's Attorney: hours of "
                                                                         "referral, work groups and case conferences (optional)"),
)


def _text(kind: type, rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [f.name for f in fields(kind)], lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_templates(folder: Path) -> list[Path]:
    """Write unit_costs.csv and programme_costs.csv where they do not stand yet; returns those written."""
    units = [{"item": item, "payer": payer, "basis": "marginal", "perspective": perspective, "distribution": "gamma",
              "source": f"{UNANSWERED}: ask {ask}"} for item, payer, perspective, ask in _UNITS]
    programme = [{"component": name, "kind": kind, "payer": payer, "perspective": "programme", "unit": unit,
                  "distribution": "gamma", "source": f"{UNANSWERED}: ask {ask}"} for name, kind, payer, unit, ask in _PROGRAMME]
    written = []
    for name, kind, rows in (("unit_costs.csv", UnitCost, units), ("programme_costs.csv", ProgrammeCost, programme)):
        path = folder / name
        if not path.exists():
            path.write_text(_text(kind, rows), encoding="utf-8")
            written.append(path)
    return written
