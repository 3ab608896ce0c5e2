"""The loader's rules, one by one: what is loaded, what is set aside, and that the ledger adds up.

A silent misload changes a finding, so each rule of the contract's section 2 has its smallest case here.
"""

from __future__ import annotations

import gzip

import pytest

from ingest.load import load
from pipeline.errors import DataRefused, SiteError, UsageError, ValidationFailed
from tests.ingest.sites import ARRESTS, arrests_site, csv_text, ledger, query, reasons, site, write

ROW = ["p1", "a1", "1", "2020-02-03", "2020-02-01", "C1", "felony", "property", "East"]


def row(**changes: str) -> list[str]:
    names = ARRESTS.split(",")
    return [str(changes.get(n, v)) for n, v in zip(names, ROW, strict=True)]


def arrests(tmp_path, rows, entry="", **overrides):
    return load(arrests_site(tmp_path, csv_text(ARRESTS, rows), entry, **overrides))


def only_reason(result):
    (found,) = reasons(result)
    return found


# -- typing ---------------------------------------------------------------------------------------------
def test_a_good_row_arrives_typed(tmp_path):
    result = arrests(tmp_path, [row()])
    assert ledger(result) == {"arrests.csv": (1, 1, 0, 0, 0)}
    (got,) = query(result, "SELECT * FROM raw.arrests")
    assert [str(v) for v in got[1:10]] == [
        "a1",
        "1",
        "2020-02-03",
        "2020-02-01",
        "C1",
        "None",
        "felony",
        "property",
        "False",
    ]
    assert got[10:13] == ("unknown", "unknown", "East")


def test_every_extract_has_its_table_and_the_absent_ones_are_empty(tmp_path):
    result = arrests(tmp_path, [row()])
    assert query(result, "SELECT extract, is_present, rows_loaded FROM raw.extracts ORDER BY extract") == [
        ("arrests", True, 1),
        ("control_totals", False, 0),
        ("court_cases", False, 0),
        ("custody", False, 0),
        ("deaths", False, 0),
        ("engagements", False, 0),
        ("health_events", False, 0),
        ("referrals", False, 0),
    ]
    assert query(result, "SELECT count(*) FROM raw.custody") == [(0,)]


def test_outer_white_space_goes_and_empty_is_missing(tmp_path):
    result = arrests(tmp_path, [row(person_id=" p1\t", district=" \u00a0 ", severity=" felony ")])
    assert query(result, "SELECT severity, district FROM raw.arrests") == [("felony", None)]


def test_flags_take_the_usual_words(tmp_path):
    yes, no = ["true", "T", "Yes", "y", "1", "TRUE"], ["false", "F", "No", "n", "0", ""]
    rows = [["p", f"a{i}", "2020-01-01", w] for i, w in enumerate([*yes, *no, "maybe", "2"])]
    result = load(arrests_site(tmp_path, csv_text("person_id,arrest_id,arrest_date,is_warrant", rows)))
    assert query(result, "SELECT is_warrant, count(*) FROM raw.arrests GROUP BY 1 ORDER BY 1") == [
        (False, 6),
        (True, 6),
    ]
    assert only_reason(result) == ("is_warrant", "not_a_flag")


def test_unknown_sex_race_ethnicity_are_missing_in_any_case(tmp_path):
    text = csv_text(
        "person_id,arrest_id,arrest_date,sex,race,ethnicity",
        [["p", "a", "2020-01-01", "UNKNOWN", "Unknown", "unknown"]],
    )
    assert query(load(arrests_site(tmp_path, text)), "SELECT sex, race, ethnicity FROM raw.arrests") == [
        (None,) * 3
    ]


# -- step 3: single fields ---------------------------------------------------------------------------------
BAD_FIELDS = [
    ("person_id", "", "required_empty"),
    ("arrest_id", "  ", "required_empty"),
    ("arrest_date", "", "required_empty"),
    ("arrest_date", "2020-02-30", "not_a_date"),
    ("arrest_date", "03/04/2020", "not_a_date"),
    ("arrest_date", "2020-2-3", "not_a_date"),
    ("arrest_date", "20200203", "not_a_date"),
    ("arrest_date", "infinity", "not_a_date"),
    ("arrest_date", "2020-02-03 (BC)", "not_a_date"),
    ("arrest_date", "2020-02-03x", "not_a_date"),
    ("arrest_date", "2020-02-03 25:00:00", "not_a_date"),
    ("arrest_date", "2025-01-01", "after_data_through"),
    ("offense_date", "1899-12-31", "before_1900"),
    ("offense_date", "2020-02-04", "dates_out_of_order"),
    ("charge_number", "1.0", "not_an_integer"),
    ("charge_number", "1e3", "not_an_integer"),
    ("charge_number", "0x1", "not_an_integer"),
    ("charge_number", "1_0", "not_an_integer"),
    ("charge_number", "99999999999", "not_an_integer"),
    ("severity", "Felony", "not_in_enumeration"),
    ("offense_category", "drugs", "not_in_enumeration"),
    ("person_id", "1.23457E+17", "damaged_id"),
    ("arrest_id", "1E+12", "damaged_id"),
]


