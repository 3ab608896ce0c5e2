"""The contract's cohorts and outcomes on arrays: what a correct reader of the county's extracts must find.

A third reading beside the SQL and its row-by-row twin, fast enough for simulation studies: whole columns at a
time, in the generator's codes. It holds for the site that ``site_text`` writes, whose rules are
``process.is_eligible``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.county.params import CENTRAL, COMPARISON_DISTRICTS, RACES, SEXES, CountyParams
from ingest.county.process import NEVER
from ingest.county.records import CAT, SEV, WARRANT

KEY = 65_536
LINK_WITHIN = 7
LOOKBACK = 730
OUTCOMES = (
    "new_offense",
    "any_arrest",
    "warrant",
    "supervision",
    "prior_offense",
    "felony",
    "misdemeanor",
    "citation",
    "drug",
    "prostitution",
    "property",
    "violent",
)
DESIGNS = ("concurrent_area", "concurrent_undiverted", "historical")
_EXCLUDED = [CAT[c] for c in ("violent", "weapons", "drug_sale")]


@dataclass
class Known:
    """What the extracts show after loading: charges, referrals, deaths, and what was lost to quarantine."""

    charges: dict[str, np.ndarray]
    loaded: np.ndarray
    lost_arrests: np.ndarray  # keys person * 2^40 + arrest_no of quarantined rows that could be read
    referrals: dict[str, np.ndarray] = field(default_factory=dict)
    lost_referrals: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    lost_referral_day: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # -1: not readable
    death_day: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def of_arrests(cls, charges: dict[str, np.ndarray], planted) -> Known:
        loaded = np.ones(len(charges["person"]), bool)
        loaded[planted.lost_rows()] = False
        readable = np.setdiff1d(planted.lost_rows(), planted.lost_rows("no_person"))
        return cls(
            charges,
            loaded,
            np.unique(arrest_key(charges["person"][readable], charges["arrest_no"][readable])),
        )

    def add_referrals(self, referrals: dict[str, np.ndarray], planted) -> None:
        self.referrals = referrals
        self.lost_referrals = planted.lost_rows()
        day = referrals["referral_day"].copy()
        day[planted.lost_rows("impossible_date")] = -1
        self.lost_referral_day = day[self.lost_referrals]


def arrest_key(person: np.ndarray, arrest_no: np.ndarray) -> np.ndarray:
    return person.astype(np.int64) * 2**40 + arrest_no


def rule_matches(p: CountyParams, category: np.ndarray, severity: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The site's rules on one charge: category and severity eligible on the day."""
    from datetime import date

    unknown_ok = day < p.day(date(2023, 7, 1))
    low = np.isin(severity, (SEV["misdemeanor"], SEV["citation"]))
    unknown = severity == SEV["unknown"]
    drug = (category == CAT["drug_possession"]) & (low | (unknown & unknown_ok))
    return drug | ((category == CAT["prostitution"]) & (low | unknown))


# codes of a trait in the order of its text, which decides ties; -1 stands for "not recorded"
SEX_TEXT = ("female", "male")
RACE_TEXT = ("Asian", "Black", "Hispanic", "Other", "White")
_SEX_RANK = np.array([SEX_TEXT.index(s) if s else -1 for s in SEXES])
_RACE_RANK = np.array([RACE_TEXT.index(r) if r else -1 for r in RACES])


def _ranked(codes: np.ndarray, rank: np.ndarray | None) -> np.ndarray:
    return codes if rank is None else np.where(codes >= 0, rank[codes], -1)


def _mode(person: np.ndarray, value: np.ndarray, n: int) -> np.ndarray:
    """Most frequent value >= 0 of each person, ties to the lowest, -1 where none is known."""
    known = value >= 0
    key, count = np.unique(person[known].astype(np.int64) * 4096 + value[known], return_counts=True)
    who, what = key // 4096, key % 4096
    order = np.lexsort((what, -count, who))
    first = np.ones(len(order), bool)
    first[1:] = who[order][1:] != who[order][:-1]
    out = np.full(n, -1, np.int64)
    out[who[order][first]] = what[order][first]
    return out


