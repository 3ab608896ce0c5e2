"""The canonical extracts: columns, types, enumerations and keys, in one place.

Everything that loads, checks, documents or generates an extract reads this table, so that a column is
described once.
"""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("felony", "misdemeanor", "citation", "unknown")
OFFENSE_CATEGORIES = (
    "drug_possession", "drug_sale", "prostitution", "property", "violent", "weapons",
    "public_order", "traffic", "supervision", "other", "unknown",
)
WARRANT_TYPES = ("bench", "supervision", "new_charge", "unknown")
DISPOSITIONS = ("booked", "cited", "diverted", "released", "unknown")
DOORS = ("arrest_diversion", "social_contact", "community")
DECISIONS = ("accepted", "declined", "ineligible", "lost", "pending")
CONTACT_TYPES = (
    "outreach", "intake", "case_management", "legal", "health", "housing", "employment", "benefits", "other",
)
CONTACT_OUTCOMES = ("attended", "no_show", "cancelled", "unknown")
FACILITIES = ("jail", "prison")
HEALTH_EVENT_TYPES = ("overdose_nonfatal", "overdose_fatal", "ed_visit", "naloxone", "crisis")
CONTROL_MEASURES = ("rows_read", "people")


@dataclass(frozen=True)
class Column:
    """One canonical column. ``kind`` is text, date, integer, number, flag or enum."""

    name: str
    kind: str = "text"
    required: bool = False
    values: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Extract:
    """One canonical extract: its columns, its key, and the date pairs that must be in order."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    # (earlier, later, column to blame): the later one may not lie before the earlier one
    ordered_dates: tuple[tuple[str, str, str], ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


def _text(name: str, about: str, required: bool = False) -> Column:
    return Column(name, "text", required, (), about)


def _date(name: str, about: str, required: bool = False) -> Column:
    return Column(name, "date", required, (), about)


def _enum(name: str, values: tuple[str, ...], about: str, required: bool = False) -> Column:
    return Column(name, "enum", required, values, about)


_PERSON = _text("person_id", "the provider's pseudonymous key of a person", True)
_DEMOGRAPHICS = (
    Column("birth_year", "integer", False, (), "year of birth"),
    _text("sex", "sex as recorded"),
    _text("race", "race as recorded"),
    _text("ethnicity", "ethnicity as recorded"),
)

EXTRACTS: dict[str, Extract] = {
    e.name: e
    for e in (
        Extract(
            "arrests", "one row a charge",
            (
                _PERSON,
                _text("arrest_id", "the arrest's number; co-arrestees may share it", True),
                Column("charge_number", "integer", False, (), "number of the charge within the arrest"),
                _date("arrest_date", "day of the arrest", True),
                _date("offense_date", "day of the alleged offence"),
                _text("charge_code", "statute or charge code"),
                _text("charge_description", "charge in words"),
                _enum("severity", SEVERITIES, "class of the charge"),
                _enum("offense_category", OFFENSE_CATEGORIES, "kind of the charge"),
                Column("is_warrant", "flag", False, (), "arrest on a warrant or for failure to appear"),
                _enum("warrant_type", WARRANT_TYPES, "kind of the warrant"),
                _enum("disposition", DISPOSITIONS, "what the officer did"),
                _text("district", "police district"),
                _text("officer_id", "pseudonymous key of the officer"),
                *_DEMOGRAPHICS,
            ),
            ("person_id", "arrest_id", "charge_number"),
            (("offense_date", "arrest_date", "offense_date"),),
        ),
        Extract(
            "referrals", "one row a referral",
            (
                _text("referral_id", "key of the referral", True),
                _PERSON,
                _date("referral_date", "day of the referral", True),
                _enum("door", DOORS, "way into the programme", True),
                _text("arrest_id", "the diverted arrest, where one was recorded"),
                _enum("offense_category", OFFENSE_CATEGORIES, "kind of the diverted offence"),
                _enum("severity", SEVERITIES, "class of the diverted offence"),
                _text("district", "police district"),
                _text("officer_id", "pseudonymous key of the referring officer"),
                _enum("decision", DECISIONS, "what became of the referral", True),
                _text("ineligible_reason", "why it was found ineligible"),
                _date("intake_date", "day of intake"),
                _date("exit_date", "day of exit"),
                _text("exit_reason", "why it was closed"),
                *_DEMOGRAPHICS,
            ),
            ("referral_id",),
            (("referral_date", "intake_date", "intake_date"), ("referral_date", "exit_date", "exit_date")),
        ),
        Extract(
            "engagements", "one row a contact",
            (
                _text("contact_id", "key of the contact", True),
                _PERSON,
                _date("contact_date", "day of the contact", True),
                _enum("contact_type", CONTACT_TYPES, "kind of the contact", True),
                _enum("outcome", CONTACT_OUTCOMES, "whether it took place"),
                Column("minutes", "number", False, (), "length in minutes"),
                _text("case_manager_id", "pseudonymous key of the case manager"),
            ),
            ("contact_id",),
        ),
        Extract(
            "custody", "one row a stay",
            (
                _PERSON,
                _date("admit_date", "day of admission", True),
                _date("release_date", "day of release; missing: still in custody"),
                _enum("facility", FACILITIES, "jail or prison"),
            ),
            ("person_id", "admit_date", "facility"),
            (("admit_date", "release_date", "release_date"),),
        ),
        Extract(
            "deaths", "one row a person",
            (_PERSON, _date("death_date", "day of death", True)),
            ("person_id",),
        ),
        Extract(
            "court_cases", "one row a case",
            (
                _PERSON,
                _text("case_id", "key of the case", True),
                _date("filed_date", "day of filing", True),
                _enum("severity", SEVERITIES, "most serious class filed"),
                _text("disposition", "outcome of the case"),
            ),
            ("case_id",),
        ),
        Extract(
            "health_events", "one row an event",
            (
                _PERSON,
                _date("event_date", "day of the event", True),
                _enum("event_type", HEALTH_EVENT_TYPES, "kind of the event"),
            ),
            # no id column and no key in the contract: only rows alike to the letter are repeats
            (),
        ),
        Extract(
            "control_totals", "one row a total counted by the provider",
            (
                _text("extract", "name of the extract", True),
                _enum("measure", CONTROL_MEASURES, "what was counted", True),
                Column("value", "integer", True, (), "the provider's count"),
            ),
            ("extract", "measure"),
        ),
    )
}
