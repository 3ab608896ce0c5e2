"""The SQL at its edges, one short story a case, all in one build.

What a story should give was worked out from the contract by hand. Each is a person of its own, so a story
that fails says which rule broke, and nothing else can have broken it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.models.support import (
    SITE,
    arrest,
    build,
    case,
    contact,
    death,
    health,
    lost_charge,
    lost_referral,
    on,
    referral,
    stack,
    stay,
)
from tests.twin_support.store import read_rows

pytestmark = pytest.mark.slow
LEAP = date(2020, 2, 29)

STORIES: dict[str, list[Any]] = {
    # -- the window
    "day 0 is in no window": [
        arrest(0, "A"),
        arrest(0, "B", offense_category="violent", district="P2", is_warrant=True),
    ],
    "day 1": [arrest(0), arrest(1, severity="felony", offense_category="property")],
    "day H": [arrest(0), arrest(10, offense_category="property")],
    "day H+1": [arrest(0), arrest(11, offense_category="property")],
    "leap day in the lookback": [
        arrest(date(2020, 9, 2)),
        arrest(LEAP),
        arrest(date(2020, 5, 25)),
        arrest(date(2020, 5, 24)),
    ],
    "last day of accrual": [
        arrest(date(2021, 11, 30)),
        arrest(date(2021, 12, 10), offense_category="property"),
    ],
    "one day after accrual": [arrest(date(2021, 12, 1))],
    "seen at 10 days but not at 30": [
        arrest(date(2021, 11, 30)),
        arrest(date(2021, 12, 15), offense_category="property"),
    ],
    "seen to the last day": [arrest(date(2021, 11, 20))],
    "two arrests a day are one event": [
        arrest(0),
        arrest(5, "B", offense_category="property"),
        arrest(5, "C", severity="felony"),
    ],
    # -- death
    "dead on the day of the arrest": [arrest(0), death(0), arrest(1)],
    "dead before": [arrest(0), death(-1)],
    "re-arrest and death of one day": [arrest(0), arrest(4, offense_category="property"), death(4)],
    "dead within the horizon": [arrest(0), death(4), arrest(5)],
    # -- what an event is
    "warrant for an old matter": [
        arrest(0),
        arrest(3, offense_category="property", is_warrant=True, offense_date=2),
    ],
    "new-charge warrant": [
        arrest(0),
        arrest(
            3,
            offense_category="violent",
            severity="felony",
            is_warrant=True,
            warrant_type="new_charge",
            offense_date=1,
        ),
    ],
    "new-charge warrant without a date": [
        arrest(0),
        arrest(3, is_warrant=True, warrant_type="new_charge", offense_date=None),
    ],
    "supervision": [arrest(0), arrest(3, offense_category="supervision")],
    "offence on the index day": [arrest(0), arrest(3, offense_category="property", offense_date=0)],
    "offence of unknown day": [arrest(0), arrest(3, offense_category="property", offense_date=None)],
    # one charge older than the index and more serious, one younger: the class is the younger one's
    "index between the offence dates": [
        arrest(0),
        arrest(5, "B", charge_number=1, severity="felony", offense_category="violent", offense_date=-3),
        arrest(5, "B", charge_number=2, severity="citation", offense_category="drug_sale", offense_date=2),
        arrest(5, "B", charge_number=3, severity="unknown", offense_category="property", offense_date=0),
    ],
    # -- the index
    "most serious eligible charge": [
        arrest(0, "A", charge_number=1, severity="citation"),
        arrest(0, "A", charge_number=2, severity="felony"),
        arrest(0, "B", charge_number=1, offense_category="prostitution"),
        arrest(0, "B", charge_number=2),
    ],
    "first charge's district": [
        arrest(0, "B", district="P1"),
        arrest(0, "A", district="C1", charge_number=2),
        arrest(0, "A", district="P2", charge_number=1),
    ],
    "first charge without a district": [arrest(0, "B", district="P1"), arrest(0, "A", district=None)],
    "an arrest of two dates": [arrest(2, "A", charge_number=1), arrest(0, "A", charge_number=2)],
    "no priors": [arrest(0)],
    "priors at the ends of the lookback": [
        arrest(0),
        arrest(-1, severity="felony"),
        arrest(-100, is_warrant=True),
        arrest(-101),
    ],
    "lookback not covered": [arrest(date(2020, 4, 9))],
    "excluded by a warrant's category": [
        arrest(0, "A"),
        arrest(0, "B", offense_category="violent", is_warrant=True),
    ],
    "eighteen this year": [arrest(0, birth_year=2003)],
    "nineteen this year": [arrest(0, birth_year=2002)],
    "unknown birth year": [arrest(0, birth_year=None)],
    "lost a charge": [arrest(0, "A"), arrest(0, "B"), lost_charge("B"), arrest(20, "C")],
    "diverted without a referral": [arrest(0, disposition="diverted")],
    # -- the two arms
    "person in both arms": [arrest(0, "A"), arrest(30, "B"), referral(32, arrest_id="B"), arrest(60, "C")],
    "far link": [arrest(0, "A"), referral(20, arrest_id="A"), arrest(40)],
    "unlinked": [
        referral(0, offense_category="drug_possession", severity="citation", birth_year=1990, district="P2"),
        arrest(9, offense_category="property", birth_year=None),
    ],
    "unlinked, offence unknown": [referral(0)],
    "unlinked, offence not eligible": [referral(0, offense_category="property", severity="felony")],
    "other door": [referral(0, door="social_contact"), arrest(3, "A")],
    "referral outside the programme": [referral(0, district="C1")],
    "referred before accrual": [
        arrest(-60, "A"),
        referral(-40, door="community"),
        referral(0, "R2"),
        arrest(5),
    ],
    "index before accrual": [
        arrest(date(2021, 4, 30), "A"),
        referral(date(2021, 5, 2), arrest_id="A"),
        arrest(0),
    ],
    "referral quarantined": [arrest(0, "A"), lost_referral(10), arrest(10, "B"), arrest(9, "C")],
    "referral quarantined, undated": [arrest(0), lost_referral(None)],
    # -- variants
    "an unlinked diversion is an outcome": [
        arrest(0),
        referral(9, offense_category="drug_possession", severity="citation"),
    ],
    "a linked diversion is an outcome": [arrest(0, "A"), arrest(9, "B"), referral(10, arrest_id="B")],
    # -- engagement, custody, quantities
    "engaged": [
        arrest(0, "A"),
        referral(1, arrest_id="A", intake_date=30),
        contact(0),
        contact(60),
        contact(61),
    ],
    "engaged too late": [arrest(0, "A"), referral(1, arrest_id="A", intake_date=31), contact(0), contact(60)],
    "no-shows don't engage": [
        arrest(0, "A"),
        referral(1, arrest_id="A", intake_date=3),
        contact(5),
        contact(6, "no_show"),
    ],
    "engagement not seen": [arrest(date(2021, 11, 2), "A"), referral(date(2021, 11, 2), arrest_id="A")],
    "stays": [arrest(0), stay(-200, -95), stay(-3, 2), stay(0, 4, facility="prison"), stay(8, None)],
    "enrolled twice": [
        arrest(0, "A", disposition="booked"),
        referral(1, arrest_id="A", intake_date=3, exit_date=8),
        referral(5, "R2", door="community", intake_date=6, exit_date=12),
        referral(20, "R3", door="community", intake_date=25, exit_date=60),
    ],
    "dies enrolled": [arrest(0, "A"), referral(0, arrest_id="A", intake_date=0, exit_date=20), death(7)],
    "costs": [
        arrest(0, disposition="booked"),
        arrest(2, "B", disposition="booked"),
        arrest(2, "C", disposition="cited"),
        arrest(3, "D", disposition="cited"),
        arrest(4, "E"),
        case(0),
        case(1),
        case(10, "felony"),
        case(11),
        health(1, "ed_visit"),
        health(2, "naloxone"),
        health(2, "overdose_fatal"),
        health(10, "crisis"),
        death(10),
    ],
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    select = (
        "+cohort +attrition +rearrest_outcomes +rearrest_outcomes_variants +trial_quantities +int_item_days "
        "+int_area_policy_trials +int_first_events +engagement_funnel"
    )
    # data tests and unit tests run along: they must hold on stories that are all edges
    return build(
        tmp_path_factory.mktemp("edges"),
        stack(STORIES),
        SITE,
        select,
        extra=["--indirect-selection", "buildable"],
    )


def of(warehouse: Path, story: str, table: str, **where: Any) -> list[dict[str, Any]]:
    """Rows of a story's person in a table, oldest index first."""
    number = list(STORIES).index(story) + 1
    conditions = "".join(f" and {column} is not distinct from ?" for column in where)
    return read_rows(
        warehouse,
        f"select * from {table} where person_id = ?{conditions} order by index_date",
        [number * 10 + 1, *where.values()],
    )