@dataclass
class Reading:
    """Events and cohorts as the contract defines them. Charges carry ``event`` (position in the event
    arrays)."""

    params: CountyParams
    charge: dict[str, np.ndarray]
    event_person: np.ndarray
    event_day: np.ndarray
    event_district: np.ndarray
    event_eligible: np.ndarray
    event_linked: np.ndarray  # near or far, or unlinked: tied to a referral
    event_diverted: np.ndarray
    index_charge: np.ndarray  # most serious eligible charge of each event, -1
    birth_year: np.ndarray
    sex: np.ndarray
    race: np.ndarray
    death_day: np.ndarray
    referral: dict[str, np.ndarray]

    @property
    def event_key(self) -> np.ndarray:
        return self.event_person.astype(np.int64) * KEY + self.event_day


@dataclass
class Trials:
    """One row a trial. ``arm``: 1 LEAD, 0 comparison; ``door`` -1 in the comparison; ``referral`` -1
    likewise."""

    arm: np.ndarray
    person: np.ndarray
    index_day: np.ndarray
    door: np.ndarray
    event: np.ndarray
    referral: np.ndarray

    def __len__(self) -> int:
        return len(self.arm)


def read(p: CountyParams, known: Known) -> Reading:
    """Events, links and eligibility from what was loaded."""
    c = {k: v[known.loaded] for k, v in known.charges.items()}
    n_people = len(known.death_day)
    ref = known.referrals
    sound = np.ones(len(ref["person"]), bool)
    sound[known.lost_referrals] = False
    r = {k: v[sound] for k, v in ref.items()}
    # arrests: the earliest date over the rows of person and number
    akey = arrest_key(c["person"], c["arrest_no"])
    arrests, of_arrest = np.unique(akey, return_inverse=True)
    day_of = np.full(len(arrests), NEVER, np.int64)
    np.minimum.at(day_of, of_arrest, c["arrest_day"])
    day = day_of[of_arrest]
    keys = np.sort(c["person"].astype(np.int64) * KEY + day)
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys

    # links of arrest diversions, on arrest events only
    ad = r["door"] == 0
    rkey = arrest_key(r["person"], np.maximum(r["arrest_no"], 0))
    at = np.searchsorted(arrests, rkey)
    held = ad & (r["arrest_no"] >= 0) & (at < len(arrests))
    held[held] = arrests[at[held]] == rkey[held]
    link_day = np.full(len(ad), -1, np.int64)
    link_day[held] = day_of[at[held]]
    rest = ad & ~held
    top = np.searchsorted(keys, r["person"].astype(np.int64) * KEY + r["referral_day"], side="right") - 1
    ok = rest & (top >= 0)
    ok[ok] = (keys[top[ok]] // KEY == r["person"][ok]) & (
        r["referral_day"][ok] - keys[top[ok]] % KEY <= LINK_WITHIN
    )
    link_day[ok] = keys[top[ok]] % KEY
    far = held & (np.abs(link_day - r["referral_day"]) > LINK_WITHIN)
    unlinked = ad & (link_day < 0)
    r["link_day"], r["far"], r["unlinked"] = link_day, far, unlinked

    # an unlinked diversion is a charge of its own
    u = np.flatnonzero(unlinked)
    extra = {
        "person": r["person"][u],
        "arrest_no": np.full(len(u), 2**39, np.int64) + r["number"][u],
        "charge_number": np.ones(len(u), np.int64),
        "offense_day": r["referral_day"][u],
        "read_category": np.where(r["category"][u] < 0, CAT["unknown"], r["category"][u]),
        "severity": np.where(r["severity"][u] < 0, SEV["unknown"], r["severity"][u]),
        "is_warrant": np.zeros(len(u), bool),
        "warrant_type": np.full(len(u), -1),
        "district": r["district"][u],
        "disposition": np.full(len(u), -1),
    }
    charge = {k: np.concatenate([c[k], v]) for k, v in extra.items()}
    charge["day"] = np.concatenate([day, r["referral_day"][u]])
    key = charge["person"].astype(np.int64) * KEY + charge["day"]
    order = np.lexsort((charge["charge_number"], charge["arrest_no"], key))
    charge = {k: v[order] for k, v in charge.items()}
    keys, first, event = np.unique(key[order], return_index=True, return_inverse=True)
    charge["event"] = event
    n = len(keys)
    person, eday = keys // KEY, keys % KEY

    traits = {}
    for name, rank in (("birth_year", None), ("sex", _SEX_RANK), ("race", _RACE_RANK)):
        by_arrests = _mode(c["person"], _ranked(c[name], rank), n_people)
        by_referrals = _mode(r["person"], _ranked(r[name], rank), n_people)
        traits[name] = np.where(by_arrests < 0, by_referrals, by_arrests)
    birth = traits["birth_year"]

    matched = (
        rule_matches(p, charge["read_category"], charge["severity"], charge["day"]) & ~charge["is_warrant"]
    )
    eligible = np.zeros(n, bool)
    eligible[event[matched]] = True
    excluded = np.zeros(n, bool)
    excluded[event[np.isin(charge["read_category"], _EXCLUDED)]] = True
    lost = np.zeros(n, bool)
    lost[event[np.isin(arrest_key(charge["person"], charge["arrest_no"]), known.lost_arrests)]] = True
    age = np.where(birth[person] < 0, 99, p.year[eday] - birth[person])
    eligible &= ~excluded & ~lost & (age > 18)
    diverted = np.zeros(n, bool)
    diverted[event[charge["disposition"] == 2]] = True
    linked = np.zeros(n, bool)
    tie = np.where(unlinked, r["referral_day"], link_day)
    has = ad & (tie >= 0)
    linked[np.searchsorted(keys, r["person"][has].astype(np.int64) * KEY + tie[has])] = True
    # the most serious eligible charge, ties by arrest and charge number (rows stand in that order)
    index = np.full(n, -1, np.int64)
    rows = np.flatnonzero(matched)
    rows = rows[np.lexsort((rows, charge["severity"][rows], event[rows]))]
    lead = np.ones(len(rows), bool)
    lead[1:] = event[rows][1:] != event[rows][:-1]
    index[event[rows[lead]]] = rows[lead]
    r["quarantined_person"] = ref["person"][known.lost_referrals]
    r["quarantined_day"] = known.lost_referral_day
    return Reading(
        p,
        charge,
        person,
        eday,
        charge["district"][first],
        eligible,
        linked,
        diverted,
        index,
        birth,
        traits["sex"],
        traits["race"],
        known.death_day,
        r,
    )


