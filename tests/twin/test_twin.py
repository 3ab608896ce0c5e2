"""Hand-worked cases for every sentence of the contract's section 3: the twin must be right before the SQL is
held against it. Expected values were worked out from the text; none was copied from the twin's output."""

from __future__ import annotations

from datetime import date

import pytest

from tests.twin import twin
from tests.twin_support.histories import (
    DAY0,
    arrest,
    contact,
    death,
    history,
    lost_charge,
    lost_referral,
    make_site,
    on,
    referral,
    stay,
)

SITE = make_site()


def lead(*facts, site=SITE):
    """The LEAD candidate of person 1."""
    return twin.lead_candidate(twin.by_person(history(*facts))[1], site)


def reasons(*facts, site=SITE):
    return lead(*facts, site=site)["reasons"]


def comparison(*facts, site=SITE, design="concurrent_undiverted"):
    """{day: reasons} of person 1's candidates of a design."""
    person = twin.by_person(history(*facts))[1]
    return {twin.day(t["index_date"], DAY0): t["reasons"]
            for t in twin.comparison_candidates(person, design, site)}


def trials(*facts, site=SITE):
    return twin.cohort(history(*facts), site)


def trial(*facts, site=SITE, design=None):
    """The one trial of the LEAD arm, or of a design."""
    (one,) = [t for t in trials(*facts, site=site) if t["comparison_design"] == design]
    return one


def events(*facts, site=SITE):
    return {twin.day(d, DAY0): c for d, c in
            twin.events_of(twin.by_person(history(*facts))[1], site).items()}


def kinds(*charges, index=DAY0):
    """Outcomes of one event on day 5 made of these charges."""
    rows = history(*(arrest(5, "X", charge_number=i, **c) for i, c in enumerate(charges)))["arrests"]
    return twin.outcomes_of_event(rows, index)


def outcome(*facts, site=SITE, name="new_offense", horizon=10, design=None):
    rows = history(*facts)
    chosen = [t for t in twin.cohort(rows, site) if t["comparison_design"] == design]
    found = twin.outcomes(chosen, rows, site)
    (one,) = [r for r in found if r["outcome"] == name and r["horizon_days"] == horizon]
    return one


# -- arrest, event -----------------------------------------------------------------------------------------


def test_an_arrest_is_dated_by_its_earliest_row_and_brings_all_its_charges():
    found = events(arrest(0, "A", charge_number=2), arrest(-2, "A", charge_number=1))
    assert {d: [c["charge_number"] for c in e] for d, e in found.items()} == {-2: [1, 2]}


def test_two_arrests_of_a_day_are_one_event_with_the_district_of_the_first_charge():
    found = events(
        arrest(0, "B", charge_number=1, district="P1"), arrest(0, "A", charge_number=2, district="P2"),
        arrest(0, "A", charge_number=1, district="C1"))
    assert [(c["arrest_id"], c["charge_number"]) for c in found[0]] == [("A", 1), ("A", 2), ("B", 1)]
    assert found[0][0]["district"] == "C1"


def test_co_arrestees_share_a_number_but_not_an_arrest():
    rows = history(arrest(0, "A", person_id=1), arrest(3, "A", person_id=2))
    assert [list(twin.arrest_events(p)) for p in twin.by_person(rows).values()] == [[on(0)], [on(3)]]


@pytest.mark.parametrize(("years", "expected"), [
    ([1990, 1990, 1980], 1990), ([1990, 1980], 1980), ([None, None, 1985], 1985), ([None], 1970),
])
def test_birth_year_is_the_most_frequent_ties_to_the_earlier_else_the_referrals(years, expected):
    rows = history(*(arrest(0, "A", birth_year=y) for y in years), referral(5, birth_year=1970))
    assert twin.trait(twin.by_person(rows)[1], "birth_year") == expected


def test_sex_is_counted_over_charges_and_ties_go_to_the_lowest():
    rows = history(arrest(0, "A", sex="M"), arrest(1, "B", sex="F"), arrest(1, "B", sex="F"))
    assert twin.trait(twin.by_person(rows)[1], "sex") == "F"
    rows = history(arrest(0, "A", sex="M"), arrest(1, "B", sex="F"))
    assert twin.trait(twin.by_person(rows)[1], "sex") == "F"


# -- link --------------------------------------------------------------------------------------------------


def linked(*facts, site=SITE):
    rows = history(*facts)
    kind, when = twin.link(rows["referrals"][0], twin.by_person(rows)[1], site)
    return kind, None if when is None else twin.day(when, DAY0)


@pytest.mark.parametrize(("day", "expected"), [
    (-8, "far"), (-7, "near"), (0, "near"), (7, "near"), (8, "far"),
])
def test_link_by_arrest_id_is_near_to_7_days_either_side_and_far_beyond(day, expected):
    assert linked(arrest(day, "A"), referral(0, arrest_id="A")) == (expected, day)


def test_link_by_arrest_id_beats_a_nearer_event():
    assert linked(arrest(-5, "A"), arrest(-1, "B"), referral(0, arrest_id="A")) == ("near", -5)
    assert linked(arrest(-50, "A"), arrest(-1, "B"), referral(0, arrest_id="A")) == ("far", -50)


@pytest.mark.parametrize(("days", "expected"), [
    ([-8], ("unlinked", None)), ([-7], ("near", -7)), ([0], ("near", 0)), ([1], ("unlinked", None)),
    ([-6, -2, 1], ("near", -2)),
])
def test_link_without_arrest_id_takes_the_latest_event_of_day_0_to_7_before(days, expected):
    assert linked(*(arrest(d) for d in days), referral(0)) == expected


