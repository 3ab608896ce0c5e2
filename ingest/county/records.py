"""From the generating truth of a block to canonical records, as arrays of codes (see ``Records``).

Codes of a closed list are positions in the tuples of ``pipeline.canonical``; a day is a count since
``params.burn_in_from``; -1 stands for a missing value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.county.params import (
    BENCH,
    CENTRAL,
    DRUG_SALE,
    ELIG_DRUG,
    ELIG_PROST,
    FELONY_DRUG,
    MIXED,
    NEW_CHARGE,
    OTHER,
    PROPERTY,
    PUBLIC_ORDER,
    SUPERVISION,
    TRAFFIC,
    VIOLENT,
    WEAPONS,
    CountyParams,
)
from ingest.county.process import NEVER, History, Simulated, is_eligible, severity_of
from pipeline.canonical import (
    CONTACT_OUTCOMES,
    CONTACT_TYPES,
    DECISIONS,
    DISPOSITIONS,
    FACILITIES,
    HEALTH_EVENT_TYPES,
    OFFENSE_CATEGORIES,
    SEVERITIES,
    WARRANT_TYPES,
)

Columns = dict[str, np.ndarray]
CAT = {name: i for i, name in enumerate(OFFENSE_CATEGORIES)}
SEV = {name: i for i, name in enumerate(SEVERITIES)}
DISPO = {name: i for i, name in enumerate(DISPOSITIONS)}
WARRANT = {name: i for i, name in enumerate(WARRANT_TYPES)}
DECISION = {name: i for i, name in enumerate(DECISIONS)}
CONTACT = {name: i for i, name in enumerate(CONTACT_TYPES)}
OUTCOME = {name: i for i, name in enumerate(CONTACT_OUTCOMES)}
HEALTH = {name: i for i, name in enumerate(HEALTH_EVENT_TYPES)}
JAIL, PRISON = (FACILITIES.index(f) for f in ("jail", "prison"))
INELIGIBLE_REASONS = ("open violent case", "outstanding felony warrant", "not a resident")
EXIT_REASONS = ("completed goals", "lost contact", "moved away", "withdrew", "deceased")

_KIND_CATEGORY = np.full(14, CAT["other"], np.int8)
for _kind, _name in (
    (ELIG_DRUG, "drug_possession"),
    (ELIG_PROST, "prostitution"),
    (FELONY_DRUG, "drug_possession"),
    (DRUG_SALE, "drug_sale"),
    (PROPERTY, "property"),
    (PUBLIC_ORDER, "public_order"),
    (VIOLENT, "violent"),
    (WEAPONS, "weapons"),
    (TRAFFIC, "traffic"),
    (OTHER, "other"),
    (MIXED, "drug_possession"),
    (SUPERVISION, "supervision"),
):
    _KIND_CATEGORY[_kind] = CAT[_name]


@dataclass
class Records:
    """Canonical records of one block of people.

    ``charges`` holds the charges of world 0, the union of both worlds; ``recorded`` marks those that the
    arrests extract of the realised world shows. ``custody`` and ``court`` carry ``world0`` and ``world1``
    flags likewise.
    """

    charges: Columns
    recorded: np.ndarray
    diverted: np.ndarray  # of each event: ended in a diversion in the realised world
    no_row: np.ndarray  # of each event: a diversion that left no arrest row
    referrals: Columns
    contacts: Columns
    custody: Columns
    deaths: Columns
    court: Columns
    health: Columns


def _choose(rng: np.random.Generator, values: list[int], shares: list[float], n: int) -> np.ndarray:
    cum = np.cumsum(np.array(shares) / np.sum(shares))[:-1]
    return np.array(values, np.int8)[np.searchsorted(cum, rng.random(n), side="right")]


def next_event_day(person: np.ndarray, day: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """For every event the day of the person's next event among ``keep`` (NEVER where there is none)."""
    out = np.full(len(person), NEVER, np.int64)
    rows = np.flatnonzero(keep)
    key = person.astype(np.int64) * 65_536 + day
    at = np.searchsorted(key[rows], key, side="right")
    ok = at < len(rows)
    nxt = rows[at[ok]]
    same = person[nxt] == person[ok]
    out[np.flatnonzero(ok)[same]] = day[nxt[same]]
    return out


