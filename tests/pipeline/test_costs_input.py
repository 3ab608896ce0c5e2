"""Cost tables: refused by file, row and column."""

import pytest

from pipeline.costs_input import load_programme_costs, load_unit_costs, price_factor
from pipeline.errors import SiteError

UNIT = "item,payer,basis,perspective,amount,low,high,distribution,base_year,source\n"
GOOD = "arrest,city,marginal,city,260,156,416,gamma,2024,police fiscal note\n"


def write(tmp_path, text):
    path = tmp_path / "unit_costs.csv"
    path.write_text(text)
    return path


def test_a_good_table_loads(tmp_path):
    """Why: the refusals below must be about their faults alone."""
    (cost,) = load_unit_costs(write(tmp_path, UNIT + GOOD))
    assert (cost.item, cost.amount, cost.base_year) == ("arrest", 260.0, 2024)


@pytest.mark.parametrize(("row", "column", "rule"), [
    (GOOD.replace("260,156", "-260,156"), "amount", "is negative"),
    (GOOD.replace("156,416", "416,156"), "low", "in this order"),
    (GOOD.replace("city,marginal", "mayor,marginal"), "payer", "is none of"),
    (GOOD.replace("2024", "1990"), "base_year", "outside the price index"),
    (GOOD.replace("260", "$260"), "amount", "no plain number"),
    (GOOD.replace("police fiscal note", ""), "source", "needs a source"),
    (GOOD.replace("arrest,", "arests,"), "item", "is none of"),
])
def test_each_fault_is_named_with_row_and_column(tmp_path, row, column, rule):
    """Why: a budget office keeps these tables by hand."""
    with pytest.raises(SiteError) as error:
        load_unit_costs(write(tmp_path, UNIT + GOOD.replace("arrest", "booking") + row))
    assert f"row 2, column {column}" in str(error.value)
    assert rule in str(error.value)


def test_a_cost_given_twice_is_refused(tmp_path):
    """Why: which of the two would count?"""
    with pytest.raises(SiteError, match="stand in row 1, too"):
        load_unit_costs(write(tmp_path, UNIT + GOOD + GOOD))


def test_header_faults(tmp_path):
    """Why: a shifted column would price jail days at arrests."""
    with pytest.raises(SiteError, match="column prise: no such column"):
        load_unit_costs(write(tmp_path, UNIT.replace("amount", "prise") + GOOD))
    with pytest.raises(SiteError, match="no such file"):
        load_programme_costs(tmp_path / "none.csv")


def test_price_factor():
    """Why: constant prices; the same year is 1, a later year costs more."""
    assert price_factor(2024, 2024) == 1.0
    assert price_factor(2020, 2024) == pytest.approx(313.689 / 258.811)