def _quarantine_day(reading: Reading) -> np.ndarray:
    """From which day on a person is out for a quarantined referral (-1: wholly; NEVER: not at all)."""
    out = np.full(len(reading.birth_year), NEVER, np.int64)
    np.minimum.at(out, reading.referral["quarantined_person"], reading.referral["quarantined_day"])
    return out


def lead_trials(x: Reading) -> Trials:
    """The LEAD cohort: first-ever referrals that meet the contract, of every door."""
    p, r = x.params, x.referral
    order = np.lexsort((r["number"], r["referral_day"], r["person"]))
    first = np.ones(len(order), bool)
    first[1:] = r["person"][order][1:] != r["person"][order][:-1]
    i = order[first]
    person, ref_day = r["person"][i], r["referral_day"][i]
    linked = r["link_day"][i] >= 0
    index = np.where(linked, r["link_day"][i], ref_day)
    keys = x.event_key
    event = np.where(
        linked,
        np.minimum(np.searchsorted(keys, person.astype(np.int64) * KEY + index), len(keys) - 1),
        -1,
    )
    cat, sev = r["category"][i], r["severity"][i]
    given = (cat >= 0) & (cat != CAT["unknown"]) & (sev >= 0) & (sev != SEV["unknown"])
    own = rule_matches(p, cat, sev, index) & ~np.isin(cat, _EXCLUDED)
    age = np.where(x.birth_year[person] < 0, 99, p.year[index] - x.birth_year[person])
    ok = ~(linked & r["far"][i])
    start, end = p.day(p.accrual_start), p.day(p.accrual_end)
    ok &= (ref_day >= start) & (index >= start) & (index <= end)
    ok &= np.where(linked, x.event_eligible[event], (~given | own) & (age > 18))
    district = np.where(linked, x.event_district[event], -1)
    district = np.where(district < 0, r["district"][i], district)
    ok &= (district < 0) | (district == CENTRAL)
    ok &= _quarantine_day(x)[person] > index
    ok &= (index - LOOKBACK >= p.day(p.data_from)) & (x.death_day[person] >= index)
    keep = np.flatnonzero(ok)
    return Trials(
        np.ones(len(keep), np.int8), person[keep], index[keep], r["door"][i][keep], event[keep], i[keep]
    )


