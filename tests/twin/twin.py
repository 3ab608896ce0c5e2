"""A brute-force twin of the contract's definitions (section 3) and rates (section 4), in plain Python.

It is written to be read against the contract, sentence by sentence, and to be slow where that is clearer:
custody is a set of days, the Aalen-Johansen estimate walks day by day. It knows nothing of the SQL.

``rows`` is a dict of row lists (dicts of canonical columns, as in the store's ``raw`` schema): arrests,
referrals, engagements, custody, deaths, and quarantined_arrests (person_id, arrest_id), quarantined_referrals
(person_id, referral_date). All but the rates happens within one person, so the first step is ``by_person``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from pipeline.settings import Site
from tests.twin.interval import day, in_grace, in_lookback, in_window

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Z = 1.959963984540054
KEY = ("person_id", "arm", "door", "comparison_design", "index_date")
EXTRACTS = (
    "arrests", "referrals", "engagements", "custody", "deaths", "quarantined_arrests",
    "quarantined_referrals",
)
SERIOUSNESS = {"felony": 3, "misdemeanor": 2, "citation": 1, "unknown": 0, None: 0}
OUTCOMES = (
    "new_offense", "any_arrest", "warrant", "supervision", "prior_offense", "felony", "misdemeanor",
    "citation", "drug", "prostitution", "property", "violent",
)
# In the order in which a candidate leaves; the first reason that applies is the one that it is counted under.
LEAD_STEPS = (
    "referral_before_accrual", "index_after_accrual", "linked_far", "no_eligible_charge", "excluded_category",
    "not_of_age", "charge_quarantined", "outside_programme_areas", "referral_quarantined",
    "lookback_not_covered", "dead_before_index",
)
COMPARISON_STEPS = (
    "excluded_category", "not_of_age", "charge_quarantined", "referred_before", "diverted_without_referral",
    "referral_quarantined", "lookback_not_covered", "dead_before_index",
)


# -- one person -----------------------------------------------------------------------------------------
def by_person(rows: Rows) -> dict[int, Rows]:
    """Each person's own rows."""
    people: dict[int, Rows] = defaultdict(lambda: {name: [] for name in EXTRACTS})
    for name in EXTRACTS:
        for row in rows.get(name, ()):
            people[row["person_id"]][name].append(row)
    return dict(people)


def most_frequent(values: Iterable[Any]) -> Any:
    """The most frequent known value, ties to the lowest; None where none is known."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def trait(person: Rows, column: str) -> Any:
    """Birth year, sex, race or ethnicity: by the arrests, else by the referrals."""
    known = most_frequent(r[column] for r in person["arrests"])
    return known if known is not None else most_frequent(r[column] for r in person["referrals"])


def death_date(person: Rows) -> date | None:
    return min((r["death_date"] for r in person["deaths"]), default=None)


# -- arrests, events, links -----------------------------------------------------------------------------
def arrest_dates(person: Rows) -> dict[str, date]:
    """Each arrest's date: the earliest of its rows."""
    dates: dict[str, date] = {}
    for row in person["arrests"]:
        dates[row["arrest_id"]] = min(row["arrest_date"], dates.get(row["arrest_id"], row["arrest_date"]))
    return dates


def arrest_events(person: Rows) -> dict[date, list[Row]]:
    """The person's days with an arrest, each with its charges in order."""
    dates, events = arrest_dates(person), defaultdict(list)
    for row in sorted(person["arrests"], key=lambda r: (r["arrest_id"], r["charge_number"])):
        events[dates[row["arrest_id"]]].append(row)
    return dict(events)


def link(referral: Row, person: Rows, site: Site) -> tuple[str, date | None]:
    """("near" | "far", the event's date), ("unlinked", None), or ("other_door", None)."""
    if referral["door"] != "arrest_diversion":
        return "other_door", None
    dates, when = arrest_dates(person), referral["referral_date"]
    if referral["arrest_id"] in dates:
        event = dates[referral["arrest_id"]]
        return ("near" if abs(day(event, when)) <= site.link_within_days else "far"), event
    close = [d for d in dates.values() if 0 <= day(when, d) <= site.link_within_days]
    return ("near", max(close)) if close else ("unlinked", None)


