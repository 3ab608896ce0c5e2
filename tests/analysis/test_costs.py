"""Costs by hand: everyone alike, so that every weight is one and each amount can be worked out on paper.

40 diverted and 80 comparison people, index days on one date, horizon 365 days. Of the diverted half are arrested on day 200, of
the comparison all on day 100; the comparison is in jail on days 1 to 10 and the diverted not at all; half of the diverted come
to intake on day 20 and stay to day 120.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from estimators.costs import CostDraws
from pipeline.analysis.cost_outlook import outlook_row
from pipeline.analysis.cost_quantities import Counted, day_number, quantities
from pipeline.analysis.costs import (
    Prices,
    Valued,
    acceptability_rows,
    avoidance_rows,
    programme_columns,
    programme_rows,
    scenario_rows,
    summary_rows,
    tornado_rows,
)
from pipeline.analysis.data import Trials
from pipeline.analysis.programme import Line, _line
from pipeline.costs_input import ITEMS

LEAD, COMPARISON, H, DRAWS = 40, 80, 365, 200
INDEX, THROUGH = date(2022, 1, 1), date(2024, 12, 31)
N = LEAD + COMPARISON
RATES = (0.0, 0.03, 0.05, 0.07)
V = 1.03 ** (-1 / 365.25)


def trials() -> Trials:
    numbers = ("age", "prior_arrests", "prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d", "prior_eligible_arrests",
               "prior_felony_arrests", "prior_drug_arrests", "prior_warrant_arrests")
    labels = ("sex", "race", "index_category", "index_severity", "index_quarter", "index_district")
    values = {name: np.full(N, 30.0) for name in numbers} | {name: np.full(N, "a") for name in labels}
    arm = np.arange(N) < LEAD
    frame = pd.DataFrame({"index_date": pd.Timestamp(INDEX), "arm": np.where(arm, "lead", "comparison")}, index=range(N))
    return Trials("arrest_diversion", "concurrent_area", frame, arm, np.arange(N), values)


def days(rows: np.ndarray, first: int, last: int | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rows, np.full(rows.size, first), np.full(rows.size, first if last is None else last)


def counted(items: tuple[str, ...] = ("index_processing", "arrest", "jail_day", "prison_day")) -> Counted:
    half, rest = np.arange(LEAD // 2), np.arange(LEAD, N)
    arrests = tuple(np.concatenate(part) for part in zip(days(half, 200), days(rest, 100)))
    spans = {"arrest": arrests, "custody_day": days(rest, 1, 10), "index_processing": days(rest, 0),
             "participant": days(half, 20), "enrolled_day": days(half, 21, 120)}
    return Counted(items, (90, H), spans, np.ones((N, 2), dtype=bool), np.full(N, day_number([INDEX])[0]))


def line(unit: str, amount: float, payer: str = "city", kind: str = "steady_state", start: date = INDEX,
         end: date | None = None) -> dict[str, object]:
    return {"component": "x", "kind": kind, "payer": payer, "unit": unit, "amount_usd": amount, "start_date": start,
            "end_date": end, "source": "ledger"}


def unit(item: str, amount: float, payer: str = "city", basis: str = "marginal") -> dict[str, object]:
    return {"item": item, "payer": payer, "basis": basis, "amount_usd": amount, "source": "a fiscal note"}


UNITS = [unit("index_processing", 210), unit("arrest", 100.0), unit("jail_day", 40.0, "state"), unit("arrest", 30, "victims"),
         unit("arrest", 900.0, basis="average"), unit("jail_day", 245.0, "state", "average")]
# half of the people take part: the 100 enrolled days of each are everybody's 2,000, of the 731 days of 2023 and 2024 none
PROGRAMME = [line("per_participant_month", 304.375), line("per_participant", 50, "state"), line("per_year", 3652.5),
             line("per_year", 1000, kind="startup", start=date(2021, 7, 1), end=date(2021, 12, 31)),
             line("per_participant", 20, kind="in_kind")]


def fixed(lines: list[dict[str, object]], programme: tuple[Line, ...] = ()) -> Prices:
    amounts = np.array([float(x["amount_usd"]) for x in lines])
    return Prices.of(tuple(lines), CostDraws(amounts, np.repeat(amounts[None], DRAWS, axis=0)), programme)


def put_on(lines: list[dict[str, object]], people: int = LEAD // 2) -> tuple[Line, ...]:
    first = np.full(people, day_number([INDEX])[0] + 21)
    return tuple(_line(x, int(day_number([THROUGH])[0]), first, first + 99, people) for x in lines)


def valued(units: list[dict[str, object]] = UNITS, programme: list[dict[str, object]] = PROGRAMME, people: int = LEAD // 2,
           counts: Counted | None = None, rate: float = 0.03) -> Valued:
    counts = counts or counted()
    lines = put_on(programme, people)
    year = put_on([line("per_year", 1)], people)[0]
    q = quantities(trials(), counts, programme_columns(counts, lines, year, H, RATES), H, RATES, np.random.default_rng(1),
                   draws=DRAWS)
    return Valued(q, fixed(units), fixed(programme, lines), rate, 2025)


@pytest.fixture(scope="module")
def v() -> Valued:
    return valued()


def cents(dollars: float) -> float:
    return round(100 * dollars) / 100


ARREST = V**100 - 0.5 * V**200
JAIL = sum(V**d for d in range(1, 11))
GROSS_CITY, GROSS_STATE = cents(210) + cents(100 * ARREST), cents(40 * JAIL)
ENROLLED = 0.5 * sum(V**d for d in range(21, 121))
YEARS = 1096 / 365.25  # 2022 to 2024
COST_CITY = cents(ENROLLED / 30.4375 * 304.375) + cents(3652.5 * YEARS / 2000 * ENROLLED)
COST_STATE = cents(50 * 0.5 * V**20)


def test_units_and_their_value(v: Valued):
    """Units are plain differences of mean counts; the value takes each unit's own day; the index day is not discounted."""
    rows = {(r["item"], r["payer"], r["basis"]): r for r in avoidance_rows(v, "taxpayer")}
    arrest = rows["arrest", "city", "marginal"]
    assert arrest["units_avoided_per_person"] == pytest.approx(0.5, abs=1e-12)
    assert arrest["discounted_units_per_person"] == pytest.approx(ARREST, abs=1e-12)
    assert arrest["avoided_per_person_usd"] == cents(100 * ARREST)
    jail = rows["jail_day", "state", "marginal"]
    assert jail["units_avoided_per_person"] == pytest.approx(10, abs=1e-12)
    assert jail["avoided_per_person_usd"] == cents(40 * JAIL)
    assert rows["index_processing", "city", "marginal"]["avoided_per_person_usd"] == 210.0
    assert rows["prison_day", "not_priced", "not_priced"]["units_avoided_per_person"] == 0.0


