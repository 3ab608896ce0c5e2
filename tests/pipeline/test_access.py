"""The offer gap against a known truth, the course of engagement against hand counts, and what is never
computed.

A raw gap mixes who is arrested for what with who is offered what; only an adjusted one with the right
coverage may stand beside it. The truths here are planted, so that a wrong estimate is seen as one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ingest.county.params import CENTRAL, RACES, CountyParams
from ingest.county.process import BLACK_GAP as PLANTED_LOG_RATIO
from ingest.county.process import ELIG_DRUG, History, is_eligible, severity_of, simulate_block
from pipeline.analysis import access


def events(rng: np.random.Generator, n: int = 1200, gap: float = 0.0) -> pd.DataFrame:
    """Eligible events: two in five of group B, more often of the kind that is offered less. ``gap``: log
    odds of an offer, B - A."""
    b = rng.random(n) < 0.4
    drug = rng.random(n) < np.where(b, 0.3, 0.7)
    prior = rng.poisson(np.where(b, 2.0, 1.0))
    odds = -0.9 + 1.2 * drug - 0.3 * np.log1p(prior) + gap * b
    offered = rng.random(n) < 1 / (1 + np.exp(-odds))
    quarter = rng.integers(1, 5, n)
    return pd.DataFrame(
        {
            "person_id": rng.integers(0, n, n),
            "is_offered": offered,
            "sex": np.where(b, "B", "A"),
            "race": "one",
            "ethnicity": "one",
            "age_band": "25-34",
            "district": "P1",
            "quarter": [f"2021-Q{q}" for q in quarter],
            "severity": "misdemeanor",
            "offense_category": np.where(drug, "drug_possession", "prostitution"),
            "prior_arrests": prior,
            "prior_arrests_365d": prior,
        }
    )


def gap_row(frame: pd.DataFrame) -> pd.Series:
    rows = access.offer_gap_rows(frame)
    return rows[(rows["group_by"] == "sex") & (rows["group"] == "B")].iloc[0]


def test_a_gap_that_is_all_charges_is_raw_alone():
    # Why: no gap is planted, yet the groups' charges differ; the raw difference shows one and the adjusted
    # covers nought
    hits, raw = 0, []
    for seed in range(40):
        row = gap_row(events(np.random.default_rng(seed), n=600))
        hits += row["adjusted_lower"] <= 0 <= row["adjusted_upper"]
        raw.append(row["raw_difference"])
    assert np.mean(raw) < -0.08
    assert hits >= 34  # 0.95 of 40, less three standard errors


def test_a_planted_access_gap_is_recovered_at_nominal_coverage():
    """Truth: the standardised difference over everybody's charges, from the odds that made the data."""
    hits, found, truths = 0, [], []
    for seed in range(40):
        frame = events(np.random.default_rng(1000 + seed), n=800, gap=-0.6)
        base = (
            -0.9
            + 1.2 * (frame["offense_category"] == "drug_possession")
            - 0.3 * np.log1p(frame["prior_arrests"])
        )
        truth = float((1 / (1 + np.exp(-(base - 0.6))) - 1 / (1 + np.exp(-base))).mean())
        row = gap_row(frame)
        hits += row["adjusted_lower"] <= truth <= row["adjusted_upper"]
        found.append(row["adjusted_difference"])
        truths.append(truth)
    assert hits >= 34
    assert np.mean(found) == pytest.approx(np.mean(truths), abs=0.015)


def county_events(seed: int) -> pd.DataFrame:
    """The eligible arrests of a fictional county's programme area, offered diversion or not, from its
    generator."""
    p = CountyParams(people=20_000, participants=300, other_doors=False, messy_links=False)
    made = simulate_block(np.random.default_rng(seed), p, p.people)
    e, people = made.events, made.people
    severity = severity_of(e.kind, e.severity_u)
    rows = np.flatnonzero(
        e.in_world1
        & is_eligible(p, e.kind, severity, e.day, people.birth_year[e.person])
        & (e.district == CENTRAL)
        & (e.day >= p.day(p.accrual_start))
        & (e.day <= p.day(p.accrual_end))
    )
    history = History(e.person[e.in_world1], e.day[e.in_world1])
    who, day = e.person[rows], e.day[rows].astype(np.int64)
    same = dict.fromkeys(("sex", "ethnicity", "age_band"), "all")
    return pd.DataFrame(
        {
            "person_id": who,
            "is_offered": np.isin(rows, made.referrals.event[made.referrals.door == 0]),
            "race": np.array([x or "unknown" for x in RACES], object)[people.race[who]],
            "district": "Central",
            "quarter": p.year[day].astype(str),
            "severity": severity[rows].astype(str),
            "offense_category": np.where(e.kind[rows] == ELIG_DRUG, "drug_possession", "prostitution"),
            "prior_arrests": history.count(who, day - 730, day - 1),
            "prior_arrests_365d": history.count(who, day - 365, day - 1),
            **same,
        }
    )