def as_charge(referral: Row) -> Row:
    """The one charge that stands for a diversion without an arrest row."""
    return {
        "arrest_id": None, "charge_number": 1, "offense_date": referral["referral_date"],
        "severity": referral["severity"] or "unknown", "is_warrant": False, "warrant_type": "unknown",
        "offense_category": referral["offense_category"] or "unknown", "disposition": "unknown",
        "district": referral["district"],
    }


def unlinked_events(person: Rows, site: Site) -> dict[date, list[Row]]:
    events = defaultdict(list)
    for referral in sorted(person["referrals"], key=lambda r: r["referral_id"]):
        if link(referral, person, site)[0] == "unlinked":
            events[referral["referral_date"]].append(as_charge(referral))
    return dict(events)


def events_of(person: Rows, site: Site) -> dict[date, list[Row]]:
    """All events: the person's arrests by day, and the unlinked diversions (never on an arrest's day)."""
    return {**arrest_events(person), **unlinked_events(person, site)}


# -- eligibility ----------------------------------------------------------------------------------------
def rule_allows(category: str, severity: str, on: date, site: Site) -> bool:
    return any(
        category in rule.offense_category and severity in rule.severity
        and (rule.valid_from is None or rule.valid_from <= on)
        and (rule.valid_to is None or on <= rule.valid_to)
        for rule in site.eligibility.rules
    )


def is_eligible_charge(charge: Row, on: date, site: Site) -> bool:
    return not charge["is_warrant"] and rule_allows(charge["offense_category"], charge["severity"], on, site)


def is_of_age(person: Rows, on: date, site: Site) -> bool:
    """Certainly over the minimum age; an unknown birth year is kept."""
    birth_year = trait(person, "birth_year")
    return birth_year is None or on.year - birth_year > site.eligibility.min_age


def lost_a_charge(charges: list[Row], person: Rows) -> bool:
    lost = {r["arrest_id"] for r in person["quarantined_arrests"]}
    return any(c["arrest_id"] in lost for c in charges)


def faults_of_event(charges: list[Row], on: date, person: Rows, site: Site) -> set[str]:
    """Why an event is not eligible."""
    faults = set()
    if not any(is_eligible_charge(c, on, site) for c in charges):
        faults.add("no_eligible_charge")
    if any(c["offense_category"] in site.eligibility.exclude_categories for c in charges):
        faults.add("excluded_category")
    if not is_of_age(person, on, site):
        faults.add("not_of_age")
    if lost_a_charge(charges, person):
        faults.add("charge_quarantined")
    return faults


def is_eligible_event(charges: list[Row], on: date, person: Rows, site: Site) -> bool:
    return not faults_of_event(charges, on, person, site)


def area_of(district: str | None, site: Site) -> str | None:
    """programme, comparison, elsewhere, or None for an unknown district; without areas all is programme."""
    if site.areas is None:
        return "programme"
    if district is None:
        return None
    if district in site.areas.programme:
        return "programme"
    return "comparison" if district in site.areas.comparison else "elsewhere"


def design_of(design: str, site: Site) -> tuple[str, date, date]:
    """Area and window of a comparison design."""
    accrual, historical = site.accrual, site.historical_window
    return {
        "concurrent_area": ("comparison", accrual.start, accrual.end),
        "concurrent_undiverted": ("programme", accrual.start, accrual.end),
        "historical": ("programme", historical.start, historical.end),
    }[design]


# -- the two arms ---------------------------------------------------------------------------------------
def reasons_of_both_arms(person: Rows, index: date, site: Site) -> set[str]:
    reasons, died = set(), death_date(person)
    quarantined = [r["referral_date"] for r in person["quarantined_referrals"]]
    if any(when is None or when <= index for when in quarantined):
        reasons.add("referral_quarantined")
    if index - timedelta(days=site.lookback_days) < site.data_from:
        reasons.add("lookback_not_covered")
    if died is not None and died < index:
        reasons.add("dead_before_index")
    return reasons


