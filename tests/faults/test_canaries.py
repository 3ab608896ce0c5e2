"""Why: a value of a person in a log, a message or a page is a leak, and errors are where it happens. Every field carries a
mark of its own here; each way to fail is forced, and everything that is said or written is searched for the marks.
"""

from __future__ import annotations

import csv
import io
import re
import zlib
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.load import load
from ingest.reasons import REASONS
from pipeline.canonical import EXTRACTS
from pipeline.errors import LeadError
from tests.faults.figures import record
from tests.faults.support import lead, small_site
from tests.ingest.sites import reasons, site, write

CANARY = "XQCANARY"
GOOD = {"text": "fine", "date": "2021-03-04", "integer": "7", "number": "7.5", "flag": "true"}


def good_row(name: str, i: int) -> dict[str, str]:
    """A row that loads, all keys its own."""
    extract = EXTRACTS[name]
    out = {}
    for c in extract.columns:
        out[c.name] = next(v for v in c.values if v != "unknown") if c.kind == "enum" else GOOD[c.kind]
        if c.name == "birth_year":
            out[c.name] = "1980"
    key = (
        next(k for k in extract.key if k != "person_id")
        if len(extract.key) > 1
        else (extract.key or ("person_id",))[0]
    )
    for column in ("person_id", "arrest_id", key):
        if column in out and extract.column(column).kind == "text":
            out[column] = f"{CANARY}{column}{i}"
    for c in extract.columns:
        if c.kind == "text" and c.name not in ("person_id", "arrest_id", key):
            out[c.name] = f"{CANARY}_{c.name}_{i}"
    return out