def test_a_bad_field_is_quarantined_with_its_reason(tmp_path):
    rows = [row(**{"arrest_id": f"a{i}", column: value}) for i, (column, value, _) in enumerate(BAD_FIELDS)]
    result = arrests(tmp_path, [*rows, row()])
    assert ledger(result) == {"arrests.csv": (len(rows) + 1, 1, len(rows), 0, 0)}
    assert query(result, 'SELECT row_number, "column", reason FROM audit.quarantine ORDER BY 1') == [
        (i + 1, column, reason) for i, (column, _, reason) in enumerate(BAD_FIELDS)
    ]


def test_dates_at_the_edges_are_good(tmp_path):
    good = [
        "2024-12-31",
        "1900-01-01",
        "2024-12-31 23:59",
        "2024-12-31T23:59:59.123",
        "2024-12-31T23:59:59Z",
        "2024-12-31 23:59:59+02:00",
    ]
    result = arrests(
        tmp_path, [row(arrest_id=f"a{i}", arrest_date=v, offense_date="") for i, v in enumerate(good)]
    )
    assert query(result, "SELECT arrest_date::VARCHAR FROM raw.arrests ORDER BY arrest_id") == [
        (v[:10],) for v in good
    ]


def test_several_reasons_count_once_in_the_ledger(tmp_path):
    result = arrests(tmp_path, [row(), row(person_id="", arrest_date="x", severity="y")])
    assert ledger(result) == {"arrests.csv": (2, 1, 1, 0, 0)}
    assert reasons(result) == {
        ("person_id", "required_empty"): 1,
        ("arrest_date", "not_a_date"): 1,
        ("severity", "not_in_enumeration"): 1,
    }


def test_numbers_are_finite(tmp_path):
    head = "contact_id,person_id,contact_date,contact_type,minutes"
    rows = [
        [f"c{i}", "p", "2020-01-01", "legal", m]
        for i, m in enumerate(["30", "1.5", "-2", ".5", "nan", "inf", "1_0"])
    ]
    write(tmp_path, "c.csv", csv_text(head, rows))
    result = load(site(tmp_path, "engagements: {path: c.csv}"))
    assert query(result, "SELECT minutes FROM raw.engagements ORDER BY contact_id") == [
        (30,),
        (1.5,),
        (-2,),
        (0.5,),
    ]
    assert reasons(result) == {("minutes", "not_a_number"): 3}


# -- mapping -------------------------------------------------------------------------------------------------
def test_columns_values_constants_and_formats(tmp_path):
    text = "ID;WHEN;LVL;W;Extra\n 7 ;03/04/2020;F;Y;x\n8;12/31/2019;;N;y\n9;01/01/2020;M;N;z\n"
    s = arrests_site(
        tmp_path,
        text,
        'delimiter: ";", date_format: "%m/%d/%Y", '
        "columns: {person_id: ID, arrest_id: ID, arrest_date: WHEN, severity: LVL, is_warrant: W}, "
        'values: {severity: {F: felony, "": citation, M: null}, arrest_date: {"01/01/2020": null}}, '
        "constants: {disposition: booked, offense_date: 2019-01-01}",
    )
    result = load(s)
    assert query(
        result,
        "SELECT arrest_id, arrest_date::VARCHAR, severity, is_warrant, disposition, "
        "offense_date::VARCHAR FROM raw.arrests ORDER BY 1",
    ) == [
        ("7", "2020-03-04", "felony", True, "booked", "2019-01-01"),
        ("8", "2019-12-31", "citation", False, "booked", "2019-01-01"),
    ]
    assert reasons(result) == {("arrest_date", "required_empty"): 1}  # a placeholder mapped to null
    assert "arrests: person_id and arrest_id are both ID: nobody has two arrests, so nobody is re-arrested" in result.notes


def test_a_time_zone_moves_instants_but_not_local_times(tmp_path):
    rows = [
        row(arrest_id=f"a{i}", offense_date="", arrest_date=d)
        for i, d in enumerate(
            [
                "2020-07-01T03:59:59Z",
                "2020-07-01T04:00:00Z",
                "2020-07-01T03:59:59",
                "2020-07-01 00:30:00+02:00",
            ]
        )
    ]
    got = query(
        arrests(tmp_path, rows, "timezone: America/New_York"),
        "SELECT arrest_date::VARCHAR FROM raw.arrests ORDER BY arrest_id",
    )
    assert [g[0] for g in got] == ["2020-06-30", "2020-07-01", "2020-07-01", "2020-06-30"]