def lead_candidate(person: Rows, site: Site) -> Row | None:
    """The person's first-ever referral with every reason for which it leaves the cohort."""
    if not person["referrals"]:
        return None
    first = min(person["referrals"], key=lambda r: (r["referral_date"], r["referral_id"]))
    kind, event_date = link(first, person, site)
    index = event_date if kind == "near" else first["referral_date"]
    charges = arrest_events(person)[index] if kind == "near" else []
    category, severity = first["offense_category"], first["severity"]
    both_given = category not in (None, "unknown") and severity not in (None, "unknown")
    district = (charges[0]["district"] if charges else None) or first["district"]

    reasons = reasons_of_both_arms(person, index, site)
    if first["referral_date"] < site.accrual.start or index < site.accrual.start:
        reasons.add("referral_before_accrual")
    if index > site.accrual.end:
        reasons.add("index_after_accrual")
    if kind == "far":
        reasons.add("linked_far")
    if kind == "near":
        reasons |= faults_of_event(charges, index, person, site)
    elif both_given:  # judged as if it were one charge without a warrant
        reasons |= faults_of_event([as_charge(first)], index, person, site)
    if not is_of_age(person, index, site):
        reasons.add("not_of_age")
    if area_of(district, site) not in ("programme", None):
        reasons.add("outside_programme_areas")
    return {
        "person_id": first["person_id"], "arm": "lead", "door": first["door"], "comparison_design": None,
        "index_date": index, "is_linked": kind == "near",
        "eligibility_verified": kind == "near" or both_given,
        "charges": charges, "referral": first, "reasons": reasons,
    }


def is_referred_by(person: Rows, on: date, site: Site) -> bool:
    """A referral, or an event that one is linked to (far or not), on or before that day."""
    for referral in person["referrals"]:
        event_date = link(referral, person, site)[1]
        if referral["referral_date"] <= on or (event_date is not None and event_date <= on):
            return True
    return False


def comparison_candidates(person: Rows, design: str, site: Site) -> list[Row]:
    """The person's events with an eligible charge in the window and districts of a design.

    Each carries the reasons for which it leaves.
    """
    area, start, end = design_of(design, site)
    out = []
    for index, charges in sorted(events_of(person, site).items()):
        if not start <= index <= end or area_of(charges[0]["district"], site) != area:
            continue
        faults = faults_of_event(charges, index, person, site)
        if "no_eligible_charge" in faults:
            continue
        reasons = reasons_of_both_arms(person, index, site) | faults
        if is_referred_by(person, index, site):
            reasons.add("referred_before")
        if any(c["disposition"] == "diverted" for c in charges):
            reasons.add("diverted_without_referral")
        person_id = (person["arrests"] or person["referrals"])[0]["person_id"]
        out.append({
            "person_id": person_id, "arm": "comparison", "door": None, "comparison_design": design,
            "index_date": index, "is_linked": False, "eligibility_verified": True, "charges": charges,
            "referral": None, "reasons": reasons,
        })
    return out


def candidates(rows: Rows, site: Site) -> list[Row]:
    out = []
    for person in by_person(rows).values():
        lead = lead_candidate(person, site)
        out += [lead] if lead else []
        for design in site.cohort_designs:
            out += comparison_candidates(person, design, site)
    return out


def cohort(rows: Rows, site: Site) -> list[Row]:
    """The trials that stay, with covariates: one row a person, arm, door, design and index date."""
    people = by_person(rows)
    out = []
    for trial in candidates(rows, site):
        if trial["reasons"]:
            continue
        person = people[trial["person_id"]]
        known = {k: v for k, v in trial.items() if k not in ("charges", "referral", "reasons")}
        out.append({
            **known, "follow_up_end": follow_up_end(person, site),
            "is_engaged": is_engaged(person, trial["index_date"], site), **covariates(trial, person, site),
        })
    return out


def attrition(rows: Rows, site: Site, steps: dict[str, tuple[str, ...]] | None = None) -> list[Row]:
    """One row a step, arm, door and design: trials and people in, excluded, out.

    A trial leaves at its first reason. A person is in or out with at least one trial, excluded with the last.
    """
    steps = steps or {"lead": LEAD_STEPS, "comparison": COMPARISON_STEPS}
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for trial in candidates(rows, site):
        groups[trial["arm"], trial["door"], trial["comparison_design"]].append(trial)
    out = []
    for (arm, door, design), trials in groups.items():
        for number, step in enumerate(("candidates", *steps[arm]), start=1):
            gone = [t for t in trials if step in t["reasons"]]
            left = [t for t in trials if step not in t["reasons"]]
            out.append({
                "step_number": number, "step": step, "arm": arm, "door": door, "comparison_design": design,
                "n_in": len(trials), "n_excluded": len(gone), "n_out": len(left),
                "n_people_in": n_people(trials), "n_people_out": n_people(left),
                "n_people_excluded": n_people(trials) - n_people(left),
            })
            trials = left
    return out


