"""What a reader can work out between the tables of the programme's work, and of numbers that are no counts.

Part of the attack (see ``audit``): shares no code with what protects the release.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from pipeline.release.audit_files import Finding

if TYPE_CHECKING:
    from pipeline.release.audit import Knowledge, Printed, Rules

_ALL = frozenset({"all", "total", "overall", "everyone"})
_STAGES = ("eligible", "offered", "accepted", "intake", "engaged")


def spot(name: str, row: dict[str, Any], measure: str) -> str:
    return f"{name}.{measure} [{', '.join(str(v) for v in row.values() if v is not None)}]"


# -- engagement over time ----------------------------------------------------------------------------------
def learn_course(know: Knowledge, table: Printed) -> None:
    """Courses are of the same people: accepted, of whom some came to an intake, of whom some stayed for half a year."""
    people: dict[tuple, Hashable] = {}
    days: dict[tuple, dict[int, Hashable]] = defaultdict(dict)
    for row, line in table.rows():
        door, course, day = row["door"], row["course"], row["day"]
        # intake and first contact start from the same people
        start = ("course", door, "accepted" if course in ("intake", "first_contact") else course)
        events = ("course", door, course, day)
        if know.see(start, line.get("n_people"), spot(table.name, row, "n_people"), branch=True):
            people[(door, course)] = start
        if know.see(events, line.get("n_events"), spot(table.name, row, "n_events"), branch=True):
            days[(door, course)][day] = events
            gap = know.part(events, start, sensitive=True, place=spot(table.name, row, "n_people less n_events"))
            if gap is not None:
                know.unknowns[events].whole = gap
    for (door, course), at in days.items():
        ordered = sorted(at, reverse=course == "gap_in_service")
        for early, late in zip(ordered, ordered[1:]):
            know.part(at[early], at[late], sensitive=True, place=f"{table.name} {door}: {course} between {early} and {late}")
    for door in {d for d, _ in people}:
        everybody, stayed, gap = (people.get((door, c)) for c in ("intake", "left_after_intake", "gap_in_service"))
        if everybody is not None and stayed is not None:
            never = know.part(stayed, everybody, sensitive=True, place=f"{table.name} {door}: never came to an intake")
            if never is not None:
                know.unknowns[stayed].whole = never
            for day, events in days[(door, "intake")].items():
                know.part(events, stayed, sensitive=True, place=f"{table.name} {door}: came to an intake after day {day}")
        if stayed is not None and gap is not None:
            know.part(gap, stayed, sensitive=True, place=f"{table.name} {door}: stayed for less than half a year")
    for course in {c for _, c in people}:
        doors = {d: k for (d, c), k in people.items() if c == course}
        for total in _ALL & doors.keys():
            know.total(doors[total], [k for d, k in doors.items() if d not in _ALL], closed=False,
                       place=f"{table.name} {course}: doors")
            for day, events in days[(total, course)].items():
                know.total(events, [days[(d, course)][day] for d in doors if d not in _ALL and day in days[(d, course)]],
                           closed=False, place=f"{table.name} {course} {day}: doors")


# -- grant measures ----------------------------------------------------------------------------------------
_PART_OF = {"offered": "eligible", "accepted": "referred", "declined": "referred", "lost_or_pending": "referred",
            "enrolled": "served", "active": "served", "closed": "served", "services_linked": "people_contacted",
            "deaths": "followed", "eligible": "screened"}
_EVENTS_ADD_UP = frozenset({"contacts", "overdoses_nonfatal", "overdoses_fatal", "naloxone", "ed_visits", "crises", "deaths"})
_COUNTED_ONCE = ("referred", "served", "people_contacted", "services_linked", "followed")  # a person, in each period
_OF_SERVICE = frozenset({"legal", "health", "housing", "employment", "benefits"})


def learn_grant(know: Knowledge, table: Printed) -> None:
    """What the definitions printed beside the measures say: parts, periods, and who is counted twice under two names."""
    def of(period: Any, measure: str, by: str = "overall", group: str = "all") -> Hashable:
        if measure in ("eligible", "offered") and by == "overall":
            return ("grant arrests", measure, period)
        return ("grant", period, measure, by, group)

    seen: set[tuple] = set()
    for row, line in table.rows():
        q, m, by, group = row["period"], row["measure_name"], row["group_by"], row["group"]
        key = of(q, m, by, group)
        if not know.see(key, line.get("numerator"), spot(table.name, row, "numerator"), branch=True):
            continue
        seen.add((q, m, by, group))
        people: Hashable = (*key, "people")  # type: ignore[misc]
        if row.get("unit") == "people":
            people = key
        elif m == "contacts" and by == "overall":
            people = of(q, "people_contacted")
        elif m == "contacts" and by == "contact_type" and group in _OF_SERVICE:
            people = of(q, "services_linked", by, group)
        know.see(people, line.get("n_people"), spot(table.name, row, "n_people"), branch=True)
        know.part(people, key, sensitive=m != "contacts", place=spot(table.name, row, "numerator less n_people"))
        # of a group the whole is the measure's total
        if by == "overall":
            base = of(q, _PART_OF[m]) if m in _PART_OF else None
        else:
            base = of(q, "eligible", by, group) if m == "offered" else of(q, m)
        if base is not None and know.see(base, line.get("denominator"), spot(table.name, row, "denominator"), branch=True):
            gap = know.part(key, base, sensitive=True, place=spot(table.name, row, "denominator less numerator"))
            if gap is not None:
                know.unknowns[key].whole = gap
    periods = sorted({q for q, *_ in seen})
    for q in periods:
        for m in {m for p, m, *_ in seen if p == q}:
            for by in {b for p, mm, b, _ in seen if (p, mm) == (q, m) and b != "overall"}:
                groups = [of(q, m, by, g) for p, mm, b, g in seen if (p, mm, b) == (q, m, by)]
                if m != "services_linked":  # a person may have several
                    know.total(of(q, m), groups, closed=False, place=f"{table.name} {q}: {m} by {by}")
        know.total(of(q, "referred"), [of(q, x) for x in ("accepted", "declined", "lost_or_pending")], closed=False,
                   place=f"{table.name} {q}: referred")
        if all((q, x, "overall", "all") in seen for x in ("served", "active", "closed")):
            know.total(of(q, "served"), [of(q, "active"), of(q, "closed")], closed=True, place=f"{table.name} {q}: served")
    for year in (q for q in periods if str(q).isdigit()):
        # groups by the year stand beside totals by the quarter: each row's denominator is its year's total
        for m in (*_EVENTS_ADD_UP, *_COUNTED_ONCE):
            whole, within = of(year, m), [of(q, m) for q in periods if str(q).startswith(f"{year}-")]
            if m in _EVENTS_ADD_UP:
                know.total(whole, within, closed=False, place=f"{table.name} {year}: {m} by quarter")
            else:
                for part in within:
                    know.part(part, whole, sensitive=True, place=f"{table.name} {year}: {m}, other quarters")
            if whole not in [of(q, m) for q, mm, b, _g in seen if (mm, b) == (m, "overall")]:
                know.part(whole, of("all periods", m), sensitive=True, place=f"{table.name}: {m}, other years")
    fine = [q for q in periods if q != "all periods"]
    for before, q in zip(fine, fine[1:]):
        if all(k in seen for k in ((q, "served", "overall", "all"), (q, "enrolled", "overall", "all"),
                                   (before, "active", "overall", "all"))):
            know.total(of(q, "served"), [of(before, "active"), of(q, "enrolled")], closed=True,
                       place=f"{table.name} {q}: served")
    for _q, m, by, group in sorted({k for k in seen if k[0] == "all periods"}, key=str):
        parts = [of(q, m, by, group) for q in fine if (q, m, by, group) in seen]
        if m in _EVENTS_ADD_UP:
            know.total(of("all periods", m, by, group), parts, closed=False, place=f"{table.name}: {m} by period")
        elif m in _COUNTED_ONCE and by in (
                "overall", "sex", "race", "ethnicity"):
            for part in parts:  # whoever counts in a period counts in all of them
                know.part(part, of("all periods", m, by, group), sensitive=True, place=f"{table.name}: {m}, other periods")


def may_shrink(key: Hashable) -> bool:
    """Whether a later release may rightly count fewer: the latest referral decides what became of a person, and who was
    enrolled at the data's end may have left by a later one."""
    return isinstance(key, tuple) and key[0] == "grant" and key[2] in (
        "accepted", "declined", "lost_or_pending", "enrolled", "active", "closed")