def test_the_countys_planted_access_gap_is_recovered():
    # Why: truth.json says how much less often Black people are diverted, all else equal; the reference is
    # the largest group
    logs, hits = [], 0
    for seed in range(20):
        rows = access.offer_gap_rows(county_events(seed))
        white = rows[(rows["group_by"] == "race") & (rows["group"] == "White")].iloc[0]
        assert white["reference_group"] == "Black"
        logs.append(np.log(white["adjusted_ratio"]))
        hits += white["adjusted_ratio_lower"] <= np.exp(-PLANTED_LOG_RATIO) <= white["adjusted_ratio_upper"]
    assert hits >= 16  # 0.95 of 20 less three standard errors
    assert np.mean(logs) == pytest.approx(-PLANTED_LOG_RATIO, abs=3 * np.std(logs) / np.sqrt(20) + 0.02)


def test_the_reference_is_the_largest_known_group_and_few_people_get_no_estimate():
    frame = events(np.random.default_rng(3))
    frame.loc[:899, "race"] = "unknown"
    frame.loc[900:1180, "race"] = "big"
    frame.loc[1181:, "race"] = "few"
    rows = access.offer_gap_rows(frame)
    race = rows[rows["group_by"] == "race"].set_index("group")
    assert set(race["reference_group"]) == {"big"}  # unknown is larger, and never the reference
    assert race.loc["few", "note"] == "insufficient_data" and pd.isna(race.loc["few", "raw_difference"])
    assert race.loc["unknown", "minimum_detectable"] > 0
    assert not {c for c in rows.columns if "p_value" in c or "rank" in c or "score" in c}


def test_levels_that_never_vary_do_not_break_the_fit():
    # Why: a quarter in which nobody was offered diversion separates a logit, and such quarters are real
    frame = events(np.random.default_rng(5))
    frame.loc[frame["quarter"] == "2021-Q1", "is_offered"] = False
    row = gap_row(frame)
    assert pd.isna(row["note"]) and np.isfinite(row["adjusted_difference"])
    levels = access.merged_levels(
        np.array(["a"] * 20 + ["b"] * 3 + ["c"] * 12), np.r_[np.tile([0, 1], 10), 1, 1, 0, np.ones(12)]
    )
    assert set(levels) == {"a", "(rest)"} and (levels == "(rest)").sum() == 15


def spells(rows: list[dict]) -> pd.DataFrame:
    columns = [
        "door",
        "days_to_intake",
        "days_to_first_contact",
        "days_to_exit",
        "days_to_death",
        "days_observed",
        "longest_gap_days",
    ]
    return pd.DataFrame(rows, columns=columns).astype({c: "Float64" for c in columns[1:]})


def test_without_loss_the_course_is_a_plain_share(monkeypatch):
    """Forty people, all seen for two years: 20 come on day 10, 10 leave first, 5 die first, 5 never come."""
    base = {"door": "social_contact", "days_observed": 730}
    rows = [{**base, "days_to_intake": 10, "days_to_first_contact": 0, "days_to_exit": 110}] * 20
    rows += [{**base, "days_to_exit": 5}] * 10 + [{**base, "days_to_death": 3}] * 5 + [dict(base)] * 5
    found = access.course_rows(spells(rows), has_engagements=True).set_index(["door", "course", "day"])
    at = found.loc[("all", "intake", 30)]
    assert (at["n_people"], at["n_events"], at["share"]) == (40, 20, pytest.approx(0.5))
    assert at["ci_lower"] < 0.5 < at["ci_upper"]
    # twenty people are too few for a course of their own
    assert "left_after_intake" not in set(found.index.get_level_values("course"))
    monkeypatch.setattr(access, "thresholds", lambda: {"minimum_people": 20})
    found = access.course_rows(spells(rows), has_engagements=True).set_index(["door", "course", "day"])
    # all leave a hundred days after the intake, not after the referral
    assert found.loc[("all", "left_after_intake", 90), "share"] == 0
    assert found.loc[("all", "left_after_intake", 180), "share"] == pytest.approx(1)


