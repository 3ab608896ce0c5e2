"""The data-generating process: people, their events in two worlds, and who is referred.

Equations
---------
Person *i* has a birth year, sex, race as recorded (one level is "not recorded"), a home district, a latent
kind of drug involvement D, and (switch) an unmeasured confounder U = ±1. Nothing but composition differs
between districts.

*Events.* On day t person *i* has an event with intensity

    lambda_i(t) = base · exp( x_i'b + a(age at t) + s(day of the year) + h1(N365) + h2(N730) + delta·U_i )

where x is sex and race, N365 and N730 are the person's own events of the last 365 and 730 days (a day's own
event is not in them, as in the contract's lookback) and h1, h2 are multiples of log1p (``nonlinear``: convex
in it). An event's kind depends on D and sex alone; kinds thought low-level are thinned by an area-wide factor
of the date, the same in every district. Apart from U the intensity is a function of what the contract's
covariates measure: there is no frailty. D steers only *which* offence it is, never whether there is one.

*Two worlds by one set of random numbers.* Proposals come from a Poisson process that dominates lambda, each
with its own uniform number u; a proposal is an event when u · dominating rate <= lambda(t | history of that
world). World 0 holds no programme. In world 1 lambda is multiplied from the day after the referral by the
effect's hazard ratio, less for old matters (warrants, supervision). With a ratio of 1 both worlds are equal,
event for event: the truth under the null is exactly 0, not 0 on average. As h1 and h2 do not fall, world 1's
events are a subset of world 0's.

*Referral at an event* (arrest diversion). Eligible event j in the programme's district is the person's first
diversion with probability

    p_j = scale · ramp(t_j) · officer_j · exp( z(x_j) + kappa·U ),

given the whole history of world 0, and exactly so: one uniform number per person is held against the running
sum of p_j, so that a person who was passed over before is not a selected person, in history or otherwise. z
is a function of age, sex, race, the kind of the offence and the person's *older* record (days -730 to -366:
what a court has closed and an officer can read): officers divert people with fewer felonies and, among
equals, more drug priors. Hence

  * the density ratio of LEAD trials to events of the comparison districts is p_j times a ratio of
    composition: log-linear in covariates, which is the form entropy balancing assumes;
  * given the history before day -365, a diversion is independent of the history in days -365..-1, unless
    ``unmeasured`` is on: the negative control of the methods is valid and has something to find.

That identifies ``concurrent_area`` exactly. In ``concurrent_undiverted`` those passed over have somewhat
shorter records than those diverted (each earlier chance took some of them away), which the balanced counts
explain, but a negative control that leaves the last year out feels a little of it. ``historical`` has the
area-wide shock between its two periods, which no covariate explains: it is unbiased only with ``shock=0``.

``confounding``: ``strong`` multiplies z by 2.2. ``nonlinear`` makes the intensity convex in log1p counts and
peaked in age, and z U-shaped in age and peaked in the older count: splines, squares and prior x drug find
it, a basis linear in age and counts does not, and ends further from the truth than no adjustment at all.

*Officers* vary (log-normal), independently of everything: an instrument, not a confounder.

*Other doors.* A resident of the programme's district may be referred without an arrest (social contact: many
in the first year; community: few), at a rate that depends on D and on having had an event in the last 730
days.

Deaths fall at a person's own rate by age and D, in both worlds on the same day. Custody does not feed back
into the intensity (a stay ends before the next arrest), so that a planted null is null although a booking
detains.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.county.params import (
    BENCH,
    CENTRAL,
    DISTRICTS,
    DRUG_SALE,
    ELIG_DRUG,
    ELIG_PROST,
    FELONY_DRUG,
    LOW_LEVEL,
    MAX_COUNT,
    MIXED,
    NEW_CHARGE,
    OLD_MATTERS,
    OTHER,
    PROPERTY,
    PUBLIC_ORDER,
    RACE_SHARE,
    SUPERVISION,
    TRAFFIC,
    VIOLENT,
    WEAPONS,
    CountyParams,
)

# log ratios of the chance of a diversion: the planted gap in access
BLACK_GAP, BLACK_GAP_NONLINEAR, FEMALE_GAIN = -0.25, -0.20, 0.20
NEVER = 32_000  # a day that never comes (int16)
# shares of kinds: rows are D = 0 men, D = 0 women, D = 1 men, D = 1 women
_KINDS = (
    ELIG_DRUG,
    ELIG_PROST,
    FELONY_DRUG,
    DRUG_SALE,
    PROPERTY,
    PUBLIC_ORDER,
    VIOLENT,
    WEAPONS,
    TRAFFIC,
    OTHER,
    MIXED,
    BENCH,
    SUPERVISION,
    NEW_CHARGE,
)
_SHARES = np.array(
    [
        # drug  pros  fdrg  sale  prop  publ  viol  weap  traf  othe  mixd  bench  supv  newc
        [0.100, 0.005, 0.02, 0.03, 0.24, 0.15, 0.11, 0.04, 0.06, 0.04, 0.005, 0.13, 0.03, 0.04],
        [0.090, 0.060, 0.02, 0.02, 0.25, 0.14, 0.08, 0.02, 0.07, 0.05, 0.005, 0.13, 0.03, 0.035],
        [0.430, 0.005, 0.06, 0.05, 0.10, 0.06, 0.03, 0.01, 0.02, 0.01, 0.025, 0.13, 0.04, 0.03],
        [0.360, 0.130, 0.05, 0.03, 0.10, 0.05, 0.02, 0.01, 0.02, 0.01, 0.020, 0.13, 0.04, 0.03],
    ]
)


@dataclass(frozen=True)
class People:
    """One row a person; codes point into the tuples of ``params``."""

    home: np.ndarray
    race: np.ndarray
    sex: np.ndarray
    birth_year: np.ndarray
    drug: np.ndarray  # D
    unmeasured: np.ndarray  # U, 0 where the switch is off
    death_day: np.ndarray  # NEVER where the person outlives the data

    def __len__(self) -> int:
        return len(self.home)


@dataclass(frozen=True)
class Events:
    """Events of world 0 by person and day; ``in_world1`` marks those that happen with the programme, too."""

    person: np.ndarray
    day: np.ndarray
    kind: np.ndarray
    severity_u: np.ndarray  # uniform number that fixes the first charge's severity in both worlds
    district: np.ndarray
    in_world1: np.ndarray

    def __len__(self) -> int:
        return len(self.person)


@dataclass
class Referrals:
    """First referrals (one a person): the truth behind the referrals extract."""

    person: np.ndarray
    door: np.ndarray  # 0 arrest diversion, 1 social contact, 2 community
    day: np.ndarray  # day of the diverted event, or of the contact
    event: np.ndarray  # index into Events, -1 for the other doors
    log_ratio: np.ndarray  # log hazard ratio of new matters from the next day on


@dataclass
class Simulated:
    """The generating truth of one block of people."""

    params: CountyParams
    people: People
    events: Events
    referrals: Referrals
    officers: np.ndarray  # of each event
    rate: np.ndarray = field(repr=False, default_factory=lambda: np.empty(0))


def _pick(rng: np.random.Generator, shares: np.ndarray, n: int) -> np.ndarray:
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(n), side="right").astype(np.int8)


def draw_people(rng: np.random.Generator, p: CountyParams, n: int) -> People:
    home = _pick(rng, np.array(p.district_share), n)
    race_cum = np.cumsum(np.array(RACE_SHARE), axis=1)[:, :-1]
    race = (rng.random(n)[:, None] >= race_cum[home]).sum(1).astype(np.int8)
    sex = _pick(rng, np.array([0.71, 0.283, 0.007]), n)
    if not p.rare_levels:
        race, sex = np.minimum(race, 2), np.minimum(sex, 1)
    # the programme's district is a little older
    age_2020 = 13.5 + rng.gamma(2.3, np.where(home == CENTRAL, 9.6, 8.9), n)
    birth_year = (2020 - np.clip(age_2020, 11, 82)).astype(np.int16)
    logit = 0.15 + 0.25 * (sex == 1) + 0.012 * (age_2020 - 35)
    drug = rng.random(n) < 1 / (1 + np.exp(-logit))
    unmeasured = (2 * rng.integers(0, 2, n) - 1).astype(np.int8)
    if not p.unmeasured:
        unmeasured[:] = 0
    death_rate = 0.003 * np.exp(0.055 * (age_2020 - 35)) + 0.006 * drug
    death = rng.exponential(1 / death_rate) * 365.25
    death_day = np.where(death > p.last_day, NEVER, death).astype(np.int16)
    return People(home, race, sex, birth_year, drug, unmeasured, death_day)


def base_log_rate(p: CountyParams, people: People) -> np.ndarray:
    """The part of the log intensity that stays with the person."""
    out = (
        np.log(p.rate)
        + p.male * (people.sex == 0)
        + np.array(p.race_effect)[people.race]
        + p.unmeasured_hazard * people.unmeasured
        + p.area_hazard * (people.home == CENTRAL)
    )
    # the county's rate stays about the same with the confounder on
    return out - 1.2 * np.log(np.cosh(p.unmeasured_hazard)) if p.unmeasured else out


@dataclass
class _Proposals:
    """Proposals by person and day that could be an event; ``excess`` = log u − log(intensity without
    history)."""

    first: np.ndarray  # of each person: offset of its first proposal
    count: np.ndarray
    day: np.ndarray
    excess: np.ndarray
    kind: np.ndarray

    def person(self) -> np.ndarray:
        return np.repeat(np.arange(len(self.count), dtype=np.int32), self.count)


def _kinds(rng: np.random.Generator, drug: np.ndarray, female: np.ndarray) -> np.ndarray:
    shares = _SHARES / _SHARES.sum(1, keepdims=True)
    cum = np.cumsum(shares, axis=1)
    group = 2 * drug.astype(np.int8) + female
    out = np.empty(len(group), np.int8)
    u = rng.random(len(group), dtype=np.float32)
    for g in range(4):
        rows = group == g
        out[rows] = np.searchsorted(cum[g, :-1], u[rows], side="right")
    return np.array(_KINDS, np.int8)[out]


def _propose(
    rng: np.random.Generator,
    p: CountyParams,
    people: People,
    log_rate: np.ndarray,
    first_day: np.ndarray | int,
    last_day: np.ndarray | int,
) -> _Proposals:
    """Draw the dominating process on [first_day, last_day] and drop what no history could make an event."""
    h1, h2 = p.log_history
    ages = np.arange(16, 86)
    age_max = float(p.log_age(ages).max())
    top = age_max + abs(p.season) + h1[-1] + h2[-1]
    first_day = np.broadcast_to(first_day, len(people))
    end = np.minimum(np.broadcast_to(last_day, len(people)), people.death_day.astype(np.int64))
    span = np.maximum(end - first_day + 1, 0)
    count = rng.poisson(np.exp(log_rate + top) * span / 365.25)
    person = np.repeat(np.arange(len(people), dtype=np.int64), count)
    day = first_day[person] + (rng.random(len(person)) * span[person]).astype(np.int64)
    # one proposal a day: else the second of a day could be an event in the world that turned the first one
    # down
    key = np.sort(person * 65_536 + day)
    key = key[np.concatenate([[True], key[1:] != key[:-1]])] if len(key) else key
    person, day = key >> 16, key & 65_535
    # -log u is exponential
    log_u = -rng.standard_exponential(len(person), dtype=np.float32)
    age = p.year[day] - people.birth_year[person]
    age_effect = p.log_age(np.arange(0, 140)).astype(np.float32)[np.clip(age, 0, 139)]
    excess = log_u + np.float32(top) - age_effect - p.log_season.astype(np.float32)[day]
    keep = excess <= h1[-1] + h2[-1]
    person, day, excess = person[keep], day[keep], excess[keep]
    kind = _kinds(rng, people.drug[person], (people.sex[person] == 1))
    if p.eligible_share > 0:
        more = (rng.random(len(kind)) < p.eligible_share) & ~np.isin(
            kind, (ELIG_PROST, SUPERVISION, NEW_CHARGE)
        )
        kind[more] = ELIG_DRUG
    low = np.isin(kind, LOW_LEVEL)
    excess[low] -= p.log_shock.astype(np.float32)[day[low]]
    count = np.bincount(person, minlength=len(people))
    return _Proposals(np.cumsum(count) - count, count, day.astype(np.int16), excess, kind)


def _accept(
    p: CountyParams,
    props: _Proposals,
    *,
    from_day: np.ndarray | None = None,
    log_ratio: np.ndarray | None = None,
    history: np.ndarray | None = None,
) -> np.ndarray:
    """Thin the proposals, oldest first, everybody's r-th at once; returns a flag per proposal.

    ``log_ratio`` (people, 2: new matters, old matters) is added to the log intensity after ``from_day``.
    ``history`` (people, MAX_COUNT + 1) holds the days of the latest earlier events.
    """
    h1, h2 = (h.astype(np.float32) for h in p.log_history)
    n = len(props.count)
    order = np.argsort(-props.count, kind="stable")
    count, first = props.count[order], props.first[order]
    width = MAX_COUNT + 1
    past = np.full((n, width), -NEVER, np.int16) if history is None else history[order].copy()
    slot = np.zeros(n, np.int8)
    accepted = np.zeros(len(props.day), bool)
    old_matter = np.isin(props.kind, OLD_MATTERS)
    if log_ratio is not None:
        log_ratio = log_ratio[order].astype(np.float32)
        from_day = from_day[order]
    active = np.searchsorted(-count, -np.arange(1, (count[0] if n else 0) + 1), side="right")
    for r, m in enumerate(active):
        at = first[:m] + r
        day = props.day[at]
        seen = past[:m]
        n365 = np.minimum((seen >= (day - np.int16(365))[:, None]).sum(1), MAX_COUNT)
        n730 = np.minimum((seen >= (day - np.int16(730))[:, None]).sum(1), MAX_COUNT)
        limit = h1[n365] + h2[n730]
        old = old_matter[at]
        if log_ratio is not None:
            limit = limit + np.where(day > from_day[:m], log_ratio[np.arange(m), old.astype(np.int8)], 0)
        yes = props.excess[at] <= limit
        yes &= ~(old & (n730 == 0))  # no old matter without a record
        who = np.flatnonzero(yes)
        accepted[at[who]] = True
        past[who, slot[who]] = day[who]
        slot[who] = (slot[who] + 1) % width
    return accepted


def _cap_eligible(p: CountyParams, person: np.ndarray, day: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """One row a person: from the second eligible event of a window on, the offence is an ineligible one."""
    kind = kind.copy()
    eligible = np.isin(kind, (ELIG_DRUG, ELIG_PROST))
    starts = [p.day(p.historical_start), p.day(p.pilot_start)]
    window = np.searchsorted(starts, day, side="right")
    key = person.astype(np.int64) * 4 + window
    rows = np.flatnonzero(eligible)
    _, first = np.unique(key[rows], return_index=True)
    later = np.ones(len(rows), bool)
    later[first] = False
    kind[rows[later]] = PUBLIC_ORDER
    return kind


class History:
    """Counts of a sorted event list by person and window of days, by two binary searches and a running
    sum."""

    def __init__(self, person: np.ndarray, day: np.ndarray) -> None:
        self._key = person.astype(np.int64) * 65_536 + day.astype(np.int64) + 4_096

    def count(
        self, person: np.ndarray, low: np.ndarray, high: np.ndarray, flag: np.ndarray | None = None
    ) -> np.ndarray:
        """Events (of ``flag``) of ``person`` with low <= day <= high."""
        base = np.asarray(person, np.int64) * 65_536 + 4_096
        a = np.searchsorted(self._key, base + np.maximum(low, -4_000), side="left")
        b = np.searchsorted(self._key, base + np.minimum(high, 60_000), side="right")
        b = np.maximum(a, b)
        if flag is None:
            return b - a
        running = np.concatenate([[0], np.cumsum(flag, dtype=np.int64)])
        return running[b] - running[a]


def severity_of(kind: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Severity of the first charge: 0 felony, 1 misdemeanour, 2 citation, 3 unknown."""
    out = np.ones(len(kind), np.int8)
    drug = np.isin(kind, (ELIG_DRUG, MIXED))
    out[drug & (u >= 0.70)] = 2
    out[drug & (u >= 0.96)] = 3
    out[(kind == ELIG_PROST) & (u >= 0.80)] = 2
    out[np.isin(kind, (FELONY_DRUG, DRUG_SALE))] = 0
    out[(kind == PROPERTY) & (u < 0.30)] = 0
    out[(kind == VIOLENT) & (u < 0.45)] = 0
    out[(kind == WEAPONS) & (u < 0.55)] = 0
    out[(kind == PUBLIC_ORDER) & (u >= 0.60)] = 2
    out[(kind == TRAFFIC) & (u >= 0.75)] = 2
    out[(kind == OTHER) & (u < 0.15)] = 0
    out[(kind == NEW_CHARGE) & (u < 0.40)] = 0
    return out