def test_a_format_with_an_offset_is_an_instant(tmp_path):
    text = csv_text(ARRESTS, [row(arrest_date="01.07.2020 03:30:00 +0000", offense_date="")])
    result = load(
        arrests_site(tmp_path, text, 'timezone: America/New_York, date_format: "%d.%m.%Y %H:%M:%S %z"')
    )
    assert query(result, "SELECT arrest_date::VARCHAR FROM raw.arrests") == [("2020-06-30",)]


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ("constants: {severity: felny}", "extracts.arrests.constants.severity"),
        ("values: {severity: {F: felny}}", "extracts.arrests.values.severity.F"),
        ("values: {is_warrant: {F: perhaps}}", "extracts.arrests.values.is_warrant.F"),
        ("values: {arrest_date: {x: 01/02/2020}}", "extracts.arrests.values.arrest_date.x"),
        ('date_format: "%Q"', "extracts.arrests.date_format"),
        ("date_format: no", "extracts.arrests.date_format"),
        ("encoding: base64", "extracts.arrests.encoding"),
        ("delimiter: '\"'", "extracts.arrests.delimiter"),
    ],
)
def test_a_setting_that_no_row_could_meet_is_a_site_error(tmp_path, entry, path):
    with pytest.raises(SiteError, match=path.replace(".", r"\.")):
        arrests(tmp_path, [row()], entry)


# -- steps 1, 2, 4
# ---------------------------------------------------------------------------------------------
def test_wrong_width_rows_keep_the_numbers_of_the_others(tmp_path):
    lines = [",".join(row(arrest_id=f"a{i}")) for i in range(6)]
    lines[1] += ",extra"
    lines[3] = ""
    lines[5] = lines[5].rsplit(",", 1)[0]
    result = load(arrests_site(tmp_path, ARRESTS + "\n" + "\n".join(lines) + "\n"))
    assert ledger(result) == {"arrests.csv": (6, 3, 3, 0, 0)}
    assert query(result, "SELECT row_number FROM audit.quarantine ORDER BY 1") == [(2,), (4,), (6,)]
    assert query(result, "SELECT count(*) FROM raw.quarantined_arrests") == [(0,)]


def test_repeats_to_the_letter_count_in_their_file_and_across_files(tmp_path):
    write(tmp_path, "b.csv", csv_text(ARRESTS, [row(), row(arrest_id="a2")]))
    s = arrests_site(tmp_path, csv_text(ARRESTS, [row(), row()]), name="a.csv")
    s = site(tmp_path, "arrests: {path: '*.csv', data_from: 2010-01-01}")
    assert ledger(load(s)) == {"a.csv": (2, 1, 0, 1, 0), "b.csv": (2, 1, 0, 1, 0)}


@pytest.mark.parametrize("ending", ["", "only,two\n", '"p9","say ""no""",2020-05-06,\n'])
def test_a_repeat_in_a_file_that_another_reader_takes_is_a_duplicate(tmp_path, ending):
    """Without charge numbers no key can make up for a hash that depends on the reader (an empty field)."""
    head, again = "person_id,arrest_id,arrest_date,district\n", 'p,a,2020-01-01,\nq,"b",2020-01-02,""\n'
    write(tmp_path, "b.csv", head + again + ending)
    s = arrests_site(tmp_path, head + again, name="a.csv")
    s = site(tmp_path, "arrests: {path: '*.csv', data_from: 2010-01-01}")
    found = ledger(load(s))
    assert found["a.csv"] == (2, 2, 0, 0, 0)
    assert found["b.csv"][3] == 2


def test_a_repeat_of_a_failing_row_is_a_duplicate_not_quarantined_twice(tmp_path):
    result = arrests(tmp_path, [row(arrest_date="x"), row(arrest_date="x"), row()])
    assert ledger(result) == {"arrests.csv": (3, 1, 1, 1, 0)}


def test_columns_that_are_not_mapped_still_part_rows(tmp_path):
    """Two counts of one charge: alike but for a column that nothing maps."""
    text = "person_id,arrest_id,arrest_date,count\np,a,2020-01-01,1\np,a,2020-01-01,2\n"
    result = load(arrests_site(tmp_path, text))
    assert ledger(result) == {"arrests.csv": (2, 2, 0, 0, 0)}
    assert query(result, "SELECT charge_number FROM raw.arrests ORDER BY 1") == [(1,), (2,)]


def test_rows_that_share_a_key_and_differ_all_go(tmp_path):
    result = arrests(tmp_path, [row(), row(charge_code="C2"), row(), row(arrest_id="a2")])
    assert ledger(result) == {"arrests.csv": (4, 1, 2, 1, 0)}
    assert only_reason(result) == ("person_id, arrest_id, charge_number", "key_conflict")
    assert len(query(result, "SELECT * FROM raw.quarantined_arrests")) == 1


