"""Delimited text under damage: no row unaccounted for, no shifted column, the fast and the slow reader
agree.

Rows are counted here by walking the bytes one by one, without the loader's code, so that a row that the
loader never saw can't be missing from its own ledger without being noticed.
"""

from __future__ import annotations

import csv
import gzip
import io

import numpy as np
import pytest

import ingest.load
import ingest.textfile as textfile
from ingest.load import load
from pipeline.errors import DataRefused, LeadError
from tests.ingest.sites import arrests_site, ledger, query, write

HEAD = [
    "person_id",
    "arrest_id",
    "charge_number",
    "arrest_date",
    "charge_code",
    "charge_description",
    "severity",
    "district",
    "sex",
]


def count_records(data: bytes) -> int:
    """Records after the header, by RFC 4180: a byte at a time."""
    quoted, records, open_record = False, 0, False
    at_field_start, previous = True, None
    for i, byte in enumerate(data):
        ch = chr(byte)
        if quoted:
            if ch == '"':
                if i + 1 < len(data) and data[i + 1 : i + 2] == b'"' and previous != "escape":
                    previous = "escape"
                    continue
                if previous == "escape":
                    previous = None
                    continue
                quoted = False
            continue
        if ch == '"' and at_field_start:
            quoted, open_record, at_field_start = True, True, False
        elif ch == "\n":
            records, open_record, at_field_start = records + 1, False, True
        elif ch == "\r":
            pass
        else:
            open_record, at_field_start = True, ch in ",;|\t"
    return records + open_record - 1


def people(n: int = 60, seed: int = 7) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        day = np.datetime64("2015-01-01") + int(rng.integers(0, 3000))
        rows.append(
            [
                f"P{int(rng.integers(0, 30)):04d}",
                f"A{i:05d}",
                "1",
                str(day),
                f"C{int(rng.integers(0, 9))}",
                str(rng.choice(["POSSESSION", "THEFT 2", "Battery", ""])),
                str(rng.choice(["felony", "citation", ""])),
                str(rng.choice(["Central", "Eastern"])),
                str(rng.choice(["M", "F"])),
            ]
        )
    return rows


