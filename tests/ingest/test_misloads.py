"""Why: a file that loads without an error and means something else changes a finding, and nobody looks again. Each test here is a
way in which one did: a key split in two or many people in one, a column shifted or dropped, a day too many.
"""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import mapping
from ingest.load import LoadResult, load
from ingest.mapping import NO_KEY
from pipeline.errors import DataRefused
from tests.ingest.sites import arrests_site, query, site, write

HEAD = "person_id,arrest_id,arrest_date,charge_code,severity,district,birth_year"
COLUMNS = HEAD.split(",")


def rows(n: int = 60) -> list[list[str]]:
    """Forty people with keys ``P0001`` to ``P0040``."""
    return [
        [f"P{1 + i % 40:04d}", f"A{i:05d}", f"2021-{1 + i % 12:02d}-{1 + i % 28:02d}", f"C{i % 7}", ("felony", "misdemeanor")[i % 2],
         ("Central", "Eastern")[i % 2], str(1960 + i % 40)]
        for i in range(n)
    ]  # fmt: skip


def text(table: list[list[str]], header: str = HEAD) -> str:
    return "\n".join([header, *map(",".join, table)]) + "\n"


def loaded(folder, content: str | bytes, entry: str = "", name: str = "arrests.csv") -> LoadResult:
    return load(arrests_site(folder, content, entry, name))


def people(result: LoadResult) -> int:
    return query(result, "SELECT count(DISTINCT person_id) FROM raw.arrests")[0][0]


@pytest.mark.parametrize(
    "key",
    ["\u0420" + "0005", "P000\uff15", "P0005\u200b", "P0\u200b005", "P\u00ad0005", 'P00"05', '\ufeff"P0005"', "P\u00a00005"],
    ids=["Cyrillic", "full width", "zero width", "zero width within", "soft hyphen", "quote", "mark of a new file", "no-break space"],
)
def test_a_key_that_looks_like_another_is_no_other_person(tmp_path, key):
    result = loaded(tmp_path, text(rows()).replace("P0005,", key + ",", 1))
    assert people(result) == 40
    assert result.quarantined_by_reason == {"damaged_id": 1}
    assert result.quarantine[0].first_rows == (5,)


def test_an_accented_key_is_one_however_it_is_written(tmp_path):
    table = [["\u00d1" + r[0], *r[1:]] if i % 2 else ["N\u0303" + r[0], *r[1:]] for i, r in enumerate(rows(60))]
    table += [["\u00d1" + r[0], "B" + r[1], *r[2:]] for r in rows(60)]
    result = loaded(tmp_path, text(table))
    assert people(result) == 40 and result.rows_loaded == 120


@pytest.mark.parametrize(
    "key",
    [*NO_KEY, "1.23E+15", "12.3456789012345678", "P\u00a00005", 'P00"05', "P00\t05", "P00\n05", "P00\r05", "\u0420" + "0005", "P 5", "P.5"],
)
def test_no_key_that_must_be_looked_at_is_cleared_at_first_sight(key):
    assert re.fullmatch(mapping._SOUND_KEY, key) is None


@pytest.mark.parametrize("word", ["NULL", "unknown", "nan", "N/A", "None", "(blank)", "#N/A"])
def test_people_without_a_key_are_not_one_person(tmp_path, word):
    result = loaded(tmp_path, text([[word, *r[1:]] if i < 10 else r for i, r in enumerate(rows())]))
    assert result.quarantined_by_reason == {"damaged_id": 10} and result.rows_loaded == 50


def test_a_stand_in_that_no_list_knows_is_told(tmp_path):
    result = loaded(tmp_path, text([["999999", *r[1:]] if i < 210 else r for i, r in enumerate(rows(600))]))
    assert any("one person_id holds 210 of 600 rows" in note for note in result.notes)
    assert not any("one person_id" in note for note in loaded(tmp_path / "b", text(rows(600))).notes)


def test_a_row_torn_by_a_lone_carriage_return_is_no_row(tmp_path):
    for i, torn in enumerate(("P00\r05,", "P0005\r,", "\rP0005,")):
        result = loaded(tmp_path / str(i), text(rows()).replace("P0005,", torn, 1))
        assert people(result) == 40
        # the line end before a whole row tears nothing but an empty one off
        assert result.quarantined_by_reason["wrong_field_count"] == 2
    # the tear at the end of a row takes the row before it along
    result = loaded(tmp_path / "end", text(rows()).replace(",1964\n", ",19\r64\n", 1))
    assert result.quarantined_by_reason == {"wrong_field_count": 2}
    assert query(result, "SELECT min(birth_year) FROM raw.arrests") == [(1960,)]


def test_a_file_whose_lines_end_in_carriage_returns_loads_whole(tmp_path):
    result = loaded(tmp_path, text(rows()).replace("\n", "\r"))
    assert result.rows_loaded == 60 and people(result) == 40


