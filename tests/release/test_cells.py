"""Counts and the sums among them. Why: whatever the system does not know of, it cannot protect; and numbers that contradict
one another mean that a mart is wrong, so that nothing may be published from it."""

from __future__ import annotations

import pytest

from pipeline.errors import ValidationFailed
from pipeline.release.cells import COMPLEMENTARY, PRIMARY, SHOWN, CellSystem


def system(*values: int) -> tuple[CellSystem, list[int]]:
    s = CellSystem(11)
    return s, [s.add(("c", i), v, name=f"c{i}") for i, v in enumerate(values)]


@pytest.mark.parametrize(("value", "reason"), [(-1, "negative count"), (2.5, "fraction")])
def test_what_is_no_count_is_refused_by_name(value: float, reason: str) -> None:
    """Why: a negative count is a fault upstream, and its name is what the analyst needs."""
    with pytest.raises(ValidationFailed, match=f"attrition step 3.*{reason}"):
        CellSystem(11).add("x", value, name="attrition step 3")


def test_totals_that_do_not_add_up_are_refused_by_name() -> None:
    """Why: their difference would be a number about somebody."""
    s, (a, b, total) = system(20, 30, 51)
    with pytest.raises(ValidationFailed, match="by sex.*do not add up"):
        s.total(total, (a, b), name="by sex")
    with pytest.raises(ValidationFailed, match="larger than its whole"):
        s.nested(total, a, name="share")
    with pytest.raises(ValidationFailed, match="two different values"):
        s.add(("c", 0), 21, name="c0")


def test_a_small_count_takes_a_second_cell_with_it() -> None:
    """Why: one hidden cell in a sum is no hidden cell."""
    s, (a, b, c, total) = system(4, 30, 90, 124)
    s.total(total, (a, b, c), name="t")
    status = s.solve(seed=1, time_limit=5).status
    assert status[a] == PRIMARY and status.count(COMPLEMENTARY) == 1 and SHOWN in status


def test_a_share_is_hidden_with_its_small_complement() -> None:
    """Why: 195 of 200 says as much about 5 people as 5 of 200 does."""
    s, (k, n) = system(195, 200)
    s.rate(k, n, name="share")
    assert s.solve(seed=1, time_limit=5).status[k] == PRIMARY


def test_noughts_within_a_small_total_are_hidden() -> None:
    """Why: in a group of 4 people a nought tells what each of them did not do."""
    s, (a, b, total, more, whole) = system(4, 0, 4, 60, 64)
    s.total(total, (a, b), name="t")
    s.total(whole, (total, more), name="w")
    status = s.solve(seed=1, time_limit=5).status
    assert status[a] == status[b] == status[total] == PRIMARY


def test_many_events_of_few_people_are_hidden() -> None:
    """Why: 40 arrests of 3 people are a fact about 3 people."""
    s, (people, events, other, total) = system(3, 40, 60, 100)
    s.people_behind(people, events)
    s.total(total, (events, other), name="t")
    status = s.solve(seed=1, time_limit=5).status
    assert status[people] == status[events] == PRIMARY


def test_counts_from_eleven_on_are_shown() -> None:
    """Why: what needs no hiding must not be hidden."""
    s, (a, b, total) = system(11, 0, 11)
    s.total(total, (a, b), name="t")
    assert s.solve(seed=1, time_limit=5).status == [SHOWN] * 3