def test_link_by_an_arrest_id_that_only_another_person_holds_falls_back_to_the_nearest_event():
    assert linked(arrest(-3, "B"), arrest(0, "A", person_id=2), referral(0, arrest_id="A")) == ("near", -3)
    assert linked(arrest(-30, "B"), arrest(0, "A", person_id=2), referral(0, arrest_id="A")) == (
        "unlinked", None)


def test_link_uses_the_arrests_earliest_date():
    assert linked(arrest(0, "A"), arrest(-9, "A"), referral(0, arrest_id="A")) == ("far", -9)


def test_link_is_for_arrest_diversions_only():
    assert linked(arrest(0, "A"), referral(0, door="social_contact", arrest_id="A")) == ("other_door", None)


def test_link_within_0_days():
    site = make_site(link_within_days=0)
    assert linked(arrest(0), referral(0), site=site) == ("near", 0)
    assert linked(arrest(-1), referral(0), site=site) == ("unlinked", None)
    assert linked(arrest(1, "A"), referral(0, arrest_id="A"), site=site) == ("far", 1)


def test_unlinked_diversions_of_one_day_are_one_event_of_two_charges():
    found = events(
        referral(0, "R2", offense_category="property", severity="felony", district="P2"),
        referral(0, "R1", district="C1"), referral(0, "R3", door="community"))
    (charges,) = found.values()
    assert [(c["offense_category"], c["severity"], c["district"]) for c in charges] == [
        ("unknown", "unknown", "C1"), ("property", "felony", "P2")]
    assert all(c["offense_date"] == DAY0 and not c["is_warrant"] for c in charges)


def test_linked_diversions_and_other_doors_make_no_event():
    assert list(events(arrest(-1, "A"), referral(0))) == [-1]
    assert list(events(arrest(-50, "A"), referral(0, arrest_id="A"))) == [-50]
    assert list(events(arrest(-50, "A"), referral(0, door="community"))) == [-50]


def test_an_unlinked_diversion_does_not_become_an_event_that_another_can_link_to():
    found = events(referral(0, "R1"), referral(3, "R2"))
    assert list(found) == [0, 3]


# -- eligible event ----------------------------------------------------------------------------------------


def is_eligible(*facts, site=SITE, day=0):
    person = twin.by_person(history(*facts))[1]
    return twin.is_eligible_event(twin.events_of(person, site)[on(day)], on(day), person, site)


def test_one_eligible_charge_is_enough():
    assert is_eligible(arrest(0, "A"), arrest(0, "A", offense_category="traffic"))
    assert not is_eligible(arrest(0, "A", offense_category="traffic"))
    assert not is_eligible(arrest(0, "A", severity="felony"))
    assert not is_eligible(arrest(0, "A", severity="unknown"))


def test_the_eligible_charge_must_itself_be_no_warrant_but_a_warrant_beside_it_does_no_harm():
    assert not is_eligible(arrest(0, "A", is_warrant=True))
    assert is_eligible(arrest(0, "A"), arrest(0, "A", is_warrant=True, offense_category="other"))
    assert not is_eligible(arrest(0, "A", is_warrant=True), arrest(0, "A", offense_category="other"))


def test_category_and_severity_must_come_from_the_same_rule_and_charge():
    site = make_site(eligibility={"rules": [
        {"offense_category": "drug_possession", "severity": "citation"},
        {"offense_category": "property", "severity": "misdemeanor"}]})
    assert not is_eligible(arrest(0, "A", severity="misdemeanor"), site=site)
    assert not is_eligible(arrest(0, "A", severity="misdemeanor"),
                           arrest(0, "A", severity="citation", offense_category="property"), site=site)
    assert is_eligible(arrest(0, "A", severity="citation"), site=site)


@pytest.mark.parametrize("is_warrant", [False, True])
def test_an_excluded_category_excludes_even_on_a_warrant_charge_and_in_the_days_other_arrest(is_warrant):
    assert not is_eligible(arrest(0, "A"), arrest(0, "B", offense_category="violent", is_warrant=is_warrant))
    assert is_eligible(arrest(0, "A"), arrest(1, "B", offense_category="violent", is_warrant=is_warrant))


@pytest.mark.parametrize(("day", "expected"), [(-1, False), (0, True), (5, True), (6, False)])
def test_rules_hold_from_valid_from_to_valid_to_ends_included(day, expected):
    site = make_site(eligibility={"rules": [
        {"offense_category": "drug_possession", "valid_from": on(0), "valid_to": on(5)}]})
    assert is_eligible(arrest(day), site=site, day=day) is expected


@pytest.mark.parametrize(
    ("birth_year", "expected"), [(2004, False), (2003, False), (2002, True), (None, True)])
def test_age_is_certain_only_where_the_year_difference_exceeds_18(birth_year, expected):
    assert is_eligible(arrest(0, birth_year=birth_year)) is expected  # 2021: differences 17, 18, 19


def test_a_lost_charge_excludes_the_whole_event_but_no_other():
    facts = arrest(0, "A"), arrest(0, "B"), arrest(1, "C")
    assert not is_eligible(*facts, lost_charge("B"))
    assert is_eligible(*facts, lost_charge("C"))
    assert is_eligible(*facts, lost_charge("B"), day=1)
    assert is_eligible(*facts, lost_charge("A", person_id=2))


# -- LEAD cohort -------------------------------------------------------------------------------------------


def test_lead_index_is_the_linked_events_date_never_the_referral_or_intake():
    one = trial(arrest(-3, "A"), referral(0, intake_date=4))
    assert (one["index_date"], one["is_linked"], one["eligibility_verified"]) == (on(-3), True, True)
    assert (one["arm"], one["door"], one["comparison_design"]) == ("lead", "arrest_diversion", None)