# -- numbers that are no counts ----------------------------------------------------------------------------
_GUARDED = frozenset({"statistic", "mean", "money"})


def check_precision(tables: dict[str, Printed]) -> list[Finding]:
    """An average to sixteen digits gives back the sum, and often each of its parts."""
    found = []
    for table in tables.values():
        for grain, line in table.cells.items():
            for measure, (value, _status) in line.items():
                # person-years are a sum of days, printed as one
                if value is None or table.rules.get(measure) not in _GUARDED or measure == "person_years":
                    continue
                if value != float(f"{value:.9g}"):
                    found.append(Finding(spot(table.name, dict(grain), measure), "is printed to more digits than it has"))
    return found


def check_gaps(tables: dict[str, Printed]) -> list[Finding]:
    """A gap between two groups' shares is shown only beside all four counts."""
    funnel = tables.get("engagement_funnel")
    if funnel is None:
        return []
    n = {(r["stage"], r["group_by"], r["group"]): line.get("n", (None, ""))[0] for r, line in funnel.rows()}
    found = []
    for name in ("access_gaps", "offer_gaps", "access_steps"):
        for row, line in tables[name].rows() if name in tables else ():
            stage = row.get("stage", "offered")
            base = "eligible" if row.get("share_of") == "eligible" else _STAGES[_STAGES.index(stage) - 1]
            counts = [n.get((s, row["group_by"], g)) for s in (stage, base) for g in (row["group"], row["reference_group"])]
            shown = [m for m, (value, _status) in line.items() if value is not None]
            if shown and None in counts:
                found.append(Finding(spot(name, row, shown[0]), "is shown although a count under it is hidden"))
    return found