def n_people(rows: Iterable[Row]) -> int:
    return len({r["person_id"] for r in rows})


def area_policy_events(rows: Rows, site: Site) -> list[Row]:
    """Every eligible event, diverted or not, of a programme or comparison area, before or after."""
    out = []
    for person_id, person in by_person(rows).items():
        for on, charges in sorted(events_of(person, site).items()):
            area = area_of(charges[0]["district"], site)
            if area not in ("programme", "comparison") or not is_eligible_event(charges, on, person, site):
                continue
            for period, window in (("before", site.historical_window), ("after", site.accrual)):
                if window.start <= on <= window.end:
                    out.append({
                        "person_id": person_id, "index_date": on, "area": area, "period": period,
                        "reasons": reasons_of_both_arms(person, on, site),
                    })
    return out


# -- follow-up and covariates ---------------------------------------------------------------------------
def follow_up_end(person: Rows, site: Site) -> date:
    died = death_date(person)
    return site.data_through if died is None else min(died, site.data_through)


def custody_days(person: Rows, site: Site) -> set[date]:
    """Every day that a stay covers: from the day after admission to release, or to the end of the data."""
    days: set[date] = set()
    for stay in person["custody"]:
        last = stay["release_date"] or site.data_through
        days |= {stay["admit_date"] + timedelta(days=n) for n in range(1, day(last, stay["admit_date"]) + 1)}
    return days


def street_days(person: Rows, index: date, horizon: int, site: Site) -> int:
    end = follow_up_end(person, site)
    custody = custody_days(person, site) if "custody" in site.extracts else set()
    days = [index + timedelta(days=d) for d in range(1, horizon + 1)]
    return sum(1 for d in days if d <= end and d not in custody)


def is_engaged(person: Rows, index: date, site: Site) -> bool | None:
    rule = site.engagement
    longest = timedelta(days=max(rule.intake_within_days, rule.within_days))
    if "engagements" not in site.extracts or index + longest > site.data_through:
        return None
    contacts = [
        r for r in person["engagements"]
        if r["outcome"] == "attended" and in_grace(r["contact_date"], index, rule.within_days)
    ]
    return has_intake(person, index, site) and len(contacts) >= rule.min_contacts


def has_intake(person: Rows, index: date, site: Site) -> bool:
    """The person's earliest intake on or after the index is in time."""
    intakes = [r["intake_date"] for r in person["referrals"] if r["intake_date"]]
    later = [d for d in intakes if d >= index]
    return bool(later) and in_grace(min(later), index, site.engagement.intake_within_days)


def covariates(trial: Row, person: Rows, site: Site) -> Row:
    index, lookback = trial["index_date"], site.lookback_days
    prior = {d: c for d, c in events_of(person, site).items() if in_lookback(d, index, lookback)}
    birth_year = trait(person, "birth_year")
    eligible = [c for c in trial["charges"] if is_eligible_charge(c, index, site)]
    # sorted by (arrest_id, charge_number), and max keeps the first of equals
    main = max(eligible, key=lambda c: SERIOUSNESS[c["severity"]]) if eligible else trial["referral"]

    def count(holds) -> int:
        return sum(1 for charges in prior.values() if any(holds(c) for c in charges))

    def recent(days: int) -> int:
        return sum(1 for d in prior if in_lookback(d, index, days))

    return {
        "age": None if birth_year is None else index.year - birth_year,
        "is_age_unknown": birth_year is None,
        "sex": trait(person, "sex"), "race": trait(person, "race"), "ethnicity": trait(person, "ethnicity"),
        "index_quarter": f"{index.year}-Q{(index.month + 2) // 3}",
        "index_category": main["offense_category"], "index_severity": main["severity"],
        "prior_arrests": len(prior),
        "prior_new_offense_arrests": count(
            lambda c: not c["is_warrant"] and c["offense_category"] != "supervision"),
        "prior_felony_arrests": count(lambda c: c["severity"] == "felony"),
        "prior_drug_arrests": count(lambda c: c["offense_category"] in ("drug_possession", "drug_sale")),
        "prior_warrant_arrests": count(lambda c: c["is_warrant"]),
        "prior_arrests_30d": recent(30), "prior_arrests_90d": recent(90), "prior_arrests_365d": recent(365),
        "prior_eligible_arrests": sum(is_eligible_event(c, d, person, site) for d, c in prior.items()),
        "days_since_last_arrest": min((day(index, d) for d in prior), default=None),
        "prior_custody_days": None if "custody" not in site.extracts else sum(
            1 for d in custody_days(person, site) if in_lookback(d, index, lookback)),
    }