def test_lead_index_may_lie_after_the_referral():
    assert trial(arrest(3, "A"), referral(0, arrest_id="A"))["index_date"] == on(3)


def test_lead_other_doors_index_on_the_referral_even_beside_an_arrest():
    one = trial(arrest(-1, "A"), referral(0, door="social_contact", arrest_id="A"))
    assert (one["index_date"], one["is_linked"], one["door"]) == (on(0), False, "social_contact")


def test_lead_is_the_first_ever_referral_of_any_door_ties_by_referral_id():
    assert lead(referral(5, "R1"), referral(3, "R2", door="community"))["door"] == "community"
    assert lead(referral(3, "R2", door="community"), referral(3, "R10"))["door"] == "arrest_diversion"


def test_lead_keeps_a_referral_decided_ineligible_and_every_other_decision():
    for decision in ("ineligible", "declined", "lost", "pending"):
        assert reasons(arrest(0), referral(0, decision=decision)) == set()


def test_lead_first_referral_before_accrual_leaves_for_good():
    early = date(2020, 12, 31)
    assert reasons(referral(early, "R1"), arrest(0), referral(0, "R2")) == {"referral_before_accrual"}
    assert reasons(arrest(date(2020, 12, 30)), referral(date(2021, 1, 1))) == {"referral_before_accrual"}
    assert reasons(referral(date(2021, 1, 1))) == set()
    # the referral before, its arrest (by number) in the window
    assert reasons(arrest(date(2021, 1, 1), "A"), referral(early, arrest_id="A")) == {
        "referral_before_accrual"}


def test_lead_index_after_accrual_leaves_but_a_later_referral_to_an_index_inside_stays():
    last = date(2021, 12, 31)
    assert reasons(referral(last)) == set()
    assert reasons(referral(date(2022, 1, 1))) == {"index_after_accrual"}
    assert reasons(arrest(last), referral(date(2022, 1, 5))) == set()


def test_lead_far_link_leaves():
    assert reasons(arrest(-8, "A"), referral(0, arrest_id="A")) == {"linked_far"}
    assert reasons(arrest(8, "A"), referral(0, arrest_id="A")) == {"linked_far"}


def test_lead_linked_must_be_eligible_whatever_the_referral_says():
    assert reasons(arrest(0, severity="felony"),
                   referral(0, offense_category="drug_possession", severity="citation")) == {
        "no_eligible_charge"}
    assert reasons(arrest(0), referral(0, offense_category="violent", severity="felony")) == set()
    assert reasons(arrest(0, "A"), lost_charge("A"), referral(0)) == {"charge_quarantined"}


@pytest.mark.parametrize("door", ["arrest_diversion", "social_contact", "community"])
@pytest.mark.parametrize(("category", "severity", "leaves", "verified"), [
    ("drug_possession", "citation", set(), True),
    ("drug_possession", "felony", {"no_eligible_charge"}, True),
    ("violent", "citation", {"no_eligible_charge", "excluded_category"}, True),
    ("drug_possession", "unknown", set(), False), ("violent", None, set(), False),
    (None, "felony", set(), False), (None, None, set(), False),
])
def test_lead_unlinked_and_other_doors_are_judged_by_both_given_facts_only(
        door, category, severity, leaves, verified):
    one = lead(referral(0, door=door, offense_category=category, severity=severity))
    assert one["reasons"] == leaves
    assert one["eligibility_verified"] is verified


def test_lead_unlinked_is_judged_by_the_rules_of_its_day_and_by_excluded_categories():
    site = make_site(eligibility={"exclude_categories": "drug_sale", "rules": [
        {"offense_category": ["drug_possession", "drug_sale"], "valid_to": on(0)}]})
    facts = {"offense_category": "drug_possession", "severity": "felony"}
    assert reasons(referral(0, **facts), site=site) == set()
    assert reasons(referral(1, **facts), site=site) == {"no_eligible_charge"}
    assert reasons(referral(0, **{**facts, "offense_category": "drug_sale"}), site=site) == {
        "excluded_category"}


def test_lead_age_holds_for_every_door_and_unknown_is_kept_and_flagged():
    assert reasons(referral(0, birth_year=2003)) == {"not_of_age"}
    assert reasons(referral(0, birth_year=2002, door="community")) == set()
    assert trial(referral(0))["is_age_unknown"] and trial(referral(0))["age"] is None


def test_lead_district_is_the_events_else_the_referrals_and_unknown_stays():
    assert reasons(arrest(0, district="C1"), referral(0, district="P1")) == {"outside_programme_areas"}
    assert reasons(arrest(0, district="P1"), referral(0, district="C1")) == set()
    assert reasons(arrest(0, district=None), referral(0, district="Elsewhere")) == {"outside_programme_areas"}
    assert reasons(arrest(0, district=None), referral(0)) == set()
    assert reasons(referral(0, district="Elsewhere", door="community")) == {"outside_programme_areas"}
    assert reasons(referral(0, district="Elsewhere"), site=make_site(areas=None)) == set()


def test_lead_district_of_the_first_charge_only():
    facts = arrest(0, "A", charge_number=1, district=None), arrest(0, "A", charge_number=2, district="C1")
    assert reasons(*facts, referral(0)) == set()


@pytest.mark.parametrize(("day", "leaves"), [(-400, True), (0, True), (1, False), (None, True)])
def test_a_quarantined_referral_takes_the_person_out_from_its_date_on(day, leaves):
    expected = {"referral_quarantined"} if leaves else set()
    assert reasons(arrest(0), referral(0), lost_referral(day)) == expected
    assert comparison(arrest(0), lost_referral(day)) == {0: expected}


