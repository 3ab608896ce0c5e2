"""Patapsco County's own forms: column names, codes, date formats, and the faults that creep into each
extract."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest import reasons as R
from ingest.county.faults import Fault
from ingest.county.params import DISTRICTS, RACES, SEXES, CountyParams
from ingest.county.process import People
from ingest.county.records import CAT, EXIT_REASONS, INELIGIBLE_REASONS, JAIL, PRISON
from pipeline.canonical import (
    CONTACT_OUTCOMES,
    CONTACT_TYPES,
    DECISIONS,
    DISPOSITIONS,
    HEALTH_EVENT_TYPES,
    OFFENSE_CATEGORIES,
    SEVERITIES,
    WARRANT_TYPES,
)

Row = dict[str, str | None]
SHEET = "Referrals"
DISPOSITION_CODES = dict(zip(DISPOSITIONS, ("BKD", "CIT", "DVT", "REL", "UNK")))
WARRANT_CODES = dict(zip(WARRANT_TYPES, ("FTA", "VOP", "NEW", "UNK")))
SEVERITY_CODES = dict(zip(SEVERITIES, ("F", "M", "C", "U")))
SEX_CODES = {"male": "M", "female": "F", None: "U"}
RACE_CODES = {"Black": "B", "White": "W", "Hispanic": "H", "Asian": "A", "Other": "O", None: "U"}
DOOR_CODES = ("Arrest", "Social", "Community")
DECISION_CODES = dict(zip(DECISIONS, ("Accepted", "Declined", "Not eligible", "Lost contact", "Pending")))
CONTACT_CODES = dict(zip(CONTACT_TYPES, ("OUT", "INT", "CM", "LEG", "HLTH", "HSG", "EMP", "BEN", "OTH")))
OUTCOME_CODES = dict(zip(CONTACT_OUTCOMES, ("kept", "missed", "cancelled", "n/a")))
HEALTH_CODES = dict(zip(HEALTH_EVENT_TYPES, ("OD-NF", "OD-F", "ED", "NLX", "CRISIS")))
COURT_CODES = ("Dismissed", "Guilty", "Probation before judgment", "Open")
NO_DATE = "01/01/1900"  # what the records system writes where no offence date was entered
STILL_THERE = "12/31/9999"  # what the prison's system writes for somebody who has not left
# the State's new code book took effect on this day; it uses two old codes again for other offences
CODE_BOOK_DAY = dt.date(2018, 10, 1)
_STATUTES: tuple[tuple[str, str, str, str], ...] = (
    # category, code of the old book, code of the new book, description
    ("drug_possession", "1-0573", "CD-5601", "CDS: POSSESS-NOT MARIJUANA"),
    ("drug_possession", "1-0233", "CD-5619", "CDS: POSSESS PARAPHERNALIA"),
    ("drug_sale", "1-0233A", "CD-5602", "CDS: POSSESS W/INTENT TO DISTRIBUTE"),
    ("prostitution", "1-1509", "CR-1102", "PROSTITUTION-GENERAL"),
    ("property", "1-0521", "CR-7104", "THEFT LESS THAN $1,500"),
    ("property", "2-0480", "CR-6205", "BURGLARY-4TH DEGREE"),
    ("violent", "1-1415", "CR-3203", "ASSAULT-SEC DEGREE"),
    ("weapons", "1-0175", "CR-4203", "HANDGUN ON PERSON"),
    ("public_order", "2-0645", "CR-1020", "DISORDERLY CONDUCT"),
    ("public_order", "1-0573B", "1-0573", "OBSTRUCT PASSAGE IN PUBLIC PLACE"),
    ("traffic", "2-9999", "TR-1603", "DRIVING W/O REQUIRED LICENSE"),
    ("supervision", "3-0300", "CP-6223", "VIOLATION OF PROBATION"),
    ("other", "2-0011", "CR-9001", "OTHER CRIMINAL MATTER"),
    ("other", "2-0012", "2-0480", "FALSE STATEMENT TO OFFICER"),
)
UNMAPPED = ("9-9000", "LOCAL ORDINANCE NOC")  # stands in no table: its charges have no known category


def charge_map_rows() -> list[tuple[str, str, str, str, str, str]]:
    """Rows of charge_map.csv: each code with the days on which it meant what it says."""
    last_old = (CODE_BOOK_DAY - dt.timedelta(days=1)).isoformat()
    rows = []
    for category, old, new, _ in _STATUTES:
        rows.append((old, "", category, "", "", last_old))
        rows.append((new, "", category, "", CODE_BOOK_DAY.isoformat(), ""))
    # rows keyed by text alone, for charges that carry no code
    for category, pattern in (
        ("property", "THEFT*"),
        ("public_order", "DISORDERLY*"),
        ("traffic", "DRIVING*"),
    ):
        rows.append(("", pattern, category, "", "", ""))
    return rows


@dataclass
class Provider:
    """Lookups that turn codes of one county into its text."""

    params: CountyParams
    person_keys: pa.Array  # text key of each person of the block

    def __post_init__(self) -> None:
        days = self.params.dates
        iso = np.datetime_as_string(days)
        self.iso = pa.array(iso.tolist())
        self.us = pa.array([f"{d[5:7]}/{d[8:10]}/{d[:4]}" for d in iso.tolist()])
        zone = ZoneInfo("America/New_York")
        noon = [dt.datetime(d.year, d.month, d.day, 12, tzinfo=zone) for d in days.astype(object)]
        self.utc_shift = np.array([-int(t.utcoffset().total_seconds()) for t in noon], np.int64)

    def person(self, person: np.ndarray) -> pa.Array:
        return self.person_keys.take(pa.array(person))

    def date(self, day: np.ndarray, style: str = "iso") -> pa.Array:
        """Text of days; a day below 0 is empty."""
        return getattr(self, style).take(pa.array(day, mask=day < 0))

    def instant(self, day: np.ndarray, second: np.ndarray) -> np.ndarray:
        """UTC datetime64[s] of local times."""
        start = self.params.dates[0].astype("datetime64[s]").astype(np.int64)
        return (start + day * 86_400 + second + self.utc_shift[day]).astype("datetime64[s]")


def text_of(codes: np.ndarray, values: list[str | None]) -> pa.Array:
    """Text by code; a code below 0 is empty."""
    return pa.array(values, pa.string()).take(pa.array(codes, mask=codes < 0))


def numbered(prefix: str, number: np.ndarray, width: int) -> pa.Array:
    digits = pc.utf8_lpad(pc.cast(pa.array(number), pa.string()), width, "0")
    return pc.binary_join_element_wise(pa.scalar(prefix), digits, "")


def arrest_text(number: np.ndarray) -> pa.Array:
    """``21-00001234`` of 2100001234; the missing one (below 0) is empty."""
    year = pc.utf8_lpad(pc.cast(pa.array(number // 10**8), pa.string()), 2, "0")
    rest = pc.utf8_lpad(pc.cast(pa.array(number % 10**8), pa.string()), 8, "0")
    out = pc.binary_join_element_wise(year, rest, "-")
    return pc.if_else(pa.array(number >= 0), out, pa.scalar(None, pa.string()))


# -- arrests ---------------------------------------------------------------------------------------
def charge_codes(
    rng: np.random.Generator, p: CountyParams, category: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Code (-1: none written), description, and the category that the map will read, as positions.

    A few charges of the category "other" carry a code of no table: their category is unknown. Some thefts,
    disorders and traffic matters carry only a description.
    """
    n = len(category)
    statute = np.zeros(n, np.int16)
    u = rng.random(n)
    for c in np.unique(category):
        choices = [i for i, s in enumerate(_STATUTES) if CAT[s[0]] == c]
        rows = category == c
        pick = np.minimum((u[rows] ** 1.6 * len(choices)).astype(int), len(choices) - 1)
        statute[rows] = np.array(choices)[pick]
    v = rng.random(n)
    unmapped = (category == CAT["other"]) & (v < 0.08)
    description = np.where(unmapped, len(_STATUTES), statute)
    code = 2 * statute + (day >= p.day(CODE_BOOK_DAY))
    code = np.where(unmapped, 2 * len(_STATUTES), code)
    by_text = np.isin(statute, [4, 8, 10]) & (v > 0.97)
    code = np.where(by_text, -1, code)
    read = np.where(unmapped, CAT["unknown"], category).astype(np.int8)
    return code, description, read