# -- outcomes -------------------------------------------------------------------------------------------
def is_qualifying(charge: Row, index: date, null_dates_are_prior: bool = False) -> bool:
    """A charge that makes an event a new offence."""
    offense = charge["offense_date"]
    if offense is None and null_dates_are_prior:
        return False
    plain = not charge["is_warrant"] and charge["offense_category"] != "supervision"
    if plain and (offense is None or offense > index):
        return True
    return charge["warrant_type"] == "new_charge" and offense is not None and offense > index


def outcomes_of_event(charges: list[Row], index: date, null_dates_are_prior: bool = False) -> set[str]:
    """The outcomes that an event after the index counts for."""
    qualifying = [c for c in charges if is_qualifying(c, index, null_dates_are_prior)]
    if not qualifying:
        if any(c["is_warrant"] for c in charges):
            return {"any_arrest", "warrant"}
        supervised = any(c["offense_category"] == "supervision" for c in charges)
        return {"any_arrest", "supervision" if supervised else "prior_offense"}
    found = {"any_arrest", "new_offense"}
    found |= {max((c["severity"] for c in qualifying), key=SERIOUSNESS.__getitem__)} - {"unknown"}
    categories = {c["offense_category"] for c in qualifying}
    found |= {"drug"} if categories & {"drug_possession", "drug_sale"} else set()
    return found | (categories & {"prostitution", "property", "violent"})


def rediversions(person: Rows, site: Site) -> set[date]:
    """Days of the events that a referral is linked to (far or not), and of the unlinked diversions."""
    links = [link(r, person, site)[1] for r in person["referrals"]]
    return {d for d in links if d} | set(unlinked_events(person, site))


def outcomes(trials: list[Row], rows: Rows, site: Site, variant: str | None = None) -> list[Row]:
    """One row a trial, outcome and horizon; ``last_day`` (for Aalen-Johansen) stands beside.

    ``variant`` is None or a sensitivity analysis: null_dates_are_prior, exclude_rediversion.
    """
    people, out = by_person(rows), []
    for trial in trials:
        person, index = people[trial["person_id"]], trial["index_date"]
        end, died = follow_up_end(person, site), death_date(person)
        left_out = rediversions(person, site) if variant == "exclude_rediversion" else set()
        after = {
            d: outcomes_of_event(charges, index, variant == "null_dates_are_prior")
            for d, charges in events_of(person, site).items() if d <= end and d not in left_out
        }
        for horizon in site.horizons_days:
            observed = index + timedelta(days=horizon) <= site.data_through
            days_on_street = street_days(person, index, horizon, site)
            death_day = max(1, day(died, index)) if died is not None and died <= site.data_through else None
            for outcome in OUTCOMES:
                hits = [day(d, index) for d, kinds in after.items()
                        if outcome in kinds and in_window(d, index, horizon)]
                if hits:
                    event_type, when = "rearrest", min(hits)
                elif death_day is not None and death_day <= horizon:
                    event_type, when = "death", death_day
                else:
                    event_type, when = ("none" if observed else "censored"), None
                out.append({
                    **{k: trial.get(k) for k in KEY},
                    "outcome": outcome, "horizon_days": horizon, "is_observed": observed,
                    "is_rearrested": bool(hits) if observed else None, "arrest_events": len(hits),
                    "days_to_first_event": when, "street_days": days_on_street, "event_type": event_type,
                    "last_day": min(horizon, day(site.data_through, index)) if when is None else when,
                })
    return out


