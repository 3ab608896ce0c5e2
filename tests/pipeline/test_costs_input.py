"""Cost tables: refused by file, row and column."""

import csv

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import lead
from pipeline.cost_templates import write_templates
from pipeline.costs_input import ITEMS, load_programme_costs, load_unit_costs, price_factor
from pipeline.errors import SiteError
from pipeline.settings import load_site
from pipeline.settings_tables import write_settings_tables

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


def test_templates_name_whom_to_ask_and_hold_no_amount(tmp_path):
    """Why: a template with numbers in it becomes somebody's estimate; one that nobody filled in must be gaps, not zeros."""
    assert [p.name for p in write_templates(tmp_path)] == ["unit_costs.csv", "programme_costs.csv"]
    with (tmp_path / "unit_costs.csv").open() as handle:
        rows = list(csv.DictReader(handle))
    assert sorted(r["item"] for r in rows) == sorted(ITEMS)
    text = (tmp_path / "unit_costs.csv").read_text() + (tmp_path / "programme_costs.csv").read_text()
    for agency in ("fiscal notes", "DPSCS", "State's Attorney", "Public Defender", "BHSB"):
        assert agency in text
    assert not any(r["amount"] or r["low"] or r["high"] for r in rows)
    assert load_unit_costs(tmp_path / "unit_costs.csv") == []
    assert load_programme_costs(tmp_path / "programme_costs.csv") == []
    kept = (tmp_path / "unit_costs.csv").read_bytes()
    assert write_templates(tmp_path) == []
    assert (tmp_path / "unit_costs.csv").read_bytes() == kept


def test_a_template_row_with_an_amount_needs_its_source(tmp_path):
    """Why: 'TODO: ask the police' is no source of a figure."""
    row = GOOD.replace("police fiscal note", "TODO: ask the police")
    with pytest.raises(SiteError, match="row 1, column source: is empty; every cost needs a source"):
        load_unit_costs(write(tmp_path, UNIT + row))


PROGRAMME = "component,kind,payer,perspective,unit,amount,low,high,distribution,base_year,start,end,source\n"
RENT = "rent,steady_state,city,city,per_year,9000,8000,9500,pert,2024,2021-01-01,2021-12-31,ledger\n"


@pytest.mark.parametrize(("old", "new", "column", "rule"), [
    ("2021-12-31", "2020-12-31", "end", "before the start"),
    ("2021-01-01", "1/1/2021", "start", "is no date"),
    ("per_year", "per_decade", "unit", "is none of"),
    ("steady_state", "overhead", "kind", "is none of"),
    ("pert", "normal", "distribution", "is none of"),
    ("8000,9500", "8000,", "high", "is empty"),
    ("9000", "9,000", None, "has 14 fields, the header 13"),
    ("9000,8000,9500,pert", "0,0,9500,gamma", "amount", "is nought"),
])
def test_programme_costs_are_refused_likewise(tmp_path, old, new, column, rule):
    path = tmp_path / "programme_costs.csv"
    path.write_text(PROGRAMME + RENT)
    assert len(load_programme_costs(path)) == 1
    path.write_text(PROGRAMME + RENT + RENT.replace(old, new))
    with pytest.raises(SiteError) as error:
        load_programme_costs(path)
    assert f"{path}: row 2" in str(error.value) and rule in str(error.value)
    assert column is None or f"column {column}" in str(error.value)


def test_a_marginal_cost_above_the_average_is_refused(tmp_path):
    """Why: bases that were swapped would price every unit as if capacity had been closed. In one year's prices: 890 of 2015
    are 1,209 of 2025."""
    average = GOOD.replace("marginal", "average").replace("260,156,416", "890,800,990").replace("2024", "2015")
    assert len(load_unit_costs(write(tmp_path, UNIT + GOOD.replace("260,156,416", "1000,900,1100") + average))) == 2
    with pytest.raises(SiteError, match="row 1, column amount: the marginal cost lies above the average one of row 2"):
        load_unit_costs(write(tmp_path, UNIT + GOOD.replace("260,156,416", "1250,900,1300") + average))


def test_a_fault_is_refused_before_anything_is_read_or_begun(tmp_path):
    """Why: refused within a build, the half-written settings of one thread hid the refusal behind an engine's conflict with
    those of the other.
    """
    folder = tmp_path / "county"
    assert CliRunner().invoke(lead, ["demo", str(folder), "--people", "300"]).exit_code == 0
    costs = folder / "unit_costs.csv"
    costs.write_text(costs.read_text().replace("city,marginal", "mayor,marginal", 1))
    for command in ("run", "build"):
        done = CliRunner().invoke(lead, [command, "--site", str(folder / "site.yml")])
        assert isinstance(done.exception, SiteError) and "unit_costs.csv: row 1, column payer" in str(done.exception)
    assert not (folder / "out" / "work").exists()
    with duckdb.connect() as conn:
        with pytest.raises(SiteError):
            write_settings_tables(conn, load_site(folder / "site.yml"))
        conn.execute("begin")  # which would be a second one