CODE_TEXT = [c for s in _STATUTES for c in (s[1], s[2])] + [UNMAPPED[0]]
DESCRIPTION_TEXT = [s[3] for s in _STATUTES] + [UNMAPPED[1]]


def demographics(rng: np.random.Generator, people: People, person: np.ndarray) -> dict[str, np.ndarray]:
    """What a row says of the person: a few rows differ from the others, or leave it out."""
    n = len(person)
    u = rng.random((3, n), dtype=np.float32)
    birth_year = people.birth_year[person] + np.where(u[0] < 0.004, np.where(u[0] < 0.002, 1, -1), 0)
    birth_year = np.where(u[0] > 0.995, -1, birth_year)
    sex = np.where(u[1] > 0.995, -1, people.sex[person])
    race = np.where(u[2] < 0.006, (people.race[person] + 1) % 5, people.race[person])
    race = np.where(u[2] > 0.985, 5, race)
    return {"birth_year": birth_year, "sex": sex, "race": race}


def integers(values: np.ndarray) -> pa.Array:
    """Text of whole numbers; below 0 is empty."""
    return pc.cast(pa.array(values, mask=values < 0), pa.string())


def demographic_text(d: dict[str, np.ndarray]) -> tuple[pa.Array, pa.Array, pa.Array]:
    return (
        integers(d["birth_year"]),
        text_of(d["sex"], [SEX_CODES[s] for s in SEXES]),
        text_of(d["race"], [RACE_CODES[r] for r in RACES]),
    )


