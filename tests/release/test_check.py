"""lead release check: what one hand-made table gives away."""

from pipeline.release.check import problems


def test_a_safe_table_passes():
    """Why: a check that always fails is switched off."""
    assert problems([["group", "people", "year"], ["a", "25", "2024"], ["b", "0", "2025"]], 11) == []


def test_each_fault_is_named_by_row_and_column():
    """Why: small counts, negative ones, keys, and a cell that subtraction brings back."""
    assert problems([["group", "people"], ["a", "3"]], 11) == ["row 1, column people: a count from 1 to 10"]
    assert "negative" in problems([["group", "people"], ["a", "-3"], ["b", "20"]], 11)[0]
    assert "person's key" in problems([["person_id", "people"], ["x", "20"]], 11)[0]
    assert any("one hidden cell of its column" in p for p in problems(
        [["group", "people"], ["a", "20"], ["b", "<11"], ["total", "27"]], 11))


def test_limits_are_those_of_the_site():
    """Why: 10 is small and 11 is not, at the default; a site may ask for more."""
    assert problems([["group", "people"], ["a", "11"]], 11) == []
    assert problems([["group", "people"], ["a", "11"]], 20)