def test_within_a_day_the_intake_comes_before_the_exit_and_the_end_of_the_data():
    frame = spells(
        [
            {"door": "a", "days_to_intake": 5, "days_to_exit": 5, "days_observed": 5},
            {"door": "a", "days_observed": 7},
            {"door": "a", "days_to_death": 2, "days_to_intake": 4, "days_observed": 9},
        ]
    )
    time, cause = access._first(frame, "days_to_intake", ("days_to_exit", "days_to_death"), np.zeros(3))
    assert time.tolist() == [5, 7, 2] and cause.tolist() == [1, 0, 2]


def test_the_steps_of_the_funnel_add_up_to_the_whole_gap():
    funnel = pd.DataFrame(
        [
            {"stage": stage, "group_by": "sex", "group": group, "n": n}
            for group, ns in {
                "male": (400, 80, 60, 50, 30),
                "female": (150, 40, 35, 25, 20),
                "unknown": (9, 2, 0, 0, 0),
            }.items()
            for stage, n in zip(access.STAGES, ns)
        ]
    )
    rows = access.step_rows(funnel)
    assert set(rows["group"]) == {"female"}  # unknown has an empty stage: no logarithm
    whole, parts = rows[rows["share_of"] == "eligible"].iloc[0], rows[rows["share_of"] == "stage_before"]
    assert parts["log_ratio"].sum() == pytest.approx(whole["log_ratio"], abs=1e-12)
    assert parts["points"].sum() == pytest.approx(20 / 150 - 30 / 400, abs=1e-12)
    assert list(parts["stage"]) == list(access.STAGES[1:])


def test_retention_is_r_s_survival_curve():
    """Rossi's 216 without aid: weeks to arrest taken for the stay after an intake, weeks 4, 13, 26 and 52 falling on days 30, 90,
    180 and 365. R's survfit (survival, truth/rossi_km_by_fin.csv) gives who stays."""
    import csv
    from pathlib import Path

    folder = Path(__file__).resolve().parents[1] / "estimators"
    with (folder / "data" / "rossi.csv").open() as f:
        rows = [r for r in csv.DictReader(f) if r["fin"] == "0"]
    with (folder / "reference" / "truth" / "rossi_km_by_fin.csv").open() as f:
        known = {
            int(r["time"]): float(r["surv"])
            for r in csv.DictReader(f)
            if r["strata"] == "fin=0" and r["conf_type"] == "log-log"
        }

    def day(week: int) -> int:
        return 365 if week == 52 else int(np.ceil(6.9 * week))

    frame = spells(
        [
            {
                "door": "arrest_diversion",
                "days_to_intake": 0,
                "days_observed": day(int(r["week"])),
                "days_to_exit": day(int(r["week"])) if r["arrest"] == "1" else None,
            }
            for r in rows
        ]
    )
    found = access.course_rows(frame, has_engagements=False).set_index(["door", "course", "day"])
    retained = 1 - found.loc[("arrest_diversion", "left_after_intake"), "share"].astype(float)
    assert retained.loc[[30, 90, 180, 365]].tolist() == pytest.approx(
        [known[week] for week in (4, 13, 26, 52)], abs=1e-9
    )


def test_a_group_too_thin_says_what_it_could_have_shown():
    frame = events(np.random.default_rng(3))
    frame.loc[frame.index[15:], "race"] = "Black"
    frame.loc[frame.index[:15], "race"] = "White"
    rows = access.offer_gap_rows(frame)
    row = rows[rows["group_by"] == "race"].set_index("group").loc["White"]
    assert row["note"] == "insufficient_data" and row["minimum_detectable"] > 0.1
