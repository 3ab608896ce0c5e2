"""Two implementations, one answer: the dbt models against the brute-force twin, on random small counties.

A build of the models takes seconds whatever the number of people, so the settings are fixed for a build and
many drawn counties are stacked in it as disjoint people. On a difference the test prints the smallest history
for which it stands. TWIN_EXAMPLES (counties a build) and TWIN_SEED widen the search by hand.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from estimators.intervals import clustered_rate, events_per_person_year, katz_risk_ratio, newcombe
from pipeline.canonical import DOORS
from pipeline.settings import Site, load_site
from tests.twin import twin
from tests.twin.twin import Row, Rows
from tests.twin_support.compare import Difference, differences, people_only, show, shrink
from tests.twin_support.edges import ALIKE, EDGES
from tests.twin_support.histories import make_site
from tests.twin_support.store import dbt_build, read_rows, write_site, write_store
from tests.twin_support.strategies import draw_many, histories, site_settings, stack

EXAMPLES = int(os.environ.get("TWIN_EXAMPLES", "120"))
SEED = int(os.environ.get("TWIN_SEED", "0"))

ORDINARY: dict[str, Any] = {
    "data_from": date(2020, 11, 20), "data_through": date(2021, 2, 25),
    "accrual": {"start": date(2020, 12, 25), "end": date(2021, 2, 4)},
    "horizons_days": [5, 10, 30], "primary_horizon_days": 10, "lookback_days": 12, "link_within_days": 3,
    "eligibility": {
        "min_age": 18, "exclude_categories": ["violent"],
        "rules": [
            {"offense_category": "drug_possession", "severity": ["misdemeanor", "citation", "unknown"],
             "valid_to": date(2021, 1, 10)},
            {"offense_category": "drug_possession", "severity": ["misdemeanor", "citation"],
             "valid_from": date(2021, 1, 11)},
            {"offense_category": ["prostitution", "property", "violent"]},
        ],
    },
    "areas": {"programme": ["P1", "P2"], "comparison": ["C1"]},
    "comparison": {
        "designs": ["concurrent_area", "concurrent_undiverted", "historical", "area_policy"],
        "primary": "concurrent_area",
    },
    "engagement": {"intake_within_days": 3, "min_contacts": 1, "within_days": 5},
}
FEW = {
    **ORDINARY, "extracts": ("arrests", "referrals", "custody", "deaths"),
    "accrual": {"start": date(2021, 1, 1), "end": date(2021, 1, 20)},
    "areas": {"programme": ["P1", "P2"], "comparison": ["ALIKE"]},
}
# name -> (settings, or None to draw them; counties; salt of the draws)
BUILDS: dict[str, tuple[dict[str, Any] | None, int, int]] = {
    "ordinary": (ORDINARY, EXAMPLES, 1),
    # so few people that rates meet their edges: one person, no event, no variance; and no engagements
    "few people": (FEW, 4, 2),
    "arrests alone": ({**ORDINARY, "extracts": ("arrests",), "areas": None}, EXAMPLES // 4, 3),
    # drawn over a leap day: no areas, link 0, an extract of each kind
    "drawn 22": (None, EXAMPLES, 22),
    # the data end a day after accrual; the historical window overlaps it
    "drawn 18": (None, EXAMPLES, 18),
    # over the turn of a year, without custody; engagement windows outrun the data
    "drawn 7": (None, EXAMPLES, 7),
}
MODELS = (
    "+cohort +attrition +rearrest_outcomes +rearrest_outcomes_variants +rearrest_rates +access_gaps"
    " +grant_measures +int_area_policy_trials"
)
GRAIN = ("person_id", "arm", "door", "comparison_design", "index_date")
GROUP = ("arm", "door", "comparison_design")
COHORT_COLUMNS = (
    "is_linked", "eligibility_verified", "follow_up_end", "age", "is_age_unknown", "sex", "race", "ethnicity",
    "index_quarter", "index_category", "index_severity", "prior_arrests", "prior_new_offense_arrests",
    "prior_felony_arrests", "prior_drug_arrests", "prior_warrant_arrests", "prior_arrests_30d",
    "prior_arrests_90d", "prior_arrests_365d", "prior_eligible_arrests", "days_since_last_arrest",
    "prior_custody_days", "is_engaged",
)
OUTCOME_COLUMNS = (
    "is_observed", "is_rearrested", "arrest_events", "days_to_first_event", "street_days", "event_type",
)
ATTRITION_COLUMNS = (
    "step", "n_in", "n_excluded", "n_out", "n_people_in", "n_people_excluded", "n_people_out",
)
FLAGS = ("referral_quarantined", "lookback_not_covered", "dead_before_index")
FUNNEL_COLUMNS = ("n", "share_of_previous", "lower", "upper")
GAP_COLUMNS = ("difference", "difference_lower", "difference_upper", "ratio", "ratio_lower", "ratio_upper")
RATE_COLUMNS = (
    "n_trials", "n_people", "n_observed", "n_rearrested", "rate", "rate_lower", "rate_upper", "arrest_events",
    "person_years", "events_per_person_year", "epy_lower", "epy_upper", "cumulative_incidence", "ci_lower",
    "ci_upper",
)


@dataclass
class Built:
    """A warehouse and what it was built from."""

    site: Site
    settings: dict[str, Any]
    rows: Rows
    warehouse: Path

    def mart(self, name: str) -> list[Row]:
        return read_rows(self.warehouse, f"select * from marts.{name}")


def build(folder: Path, settings: dict[str, Any], rows: Rows, name: str = "dev") -> Built:
    """Build in ``folder``; keep the file as ``name``."""
    write_site(folder, **settings)
    site = load_site(folder)
    extracts = {name: r for name, r in rows.items() if not name.startswith("quarantined")}
    write_store(
        folder, extracts,
        quarantined_arrests=[(r["person_id"], r["arrest_id"]) for r in rows["quarantined_arrests"]],
        quarantined_referrals=[(r["person_id"], r["referral_date"]) for r in rows["quarantined_referrals"]],
    )
    kinds = ("--resource-type", "model", "--resource-type", "seed")
    warehouse = dbt_build(folder, select=MODELS, extra=kinds)
    return Built(site, settings, rows, warehouse.replace(folder / f"{name}.duckdb"))


@cache
def drawn(name: str) -> tuple[dict[str, Any], list[Rows]]:
    """The settings and counties of a build."""
    settings, n, salt = BUILDS[name]
    if settings is None:
        settings = draw_many(site_settings(), 1, SEED + salt)[0]
    examples = draw_many(histories(make_site(**settings)), n, SEED + salt)
    by_hand = {"ordinary": list(EDGES.values()), "few people": ALIKE}
    return settings, examples + by_hand.get(name, [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("county")


@pytest.fixture(scope="module", params=list(BUILDS))
def built(request: pytest.FixtureRequest, folder: Path) -> Built:
    settings, examples = drawn(request.param)
    return build(folder, settings, stack(examples), request.param)


# -- person by person --------------------------------------------------------------------------------------


def cohort_differences(b: Built) -> list[Difference]:
    return differences("cohort", b.mart("cohort"), twin.cohort(b.rows, b.site), GRAIN, COHORT_COLUMNS)


def outcome_differences(b: Built) -> list[Difference]:
    ours = twin.outcomes(twin.cohort(b.rows, b.site), b.rows, b.site)
    key = (*GRAIN, "outcome", "horizon_days")
    return differences("rearrest_outcomes", b.mart("rearrest_outcomes"), ours, key, OUTCOME_COLUMNS)


def report(
    b: Built, found: list[Difference], check: Callable[[Built], list[Difference]], folder: Path,
) -> str:
    """The differences, and the history of one person for whom they stand, made as small as can be."""
    lines = [f"{len(found)} differences; the first (sql, twin):", *(f"  {d}" for d in found[:8])]

    def differ(candidates: list[Rows]) -> list[bool]:
        again = build(folder, b.settings, stack(candidates))
        people = {d.key[0] // 100 for d in check(again)}  # a person's number opens with its example's
        return [k in people for k in range(1, len(candidates) + 1)]

    sizes = {p: sum(map(len, people_only(b.rows, {p}).values())) for p in {d.key[0] for d in found}}
    worst = min(sizes, key=sizes.get)
    one = {name: [{**row, "person_id": 1} for row in rows]
           for name, rows in people_only(b.rows, {worst}).items()}
    small = shrink(one, differ)
    last = check(build(folder, b.settings, stack([small])))
    lines += [f"under {b.settings}", "the smallest history that differs:", show(small), "differs in:"]
    return "\n".join([*lines, *(f"  {d}" for d in last[:8])])


def variant_differences(b: Built) -> list[Difference]:
    """The two sensitivity analyses that count other events: new offences only."""
    found, sql, trials = [], b.mart("rearrest_outcomes_variants"), twin.cohort(b.rows, b.site)
    for variant in ("null_dates_are_prior", "exclude_rediversion"):
        theirs = [r for r in sql if r["variant"] == variant]
        ours = [r for r in twin.outcomes(trials, b.rows, b.site, variant) if r["outcome"] == "new_offense"]
        found += differences(variant, theirs, ours, (*GRAIN, "horizon_days"), OUTCOME_COLUMNS)
    return found


def area_policy_differences(b: Built) -> list[Difference]:
    """All eligible events by area and period, each with what came after it by the primary horizon."""
    if "area_policy" not in b.site.comparison.designs:
        return []
    events, horizon = twin.area_policy_events(b.rows, b.site), b.site.primary_horizon_days
    after = {
        (r["person_id"], r["index_date"], r["outcome"]): r
        for r in twin.outcomes(events, b.rows, b.site) if r["horizon_days"] == horizon
    }
    ours = []
    for event in events:
        facts = {flag: flag in event["reasons"] for flag in FLAGS} | {"horizon_days": horizon}
        # who was referred plays no part in this contrast, nor does a referral that was quarantined
        facts["is_included"] = not event["reasons"] - {"referral_quarantined"}
        for outcome in ("new_offense", "any_arrest"):
            seen = after[event["person_id"], event["index_date"], outcome]
            facts |= {"is_observed": seen["is_observed"], f"{outcome}_events": seen["arrest_events"],
                      f"is_rearrested_{outcome}": seen["is_rearrested"]}
        ours.append(event | facts)
    sql = read_rows(b.warehouse, "select * from intermediate.int_area_policy_trials")
    key = ("person_id", "index_date", "area", "period", "horizon_days")
    columns = (*FLAGS, "is_included", "is_observed", "new_offense_events", "is_rearrested_new_offense",
               "any_arrest_events", "is_rearrested_any_arrest")
    return differences("area_policy", sql, ours, key, columns)


CHECKS = [cohort_differences, outcome_differences, variant_differences, area_policy_differences]


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_people(built, check, folder):
    found = check(built)
    assert not found, report(built, found, check, folder)


# -- sums over people --------------------------------------------------------------------------------------


def tell(found: list[Difference]) -> str:
    return "\n".join([f"{len(found)} differences (sql, twin):", *map(str, found[:20])])


@pytest.mark.slow
def test_attrition(built):
    """Step by step, in trials and people; it ends with the cohort."""
    sql = built.mart("attrition")
    # a design that was asked for and has no candidate stands there with zeros; the twin has no row of it
    empty = {tuple(r[c] for c in GROUP) for r in sql if r["step"] == "candidates" and not r["n_in"]}
    assert empty <= {("comparison", None, d) for d in built.site.cohort_designs} | {
        ("lead", door, None) for door in DOORS}
    sql = [r for r in sql if tuple(r[c] for c in GROUP) not in empty]
    found = differences("attrition", sql, twin.attrition(built.rows, built.site),
                        (*GROUP, "step_number"), ATTRITION_COLUMNS)
    assert not found, tell(found)


@pytest.mark.slow
def test_rates(built):
    ours = twin.rates(twin.outcomes(twin.cohort(built.rows, built.site), built.rows, built.site))
    key = (*GROUP, "outcome", "horizon_days")
    found = differences("rearrest_rates", built.mart("rearrest_rates"), ours, key, RATE_COLUMNS)
    assert not found, tell(found)


@pytest.mark.slow
def test_rates_are_those_of_the_estimators_to_twelve_digits(built):
    """The SQL's sums and limits are ``estimators.intervals`` on the rows that they count, to a relative 1e-12."""
    trials: dict[tuple, list] = {}
    for row in built.mart("rearrest_outcomes"):
        if row["is_observed"]:
            trials.setdefault(tuple(row[c] for c in (*GROUP, "outcome", "horizon_days")), []).append(row)
    compared = 0
    for row in built.mart("rearrest_rates"):
        part = trials.get(tuple(row[c] for c in (*GROUP, "outcome", "horizon_days")), [])
        person = [r["person_id"] for r in part]
        share = clustered_rate([float(r["is_rearrested"]) for r in part], person)
        pace = events_per_person_year([r["arrest_events"] for r in part], [r["street_days"] for r in part], person)
        for name, ours in (("rate", share.estimate), ("rate_lower", share.lower), ("rate_upper", share.upper),
                           ("events_per_person_year", pace.estimate), ("epy_lower", pace.lower), ("epy_upper", pace.upper)):
            assert row[name] == (None if ours is None else pytest.approx(ours, rel=1e-12, abs=0.0)), (name, row)
            compared += ours is not None
    assert compared > 100