def test_the_closed_list_of_items_names_its_gaps(v: Valued):
    """Why: an item that can't be counted must not read as nought, one without a price not as free."""
    rows = avoidance_rows(v, "taxpayer")
    assert {r["item"] for r in rows} == set(ITEMS)
    notes = {r["item"]: r["note"] for r in rows}
    assert notes["prison_day"] == "no unit cost given"
    assert notes["booking"] == "not counted: no dispositions of arrests"
    assert notes["felony_filing"] == "not counted: no court cases" and notes["ed_visit"] == "not counted: no health events"
    lost = next(r for r in rows if r["item"] == "felony_filing")
    assert "units_avoided_per_person" not in lost and "avoided_per_person_usd" not in lost
    no_custody = valued(counts=counted(("index_processing", "arrest")))
    jail = [r for r in avoidance_rows(no_custody, "taxpayer") if r["item"] == "jail_day"]
    assert {(r["payer"], r["basis"], r["note"]) for r in jail} == {
        ("state", "marginal", "not counted: no custody"), ("state", "average", "not counted: no custody")}


def test_balance_by_payer_and_perspective(v: Valued):
    """Programme cost is of the same people and days; start-up and in-kind stand beside it; victims are in no perspective."""
    rows = {(r["perspective"], r["payer"], r["basis"]): r for r in summary_rows(v)}
    all_of = rows["taxpayer", "all", "marginal"]
    assert all_of["gross_avoided_usd"] == pytest.approx(GROSS_CITY + GROSS_STATE, abs=1e-9)
    assert all_of["programme_cost_usd"] == pytest.approx(COST_CITY + COST_STATE, abs=1e-9)
    assert all_of["net_usd"] == pytest.approx(GROSS_CITY + GROSS_STATE - COST_CITY - COST_STATE, abs=1e-9)
    assert all_of["benefit_cost_ratio"] == pytest.approx((GROSS_CITY + GROSS_STATE) / (COST_CITY + COST_STATE), rel=1e-12)
    assert all_of["break_even"] == pytest.approx((COST_CITY + COST_STATE) / (GROSS_CITY + GROSS_STATE), rel=1e-12)
    # 184 days of 2021 at 1,000 a year over 20 participants, half of the diverted
    assert all_of["startup_cost_usd"] == cents(1000 * 184 / 365.25 / 20 * 0.5)
    assert all_of["in_kind_cost_usd"] == cents(20 * 0.5 * V**20)
    assert rows["city", "all", "marginal"]["net_usd"] == pytest.approx(GROSS_CITY - COST_CITY, abs=1e-9)
    assert rows["state", "all", "marginal"]["net_usd"] == pytest.approx(GROSS_STATE - COST_STATE, abs=1e-9)
    assert rows["programme", "all", "marginal"]["gross_avoided_usd"] == 0.0
    assert not any(payer == "victims" for _, payer, _ in rows)
    assert any(r["payer"] == "victims" for r in avoidance_rows(v, "taxpayer"))