def comparison_trials(x: Reading, design: str) -> Trials:
    """Every eligible event of the design's districts and window without a referral on or before its day."""
    p, r = x.params, x.referral
    window = (
        (p.historical_start, p.historical_end) if design == "historical" else (p.accrual_start, p.accrual_end)
    )
    districts = COMPARISON_DISTRICTS if design == "concurrent_area" else (CENTRAL,)
    day, person = x.event_day, x.event_person
    ok = x.event_eligible & np.isin(x.event_district, districts)
    ok &= (day >= p.day(window[0])) & (day <= p.day(window[1]))
    # no referral, nor an event linked to one, on or before that day
    barred = np.full(len(x.birth_year), NEVER, np.int64)
    np.minimum.at(barred, r["person"], r["referral_day"])
    np.minimum.at(barred, x.event_person[x.event_linked], x.event_day[x.event_linked])
    ok &= (barred[person] > day) & ~x.event_diverted
    ok &= _quarantine_day(x)[person] > day
    ok &= (day - LOOKBACK >= p.day(p.data_from)) & (x.death_day[person] >= day)
    e = np.flatnonzero(ok)
    none = np.full(len(e), -1, np.int64)
    return Trials(np.zeros(len(e), np.int8), person[e], day[e], none.astype(np.int8), e, none)