def test_a_failing_row_does_not_conflict(tmp_path):
    result = arrests(tmp_path, [row(), row(charge_code="C2", severity="x")])
    assert ledger(result) == {"arrests.csv": (2, 1, 1, 0, 0)}
    assert only_reason(result) == ("severity", "not_in_enumeration")


def test_one_key_and_one_content_but_not_to_the_letter_is_a_duplicate(tmp_path):
    result = arrests(tmp_path, [row(), row(district=" East ")])
    assert ledger(result) == {"arrests.csv": (2, 1, 0, 1, 0)}


def test_co_arrestees_may_share_a_number(tmp_path):
    assert ledger(arrests(tmp_path, [row(), row(person_id="p2")])) == {"arrests.csv": (2, 2, 0, 0, 0)}


def test_charge_numbers_by_content_do_not_depend_on_row_order(tmp_path):
    head = "person_id,arrest_id,arrest_date,charge_code"
    rows = [["p", "a", "2020-01-01", c] for c in ("C", "", "A", "B")]
    got = []
    for i, order in enumerate((rows, rows[::-1])):
        result = load(arrests_site(tmp_path / str(i), csv_text(head, order)))
        got.append(query(result, "SELECT charge_number, charge_code FROM raw.arrests ORDER BY 1"))
    assert got[0] == got[1] == [(1, None), (2, "A"), (3, "B"), (4, "C")]


def test_missing_charge_numbers_follow_the_given_ones(tmp_path):
    result = arrests(
        tmp_path,
        [
            row(charge_number="5"),
            row(charge_number="", charge_code="B"),
            row(charge_number="", charge_code="A"),
            row(arrest_id="a2", charge_number=""),
        ],
    )
    assert query(result, "SELECT arrest_id, charge_number, charge_code FROM raw.arrests ORDER BY 1, 2") == [
        ("a1", 5, "C1"),
        ("a1", 6, "A"),
        ("a1", 7, "B"),
        ("a2", 1, "C1"),
    ]


@pytest.mark.parametrize(
    ("extract", "head", "first", "second", "key"),
    [
        ("deaths", "person_id,death_date", "p,2020-01-01", "p,2020-01-02", "person_id"),
        (
            "custody",
            "person_id,admit_date,release_date,facility",
            "p,2020-01-01,,",
            "p,2020-01-01,2020-01-05,",
            "person_id, admit_date, facility",
        ),
        ("court_cases", "person_id,case_id,filed_date", "p,k,2020-01-01", "q,k,2020-01-01", "case_id"),
        (
            "referrals",
            "referral_id,person_id,referral_date,door,decision",
            "r,p,2020-01-01,community,lost",
            "r,q,2020-01-01,community,lost",
            "referral_id",
        ),
    ],
)
def test_keys_of_the_other_extracts(tmp_path, extract, head, first, second, key):
    write(tmp_path, "x.csv", f"{head}\n{first}\n{second}\n")
    result = load(site(tmp_path, f"{extract}: {{path: x.csv}}"))
    assert ledger(result) == {"x.csv": (2, 0, 2, 0, 0)}
    assert only_reason(result) == (key, "key_conflict")


def test_health_events_have_no_key_and_only_repeats_are_duplicates(tmp_path):
    write(
        tmp_path,
        "h.csv",
        "person_id,event_date,event_type,nr\np,2020-01-01,crisis,1\np,2020-01-01,crisis,2\n"
        "p,2020-01-01,crisis,2\n",
    )
    assert ledger(load(site(tmp_path, "health_events: {path: h.csv}"))) == {"h.csv": (3, 2, 0, 1, 0)}


# -- step 5
# --------------------------------------------------------------------------------------------------------
REFERRALS = "referral_id,person_id,referral_date,door,arrest_id,decision,intake_date,exit_date"


def test_a_referral_of_other_peoples_arrest_is_quarantined(tmp_path):
    write(
        tmp_path,
        "a.csv",
        csv_text(ARRESTS, [row(), row(person_id="p2"), row(arrest_id="a9", arrest_date="x")]),
    )
    write(
        tmp_path,
        "r.csv",
        csv_text(
            REFERRALS,
            [
                ["r1", "p1", "2020-02-04", "arrest_diversion", "a1", "accepted", "", ""],
                ["r2", "p3", "2020-02-04", "arrest_diversion", "a1", "accepted", "", ""],  # others' arrest
                ["r3", "p3", "2020-02-04", "arrest_diversion", "a77", "accepted", "", ""],  # nobody's
                [
                    "r4",
                    "p3",
                    "2020-02-04",
                    "arrest_diversion",
                    "a9",
                    "accepted",
                    "",
                    "",
                ],  # of a row that failed
                ["r5", "p4", "2020-02-04", "arrest_diversion", "", "accepted", "2020-02-03", "2020-02-01"],
            ],
        ),
    )
    result = load(site(tmp_path, "arrests: {path: a.csv, data_from: 2010-01-01}\nreferrals: {path: r.csv}"))
    assert ledger(result)["r.csv"] == (5, 3, 2, 0, 0)
    assert query(
        result,
        "SELECT row_number, \"column\", reason FROM audit.quarantine WHERE extract = 'referrals' "
        "ORDER BY ALL",
    ) == [
        (2, "arrest_id", "arrest_of_others"),
        (5, "exit_date", "dates_out_of_order"),
        (5, "intake_date", "dates_out_of_order"),
    ]
    assert query(result, "SELECT count(*), count(referral_date) FROM raw.quarantined_referrals") == [(2, 2)]