def test_without_uncertainty_the_draws_are_the_point_to_the_cent():
    """Everyone of an arm alike (whatever a draw weighs them), and prices that are known."""
    everyone, rest = np.arange(LEAD), np.arange(LEAD, N)
    spans = {"arrest": days(rest, 100), "custody_day": days(rest, 1, 10), "index_processing": days(rest, 0),
             "participant": days(everyone, 20), "enrolled_day": days(everyone, 21, 120)}
    for row in summary_rows(valued(counts=replace(counted(), spans=spans))):
        assert row["net_usd"] != 0 or row["payer"] in ("courts", "federal", "medicaid")
        assert row["ci_lower"] == row["net_usd"] == row["ci_upper"]
        assert row["gross_lower"] == row["gross_avoided_usd"] == row["gross_upper"]


def noisy(v: Valued) -> Valued:
    """The same with quantities and prices that vary."""
    rng = np.random.default_rng(3)
    d = v.q.draws
    assert d is not None
    draws = replace(d, lead=d.lead * rng.gamma(50, 1 / 50, d.lead.shape),
                    comparison=d.comparison * rng.gamma(50, 1 / 50, d.comparison.shape))
    def vary(prices: Prices) -> Prices:
        return replace(prices, draws=np.rint(prices.draws * rng.gamma(20, 1 / 20, prices.draws.shape)).astype(np.int64))

    return Valued(replace(v.q, draws=draws), vary(v.unit), vary(v.programme), v.rate, v.price_year)


def test_payers_add_up_to_the_cent_in_every_draw(v: Valued):
    w = noisy(v)
    for basis in ("marginal", "average"):
        whole = w.gross(basis, ("city", "state", "courts"))
        parts = [w.gross(basis, (p,)) for p in ("city", "state", "courts")]
        assert whole.point == sum(p.point for p in parts)
        assert (whole.draws == sum(p.draws for p in parts)).all()
        assert whole.draws.dtype == np.int64 and whole.draws.std() > 0
    cost = w.cost(("steady_state",), None)
    assert (cost.draws == w.cost(("steady_state",), ("city",)).draws + w.cost(("steady_state",), ("state",)).draws).all()
    rows = {(r["perspective"], r["payer"]): r for r in summary_rows(w) if r["basis"] == "marginal"}
    for name in ("gross_avoided_usd", "programme_cost_usd", "net_usd"):
        assert round(100 * rows["taxpayer", "all"][name]) == sum(
            round(100 * rows["taxpayer", p][name]) for p in ("city", "state", "courts", "federal", "medicaid"))


def test_marginal_is_at_most_average(v: Valued):
    """The same units at prices that are never higher."""
    rows = summary_rows(v)
    gross = {(r["perspective"], r["payer"], r["basis"]): r["gross_avoided_usd"] for r in rows}
    assert gross["state", "all", "marginal"] < gross["state", "all", "average"]


def test_doubling_every_unit_cost_doubles_the_gross_and_leaves_quantities(v: Valued):
    # prices in whole dollars of 100 times the quantity's rounding: exact to a cent an item
    twice = valued([{**u, "amount_usd": 2 * u["amount_usd"]} for u in UNITS])
    for basis in ("marginal", "average"):
        one, two = v.gross(basis, ("city", "state")), twice.gross(basis, ("city", "state"))
        assert abs(two.point - 2 * one.point) <= 3  # half a cent an item
    for a, b in zip(avoidance_rows(v, "taxpayer"), avoidance_rows(twice, "taxpayer")):
        assert a.get("units_avoided_per_person") == b.get("units_avoided_per_person")


