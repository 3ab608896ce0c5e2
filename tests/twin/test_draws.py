"""The test of the test: the drawn counties must notice a wrong rule, else 0 differences would mean nothing.

Each mutant is the twin with one rule changed as somebody might misread it; some drawn county must tell the
two apart. The same mutants prove the shrinker.
"""

from __future__ import annotations

import types
from functools import cache
from pathlib import Path

import pytest

from tests.test_sql_against_twin import BUILDS, ORDINARY, drawn
from tests.twin import interval, twin
from tests.twin_support.compare import differences, show, shrink
from tests.twin_support.histories import make_site
from tests.twin_support.strategies import draw_many, histories, stack

SOURCE = Path(twin.__file__).read_text(encoding="utf-8")
INTERVAL = Path(interval.__file__).read_text(encoding="utf-8")
MUTANTS = {
    # interval rule
    "window from day 0": ('1 <= day(event, index) <= horizon', '0 <= day(event, index) <= horizon'),
    "window short of the horizon": ('1 <= day(event, index) <= horizon', '1 <= day(event, index) < horizon'),
    "window beyond the horizon": (
        '1 <= day(event, index) <= horizon',
        '1 <= day(event, index) <= horizon + 1'),
    "lookback with the index day": ('<= day(event, index) <= -1', '<= day(event, index) <= 0'),
    "lookback short": ('-lookback <= day(', '-lookback < day('),
    "grace without the index day": ('0 <= day(event, index) <= days', '0 < day(event, index) <= days'),
    "grace short": ('0 <= day(event, index) <= days', '0 <= day(event, index) < days'),
    # people, arrests, events
    "ties to the highest": (
        'key=lambda v: (-counts[v], v)',
        'key=lambda v: (-counts[v], v.__class__ is str, v if isinstance(v, str) else -v)'),
    "arrest dated by its latest row": ('= min(row["arrest_date"]', '= max(row["arrest_date"]'),
    "charges by number before arrest": (
        '(r["arrest_id"], r["charge_number"])',
        '(r["charge_number"], r["arrest_id"])'),
    # links
    "link short of its days": ('abs(day(event, when)) <= site', 'abs(day(event, when)) < site'),
    "link only to the past": ('abs(day(event, when)) <= site', '0 <= -day(event, when) <= site'),
    "link to the earliest": ('max(close)', 'min(close)'),
    "link short by date": ('0 <= day(when, d) <= site', '0 <= day(when, d) < site'),
    "link not on the day": ('0 <= day(when, d) <= site', '0 < day(when, d) <= site'),
    "other doors link": ('referral["door"] != "arrest_diversion"', 'False'),
    "unlinked make no event": ('**unlinked_events(person, site)', ''),
    # eligibility
    "rule without its first day": ('rule.valid_from <= on', 'rule.valid_from < on'),
    "rule without its last day": ('on <= rule.valid_to', 'on < rule.valid_to'),
    "warrants eligible": ('return not charge["is_warrant"] and rule_allows', 'return rule_allows'),
    "age 18 certain": ('on.year - birth_year > site', 'on.year - birth_year >= site'),
    "unknown age out": ('return birth_year is None or on.year', 'return birth_year is not None and on.year'),
    "exclusions forgiven": (
        'any(c["offense_category"] in site.eligibility.exclude_categories for c in charges)', 'False',
    ),
    "lost charges forgiven": ('if lost_a_charge(charges, person)', 'if False'),
    # arms
    "quarantined referral from the day after": (
        'when is None or when <= index',
        'when is None or when < index'),
    "undated quarantined referral forgiven": ('when is None or when <= index', 'when and when <= index'),
    "lookback covered with a day to spare": ('< site.data_from', '<= site.data_from'),
    "death on the index leaves": ('died < index', 'died <= index'),
    "first referral by id": ('(r["referral_date"], r["referral_id"])', 'r["referral_id"]'),
    "index on the referral": (
        'None,\n        "index_date": index,',
        'None, "index_date": first["referral_date"],'),
    "early referral forgiven": ('first["referral_date"] < site.accrual.start or', ''),
    "far links stay": ('if kind == "far":', 'if False:'),
    "unlinked not judged": ('elif both_given:', 'elif False:'),
    "unlinked judged by one fact": (
        'both_given = category not in (None, "unknown") and',
        'both_given = category not in (None, "unknown") or'),
    "known district of the referral only": ('(charges[0]["district"] if charges else None) or', ''),
    "unknown district outside": ('not in ("programme", None)', 'not in ("programme",)'),
    "referral on the day forgiven": (
        'referral["referral_date"] <= on or',
        'referral["referral_date"] < on or'),
    "linked events forgiven": ('event_date is not None and event_date <= on', 'False'),
    "diverted without referral stays": ('c["disposition"] == "diverted"', 'False'),
    # follow-up and covariates
    "events after death count": ('d <= end and d not in left_out', 'd not in left_out'),
    "events on the day of death don't": ('d <= end and d not in left_out', 'd < end and d not in left_out'),
    "custody from the day of admission": ('for n in range(1, day(last', 'for n in range(0, day(last'),
    "open stays end at once": (
        'stay["release_date"] or site.data_through',
        'stay["release_date"] or stay["admit_date"]'),
    "index charge of any kind": (
        '[c for c in trial["charges"] if is_eligible_charge(c, index, site)]',
        'trial["charges"]'),
    "index charge the last of equals": ('max(eligible, key=', 'max(reversed(eligible), key='),
    "felony priors without warrants": (
        'c["severity"] == "felony"',
        'c["severity"] == "felony" and not c["is_warrant"]'),
    "drug priors of possession": ('in ("drug_possession", "drug_sale")),\n', 'in ("drug_possession",)),\n'),
    "intake before the index": ('later = [d for d in intakes if d >= index]', 'later = intakes'),
    # outcomes
    "null offence dates are prior": (
        'offense is None or offense > index',
        'offense is not None and offense > index'),
    "offence of the index day is new": (
        'offense is None or offense > index',
        'offense is None or offense >= index'),
    "new-charge warrants never": ('return charge["warrant_type"] == "new_charge" and', 'return False and'),
    "new-charge warrants undated": (
        'and offense is not None and offense > index',
        'and (offense is None or offense > index)'),
    "supervision is new": ('and charge["offense_category"] != "supervision"', ''),
    "severity of any charge": ('for c in qualifying), key=SERIOUSNESS', 'for c in charges), key=SERIOUSNESS'),
    "category of any charge": ('for c in qualifying}', 'for c in charges}'),
    "observed a day early": (
        '<= site.data_through\n            days_on',
        '< site.data_through\n            days_on'),
    "death on the index day on day 0": ('max(1, day(died, index))', 'day(died, index)'),
    "death before re-arrest": (
        '            if hits:\n',
        '            if hits and not (death_day and death_day <= min(hits)):\n'),
}