def trials(warehouse: Path, story: str) -> list[tuple[Any, ...]]:
    """(arm, design or door, day) of a story's trials."""
    return [
        (r["arm"], r["comparison_design"] or r["door"], (r["index_date"] - on(0)).days)
        for r in of(warehouse, story, "marts.cohort")
    ]


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    assert len(rows) == 1, rows
    return rows[0]


def outcomes(warehouse: Path, story: str, horizon: int = 10, day: int = 0) -> set[str]:
    """The outcomes that the story's index of that day met within the horizon."""
    rows = of(warehouse, story, "marts.rearrest_outcomes", horizon_days=horizon, index_date=on(day))
    assert len(rows) == 12, rows
    return {r["outcome"] for r in rows if r["arrest_events"]}


UNDIVERTED = ("comparison", "concurrent_undiverted", 0)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("last day of accrual", [("comparison", "concurrent_undiverted", 182)]),
        ("one day after accrual", []),
        ("lookback not covered", []),
        ("excluded by a warrant's category", []),
        ("eighteen this year", []),
        ("nineteen this year", [UNDIVERTED]),
        ("unknown birth year", [UNDIVERTED]),
        ("lost a charge", [("comparison", "concurrent_undiverted", 20)]),
        ("diverted without a referral", []),
        ("an arrest of two dates", [UNDIVERTED]),
        ("dead before", []),
        ("dead on the day of the arrest", [UNDIVERTED]),
        # the earlier event is a valid trial; the linked one and all after it are not
        ("person in both arms", [UNDIVERTED, ("lead", "arrest_diversion", 30)]),
        ("far link", []),
        ("unlinked", [("lead", "arrest_diversion", 0)]),
        ("unlinked, offence unknown", [("lead", "arrest_diversion", 0)]),
        ("unlinked, offence not eligible", []),
        ("other door", [("lead", "social_contact", 0)]),
        ("referral outside the programme", []),
        ("referred before accrual", []),
        ("index before accrual", []),
        ("referral quarantined", [UNDIVERTED, ("comparison", "concurrent_undiverted", 9)]),
        ("referral quarantined, undated", []),
    ],
)
def test_who_is_in_which_cohort(warehouse, story, expected):
    found = [t for t in trials(warehouse, story) if t[1] != "historical"]
    assert found == expected