def is_eligible(
    p: CountyParams, kind: np.ndarray, severity: np.ndarray, day: np.ndarray, birth_year: np.ndarray
) -> np.ndarray:
    """The site's eligibility as the generator knows it (from 2023-07-01 drug possession of unknown class is
    out)."""
    from datetime import date

    out = np.isin(kind, (ELIG_DRUG, ELIG_PROST))
    out &= ~((kind == ELIG_DRUG) & (severity == 3) & (day >= p.day(date(2023, 7, 1))))
    return out & (p.year[day] - birth_year > 18)


def referral_score(
    p: CountyParams,
    people: People,
    person: np.ndarray,
    day: np.ndarray,
    kind: np.ndarray,
    n_old: np.ndarray,
    felony_old: np.ndarray,
    eligible_old: np.ndarray,
) -> np.ndarray:
    """z(x): the log of the relative chance that an officer diverts."""
    age = (p.year[day] - people.birth_year[person] - 35) / 10.0
    female = people.sex[person] == 1
    black = people.race[person] == 0
    drug = kind == ELIG_DRUG
    ln, lf, le = np.log1p(n_old), np.log1p(felony_old), np.log1p(eligible_old)
    if p.confounding == "nonlinear":
        z = 0.55 * np.clip(age, -1.6, 2.2) ** 2 - 0.35 * age - 1.1 * (ln - 1.2) ** 2 + 0.3 * drug * ln
        return z + FEMALE_GAIN * female + BLACK_GAP_NONLINEAR * black
    strength = 1.0 if p.confounding == "weak" else 2.2
    z = -0.40 * ln - 0.50 * lf + 0.30 * le + 0.16 * np.clip(age, -2, 4) + FEMALE_GAIN * female + 0.15 * drug
    return strength * z + BLACK_GAP * black


