"""The one sentence builder: honest about wide intervals, harm, and what is withheld."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest

from reports import common, funder
from reports import formats as f
from reports import sentences as s
from reports.release import Release, Value
from tests.reports.synthetic_release import write_release

NEVER = (
    "no effect",
    "caused",
    "proved",
    "proves",
    "significant",
    "works",
    "did not work",
    "because of diversion",
)


def effect(estimate, lower, upper, status="shown", **more):
    wrap = (lambda x: Value(x)) if status == "shown" else (lambda x: Value(None, status))
    return s.Effect(
        wrap(estimate),
        wrap(lower),
        wrap(upper),
        lead_risk=Value(0.38),
        comparison_risk=Value(0.38 - (estimate or 0)),
        design="concurrent_area",
        **more,
    )


def text_of(e):
    return s.effect_paragraph(e, Value(11.0)).replace(f.NBSP, " ")


def test_the_headline_of_the_issue():
    # Why: this sentence is the form to reach.
    text = text_of(effect(-0.08, -0.13, -0.03))
    assert text == (
        "Of 100 people diverted, about 38 were re-arrested for a new offence within one year; of 100 "
        "comparable "
        "people who were not, about 46. That is a difference of 8 fewer, 95 % interval 3 to 13 fewer."
    )


def test_harm_reads_as_harm():
    e = effect(0.09, 0.04, 0.14)
    assert e.verdict == "more"
    assert "difference of 9 more, 95 % interval 4 to 14 more" in text_of(e)
    assert s.headline(e, "").startswith("More people")


def test_wide_null_is_never_called_no_effect():
    e = effect(-0.01, -0.11, 0.09)
    assert e.verdict == "unclear"
    text = text_of(e)
    assert "from 11 fewer to 9 more" in text
    assert "not evidence that nothing changed" in text


def test_narrow_null_is_called_small_not_none():
    e = effect(-0.002, -0.015, 0.016)
    assert e.verdict == "close"
    assert "small difference only" in text_of(e)


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        ("diagnostics_failed", "balance", "could not be made alike"),
        ("diagnostics_failed", "negative_control", "hidden differences are likely"),
        ("diagnostics_failed", "too_little_follow_up", "beyond the end of the data"),
        ("not_estimable", "no_lead_cohort", "no person in these data was diverted"),
        ("suppressed_primary", None, "fewer than 11 people"),
        ("suppressed_complementary", None, "would give such a number away"),
        ("absent", None, "holds no such estimate"),
        ("diagnostics_failed", "some_new_code", "some new code"),
    ],
)
def test_what_is_not_shown_says_why(status, reason, words):
    text = text_of(effect(None, None, None, status, withheld_reason=reason))
    assert words in text
    assert "difference of" not in text


def test_no_sentence_claims_too_much():
    # Why: one builder, so that one test can hold every verdict to the rule.
    grid = itertools.product((-0.2, -0.05, -0.001, 0.0, 0.02, 0.15), (0.001, 0.02, 0.1, 0.3))
    for estimate, half in grid:
        e = effect(estimate, estimate - half, estimate + half)
        everything = " ".join(
            [
                text_of(e),
                s.headline(e, ""),
                s.design_caveat(e),
                s.overturn_sentence(e, Value(1.8), Value(1.3)),
            ]
        ).lower()
        for phrase in NEVER:
            assert phrase not in everything, (phrase, estimate, half)
        crosses = e.verdict in ("unclear", "close")
        assert crosses == (float(e.lower) <= 0 <= float(e.upper))


def test_rounding_clash_is_said():
    e = s.Effect(
        Value(-0.0756), Value(-0.15), Value(-0.002), lead_risk=Value(0.4166), comparison_risk=Value(0.4922)
    )
    assert e.clash
    assert "each figure is rounded on its own" in s.difference_sentence(e)


def test_altered_data_change_the_sentences(releases):
    # Why: a typed sentence would stay as it is when the data turn round.
    texts = {
        name: funder.answer(releases[name]).blocks for name in ("n3000", "harm", "close", "withheld", "n60")
    }
    said = {name: str(blocks) for name, blocks in texts.items()}
    assert len(set(said.values())) == len(said)
    verdicts = {name: s.effect(releases[name]).verdict for name in texts}
    assert verdicts == {
        "n3000": "fewer",
        "harm": "more",
        "close": "close",
        "withheld": "hidden",
        "n60": "unclear",
    }


def test_e_value_near_one_is_said_in_words():
    e = effect(-0.08, -0.15, -0.002)
    assert "next to nothing" in s.overturn_sentence(e, Value(1.7), Value(1.04))
    assert "factor of 1.3" in s.overturn_sentence(e, Value(1.7), Value(1.3))


@pytest.mark.parametrize("net", [1200.0, -1200.0])
def test_money_names_both_sides(net):
    text = s.money_sentence(
        Value(net), Value(net - 3000), Value(net + 3000), "all payers", Value(2025.0), "marginal"
    )
    assert ("spared $1,200 a person more than it cost" in text) == (net > 0)
    assert ("cost $1,200 a person more than it spared" in text) == (net < 0)
    assert "these data can't tell which" in text
    assert "2025 dollars" in text


def test_a_comparison_of_areas_counts_nobody_as_diverted(tmp_path):
    # Why: it counts all arrests of the programme's areas, so a site of arrests alone was told that a check had failed.
    path = write_release(tmp_path / "r.duckdb", n=60)
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from rearrest_rates where arm = 'lead'")
        connection.execute("update effects set comparison_design = 'area_policy'")
    release = Release.open(path)
    assert not s.has_lead(release)
    assert "hold nobody who was diverted" in s.comparison_alone(release)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update effects set comparison_design = 'historical'")
    assert s.has_lead(Release.open(path))


def test_diverted_arrests_of_a_site_without_referrals_are_no_warning():
    # Why: "100 % of the diverted arrests have no referral" said of a site that delivered none warned of nothing.
    rows = pd.DataFrame(
        [
            {"check_name": name, "people": "not_referred", "share": Value(share, "shown", "x"), "limit_share": Value(0.1, "shown", "x")}
            for name, share in (("diverted_without_referral", 1.0), ("after_death", 0.2))
        ]
    )

    def told(extracts):
        settings = {"extracts": extracts}
        return common.above_limits(SimpleNamespace(wide=lambda _: rows, setting=settings.get))

    assert len(told("['arrests', 'referrals']")) == 2
    (left,) = told("['arrests']")
    assert "death" in left