def test_contacts_of_people_never_referred_go_but_not_against_the_share(tmp_path):
    write(
        tmp_path, "r.csv", csv_text(REFERRALS, [["r1", "p1", "2020-02-04", "community", "", "lost", "", ""]])
    )
    head = "contact_id,person_id,contact_date,contact_type"
    write(
        tmp_path,
        "c.csv",
        csv_text(head, [["c1", "p1", "2020-03-01", "legal"], ["c2", "p2", "2020-03-01", "legal"]]),
    )
    result = load(
        site(tmp_path, "referrals: {path: r.csv}\nengagements: {path: c.csv}", max_quarantine_share="0")
    )
    assert ledger(result)["c.csv"] == (2, 1, 1, 0, 0)
    assert only_reason(result) == ("person_id", "person_not_referred")
    alone = load(site(tmp_path / "alone", "engagements: {path: ../c.csv}", max_quarantine_share="0"))
    assert ledger(alone) == {"../c.csv": (2, 2, 0, 0, 0)}


def test_quarantined_referrals_keep_a_date_that_parses_and_null_for_one_that_does_not(tmp_path):
    write(
        tmp_path,
        "r.csv",
        csv_text(
            REFERRALS,
            [
                ["r1", "p1", "2026-01-01", "community", "", "lost", "", ""],
                ["r2", "p1", "soon", "community", "", "lost", "", ""],
                ["r3", "", "2020-01-01", "community", "", "lost", "", ""],
            ],
        )
        + "p1,2020\n",
    )
    result = load(site(tmp_path, "referrals: {path: r.csv}"))
    assert query(result, "SELECT referral_date::VARCHAR FROM raw.quarantined_referrals ORDER BY 1") == [
        ("2026-01-01",),
        (None,),
    ]


# -- refusals
# ----------------------------------------------------------------------------------------------------
def test_too_many_failures_refuse_the_file_with_counts_and_rows(tmp_path):
    rows = [
        row(arrest_id=f"a{i}", arrest_date="x" if i in (3, 7) else "2020-01-01", offense_date="")
        for i in range(20)
    ]
    s = arrests_site(tmp_path, csv_text(ARRESTS, rows), max_quarantine_share="0.09")
    with pytest.raises(
        DataRefused, match=r"arrests\.csv: 2 of 20 rows fail .*arrest_date not_a_date: 2 \(rows 4, 8\)"
    ):
        load(s)
    assert not (tmp_path / "out/work/ingest.duckdb").exists()
    assert ledger(load(arrests_site(tmp_path, None, max_quarantine_share="0.1")))["arrests.csv"] == (
        20,
        18,
        2,
        0,
        0,
    )


def test_a_failed_load_leaves_the_last_store_as_it_was(tmp_path):
    first = arrests(tmp_path, [row()])
    before = first.store.read_bytes()
    write(tmp_path, "arrests.csv", csv_text(ARRESTS, [row(arrest_date="x")]))
    with pytest.raises(DataRefused):
        load(arrests_site(tmp_path, None, max_quarantine_share="0.5"))
    assert first.store.read_bytes() == before
    assert sorted(p.name for p in (tmp_path / "out/work").iterdir()) == ["ingest.duckdb", "ingest.lock"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"arrests\.csv: is empty"),
        ("\n", r"arrests\.csv: the first line is empty"),
        (ARRESTS.replace("arrest_date", "arrest_id"), "columns 2 and 4 of the header have the same name"),
        (ARRESTS.replace("arrest_date", "when") + "\n", "no column for the required arrest_date"),
        (ARRESTS.replace(",", ";") + "\n", "no column for the required"),
    ],
)
def test_unusable_headers_are_refused(tmp_path, content, message):
    with pytest.raises(DataRefused, match=message):
        load(arrests_site(tmp_path, content))


def test_a_mapped_column_that_is_missing_is_named(tmp_path):
    with pytest.raises(DataRefused, match=r"arrests\.csv: the header lacks the mapped column LVL"):
        arrests(tmp_path, [row()], "columns: {severity: LVL}")


