"""Why: cells, column names, names of files and sheets are written by strangers; each ends up in SQL, templates, typeset pages,
HTML and spreadsheets. None may be executed: they are shown to the letter, or refused.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml
from openpyxl.utils.exceptions import IllegalCharacterError

from ingest.load import load
from pipeline.errors import LeadError
from pipeline.run import quarantine_csv
from pipeline.settings import parse_site
from tests.faults.figures import record
from tests.faults.hostile_corpus import texts
from tests.faults.support import lead, small_site
from tests.ingest.sites import HEAD, query

COLUMNS = ["person_id", "arrest_id", "arrest_date", "charge_description", "district"]
TRACE = Path("/tmp/xq_executed")


def row(i: int, text: str = "THEFT") -> list[str]:
    return [f"P{i}", f"A{i}", "2021-03-04", text, "Central"]


def csv_of(header: list[str], body: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *body])
    return out.getvalue().encode("utf-8", "surrogatepass")


def described(folder: Path, entry: dict):
    """A site whose arrests entry is given as a mapping, so that YAML needs no quoting of ours."""
    data = {**yaml.safe_load(HEAD), "extracts": {"arrests": {"data_from": "2010-01-01", **entry}}}
    data = yaml.safe_load(yaml.safe_dump(data))
    text = yaml.safe_dump(data, allow_unicode=True)
    (folder / "site.yml").write_text(text, encoding="utf-8")
    return parse_site(text, (folder / "site.yml").resolve())


def in_cell(folder: Path, text: str):
    (folder / "a.csv").write_bytes(csv_of(COLUMNS, [row(0), row(1, text), row(2)]))
    return load(described(folder, {"path": "a.csv"}))


def in_column_name(folder: Path, text: str):
    (folder / "a.csv").write_bytes(csv_of([*COLUMNS[:3], text, "district"], [row(i) for i in range(3)]))
    return load(described(folder, {"path": "a.csv", "columns": {"charge_description": text}}))


def in_file_name(folder: Path, text: str):
    (folder / "in").mkdir(exist_ok=True)
    for old in (folder / "in").iterdir():
        old.unlink()
    (folder / "in" / f"{text}.csv").write_bytes(
        csv_of(COLUMNS, [row(0), row(1), ["P3", "A3", "no date", "x", "y"]])
    )
    return load(described(folder, {"path": "in/*"}))


def in_sheet_name(folder: Path, text: str):
    book = openpyxl.Workbook()
    book.active.title = text
    for line in [COLUMNS, *(row(i) for i in range(3))]:
        book.active.append(line)
    book.save(folder / "a.xlsx")
    return load(described(folder, {"path": "a.xlsx", "format": "xlsx", "sheet": text}))


PLACES = {
    "cell": in_cell,
    "column name": in_column_name,
    "file name": in_file_name,
    "sheet name": in_sheet_name,
}
# as a spreadsheet reads a cell
_FORMULA = re.compile(r"^[=+@\t\r-]")


def what_became(folder: Path, place: str, text: str) -> tuple[str, list[str]]:
    """``loaded``, ``refused`` or ``impossible`` (no such file can be made), and what is wrong with that."""
    try:
        result = PLACES[place](folder, text)
    except LeadError:
        return "refused", []
    except (OSError, ValueError, IllegalCharacterError, yaml.YAMLError, UnicodeError) as error:
        import traceback

        ours = [
            f
            for f in traceback.extract_tb(error.__traceback__)
            if "/ingest/" in f.filename and "/tests/" not in f.filename
        ]
        return "impossible", [f"{place} {text[:40]!r}: {type(error).__name__} within the loader"] * bool(ours)
    wrong, became = [], "loaded"
    loaded = query(result, "select charge_description from raw.arrests order by arrest_id")
    if place == "cell":
        if len(loaded) != 3:
            wrong.append(f"cell {text[:40]!r}: {len(loaded)} rows of 3")
        elif str(loaded[1][0]).startswith("left out ") and any("charge_description: 1 values" in n and "row 2)" in n for n in result.notes):
            became = "not kept"
        elif loaded[1][0] not in (text.strip() or None, text, _plain(text)):
            wrong.append(f"cell {text[:40]!r} became {str(loaded[1][0])[:40]!r}")
    elif place == "file name":
        quarantine_csv(result.store, folder / "quarantine")
        for path in (folder / "quarantine").glob("*.csv"):
            with path.open(newline="", encoding="utf-8") as f:
                wrong += [
                    f"file name {text[:40]!r}: a formula in {path.name}"
                    for r in csv.reader(f)
                    for cell in r
                    if _FORMULA.match(cell)
                ]
    elif len(loaded) != 3:
        wrong.append(f"{place} {text[:40]!r}: {len(loaded)} rows of 3")
    if TRACE.exists():
        wrong.append(f"{place} {text[:40]!r}: was executed")
        TRACE.unlink()
    return became, wrong


def _plain(text: str) -> str | None:
    """What the loader is allowed to make of white space around a value and control characters within."""
    return "".join(c for c in text if c.isprintable() or c in " \n\r\t").strip() or None


def tried(tmp_path: Path, corpus: list[str]) -> tuple[dict[str, int], list[str]]:
    counts: dict[str, int] = {}
    wrong = []
    for place in PLACES:
        folder = tmp_path / place.replace(" ", "_")
        folder.mkdir()
        for text in corpus:
            became, bad = what_became(folder, place, text)
            counts[became] = counts.get(became, 0) + 1
            wrong += bad
            # each starts as a first delivery
            (folder / "out" / "work" / "ingest.duckdb").unlink(missing_ok=True)
    return counts, wrong


def test_some_hostile_texts_are_shown_or_refused(tmp_path):
    """Why: see the head; 300 texts stand behind the marker ``faults``."""
    _, wrong = tried(tmp_path, texts()[::75])
    assert not wrong


@pytest.mark.faults
def test_300_hostile_texts_are_shown_or_refused(tmp_path):
    corpus = texts()
    assert len(corpus) == 300
    counts, wrong = tried(tmp_path, corpus)
    print(*wrong, sep="\n")
    record(
        "hostile",
        "1 deliveries",
        f"{len(corpus)} texts as a cell, a column name, a name of a file and of a sheet"
        f" ({sum(counts.values()):,} loads: {counts['loaded']} loaded, {counts.get('not kept', 0)} told and not kept,"
        f" {counts['refused']} refused, {counts['impossible']} that no file can"
        " carry)",
        f"0 executed, {len(wrong)} neither verbatim nor refused"
        if not any("executed" in w for w in wrong)
        else f"{len(wrong)} at fault",
    )
    assert not wrong


NASTY = [
    "<script>alert('xq')</script>",
    '#read("/etc/passwd")',
    "{{ 7*7 }}",
    "'; drop schema marts cascade; --",
    "=1+1",
    '#panic("xq")',
    "*b* $x$ `r` @y <z> \\",
    "</td><img src=x onerror=alert(1)>",
    '" onload="x',
    "${HOME} $(id)",
]


@pytest.mark.faults
def test_hostile_names_reach_the_reports_as_text(tmp_path):
    """Districts, the site, the programme, labels of context events: everything that a page prints of the settings."""
    import pypdf

    site_file = small_site(tmp_path / "site", people=600)
    data = yaml.safe_load(site_file.read_text())
    names = {"Central": NASTY[0], "Eastern": NASTY[1], "Western": NASTY[3]}
    data["areas"] = {"programme": [names["Central"]], "comparison": [names["Eastern"], names["Western"]]}
    data["site"], data["programme"] = " ".join(NASTY[:5]), " ".join(NASTY[5:])
    data["context_events"] = [{"date": "2021-03-18", "label": NASTY[i]} for i in range(4)] + [
        {"date": "2021-05-18", "label": NASTY[6]}
    ]
    data["extracts"]["referrals"].setdefault("values", {})["district"] = names
    data["extracts"]["arrests"]["values"]["district"] = names
    data["extracts"]["arrests"]["values"]["race"] = {
        "B": NASTY[7],
        "W": NASTY[4],
        "H": NASTY[2],
        "A": "Asian",
        "O": "Other",
        "U": None,
    }
    site_file.write_text(yaml.safe_dump(data, allow_unicode=True))
    done = lead("run", "--site", site_file)
    assert done.returncode == 0, done.stderr
    current = site_file.parent / "out" / "current"
    bad = []
    for page in current.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        bad += [
            f"{page.name}: {m}"
            for m in re.findall(r"<script|<img src=x|onload=\"x|onerror=alert\(1\)>", text)
        ]
    words = ""
    for pdf in (current / "reports").glob("*.pdf"):
        words += "\n".join(p.extract_text() for p in pypdf.PdfReader(pdf).pages)
    bad += ["a PDF holds /etc/passwd"] * ("root:x:" in words) + ["7*7 was computed"] * (
        "{{ 7*7 }}" not in words
    )
    flat = re.sub(r"\s+", "", words)
    shown = [n for n in NASTY if re.sub(r"\s+", "", n) in flat]
    with duckdb.connect(str(current / "release.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from rearrest_rates").fetchone()[0]
    print(*bad, set(NASTY) - set(shown), sep="\n")
    record(
        "hostile",
        "2 reports",
        f"{len(NASTY)} texts as names of site, programme, districts, groups and events in a whole run",
        f"{len(bad)} executed or broken; {len(shown)} of {len(NASTY)} read to the letter in the PDFs",
    )
    assert not bad and done.stderr.count("Traceback") == 0
