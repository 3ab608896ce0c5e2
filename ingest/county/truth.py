"""The planted truth of the arrest-diversion cohort: both worlds of the same people, counted by the contract's
rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from ingest.county.costs import UNIT_COSTS
from ingest.county.params import BENCH, ELIG_PROST, NEW_CHARGE, OLD_MATTERS, SUPERVISION, CountyParams
from ingest.county.process import (
    BLACK_GAP,
    BLACK_GAP_NONLINEAR,
    FEMALE_GAIN,
    NEVER,
    People,
    _accept,
    _old_log_ratio,
    _propose,
    base_log_rate,
)
from ingest.county.records import HEALTH, JAIL, PRISON
from ingest.county.trials import (
    DESIGNS,
    KEY,
    OUTCOMES,
    RACE_TEXT,
    SEX_TEXT,
    ChargeList,
    Known,
    Reading,
    Trials,
    comparison_trials,
    lead_trials,
    outcome_counts,
    read,
)

__all__ = ["Collected", "Known", "expected_outcomes", "world_outcomes"]

HORIZONS = (90, 180, 365, 730)
DOORS = ("arrest_diversion", "social_contact", "community")
EXPECTED_DRAWS = 40


def _world_charges(data, world: int) -> ChargeList:
    s, c = data.simulated, data.records.charges
    rows = np.ones(len(c["event"]), bool) if world == 0 else s.events.in_world1[c["event"]]
    chosen = {k: c[k][rows] for k in ("offense_day", "severity", "is_warrant", "warrant_type")}
    day = s.events.day[c["event"][rows]]
    return ChargeList.of(c["person"][rows], day, chosen, c["category"][rows])


def world_outcomes(
    data, trials: Trials, horizons: tuple[int, ...] = HORIZONS
) -> dict[int, list[dict[str, np.ndarray]]]:
    """Counts of every outcome by horizon in world 0 and world 1, for the given LEAD trials."""
    end = np.minimum(data.people.death_day.astype(np.int64), data.params.last_day)[trials.person]
    charges = [_world_charges(data, w) for w in (0, 1)]
    return {
        h: [outcome_counts(c, trials.person, trials.index_day, h, end) for c in charges] for h in horizons
    }


def _days_inside(start: np.ndarray, stop: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    return np.maximum(np.minimum(stop, high) - np.maximum(start, low) + 1, 0)


def _quantities(data, trials: Trials, horizon: int) -> list[dict[str, np.ndarray]]:
    """Countable things per trial in days 1 to ``horizon`` (up to the end of follow-up) in each world."""
    p, s, r = data.params, data.simulated, data.records
    end = np.minimum(data.people.death_day.astype(np.int64), p.last_day)[trials.person]
    low, high = trials.index_day + 1, np.minimum(trials.index_day + horizon, end)
    n = len(trials)
    row_of = np.full(len(data.people), -1, np.int64)
    row_of[trials.person] = np.arange(n)  # one LEAD trial a person
    disposition = np.full(len(s.events), -1, np.int64)
    disposition[r.charges["event"]] = r.charges["planned"]
    out = []
    for world in (0, 1):
        q: dict[str, np.ndarray] = {}

        def tally(person, day, keep, low=low, high=high):
            t = row_of[person]
            ok = keep & (t >= 0)
            ok[ok] = (day[ok] >= low[t[ok]]) & (day[ok] <= high[t[ok]])
            return np.bincount(t[ok], minlength=n).astype(float)

        there = np.ones(len(s.events), bool) if world == 0 else s.events.in_world1
        q["arrest"] = tally(s.events.person, s.events.day, there)
        stays = there & ~(r.diverted if world else np.zeros(len(there), bool))
        for item, code in (("booking", 0), ("citation", 1)):
            q[item] = tally(s.events.person, s.events.day, stays & (disposition == code))
        c = r.custody
        t = row_of[c["person"]]
        release = np.where(c["release_day"] < 0, p.last_day, c["release_day"])
        for item, facility in (("jail_day", JAIL), ("prison_day", PRISON)):
            ok = (t >= 0) & c[f"world{world}"] & (c["facility"] == facility)
            days = _days_inside(c["admit_day"][ok] + 1, release[ok], low[t[ok]], high[t[ok]])
            q[item] = np.bincount(t[ok], weights=days, minlength=n)
        c = r.court
        for item, level in (("felony_filing", 0), ("misdemeanor_filing", 1)):
            q[item] = tally(c["person"], c["filed_day"], c[f"world{world}"] & (c["severity"] == level))
        c = r.health
        for item, kinds in (
            ("ed_visit", ("ed_visit",)),
            ("crisis_contact", ("crisis",)),
            ("overdose_response", ("overdose_nonfatal", "overdose_fatal")),
        ):
            q[item] = tally(
                c["person"], c["day"], c[f"world{world}"] & np.isin(c["kind"], [HEALTH[k] for k in kinds])
            )
        out.append(q)
    return out


def expected_outcomes(
    rng: np.random.Generator,
    data,
    trials: Trials,
    horizons: tuple[int, ...] = HORIZONS,
    draws: int = EXPECTED_DRAWS,
    simulated=None,
) -> dict[int, dict[str, np.ndarray]]:
    """Average outcomes of fresh futures of the same trials: what their realised worlds are draws of.

    Returns by horizon the means over ``draws`` per trial of new_offense_0, new_offense_1 (risk),
    any_arrest_0/1 (risk) and counts ``*_count_0/1``. The history up to the diverted event, the death day and
    the index stay as they are.
    """
    s = simulated if simulated is not None else data.simulated
    p = s.params
    e, people, ref = s.events, s.people, s.referrals
    order = np.argsort(ref.person)
    at = order[np.searchsorted(ref.person[order], trials.person)]
    assert (ref.person[at] == trials.person).all()
    start = np.minimum(ref.day[at], trials.index_day)
    copies = np.repeat(np.arange(len(trials)), draws)
    who = trials.person[copies]
    clone = People(*(getattr(people, f)[who] for f in People.__dataclass_fields__))
    history = np.full((len(trials), 13), -NEVER, np.int16)
    key = e.person.astype(np.int64) * KEY + e.day
    top = np.searchsorted(key, trials.person.astype(np.int64) * KEY + start, side="right")
    for k in range(13):
        i = top - 1 - k
        ok = (i >= 0) & (e.person[np.maximum(i, 0)] == trials.person)
        # the ring is written from slot 0 on: the oldest must stand there
        history[ok, 12 - k] = e.day[i[ok]]
    last = np.minimum(p.last_day, trials.index_day + max(horizons))[copies]
    props = _propose(rng, p, clone, base_log_rate(p, clone), start[copies] + 1, last)
    ratio = np.column_stack([ref.log_ratio[at], _old_log_ratio(p, ref.log_ratio[at])])[copies]
    owner = props.person()
    day = props.day.astype(np.int64)
    new = ~np.isin(props.kind, OLD_MATTERS)
    lag = np.where(rng.random(len(day)) < 0.14, 1 + rng.exponential(25.0, len(day)), 0).astype(np.int64)
    fresh = props.kind == NEW_CHARGE
    lag[fresh] = (3 + rng.exponential(45.0, fresh.sum())).astype(np.int64)
    missing = rng.random(len(day)) < p.quality["offense_date_missing"]
    index = trials.index_day[copies][owner]
    counts_as_new = new & np.where(missing, ~fresh, day - lag > index)
    out: dict[int, dict[str, np.ndarray]] = {h: {} for h in horizons}
    for world in (0, 1):
        yes = _accept(
            p,
            props,
            history=history[copies],
            from_day=ref.day[at][copies] if world else None,
            log_ratio=ratio if world else None,
        )
        for h in horizons:
            inside = yes & (day > index) & (day <= index + h)
            for name, flag in (("new_offense", inside & counts_as_new), ("any_arrest", inside)):
                count = np.bincount(owner[flag], minlength=len(copies)).reshape(len(trials), draws)
                out[h][f"{name}_{world}"] = (count > 0).mean(1)
                out[h][f"{name}_count_{world}"] = count.mean(1)
    return out


class Collected:
    """Sums over blocks, from which the truth's figures follow."""

    def __init__(self, p: CountyParams) -> None:
        self.params = p
        self.sums: Counter = Counter()
        self.cohort: Counter = Counter()

    def add(self, rng: np.random.Generator, data, known: Known) -> None:
        p = self.params
        x = read(data.params, known)
        lead = lead_trials(x)
        for door in range(3):
            self.cohort["lead", DOORS[door]] += int((lead.door == door).sum())
        for design in DESIGNS:
            t = comparison_trials(x, design)
            self.cohort["comparison", design] += len(t)
            self.cohort["comparison_people", design] += len(np.unique(t.person))
        ad = lead.door == 0
        t = Trials(*(getattr(lead, f)[ad] for f in Trials.__dataclass_fields__))
        if not len(t):
            return
        worlds = world_outcomes(data, t)
        expected = expected_outcomes(rng, data, t)
        groups = self._groups(x, data, t)
        for h in HORIZONS:
            seen = t.index_day + h <= p.last_day
            for name in OUTCOMES:
                y0, y1 = (w[name] for w in worlds[h])
                for group, member in groups.items():
                    if group != "all" and name not in ("new_offense", "any_arrest"):
                        continue
                    m = seen & member
                    self._tally(("att", group, name, h), m, (y1 > 0), (y0 > 0), y1, y0)
            for name in ("new_offense", "any_arrest"):
                ex = expected[h]
                for group, member in groups.items():
                    self._tally(
                        ("expected", group, name, h),
                        seen & member,
                        ex[f"{name}_1"],
                        ex[f"{name}_0"],
                        ex[f"{name}_count_1"],
                        ex[f"{name}_count_0"],
                    )
            zero, one = _quantities(data, t, h)
            for item in zero:
                self._tally(("quantity", "all", item, h), seen, one[item], zero[item], one[item], zero[item])
            self.sums["months", h] += float(self._enrolled_months(data, t, h)[seen].sum())
            self.sums["months_n", h] += int(seen.sum())

    def _groups(self, x: Reading, data, t: Trials) -> dict[str, np.ndarray]:
        s = data.simulated
        kind = np.full(len(s.people), -1)
        hit = s.referrals.event >= 0
        kind[s.referrals.person[hit]] = s.events.kind[s.referrals.event[hit]]
        race = np.array([*RACE_TEXT, "unknown"])[x.race[t.person]]
        sex = np.array([*SEX_TEXT, "unknown"])[x.sex[t.person]]
        groups = {
            "all": np.ones(len(t), bool),
            "index:drug_possession": kind[t.person] != ELIG_PROST,
            "index:prostitution": kind[t.person] == ELIG_PROST,
        }
        groups |= {f"sex:{v}": sex == v for v in ("male", "female")}
        groups |= {f"race:{v}": race == v for v in ("Black", "White")}
        return groups

    def _enrolled_months(self, data, t: Trials, horizon: int) -> np.ndarray:
        """Months from intake to exit inside days 0 to ``horizon`` of the person's referral that opened the
        trial."""
        r = data.records.referrals
        first = np.flatnonzero(r["first"])
        where = np.full(len(data.people), -1, np.int64)
        where[r["person"][first]] = first
        row = where[t.person]
        begin, stop = r["intake_day"][row], r["exit_day"][row]
        end = np.minimum(data.people.death_day.astype(np.int64), data.params.last_day)[t.person]
        stop = np.minimum(np.where(stop < 0, end, stop), np.minimum(t.index_day + horizon, end))
        return np.where((begin >= 0) & (stop > begin), stop - begin, 0) / (365.25 / 12)

    def _tally(self, key: tuple, rows: np.ndarray, y1, y0, c1, c0) -> None:
        self.sums[(*key, "n")] += int(rows.sum())
        for name, value in (("y1", y1), ("y0", y0), ("c1", c1), ("c0", c0)):
            self.sums[(*key, name)] += float(np.asarray(value)[rows].sum())

    def _effect(self, *key) -> dict[str, Any]:
        n = self.sums[(*key, "n")]
        if not n:
            return {"n": 0}
        y1, y0, c1, c0 = (self.sums[(*key, k)] / n for k in ("y1", "y0", "c1", "c0"))
        return {
            "n": int(n),
            "risk_lead": y1,
            "risk_comparison": y0,
            "risk_difference": y1 - y0,
            "risk_ratio": y1 / y0 if y0 else None,
            "mean_count_lead": c1,
            "mean_count_comparison": c0,
            "mean_count_difference": c1 - c0,
        }

    def values(self) -> dict[str, Any]:
        """The figures of truth.json (see its ``notes``)."""
        p = self.params
        keys = [k for k in self.sums if k[-1] == "n"]
        att: dict[str, Any] = {"all": {o: {} for o in OUTCOMES}}
        for part, group, name, h, _ in keys:
            if part == "att":
                att.setdefault(group, {}).setdefault(name, {})[str(h)] = self._effect(part, group, name, h)
        expected: dict[str, Any] = {}
        quantities: dict[str, Any] = {}
        for part, group, name, h, _ in keys:
            if part == "expected":
                expected.setdefault(group, {}).setdefault(name, {})[str(h)] = self._effect(
                    part, group, name, h
                )
            elif part == "quantity":
                e = self._effect(part, group, name, h)
                if e["n"]:
                    quantities.setdefault(str(h), {})[name] = {
                        "mean_lead": e["mean_count_lead"],
                        "mean_comparison": e["mean_count_comparison"],
                        "avoided_per_person": -e["mean_count_difference"],
                    }
        costs = {h: _priced(q) for h, q in quantities.items()}
        months = {
            str(h): self.sums["months", h] / self.sums["months_n", h]
            for h in HORIZONS
            if self.sums["months_n", h]
        }
        cohort = {
            "lead": {d: self.cohort["lead", d] for d in DOORS},
            "comparison_trials": {d: self.cohort["comparison", d] for d in DESIGNS},
            "comparison_people": {d: self.cohort["comparison_people", d] for d in DESIGNS},
        }
        hazard = (
            {"all": 1.0}
            if p.effect == "null"
            else {"all": p.ratio_constant}
            if p.effect == "constant"
            else {
                "drug_possession": p.ratio_drug,
                "prostitution": p.ratio_prostitution,
                "other doors": p.ratio_other_door,
            }
        )
        return {
            "cohort": cohort,
            "att": att,
            "expected_att": expected,
            "quantities": quantities,
            "costs": costs,
            "enrolled_months_per_person": months,
            "planted": {
                "hazard_ratio_new_matters": hazard,
                "hazard_ratio_old_matters": 1.0 if p.effect == "null" else p.ratio_old_matters,
                "unmeasured": _unmeasured(p),
                "access": _access(p),
                "area_wide_shock": {"day": p.shock_day.isoformat(), "share": p.shock},
            },
            "notes": _NOTES,
        }