def test_events_before_a_referral_that_came_before_accrual_are_historical_trials(warehouse):
    """The future must not select: only from the referral on is a person out of the comparison."""
    assert trials(warehouse, "referred before accrual") == [("comparison", "historical", -60)]


@pytest.mark.parametrize(
    ("story", "horizon", "expected"),
    [
        ("day 1", 10, {"any_arrest", "new_offense", "felony", "property"}),
        ("day H", 10, {"any_arrest", "new_offense", "misdemeanor", "property"}),
        ("day H+1", 10, set()),
        ("day H+1", 30, {"any_arrest", "new_offense", "misdemeanor", "property"}),
        ("two arrests a day are one event", 10, {"any_arrest", "new_offense", "felony", "property", "drug"}),
        ("dead on the day of the arrest", 10, set()),
        ("dead within the horizon", 10, set()),
        ("re-arrest and death of one day", 10, {"any_arrest", "new_offense", "misdemeanor", "property"}),
        ("warrant for an old matter", 10, {"any_arrest", "warrant"}),
        ("new-charge warrant", 10, {"any_arrest", "new_offense", "felony", "violent"}),
        ("new-charge warrant without a date", 10, {"any_arrest", "warrant"}),
        ("supervision", 10, {"any_arrest", "supervision"}),
        ("offence on the index day", 10, {"any_arrest", "prior_offense"}),
        ("offence of unknown day", 10, {"any_arrest", "new_offense", "misdemeanor", "property"}),
        ("index between the offence dates", 10, {"any_arrest", "new_offense", "citation", "drug"}),
        ("an unlinked diversion is an outcome", 10, {"any_arrest", "new_offense", "citation", "drug"}),
    ],
)
def test_what_a_later_event_counts_as(warehouse, story, horizon, expected):
    assert outcomes(warehouse, story, horizon) == expected