def test_the_lookback_must_be_covered():
    def covered(day):
        site = make_site(data_from=on(-100), lookback_days=100)
        return reasons(referral(day), site=site), comparison(arrest(day), site=site)[day]
    assert covered(0) == (set(), set())
    assert covered(-1) == ({"lookback_not_covered"}, {"lookback_not_covered"})


@pytest.mark.parametrize(("day", "leaves"), [(-1, True), (0, False), (1, False)])
def test_a_trial_after_the_persons_death_leaves(day, leaves):
    expected = {"dead_before_index"} if leaves else set()
    assert reasons(referral(0), death(day)) == expected
    assert comparison(arrest(0), death(day)) == {0: expected}


# -- comparison cohort -------------------------------------------------------------------------------------


def test_every_eligible_event_is_a_trial():
    facts = arrest(0), arrest(5), arrest(9, offense_category="traffic")
    assert comparison(*facts) == {0: set(), 5: set()}
    assert [t["index_date"] for t in trials(*facts)] == [on(0), on(5)]


def test_designs_take_their_districts_and_windows():
    old, new = date(2020, 12, 31), date(2021, 1, 1)
    rows = [arrest(d, f"{a}{d}", person_id=p, district=a) for p, (d, a) in enumerate(
        [(old, "P1"), (new, "P1"), (old, "C1"), (new, "C1"), (new, "Elsewhere"), (new, None)])]
    found = {(t["person_id"], t["comparison_design"]) for t in trials(*rows)}
    assert found == {(0, "historical"), (1, "concurrent_undiverted"), (3, "concurrent_area")}


def test_without_areas_every_district_unknown_too_is_programme_and_none_comparison():
    site = make_site(areas=None)
    for district in ("P1", "C1", None):
        assert comparison(arrest(0, district=district), site=site) == {0: set()}
        assert comparison(arrest(0, district=district), site=site, design="concurrent_area") == {}


def test_the_historical_window_defaults_to_one_as_long_that_ends_the_day_before():
    # accrual 2021 has 365 days; the 365 days before it start on 2 January of the leap year 2020
    site = make_site(data_from=date(2019, 1, 1))
    for when, is_in in ((date(2020, 1, 1), False), (date(2020, 1, 2), True), (date(2020, 12, 31), True),
                        (date(2021, 1, 1), False)):
        found = comparison(arrest(when), site=site, design="historical")
        assert bool(found) is is_in


def test_only_the_designs_asked_for():
    site = make_site(comparison={"designs": ["concurrent_undiverted", "area_policy"],
                                 "primary": "concurrent_undiverted"})
    rows = arrest(0), arrest(0, "C", person_id=2, district="C1")
    assert [t["comparison_design"] for t in trials(*rows, site=site)] == ["concurrent_undiverted"]


def test_a_referral_on_or_before_the_day_removes_the_trial_a_later_one_nobody():
    for door in ("arrest_diversion", "social_contact"):
        assert comparison(arrest(0), referral(-20, door=door)) == {0: {"referred_before"}}
        assert comparison(arrest(0), referral(0, door=door)) == {0: {"referred_before"}}
    assert comparison(arrest(0), referral(1, door="social_contact")) == {0: set()}
    # an unlinked diversion is an event of its own, and never a trial
    unlinked = referral(8, district="P1", offense_category="drug_possession", severity="citation")
    assert comparison(arrest(0), unlinked) == {0: set(), 8: {"referred_before"}}


def test_an_event_linked_near_or_far_removes_its_own_trial_and_later_ones_but_no_earlier_one():
    near = comparison(arrest(-9), arrest(0), arrest(2), referral(5, arrest_id="A0601"))
    assert near == {-9: set(), 0: {"referred_before"}, 2: {"referred_before"}}
    far = comparison(arrest(-9), arrest(0), arrest(2), referral(50, arrest_id="A0601"))
    assert far == {-9: set(), 0: {"referred_before"}, 2: {"referred_before"}}


def test_an_event_linked_to_a_referral_that_is_not_the_first_removes_too():
    assert comparison(arrest(0), arrest(20, "B"), referral(10, "R1", door="community"),
                      referral(30, "R2", arrest_id="A0601"))[0] == {"referred_before"}


def test_a_lead_persons_earlier_undiverted_events_are_valid_trials():
    rows = arrest(-30), arrest(0), referral(0)
    assert sorted((t["arm"], twin.day(t["index_date"], DAY0)) for t in trials(*rows)) == [
        ("comparison", -30), ("lead", 0)]


def test_a_diverted_charge_without_referral_is_a_linkage_failure():
    facts = arrest(0, "A"), arrest(0, "B", disposition="diverted", offense_category="other")
    assert comparison(*facts) == {0: {"diverted_without_referral"}}
    assert comparison(arrest(0, disposition="released")) == {0: set()}


def test_people_referred_before_accrual_are_in_neither_arm_from_then_on():
    early = date(2020, 12, 1)
    assert trials(referral(early), arrest(0), arrest(5), referral(5, "R2")) == []


# -- follow-up, outcomes -----------------------------------------------------------------------------------


def test_follow_up_ends_at_the_earlier_of_the_datas_end_and_death():
    assert trial(referral(0))["follow_up_end"] == date(2022, 6, 30)
    assert trial(referral(0), death(9))["follow_up_end"] == on(9)