def _half(value: float) -> float:
    """Half a unit of the last printed digit."""
    text = repr(float(value))
    mantissa, _, power = text.partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2].rstrip("0")))


_CONTRAST = ("door", "comparison_design", "population", "outcome", "horizon_days", "estimator", "effect_measure")
_PLAIN_LEAD = ("unadjusted", "entropy_balance", "logistic_att", "aipw")


def check_risks(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """A difference and a ratio of two risks give both away; times the arm's size, they must tell of no small count apart
    from the rates'."""
    main = {(r["door"], r["outcome"], r["horizon_days"]): line.get("n_rearrested", (None, ""))[0]
            for r, line in (tables["rearrest_rates"].rows() if "rearrest_rates" in tables else ()) if r["arm"] == "lead"}
    # what is printed among the effects, too, was moved onto rounded counts
    moved = {tuple(r[g] for g in _CONTRAST): line.get("estimate", (None, ""))[0]
             for r, line in (tables["effects"].rows() if "effects" in tables else ())}
    found = []
    table = tables.get("sensitivity")
    pairs: dict[tuple, dict[str, tuple[dict, dict]]] = defaultdict(dict)
    for row, line in table.rows() if table else ():
        if row["estimator"] in _PLAIN_LEAD:
            pairs[tuple(v for k, v in row.items() if k != "effect_measure")][row["effect_measure"]] = row, line
    for pair in pairs.values():
        if not {"risk_difference", "risk_ratio"} <= pair.keys():
            continue
        row, line = pair["risk_difference"]
        d, r = line.get("estimate", (None, ""))[0], pair["risk_ratio"][1].get("estimate", (None, ""))[0]
        n, k = line.get("n_lead", (None, ""))[0], main.get((row["door"], row["outcome"], row["horizon_days"]))
        if None in (d, r, n, k) or row.get("analysis") == "primary" or abs(r - 1) <= 2 * _half(r):
            continue
        (low, high), known = rules.true_range(n), rules.true_range(k)
        sizes = low - (rules.min_cell - 1), high  # a few trials without support leave a contrast, and nothing says how many
        slack = 0.0 if rules.exact or d != moved.get(tuple(row[g] for g in _CONTRAST)) else rules.base / 2
        ends = [b * (d + i * _half(d)) * (r + j * _half(r)) / (r + j * _half(r) - 1)
                for i in (-1, 1) for j in (-1, 1) for b in sizes]
        least, most = math.ceil(min(ends) - slack - 1e-9), math.floor(max(ends) + slack + 1e-9)
        for low, high in ((known[0] - most, known[1] - least), (least - known[1], most - known[0])):
            if 1 <= low <= high < rules.min_cell and high - low < rules.min_cell - 2:
                found.append(Finding(spot("sensitivity", row, "estimate"), "with its ratio gives a small count away:"
                                     f" re-arrests apart from the rates', to within {int(high - low + 1)} values"))
    return found


def check_years(tables: dict[str, Printed]) -> list[Finding]:
    """Person-years of n people to within less than four people's worth tell the days that one of them lost to jail or death."""
    found = []
    for row, line in tables["rearrest_rates"].rows() if "rearrest_rates" in tables else ():
        years, n = (line.get(m, (None, ""))[0] for m in ("person_years", "n_observed"))
        if years and n and _unit(years) < 4 * years / n:
            found.append(Finding(spot("rearrest_rates", row, "person_years"), "is fine enough to tell the days of one person"))
    return found


def _unit(value: float) -> float:
    """The unit that a value may have been rounded to: the largest of 1, 2, 5 times a power of ten that divides it."""
    for power in range(9, -9, -1):
        for step in (5, 2, 1):
            unit = step * 10.0 ** power
            if unit <= abs(value) and abs(value / unit - round(value / unit)) < 1e-7:
                return unit
    return 0.0


def check_rate_ratios(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """A ratio of arrest rates and a difference of mean arrests give the arrests of the LEAD arm away, unless one is coarse;
    and a rate printed beside the ratio is that of the rates' table, or it does."""
    if "rearrest_rates" not in tables:
        return []
    rates = {(r["door"], r["outcome"], r["horizon_days"]): line.get("events_per_person_year", (None, ""))[0]
             for r, line in tables["rearrest_rates"].rows() if r["arm"] == "lead"}
    differences: dict[tuple, float] = {}
    ratios = []
    for name in ("effects", "sensitivity"):
        for row, line in tables[name].rows() if name in tables else ():
            value, n = line.get("estimate", (None, ""))[0], line.get("n_lead", (None, ""))[0]
            key = (row["door"], row["comparison_design"], row["outcome"], row["horizon_days"])
            if value is not None and row["effect_measure"] == "mean_count_difference":
                differences.setdefault(key, value)
            elif value is not None and n and row["effect_measure"] == "rate_ratio":
                ratios.append((name, row, key, value, n, line.get("mean_lead", (None, ""))[0]))
    found = []
    for name, row, key, ratio, n, rate in ratios:
        printed = rates.get((row["door"], row["outcome"], row["horizon_days"]))
        if rate is not None and (printed is None or abs(rate - printed) > 1.01e-4):
            found.append(Finding(spot(name, row, "mean_lead"), "is another rate than that of the rates' table"))
        d = differences.get(key)
        half = max(_half(ratio), _unit(ratio) / 2)
        near = [r for r in (ratio - half, ratio + half) if r > 0]
        if d is None or any((r - 1) * (ratio - 1) <= 0 for r in near):
            continue
        ends = [n * (d + i * _half(d)) * r / (r - 1) for i in (-1, 1) for r in near]
        if max(ends) - min(ends) < rules.min_cell - 2:
            found.append(Finding(spot(name, row, "estimate"), "with its difference tells the number of arrests"))
    return found


def check_small_groups(tables: dict[str, Printed]) -> list[Finding]:
    """Of a group that is hidden as small nothing is told, not even a nought: that none of the seven was re-arrested. (Of
    attrition one nought may be: at this step of the definition nobody left, whoever they are.)"""
    found = []
    for row, line in tables["attrition"].rows() if "attrition" in tables else ():
        if line.get("n_in", (None, ""))[1] == "suppressed_primary":
            found += [Finding(spot("attrition", row, m), "is shown of a group that is hidden as small")
                      for m, most in (("n_excluded", 0), ("n_out", -1)) if (line.get(m, (None, ""))[0] or 0) > most
                      and line.get(m, (None, ""))[0] is not None]
    rates = list(tables["rearrest_rates"].rows()) if "rearrest_rates" in tables else []
    for row, line in rates:
        small = [line.get(m, (None, ""))[1] == "suppressed_primary" for m in ("n_trials", "n_observed")]
        if all(small):
            found += [Finding(spot("rearrest_rates", row, m), "is shown of a group that is hidden as small")
                      for m in ("n_rearrested", "arrest_events") if line.get(m, (None, ""))[0] is not None]
    return found


def check_curves_beside_rates(tables: dict[str, Printed]) -> list[Finding]:
    """A curve must not print what the rates hide for others' sake: how many had been re-arrested by a horizon."""
    hidden = {(r["arm"], r["door"], r["comparison_design"], r["outcome"], r["horizon_days"])
              for r, line in (tables["rearrest_rates"].rows() if "rearrest_rates" in tables else ())
              if line.get("n_rearrested", (None, ""))[1] == "suppressed_complementary"}
    table = tables.get("incidence_curves")
    return [Finding(spot("incidence_curves", row, "n_events"), "is shown although the rates hide it")
            for row, line in (table.rows() if table else ())
            if line.get("n_events", (None, ""))[0] is not None and (
                row["arm"], None if row["arm"] == "comparison" else row["door"], row["comparison_design"], row["outcome"],
                row["day"]) in hidden]


def check_blocks(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """Events of a curve stand in the middle of blocks of five, those at risk of blocks as wide as a small count may be: else what
    is left of them, deaths and losses, is a small count."""
    def odd(n: int) -> int:
        return n if n % 2 else n + 1

    block, wide = odd(max(rules.base, 5)), odd(max(rules.min_cell, rules.base, 5))
    found = []
    for name, measure, width in (("incidence_curves", "n_events", block), ("incidence_curves", "n_at_risk", wide),
                                 ("mean_cumulative_curves", "n_at_risk", wide)):
        for row, line in tables[name].rows() if name in tables else ():
            value = line.get(measure, (None, ""))[0]
            if value and value != rules.min_cell and value % width != (width + 1) // 2:
                found.append(Finding(spot(name, row, measure), f"is not given in blocks of {width}"))
    return found


def printed_value(line: dict[str, tuple[float | None, str]], measure: str) -> float | None:
    return line.get(measure, (None, ""))[0]


def check_matching(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """The pairs of a matching are a count: beside the arm's size they tell how few found no partner."""
    found = []
    for row, line in tables["effects"].rows() if "effects" in tables else ():
        n, pairs = printed_value(line, "n_lead"), printed_value(line, "ess_comparison")
        if row["estimator"] != "matching" or n is None or pairs is None:
            continue
        (low, high), (least, most) = rules.true_range(n), rules.true_range(pairs)
        least, most = low - most, high - least
        if 1 <= least <= most < rules.min_cell and most - least < rules.min_cell - 2:
            found.append(Finding(spot("effects", row, "ess_comparison"), "tells, beside the arm's size, how few found no partner"))
    return found


def check_participants(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """Participants a diverted person, times the diverted who were observed, is how many took part: that, and how many did not,
    must not be 1 to min_cell - 1. The same share is the ratio of what each of them costs."""
    observed = {(r["door"], r["horizon_days"]): line.get("n_observed", (None, ""))[0]
                for r, line in (tables["rearrest_rates"].rows() if "rearrest_rates" in tables else ()) if r["arm"] == "lead"}
    found = []
    for row, line in tables["programme_costs"].rows() if "programme_costs" in tables else ():
        n = observed.get((row["door"], row["horizon_days"]))
        share, half = printed_value(line, "participants_per_person"), 0.0
        each, of_one = printed_value(line, "per_person_usd"), printed_value(line, "per_participant_usd")
        if share is not None:
            half = _half(share)
        elif each is not None and of_one:
            share = each / of_one
            half = share * (_half(each) / each + _half(of_one) / of_one) if each else 0.0
        if share is None or not n:
            continue
        low, high = rules.true_range(n)
        least, most = max(math.ceil((share - half) * low - 1e-9), 0), min(math.floor((share + half) * high + 1e-9), int(high))
        for fewest, at_most in ((least, most), (max(low - most, 0), high - least)):
            if 1 <= fewest <= at_most < rules.min_cell and at_most - fewest < rules.min_cell - 2:
                found.append(Finding(spot("programme_costs", row, "participants_per_person"),
                                     "tells how few of the diverted took part, or did not"))
    return found


def check_outlook(tables: dict[str, Printed]) -> list[Finding]:
    """From when on enough will be enrolled tells the pace of enrolment, so that of a handful its number."""
    few = {(r["arm"], r["door"], r["comparison_design"])
           for r, line in (tables["rearrest_rates"].rows() if "rearrest_rates" in tables else ())
           if any(line.get(m, (None, ""))[1] == "suppressed_primary" for m in ("n_people", "n_trials"))}
    return [Finding(spot("cost_outlook", row, m), "tells the pace at which a handful of people were enrolled")
            for row, line in (tables["cost_outlook"].rows() if "cost_outlook" in tables else ())
            for m in ("publishable_year", "publishable_quarter") if printed_value(line, m) is not None
            and ({("lead", row["door"], None), ("comparison", None, row["comparison_design"])} & few)]