def arrests_table(v: Provider, c: dict[str, np.ndarray], placeholder: np.ndarray) -> pa.Table:
    """The arrests form from charges in the order they will stand (``c`` holds code, description and
    demographics)."""
    year, sex, race = demographic_text(c)
    offense = v.date(c["offense_day"], "us")
    offense = pc.if_else(pa.array(placeholder & (c["offense_day"] < 0)), NO_DATE, offense)
    return pa.table(
        {
            "SUBJ": v.person(c["person"]),
            "ARR_NO": arrest_text(c["arrest_no"]),
            "CHG_SEQ": pc.cast(pa.array(c["charge_number"]), pa.string()),
            "ARR_DT": v.date(c["arrest_day"], "us"),
            "OFF_DT": offense,
            "CJIS": text_of(c["code"], CODE_TEXT),
            "CHG_DESC": text_of(c["description"], DESCRIPTION_TEXT),
            "LVL": text_of(c["severity"], list(SEVERITY_CODES.values())),
            "WARR": text_of(c["is_warrant"].astype(np.int8), ["N", "Y"]),
            "WTYPE": text_of(c["warrant_type"], list(WARRANT_CODES.values())),
            "DISPO": text_of(c["disposition"], list(DISPOSITION_CODES.values())),
            "DIST": text_of(c["district"], list(DISTRICTS)),
            "OFCR": numbered("OF", c["officer"], 4),
            "YOB": year,
            "SEX": sex,
            "RACE": race,
        }
    )


def _day_after(text: str, days: int, style: str) -> str:
    return (dt.datetime.strptime(text, style) + dt.timedelta(days=days)).strftime(style)


_US = "%m/%d/%Y"