@pytest.mark.parametrize(("day", "hit"), [(-1, False), (0, False), (1, True), (10, True), (11, False)])
def test_an_event_counts_from_day_1_to_the_horizon(day, hit):
    one = outcome(arrest(-1, "0"), arrest(0, "A"), referral(0, arrest_id="A"), arrest(day, "B"))
    assert one["is_rearrested"] is hit and one["arrest_events"] == int(hit)
    assert one["days_to_first_event"] == (day if hit else None)
    assert one["event_type"] == ("rearrest" if hit else "none")


def test_two_arrests_of_a_day_are_one_event():
    facts = arrest(0), referral(0), arrest(3, "B"), arrest(3, "C"), arrest(4, "D")
    assert outcome(*facts)["arrest_events"] == 2


def test_observed_at_h_has_its_end_included_and_holds_alike_for_the_dead_and_the_rearrested():
    end = {"data_through": on(10)}
    facts = arrest(0), referral(0)
    site = make_site(accrual={"start": on(-50), "end": on(5)}, **end)
    assert outcome(*facts, site=site)["is_observed"]
    site = make_site(accrual={"start": on(-50), "end": on(5)}, data_through=on(9))
    for more in ((), (death(2),), (arrest(3, "B"),)):
        one = outcome(*facts, *more, site=site)
        assert (one["is_observed"], one["is_rearrested"]) == (False, None)
    assert outcome(*facts, site=site)["event_type"] == "censored"
    assert outcome(*facts, death(2), site=site)["event_type"] == "death"
    seen = outcome(*facts, arrest(3, "B"), site=site)
    assert (seen["event_type"], seen["arrest_events"], seen["days_to_first_event"]) == ("rearrest", 1, 3)


def test_events_after_death_do_not_count_and_on_the_day_of_death_they_come_first():
    after = outcome(arrest(0), referral(0), death(3), arrest(4, "B"))
    assert (after["event_type"], after["days_to_first_event"], after["is_rearrested"]) == ("death", 3, False)
    same = outcome(arrest(0), referral(0), death(3), arrest(3, "B"))
    assert (same["event_type"], same["days_to_first_event"], same["is_rearrested"]) == ("rearrest", 3, True)


def test_a_death_on_the_index_day_counts_on_day_1():
    one = outcome(arrest(0), referral(0), death(0), arrest(1, "B"))
    assert (one["event_type"], one["days_to_first_event"], one["street_days"]) == ("death", 1, 0)
    assert one["is_rearrested"] is False


@pytest.mark.parametrize(("day", "kind", "when"), [(10, "death", 10), (11, "none", None)])
def test_a_death_after_the_horizon_is_none(day, kind, when):
    one = outcome(arrest(0), referral(0), death(day))
    assert (one["event_type"], one["days_to_first_event"]) == (kind, when)


def test_a_null_offence_date_and_one_after_the_index_are_new_one_of_the_index_day_is_prior():
    assert kinds({"offense_date": None}) == {"any_arrest", "new_offense", "misdemeanor", "drug"}
    assert kinds({"offense_date": 1}) == {"any_arrest", "new_offense", "misdemeanor", "drug"}
    assert kinds({"offense_date": 0}) == {"any_arrest", "prior_offense"}
    assert kinds({"offense_date": -5}) == {"any_arrest", "prior_offense"}


def test_a_new_charge_warrant_is_new_only_with_a_known_date_after_the_index():
    warrant = {"is_warrant": True, "warrant_type": "new_charge"}
    assert "new_offense" in kinds({**warrant, "offense_date": 1})
    assert kinds({**warrant, "offense_date": 0}) == {"any_arrest", "warrant"}
    assert kinds({**warrant, "offense_date": None}) == {"any_arrest", "warrant"}
    for kind in ("bench", "supervision", "unknown"):
        assert kinds({**warrant, "warrant_type": kind, "offense_date": 1}) == {"any_arrest", "warrant"}


def test_a_warrant_comes_before_supervision_and_both_before_prior_offence():
    warrant, supervision = {"is_warrant": True}, {"offense_category": "supervision"}
    old = {"offense_date": -5}
    assert kinds(warrant, supervision, old) == {"any_arrest", "warrant"}
    assert kinds(supervision, old) == {"any_arrest", "supervision"}
    assert kinds({**supervision, "is_warrant": True}) == {"any_arrest", "warrant"}
    assert kinds(warrant, supervision, {}) == {"any_arrest", "new_offense", "misdemeanor", "drug"}


def test_severity_is_of_the_most_serious_qualifying_charge():
    felony, citation = {"severity": "felony"}, {"severity": "citation"}
    assert kinds(felony, citation) == {"any_arrest", "new_offense", "felony", "drug"}
    for unqualified in ({**felony, "offense_date": -5}, {**felony, "is_warrant": True}):
        assert kinds(unqualified, citation) == {"any_arrest", "new_offense", "citation", "drug"}
    assert kinds({"severity": "unknown"}) == {"any_arrest", "new_offense", "drug"}


def test_categories_are_of_any_qualifying_charge():
    assert kinds({"offense_category": "drug_sale"}, {"offense_category": "property"},
                 {"offense_category": "violent", "offense_date": -1}) == {
        "any_arrest", "new_offense", "misdemeanor", "drug", "property"}
    assert kinds({"offense_category": "prostitution"}) == {
        "any_arrest", "new_offense", "misdemeanor", "prostitution"}
    assert kinds({"offense_category": "traffic"}) == {"any_arrest", "new_offense", "misdemeanor"}


def test_an_unlinked_diversion_after_the_index_is_a_new_offence():
    facts = arrest(0), referral(0), referral(5, "R2", offense_category="property", severity="felony")
    site = make_site(link_within_days=2)
    assert outcome(*facts, site=site)["is_rearrested"]
    assert outcome(*facts, site=site, name="property")["is_rearrested"]
    assert outcome(*facts, site=site, name="felony")["days_to_first_event"] == 5
    assert not outcome(*facts)["is_rearrested"]  # within 7 days it is linked to the index event