def test_break_even_unit_cost_breaks_even(v: Valued):
    """Put back in, the price gives a net of nought (within the cents that a unit holds)."""
    row = next(r for r in avoidance_rows(v, "taxpayer") if r["item"] == "jail_day" and r["basis"] == "marginal")
    again = valued([{**u, "amount_usd": row["break_even_unit_cost_usd"]} if u["item"] == "jail_day" and u["basis"] == "marginal"
                    else u for u in UNITS])
    net = next(r for r in summary_rows(again) if (r["perspective"], r["payer"], r["basis"]) == ("taxpayer", "all", "marginal"))
    assert abs(net["net_usd"]) < 0.06


def test_a_line_bears_only_on_its_own_days():
    """Why: a rate that changed is two lines with dates; both for all days would count every month twice."""
    split = [line("per_participant_month", 304.375, end=date(2022, 3, 1)),
             line("per_participant_month", 304.375, start=date(2022, 3, 2))]
    whole = [line("per_participant_month", 304.375)]
    two, one = (valued(programme=p).cost(("steady_state",), None) for p in (split, whole))
    assert abs(two.point - one.point) <= 1
    before = valued(programme=[line("per_participant_month", 304.375, end=date(2022, 1, 21))]).cost(("steady_state",), None)
    assert before.point == 0


def test_a_programme_that_cannot_be_put_on_people_gives_no_net():
    """Why: without intakes the programme would look free, and every diversion a saving."""
    rows = summary_rows(valued(people=0))
    assert all("net_usd" not in r and r["note"] == "programme cost unknown" for r in rows)
    assert rows[0]["gross_avoided_usd"] == 0.0 and "startup_cost_usd" in rows[0]
    assert all("net_usd" not in r for r in summary_rows(valued(programme=[])))


def test_programme_cost_per_participant_and_month(v: Valued):
    """304.375 a month of 30.4375 days is ten a day; half of the diverted take part for 100 days."""
    rows = {(r["kind"], r["payer"]): r for r in programme_rows(v)}
    steady = rows["steady_state", "all"]
    yearly = 3652.5 * YEARS / 2000 * 100
    assert steady["per_participant_usd"] == pytest.approx(10 * 100 + 50 + yearly, abs=0.02)
    assert steady["per_participant_month_usd"] == pytest.approx((10 * 100 + 50 + yearly) / (100 / 30.4375), abs=0.02)
    assert steady["per_person_usd"] == pytest.approx(COST_CITY + COST_STATE, abs=1e-9)
    assert steady["participants_per_person"] == 0.5
    assert steady["months_per_person"] == pytest.approx(50 / 30.4375)
    assert rows["startup", "all"]["per_participant_usd"] == cents(1000 * 184 / 365.25 / 20)
    assert rows["in_kind", "city"]["per_participant_usd"] == 20.0
    for kind in ("steady_state", "startup", "in_kind"):
        parts = [r["per_person_usd"] for (k, p), r in rows.items() if k == kind and p != "all"]
        assert sum(parts) == pytest.approx(rows[kind, "all"]["per_person_usd"], abs=1e-9)


def test_acceptability_starts_at_the_chance_of_a_positive_net_and_rises_with_arrests_avoided(v: Valued):
    w = noisy(v)
    found = [r["probability_acceptable"] for r in acceptability_rows(w, "marginal", "taxpayer")]
    net = next(r for r in summary_rows(w) if (r["perspective"], r["payer"], r["basis"]) == ("taxpayer", "all", "marginal"))
    assert found[0] == net["probability_net_positive"]
    assert found == sorted(found) and found[-1] == 1.0


def test_other_assumptions(v: Valued):
    rows = {r["scenario"]: r for r in scenario_rows(v, "marginal", "taxpayer")}
    main = next(r for r in summary_rows(v) if (r["perspective"], r["payer"], r["basis"]) == ("taxpayer", "all", "marginal"))
    assert rows["main"]["net_usd"] == main["net_usd"]
    plain = 210 + 100 * 0.5 + 40 * 10 - (10 * 50 + 25 + 3652.5 * YEARS / 2000 * 50)
    assert rows["no_discount"]["net_usd"] == pytest.approx(plain, abs=0.02)
    assert {n: rows[n]["discount_rate"] for n in ("no_discount", "higher_discount", "highest_discount")} == {
        "no_discount": 0.0, "higher_discount": 0.05, "highest_discount": 0.07}
    assert rows["with_startup"]["net_usd"] == pytest.approx(main["net_usd"] - main["startup_cost_usd"], abs=1e-9)
    assert rows["with_startup_and_in_kind"]["net_usd"] == pytest.approx(
        main["net_usd"] - main["startup_cost_usd"] - main["in_kind_cost_usd"], abs=1e-9)