def arrests_faults(p: CountyParams) -> list[Fault]:
    """Spoilt values befall ``spoilable`` rows: the only charge of a diverted arrest is never lost (that would
    turn its referral into one of an unknown offence, which no comparison can match)."""
    after = (p.data_through + dt.timedelta(days=200)).strftime(_US)

    def impossible(v: Row, g: np.random.Generator) -> Row:
        return {"ARR_DT": f"02/{30 + int(g.integers(0, 2))}/{v['ARR_DT'][-4:]}"}

    def offense_later(v: Row, g: np.random.Generator) -> Row:
        return {"OFF_DT": _day_after(v["ARR_DT"], int(g.integers(1, 300)), _US)}

    def too_late(v: Row, g: np.random.Generator) -> Row:
        return {"ARR_DT": after}

    def other_level(v: Row, g: np.random.Generator) -> Row:
        return {"LVL": "F" if v["LVL"] != "F" else "M"}

    return [
        Fault("repeated_row", 0.0030, None, adds="duplicate"),
        Fault("extra_field", 0.0006, R.WRONG_FIELD_COUNT, adds="broken"),
        Fault("impossible_date", 0.0005, R.NOT_A_DATE, impossible, takes="spoilable"),
        Fault("unknown_level", 0.0005, R.NOT_IN_ENUMERATION, lambda v, g: {"LVL": "X"}, takes="spoilable"),
        # a date before the data's end, so that the row has this one reason
        Fault("offense_after_arrest", 0.0005, R.DATES_OUT_OF_ORDER, offense_later, takes="spoilable_early"),
        Fault("no_person", 0.0003, R.REQUIRED_EMPTY, lambda v, g: {"SUBJ": None}, takes="spoilable"),
        Fault("after_data_through", 0.0002, R.AFTER_DATA_THROUGH, too_late, takes="spoilable"),
        Fault("key_conflict", 0.0002, R.KEY_CONFLICT, other_level, adds="conflict", takes="spoilable"),
    ]


# -- referrals -------------------------------------------------------------------------------------
def referrals_table(v: Provider, r: dict[str, np.ndarray], block: int) -> pa.Table:
    year, sex, race = demographic_text(r)
    return pa.table(
        {
            "ID": numbered("R", r["number"] + block * 10**6, 8),
            "SUBJ": v.person(r["person"]),
            "DATE": v.date(r["referral_day"]),
            "HOW": text_of(r["door"], list(DOOR_CODES)),
            "ARR_NO": arrest_text(r["arrest_no"]),
            "OFFENSE": text_of(r["category"], [c.replace("_", " ") for c in OFFENSE_CATEGORIES]),
            "LVL": text_of(r["severity"], list(SEVERITY_CODES.values())),
            "DIST": text_of(r["district"], list(DISTRICTS)),
            "OFFICER": pc.if_else(pa.array(r["officer"] >= 0), numbered("OF", r["officer"], 4), None),
            "OUTCOME": text_of(r["decision"], list(DECISION_CODES.values())),
            "WHY_NOT": text_of(r["reason"], list(INELIGIBLE_REASONS)),
            "INTAKE": v.date(r["intake_day"]),
            "EXIT": v.date(r["exit_day"]),
            "EXIT_WHY": text_of(r["exit_reason"], list(EXIT_REASONS)),
            "YOB": year,
            "SEX": sex,
            "RACE": race,
        }
    )


def referrals_faults(foreign: list[str]) -> list[Fault]:
    """``foreign`` are arrest numbers that only other people hold, drawn beforehand."""

    def someone_elses(v: Row, g: np.random.Generator) -> Row:
        return {"ARR_NO": foreign[int(g.integers(0, len(foreign)))]}

    out = [
        Fault("repeated_row", 0.0015, None, adds="duplicate"),
        Fault("impossible_date", 0.0010, R.NOT_A_DATE, lambda v, g: {"DATE": f"{v['DATE'][:4]}-02-31"}),
        Fault("unknown_door", 0.0010, R.NOT_IN_ENUMERATION, lambda v, g: {"HOW": "Walk-in"}),
        Fault(
            "intake_before_referral",
            0.0015,
            R.DATES_OUT_OF_ORDER,
            lambda v, g: {"INTAKE": _day_after(v["DATE"], -int(g.integers(1, 60)), "%Y-%m-%d")},
            takes="intake",
        ),
        Fault("no_decision", 0.0010, R.REQUIRED_EMPTY, lambda v, g: {"OUTCOME": None}),
        Fault(
            "key_conflict",
            0.0010,
            R.KEY_CONFLICT,
            lambda v, g: {"DIST": "Southern" if v["DIST"] != "Southern" else "Northern"},
            adds="conflict",
        ),
    ]
    if foreign:
        out.append(Fault("arrest_of_others", 0.0015, R.ARREST_OF_OTHERS, someone_elses, takes="arrest"))
    return out