# -- outcomes --------------------------------------------------------------------------------------
def _expand(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows a[i] .. b[i]-1 for every i: (i, row) pairs."""
    n = np.maximum(b - a, 0)
    owner = np.repeat(np.arange(len(a)), n)
    return owner, np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n) + np.repeat(a, n)


@dataclass
class ChargeList:
    """Charges in order of person and event day, ready for windows."""

    key: np.ndarray  # person * KEY + event day
    offense_day: np.ndarray
    category: np.ndarray
    severity: np.ndarray
    is_warrant: np.ndarray
    warrant_type: np.ndarray

    @classmethod
    def of(cls, person, day, charge: dict[str, np.ndarray], category: np.ndarray) -> ChargeList:
        key = person.astype(np.int64) * KEY + day
        order = np.argsort(key, kind="stable")
        return cls(
            key[order],
            charge["offense_day"][order],
            category[order],
            charge["severity"][order],
            charge["is_warrant"][order],
            charge["warrant_type"][order],
        )


def outcome_counts(
    charges: ChargeList,
    person: np.ndarray,
    index_day: np.ndarray,
    horizon: int | np.ndarray,
    end_day: np.ndarray,
) -> dict[str, np.ndarray]:
    """Events of each outcome at 1 <= d <= horizon, on or before ``end_day``: one count a trial and
    outcome."""
    base = person.astype(np.int64) * KEY
    a = np.searchsorted(charges.key, base + index_day + 1)
    b = np.searchsorted(charges.key, base + np.minimum(index_day + horizon, end_day), side="right")
    trial, row = _expand(a, b)
    day_key = charges.key[row]
    offense, index = charges.offense_day[row], index_day[trial]
    category, severity, warrant = charges.category[row], charges.severity[row], charges.is_warrant[row]
    supervision = category == CAT["supervision"]
    new = (charges.warrant_type[row] == WARRANT["new_charge"]) & (offense > index)
    qualifies = (~warrant & ~supervision & ((offense < 0) | (offense > index))) | new
    _, event = np.unique(trial.astype(np.int64) * 2**42 + day_key, return_inverse=True)
    m = event.max(initial=-1) + 1
    owner = np.zeros(m, np.int64)
    owner[event] = trial

    def any_of(flag: np.ndarray) -> np.ndarray:
        out = np.zeros(m, bool)
        out[event[flag]] = True
        return out

    is_new, has_warrant, has_supervision = any_of(qualifies), any_of(warrant), any_of(supervision)
    worst = np.full(m, 9)
    np.minimum.at(worst, event[qualifies], severity[qualifies])
    flags = {
        "new_offense": is_new,
        "any_arrest": np.ones(m, bool),
        "warrant": ~is_new & has_warrant,
        "supervision": ~is_new & ~has_warrant & has_supervision,
        "prior_offense": ~is_new & ~has_warrant & ~has_supervision,
        "felony": is_new & (worst == 0),
        "misdemeanor": is_new & (worst == 1),
        "citation": is_new & (worst == 2),
    }
    for name, which in (
        ("drug", ("drug_possession", "drug_sale")),
        ("prostitution", ("prostitution",)),
        ("property", ("property",)),
        ("violent", ("violent",)),
    ):
        flags[name] = any_of(qualifies & np.isin(category, [CAT[c] for c in which]))
    return {name: np.bincount(owner[flag], minlength=len(person)) for name, flag in flags.items()}


# -- covariates ------------------------------------------------------------------------------------
def covariates(x: Reading, t: Trials) -> dict[str, np.ndarray]:
    """The contract's baseline covariates of trials (codes; -1 unknown; days_since_last_arrest NaN without
    one)."""
    p, c = x.params, x.charge
    keys = x.event_key
    base = t.person.astype(np.int64) * KEY
    n = len(x.event_day)

    def flagged(mask: np.ndarray) -> np.ndarray:
        out = np.zeros(n, bool)
        out[c["event"][mask]] = True
        return np.concatenate([[0], np.cumsum(out)])

    everything = np.arange(n + 1)
    running = {
        "prior_arrests": everything,
        "prior_new_offense_arrests": flagged(~c["is_warrant"] & (c["read_category"] != CAT["supervision"])),
        "prior_felony_arrests": flagged(c["severity"] == SEV["felony"]),
        "prior_drug_arrests": flagged(
            np.isin(c["read_category"], (CAT["drug_possession"], CAT["drug_sale"]))
        ),
        "prior_warrant_arrests": flagged(c["is_warrant"]),
        "prior_eligible_arrests": np.concatenate([[0], np.cumsum(x.event_eligible)]),
    }
    top = np.searchsorted(keys, base + t.index_day)

    def since(days: int) -> np.ndarray:
        return np.searchsorted(keys, base + np.maximum(t.index_day - days, 0))

    out = {name: r[top] - r[since(LOOKBACK)] for name, r in running.items()}
    for days in (30, 90, 365):
        out[f"prior_arrests_{days}d"] = top - since(days)
    last = np.maximum(top - 1, 0)
    has = out["prior_arrests"] > 0
    out["days_since_last_arrest"] = np.where(has, t.index_day - x.event_day[last], np.nan)
    out["age"] = np.where(x.birth_year[t.person] < 0, -1, p.year[t.index_day] - x.birth_year[t.person])
    out["sex"], out["race"] = x.sex[t.person], x.race[t.person]
    out["index_quarter"] = p.quarter[t.index_day].astype(np.int64)
    charge = np.where(t.event >= 0, x.index_charge[np.maximum(t.event, 0)], -1)
    for name, source in (("index_category", "read_category"), ("index_severity", "severity")):
        of_charge = c[source][np.maximum(charge, 0)]
        said = x.referral["category" if source == "read_category" else "severity"][np.maximum(t.referral, 0)]
        said = np.where(said < 0, (CAT if source == "read_category" else SEV)["unknown"], said)
        out[name] = np.where(charge >= 0, of_charge, np.where(t.referral >= 0, said, -1)).astype(np.int64)
    of_event = np.where(t.event >= 0, x.event_district[np.maximum(t.event, 0)], -1)
    said = np.where(t.referral >= 0, x.referral["district"][np.maximum(t.referral, 0)], -1)
    out["district"] = np.where(of_event >= 0, of_event, said)
    return out
