"""The dated charge table: one row out for one row in, the right law for the day, conflicts refused by row."""

from __future__ import annotations

import pytest

from ingest.charges import read_charge_map
from ingest.load import load
from pipeline.errors import SiteError
from tests.ingest.sites import arrests_site, csv_text, query, write

HEAD = "charge_code,description_pattern,offense_category,severity,valid_from,valid_to"
ARRESTS = "person_id,arrest_id,arrest_date,charge_code,charge_description,severity,offense_category"


def mapped(tmp_path, table, rows, head=HEAD):
    write(tmp_path, "map.csv", csv_text(head, table))
    text = csv_text(ARRESTS, [["p", f"a{i}", *r] for i, r in enumerate(rows)])
    result = load(arrests_site(tmp_path, text, "charge_map: map.csv"))
    return result, query(result, "SELECT offense_category, severity FROM raw.arrests ORDER BY arrest_id")


def test_validity_includes_both_ends(tmp_path):
    table = [
        ["1", "", "drug_possession", "misdemeanor", "2020-01-01", "2020-06-30"],
        ["1", "", "drug_possession", "citation", "2020-07-01", ""],
    ]
    days = ["2019-12-31", "2020-01-01", "2020-06-30", "2020-07-01", "2023-01-01"]
    result, got = mapped(tmp_path, table, [[d, "1", "", "", ""] for d in days])
    assert [g[1] for g in got] == ["unknown", "misdemeanor", "misdemeanor", "citation", "citation"]
    assert (result.unmapped_charges, result.unmapped_rows) == (1, 1)
    assert query(result, "SELECT * FROM raw.unmapped_charges") == [("1", None, 1)]


def test_a_code_beats_a_pattern_and_the_first_pattern_wins(tmp_path):
    table = [
        ["", "*COCAINE*", "drug_possession", "felony", "", ""],
        ["", "poss%", "other", "citation", "", ""],
        ["77", "", "drug_sale", "felony", "", ""],
        ["", "exact. text", "traffic", "citation", "", ""],
    ]
    _, got = mapped(
        tmp_path,
        table,
        [
            ["2020-01-01", c, d, "", ""]
            for c, d in [
                ("77", "Possession of cocaine"),
                ("", "Possession of cocaine"),
                ("78", "POSSESSION OF A THING"),
                ("", "EXACT. TEXT"),
                ("", "EXACTX TEXT"),
                (" 77 ", ""),
            ]
        ],
    )
    assert [g[0] for g in got] == ["drug_sale", "drug_possession", "other", "traffic", "unknown", "drug_sale"]


def test_a_pattern_fills_the_days_that_a_code_leaves(tmp_path):
    table = [
        ["1", "", "property", "felony", "2020-01-01", "2020-12-31"],
        ["", "theft*", "property", "citation", "", ""],
    ]
    _, got = mapped(
        tmp_path, table, [[d, "1", "Theft 2", "", ""] for d in ("2019-01-01", "2020-05-05", "2021-01-01")]
    )
    assert [g[1] for g in got] == ["citation", "felony", "citation"]


def test_what_the_source_knows_stands(tmp_path):
    table = [["1", "", "property", "felony", "", ""]]
    result, got = mapped(
        tmp_path,
        table,
        [
            ["2020-01-01", "1", "", "citation", ""],
            ["2020-01-01", "1", "", "unknown", "violent"],
            ["2020-01-01", "2", "", "citation", "violent"],
        ],
    )
    assert got == [("property", "citation"), ("violent", "felony"), ("violent", "citation")]
    assert result.unmapped_charges == 0  # the third needed no table


def test_aliases_notes_and_missing_columns(tmp_path):
    _, got = mapped(
        tmp_path,
        [["9", "weapons", "n"]],
        [["2020-01-01", "9", "", "", ""]],
        head="code,offense_category,notes",
    )
    assert got == [("weapons", "unknown")]


@pytest.mark.parametrize(
    ("head", "table", "message"),
    [
        (
            HEAD,
            [
                ["1", "", "property", "felony", "", "2020-06-30"],
                ["2", "", "other", "", "", ""],
                ["1", "", "property", "citation", "2020-06-30", ""],
            ],
            "rows 1 and 3 give one code two results on one day",
        ),
        (HEAD, [["1", "", "theft", "felony", "", ""]], "row 1, offense_category: expected one of"),
        (HEAD, [["1", "", "other", "high", "", ""]], "row 1, severity: expected one of"),
        (HEAD, [["1", "", "other", "felony", "01/02/2020", ""]], "row 1, valid_from: expected an ISO date"),
        (
            HEAD,
            [["1", "", "other", "felony", "2020-02-01", "2020-01-01"]],
            "row 1: valid_to lies before valid_from",
        ),
        (HEAD, [["", "", "other", "felony", "", ""]], "row 1 has neither a code nor a pattern"),
        (HEAD, [["1", "", "other"]], "row 1 has 3 fields, the header 6"),
        ("charge_code,code,severity", [["1", "1", "felony"]], "two columns of the header mean code"),
        ("statute,severity", [["1", "felony"]], "neither charge_code nor description_pattern"),
        ("charge_code,note", [["1", "felony"]], "neither offense_category nor severity"),
    ],
)
def test_a_wrong_table_is_refused_by_row(tmp_path, head, table, message):
    path = write(tmp_path, "map.csv", csv_text(head, table))
    with pytest.raises(SiteError, match=message):
        read_charge_map(path, "map.csv")


def test_rows_of_one_code_that_agree_may_overlap(tmp_path):
    path = write(
        tmp_path,
        "map.csv",
        csv_text(HEAD, [["1", "", "other", "", "", ""], ["1", "", "other", "", "2020-01-01", ""]]),
    )
    assert len(read_charge_map(path, "map.csv").rules) == 2