def test_an_event_with_two_arrests_counts_once(warehouse):
    row = only(
        of(
            warehouse,
            "two arrests a day are one event",
            "marts.rearrest_outcomes",
            outcome="any_arrest",
            horizon_days=10,
            index_date=on(0),
        )
    )
    assert (row["arrest_events"], row["days_to_first_event"]) == (1, 5)


@pytest.mark.parametrize(
    ("story", "event_type", "days", "street_days"),
    [
        ("no priors", "none", None, 10),
        ("dead on the day of the arrest", "death", 1, 0),
        ("dead within the horizon", "death", 4, 4),
        # order within a day: re-arrest before death
        ("re-arrest and death of one day", "rearrest", 4, 4),
    ],
)
def test_first_event_and_time_at_risk(warehouse, story, event_type, days, street_days):
    row = only(
        of(
            warehouse,
            story,
            "marts.rearrest_outcomes",
            outcome="new_offense",
            horizon_days=10,
            index_date=on(0),
        )
    )
    assert (row["event_type"], row["days_to_first_event"], row["street_days"]) == (
        event_type,
        days,
        street_days,
    )
    assert row["is_observed"] is True  # a death is no loss


def test_observed_means_the_whole_window_for_every_outcome(warehouse):
    """One cut-off for all: an early re-arrest isn't counted where others could not have been seen."""
    rows = {
        (r["horizon_days"], r["outcome"]): r
        for r in of(
            warehouse,
            "seen at 10 days but not at 30",
            "marts.rearrest_outcomes",
            index_date=date(2021, 11, 30),
        )
    }
    facts = (
        "is_observed",
        "is_rearrested",
        "arrest_events",
        "event_type",
        "days_to_first_event",
        "street_days",
    )
    assert [rows[10, "new_offense"][f] for f in facts] == [True, False, 0, "none", None, 10]
    assert [rows[30, "new_offense"][f] for f in facts] == [False, None, 1, "rearrest", 15, 20]
    assert [rows[30, "warrant"][f] for f in facts] == [False, None, 0, "censored", None, 20]
    # index + 30 days is the last day of the data
    assert {r["is_observed"] for r in of(warehouse, "seen to the last day", "marts.rearrest_outcomes")} == {
        True
    }


def test_index_category_is_the_first_of_the_most_serious_eligible_charges(warehouse):
    """The felony is not eligible, and the citation is less serious: the first charge of B counts."""
    row = only(of(warehouse, "most serious eligible charge", "marts.cohort"))
    assert (row["index_category"], row["index_severity"]) == ("prostitution", "misdemeanor")


def test_district_is_the_first_charges_even_where_that_is_unknown(warehouse):
    assert only(of(warehouse, "first charge's district", "marts.cohort"))["index_district"] == "P2"
    assert trials(warehouse, "first charge without a district") == []


def test_priors_count_days_1_to_the_lookback_and_nothing_else(warehouse):
    row = next(
        r
        for r in of(warehouse, "priors at the ends of the lookback", "marts.cohort")
        if r["index_date"] == on(0)
    )
    named = {k: v for k, v in row.items() if k.startswith("prior_arrests") or k == "days_since_last_arrest"}
    assert named == {
        "prior_arrests": 2,
        "prior_arrests_30d": 1,
        "prior_arrests_90d": 1,
        "prior_arrests_365d": 2,
        "prior_arrests_before_365d": 0,
        "days_since_last_arrest": 1,
    }
    assert (row["prior_felony_arrests"], row["prior_warrant_arrests"], row["prior_new_offense_arrests"]) == (
        1,
        1,
        1,
    )
    row = only(of(warehouse, "no priors", "marts.cohort"))
    assert (row["prior_arrests"], row["prior_custody_days"], row["days_since_last_arrest"]) == (0, 0, None)