def log_ratio_of(p: CountyParams, kind: np.ndarray, door: np.ndarray) -> np.ndarray:
    """Log hazard ratio by the kind of the diverted event (other doors: one figure)."""
    if p.effect == "null":
        return np.zeros(len(kind))
    if p.effect == "constant":
        ratio = np.full(len(kind), p.ratio_constant)
    else:
        ratio = np.where(kind == ELIG_PROST, p.ratio_prostitution, p.ratio_drug)
    return np.log(
        np.where(door == 0, ratio, p.ratio_other_door if p.effect == "by_drug" else p.ratio_constant)
    )


def _old_log_ratio(p: CountyParams, log_ratio: np.ndarray) -> np.ndarray:
    return np.where(log_ratio < 0, np.maximum(log_ratio, np.log(p.ratio_old_matters)), 0.0)


def _draw_officers(rng: np.random.Generator, district: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An officer for each event and that officer's factor on the chance of a diversion (mean 1)."""
    per_district = 40
    factor = rng.lognormal(-0.5 * 0.6**2, 0.6, (len(DISTRICTS), per_district))
    pick = rng.integers(0, per_district, len(district))
    return district.astype(np.int16) * per_district + pick.astype(np.int16), factor[district, pick]


def _scale_to(weights: np.ndarray, target: float, cap: float) -> np.ndarray:
    """Probabilities proportional to ``weights``, none above ``cap``, that sum to ``target`` (or as near as
    can be)."""
    total = weights.sum()
    if total <= 0 or target <= 0:
        return np.zeros_like(weights)
    scale = target / total
    for _ in range(60):
        p = np.minimum(scale * weights, cap)
        got = p.sum()
        if got >= target * (1 - 1e-9) or (p >= cap).all():
            break
        scale *= target / max(got, 1e-300)
    return p


def draw_referrals(
    rng: np.random.Generator,
    p: CountyParams,
    people: People,
    person: np.ndarray,
    day: np.ndarray,
    kind: np.ndarray,
    severity: np.ndarray,
    district: np.ndarray,
    officer_factor: np.ndarray,
) -> Referrals:
    """First referrals of everybody, from the events of world 0."""
    history = History(person, day)
    felony = severity == 0
    eligible = is_eligible(p, kind, severity, day, people.birth_year[person])
    ready = p.ramp[day] > 0
    candidate = ready & eligible & (district == CENTRAL)
    q = p.quality if p.messy_links else dict.fromkeys(p.quality, 0.0)
    rows = np.flatnonzero(candidate)
    who, when = person[rows], day[rows].astype(np.int64)
    old = (when - 730, when - 366)
    z = referral_score(
        p,
        people,
        who,
        when,
        kind[rows],
        history.count(who, *old),
        history.count(who, *old, felony),
        history.count(who, *old, eligible),
    )
    weight = p.ramp[when] * officer_factor[rows] * np.exp(z + p.unmeasured_referral * people.unmeasured[who])
    in_accrual = (when >= p.day(p.accrual_start)) & (when <= p.day(p.accrual_end))
    share = weight[in_accrual].sum() / max(weight.sum(), 1e-300)
    chance = np.zeros(len(person))
    chance[rows] = _scale_to(weight, p.target / max(share, 1e-9) if in_accrual.any() else 0.0, 0.5)
    # mistakes of practice: a diversion at an ineligible event, or outside the programme's district
    mean = chance[rows].mean() if len(rows) else 0.0
    for name, pool in (
        (
            "ineligible_event",
            ready & ~eligible & (district == CENTRAL) & np.isin(kind, (FELONY_DRUG, PROPERTY)),
        ),
        ("outside_area", ready & eligible & (district != CENTRAL)),
    ):
        if pool.any():
            chance[pool] = mean * q[name] * len(rows) / pool.sum()
    # the person's uniform number against the running sum of its chances
    total = np.cumsum(chance)
    first_of_person = np.searchsorted(person, np.arange(len(people)))
    before = np.concatenate([[0.0], total])[first_of_person]
    running = total - before[person]
    u = rng.random(len(people))[person]
    hit = np.flatnonzero((u < running) & (u >= running - chance) & (chance > 0))
    door = np.zeros(len(hit), np.int8)
    out = (person[hit], door, day[hit].astype(np.int64), hit)
    if p.other_doors:
        out = _add_other_doors(rng, p, people, history, in_accrual.any(), out)
    who, door, when, event = out
    log_ratio = log_ratio_of(p, np.where(event >= 0, kind[np.maximum(event, 0)], ELIG_DRUG), door)
    return Referrals(who, door, when, event, log_ratio)


def _add_other_doors(rng, p, people, history, open_, diverted):
    """Social contacts and community referrals; a person's earliest referral of any door is the first."""
    n = len(people)
    start, end = p.day(p.pilot_start), p.last_day
    near = np.where(people.home == CENTRAL, 1.0, 0.02) * np.exp(0.7 * people.drug)
    parts = [diverted]
    for door, per_diversion, front in (
        (1, p.social_per_diversion, 0.62),
        (2, p.community_per_diversion, 0.25),
    ):
        # most social contacts fall in the programme's first year, as Baltimore's did
        first_year = rng.random(n) < front
        accrual = p.day(p.accrual_start)
        day = np.where(
            first_year, accrual + rng.random(n) * 365, start + rng.random(n) * (end - start)
        ).astype(int)
        known = history.count(np.arange(n), day - 730, day - 1) > 0
        alive = people.death_day > day
        adult = p.year[day] - people.birth_year > 18
        weight = np.where(known & alive & adult, near, 0.0)
        chance = _scale_to(weight, per_diversion * p.target * open_, 0.5)
        who = np.flatnonzero(rng.random(n) < chance)
        parts.append((who, np.full(len(who), door, np.int8), day[who], np.full(len(who), -1)))
    who, door, day, event = (np.concatenate([np.asarray(part[k]) for part in parts]) for k in range(4))
    order = np.lexsort((door, day, who))
    who, door, day, event = who[order], door[order], day[order], event[order]
    first = np.concatenate([[True], who[1:] != who[:-1]]) if len(who) else np.zeros(0, bool)
    return who[first], door[first], day[first], event[first]


def simulate_block(rng: np.random.Generator, p: CountyParams, n: int) -> Simulated:
    """People, both worlds' events and first referrals of ``n`` people (``p.target`` is this block's own)."""
    people = draw_people(rng, p, n)
    log_rate = base_log_rate(p, people)
    props = _propose(rng, p, people, log_rate, 0, p.last_day)
    kept = np.flatnonzero(_accept(p, props))
    owner = props.person()
    person, day, kind = owner[kept], props.day[kept].astype(np.int64), props.kind[kept]
    if p.rows_per_person == 1:
        kind = _cap_eligible(p, person, day, kind)
    severity_u = rng.random(len(kept), dtype=np.float32)
    away = rng.random(len(kept)) < p.away_share
    district = np.where(away, _pick(rng, np.array(p.district_share), len(kept)), people.home[person]).astype(
        np.int8
    )
    officer, factor = _draw_officers(rng, district)
    referrals = draw_referrals(
        rng, p, people, person, day, kind, severity_of(kind, severity_u), district, factor
    )

    in_world1 = np.ones(len(kept), bool)
    treated = referrals.person
    if len(treated) and (referrals.log_ratio < 0).any():
        count = props.count[treated]
        at = np.repeat(props.first[treated] - (np.cumsum(count) - count), count) + np.arange(count.sum())
        subset = _Proposals(np.cumsum(count) - count, count, props.day[at], props.excess[at], props.kind[at])
        ratios = np.column_stack([referrals.log_ratio, _old_log_ratio(p, referrals.log_ratio)])
        yes = _accept(p, subset, from_day=referrals.day, log_ratio=ratios)
        world1 = np.ones(len(props.day), bool)
        world1[at] = yes
        in_world1 = world1[kept]
        extra = np.zeros(len(props.day), bool)
        extra[kept] = True
        assert not (yes & ~extra[at]).any(), "world 1 holds an event that world 0 lacks"
    events = Events(person, day, kind, severity_u, district, in_world1)
    return Simulated(p, people, events, referrals, officer, np.exp(log_rate))
