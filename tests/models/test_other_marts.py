"""What tests/test_sql_against_twin.py leaves out, on the same kind of random counties: the area contrast, the
other readings of a new offence, quantities, times to first events; and that no result hangs on a surrogate
key, a file's name or the attached store."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline import canonical
from pipeline.settings import COHORT_DESIGNS, Site, load_site
from tests.models.support import build
from tests.twin import twin
from tests.twin.interval import day, in_window
from tests.twin_support.compare import differences
from tests.twin_support.store import PROJECT, read_rows, write_site
from tests.twin_support.strategies import draw_many, histories, stack

SETTINGS: dict[str, Any] = {
    "extracts": ("arrests", "referrals", "engagements", "custody", "deaths", "court_cases", "health_events"),
    "data_from": date(2020, 11, 20),
    "data_through": date(2021, 2, 25),
    "accrual": {"start": date(2020, 12, 25), "end": date(2021, 2, 4)},
    "horizons_days": [5, 10, 30],
    "primary_horizon_days": 10,
    "lookback_days": 12,
    "link_within_days": 3,
    "eligibility": {
        "min_age": 18,
        "exclude_categories": ["violent"],
        "rules": [
            {"offense_category": ["drug_possession"], "severity": ["misdemeanor", "citation"]},
            {"offense_category": ["prostitution", "property", "violent"]},
        ],
    },
    "comparison": {
        "designs": ["concurrent_area", "concurrent_undiverted", "historical", "area_policy"],
        "primary": "concurrent_area",
    },
    "engagement": {"intake_within_days": 3, "min_contacts": 1, "within_days": 5},
}
MODELS = (
    "+cohort +attrition +rearrest_outcomes +rearrest_outcomes_variants +trial_quantities +int_first_events "
    "+int_area_policy_trials +engagement_funnel +row_ledger +quarantine +load_history"
)
GRAIN = ("person_id", "arm", "door", "comparison_design", "index_date")


@dataclass
class Built:
    site: Site
    rows: dict[str, list[dict[str, Any]]]
    warehouse: Path


def with_doubles(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows with a double of every fifth person, alike in all but the days in custody: only these can tell the
    two apart."""
    people = sorted({r["person_id"] for r in rows["arrests"]})[::5]
    out = {}
    for name, part in rows.items():
        out[name] = list(part)
        for row in part:
            if row["person_id"] in people and name != "custody":
                keys = {k: f"{row[k]}x" for k in ("referral_id", "contact_id", "case_id") if k in row}
                out[name].append({**row, **keys, "person_id": 10**6 + row["person_id"]})
    return out


