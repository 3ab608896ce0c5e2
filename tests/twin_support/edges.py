"""Histories too rare to be drawn, made by hand for the settings ``ORDINARY`` of the test against the SQL.

Day 0 is 10 January 2021, the last day of that site's first rule. Accrual runs from day -16 to day 25, the
data start on day -51 and end on day 46; lookback 12 days, link 3, intake within 3, one contact within 5.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.twin.twin import Rows
from tests.twin_support.histories import (
    arrest,
    contact,
    death,
    history,
    lost_charge,
    lost_referral,
    referral,
    stay,
)


def d(day: int) -> date:
    return date(2021, 1, 10) + timedelta(days=day)


EDGES: dict[str, Rows] = {
    "an intake before the index and one after": history(
        arrest(d(2), "a"), referral(d(0), "R1", arrest_id="a", intake_date=d(1)),
        referral(d(3), "R2", door="community", intake_date=d(4)), contact(d(3))),
    "intake and contact on the index day": history(
        arrest(d(0), "a"), referral(d(0), intake_date=d(0)), contact(d(0))),
    "the last day of each window of the engaged": history(
        arrest(d(0), "a"), referral(d(1), intake_date=d(3)), contact(d(5))),
    "a referral before accrual to an arrest in it": history(
        arrest(d(-16), "a"), referral(d(-17), arrest_id="a")),
    "an arrest before accrual, its referral in it": history(
        arrest(d(-17), "a"), referral(d(-16), arrest_id="a")),
    "the last day of accrual and a referral after it": history(arrest(d(25), "a"), referral(d(28))),
    "a far link to a later arrest, trials before and after": history(
        arrest(d(-2), "a"), arrest(d(9), "b"), arrest(d(12), "c"), referral(d(0), arrest_id="b")),
    "a far link to an earlier arrest removes that trial": history(
        arrest(d(-9), "a"), arrest(d(-3), "b"), referral(d(3), arrest_id="a")),
    "a second referral's link removes trials before that referral": history(
        arrest(d(1), "a"), arrest(d(4), "b"), referral(d(4), "R2", arrest_id="a")),
    "quarantined referral on the day": history(arrest(d(0), "a"), lost_referral(d(0))),
    "quarantined referral the day after": history(arrest(d(0), "a"), lost_referral(d(1))),
    "quarantined referral without a date": history(
        arrest(d(0), "a"), arrest(d(5), "b"), lost_referral(None)),
    "quarantined referral alone": history(lost_referral(d(0))),
    "death on the index day": history(arrest(d(0), "a"), death(d(0)), arrest(d(1), "b")),
    "death the day before": history(arrest(d(0), "a"), death(d(-1))),
    "death and re-arrest on one day": history(arrest(d(0), "a"), death(d(3)), arrest(d(3), "b")),
    "death on day H": history(arrest(d(0), "a"), death(d(10))),
    "death on day H + 1": history(arrest(d(0), "a"), death(d(11))),
    "death on the last day of the data": history(arrest(d(20), "a"), death(d(46))),
    "the first charge by arrest, then number": history(
        arrest(d(0), "b", charge_number=1, district="P1", severity="felony"),
        arrest(d(0), "a", charge_number=2, district="C1", offense_category="prostitution")),
    "binary order of arrest numbers": history(
        arrest(d(0), "b10", district="C1"), arrest(d(0), "b9", district="P1"),
        arrest(d(0), "B", district="E1")),
    "unlinked twice on a day, the lower id first": history(
        referral(d(0), "R2", district="C1"), referral(d(0), "R10", district="P1"), arrest(d(5), "a")),
    "unlinked after the index, beyond the link": history(
        arrest(d(0), "a"), referral(d(0), "R1"), referral(d(4), "R2", severity="felony")),
    "another door on the day of an arrest": history(
        arrest(d(0), "a"), referral(d(0), door="social_contact", arrest_id="a")),
    "an arrest with rows of two days": history(
        arrest(d(0), "a", charge_number=1), arrest(d(-3), "a", charge_number=2),
        referral(d(1), arrest_id="a")),
    "a lost charge of the day's other arrest": history(
        arrest(d(0), "a"), arrest(d(0), "b", offense_category="other"), lost_charge("b")),
    "a lost charge of an arrest that is wholly lost": history(arrest(d(0), "a"), lost_charge("c")),
    "excluded on a warrant": history(
        arrest(d(0), "a"), arrest(d(0), "a", offense_category="violent", is_warrant=True)),
    "the rule's last day and the day after": history(
        arrest(d(0), "a", severity="unknown"), arrest(d(1), "b", severity="unknown")),
    "a year difference of 18 and of 19": history(
        arrest(d(-10), "a", birth_year=2002), arrest(d(0), "b", birth_year=2002)),
    "birth years that tie": history(arrest(d(0), "a", birth_year=2002), arrest(d(0), "b", birth_year=2003)),
    "traits from the referral": history(
        arrest(d(0), "a", birth_year=None), referral(d(2), birth_year=1990, sex="F", race="B")),
    "offence of the index day, of the day after, unknown": history(
        arrest(d(0), "a"), arrest(d(2), "b", offense_date=d(0)), arrest(d(3), "c", offense_date=d(1)),
        arrest(d(4), "e", offense_date=None)),
    "warrants for a new charge, dated and not": history(
        arrest(d(0), "a"),
        arrest(d(2), "b", is_warrant=True, warrant_type="new_charge", offense_date=None),
        arrest(d(3), "c", is_warrant=True, warrant_type="new_charge", offense_date=d(0)),
        arrest(d(6), "e", is_warrant=True, warrant_type="new_charge", offense_date=d(1))),
    "a new-charge supervision matter": history(
        arrest(d(0), "a"),
        arrest(d(2), "b", is_warrant=True, warrant_type="new_charge", offense_category="supervision")),
    "a new-charge type on a charge that is no warrant": history(
        arrest(d(0), "a"),
        arrest(d(2), "b", warrant_type="new_charge", offense_category="supervision", offense_date=d(2))),
    "stays that overlap, touch, and stay open": history(
        arrest(d(0), "a"), stay(d(2), d(5)), stay(d(4), d(6), facility="prison"), stay(d(6), d(6)),
        stay(d(20), None), stay(d(-20), d(-11)), stay(d(-2), d(0))),
    "priors on the first and the last day of the lookback": history(
        arrest(d(-13), "a"), arrest(d(-12), "b"), arrest(d(-1), "c"), arrest(d(0), "e")),
    "lookback covered to the day": history(arrest(d(-39), "a"), arrest(d(-40), "b")),
}

# Two people of one history in a district of their own, one trial of three re-arrested: the rate is 1/3 and
# its clustered variance exactly 0.
ALIKE: list[Rows] = [
    history(*(
        arrest(d(day), arrest_id, district="ALIKE", offense_category="prostitution")
        for day, arrest_id in ((-9, "a"), (-6, "b"), (5, "c"))))
    for _ in range(2)
]