def test_the_tornado_holds_the_net_and_every_input(v: Valued):
    w = noisy(v)
    net = w.gross("marginal", ("city", "state")).point - w.cost(("steady_state",), None).point
    rows = tornado_rows(w, "marginal", "taxpayer")
    assert {r["parameter"] for r in rows} == {
        f"{what} of {item}" for what in ("units", "unit cost") for item in ("index_processing", "arrest", "jail_day")} | {
        "programme cost", "discount rate"}
    assert all(r["net_low_usd"] <= r["net_high_usd"] for r in rows)
    assert all(100 * r["net_low_usd"] - 300 <= net <= 100 * r["net_high_usd"] + 300 for r in rows)


SITE = {"data_through": THROUGH, "accrual_start": date(2021, 1, 1), "accrual_end": date(2022, 12, 31), "perspective": "taxpayer"}


def test_the_outlook_says_when():
    """Ten diverted people in two years: thirty by the end of 2026 at that pace, and their year of follow-up to the last day
    of 2027. Follow-up alone: the day on which eight tenths of them are followed."""
    few = trials().keep(~np.isin(np.arange(N), np.arange(10, LEAD)))
    counts = counted()
    part = replace(counts, observed=counts.observed[np.r_[0:10, LEAD:N]], index_day=counts.index_day[np.r_[0:10, LEAD:N]],
                   spans={})
    q = quantities(few, part, {}, H, RATES, np.random.default_rng(1), draws=50)
    assert q.reason == "too_few_people"
    row = outlook_row(few, part, Valued(q, fixed(UNITS), fixed([]), 0.03, 2025), SITE)
    assert (row["remedy"], row["people_lead"]) == ("enrol_more", 10)
    assert (row["publishable_year"], row["publishable_quarter"]) == (2027, 4)
    late = replace(counts, observed=np.zeros((N, 2), dtype=bool))
    q = replace(valued().q, reason="too_little_follow_up", draws=None)
    row = outlook_row(trials(), late, Valued(q, fixed(UNITS), fixed([]), 0.03, 2025),
                      {**SITE, "data_through": date(2022, 6, 30), "accrual_end": date(2022, 6, 30)})
    assert (row["remedy"], row["publishable_year"], row["publishable_quarter"]) == ("wait", 2023, 1)
    q = replace(q, reason="negative_control")
    row = outlook_row(trials(), late, Valued(q, fixed(UNITS), fixed([]), 0.03, 2025), SITE)
    assert (row["remedy"], row["publishable_year"]) == ("not_by_enrolment", None)


def test_people_for_a_clear_sign_grow_with_the_square_of_the_spread(v: Valued):
    w = noisy(v)
    row = outlook_row(trials(), counted(), w, SITE)
    gross, cost = w.gross("marginal", ("city", "state", "courts")), w.cost(("steady_state",), None)
    spread = (gross.draws - cost.draws).std(ddof=1)
    expected = LEAD * ((1.959963984540054 + 0.8416212335729143) * spread / (gross.point - cost.point)) ** 2
    assert row["people_for_a_clear_sign"] == int(np.ceil(expected))


def test_among_so_many_people_draws_are_multipliers(monkeypatch: pytest.MonkeyPatch):
    import pipeline.analysis.cost_quantities as module

    monkeypatch.setattr(module, "RESOLVED_MOST_PEOPLE", N)
    q = valued().q
    assert q.draws is not None and q.draws.method == "multiplier" and q.reason is None


def test_what_cannot_be_estimated_says_why():
    """One comparison person: rows stand with a reason, not nothing."""
    counts = counted()
    part = trials().keep(np.arange(N) <= LEAD)
    few = replace(counts, observed=counts.observed[: LEAD + 1], index_day=counts.index_day[: LEAD + 1],
                  spans={"arrest": days(np.arange(LEAD), 100)})
    q = quantities(part, few, {}, H, RATES, np.random.default_rng(1), draws=50)
    rows = avoidance_rows(Valued(q, fixed(UNITS), fixed([]), 0.03, 2025), "taxpayer")
    assert {r["withheld_reason"] for r in rows} == {"too_few_people"} and not any(r["diagnostics_passed"] for r in rows)