# -- rates (contract, section 4) ------------------------------------------------------------------------
def wilson(p: float, n: int) -> tuple[float, float]:
    centre, half = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (centre - half) / (1 + Z * Z / n), (centre + half) / (1 + Z * Z / n)


def by_person_sums(values: Iterable[tuple[int, Any]]) -> list[Any]:
    sums: dict[int, Any] = defaultdict(int)
    for person_id, value in values:
        sums[person_id] += value
    return list(sums.values())


def rate_interval(trials: list[tuple[int, bool]]) -> tuple[float | None, float | None]:
    """Limits of the share of (person, y) pairs; in fractions, so that V = 0 is a fact and not a rounding."""
    groups, n = len({g for g, _ in trials}), len(trials)
    if n == 0 or groups < 2:
        return None, None
    p = Fraction(sum(y for _, y in trials), n)
    u = by_person_sums((g, int(y) - p) for g, y in trials)
    v = Fraction(groups, groups - 1) * sum(x * x for x in u) / (n * n)
    if p in (0, 1) or v == 0:
        return wilson(float(p), groups)
    middle, half = math.log(p / (1 - p)), Z * math.sqrt(v) / float(p * (1 - p))
    return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))


def events_interval(trials: list[tuple[int, int, int]]) -> tuple[float | None, float | None]:
    """Limits of events per person-year of (person, events, street days) triples."""
    groups, e = len({g for g, _, _ in trials}), sum(x for _, x, _ in trials)
    t = sum(Fraction(d * 4, 1461) for _, _, d in trials)  # 365.25 days a year
    if groups < 2 or t == 0:
        return None, None
    if e == 0:
        return 0.0, -math.log(0.025) / float(t)
    r = Fraction(e) / t
    u = by_person_sums((g, x - r * Fraction(d * 4, 1461)) for g, x, d in trials)
    v = Fraction(groups, groups - 1) * sum(x * x for x in u)
    if v == 0:
        return None, None
    half = Z * math.sqrt(v) / e
    return float(r) * math.exp(-half), float(r) * math.exp(half)


def aalen_johansen(trials: list[tuple[int, int, str]], horizon: int) -> tuple[Fraction | None, float | None]:
    """Cumulative incidence of re-arrest at the horizon and its infinitesimal-jackknife SE, summed by person.

    Each trial is (person, last day, event type); on one day re-arrest and death come before censoring. The
    influence of a trial is the derivative of the estimate in its weight, carried along day by day. The
    estimate is a fraction, so that 0 and 1 are met exactly. It is None where the horizon lies beyond the last
    day that anybody was followed, unless all had been re-arrested or died by then.
    """
    f, s = Fraction(0), Fraction(1)
    df, ds = [0.0] * len(trials), [0.0] * len(trials)
    for t in range(1, horizon + 1):
        at_risk = sum(1 for _, last, _ in trials if last >= t)
        if at_risk == 0:
            if s > 0:
                return None, None
            break
        arrested = [last == t and kind == "rearrest" for _, last, kind in trials]
        left = [last == t and kind in ("rearrest", "death") for _, last, kind in trials]
        h1, h = Fraction(sum(arrested), at_risk), Fraction(sum(left), at_risk)
        survival, all_causes, of_arrest = float(s), float(h), float(h1)
        for i, (_, last, _) in enumerate(trials):
            dh1 = (arrested[i] - of_arrest) / at_risk if last >= t else 0.0
            dh = (left[i] - all_causes) / at_risk if last >= t else 0.0
            df[i] += ds[i] * of_arrest + survival * dh1
            ds[i] = ds[i] * (1 - all_causes) - survival * dh
        f += s * h1
        s *= 1 - h
    people = by_person_sums((g, x) for (g, _, _), x in zip(trials, df))
    return f, math.sqrt(sum(x * x for x in people))


def loglog_interval(f: Fraction | None, se: float | None) -> tuple[float | None, float | None]:
    """F ** exp(+- z se / (F |ln F|)); none without variance, as the contract says of events."""
    if f is None or not 0 < f < 1 or se < 1e-12:
        return None, None
    f = float(f)
    half = Z * se / (f * -math.log(f))
    return f ** math.exp(half), f ** math.exp(-half)