def mutant(old: str, new: str) -> types.ModuleType:
    """The twin with one piece of its text (or of the interval rule's) replaced."""
    assert SOURCE.count(old) + INTERVAL.count(old) == 1, f"the twin holds it not once: {old}"
    module = types.ModuleType("mutant")
    exec(compile(SOURCE.replace(old, new), "mutant", "exec"), module.__dict__)
    rule: dict = {}
    exec(compile(INTERVAL.replace(old, new), "mutant", "exec"), rule)
    module.__dict__.update({k: rule[k] for k in ("day", "in_window", "in_lookback", "in_grace")})
    return module


@cache
def counties(build: str):
    """The site and the stacked counties of a build of the test against the SQL."""
    settings, examples = drawn(build)
    return make_site(**settings), stack(examples)


def answers(module, site, rows):
    trials = module.cohort(rows, site)
    return trials, module.outcomes(trials, rows, site)


@cache
def right_answers(build: str):
    return answers(twin, *counties(build))


@pytest.mark.parametrize("name", MUTANTS)
def test_the_drawn_counties_notice(name):
    wrong = mutant(*MUTANTS[name])
    assert any(answers(wrong, *counties(build)) != right_answers(build) for build in BUILDS)


def test_draws_are_the_same_each_time():
    site = make_site(**ORDINARY)
    assert draw_many(histories(site), 5, 1) == draw_many(histories(site), 5, 1)
    assert draw_many(histories(site), 5, 1) != draw_many(histories(site), 5, 2)


def test_a_missing_a_surplus_a_repeated_and_a_wrong_row_are_each_a_difference():
    def rows(*pairs):
        return [{"k": k, "v": v} for k, v in pairs]

    def found(sql, ours):
        return [(d.key, d.column) for d in differences("t", rows(*sql), rows(*ours), ("k",), ("v",))]

    assert found([(1, 0.1 + 0.2), (2, None)], [(1, 0.3), (2, None)]) == []
    assert found([(1, 0.3)], [(1, 0.3), (2, 1)]) == [((2,), "(row)")]
    assert found([(1, 0.3), (2, 1)], [(1, 0.3)]) == [((2,), "(row)")]
    assert found([(1, 1), (1, 1)], [(1, 1)]) == [((1,), "(row stands twice in sql)")]
    assert found([(1, None), (2, 1), (3, True)], [(1, 0), (2, 1.00001), (3, False)]) == [
        ((1,), "v"), ((2,), "v"), ((3,), "v")]


def test_the_shrinker_ends_with_the_few_rows_that_matter():
    """"Far links stay" needs a referral and its arrest, and nothing else."""
    site, rows = counties("ordinary")
    wrong = mutant(*MUTANTS["far links stay"])

    def differ(candidates):
        return [twin.cohort(c, site) != wrong.cohort(c, site) for c in candidates]

    person = next(p for p in twin.by_person(rows).values() if differ([p])[0] and len(p["arrests"]) > 2)
    small = shrink(person, differ)
    assert differ([small]) == [True]
    assert {name: len(r) for name, r in small.items() if r} == {"arrests": 1, "referrals": 1}, show(small)