def _priced(quantities: dict[str, Any]) -> dict[str, Any]:
    """Avoided dollars a person by item, basis and payer: quantity times the illustrative unit cost,
    undiscounted."""
    out: dict[str, Any] = {}
    for row in UNIT_COSTS:
        q = quantities.get(row.item)
        if q is not None:
            out.setdefault(row.basis, {}).setdefault(row.payer, {})[row.item] = (
                q["avoided_per_person"] * row.amount
            )
    return out


def _access(p: CountyParams) -> dict[str, float]:
    """Ratio of the chance of a diversion at an eligible event, all else equal (the planted access gap)."""
    strength = 2.2 if p.confounding == "strong" else 1.0
    black = BLACK_GAP_NONLINEAR if p.confounding == "nonlinear" else BLACK_GAP
    return {
        "black_to_other_race": float(np.exp(black)),
        "female_to_male": float(np.exp(strength * FEMALE_GAIN)),
    }


def _unmeasured(p: CountyParams) -> dict[str, Any] | None:
    if not p.unmeasured:
        return None
    return {
        "prevalence_of_plus_one": 0.5,
        "values": [-1, 1],
        "log_hazard_per_unit": p.unmeasured_hazard,
        "log_referral_per_unit": p.unmeasured_referral,
        "hazard_ratio_plus_to_minus": float(np.exp(2 * p.unmeasured_hazard)),
        "referral_ratio_plus_to_minus": float(np.exp(2 * p.unmeasured_referral)),
    }


_NOTES = {
    "att": "Both worlds of the trials of the arrest-diversion cohort that the contract's rules keep, "
    "observed at the horizon: risk and mean count of events in days 1 to H, with the referral "
    "(lead) and with no LEAD at all (comparison). Same random numbers in both worlds. No fault "
    "spoils these counts.",
    "expected_att": f"The same trials with {EXPECTED_DRAWS} fresh futures each: less noise, the figure to "
    "hold a method against. The realised one is a draw around it.",
    "comparison": "The counterfactual has no LEAD later either. Comparison people may still be referred "
    "later; an arrest diversion needs an arrest, so first re-arrests are hardly touched, counts a little.",
    "quantities": "Per person, days 1 to H, each world's own stays, filings and health events. The index "
    "arrest's own detention and filing fall in the days after it and are part of what a diversion "
    "avoids.",
    "costs": "avoided_per_person times the unit cost, no discount; prices of 2025; illustrative.",
    "historical": "The area-wide shock falls between the historical window and the accrual: that design is "
    "biased by the shock, by construction, unless shock is 0.",
    "ledger": "What a load of these files must come to.",
}
assert BENCH in OLD_MATTERS and SUPERVISION in OLD_MATTERS