def test_a_missing_file_a_folder_and_a_link_out_are_refused(tmp_path):
    with pytest.raises(SiteError, match=r"extracts\.arrests\.path: no file matches nothing\.csv"):
        load(arrests_site(tmp_path / "a", None, name="nothing.csv"))
    (tmp_path / "b" / "arrests.csv").mkdir(parents=True)
    with pytest.raises(DataRefused, match=r"arrests\.csv: is a folder"):
        load(arrests_site(tmp_path / "b"))
    outside = write(tmp_path, "outside.csv", csv_text(ARRESTS, [row()]))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "arrests.csv").symlink_to(outside)
    with pytest.raises(DataRefused, match="leads out of its folder"):
        load(arrests_site(tmp_path / "c"))


def test_expired_agreements_and_foreign_keys_are_refused(tmp_path):
    with pytest.raises(DataRefused, match=r"extracts\.arrests: its agreement ran out on 2020-01-01"):
        arrests(tmp_path, [row()], "expires: 2020-01-01")
    write(tmp_path, "d.csv", "person_id,death_date\np,2020-01-01\n")
    with pytest.raises(DataRefused, match="different key_id"):
        load(
            site(
                tmp_path,
                "arrests: {path: arrests.csv, data_from: 2010-01-01, key_id: A}\n"
                "deaths: {path: d.csv, key_id: B}",
            )
        )


@pytest.mark.parametrize(
    ("measure", "value", "good"),
    [("rows_read", 3, True), ("people", 2, True), ("rows_read", 4, False), ("people", 1, False)],
)
def test_control_totals_must_match(tmp_path, measure, value, good):
    write(tmp_path, "a.csv", csv_text(ARRESTS, [row(), row(), row(person_id="p2", arrest_date="x")]))
    write(tmp_path, "t.csv", f"extract,measure,value\narrests,{measure},{value}\n")
    s = site(tmp_path, "arrests: {path: a.csv, data_from: 2010-01-01}\ncontrol_totals: {path: t.csv}")
    if good:
        assert load(s).rows_loaded == 2
    else:
        with pytest.raises(ValidationFailed, match=f"arrests {measure}: . read, {value} stated"):
            load(s)


# -- running it again
# -----------------------------------------------------------------------------------------------
def test_an_unchanged_load_does_nothing_and_a_changed_setting_does(tmp_path):
    first = arrests(tmp_path, [row()])
    stamp = first.store.stat().st_mtime_ns
    again = arrests(tmp_path, [row()])
    assert (first.changed, again.changed) == (True, False)
    assert again.store.stat().st_mtime_ns == stamp
    assert ledger(again) == ledger(first)
    assert arrests(tmp_path, [row()], data_through="2024-12-30").changed
    write(tmp_path, "map.csv", "charge_code,offense_category,severity\nC1,property,felony\n")
    assert arrests(tmp_path, [row()], "charge_map: map.csv").changed
    assert not arrests(tmp_path, [row()], "charge_map: map.csv").changed
    write(tmp_path, "map.csv", "charge_code,offense_category,severity\nC1,violent,felony\n")
    assert arrests(tmp_path, [row()], "charge_map: map.csv").changed
    assert len(query(first, "SELECT DISTINCT load_id FROM audit.load_history")) == 4


def test_a_dry_run_shows_all_extracts_before_it_refuses(tmp_path):
    """Why: the one who mends a mapping wants every fault of every file at once."""
    write(tmp_path, "a.csv", csv_text("person_id,arrest_id,arrest_date", [["p1", "a1", "2020-01-02"], ["p1", "a2", ""]]))
    write(tmp_path, "r.csv", csv_text(REFERRALS, [["r1", "p1", "", "community", "", "lost", "", ""]]))
    s = site(tmp_path, "arrests: {path: a.csv, data_from: 2014-01-01}\nreferrals: {path: r.csv}", max_quarantine_share="0.05")
    dry = load(s, dry_run=True)
    assert [x.partition(":")[0] for x in dry.refused] == ["a.csv", "r.csv"]
    assert ledger(dry)["r.csv"] == (1, 0, 1, 0, 0)
    with pytest.raises(DataRefused, match="a.csv: 1 of 2 rows fail"):
        load(s)


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path):
    rows = [row(), row(arrest_date="x")]
    s = arrests_site(tmp_path, csv_text(ARRESTS, rows))
    dry = load(s, dry_run=True)
    assert dry.store is None and dry.dry_run
    assert not (tmp_path / "out/private").exists()
    assert [p.name for p in (tmp_path / "out/work").iterdir()] == ["ingest.lock"]
    real = load(s)
    assert (dry.ledger, dry.quarantine) == (real.ledger, real.quarantine)
    assert dry.quarantine[0].first_rows == (2,)