@pytest.mark.slow
@pytest.mark.parametrize("group_by", ["overall", "sex", "race", "ethnicity", "district", "age_band", "quarter"])
def test_funnel(built, group_by):
    sql = [r for r in built.mart("engagement_funnel") if r["group_by"] == group_by]
    ours = twin.funnel(built.rows, built.site, None if group_by == "overall" else group_by)
    unnamed = "all" if group_by == "overall" else "unknown"
    ours = [{**r, "group": unnamed if r["group"] is None else r["group"]} for r in ours]
    found = differences(f"funnel by {group_by}", sql, ours, ("group", "stage"), FUNNEL_COLUMNS)
    assert not found, tell(found)


def gaps_by_hand(b: Built, group_by: str) -> list[Row]:
    """Each group's conditional and cumulative shares against the largest known group's, from the twin's
    counts."""
    counts: dict[str, dict[str, int]] = {}
    for row in twin.funnel(b.rows, b.site, group_by):
        counts.setdefault("unknown" if row["group"] is None else row["group"], {})[row["stage"]] = row["n"]
    known = {g: n["eligible"] for g, n in counts.items() if g != "unknown"}
    if not known:
        return []
    reference = min(known, key=lambda g: (-known[g], g))
    out = []
    for group, n in counts.items():
        stages = list(n)
        for stage, before in [(s, stages[i]) for i, s in enumerate(stages[1:])]:
            for share_of, base in (("stage_before", before), ("eligible", "eligible")):
                x, m, x0, m0 = n[stage], n[base], counts[reference][stage], counts[reference][base]
                row = {"group": group, "stage": stage, "share_of": share_of, "reference_group": reference}
                row |= dict.fromkeys(GAP_COLUMNS)
                if group != reference and x is not None and m and m0:
                    low, high = newcombe(x, m, x0, m0)
                    row |= {"difference": x / m - x0 / m0, "difference_lower": low, "difference_upper": high}
                    if x0:
                        row["ratio"] = (x / m) / (x0 / m0)
                    if x and x0:
                        katz = katz_risk_ratio(x, m, x0, m0)
                        row |= {"ratio_lower": katz[1], "ratio_upper": katz[2]}
                out.append(row)
    return out


