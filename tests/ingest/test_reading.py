"""Parquet and Excel: the same rows as from CSV, and what these formats lose in silence is refused by name."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ingest.workbook as workbook
from ingest.load import load
from ingest.sources import files_of
from pipeline.errors import DataRefused
from tests.ingest.sites import arrests_site, ledger, query, reasons

HEAD = [
    "person_id",
    "arrest_id",
    "charge_number",
    "arrest_date",
    "offense_date",
    "is_warrant",
    "birth_year",
    "district",
]
COLUMNS = ", ".join(HEAD)


def parquet(path, **columns):
    base = {"person_id": ["p1", " p2 "], "arrest_id": ["a1", "a2"], "arrest_date": [dt.date(2020, 1, 1)] * 2}
    pq.write_table(pa.table({**base, **columns}), path)


def arrests(tmp_path, entry=""):
    return load(arrests_site(tmp_path, None, "format: parquet" + entry, name="a.parquet"))


# -- Parquet ------------------------------------------------------------------------------------------------
def test_parquet_columns_of_every_type(tmp_path):
    parquet(
        tmp_path / "a.parquet",
        person_id=[11, 22],
        charge_number=[1.0, None],
        is_warrant=[True, None],
        birth_year=pa.array(["1980", " 1990 "]).dictionary_encode(),
        offense_date=["2019-01-01", ""],
        district=["", " East "],
    )
    result = arrests(tmp_path)
    assert query(
        result,
        "SELECT arrest_id, charge_number, is_warrant, birth_year, offense_date::VARCHAR, district "
        "FROM raw.arrests ORDER BY 1",
    ) == [("a1", 1, True, 1980, "2019-01-01", None), ("a2", 1, False, 1990, None, "East")]


def test_parquet_instants_take_the_zone_and_local_times_do_not(tmp_path):
    at = [dt.datetime(2020, 7, 1, 3, 30), dt.datetime(2020, 7, 1, 4, 30)]
    parquet(
        tmp_path / "a.parquet", arrest_date=pa.array(at, pa.timestamp("us", "UTC")), offense_date=pa.array(at)
    )
    result = arrests(tmp_path, ", timezone: America/New_York")
    # local offence times fall on a day after the first instant's local day: out of order, as the data say
    assert reasons(result) == {("offense_date", "dates_out_of_order"): 1}
    assert query(result, "SELECT arrest_date::VARCHAR, offense_date::VARCHAR FROM raw.arrests") == [
        ("2020-07-01", "2020-07-01")
    ]


def test_parquet_checks_are_those_of_text(tmp_path):
    parquet(
        tmp_path / "a.parquet",
        charge_number=[1.5, 2.0],
        birth_year=pa.array([1 << 40, 1980]),
        offense_date=[dt.date(1850, 1, 1), dt.date(2030, 1, 1)],
    )
    assert reasons(arrests(tmp_path)) == {
        ("charge_number", "not_an_integer"): 1,
        ("birth_year", "not_an_integer"): 1,
        ("offense_date", "before_1900"): 1,
        ("offense_date", "after_data_through"): 1,
        ("offense_date", "dates_out_of_order"): 1,
    }


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"person_id": [1.0, 2.0]}, r"person_id .*floating point"),
        ({"arrest_id": [1.5, None]}, r"arrest_id .*floating point"),
        ({"district": [["a"], ["b"]]}, "column 4 has a type that can't be loaded"),
        ({"district": [b"a", b"b"]}, "column 4 has a type that can't be loaded"),
    ],
)
def test_parquet_columns_that_lost_digits_or_hold_no_values_are_refused(tmp_path, columns, message):
    parquet(tmp_path / "a.parquet", **columns)
    with pytest.raises(DataRefused, match=message):
        arrests(tmp_path)


def test_damaged_parquet_is_refused(tmp_path):
    parquet(tmp_path / "a.parquet", district=["x" * 100] * 2)
    good = (tmp_path / "a.parquet").read_bytes()
    for bad in (
        good[:-50],
        good[: len(good) // 2],
        b"PAR1" + good[4:400],
        b"a,b\n1,2\n",
        good[:8] + b"\xff" * 40 + good[48:],
    ):
        (tmp_path / "a.parquet").write_bytes(bad)
        with pytest.raises(
            DataRefused, match=r"a\.parquet: (is no readable Parquet file|can't be read as parquet)"
        ):
            arrests(tmp_path)


def test_parquet_and_csv_of_one_extract_are_one_extract(tmp_path):
    parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("person_id,arrest_id,arrest_date\np3,a3,2020-01-01\n")
    from tests.ingest.sites import site

    result = load(
        site(
            tmp_path,
            "arrests:\n- {path: a.parquet, format: parquet, data_from: 2010-01-01}\n"
            "- {path: b.csv, data_from: 2010-01-01}",
        )
    )
    assert ledger(result) == {"a.parquet": (2, 2, 0, 0, 0), "b.csv": (1, 1, 0, 0, 0)}


# -- Excel
# -------------------------------------------------------------------------------------------------------
def book_of(rows, head=HEAD):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    return book, sheet


def xlsx(tmp_path, book, entry=""):
    tmp_path.mkdir(exist_ok=True)
    book.save(tmp_path / "a.xlsx")
    return load(arrests_site(tmp_path, None, "format: xlsx" + entry, name="a.xlsx"))


GOOD = ["p1", "a1", 1, dt.date(2020, 1, 2), dt.datetime(2020, 1, 1, 13, 5), True, 1980, " East "]


def test_a_workbook_that_is_wanted_no_more_is_left(tmp_path, monkeypatch):
    """Why: it is read while other files are loaded; a refusal of one of those would wait for its end."""
    monkeypatch.setattr(workbook, "_BATCH", 2)
    book_of([GOOD] * 9)[0].save(tmp_path / "a.xlsx")
    (f,) = files_of(arrests_site(tmp_path, None, "format: xlsx", name="a.xlsx"), "arrests")
    asked = iter([True, False])
    assert (workbook.read_workbook(f).n_rows, workbook.read_workbook(f, lambda: next(asked)).n_rows) == (9, 4)


@pytest.mark.parametrize("entry", ["", ', date_format: "%m/%d/%Y"'])
def test_cells_become_what_they_show(tmp_path, entry):
    text_date = "01/03/2020" if entry else "2020-01-03"
    book, _ = book_of([GOOD, ["p1", 7.0, None, text_date, None, None, "1981", None], [None] * 8])
    result = xlsx(tmp_path, book, entry)
    assert ledger(result) == {"a.xlsx": (2, 2, 0, 0, 0)}
    assert query(
        result,
        "SELECT arrest_id, charge_number, arrest_date::VARCHAR, offense_date::VARCHAR, is_warrant, "
        "birth_year, district FROM raw.arrests ORDER BY 1",
    ) == [
        ("7", 1, "2020-01-03", None, False, 1981, None),
        ("a1", 1, "2020-01-02", "2020-01-01", True, 1980, "East"),
    ]


def test_the_1904_epoch(tmp_path):
    book, _ = book_of([GOOD])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert query(xlsx(tmp_path, book), "SELECT arrest_date::VARCHAR FROM raw.arrests") == [("2020-01-02",)]


def test_empty_rows_between_count_and_wide_rows_are_quarantined(tmp_path):
    book, _ = book_of(
        [
            GOOD,
            [None] * 8,
            ["p2", "a2", 1, dt.date(2020, 1, 1), None, None, None, None, "beyond"],
            [None] * 8,
            [""] * 8,
        ]
    )
    result = xlsx(tmp_path, book)
    assert ledger(result) == {"a.xlsx": (3, 1, 2, 0, 0)}
    assert query(result, 'SELECT row_number, "column", reason FROM audit.quarantine ORDER BY ALL') == [
        (2, "arrest_date", "required_empty"),
        (2, "arrest_id", "required_empty"),
        (2, "person_id", "required_empty"),
        (3, None, "wrong_field_count"),
    ]


def test_a_serial_number_in_a_date_column_is_no_date(tmp_path):
    book, _ = book_of([[*GOOD[:3], 43832, *GOOD[4:]]])
    assert reasons(xlsx(tmp_path, book)) == {("arrest_date", "not_a_date"): 1}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (123456789012345678, "column 2, row 1: a number of 16 or more digits"),
        (1.5e18, "column 2, row 1: a number of 16 or more digits"),
        ("=1+1", "column 2, row 1: a formula without a stored value"),
        ("#REF!", "column 2, row 1: an error value"),
    ],
)
def test_cells_that_lost_their_value_are_refused(tmp_path, value, message):
    book, _ = book_of([["p1", value, *GOOD[2:]]])
    with pytest.raises(DataRefused, match=message):
        xlsx(tmp_path, book)


def test_hidden_and_several_sheets_must_be_named(tmp_path):
    book, _ = book_of([GOOD])
    other = book.create_sheet("Other")
    other.append(HEAD)
    with pytest.raises(DataRefused, match="has 2 sheets"):
        xlsx(tmp_path, book)
    other.sheet_state = "veryHidden"
    with pytest.raises(DataRefused, match="sheet 2 is hidden"):
        xlsx(tmp_path, book)
    assert xlsx(tmp_path, book, ", sheet: Sheet").rows_loaded == 1
    with pytest.raises(DataRefused, match="has no sheet Nope"):
        xlsx(tmp_path, book, ", sheet: Nope")


def test_bombs_and_what_is_no_workbook(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "RATIO_FREE_BYTES", 1 << 16)
    tmp_path.mkdir(exist_ok=True)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("xl/worksheets/sheet1.xml", "0" * (1 << 24))
    s = arrests_site(tmp_path, None, "format: xlsx", name="a.xlsx")
    with pytest.raises(DataRefused, match="unpacks to more"):
        load(s)
    for content in (b"a,b\n", b"\xd0\xcf\x11\xe0" * 200, b"PK\x03\x04broken"):
        (tmp_path / "a.xlsx").write_bytes(content)
        with pytest.raises(DataRefused, match=r"a\.xlsx: is no .*workbook"):
            load(s)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "latin-1"])
def test_entities_in_a_workbook_are_not_expanded(tmp_path, encoding):
    book, _ = book_of([GOOD])
    book.save(tmp_path / "good.xlsx")
    stated = "utf-16" if encoding.startswith("utf-16") else encoding
    bomb = f'<?xml version="1.0" encoding="{stated}"?><!DOCTYPE x [<!ENTITY a "19"><!ENTITY b "&a;80">]>'.encode()
    with zipfile.ZipFile(tmp_path / "good.xlsx") as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = bomb + data.split(b"?>", 1)[-1].replace(b"<v>1980</v>", b"<v>&b;</v>")
                data = data.decode().encode(encoding)
            out.writestr(part, data)
    with pytest.raises(DataRefused, match=r"a\.xlsx"):
        load(arrests_site(tmp_path, None, "format: xlsx", name="a.xlsx"))


def test_a_false_size_in_the_sheet_hides_no_row(tmp_path):
    book, _ = book_of([GOOD, ["p2", "a2", *GOOD[2:]]])
    book.save(tmp_path / "good.xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        for part in source.infolist():
            data = source.read(part)
            out.writestr(part, data.replace(b'<dimension ref="A1:H3"', b'<dimension ref="A1:H2"'))
    assert load(arrests_site(tmp_path, None, "format: xlsx", name="a.xlsx")).rows_loaded == 2