def rates(outcome_rows: list[Row]) -> list[Row]:
    """One row an arm, door, design, outcome and horizon."""
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for r in outcome_rows:
        groups[r["arm"], r["door"], r["comparison_design"], r["outcome"], r["horizon_days"]].append(r)
    names = ("arm", "door", "comparison_design", "outcome", "horizon_days")
    return [{**dict(zip(names, key)), **rate_row(trials)} for key, trials in groups.items()]


def rate_row(trials: list[Row]) -> Row:
    seen = [r for r in trials if r["is_observed"]]
    n, hits = len(seen), sum(r["is_rearrested"] for r in seen)
    events, days = sum(r["arrest_events"] for r in seen), sum(r["street_days"] for r in seen)
    lower, upper = rate_interval([(r["person_id"], r["is_rearrested"]) for r in seen])
    epy_lower, epy_upper = events_interval(
        [(r["person_id"], r["arrest_events"], r["street_days"]) for r in seen])
    f, se = aalen_johansen([(r["person_id"], r["last_day"], r["event_type"]) for r in trials],
                           trials[0]["horizon_days"])
    ci_lower, ci_upper = loglog_interval(f, se) if n_people(trials) > 1 else (None, None)
    return {
        "n_trials": len(trials), "n_people": n_people(trials), "n_observed": n, "n_rearrested": hits,
        "rate": hits / n if n else None, "rate_lower": lower, "rate_upper": upper,
        "arrest_events": events, "person_years": days / 365.25,
        "events_per_person_year": events / (days / 365.25) if days else None,
        "epy_lower": epy_lower, "epy_upper": epy_upper,
        "cumulative_incidence": None if f is None else float(f), "ci_lower": ci_lower, "ci_upper": ci_upper,
    }


# -- funnel ---------------------------------------------------------------------------------------------
STAGES = ("eligible", "offered", "accepted", "intake", "engaged")


def funnel_events(rows: Rows, site: Site) -> list[Row]:
    """Every eligible arrest event of the programme's areas and the accrual window, and how far it came."""
    out = []
    for person_id, person in by_person(rows).items():
        for on, charges in arrest_events(person).items():
            if not site.accrual.start <= on <= site.accrual.end:
                continue
            if area_of(charges[0]["district"], site) != "programme":
                continue
            if not is_eligible_event(charges, on, person, site):
                continue
            linked = [r for r in person["referrals"] if link(r, person, site) == ("near", on)]
            reached = [
                True, bool(linked), any(r["decision"] == "accepted" for r in linked),
                has_intake(person, on, site), bool(is_engaged(person, on, site)),
            ]
            birth_year = trait(person, "birth_year")
            out.append({
                "person_id": person_id, "index_date": on, "district": charges[0]["district"],
                "sex": trait(person, "sex"), "race": trait(person, "race"),
                "ethnicity": trait(person, "ethnicity"),
                "age": None if birth_year is None else on.year - birth_year,
                "age_band": None if birth_year is None else next(
                    band for least, band in ((55, "55+"), (45, "45-54"), (35, "35-44"), (25, "25-34"), (-99, "18-24"))
                    if on.year - birth_year >= least),
                "quarter": f"{on.year}-Q{(on.month + 2) // 3}",
                # a stage is reached only through all those before it
                "n_stages": next((i for i, ok in enumerate(reached) if not ok), len(STAGES)),
            })
    return out


def funnel(rows: Rows, site: Site, group_by: str | None = None) -> list[Row]:
    """One row a stage and group (``group_by`` None: overall); share of the stage before, Wilson's limits."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for event in funnel_events(rows, site):
        groups[event[group_by] if group_by else None].append(event["n_stages"])
    stages, out = (STAGES if "referrals" in site.extracts else STAGES[:1]), []
    for group, reached in groups.items():
        before = None
        for i, stage in enumerate(stages):
            n = sum(1 for k in reached if k > i)
            if stage == "engaged" and "engagements" not in site.extracts:
                n, before = None, None  # not known, and no zero
            share = n / before if before else None
            lower, upper = wilson(share, before) if before else (None, None)
            out.append({"stage": stage, "group": group, "n": n, "share_of_previous": share, "lower": lower,
                        "upper": upper})
            before = n
    return out