@pytest.mark.slow
@pytest.mark.parametrize("group_by", ["sex", "race", "ethnicity", "district", "age_band", "quarter"])
def test_access_gaps(built, group_by):
    """Differences and ratios against the largest group, by the intervals that estimators/ proves against
    print."""
    sql = [r for r in built.mart("access_gaps") if r["group_by"] == group_by]
    found = differences(f"gaps by {group_by}", sql, gaps_by_hand(built, group_by), ("group", "stage", "share_of"),
                        ("reference_group", *GAP_COLUMNS))
    assert not found, tell(found)


@pytest.mark.slow
def test_grant_measures_of_the_funnel(built):
    """Eligible and offered of a quarter are the funnel's, which ends with accrual; the grant's go on to the
    data's end."""
    end = built.site.accrual.end
    funnel = {(r["group"], r["stage"]): r["n"] for r in built.mart("engagement_funnel") if r["group_by"] == "quarter"}
    last_days = {r["period"]: r["last_day"] for r in read_rows(built.warehouse, "select * from intermediate.int_periods")}
    for row in built.mart("grant_measures"):
        if row["group_by"] != "overall" or row["period_kind"] != "quarter" or row["measure"] not in ("eligible", "offered"):
            continue
        known = funnel.get((row["period"], row["measure"]), 0)
        assert row["numerator"] == known if last_days[row["period"]] <= end else row["numerator"] >= known