# -- contacts --------------------------------------------------------------------------------------
def contacts_table(v: Provider, c: dict[str, np.ndarray], block: int) -> pa.Table:
    """Contacts with the instant as whole seconds since 1970 in text (turned into timestamps when written)."""
    at = v.instant(c["day"], c["second"]).astype(np.int64)
    return pa.table(
        {
            "id": numbered("K", c["number"] + block * 10**8, 10),
            "subj": v.person(c["person"]),
            "at": pc.cast(pa.array(at), pa.string()),
            "kind": text_of(c["kind"], list(CONTACT_CODES.values())),
            "result": text_of(c["outcome"], list(OUTCOME_CODES.values())),
            "mins": pc.cast(
                pa.array(np.nan_to_num(c["minutes"]).astype(np.int64), mask=np.isnan(c["minutes"])),
                pa.string(),
            ),
            "cm": numbered("CM", c["manager"], 3),
        }
    )


def contacts_faults(p: CountyParams, strangers: list[str]) -> list[Fault]:
    later = int((np.datetime64(p.data_through, "s") + np.timedelta64(90, "D")).astype(np.int64))

    def not_referred(v: Row, g: np.random.Generator) -> Row:
        return {"subj": strangers[int(g.integers(0, len(strangers)))]}

    out = [
        Fault("repeated_row", 0.0015, None, adds="duplicate"),
        Fault("unknown_kind", 0.0010, R.NOT_IN_ENUMERATION, lambda v, g: {"kind": "??"}),
        Fault("after_data_through", 0.0005, R.AFTER_DATA_THROUGH, lambda v, g: {"at": str(later)}),
        Fault("no_person", 0.0005, R.REQUIRED_EMPTY, lambda v, g: {"subj": None}),
        Fault(
            "key_conflict",
            0.0005,
            R.KEY_CONFLICT,
            lambda v, g: {"result": "missed" if v["result"] != "missed" else "kept"},
            adds="conflict",
        ),
    ]
    if strangers:
        out.insert(4, Fault("contact_of_unreferred", 0.0030, R.PERSON_NOT_REFERRED, not_referred))
    return out


# -- custody ---------------------------------------------------------------------------------------
def _iso_instant(at: np.ndarray, missing: np.ndarray) -> pa.Array:
    text = pa.array(
        np.char.add(np.datetime_as_string(at, unit="s"), "Z").tolist() if len(at) else [], pa.string()
    )
    return pc.if_else(pa.array(missing), pa.scalar(None, pa.string()), text)


def jail_table(v: Provider, c: dict[str, np.ndarray]) -> pa.Table:
    """The jail's form: instants in UTC."""
    rows = c["facility"] == JAIL
    person, admit, release, second = (c[k][rows] for k in ("person", "admit_day", "release_day", "second"))
    missing = release < 0
    out = np.where(release == admit, np.minimum(second + 1200, 86_200), 40_000 + second % 20_000)
    return pa.table(
        {
            "booking_person": v.person(person),
            "booked_at": _iso_instant(v.instant(admit, second), np.zeros(len(admit), bool)),
            "released_at": _iso_instant(v.instant(np.maximum(release, 0), out), missing),
            "housing": text_of(person % 4, ["A", "B", "C", "INTAKE"]),
        }
    )