ORDER = [0, 1, 2, 5, 4, 3, 6]  # district and charge_code change places: every row would pass its checks


@pytest.mark.parametrize("quoted", ["nothing", "a line break", "every field"])
def test_a_second_header_in_another_order_is_refused_by_row(tmp_path, quoted):
    other = [[r[i] for i in ORDER] for r in rows()[30:]]
    content = text(rows()[:30]) + text(other, ",".join(COLUMNS[i] for i in ORDER))
    if quoted == "a line break":  # through the slow reader
        content = content.replace("Central", '"Cent\nral"', 1)
    if quoted == "every field":
        content = "".join('"' + line.replace(",", '","') + '"\n' for line in content.splitlines())
    with pytest.raises(DataRefused, match="row 31 is a second header"):
        loaded(tmp_path, content)


def test_a_second_header_in_the_same_order_is_a_row_that_fails(tmp_path):
    result = loaded(tmp_path, text(rows()[:30]) + text(rows()[30:]))
    assert result.rows_loaded == 60 and {q.first_rows for q in result.quarantine} == {(31,)}


def test_a_value_that_is_called_like_a_column_is_a_value(tmp_path):
    table = rows()
    table[7][5] = "arrest_date"
    assert loaded(tmp_path, text(table)).rows_loaded == 60