def text_of(rows, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([HEAD, *rows])
    return out.getvalue()


def lines_of(rows) -> list[str]:
    return text_of(rows).splitlines()


def polluted(kind: str) -> tuple[bytes, str]:
    """Damaged bytes and what the site file says of them."""
    rows = people()
    lines = lines_of(rows)
    entry = ""
    if kind == "extra field":
        lines[7] += ",x"
    elif kind == "trailing delimiters":
        lines = [lines[0]] + [line + "," if i % 3 == 0 else line for i, line in enumerate(lines[1:])]
    elif kind == "missing field":
        lines[7] = lines[7].rsplit(",", 1)[0]
    elif kind == "lost delimiter":
        lines[9] = lines[9].replace(",", "", 1)
    elif kind == "shifted left, padded right":
        lines[9] = lines[9].split(",", 1)[1] + ","
    elif kind == "blank lines":
        lines[5:5] = ["", "", "   "]
    elif kind == "blank lines at the end":
        lines += ["", ""]
    elif kind == "repeated header":
        lines[20:20] = [lines[0]]
    elif kind == "footer":
        lines += ["60 rows selected."]
    elif kind == "last line cut":
        lines[-1] = lines[-1][:17]
    elif kind == "no last line end":
        return "\n".join(lines).encode(), ""
    elif kind == "crlf":
        return text_of(rows, end="\r\n").encode(), ""
    elif kind == "mixed line ends":
        return "".join(line + ("\r\n" if i % 2 else "\n") for i, line in enumerate(lines)).encode(), ""
    elif kind == "crlf header only":
        return (lines[0] + "\r\n" + "\n".join(lines[1:]) + "\n").encode(), ""
    elif kind == "bom":
        return b"\xef\xbb\xbf" + text_of(rows).encode(), ""
    elif kind == "all quoted":
        return text_of(rows, quoting=csv.QUOTE_ALL).encode(), ""
    elif kind == "all quoted crlf":
        return text_of(rows, quoting=csv.QUOTE_ALL, end="\r\n").encode(), ""
    elif kind == "delimiter in quotes":
        rows[3][5], rows[4][5], rows[5][5] = "THEFT, 2ND", '5" KNIFE', '"'
        return text_of(rows).encode(), ""
    elif kind == "line break in quotes":
        rows[3][5], rows[4][5] = "THEFT\nSECOND", "BATTERY\r\nTHEFT"
        return text_of(rows).encode(), ""
    elif kind == "quote inside a field":
        lines[4] = lines[4].replace(rows[3][7], 'Cent"ral')
    elif kind == "semicolons":
        return text_of(rows, delimiter=";").encode(), "delimiter: ';'"
    elif kind == "tabs":
        return text_of(rows, delimiter="\t").encode(), 'delimiter: "\\t"'
    elif kind == "pipes, a field short":
        data = text_of(rows, delimiter="|").splitlines()
        data[8] = data[8].replace("|", "", 1)
        return "\n".join(data).encode(), "delimiter: '|'"
    elif kind == "latin-1":
        rows[3][7] = "Estación"
        return text_of(rows).encode("latin-1"), "encoding: latin-1"
    elif kind == "utf-16":
        rows[3][7] = "Estación"
        return text_of(rows).encode("utf-16"), "encoding: utf-16"
    elif kind == "utf-8 accents":
        rows[3][7] = "Estación\u00a0"
        return text_of(rows).encode(), ""
    elif kind == "spaces":
        lines = [lines[0]] + [line.replace(",", " , ") for line in lines[1:]]
    elif kind == "spaced header":
        lines[0] = lines[0].replace(",", " , ")
    elif kind == "gzip":
        return gzip.compress(text_of(rows).encode()), ""
    elif kind == "two gzip members":
        data = text_of(rows).encode()
        return gzip.compress(data[:900]) + gzip.compress(data[900:]), ""
    elif kind == "repeats":
        lines += lines[10:15]
    elif kind == "columns in another order":
        order = [3, 1, 0, 2, 8, 7, 6, 5, 4]
        lines = [",".join(row[i] for i in order) for row in [HEAD, *rows]]
    elif kind == "control characters":
        lines[6] = lines[6].replace(rows[5][7], "Cen\x07tral\x1a")
    elif kind == "header alone":
        lines = lines[:1]
    elif kind != "clean":
        raise AssertionError(kind)
    return ("\n".join(lines) + "\n").encode(), entry


ACCOUNTED = [
    "clean",
    "extra field",
    "trailing delimiters",
    "missing field",
    "lost delimiter",
    "shifted left, padded right",
    "blank lines",
    "blank lines at the end",
    "repeated header",
    "footer",
    "last line cut",
    "no last line end",
    "crlf",
    "mixed line ends",
    "crlf header only",
    "bom",
    "all quoted",
    "all quoted crlf",
    "delimiter in quotes",
    "line break in quotes",
    "quote inside a field",
    "semicolons",
    "tabs",
    "pipes, a field short",
    "latin-1",
    "utf-16",
    "utf-8 accents",
    "spaces",
    "spaced header",
    "gzip",
    "two gzip members",
    "repeats",
    "columns in another order",
    "control characters",
    "header alone",
]


def loaded_rows(result) -> list[tuple]:
    return query(
        result,
        "SELECT arrest_id, charge_number::VARCHAR, arrest_date::VARCHAR, charge_code, charge_description, "
        "severity, district, sex FROM raw.arrests ORDER BY ALL",
    )


@pytest.mark.parametrize("kind", ACCOUNTED)
def test_every_row_is_accounted_for_and_none_is_shifted(tmp_path, kind, monkeypatch):
    data, entry = polluted(kind)
    plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    if "encoding" in entry:
        plain = plain.decode(entry.split()[-1]).encode()
    result = load(arrests_site(tmp_path, data, entry))
    (counts,) = ledger(result).values()
    assert counts[0] == count_records(plain) == sum(counts[1:])
    clean = {r[1]: r for r in people()}
    wrong = 0
    for arrest_id, number, day, code, _description, severity, _district, sex in loaded_rows(result):
        original = clean[arrest_id]
        # a description may have been changed by the damage itself
        wrong += [number, day, code, severity if severity != "unknown" else "", sex] != [
            original[2],
            original[3],
            original[4],
            original[6],
            original[8],
        ]
    # a line that lost its first field and gained a last one has the right width; its types give it away, bar
    # luck
    assert wrong == 0
    # the row-by-row reader gives the same
    slow = tmp_path / "slow"
    write(slow, "arrests.csv", data)
    real = ingest.load.open_source
    monkeypatch.setattr(ingest.load, "open_source", lambda *a, **k: real(*a, **{**k, "slowly": True}))
    again = load(arrests_site(slow, None, entry))
    assert list(ledger(again).values()) == [counts]
    assert loaded_rows(again) == loaded_rows(result)
    assert [(q.column, q.reason, q.first_rows) for q in again.quarantine] == [
        (q.column, q.reason, q.first_rows) for q in result.quarantine
    ]


@pytest.mark.parametrize(
    ("change", "entry", "message"),
    [
        (lambda b: b.replace(b"Central", b"Cen\0tral", 1), "", "a NUL byte stands in row"),
        (lambda b: b.replace(b"Central", b"Cen\xe9tral", 1), "", r"is not valid utf-8 \(row \d+\)"),
        (lambda b: b.replace(b"Central", b"Cen\xe9tral", 1), "encoding: ascii", "is not valid ascii"),
        (
            lambda b: b.replace(b"Central", "Cen\u00e9".encode(), 1),
            "encoding: latin-1",
            "is UTF-8, but the site file says",
        ),
        (lambda b: b.decode().encode("utf-16"), "", "header"),
        (lambda b: b, "encoding: utf-16", "is not valid utf-16|header"),
        (
            lambda b: b.replace(b"Central", b'"Central', 1),
            "",
            "swallows the rows|can't be read as delimited text",
        ),
        (lambda b: b + b'P1,A9,1,"2020', "", "a quote is not closed"),
        (lambda b: b.replace(b",Central,", b',"Central"x,', 1), "", "can't be read as delimited text"),
        (lambda b: b"PK\x03\x04" + b, "", "is a zip archive"),
        (lambda b: gzip.compress(b)[:-9], "", "cut off or damaged"),
        (lambda b: gzip.compress(b) + b"rubbish", "", "cut off or damaged"),
        (lambda b: gzip.compress(b)[:60] + b"\xff" * 20 + gzip.compress(b)[80:], "", "cut off or damaged"),
        (lambda b: gzip.compress(b""), "", "is empty"),
        (lambda b: b.replace(b",", b";"), "", "no column for the required"),
        (lambda b: b"\n" + b, "", "the first line is empty"),
        (lambda b: b"sep=,\n" + b, "", "no column for the required"),
        (lambda b: b.split(b"\n", 1)[1], "", "no column for the required"),
        (
            lambda b: b.replace(b"Central", b'"' + b"x" * (1 << 20) + b'y"', 1).replace(
                b"Eastern", b'"a\nb"', 1
            ),
            "",
            "a field is too long",
        ),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(tmp_path, change, entry, message):
    data = change(text_of(people()).encode())
    with pytest.raises(LeadError, match=message) as told:
        load(arrests_site(tmp_path, data, entry))
    assert told.value.exit_code in (2, 3) and "arrests.csv" in str(told.value)


def test_a_gzip_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(textfile, "RATIO_FREE_BYTES", 1 << 16)
    with pytest.raises(DataRefused, match="unpacks to more than"):
        load(arrests_site(tmp_path, gzip.compress(b"a," * (1 << 22))))


def test_lines_cut_by_chunk_borders_are_read_whole(tmp_path, monkeypatch):
    """The scan works on chunks; a border must not fall into a line, a line end, or a quoted field."""
    results = set()
    rows = people()
    rows[3][5] = "THEFT, 2ND"
    data = text_of(rows, end="\r\n").encode()
    data = data.replace(b"A00010,", b"A00010,x,", 1)
    for size in (64, 97, 128, 1 << 20):
        monkeypatch.setattr(textfile, "CHUNK", size)
        result = load(arrests_site(tmp_path / str(size), data))
        results.add(str(loaded_rows(result)) + str(ledger(result)) + str(result.quarantine))
    assert len(results) == 1


def test_many_wrong_lines_go_to_the_slow_reader(tmp_path, monkeypatch):
    monkeypatch.setattr(textfile, "MAX_BAD_LINES", 3)
    data, _ = polluted("trailing delimiters")
    assert list(ledger(load(arrests_site(tmp_path, data))).values()) == [(60, 40, 20, 0, 0)]


def test_one_column_files_count_blank_lines_as_empty_values(tmp_path):
    s = arrests_site(tmp_path, "person_id\np1\n\np2\n", "constants: {arrest_id: a, arrest_date: 2020-01-01}")
    result = load(s)
    assert ledger(result) == {"arrests.csv": (3, 2, 1, 0, 0)}
    assert result.quarantined_by_reason == {"required_empty": 1}


def test_lone_carriage_returns_end_a_row(tmp_path):
    text = text_of(people(5)).replace("\n", "\r")
    assert list(ledger(load(arrests_site(tmp_path, text))).values()) == [(5, 5, 0, 0, 0)]


@pytest.mark.parametrize(
    "name", ["a*b.csv", "a[1].csv", "a'b.csv", "a{x}.csv", 'a"; DROP TABLE x;--.csv', "é ü.csv"]
)
def test_hostile_file_names_are_inert(tmp_path, name):
    s = arrests_site(tmp_path, text_of(people(5)), name="plain.csv")
    (tmp_path / "plain.csv").rename(tmp_path / name)
    s = s.model_copy(
        update={"extracts": {"arrests": [s.extracts["arrests"][0].model_copy(update={"path": name})]}}
    )
    assert ledger(load(s)) == {name: (5, 5, 0, 0, 0)}


def test_hostile_folder_names_are_inert(tmp_path):
    folder = tmp_path / "x[1]*'; --"
    assert load(arrests_site(folder, text_of(people(5)))).rows_loaded == 5


@pytest.mark.parametrize("name", ["a'b", 'a"b', "a;b", "{{x}}", "=1+1", "select", "c0", "errors", "row_hash"])
def test_hostile_column_names_are_inert(tmp_path, name):
    text = text_of(people(5)).replace(HEAD[-1], '"' + name.replace('"', '""') + '"', 1)
    quoted = "'" + name.replace("'", "''") + "'"
    result = load(arrests_site(tmp_path, text, f"columns: {{sex: {quoted}}}"))
    assert {r[-1] for r in loaded_rows(result)} == {r[8] for r in people(5)}