def variant(*facts, name, site=SITE):
    rows = history(*facts)
    leads = [t for t in twin.cohort(rows, site) if t["arm"] == "lead"]
    (one,) = [r for r in twin.outcomes(leads, rows, site, name)
              if r["outcome"] == "new_offense" and r["horizon_days"] == 20]
    return one["days_to_first_event"]


def test_null_dates_are_prior_leaves_the_dated_ones():
    facts = arrest(0), referral(0), arrest(2, "B", offense_date=None), arrest(9, "C", offense_date=1)
    assert variant(*facts, name=None) == 2
    assert variant(*facts, name="null_dates_are_prior") == 9


def test_exclude_rediversion_leaves_out_linked_far_linked_and_unlinked_events():
    site = make_site(link_within_days=1)
    facts = (
        arrest(0), referral(0), arrest(3, "B"), referral(4, "R2"), arrest(6, "C"),
        referral(10, "R3", arrest_id="C"), referral(14, "R4"), arrest(18, "D"))
    assert variant(*facts, name=None, site=site) == 3
    assert variant(*facts, name="exclude_rediversion", site=site) == 18


# -- street days -------------------------------------------------------------------------------------------


def test_street_days_start_the_day_after_the_index_and_stop_at_horizon_or_follow_up():
    assert outcome(arrest(0), referral(0))["street_days"] == 10
    assert outcome(arrest(0), referral(0), death(4))["street_days"] == 4


@pytest.mark.parametrize(("stays", "expected"), [
    ([stay(2, 5)], 7),  # days 3, 4, 5
    ([stay(2, 2)], 10),  # released on the day of admission: none
    ([stay(0, 3)], 7), ([stay(-5, 1)], 9),
    ([stay(2, 5), stay(3, 6)], 6),  # overlap: days 3 to 6 once
    ([stay(2, 5), stay(2, 5, facility="prison")], 7),
    ([stay(8, None)], 8),  # still in: through the end of the data, here days 9, 10
    ([stay(20, 30)], 10), ([stay(-3, None)], 0),
])
def test_street_days_are_less_the_distinct_days_in_custody(stays, expected):
    assert outcome(arrest(0), referral(0), *stays)["street_days"] == expected


def test_without_a_custody_extract_nothing_is_subtracted():
    site = make_site(extracts=("arrests", "referrals"))
    assert outcome(arrest(0), referral(0), stay(2, 5), site=site)["street_days"] == 10
    assert trial(arrest(0), referral(0), site=site)["prior_custody_days"] is None


# -- covariates --------------------------------------------------------------------------------------------


def test_prior_counts_are_of_events_of_day_minus_l_to_minus_1():
    one = trial(
        arrest(-101), arrest(-100), arrest(-90, severity="felony"), arrest(-31, offense_category="drug_sale"),
        arrest(-30, is_warrant=True), arrest(-1, "x", offense_category="supervision"),
        arrest(-1, "y", offense_category="supervision", is_warrant=True, severity="felony"),
        arrest(0, "A"), referral(0, arrest_id="A"))
    expected = {
        "prior_arrests": 5, "prior_arrests_30d": 2, "prior_arrests_90d": 4, "prior_arrests_365d": 5,
        # -100, -90 and -31; the event of day -1 holds warrants and supervision only
        "prior_new_offense_arrests": 3, "prior_felony_arrests": 2, "prior_drug_arrests": 4,
        "prior_warrant_arrests": 2, "prior_eligible_arrests": 1, "days_since_last_arrest": 1,
    }
    assert {k: one[k] for k in expected} == expected


def test_no_priors():
    one = trial(arrest(0), referral(0), arrest(1, "B"))
    assert (one["prior_arrests"], one["days_since_last_arrest"], one["prior_custody_days"]) == (0, None, 0)


def test_an_unlinked_diversion_is_a_prior():
    # a trial after one's own unlinked diversion can't be: it is put together here
    rows = history(referral(-20), referral(0, "R2"))
    made_up = {"index_date": DAY0, "charges": [], "referral": rows["referrals"][1]}
    found = twin.covariates(made_up, twin.by_person(rows)[1], SITE)
    columns = "prior_arrests", "prior_new_offense_arrests", "days_since_last_arrest"
    assert [found[c] for c in columns] == [1, 1, 20]


def test_prior_custody_days_are_distinct_days_of_the_lookback():
    one = trial(arrest(0), referral(0), stay(-110, -99), stay(-3, 5), stay(-4, -2, facility="prison"))
    assert one["prior_custody_days"] == 2 + 3  # days -100, -99; -3, -2, -1 (admitted -4: from -3 on)


def test_index_charge_is_the_most_serious_eligible_ties_by_arrest_and_number():
    site = make_site(eligibility={"rules": [{"offense_category": ["drug_possession", "property", "other"]}]})
    facts = [
        arrest(0, "B", charge_number=1, offense_category="other", severity="felony"),
        arrest(0, "A", charge_number=2, offense_category="property", severity="felony"),
        arrest(0, "A", charge_number=1, severity="citation"),
        arrest(0, "A", charge_number=0, offense_category="traffic", severity="felony"),
        arrest(0, "0", offense_category="other", severity="felony", is_warrant=True),
    ]
    one = trial(*facts, referral(0, offense_category="drug_possession", severity="citation"), site=site)
    assert (one["index_category"], one["index_severity"]) == ("property", "felony")