def test_a_lookback_of_100_days_over_a_leap_day(warehouse):
    """2 September 2020 less 100 days is 25 May: that day counts, the 24th and 29 February don't."""
    row = only(
        [
            r
            for r in of(warehouse, "leap day in the lookback", "marts.cohort")
            if r["index_date"] == date(2020, 9, 2)
        ]
    )
    assert row["prior_arrests"] == 1


def test_linked_and_verified(warehouse):
    both = of(warehouse, "person in both arms", "marts.cohort")
    assert [(r["is_linked"], r["eligibility_verified"], r["prior_arrests"]) for r in both] == [
        (False, True, 0),
        (True, True, 1),
    ]
    assert both[0]["first_later_referral_date"] == on(32)  # where censor_at_referral censors
    known = only(of(warehouse, "unlinked", "marts.cohort"))
    assert (
        known["is_linked"],
        known["eligibility_verified"],
        known["index_category"],
        known["index_severity"],
        known["index_district"],
        known["age"],
    ) == (False, True, "drug_possession", "citation", "P2", 31)
    unknown = only(of(warehouse, "unlinked, offence unknown", "marts.cohort"))
    assert (unknown["eligibility_verified"], unknown["index_category"], unknown["is_age_unknown"]) == (
        False,
        "unknown",
        True,
    )


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("engaged", True),
        ("engaged too late", False),
        ("no-shows don't engage", False),
        ("engagement not seen", None),
    ],
)
def test_engaged(warehouse, story, expected):
    row = next(r for r in of(warehouse, story, "marts.cohort") if r["arm"] == "lead")
    assert row["is_engaged"] is expected


def test_days_in_custody_count_once_and_the_day_of_admission_not(warehouse):
    """Stays -200 to -95, -3 to 2, 0 to 4 (prison), and from 8 on; horizon 10, lookback 100."""
    index = only(of(warehouse, "stays", "marts.cohort", index_date=on(0)))
    # days -100 … -95 and -2, -1
    assert index["prior_custody_days"] == 6 + 2
    row = only(of(warehouse, "stays", "marts.rearrest_outcomes", outcome="warrant", horizon_days=10))
    assert row["street_days"] == 10 - 4 - 2  # days 1-4, and 9, 10 of a stay that began on day 8
    found = {
        r["item"]: r["quantity"] for r in of(warehouse, "stays", "marts.trial_quantities", horizon_days=10)
    }
    assert (found["prison_day"], found["jail_day"]) == (4, 2)


def test_quantities(warehouse):
    """Day 0 counts for none; a booking beats a citation of its day; the day of death counts, the next not."""
    found = {
        r["item"]: r["quantity"]
        for r in of(warehouse, "costs", "marts.trial_quantities", horizon_days=30, index_date=on(0))
    }
    assert found == {
        "arrest": 3,
        "booking": 1,
        "citation": 1,
        "jail_day": 0,
        "prison_day": 0,
        "felony_filing": 1,
        "misdemeanor_filing": 1,
        "ed_visit": 1,
        "crisis_contact": 1,
        "overdose_response": 1,
    }