def workbook(table: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_second_header_in_a_workbook_is_refused_by_row(tmp_path):
    table = [COLUMNS, *rows()[:30], [COLUMNS[i] for i in ORDER], *[[r[i] for i in ORDER] for r in rows()[30:]]]
    with pytest.raises(DataRefused, match="row 31 is a second header"):
        loaded(tmp_path, workbook(table), "format: xlsx", "arrests.xlsx")


def test_a_carriage_return_that_a_workbook_spells_out_is_none_of_the_key(tmp_path):
    table = rows()
    table[4][0] += "_x000D_"
    result = loaded(tmp_path, workbook([COLUMNS, *table]), "format: xlsx", "arrests.xlsx")
    assert people(result) == 40 and result.rows_loaded == 60


def test_years_of_two_digits_are_no_years_of_birth(tmp_path):
    table = [[*r[:6], r[6][2:]] for r in rows()]
    result = loaded(tmp_path, text(table))
    assert result.quarantined_by_reason == {"before_1900": 60}
    table = [[*r[:6], "2985"] for r in rows()]
    assert loaded(tmp_path / "b", text(table)).quarantined_by_reason == {"after_data_through": 60}


def told_utc(result: LoadResult) -> bool:
    return any("arrest_date is written in UTC and no timezone is stated" in n for n in result.notes)


def test_instants_in_utc_without_a_zone_are_told(tmp_path):
    """02:10 UTC on 2 March is the evening of 1 March in Baltimore."""
    stamps = [[*r[:2], "2021-03-02T02:10:00Z", *r[3:]] for r in rows()]
    first = "SELECT DISTINCT arrest_date FROM raw.arrests"
    assert told_utc(loaded(tmp_path / "a", text(stamps)))
    result = loaded(tmp_path / "b", text(stamps), "timezone: America/New_York")
    assert query(result, first) == [(dt.date(2021, 3, 1),)] and not told_utc(result)
    midnight = [[*r[:2], "2021-03-02T00:00:00Z", *r[3:]] for r in rows()]
    assert not told_utc(loaded(tmp_path / "c", text(midnight)))
    local = [[*r[:2], "2021-03-01T21:10:00-05:00", *r[3:]] for r in rows()]
    result = loaded(tmp_path / "d", text(local))
    assert query(result, first) == [(dt.date(2021, 3, 1),)] and not told_utc(result)
    assert told_utc(
        loaded(tmp_path / "e", text([[*r[:2], "2021-03-02T02:10:00+0000", *r[3:]] for r in rows()]), 'date_format: "%Y-%m-%dT%H:%M:%S%z"')
    )


def parquet(**over: pa.Array) -> bytes:
    columns = {c: pa.array([r[i] for r in rows()]) for i, c in enumerate(COLUMNS)} | over
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_instants_of_a_parquet_file_without_a_zone_are_told(tmp_path):
    stamps = pa.array([dt.datetime(2021, 3, 2, 2, 10)] * 60, pa.timestamp("us", tz="UTC"))
    assert told_utc(loaded(tmp_path / "a", parquet(arrest_date=stamps), "format: parquet", "arrests.parquet"))
    result = loaded(
        tmp_path / "b", parquet(arrest_date=stamps), "format: parquet, timezone: America/New_York", "arrests.parquet"
    )
    assert query(result, "SELECT DISTINCT arrest_date FROM raw.arrests") == [(dt.date(2021, 3, 1),)] and not told_utc(result)


def test_codes_with_gaps_are_neither_nan_nor_decimal(tmp_path):
    codes = pa.array([float("nan") if i % 3 == 0 else 3599.0 for i in range(60)])
    result = loaded(tmp_path, parquet(charge_code=codes), "format: parquet", "arrests.parquet")
    assert set(query(result, "SELECT DISTINCT charge_code FROM raw.arrests")) == {(None,), ("3599",)}


def test_windows_text_called_latin_1_is_refused(tmp_path):
    table = rows()
    table[4][5] = "O\u2019Donnell"
    with pytest.raises(DataRefused, match="near row 5"):
        loaded(tmp_path / "a", text(table).encode("cp1252"), "encoding: latin-1")
    assert loaded(tmp_path / "b", text(table).encode("cp1252"), "encoding: cp1252").rows_loaded == 60


@pytest.mark.parametrize("name", ["Is_Warrant", "is warrant", "is_warant"])
def test_a_column_that_is_all_but_mapped_is_told(tmp_path, name):
    result = loaded(tmp_path, text([[*r, "true"] for r in rows()], f"{HEAD},{name}"))
    assert [n for n in result.notes if "column 8 is all but called is_warrant" in n]


def test_day_and_month_exchanged_in_a_few_rows_is_told(tmp_path):
    table = [[*r[:2], f"03/{1 + i % 28:02d}/2021", *r[3:]] for i, r in enumerate(rows())]
    table[5][2] = "13/03/2021"
    result = loaded(tmp_path / "a", text(table), 'date_format: "%m/%d/%Y"')
    assert result.quarantined_by_reason == {"not_a_date": 1}
    assert any("1 value of arrest_date that fail are dates with day and month exchanged" in n for n in result.notes)
    table[5][2] = "02/30/2021"
    assert not any("exchanged" in n for n in loaded(tmp_path / "b", text(table), 'date_format: "%m/%d/%Y"').notes)


def long_keys(digits: int, change=str) -> str:
    """The usual rows with numbers of so many digits for keys."""
    table = [[change(f"{(7 + int(r[0][1:])) * 10**digits // 61:0{digits}d}"[:digits]), *r[1:]] for r in rows()]
    assert len({r[0] for r in table}) > 30
    return text(table)


@pytest.mark.parametrize("digits", [16, 17, 18, 20])
def test_long_keys_that_a_spreadsheet_rounded_are_refused(tmp_path, digits):
    """Why: it keeps 15 digits; people whose keys differ behind them become one person."""
    assert people(loaded(tmp_path / "whole", long_keys(digits))) > 30
    rounded = long_keys(digits, lambda key: key[:15] + "0" * (digits - 15))
    with pytest.raises(DataRefused, match=r"arrests: \d+ of the \d+ person_id of 16 digits or more have only noughts"):
        loaded(tmp_path / "rounded", rounded)
    # a file among others, of which the rest is whole
    part = text([*(line.split(",") for line in long_keys(digits).splitlines()[1:11]), *rows()])
    loaded(tmp_path / "part", part)


def test_a_key_that_a_float_broke_is_damaged(tmp_path):
    table = rows()
    table[3][0], table[4][1] = "123456789012.30000305", "0.30000000000000004"
    table[5][1] = "2021.000123"
    result = loaded(tmp_path, text(table))
    assert result.quarantined_by_reason == {"damaged_id": 2} and result.rows_loaded == 58


@pytest.mark.parametrize("change", [lambda key: key.lstrip("0"), str.lower, lambda key: key + ".0"])
def test_keys_that_lost_zeros_or_capitals_in_one_extract_are_refused(tmp_path, change):
    """Why: each referral would be a stranger to its arrest, and nothing would fail. (A float writes 12 as 12.0.)"""
    is_float = change("00A0001").endswith(".0")
    table = [[r[0][1:] if is_float else "00A" + r[0][1:], *r[1:]] for r in rows()]
    write(tmp_path, "arrests.csv", text(table))
    referrals = [f"R{i},{{}},2021-05-05,community,accepted" for i in range(20)]
    keys = [r[0] for r in table[:20]]
    header = "referral_id,person_id,referral_date,door,decision\n"
    both = "arrests: {path: arrests.csv, data_from: 2010-01-01}\nreferrals: {path: r.csv}"
    write(tmp_path, "r.csv", header + "\n".join(r.format(k) for r, k in zip(referrals, keys)) + "\n")
    assert load(site(tmp_path, both)).rows_loaded == 80
    write(tmp_path, "r.csv", header + "\n".join(r.format(change(k)) for r, k in zip(referrals, keys)) + "\n")
    with pytest.raises(DataRefused, match="referrals: the keys of 20 of 20 people differ"):
        load(site(tmp_path / "b", both.replace("arrests.csv", "../arrests.csv").replace("r.csv", "../r.csv")))