def test_index_charge_of_other_doors_is_the_referrals():
    one = trial(arrest(0), referral(0, door="community", offense_category="property"))
    assert (one["index_category"], one["index_severity"]) == ("property", "unknown")


def test_age_and_quarter():
    assert trial(arrest(date(2021, 12, 31), birth_year=2000), design="concurrent_undiverted")["age"] == 21
    for month, quarter in ((1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 4), (12, 4)):
        one = trial(arrest(date(2021, month, 1)), design="concurrent_undiverted")
        assert one["index_quarter"] == f"2021-Q{quarter}"


# -- engaged -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("facts", "expected"), [
    ((referral(0, intake_date=30), contact(0), contact(60)), True),
    ((referral(0, intake_date=0), contact(0), contact(1)), True),
    ((referral(0, intake_date=31), contact(0), contact(60)), False),
    ((referral(0, intake_date=30), contact(0), contact(61)), False),
    ((referral(0, intake_date=30), contact(-1), contact(60)), False),
    ((referral(0, intake_date=30), contact(1), contact(2, "no_show"), contact(3, "unknown")), False),
    ((referral(0), contact(0), contact(1)), False),
    # the person's earliest intake counts, of whichever referral
    ((referral(0), referral(2, "R2", intake_date=9), contact(1), contact(2)), True),
])
def test_engaged_is_intake_in_time_and_enough_attended_contacts(facts, expected):
    assert trial(arrest(0), *facts)["is_engaged"] is expected


def test_engaged_is_judged_from_the_index_and_an_earlier_intake_is_none():
    # referral on day 5 to the arrest of day 0: intake on day 31 is 26 days after the one, 31 after the other
    facts = arrest(0), contact(1), contact(2)
    assert trial(*facts, referral(5, intake_date=31))["is_engaged"] is False
    assert trial(*facts, referral(5, intake_date=30))["is_engaged"] is True
    # the arrest by number on day 3 after a referral of day 0 with intake on day 1
    assert trial(arrest(3, "A"), referral(0, arrest_id="A", intake_date=1), contact(4), contact(5))[
        "is_engaged"] is False


def test_engaged_is_null_without_engagements_or_where_a_window_outruns_the_data():
    facts = arrest(0), referral(0, intake_date=1), contact(1), contact(2)
    assert trial(*facts, site=make_site(extracts=("arrests", "referrals")))["is_engaged"] is None
    accrual = {"start": on(-50), "end": on(5)}
    assert trial(*facts, site=make_site(accrual=accrual, data_through=on(60)))["is_engaged"] is True
    assert trial(*facts, site=make_site(accrual=accrual, data_through=on(59)))["is_engaged"] is None
    rule = {"intake_within_days": 70, "within_days": 10}
    assert trial(*facts, site=make_site(accrual=accrual, data_through=on(69), engagement=rule))[
        "is_engaged"] is None


# -- attrition, area policy, funnel ------------------------------------------------------------------------


def test_attrition_adds_up_and_counts_each_under_its_first_reason():
    rows = history(
        arrest(0, "A"), arrest(2, "B"), arrest(3, "C", offense_category="traffic"), referral(2),
        arrest(1, "E"), arrest(1, "E", offense_category="violent"), arrest(0, "D", person_id=2),
        death(-1, person_id=2))
    table = {(r["arm"], r["step"]): r for r in twin.attrition(rows, SITE)
             if r["comparison_design"] in (None, "concurrent_undiverted")}
    def numbers(step, *columns):
        return [table["comparison", step][c] for c in columns]
    trials_, people = ("n_in", "n_excluded", "n_out"), ("n_people_in", "n_people_excluded", "n_people_out")
    assert numbers("candidates", *trials_, *people) == [4, 0, 4, 2, 0, 2]
    assert numbers("excluded_category", *trials_, *people) == [4, 1, 3, 2, 0, 2]
    assert numbers("referred_before", *trials_, *people) == [3, 1, 2, 2, 0, 2]
    assert numbers("dead_before_index", *trials_, *people) == [2, 1, 1, 2, 1, 1]
    assert table["lead", "dead_before_index"]["n_out"] == 1


def test_area_policy_holds_all_eligible_events_diverted_or_not():
    rows = history(
        arrest(0), referral(0), arrest(1, "D", disposition="diverted"), arrest(2, "C", district="C1"),
        arrest(3, "E", district="Elsewhere"), arrest(date(2020, 12, 31)), arrest(4, "F", severity="felony"))
    found = {(e["area"], e["period"], twin.day(e["index_date"], DAY0)) for e in
             twin.area_policy_events(rows, SITE)}
    assert found == {("programme", "after", 0), ("programme", "after", 1), ("comparison", "after", 2),
                     ("programme", "before", -152)}


def test_the_funnel_starts_from_arrests_and_each_stage_lies_in_the_one_before():
    people = [
        (arrest(0),),  # eligible only
        (arrest(0), referral(3, decision="declined", intake_date=4)),  # offered
        (arrest(0), referral(3, intake_date=31)),  # accepted, intake too late
        (arrest(0), referral(3, intake_date=30)),  # intake
        (arrest(0), referral(3, intake_date=30), contact(1), contact(2)),  # engaged
        (referral(0, district="P1", offense_category="drug_possession", severity="citation"),),  # unlinked
        (arrest(-1), referral(0, door="community")),  # eligible; another door is no offer
        (arrest(0, district="C1"), referral(0)),  # another area
    ]
    rows = history(*(
        (extract, {**row, "person_id": i} | ({"referral_id": f"R{i}"} if extract == "referrals" else {}))
        for i, facts in enumerate(people, start=1) for extract, row in facts))
    found = {r["stage"]: r for r in twin.funnel(rows, SITE)}
    assert {s: r["n"] for s, r in found.items()} == {
        "eligible": 6, "offered": 4, "accepted": 3, "intake": 2, "engaged": 1}
    assert found["intake"]["share_of_previous"] == 2 / 3
    assert found["eligible"]["share_of_previous"] is None