def with_services(rows: dict[str, list[dict[str, Any]]], site: Site) -> dict[str, list[dict[str, Any]]]:
    """The drawn rows with court cases and health events, which the drawn counties lack; repeats included."""
    people = sorted({r["person_id"] for r in rows["arrests"]})
    draw = random.Random(7)
    first, n_days = date(2020, 12, 1), (site.data_through - date(2020, 12, 1)).days

    def anywhen() -> date:
        return first + timedelta(days=draw.randint(0, n_days))

    cases = [
        {
            "person_id": draw.choice(people),
            "case_id": f"K{n}",
            "filed_date": anywhen(),
            "severity": draw.choice(canonical.SEVERITIES),
        }
        for n in range(3 * len(people))
    ]
    kinds = (*canonical.HEALTH_EVENT_TYPES, None)
    events = [
        {"person_id": draw.choice(people), "event_date": anywhen(), "event_type": draw.choice(kinds)}
        for _ in range(3 * len(people))
    ]
    return {**rows, "court_cases": cases, "health_events": events + events[::5]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("county")
    site = load_site(write_site(folder, **SETTINGS))
    rows = with_doubles(with_services(stack(draw_many(histories(site), 80, 41)), site))
    warehouse = build(folder, rows, SETTINGS, MODELS, extra=["--resource-type", "model"])
    return Built(site, rows, warehouse)


@pytest.fixture(scope="module")
def trials(built: Built) -> list[dict[str, Any]]:
    found = twin.cohort(built.rows, built.site)
    assert len(found) > 100  # else the comparisons below compare nothing
    return found


def key_of(trial: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(trial[c] for c in GRAIN)


@pytest.mark.slow
def test_the_area_contrast(built):
    site, people = built.site, twin.by_person(built.rows)
    expected = []
    for event in twin.area_policy_events(built.rows, site):
        person, index = people[event["person_id"]], event["index_date"]
        kinds = [
            twin.outcomes_of_event(charges, index)
            for on, charges in twin.events_of(person, site).items()
            if in_window(on, index, 10) and on <= twin.follow_up_end(person, site)
        ]
        observed = index + timedelta(days=10) <= site.data_through
        hits = sum("new_offense" in k for k in kinds)
        expected.append(
            {
                **event,
                "is_observed": observed,
                "new_offense_events": hits,
                "any_arrest_events": len(kinds),
                "is_rearrested_new_offense": hits > 0 if observed else None,
                **{
                    reason: reason in event["reasons"]
                    for reason in ("referral_quarantined", "lookback_not_covered", "dead_before_index")
                },
            }
        )
    sql = read_rows(built.warehouse, "select * from intermediate.int_area_policy_trials")
    assert {r["period"] for r in sql} == {"before", "after"} and len(sql) > 50
    columns = (
        "area",
        "is_observed",
        "new_offense_events",
        "any_arrest_events",
        "is_rearrested_new_offense",
        "referral_quarantined",
        "lookback_not_covered",
        "dead_before_index",
    )
    assert not differences("area", sql, expected, ("person_id", "index_date", "period"), columns)


@pytest.mark.slow
def test_null_dates_taken_as_prior(built, trials):
    """The twin's outcomes on a county where every missing offence date lies long before any index."""
    dated = {
        **built.rows,
        "arrests": [
            {**r, "offense_date": r["offense_date"] or date(1950, 1, 1)} for r in built.rows["arrests"]
        ],
    }
    expected = [
        {**r, "variant": "null_dates_are_prior"}
        for r in twin.outcomes(trials, dated, built.site)
        if r["outcome"] == "new_offense"
    ]
    check_variant(built, expected, "null_dates_are_prior")


@pytest.mark.slow
def test_rediversions_left_out(built, trials):
    """The twin's outcomes without the events that a referral is linked to, and without unlinked ones."""
    site, people, expected = built.site, twin.by_person(built.rows), []
    for row in twin.outcomes(trials, built.rows, site):
        if row["outcome"] != "new_offense":
            continue
        person, index = people[row["person_id"]], row["index_date"]
        linked = {twin.link(r, person, site)[1] for r in person["referrals"]}
        hits = [
            day(on, index)
            for on, charges in twin.arrest_events(person).items()
            if on not in linked
            and in_window(on, index, row["horizon_days"])
            and on <= twin.follow_up_end(person, site)
            and "new_offense" in twin.outcomes_of_event(charges, index)
        ]
        died = twin.death_date(person)
        death_day = max(1, day(died, index)) if died is not None and died <= site.data_through else None
        if hits:
            event_type, when = "rearrest", min(hits)
        elif death_day is not None and death_day <= row["horizon_days"]:
            event_type, when = "death", death_day
        else:
            event_type, when = ("none" if row["is_observed"] else "censored"), None
        expected.append(
            {
                **row,
                "variant": "exclude_rediversion",
                "arrest_events": len(hits),
                "event_type": event_type,
                "is_rearrested": bool(hits) if row["is_observed"] else None,
                "days_to_first_event": when,
            }
        )
    check_variant(built, expected, "exclude_rediversion")


def check_variant(built: Built, expected: list[dict[str, Any]], variant: str) -> None:
    query = "select * from marts.rearrest_outcomes_variants where variant = ?"
    sql = read_rows(built.warehouse, query, [variant])
    main = {
        (*key_of(r), r["horizon_days"]): r["arrest_events"]
        for r in read_rows(
            built.warehouse, "select * from marts.rearrest_outcomes where outcome = 'new_offense'"
        )
    }
    assert any(r["arrest_events"] < main[(*key_of(r), r["horizon_days"])] for r in sql)  # it bites
    columns = (
        "is_observed",
        "is_rearrested",
        "arrest_events",
        "days_to_first_event",
        "street_days",
        "event_type",
    )
    assert not differences(variant, sql, expected, (*GRAIN, "horizon_days"), columns)


def quantities(trial: dict[str, Any], horizon: int, built: Built, person: dict[str, Any]) -> dict[str, int]:
    """The ten quantities of a trial, counted day by day."""
    site, index = built.site, trial["index_date"]
    end = twin.follow_up_end(person, site)

    def counts(on: date) -> bool:
        return in_window(on, index, horizon) and on <= end

    def mine(extract: str) -> list[dict[str, Any]]:
        return [r for r in built.rows[extract] if r["person_id"] == trial["person_id"]]

    events = [c for on, c in twin.events_of(person, site).items() if counts(on)]
    booked = [any(c["disposition"] == "booked" for c in charges) for charges in events]
    cited = [any(c["disposition"] == "cited" for c in charges) for charges in events]
    custody = {d for d in twin.custody_days(person, site) if counts(d)}
    prison = {
        d
        for d in twin.custody_days(
            {**person, "custody": [r for r in person["custody"] if r["facility"] == "prison"]}, site
        )
        if counts(d)
    }
    filed = Counter(r["severity"] for r in mine("court_cases") if counts(r["filed_date"]))
    health = {(r["event_date"], r["event_type"]) for r in mine("health_events") if counts(r["event_date"])}
    overdoses = {d for d, kind in health if kind in ("overdose_nonfatal", "overdose_fatal", "naloxone")}
    return {
        "arrest": len(events),
        "booking": sum(booked),
        "citation": sum(c and not b for b, c in zip(booked, cited)),
        "jail_day": len(custody - prison),
        "prison_day": len(prison),
        "felony_filing": filed["felony"],
        "misdemeanor_filing": filed["misdemeanor"],
        "ed_visit": sum(kind == "ed_visit" for _, kind in health),
        "crisis_contact": sum(kind == "crisis" for _, kind in health),
        "overdose_response": len(overdoses),
    }


@pytest.mark.slow
def test_quantities(built, trials):
    people = twin.by_person(built.rows)
    expected = [
        {**trial, "horizon_days": horizon, "item": item, "quantity": quantity}
        for trial in trials
        for horizon in built.site.horizons_days
        for item, quantity in quantities(trial, horizon, built, people[trial["person_id"]]).items()
    ]
    sql = read_rows(built.warehouse, "select * from marts.trial_quantities")
    assert {r["item"] for r in sql if r["quantity"]} == {r["item"] for r in sql}  # each occurs somewhere
    assert not differences("quantities", sql, expected, (*GRAIN, "horizon_days", "item"), ("quantity",))


@pytest.mark.slow
def test_first_events_agree_with_the_outcomes(built):
    """Two views of one table: the narrow one (survival estimates) and the long one."""
    is_event = "event_type = 'rearrest' and outcome"
    outcomes = ", ".join(
        f"max(case when {is_event} = '{name}' then days_to_first_event end) as days_to_{name}"
        for name in twin.OUTCOMES
    )
    long = read_rows(
        built.warehouse,
        f"""select trial_id, {outcomes} from marts.rearrest_outcomes
        where horizon_days = 30 group by trial_id""",
    )
    narrow = read_rows(built.warehouse, "select * from intermediate.int_first_events")
    columns = tuple(f"days_to_{name}" for name in twin.OUTCOMES)
    assert not differences("first events", narrow, long, ("trial_id",), columns)


@pytest.mark.slow
def test_all_but_staging_is_read_without_the_store_and_under_any_name(built, tmp_path):
    """A published warehouse is a file that was renamed, copied and opened without the extracts."""
    copy = tmp_path / "some other name.duckdb"
    shutil.copy(built.warehouse, copy)
    con = duckdb.connect()
    con.execute(f"attach '{copy}' as elsewhere (read_only)")
    relations = con.execute("""select table_schema, table_name from information_schema.tables
        where table_catalog = 'elsewhere' and table_schema <> 'staging'""").fetchall()
    assert ("marts", "rearrest_outcomes") in relations and ("audit", "row_ledger") in relations
    for schema, name in relations:
        con.execute(f'select * from elsewhere."{schema}"."{name}" limit 1').fetchall()
    assert {s for s, _ in relations} == {"settings", "intermediate", "marts", "audit"}


def test_a_closed_list_is_text_to_every_reader(built):
    """The store and two large tables hold closed lists by their place; what readers are given is text, ordered as text."""
    kinds = read_rows(built.warehouse, """select table_schema as of, table_name as name, column_name as col, data_type as kind
        from information_schema.columns where table_catalog = current_database()""")
    enums = {(r["name"], r["col"]) for r in kinds if r["kind"].startswith("ENUM")}
    groups = {(table, column) for table in ("int_trial_horizons", "int_trial_quantities")
              for column in ("arm", "door", "comparison_design")}
    assert enums <= groups | {("int_arrest_days", "offense_category")} and groups <= enums
    assert {r["of"] for r in kinds if r["name"] in {name for name, _ in enums}} == {"intermediate"}
    text = {(r["name"], r["col"]): r["kind"] for r in kinds if r["of"] == "staging"}
    for extract in canonical.EXTRACTS.values():
        for c in extract.columns:
            if c.kind == "enum" and extract.name != "control_totals":
                assert text[f"stg_{extract.name}", c.name] == "VARCHAR", (extract.name, c.name)


@pytest.mark.slow
def test_no_result_or_order_hangs_on_surrogate_keys_or_the_order_of_rows(built, tmp_path):
    """Under other surrogates and in another row order a county gives the same trials in the same order."""
    people = sorted({r["person_id"] for rows in built.rows.values() for r in rows})
    other = dict(zip(people, random.Random(3).sample(range(10**6), len(people))))
    rows = {
        name: [{**r, "person_id": other[r["person_id"]]} for r in random.Random(5).sample(part, len(part))]
        for name, part in built.rows.items()
    }
    tied = """select count(*) from intermediate.int_trials as t join intermediate.int_trials as o
        on t.index_date = o.index_date and o.person_id = t.person_id + 1000000"""
    assert read_rows(built.warehouse, tied)[0]["count_star()"] > 5
    again = build(tmp_path, rows, SETTINGS, MODELS, extra=["--resource-type", "model"])
    facts = "select * exclude (trial_id, person_id) from marts"
    for query in [
        f"{facts}.cohort order by trial_id",
        f"{facts}.rearrest_outcomes order by trial_id, outcome, horizon_days",
        f"{facts}.trial_quantities order by trial_id, item, horizon_days",
        "select * from marts.attrition order by all",
        "select * from marts.engagement_funnel order by all",
    ]:
        assert read_rows(built.warehouse, query) == read_rows(again, query), query


@pytest.mark.slow
def test_arrests_alone(tmp_path):
    """A site with nothing but arrests: what can't be said is null or absent, never zero."""
    settings = {**SETTINGS, "extracts": ("arrests",), "areas": None}
    site = load_site(write_site(tmp_path, **settings))
    rows = stack(draw_many(histories(site), 10, 43))
    rows = {"arrests": [{**r, "disposition": "unknown"} for r in rows["arrests"]]}
    warehouse = build(tmp_path, rows, settings, MODELS, extra=["--indirect-selection", "buildable"])
    quantities = read_rows(warehouse, "select item, quantity from marts.trial_quantities")
    assert {r["item"] for r in quantities if r["quantity"] is not None} == {"arrest"}
    cohort = read_rows(warehouse, "select * from marts.cohort")
    assert cohort and {(r["arm"], r["is_engaged"], r["prior_custody_days"]) for r in cohort} == {
        ("comparison", None, None)
    }
    stages = read_rows(warehouse, "select stage from marts.engagement_funnel")
    assert {r["stage"] for r in stages} == {"eligible"}
    assert {r["arm"] for r in read_rows(warehouse, "select arm from marts.attrition")} == {"comparison"}


@pytest.mark.slow
def test_nothing_at_all(tmp_path):
    """Empty extracts end in empty tables, and attrition still lists what was asked for, with zeros."""
    warehouse = build(tmp_path, {}, SETTINGS, MODELS, extra=["--resource-type", "model"])
    assert not read_rows(warehouse, "select * from marts.cohort")
    assert not read_rows(warehouse, "select * from marts.rearrest_outcomes")
    steps = read_rows(warehouse, "select * from marts.attrition")
    assert {(r["n_in"], r["n_people_out"]) for r in steps} == {(0, 0)}
    assert {r["comparison_design"] or r["door"] for r in steps} == {*canonical.DOORS, *twin_designs()}


def twin_designs() -> set[str]:
    return {d for d in SETTINGS["comparison"]["designs"] if d != "area_policy"}


def test_the_sql_and_the_loader_share_their_enumerations():
    """The macros number a category by its place in a list: a list of their own would shift bits."""
    text = (PROJECT / "macros" / "codes.sql").read_text(encoding="utf-8")

    def listed(macro: str) -> tuple[str, ...]:
        body = re.search(rf"macro {macro}\(\).*?return\(\[(.*?)\]\)", text, re.S)
        return tuple(re.findall(r"'(\w+)'", body[1]))

    assert listed("severities") == canonical.SEVERITIES
    assert listed("offense_categories") == canonical.OFFENSE_CATEGORIES
    assert listed("dispositions") == canonical.DISPOSITIONS
    assert listed("outcomes") == twin.OUTCOMES
    assert listed("doors") == canonical.DOORS
    assert listed("comparison_designs") == COHORT_DESIGNS