def test_days_of_items_are_the_quantities(warehouse):
    """Two ways to one count: spans of days cut at each horizon, and the narrow counts."""
    found = read_rows(
        warehouse,
        """
        with cut as (
            select d.trial_id, h.horizon_days, d.item,
                   sum(greatest(least(d.last_day, h.horizon_days) - d.first_day + 1, 0)) as n
            from intermediate.int_item_days as d cross join settings.horizons as h
            group by all
        ),
        jail as (
            select * from cut where item <> 'custody_day'
            union all
            select c.trial_id, c.horizon_days, 'jail_day', c.n - coalesce(p.n, 0)
            from cut as c left join cut as p
                on c.trial_id = p.trial_id and c.horizon_days = p.horizon_days and p.item = 'prison_day'
            where c.item = 'custody_day'
        )
        select count(*) as n_counts, sum(q.quantity) as n_counted,
               count(*) filter (where q.quantity <> coalesce(j.n, 0)) as n_apart
        from marts.trial_quantities as q left join jail as j using (trial_id, item, horizon_days)
        where q.quantity is not null
        """,
    )
    assert only(found)["n_counts"] == 1000 and only(found)["n_counted"] > 100
    assert only(found)["n_apart"] == 0


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        # days 4 to 12 of two spells that overlap, 26 to 30 of a third; the first intake is on day 3
        ("enrolled twice", {("enrolled_day", 4, 12), ("enrolled_day", 26, 30), ("participant", 3, 3), ("index_processing", 0, 0)}),
        # intake on the day of the index, to the death; not booked, so not processed
        ("dies enrolled", {("enrolled_day", 1, 7), ("participant", 0, 0)}),
    ],
)
def test_days_enrolled_count_once_to_exit_death_or_horizon(warehouse, story, expected):
    trial = next(r for r in of(warehouse, story, "marts.cohort") if r["arm"] == "lead")["trial_id"]
    found = read_rows(warehouse, "select * from intermediate.int_item_days where trial_id = ?", [trial])
    kinds = {"enrolled_day", "participant", "index_processing"}
    assert {(r["item"], r["first_day"], r["last_day"]) for r in found if r["item"] in kinds} == expected


@pytest.mark.parametrize(
    ("story", "null_dates_are_prior", "exclude_rediversion"),
    [
        ("day 1", 1, 1),
        ("offence of unknown day", 0, 1),
        ("an unlinked diversion is an outcome", 1, 0),
        ("a linked diversion is an outcome", 1, 0),
        ("index between the offence dates", 1, 1),
    ],
)
def test_other_readings_of_a_new_offence(warehouse, story, null_dates_are_prior, exclude_rediversion):
    rows = of(warehouse, story, "marts.rearrest_outcomes_variants", horizon_days=10, index_date=on(0))
    assert {r["variant"]: r["arrest_events"] for r in rows} == {
        "null_dates_are_prior": null_dates_are_prior,
        "exclude_rediversion": exclude_rediversion,
    }


def test_the_area_contrast_takes_every_eligible_event_diverted_or_not(warehouse):
    rows = of(warehouse, "person in both arms", "intermediate.int_area_policy_trials")
    assert [(r["period"], r["area"], (r["index_date"] - on(0)).days) for r in rows] == [
        ("after", "programme", 0),
        ("after", "programme", 30),
        ("after", "programme", 60),
    ]
    assert only(of(warehouse, "far link", "intermediate.int_area_policy_trials", index_date=on(0)))[
        "is_linked"
    ]
    assert (
        only(of(warehouse, "unlinked", "intermediate.int_area_policy_trials", is_unlinked=True))["period"]
        == "after"
    )
    assert not only(of(warehouse, "dead before", "intermediate.int_area_policy_trials"))["is_included"]


def test_steps_of_attrition_name_the_reason(warehouse):
    """Each story has one reason; the table must hold it at that step and pass the others."""
    names = {
        (r["arm"], r["step_number"]): r["step"]
        for r in read_rows(warehouse, "select distinct arm, step_number, step from marts.attrition")
    }
    for story, arm, step in [
        ("far link", "lead", "linked_far"),
        ("unlinked, offence not eligible", "lead", "no_eligible_charge"),
        ("referral outside the programme", "lead", "outside_programme_areas"),
        ("index before accrual", "lead", "referral_before_accrual"),
        ("diverted without a referral", "comparison", "diverted_without_referral"),
        ("referral quarantined, undated", "comparison", "referral_quarantined"),
        ("lost a charge", "comparison", "charge_quarantined"),
        ("eighteen this year", "comparison", "not_of_age"),
        ("excluded by a warrant's category", "comparison", "excluded_category"),
        ("dead before", "comparison", "dead_before_index"),
    ]:
        table = f"intermediate.int_{arm}_candidates"
        steps = [r["excluded_at_step"] for r in of(warehouse, story, table)]
        assert step in [names.get((arm, s)) for s in steps], (story, steps)