@pytest.mark.slow
def test_grant_measures_of_enrolment(built):
    """Served, enrolled, active and closed, counted person by person and day by day."""
    if "referrals" not in built.site.extracts:
        assert not {r["measure"] for r in built.mart("grant_measures")} - {"screened", "eligible"}
        return
    people: dict[int, list[Row]] = {}
    for referral in built.rows.get("referrals", []):
        people.setdefault(referral["person_id"], []).append(referral)
    deaths = {}
    for row in built.rows.get("deaths", []):
        deaths[row["person_id"]] = min(row["death_date"], deaths.get(row["person_id"], row["death_date"]))
    has_deaths = "deaths" in built.site.extracts
    periods = read_rows(built.warehouse, "select * from intermediate.int_periods")
    found = {(r["period"], r["measure"]): r["numerator"] for r in built.mart("grant_measures") if r["group_by"] == "overall"}

    def enrolled_after(person: int, day: date) -> bool:
        """Enrolled when ``day`` is over."""
        return any(r["intake_date"] and r["intake_date"] <= day < end for r, end in spans(person))

    def spans(person: int) -> list[tuple[Row, date]]:
        out = []
        for r in people[person]:
            ends = [d for d in (r.get("exit_date"), deaths.get(person) if has_deaths else None) if d]
            if r.get("intake_date"):
                out.append((r, max(min(ends), r["intake_date"]) if ends else date(9999, 1, 1)))
        return out

    for period in periods:
        first, last = period["first_day"], period["last_day"]
        before = {p for p in people if enrolled_after(p, first - timedelta(days=1))}
        new = {p for p in people if any(first <= r["intake_date"] <= last for r, _ in spans(p))} - before
        after = {p for p in people if enrolled_after(p, last)}
        counts = {"served": len(before | new), "enrolled": len(new), "active": len(after), "closed": len((before | new) - after)}
        assert counts == {m: found[period["period"], m] for m in counts}, period["period"]