def content(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def spoilt(name: str) -> list[tuple[str, str]]:
    """The text of one file for each field that can fail and each way in which it can."""
    out = []
    for c in EXTRACTS[name].columns:
        rows = [good_row(name, i) for i in range(4)]
        marks = {
            "text": "",
            "date": f"{CANARY}-date",
            "integer": f"{CANARY}int",
            "number": f"{CANARY}num",
            "flag": f"{CANARY}flag",
            "enum": f"{CANARY}enum",
        }
        rows[2][c.name] = marks[c.kind]
        out.append((f"{name}.{c.name}", content(rows)))
        if c.kind == "date":
            for day in ("1850-01-02", "2099-01-02"):
                rows[2][c.name] = day
                out.append((f"{name}.{c.name} {day}", content(rows)))
        if c.name in EXTRACTS[name].key and c.kind == "text":
            rows[2][c.name] = "1.2E+15"
            out.append((f"{name}.{c.name} damaged", content(rows)))
        if c.name == "person_id":
            many = [good_row(name, i) for i in range(30)]
            many[2][c.name] = f"INMATE ID: {CANARY}4482"
            out.append((f"{name}.{c.name} unlike the others", content(many)))
    same = [good_row(name, 0), dict(good_row(name, 0), **{EXTRACTS[name].columns[-1].name: ""})]
    out.append((f"{name} key conflict", content([*same, good_row(name, 1)])))
    text = content([good_row(name, i) for i in range(3)])
    lines = text.splitlines()
    out += [
        (f"{name} wide", "\n".join([*lines[:2], lines[2] + f",{CANARY}", lines[3]])),
        (f"{name} narrow", "\n".join([*lines[:2], lines[2].rsplit(",", 1)[0], lines[3]])),
        (f"{name} open quote", text.replace(CANARY, '"' + CANARY, 1)),
        (f"{name} bad bytes", text.replace("fine", "\udcff")),
        (f"{name} no header", "\n".join(lines[1:])),
        (f"{name} nul", text.replace(CANARY, f"{CANARY}\0", 1)),
        (f"{name} cut", text[: len(text) // 2]),
        (
            f"{name} doubled header",
            lines[0] + "," + lines[0].split(",")[0] + "\n" + "\n".join(x + ",1" for x in lines[1:]),
        ),
    ]
    return out


def said_by(folder: Path, extract: str, text: str, fmt: str, share: str) -> tuple[str, set[str]]:
    """All that a load says and writes outside its private files, and the reasons that it gave."""
    data = text.encode("utf-8", "surrogateescape")
    if fmt != "csv":
        try:
            rows = list(csv.reader(io.StringIO(text)))
        except csv.Error:
            return "", set()
        width = max(map(len, rows))
        out = io.BytesIO()
        try:
            if fmt == "xlsx":
                book = openpyxl.Workbook()
                for row in rows:
                    book.active.append(row)
                book.save(out)
            else:
                columns = [[(r[i] if i < len(r) else None) for r in rows[1:]] for i in range(width)]
                names = [rows[0][i] if i < len(rows[0]) else f"more{i}" for i in range(width)]
                pq.write_table(pa.table(columns, names=names), out)
        except Exception:
            return "", set()  # no such file can be made
        data = out.getvalue()
    write(folder, f"x.{fmt}", data)
    more = ", data_from: 2010-01-01" if extract == "arrests" else ""
    described = site(folder, f"{extract}: {{path: x.{fmt}, format: {fmt}{more}}}", max_quarantine_share=share)
    heard = []
    found: set[str] = set()
    try:
        result = load(described, progress=lambda *a: heard.append(str(a)))
        found = {reason for _, reason in reasons(result)}
        heard += [str(result.ledger), str(result.quarantine), str(result.notes)]
        with duckdb.connect(str(result.store), read_only=True) as con:
            heard += [
                str(con.execute(f"select * from audit.{t}").fetchall())
                for t in ("quarantine", "row_ledger", "load_history")
            ]
    except LeadError as error:
        heard += [str(error), str(error.hint)]
    return "\n".join(heard), found


def leaks_in(tmp_path: Path, extracts, formats, shares=("1", "0")) -> tuple[int, list[str], set[str]]:
    n, leaks, seen = 0, [], set()
    for extract in extracts:
        for what, text in spoilt(extract):
            for fmt in formats:
                for share in shares:
                    said, found = said_by(tmp_path / "site", extract, text, fmt, share)
                    n += 1
                    seen |= found
                    # a file without its header has values where names should stand; they may not be told either
                    if CANARY in said:
                        leaks.append(f"{what} as {fmt}: {said[max(0, said.index(CANARY) - 80) :][:160]}")
    return n, leaks, seen


def test_a_failing_deaths_file_tells_no_value(tmp_path):
    """Why: see the head; a share of the long suite."""
    _, leaks, seen = leaks_in(tmp_path, ["deaths"], ["csv"], ["1"])
    assert not leaks and {"not_a_date", "wrong_field_count", "required_empty"} <= seen


@pytest.mark.faults
def test_no_way_to_fail_tells_a_value(tmp_path):
    n, leaks, seen = leaks_in(
        tmp_path, [e for e in EXTRACTS if e != "control_totals"], ["csv", "parquet", "xlsx"]
    )
    # the reasons that need two extracts
    rows = [good_row("arrests", i) for i in range(3)]
    referral = dict(good_row("referrals", 0), arrest_id=rows[1]["arrest_id"], intake_date="2020-01-01")
    other = dict(good_row("referrals", 5), person_id=f"{CANARY}other", arrest_id=rows[2]["arrest_id"])
    write(tmp_path, "a.csv", content(rows))
    write(tmp_path, "r.csv", content([referral, other]))
    write(tmp_path, "c.csv", content([good_row("engagements", 9)]))
    result = load(
        site(
            tmp_path,
            "arrests: {path: a.csv, data_from: 2010-01-01}\nreferrals: {path: r.csv}\n"
            "engagements: {path: c.csv}",
        )
    )
    seen |= {reason for _, reason in reasons(result)}
    leaks += ["between extracts"] * (CANARY in str(result))
    print(*leaks, sep="\n")
    missing = set(REASONS) - seen
    record(
        "canaries",
        "1 loads",
        f"{n} loads, a mark in every field of every extract, as CSV, Parquet and Excel, each field"
        f" spoilt in each way; {len(seen)} of {len(REASONS)} quarantine reasons met",
        f"{len(leaks)} marks told",
    )
    assert not leaks and not missing


def texts_of(path: Path) -> bytes:
    """A file's bytes, and the text of a PDF."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        import pypdf

        data += "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).encode()
        data += b"".join(_streams(data))
    return data


def _streams(data: bytes):
    for found in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue


MARKS = ("XQKMARK", "XQAMARK", "XQOMARK", "XQTMARK", "XQRMARK")


def mark_everything(site_file: Path) -> None:
    """Put a mark before each person key, arrest number and officer, and into each free text, of every CSV extract."""
    marks = {
        "SUBJ": "XQKMARK",
        "subj": "XQKMARK",
        "booking_person": "XQKMARK",
        "DOC_SUBJ": "XQKMARK",
        "ARR_NO": "XQAMARK",
        "OFCR": "XQOMARK",
        "CHG_DESC": "XQTMARK",
        "CASE_NO": "XQAMARK",
        "STATUS": "XQTMARK",
    }
    for path in (site_file.parent / "extracts").glob("*.csv"):
        delimiter = "|" if path.name == "jail.csv" else ","
        rows = list(csv.reader(io.StringIO(path.read_text()), delimiter=delimiter))
        at = {i: marks[h] for i, h in enumerate(rows[0]) if h in marks}
        for row in rows[1:]:
            for i, mark in at.items():
                if i < len(row) and row[i]:
                    row[i] = mark + row[i]
        with path.open("w", newline="") as f:
            csv.writer(f, delimiter=delimiter, lineterminator="\n").writerows(rows)
    book_path = site_file.parent / "extracts" / "referrals.xlsx"
    book = openpyxl.load_workbook(book_path)
    sheet = book["Referrals"]
    head = [c.value for c in sheet[1]]
    more = {
        "SUBJ": "XQKMARK",
        "ARR_NO": "XQAMARK",
        "OFFICER": "XQOMARK",
        "ID": "XQRMARK",
        "WHY_NOT": "XQTMARK",
        "EXIT_WHY": "XQTMARK",
    }
    for row in sheet.iter_rows(min_row=2):
        for cell, name in zip(row, head):
            if name in more and cell.value:
                cell.value = more[name] + str(cell.value)
    book.save(book_path)
    contacts = site_file.parent / "extracts" / "contacts.parquet"
    table = pq.read_table(contacts)
    for name, mark in (("subj", "XQKMARK"), ("cm", "XQOMARK"), ("id", "XQRMARK")):
        i = table.schema.get_field_index(name)
        values = pa.array([None if v is None else mark + str(v) for v in table[name].to_pylist()])
        table = table.set_column(i, name, values)
    pq.write_table(table, contacts)


@pytest.mark.faults
def test_a_whole_run_and_its_failures_tell_no_value(tmp_path):
    site_file = small_site(tmp_path / "site", people=600)
    mark_everything(site_file)
    out = site_file.parent / "out"
    said = []

    def run(*args: str, expect: int, **env: str) -> None:
        done = lead(*args, "--site", site_file, **env)
        said.append(done.stdout + done.stderr)
        assert done.returncode == expect, f"{args}: {done.returncode} {done.stderr}"

    run("run", expect=0)
    for command in ("status", "verify", "doctor", "diff", "build", "validate"):
        done = (
            lead(command, "--site", site_file, "--json")
            if command != "diff"
            else lead("diff", "--site", site_file)
        )
        said.append(done.stdout + done.stderr)
    with duckdb.connect(str(out / "current" / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from audit.row_ledger").fetchone()[0]
    arrests = sorted((site_file.parent / "extracts").glob("arrests_*.csv"))[-1]
    kept = arrests.read_bytes()
    failures = {
        "withdrawn": (b"\n".join(kept.split(b"\n")[:20]) + b"\n", 3),
        "shifted": (kept.replace(b",", b",,"), 3),
        "enumeration": (kept.replace(b",M,", b",XQTMARK,"), 3),
        "dates": (kept.replace(b"/2024", b"/XQTMARK"), 3),
    }
    for name, (data, code) in failures.items():
        arrests.write_bytes(data)
        done = lead("run", "--site", site_file)
        said.append(done.stdout + done.stderr)
        assert done.returncode == code, f"{name}: {done.stderr}"
    arrests.write_bytes(kept)
    # the engine out of memory in the load and in dbt, a database error inside a model, a check that fails
    for env in ({"LEAD_MEMORY_LIMIT": "12MB"}, {"LEAD_MEMORY_LIMIT": "60MB"}):
        done = lead("run", "--site", site_file, "--force", "--no-reports", **env)
        said.append(done.stdout + done.stderr)
    bad_costs = site_file.parent / "unit_costs.csv"
    if bad_costs.is_file():
        kept_costs = bad_costs.read_bytes()
        bad_costs.write_bytes(kept_costs + b"XQTMARK,XQTMARK,XQTMARK\n")
        done = lead("run", "--site", site_file, "--force", "--no-reports")
        said.append(done.stdout + done.stderr)
        bad_costs.write_bytes(kept_costs)
    run("run", "--force", expect=0)
    spared = ("private/", "work/ingest.duckdb", "work/dev.duckdb")
    searched, leaks = 0, []
    for path in (p for p in out.rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.relative_to(out).as_posix()
        if name.startswith(spared) or name.endswith("/warehouse.duckdb"):
            continue
        searched += 1
        data = texts_of(path)
        leaks += [f"{name}: {m}" for m in MARKS if m.encode() in data]
    leaks += [
        f"said: {line[:200]}" for text in said for line in text.splitlines() if any(m in line for m in MARKS)
    ]
    print(*leaks, sep="\n")
    record(
        "canaries",
        "2 whole runs",
        "marks in every key, number, officer and free text of a county, two whole runs, eleven"
        f" commands and forced failures; {searched} files (logs, compiled models, results, pages, PDFs, release) and all that"
        " was said searched",
        f"{len(leaks)} marks found",
    )
    assert not leaks