def offense_days(rng: np.random.Generator, p: CountyParams, kind: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Day of the offence behind each event: mostly its own day, some earlier, some not recorded (-1)."""
    n = len(kind)
    w = rng.random(n)
    lag = np.where((w >= 0.80) & (w < 0.94), 1 + rng.exponential(25.0, n), 0).astype(np.int64)
    missing = rng.random(n) < p.quality["offense_date_missing"]
    old = np.flatnonzero(kind == BENCH)
    lag[old] = (30 + rng.exponential(220.0, len(old))).astype(np.int64)
    missing[old] = rng.random(len(old)) < 0.35
    fresh = np.flatnonzero(kind == NEW_CHARGE)
    lag[fresh] = (3 + rng.exponential(45.0, len(fresh))).astype(np.int64)
    lag[kind == SUPERVISION] = 0
    out = np.maximum(day - np.minimum(lag, 2_000), 0)
    out[missing] = -1
    return out


def _charges(rng: np.random.Generator, s: Simulated, block: int) -> Columns:
    p, e = s.params, s.events
    n = len(e)
    extra = np.minimum(rng.geometric(0.74, n) - 1, 5)
    extra[e.kind == MIXED] += 1
    count = 1 + extra
    event = np.repeat(np.arange(n, dtype=np.int32), count)
    number = (np.arange(len(event)) - np.repeat(np.cumsum(count) - count, count) + 1).astype(np.int16)
    kind = e.kind[event]
    is_extra = number > 1
    m = len(event)
    category = _KIND_CATEGORY[kind].copy()
    severity = severity_of(e.kind, e.severity_u)[event]
    u, v = rng.random(m), rng.random(m)

    rows = np.flatnonzero(is_extra & np.isin(kind, (ELIG_DRUG, ELIG_PROST)))
    category[rows] = _choose(
        rng,
        [CAT["drug_possession"], CAT["public_order"], CAT["property"], CAT["traffic"]],
        [0.45, 0.25, 0.15, 0.15],
        len(rows),
    )
    severity[rows] = np.where(u[rows] < 0.75, 1, 2)
    rows = np.flatnonzero((number == 2) & (kind == MIXED))
    category[rows] = _choose(
        rng, [CAT["drug_sale"], CAT["weapons"], CAT["violent"]], [0.5, 0.3, 0.2], len(rows)
    )
    severity[rows] = np.where(u[rows] < 0.8, 0, 1)
    rows = np.flatnonzero(
        is_extra & np.isin(kind, (PROPERTY, PUBLIC_ORDER, VIOLENT, WEAPONS, TRAFFIC, OTHER)) & (v < 0.4)
    )
    category[rows] = _choose(
        rng,
        [CAT["public_order"], CAT["other"], CAT["traffic"], CAT["property"]],
        [0.4, 0.25, 0.2, 0.15],
        len(rows),
    )
    severity[rows] = np.where(u[rows] < 0.8, 1, 2)
    # what an old or a new matter on a warrant was about
    rows = np.flatnonzero(np.isin(kind, (BENCH, NEW_CHARGE)))
    category[rows] = _choose(
        rng,
        [CAT[c] for c in ("drug_possession", "property", "public_order", "traffic", "violent", "other")],
        [0.3, 0.3, 0.15, 0.1, 0.05, 0.1],
        len(rows),
    )

    is_warrant = np.isin(kind, (BENCH, NEW_CHARGE)) | ((kind == SUPERVISION) & (e.severity_u[event] < 0.5))
    warrant_type = np.full(m, -1, np.int8)
    warrant_type[kind == BENCH] = WARRANT["bench"]
    warrant_type[(kind == BENCH) & (u < 0.12)] = WARRANT["unknown"]
    warrant_type[(kind == SUPERVISION) & is_warrant] = WARRANT["supervision"]
    warrant_type[kind == NEW_CHARGE] = WARRANT["new_charge"]
    # an open bench warrant served with a fresh charge
    served = (
        is_extra
        & (number == count[event])
        & ~np.isin(kind, (BENCH, NEW_CHARGE, SUPERVISION, MIXED))
        & (v > 0.93)
    )
    is_warrant |= served
    warrant_type[served] = WARRANT["bench"]
    category[served] = CAT["other"]
    severity[served] = SEV["misdemeanor"]

    # offence dates, one a matter
    offense_day = offense_days(rng, p, e.kind, e.day)
    offense = offense_day[event]
    offense[served] = np.where(u[served] < 0.4, -1, np.maximum(e.day[event[served]] - 60, 0))

    # the arrest's number, in order of the day; some days hold two arrests, some co-arrestees share a number
    second = (count >= 2) & (rng.random(n) < 0.05)
    arrests = 1 + second
    arrest_event = np.repeat(np.arange(n), arrests)
    order = np.argsort(e.day[arrest_event], kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    year = p.year[e.day[arrest_event]].astype(np.int64)
    starts = np.searchsorted(year[order], np.arange(year.min(initial=2000), year.max(initial=2000) + 1))
    sequence = rank - starts[year - year.min(initial=2000)]
    label = (year % 100) * 10**8 + block * 10**6 + sequence + 1
    first_arrest = np.cumsum(arrests) - arrests
    _share_numbers(
        rng,
        e.person[arrest_event],
        e.day[arrest_event],
        e.district[arrest_event],
        np.isin(np.arange(len(arrest_event)), first_arrest),
        label,
    )
    arrest_no = label[first_arrest[event] + (second[event] & (number == count[event]))]

    # booked past midnight: the last charge carries the next day's date
    arrest_day = e.day[event].copy()
    midnight = is_extra & (number == count[event]) & (rng.random(m) < 0.015) & ~second[event]
    arrest_day[midnight & (arrest_day < p.last_day)] += 1
    return {
        "event": event,
        "person": e.person[event],
        "arrest_no": arrest_no,
        "charge_number": number,
        "arrest_day": arrest_day,
        "offense_day": offense,
        "category": category,
        "severity": severity,
        "is_warrant": is_warrant,
        "warrant_type": warrant_type,
        "district": e.district[event],
        "officer": s.officers[event],
    }


def _share_numbers(rng, person, day, district, is_first, label) -> None:
    """Give some first arrests the number of the arrest before them on that day in that district (in
    place)."""
    order = np.lexsort((label, district, day))
    order = order[is_first[order]]
    same = np.zeros(len(order), bool)
    a, b = order[:-1], order[1:]
    same[1:] = (day[a] == day[b]) & (district[a] == district[b]) & (person[a] != person[b])
    same &= rng.random(len(order)) < 0.05
    same[1:] &= ~same[:-1]  # pairs, so that nobody meets an own number
    rows = np.flatnonzero(same)
    label[order[rows]] = label[order[rows - 1]]


def _dispositions(rng: np.random.Generator, s: Simulated, charges: Columns) -> np.ndarray:
    """What the officer did with each event when it was not diverted."""
    n = len(s.events)
    felony = np.zeros(n, bool)
    citation_only = np.ones(n, bool)
    felony[charges["event"][charges["severity"] == 0]] = True
    citation_only[charges["event"][charges["severity"] != 2]] = False
    u = rng.random(n)
    out = np.where(u < 0.62, DISPO["booked"], np.where(u < 0.90, DISPO["cited"], DISPO["released"]))
    out = np.where(citation_only, np.where(u < 0.10, DISPO["booked"], DISPO["cited"]), out)
    out = np.where(
        felony | np.isin(s.events.kind, (BENCH, NEW_CHARGE, SUPERVISION)),
        np.where(u < 0.94, DISPO["booked"], DISPO["released"]),
        out,
    )
    return out.astype(np.int8)


def _referrals(
    rng: np.random.Generator, s: Simulated, charges: Columns, dispositions: np.ndarray
) -> tuple[Columns, np.ndarray, np.ndarray]:
    """Referral rows (first ones, then those of people already enrolled); and by event: diverted, left no
    row."""
    p, e, r, people = s.params, s.events, s.referrals, s.people
    q = p.quality if p.messy_links else dict.fromkeys(p.quality, 0.0)
    n_events = len(e)
    severity = severity_of(e.kind, e.severity_u)
    first_day = np.full(len(people), NEVER, np.int64)
    first_day[r.person] = r.day
    eligible = is_eligible(p, e.kind, severity, e.day, people.birth_year[e.person])
    again = np.flatnonzero(
        e.in_world1
        & (e.day > first_day[e.person])
        & eligible
        & (e.district == CENTRAL)
        & (rng.random(n_events) < 0.15)
    )
    person = np.concatenate([r.person, e.person[again]]).astype(np.int64)
    event = np.concatenate([r.event, again]).astype(np.int64)
    door = np.concatenate([r.door, np.zeros(len(again), np.int8)])
    day = np.concatenate([r.day, e.day[again]]).astype(np.int64)
    first = np.arange(len(person)) < len(r.person)
    n = len(person)
    diverted_here = event >= 0

    lag = _choose(rng, [0, 1, 2, 3, 4, 5], [0.62, 0.18, 0.08, 0.06, 0.03, 0.03], n).astype(np.int64)
    limit = np.minimum(p.last_day, people.death_day[person])
    date = np.where(diverted_here & p.messy_links, np.minimum(day + lag, limit), day)
    # a mistaken diversion, of a matter that is not eligible, is always an arrest on paper
    no_arrest_row = diverted_here & (rng.random(n) < q["no_arrest_row"]) & eligible[np.maximum(event, 0)]
    id_missing = no_arrest_row | (rng.random(n) < q["arrest_id_missing"])
    arrest_of_event = np.full(n_events, -1, np.int64)
    arrest_of_event[charges["event"][::-1]] = charges["arrest_no"][::-1]
    arrest = np.where(diverted_here & ~id_missing, arrest_of_event[np.maximum(event, 0)], -1)
    no_row = np.zeros(n_events, bool)
    no_row[event[no_arrest_row]] = True
    # a few carry the number of another, distant arrest of the person
    far = np.flatnonzero(first & diverted_here & (rng.random(n) < q["far_link"]))
    for i in far:
        own = np.flatnonzero(
            (e.person == person[i])
            & e.in_world1
            & ~no_row
            & (np.abs(e.day - date[i]) > 8)
            & (e.day >= p.day(p.data_from))
        )
        if len(own):
            arrest[i] = arrest_of_event[own[int(rng.integers(0, len(own)))]]

    diverted = np.zeros(n_events, bool)
    diverted[event[diverted_here]] = True

    decision = _choose(
        rng,
        [DECISION[d] for d in ("accepted", "declined", "ineligible", "lost")],
        [0.74, 0.11, 0.06, 0.09],
        n,
    )
    decision[(date > p.last_day - 40) & (rng.random(n) < 0.6)] = DECISION["pending"]
    # intake comes some days later, unless the next arrest comes first
    key = History(e.person[e.in_world1], e.day[e.in_world1])
    wait = np.where(rng.random(n) < 0.08, 0, 2 + rng.exponential(18.0, n)).astype(np.int64)
    intake = np.where((decision == DECISION["accepted"]) & (rng.random(n) < 0.93), date + wait, -1)
    interrupted = (key.count(person, date + 1, np.maximum(intake, date)) > 0) & (intake >= 0)
    intake[interrupted & (rng.random(n) < 0.95)] = -1
    intake[(intake > p.last_day) | (intake > people.death_day[person])] = -1
    stay = (25 + rng.exponential(360.0, n)).astype(np.int64)
    reason = _choose(rng, [0, 1, 2, 3], [0.35, 0.42, 0.10, 0.13], n)
    exit_ = np.where(intake >= 0, intake + stay, -1)
    dead = (intake >= 0) & (people.death_day[person] < exit_)
    exit_[dead] = people.death_day[person][dead]
    reason[dead] = 4
    exit_[exit_ > p.last_day] = -1
    reason[exit_ < 0] = -1
    why = np.where(decision == DECISION["ineligible"], rng.integers(0, 3, n), -1).astype(np.int8)

    # what the referral says about the offence
    known = rng.random(n) < np.where(diverted_here, 0.80, 0.30)
    any_kind = rng.random(n)
    category = np.where(
        diverted_here,
        _KIND_CATEGORY[e.kind[np.maximum(event, 0)]],
        np.where(
            any_kind < 0.72,
            CAT["drug_possession"],
            np.where(any_kind < 0.88, CAT["prostitution"], CAT["property"]),
        ),
    )
    level = np.where(diverted_here, severity[np.maximum(event, 0)], SEV["misdemeanor"])
    # where no arrest tells the offence, the programme writes it down, though not always its class
    class_known = known | (no_arrest_row & ((rng.random(n) < 0.75) | (category == CAT["prostitution"])))
    known |= no_arrest_row
    category, level = np.where(known, category, -1), np.where(class_known, level, -1)
    district = np.where(
        diverted_here, e.district[np.maximum(event, 0)], np.where(rng.random(n) < 0.97, CENTRAL, 3)
    )
    district = np.where(rng.random(n) < 0.05, -1, district)
    officer = np.where(diverted_here, s.officers[np.maximum(event, 0)], -1)

    order = np.lexsort((rng.random(n), date))
    columns = {
        "person": person,
        "event": event,
        "first": first,
        "door": door,
        "referral_day": date,
        "arrest_no": arrest,
        "category": category,
        "severity": level,
        "district": district,
        "officer": officer,
        "decision": decision,
        "reason": why,
        "intake_day": intake,
        "exit_day": exit_,
        "exit_reason": reason,
    }
    columns = {k: v[order] for k, v in columns.items()}
    columns["number"] = np.arange(1, n + 1)
    return columns, diverted, no_row


def _contacts(rng: np.random.Generator, s: Simulated, referrals: Columns) -> Columns:
    """Contacts that thin out with time, from the referral on; none after exit, death or the data's end."""
    p, people = s.params, s.people
    n = len(referrals["person"])
    intake, begin = referrals["intake_day"], referrals["referral_day"]
    end = np.where(referrals["exit_day"] >= 0, referrals["exit_day"], p.last_day)
    end = np.minimum(end, people.death_day[referrals["person"]])
    zeal = rng.gamma(1.6, 1 / 1.6, n)
    planned = np.where(intake >= 0, rng.poisson(16 * zeal), 0)
    outreach = np.where(rng.random(n) < 0.7, rng.poisson(1.2, n), 0)
    row = np.concatenate(
        [np.repeat(np.arange(n), planned), np.repeat(np.arange(n), outreach), np.flatnonzero(intake >= 0)]
    )
    part = np.repeat([0, 1, 2], [planned.sum(), outreach.sum(), (intake >= 0).sum()])
    m = len(row)
    u = rng.random(m)
    offset = np.where(u < 0.45, rng.exponential(45.0, m), rng.exponential(220.0, m)).astype(np.int64)
    before = np.maximum(np.where(intake >= 0, intake, begin + 30) - begin, 1)[row]
    day = np.where(
        part == 0,
        intake[row] + offset,
        np.where(part == 1, begin[row] + (rng.random(m) * before), intake[row]),
    )
    day = day.astype(np.int64)
    case_work = _choose(
        rng,
        [
            CONTACT[c]
            for c in ("case_management", "legal", "health", "housing", "employment", "benefits", "other")
        ],
        [0.52, 0.08, 0.12, 0.12, 0.05, 0.06, 0.05],
        m,
    )
    kind = np.where(part == 0, case_work, np.where(part == 1, CONTACT["outreach"], CONTACT["intake"]))
    result = _choose(
        rng,
        [OUTCOME[c] for c in ("attended", "no_show", "cancelled", "unknown")],
        [0.74, 0.18, 0.05, 0.03],
        m,
    )
    result[part == 2] = OUTCOME["attended"]
    minutes = np.round(np.clip(rng.gamma(3.0, 12.0, m), 5, 240) / 5) * 5
    minutes[(result != OUTCOME["attended"]) | (rng.random(m) < 0.1)] = np.nan
    manager = (referrals["person"][row] * 7 + 3) % 14
    second = rng.integers(7 * 3600, 21 * 3600, m)
    # a new arrest breaks contact off for some weeks, so that being engaged must be survived
    e = s.events
    key = e.person[e.in_world1].astype(np.int64) * 65_536 + e.day[e.in_world1]
    after = np.searchsorted(key, referrals["person"].astype(np.int64) * 65_536 + begin, side="right")
    nxt = np.append(key, np.iinfo(np.int64).max)[after]
    broken = np.where(nxt // 65_536 == referrals["person"], nxt % 65_536, NEVER)
    broken = np.where(rng.random(n) < 0.95, broken, NEVER)[row]
    silent = (day >= broken) & (day < broken + 75) & (part == 0)
    keep = (day <= end[row]) & (day <= p.last_day) & (day >= 0) & ~silent
    order = np.flatnonzero(keep)
    order = order[np.lexsort((second[order], day[order]))]
    return {
        "number": np.arange(1, len(order) + 1),
        "person": referrals["person"][row][order],
        "day": day[order],
        "second": second[order],
        "kind": kind[order],
        "outcome": result[order],
        "minutes": minutes[order],
        "manager": manager[order],
    }


def _custody(
    rng: np.random.Generator,
    s: Simulated,
    dispositions: np.ndarray,
    severity: np.ndarray,
    diverted: np.ndarray,
) -> Columns:
    """Stays after bookings, in both worlds; a stay ends before the person's next event and by the death
    day."""
    p, e, people = s.params, s.events, s.people
    n = len(e)
    booked = dispositions == DISPO["booked"]
    mean = np.where(severity == 0, 22.0, np.where(np.isin(e.kind, (BENCH, SUPERVISION)), 9.0, 5.0))
    length = np.where(rng.random(n) < 0.30, 0, rng.lognormal(-0.5, 1.0, n) * mean).astype(np.int64)
    to_prison = booked & (severity == 0) & (rng.random(n) < 0.09)
    prison_from = e.day + 45 + (rng.exponential(70.0, n)).astype(np.int64)
    prison_days = (120 + rng.exponential(260.0, n)).astype(np.int64)
    second = rng.integers(3600, 85_000, n)
    parts = []
    for world in (0, 1):
        there = np.ones(n, bool) if world == 0 else e.in_world1
        following = next_event_day(e.person, e.day, there)
        stop = np.minimum(following - 1, people.death_day[e.person])
        jailed = there & booked & ~(diverted if world else np.zeros(n, bool))
        release = np.minimum(e.day + length, stop)
        imprisoned = jailed & to_prison & (prison_from < stop) & (prison_from <= p.last_day)
        out = np.minimum(prison_from + prison_days, stop)
        for facility, rows, start, end in (
            (JAIL, jailed, e.day, release),
            (PRISON, imprisoned, prison_from, out),
        ):
            i = np.flatnonzero(rows)
            parts.append((np.full(len(i), world), i, np.full(len(i), facility), start[i], end[i]))
    world, event, facility, admit, release = (np.concatenate([part[k] for part in parts]) for k in range(5))
    # one row a stay: the same in both worlds, or of one of them only
    key = np.lexsort((world, release, admit, facility, event))
    world, event, facility, admit, release = (a[key] for a in (world, event, facility, admit, release))
    same = np.zeros(len(event), bool)
    same[1:] = (
        (event[1:] == event[:-1])
        & (facility[1:] == facility[:-1])
        & (admit[1:] == admit[:-1])
        & (release[1:] == release[:-1])
    )
    first = ~same
    group = np.cumsum(first) - 1
    in0, in1 = np.zeros(first.sum(), bool), np.zeros(first.sum(), bool)
    in0[group[world == 0]] = True
    in1[group[world == 1]] = True
    event, facility, admit, release = event[first], facility[first], admit[first], release[first]
    release = np.where(release > p.last_day, -1, release)
    return {
        "event": event,
        "person": e.person[event],
        "facility": facility,
        "admit_day": admit,
        "release_day": release,
        "second": second[event],
        "world0": in0,
        "world1": in1,
    }


def _court(
    rng: np.random.Generator,
    s: Simulated,
    dispositions: np.ndarray,
    severity: np.ndarray,
    diverted: np.ndarray,
) -> Columns:
    """Filings that follow arrests for a new matter; a diversion is not filed."""
    p, e = s.params, s.events
    n = len(e)
    filed = (
        ~np.isin(e.kind, (BENCH, SUPERVISION)) & (dispositions != DISPO["released"]) & (rng.random(n) < 0.78)
    )
    day = e.day + rng.integers(0, 21, n)
    age = p.last_day - day
    outcome = np.where(
        rng.random(n) < np.exp(-np.maximum(age, 0) / 150.0), 3, _choose(rng, [0, 1, 2], [0.42, 0.38, 0.20], n)
    )
    rows = np.flatnonzero(filed & (day <= p.last_day))
    return {
        "event": rows,
        "person": e.person[rows],
        "filed_day": day[rows],
        "severity": severity[rows],
        "disposition": outcome[rows],
        "world0": np.ones(len(rows), bool),
        "world1": e.in_world1[rows] & ~diverted[rows],
    }


def _health(rng: np.random.Generator, s: Simulated) -> Columns:
    """Health events from 2020 on; a referral thins emergency visits and crises (``ratio_health``) in world
    1."""
    from datetime import date

    p, people = s.params, s.people
    start = p.day(date(2020, 1, 1))
    n = len(people)
    end = np.minimum(people.death_day.astype(np.int64), p.last_day)
    span = np.maximum(end - start + 1, 0)
    referred = np.full(n, NEVER, np.int64)
    referred[s.referrals.person] = s.referrals.day
    parts = []
    for name, rate_drug, rate_other in (
        ("ed_visit", 0.30, 0.09),
        ("overdose_nonfatal", 0.05, 0.002),
        ("naloxone", 0.03, 0.001),
        ("crisis", 0.07, 0.03),
    ):
        count = rng.poisson(np.where(people.drug, rate_drug, rate_other) * span / 365.25)
        person = np.repeat(np.arange(n), count)
        day = start + (rng.random(len(person)) * span[person]).astype(np.int64)
        thin = rng.random(len(person)) >= (p.ratio_health if p.effect != "null" else 1.0)
        thin &= np.isin(name, ("ed_visit", "crisis")) & (day > referred[person])
        parts.append((person, day, np.full(len(person), HEALTH[name]), np.ones(len(person), bool), ~thin))
    died = np.flatnonzero((people.death_day >= start) & (people.death_day <= p.last_day) & people.drug)
    died = died[rng.random(len(died)) < 0.38]
    yes = np.ones(len(died), bool)
    parts.append(
        (
            died,
            people.death_day[died].astype(np.int64),
            np.full(len(died), HEALTH["overdose_fatal"]),
            yes,
            yes,
        )
    )
    person, day, kind, world0, world1 = (np.concatenate([part[k] for part in parts]) for k in range(5))
    order = np.lexsort((kind, person, day))
    # two alike on one day could not be told from a row sent twice
    key = (day.astype(np.int64) * len(people) + person)[order] * 8 + kind[order]
    order = order[np.concatenate([[True], key[1:] != key[:-1]])] if len(key) else order
    return {
        "person": person[order],
        "day": day[order],
        "kind": kind[order],
        "world0": world0[order],
        "world1": world1[order],
    }


def build_records(rng: np.random.Generator, s: Simulated, block: int = 0) -> Records:
    """All canonical records of a simulated block (deterministic given ``rng``'s state)."""
    p, e = s.params, s.events
    charges = _charges(rng, s, block)
    dispositions = _dispositions(rng, s, charges)
    referrals, diverted, no_row = _referrals(rng, s, charges, dispositions)
    severity = np.full(len(e), 9, np.int8)
    np.minimum.at(severity, charges["event"], charges["severity"])
    shown = dispositions.copy()
    u = rng.random(len(e))
    shown[diverted] = np.where(u[diverted] < 0.88, DISPO["diverted"], DISPO["released"])
    if p.messy_links:  # an officer notes a diversion, but no referral ever arrives
        lost = (
            ~diverted
            & (e.district == CENTRAL)
            & np.isin(e.kind, (ELIG_DRUG, ELIG_PROST))
            & (p.ramp[e.day] > 0)
            & (u < p.quality["undocumented_diversion"])
        )
        shown[lost] = DISPO["diverted"]
    shown[~diverted & (u > 0.985)] = -1
    charges["disposition"] = shown[charges["event"]]
    charges["planned"] = dispositions[charges["event"]]
    recorded = e.in_world1[charges["event"]] & ~no_row[charges["event"]]
    recorded &= charges["arrest_day"] >= p.day(p.data_from)
    # the event's own date decides, so that an arrest booked past midnight stays whole
    recorded &= e.day[charges["event"]] >= p.day(p.data_from)
    custody = _custody(rng, s, dispositions, severity, diverted)
    court = _court(rng, s, dispositions, severity, diverted)
    contacts = _contacts(rng, s, referrals)
    health = _health(rng, s)
    dead = np.flatnonzero((s.people.death_day >= p.day(p.data_from)) & (s.people.death_day <= p.last_day))
    deaths = {"person": dead, "death_day": s.people.death_day[dead].astype(np.int64)}
    return Records(charges, recorded, diverted, no_row, referrals, contacts, custody, deaths, court, health)
