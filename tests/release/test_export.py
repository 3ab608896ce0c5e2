"""The release handed on. Why: an export that differs from the release, or that a spreadsheet runs, undoes everything
that was protected before it; and one whose bytes move without a reason can't be compared."""

from __future__ import annotations

import csv
import time
import zipfile
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook, load_workbook

from pipeline.release.audit_files import check_csv, check_file, check_workbook, release_contents
from pipeline.release.build import build_release
from pipeline.release.export import as_text, export_release, safe
from tests.release import fake_marts


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    warehouse = fake_marts.warehouse(folder / "warehouse.duckdb", 60)
    path = folder / "release.duckdb"
    build_release(warehouse, path, fake_marts.site())
    warehouse.unlink()  # nothing below may need it
    with duckdb.connect(str(path)) as con:  # words that a spreadsheet would run
        con.execute("update context_events set label = '=HYPERLINK(\"x\")'")
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def exports(release: Path) -> Path:
    folder = release.parent / "exports"
    export_release(release, folder)
    return folder


def test_the_same_release_gives_the_same_bytes(release: Path, exports: Path) -> None:
    """Why: a difference between two exports must be one between two releases, not between two moments."""
    time.sleep(2.1)  # a zip counts in steps of two seconds
    export_release(release, release.parent / "again")
    assert files(exports) == files(release.parent / "again")


def test_every_table_is_there_three_times(release: Path, exports: Path) -> None:
    """Why: a table that is missing in one form sends its reader to the warehouse."""
    with duckdb.connect(str(release), read_only=True) as con:
        names = {r[0] for r in con.execute("select table_name from information_schema.tables").fetchall()}
    assert {p.stem for p in (exports / "csv").iterdir()} == names
    assert {p.stem for p in (exports / "parquet").iterdir()} == names
    book = load_workbook(exports / "release.xlsx", read_only=True)
    assert set(book.sheetnames) == names | {"read me", "dictionary"}
    listed = {(r[0], r[1]) for r in book["dictionary"].iter_rows(min_row=2, values_only=True)}
    assert {("rearrest_rates", "rate"), ("rearrest_rates", "outcome"), ("attrition", "n_in")} <= listed


def test_the_dictionary_explains_each_column_of_each_sheet(exports: Path) -> None:
    """Why: a column without a meaning, or a meaning without a column, sends the reader to guess."""
    book = load_workbook(exports / "release.xlsx", read_only=True)
    lines = list(book["dictionary"].iter_rows(min_row=2, values_only=True))
    explained = {(r[0], r[1]) for r in lines if r[1]}
    there = {(s, c) for s in book.sheetnames if s not in ("read me", "dictionary")
             for c in next(book[s].iter_rows(max_row=1, values_only=True))}
    assert explained == there
    assert [r[:2] for r in lines if not r[-1]] == []


def test_a_hidden_number_is_a_word_in_the_workbook(release: Path, exports: Path) -> None:
    """Why: an empty cell adds up as nought."""
    sheet = load_workbook(exports / "release.xlsx", read_only=True)["rearrest_rates"]
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index("n_rearrested")
    seen = {row[at] if isinstance(row[at], str) else "number" for row in rows[1:]}
    assert {"number", "suppressed_primary"} <= seen
    with duckdb.connect(str(release), read_only=True) as con:
        shown = con.execute("select count(*) from rearrest_rates where measure = 'n_rearrested'"
                            " and value_status = 'shown'").fetchone()[0]
    assert sum(isinstance(row[at], (int, float)) for row in rows[1:]) == shown


def test_no_cell_is_a_formula(exports: Path) -> None:
    """Why: a district named =cmd() must not run on the desk of whoever opens the table."""
    assert [safe(t) for t in ("=1", "+1", "-x", "@x", "\tx", "\rx", "x=1", "")] == [
        "'=1", "'+1", "'-x", "'@x", "'\tx", "'\rx", "x=1", ""]
    assert as_text(-0.5) == "-0.5" and as_text(12.0) == "12" and as_text(None) == ""
    rows = list(csv.reader((exports / "csv" / "context_events.csv").open(encoding="utf-8")))
    assert rows[1][1].startswith("'=")
    sheet = load_workbook(exports / "release.xlsx")["context_events"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_audit_reads_the_exports_back(release: Path, exports: Path) -> None:
    """Why: it must see an honest export as one, and a single number that differs in any of the three forms."""
    contents = release_contents(release)
    for path in sorted(exports.rglob("*.*")):
        assert check_file(path, contents, 11) == [], path.name
    bad = release.parent / "bad"
    bad.mkdir()

    text = (exports / "csv" / "attrition.csv").read_text(encoding="utf-8")
    line = next(x for x in text.splitlines() if x.endswith(",,suppressed_primary"))
    (bad / "attrition.csv").write_text(text.replace(line, line.replace(",,supp", ",4,supp"), 1), encoding="utf-8")
    assert "not those of the release" in check_file(bad / "attrition.csv", contents, 11)[0].what

    table = pq.read_table(exports / "parquet" / "attrition.parquet")
    pq.write_table(table.slice(1), bad / "attrition.parquet", store_schema=False)
    assert "not those of the release" in check_file(bad / "attrition.parquet", contents, 11)[0].what
    pq.write_table(table.replace_schema_metadata({"pandas": "{}"}), bad / "attrition.parquet")
    assert "metadata" in check_file(bad / "attrition.parquet", contents, 11)[0].what

    with zipfile.ZipFile(exports / "release.xlsx") as whole, zipfile.ZipFile(bad / "a.xlsx", "w") as changed:
        for name in whole.namelist():
            part = whole.read(name).decode()
            changed.writestr(name, part.replace("suppressed_primary", "7", 1) if "sharedStrings" in name else part)
    assert "not those of the release" in check_workbook(bad / "a.xlsx", contents, 11)[0].what


def test_what_else_a_file_can_hide_is_found(tmp_path: Path) -> None:
    """Why: hidden sheets, formulas, small counts in a table made by hand, keys, running cells."""
    book = Workbook()
    book.active.append(["district", "people"])
    book.active.append(["Central", 4])
    hidden = book.create_sheet("more")
    hidden.append(["person_id", "x"])
    hidden.append([1, "=1+1"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    what = " ".join(f.what for f in check_workbook(tmp_path / "x.xlsx", {}, 11))
    assert "a count from 1 to 10" in what and "hidden sheet" in what and "formula" in what
    assert "never be published" in what
    (tmp_path / "y.csv").write_text("district,people\n=1+1,20\n", encoding="utf-8")
    assert "as a formula" in check_csv(tmp_path / "y.csv", {}, 11)[0].what
    (tmp_path / "z.csv").write_text("district,people\nCentral,4\nEastern,40\n", encoding="utf-8")
    assert "a count from 1 to 10" in check_csv(tmp_path / "z.csv", {}, 11)[0].what
    (tmp_path / "c.json").write_text('[{"value": 4, "value_status": "suppressed_primary"}]', encoding="utf-8")
    assert "hidden number" in check_file(tmp_path / "c.json", {}, 11)[0].what
    assert check_file(tmp_path / "c.pickle", {}, 11) is None