def test_the_funnel_without_engagements_does_not_know_who_engaged():
    site = make_site(extracts=("arrests", "referrals"))
    found = twin.funnel(history(arrest(0), referral(0, intake_date=1)), site)
    assert [(r["stage"], r["n"]) for r in found][3:] == [("intake", 1), ("engaged", None)]


def test_the_funnel_without_referrals_holds_eligible_alone():
    site = make_site(extracts=("arrests",))
    found = twin.funnel(history(arrest(0), arrest(3)), site)
    assert [(r["stage"], r["n"]) for r in found] == [("eligible", 2)]


# -- rates -------------------------------------------------------------------------------------------------


def test_wilson_against_the_printed_reference():
    """methods.md, section 3: Wilson 30 of 100."""
    assert twin.wilson(0.3, 100) == pytest.approx((0.218949, 0.395849), abs=5e-7)


def test_rate_interval_by_hand():
    # persons 1: y 1, 0; 2: y 1; 3: y 0. p = 1/2, u = 0, 1/2, -1/2, V = 3/2 * (1/2) / 16 = 3/64
    # half width on the logit: 1.959964 * sqrt(3/64) / (1/4) = 1.697379
    lower, upper = twin.rate_interval([(1, True), (1, False), (2, True), (3, False)])
    assert lower == pytest.approx(0.154808, abs=1e-6)
    assert upper == pytest.approx(0.845192, abs=1e-6)


def test_rate_interval_falls_back_to_wilson_on_people_or_to_null():
    assert twin.rate_interval([(1, True), (1, True), (2, True)]) == twin.wilson(1.0, 2)
    # V = 0 inside: each person one of three; floats would leave a remnant of 1e-17 here
    thirds = [(g, y) for g in (1, 2) for y in (True, False, False)]
    assert twin.rate_interval(thirds) == twin.wilson(1 / 3, 2)
    assert twin.rate_interval([]) == (None, None)
    assert twin.rate_interval([(1, True), (1, False)]) == (None, None)


def test_events_interval_by_hand():
    # 2 events in 1461 days (4 years) and 1 in 1461: r = 3/8, u = 1/2, -1/2, V = 2 * 1/2 = 1
    lower, upper = twin.events_interval([(1, 2, 1461), (2, 1, 1461)])
    assert lower == pytest.approx(0.375 * 0.520315, rel=1e-5)  # exp(-1.959964 / 3)
    assert upper == pytest.approx(0.375 * 1.921914, rel=1e-5)


def test_events_interval_at_its_edges():
    assert twin.events_interval([(1, 0, 1461), (2, 0, 1461)]) == (0.0, pytest.approx(3.688879 / 8, rel=1e-6))
    assert twin.events_interval([(1, 1, 1461), (2, 1, 1461)]) == (None, None)  # V = 0
    assert twin.events_interval([(1, 1, 0), (2, 1, 0)]) == (None, None)  # T = 0
    assert twin.events_interval([(1, 1, 10)]) == (None, None)  # one person


def test_aalen_johansen_without_competing_events_or_censoring_is_the_proportion():
    trials_ = [(1, 3, "rearrest"), (2, 5, "rearrest"), (3, 10, "none"), (4, 10, "none")]
    f, se = twin.aalen_johansen(trials_, 10)
    assert (f, se) == (0.5, pytest.approx((0.25 / 4) ** 0.5))  # the binomial's p(1 - p)/n


def test_aalen_johansen_with_death_and_censoring_by_hand():
    # day 2: 4 at risk, one re-arrested, one dies: F = 1/4, S = 1/2; day 3: one censored after its day at risk
    # day 3: 2 at risk, one re-arrested: F = 1/4 + 1/2 * 1/2 = 1/2
    trials_ = [(1, 2, "rearrest"), (2, 2, "death"), (3, 3, "censored"), (4, 3, "rearrest")]
    assert twin.aalen_johansen(trials_, 3)[0] == 0.5


def test_aalen_johansen_ends_with_the_last_follow_up_unless_nobody_is_left():
    trials_ = [(1, 2, "rearrest"), (2, 3, "censored")]
    assert twin.aalen_johansen(trials_, 3)[0] == 0.5
    assert twin.aalen_johansen(trials_, 4) == (None, None)
    assert twin.aalen_johansen([(1, 2, "censored"), (2, 3, "rearrest")], 4)[0] == 1


def test_aalen_johansen_error_is_summed_by_person():
    """Every row doubled under its person leaves the clustered error as it is."""
    trials_ = [(1, 2, "rearrest"), (2, 2, "death"), (3, 3, "censored"), (4, 3, "rearrest"), (5, 9, "none")]
    assert twin.aalen_johansen(trials_ * 2, 9) == pytest.approx(twin.aalen_johansen(trials_, 9), rel=1e-12)


def test_loglog_limits_by_hand():
    # F = 1/2, se = 1/4: 1.959964 * 0.25 / (0.5 * 0.693147) = 1.413816
    lower, upper = twin.loglog_interval(0.5, 0.25)
    assert lower == pytest.approx(0.5 ** 4.111617, rel=1e-5)
    assert upper == pytest.approx(0.5 ** 0.243214, rel=1e-5)
    assert twin.loglog_interval(0.0, 0.0) == (None, None)
    assert twin.loglog_interval(0.5, 1e-17) == (None, None)