def jail_faults() -> list[Fault]:
    def shifted(text: str, days: int) -> str:
        return _day_after(text, days, "%Y-%m-%dT%H:%M:%SZ")

    return [
        Fault("repeated_row", 0.0020, None, adds="duplicate"),
        Fault("extra_field", 0.0005, R.WRONG_FIELD_COUNT, adds="broken"),
        Fault(
            "release_before_admit",
            0.0010,
            R.DATES_OUT_OF_ORDER,
            lambda v, g: {"released_at": shifted(v["booked_at"], -int(g.integers(2, 90)))},
        ),
        Fault(
            "impossible_date",
            0.0005,
            R.NOT_A_DATE,
            lambda v, g: {"booked_at": v["booked_at"][:5] + "13-45T00:00:00Z"},
        ),
        Fault("no_person", 0.0003, R.REQUIRED_EMPTY, lambda v, g: {"booking_person": None}),
        Fault(
            "key_conflict",
            0.0003,
            R.KEY_CONFLICT,
            lambda v, g: {"released_at": shifted(v["released_at"], 3)},
            adds="conflict",
            takes="released_early",
        ),
    ]


def prison_table(v: Provider, c: dict[str, np.ndarray]) -> pa.Table:
    rows = c["facility"] == PRISON
    release = c["release_day"][rows]
    return pa.table(
        {
            "DOC_SUBJ": v.person(c["person"][rows]),
            "IN_DT": v.date(c["admit_day"][rows], "us"),
            "OUT_DT": pc.if_else(pa.array(release < 0), STILL_THERE, v.date(release, "us")),
        }
    )


def prison_faults() -> list[Fault]:
    return [
        Fault("repeated_row", 0.0030, None, adds="duplicate"),
        Fault("impossible_date", 0.0020, R.NOT_A_DATE, lambda v, g: {"IN_DT": "00/00/" + v["IN_DT"][-4:]}),
    ]


# -- the rest --------------------------------------------------------------------------------------
def deaths_table(v: Provider, c: dict[str, np.ndarray]) -> pa.Table:
    return pa.table({"subj": v.person(c["person"]), "dod": v.date(c["death_day"])})


def deaths_faults() -> list[Fault]:
    return [
        Fault("repeated_row", 0.0020, None, adds="duplicate"),
        Fault(
            "key_conflict",
            0.0010,
            R.KEY_CONFLICT,
            lambda v, g: {"dod": _day_after(v["dod"], -1, "%Y-%m-%d")},
            adds="conflict",
        ),
    ]


def court_table(v: Provider, c: dict[str, np.ndarray], block: int) -> pa.Table:
    n = len(c["person"])
    return pa.table(
        {
            "CASE_NO": numbered("D", np.arange(1, n + 1) + block * 10**7, 9),
            "SUBJ": v.person(c["person"]),
            "FILED": v.date(c["filed_day"], "us"),
            "CLASS": text_of(c["severity"], list(SEVERITY_CODES.values())),
            "STATUS": text_of(c["disposition"], list(COURT_CODES)),
        }
    )


def court_faults() -> list[Fault]:
    return [
        Fault("repeated_row", 0.0020, None, adds="duplicate"),
        Fault("unknown_class", 0.0010, R.NOT_IN_ENUMERATION, lambda v, g: {"CLASS": "Q"}),
        Fault("impossible_date", 0.0005, R.NOT_A_DATE, lambda v, g: {"FILED": "not set"}),
    ]


def health_table(v: Provider, c: dict[str, np.ndarray]) -> pa.Table:
    return pa.table(
        {
            "subj": v.person(c["person"]),
            "date": v.date(c["day"]),
            "type": text_of(c["kind"], list(HEALTH_CODES.values())),
        }
    )


def health_faults() -> list[Fault]:
    return [
        Fault("repeated_row", 0.0020, None, adds="duplicate"),
        Fault("unknown_type", 0.0010, R.NOT_IN_ENUMERATION, lambda v, g: {"type": "MISC"}),
        Fault("no_date", 0.0005, R.REQUIRED_EMPTY, lambda v, g: {"date": None}),
    ]