def test_only_one_load_at_a_time(tmp_path):
    import fcntl

    s = arrests_site(tmp_path, csv_text(ARRESTS, [row()]))
    load(s)
    with (tmp_path / "out/work/ingest.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="another load"):
            load(s)


def test_what_it_writes_is_for_the_owner_alone(tmp_path):
    arrests(tmp_path, [row()])
    for path in [*(tmp_path / "out").rglob("*"), tmp_path / "out"]:
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_surrogates_stay_from_load_to_load_and_show_no_source_key(tmp_path):
    rows = [row(person_id=f"SRC{i:04d}", arrest_id=f"a{i}") for i in range(40)]
    first = arrests(tmp_path, rows)
    ids = dict(query(first, "SELECT arrest_id, person_id FROM raw.arrests"))
    assert sorted(ids.values()) == list(range(1, 41))
    in_order = [ids[f"a{i}"] for i in range(40)]
    assert in_order != sorted(in_order)
    second = arrests(tmp_path, [*rows, row(person_id="SRC9999", arrest_id="new")])
    later = dict(query(second, "SELECT arrest_id, person_id FROM raw.arrests"))
    assert {k: v for k, v in later.items() if k != "new"} == ids and later["new"] == 41
    assert b"SRC0001" not in second.store.read_bytes()


def test_files_in_any_order_give_the_same_store(tmp_path):
    parts = [
        [row(arrest_id=f"a{i}", charge_code=f"C{j}", charge_number="") for j in range(3)] for i in range(4)
    ]
    parts[2] += [row(arrest_id="a0", charge_code="C0", charge_number=""), row(arrest_date="x")]
    seen = set()
    for k, names in enumerate(("abcd", "dcba", "bdac")):
        folder = tmp_path / str(k)
        for name, rows in zip(names, parts, strict=True):
            write(folder, f"{name}.csv", csv_text(ARRESTS, rows))
        result = load(site(folder, "arrests: {path: '?.csv', data_from: 2010-01-01}"))
        seen.add(str(query(result, "SELECT * EXCLUDE person_id FROM raw.arrests ORDER BY ALL")))
        assert sum(f.rows_duplicate for f in result.ledger) == 1
    assert len(seen) == 1


def test_incremental_later_rows_replace_earlier_ones(tmp_path):
    head = "contact_id,person_id,contact_date,contact_type"
    write(
        tmp_path,
        "c1.csv",
        csv_text(head, [["k1", "p", "2020-01-01", "legal"], ["k2", "p", "2020-01-01", "legal"]]),
    )
    write(
        tmp_path,
        "c2.csv",
        csv_text(
            head,
            [
                ["k1", "p", "2020-01-02", "health"],
                ["k3", "p", "2020-01-02", "legal"],
                ["k3", "p", "2020-01-03", "legal"],
            ],
        ),
    )
    write(tmp_path, "c3.csv", csv_text(head, [["k1", "p", "2020-01-01", "legal"]]))
    result = load(site(tmp_path, "engagements: {path: 'c?.csv', mode: incremental}"))
    assert query(result, "SELECT contact_id, contact_date::VARCHAR FROM raw.engagements ORDER BY 1") == [
        ("k1", "2020-01-01"),
        ("k2", "2020-01-01"),
    ]
    assert ledger(result) == {"c1.csv": (2, 1, 0, 1, 0), "c2.csv": (3, 0, 2, 1, 0), "c3.csv": (1, 1, 0, 0, 0)}


def test_incremental_arrests_without_numbers_are_replaced_whole(tmp_path):
    head = "person_id,arrest_id,arrest_date,charge_code"
    write(
        tmp_path,
        "a1.csv",
        csv_text(head, [["p", "x", "2020-01-01", c] for c in "AB"] + [["q", "x", "2020-01-01", "A"]]),
    )
    write(tmp_path, "a2.csv", csv_text(head, [["p", "x", "2020-01-01", c] for c in "BC"]))
    result = load(site(tmp_path, "arrests: {path: 'a?.csv', data_from: 2010-01-01, mode: incremental}"))
    assert query(result, "SELECT charge_code FROM raw.arrests ORDER BY arrest_id, charge_code") == [
        ("A",),
        ("B",),
        ("C",),
    ]
    assert ledger(result) == {"a1.csv": (3, 1, 0, 2, 0), "a2.csv": (2, 2, 0, 0, 0)}


def test_an_incremental_file_that_is_gone_is_refused(tmp_path):
    head = "contact_id,person_id,contact_date,contact_type"
    for i in (1, 2):
        write(tmp_path, f"c{i}.csv", csv_text(head, [[f"k{i}", "p", "2020-01-01", "legal"]]))
    s = site(tmp_path, "engagements: {path: 'c?.csv', mode: incremental}")
    load(s)
    (tmp_path / "c1.csv").unlink()
    with pytest.raises(DataRefused, match=r"c1\.csv was loaded before and is no longer there"):
        load(s)


def test_two_entries_with_different_columns_and_constants(tmp_path):
    write(
        tmp_path,
        "jail.csv",
        "who,in,out\np,2020-01-01 01:02:03,2020-01-05 01:00:00\np,2020-02-01 00:00:00,\n",
    )
    write(tmp_path, "prison.csv", "who,in,out\np,2020-01-01 01:02:03,2020-01-05 01:00:00\n")
    columns = "columns: {person_id: who, admit_date: in, release_date: out}"
    result = load(
        site(
            tmp_path,
            f"custody:\n- {{path: jail.csv, {columns}, constants: {{facility: jail}}}}\n"
            f"- {{path: prison.csv, {columns}, constants: {{facility: prison}}}}",
        )
    )
    assert query(result, "SELECT facility, count(*) FROM raw.custody GROUP BY 1 ORDER BY 1") == [
        ("jail", 2),
        ("prison", 1),
    ]


def test_gzip_is_read_and_a_cut_one_refused(tmp_path):
    text = csv_text(ARRESTS, [row(arrest_id=f"a{i}") for i in range(500)]).encode()
    packed = gzip.compress(text)
    assert load(arrests_site(tmp_path / "a", packed, name="arrests.csv.gz")).rows_loaded == 500
    with pytest.raises(DataRefused, match="cut off or damaged"):
        load(arrests_site(tmp_path / "b", packed[:-200], name="arrests.csv.gz"))


def test_no_persons_value_in_any_refusal(tmp_path):
    """A canary in every field of a file that is refused never reaches the message."""
    canary = "CANARY77"
    rows = [[canary] * len(ROW)] * 3 + [[canary]]
    with pytest.raises(DataRefused) as told:
        load(arrests_site(tmp_path, csv_text(ARRESTS, rows), max_quarantine_share="0"))
    assert canary not in str(told.value) and canary not in str(told.value.hint)
    with pytest.raises(DataRefused) as told:  # a file without a header
        load(arrests_site(tmp_path, csv_text(",".join(rows[0]), rows)))
    assert canary not in str(told.value)


def test_a_file_that_the_fast_reader_trips_over_is_read_again(tmp_path, monkeypatch):
    """The second of two files: its rows must follow the first one's without a gap, or row numbers lie."""
    import ingest.textfile as textfile

    real = textfile.scan

    def miscount(path, label, *args):
        found = real(path, label, *args)
        found.n_rows += label == "b.csv"
        return found

    monkeypatch.setattr(textfile, "scan", miscount)
    for name in "abc":
        write(
            tmp_path,
            f"{name}.csv",
            csv_text(ARRESTS, [row(arrest_id=name), row(arrest_date="x", district=name)]),
        )
    result = load(site(tmp_path, "arrests: {path: '?.csv', data_from: 2010-01-01}"))
    assert ledger(result) == {f"{name}.csv": (2, 1, 1, 0, 0) for name in "abc"}
    assert query(result, "SELECT file, row_number FROM audit.quarantine ORDER BY 1") == [
        ("a.csv", 2),
        ("b.csv", 2),
        ("c.csv", 2),
    ]


def test_refused_files_are_told_in_short() -> None:
    # Why: six files of one form with a wrong date_format gave an error of two thousand letters.
    from ingest.load import refused_in_short

    problems = ["a_1.csv: 9 of 10 rows fail: x", "a_2.csv: 8 of 9 rows fail: y", "b.csv: 7 of 8 rows fail: z"]
    assert refused_in_short(problems) == "a_1.csv: 9 of 10 rows fail: x | refused likewise: a_2.csv, b.csv"
    assert refused_in_short(problems[:1]) == problems[0]


def test_arrests_that_end_long_before_data_through_are_told(tmp_path) -> None:
    # Why: data_through left as it was made eleven years without an arrest out of an extract that had ended.
    rows = [row(arrest_id=f"a{i}", arrest_date=day, offense_date="") for i, day in enumerate(("2020-01-01", "2024-12-01"))]
    (tmp_path / "good").mkdir()
    assert not [n for n in load(arrests_site(tmp_path / "good", csv_text(ARRESTS, rows))).notes if "last loaded" in n]
    (tmp_path / "short").mkdir()
    told = [n for n in load(arrests_site(tmp_path / "short", csv_text(ARRESTS, rows[:1]))).notes if n.startswith("arrests: the last")]
    assert len(told) == 1 and "of 2020-01, 1,826 days before data_through" in told[0]


def test_districts_of_areas_that_no_row_names_are_told(tmp_path) -> None:
    # Why: a district misspelt in site.yml left everybody of the programme out, and nothing said so before the attrition table.
    from pipeline.settings import Areas

    rows = [row(arrest_id="a", district="Central"), row(arrest_id="b", district="Eastern")]
    plain = arrests_site(tmp_path, csv_text(ARRESTS, rows))
    told = load(plain.model_copy(update={"areas": Areas(programme=["Centrall"], comparison=["Eastern"])})).notes
    assert "areas.programme: no loaded arrest or referral is of Centrall; 1 other district(s) of the extracts stand in neither list" in told
    assert not [n for n in told if n.startswith("areas.comparison")]
