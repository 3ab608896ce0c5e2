"""A corpus of more than 150 polluted files: every row accounted for, none shifted, few wrong.

``make test`` takes a part of it, ``-m faults`` all. Rows are counted by a walk over the bytes (see
test_textfile), misses are published: run with ``-s`` to see the figures.
"""

from __future__ import annotations

import gzip
from collections import Counter

import pytest

from ingest.load import load
from pipeline.errors import DataRefused
from tests.faults.figures import record
from tests.ingest.sites import arrests_site, ledger, query
from tests.ingest.test_textfile import count_records, lines_of, people, polluted

QUOTED = {"all quoted", "all quoted crlf", "delimiter in quotes", "line break in quotes"}
TEXTS = [
    "clean", "extra field", "trailing delimiters", "missing field", "lost delimiter", "shifted left, padded "
        "right",
    "blank lines", "blank lines at the end", "repeated header", "footer", "last line cut", "no last line end",
    "spaces", "spaced header", "repeats", "columns in another order", "control characters", "header alone",
]  # fmt: skip
DAMAGES = {
    "two rows on one line": lambda ls: [*ls[:5], ls[5] + ls[6], *ls[7:]],
    "a row over two lines": lambda ls: [*ls[:5], ls[5][:20], ls[5][20:], *ls[6:]],
    "comments": lambda ls: [ls[0], "# made by hand", *ls[1:]],
    "delimiter in a field": lambda ls: [*ls[:8], ls[8].replace("C", "C,", 1), *ls[9:]],
    "doubled delimiter": lambda ls: [*ls[:8], ls[8].replace(",", ",,", 1), *ls[9:]],
    "field removed in the "
    "middle": lambda ls: [*ls[:8], ",".join(ls[8].split(",")[:3] + ls[8].split(",")[4:]), *ls[9:]],
    "two fields swapped": lambda ls: [*ls[:8], ",".join(_swapped(ls[8].split(","), 2, 3)), *ls[9:]],
    "every fifth row "
    "twice": lambda ls: [ls[0], *(x for i, r in enumerate(ls[1:]) for x in [r] * (1 + (i % 5 == 0)))],
    "dates in another "
    "form": lambda ls: [ls[0], *(r.replace("-", "/") if i % 9 == 0 else r for i, r in enumerate(ls[1:]))],
    "numbers for words": lambda ls: [
        ls[0], *(r.replace("felony", "1") if i % 4 == 0 else r for i, r in enumerate(ls[1:]))
    ],
    "keys in scientific notation": lambda ls: [*ls[:9], "P1,1.2E+15," + ls[9].split(",", 2)[2], *ls[10:]],
}  # fmt: skip
DIALECTS = {
    "comma": (",", "\n", "utf-8", False),
    "semicolon, crlf": (";", "\r\n", "utf-8", False),
    "tab, bom": ("\t", "\n", "utf-8-sig", False),
    "pipe, gzip": ("|", "\n", "utf-8", True),
    "comma, utf-16": (",", "\n", "utf-16", False),
    "semicolon, crlf, cp1252": (";", "\r\n", "cp1252", False),
}


def _swapped(fields: list[str], i: int, j: int) -> list[str]:
    fields[i], fields[j] = fields[j], fields[i]
    return fields


def corpus() -> list[tuple[str, str]]:
    return [(kind, dialect) for dialect in DIALECTS for kind in [*TEXTS, *DAMAGES]]


def make(kind: str, dialect: str) -> tuple[bytes, bytes, str]:
    """The file, its plain bytes for the counter, and the entry that describes it."""
    if kind in DAMAGES:
        text = "\n".join(DAMAGES[kind](lines_of(people()))) + "\n"
    else:
        text = polluted(kind)[0].decode()
    delimiter, end, encoding, packed = DIALECTS[dialect]
    text = text.replace("Eastern", "Eastérn").replace(",", delimiter).replace("\n", end)
    data = text.encode(encoding)
    entry = f'delimiter: "{delimiter}", encoding: {encoding}'.replace("\t", "\\t")
    return gzip.compress(data) if packed else data, text.encode(), entry


def check(tmp_path, files) -> Counter:
    """Load each file; what became of the corpus."""
    total: Counter = Counter()
    clean = {r[1]: r for r in people()}
    for i, (kind, dialect) in enumerate(files):
        data, plain, entry = make(kind, dialect)
        total["files"] += 1
        try:
            result = load(arrests_site(tmp_path / str(i), data, entry))
        except DataRefused:
            total["refused"] += 1
            continue
        (counts,) = ledger(result).values()
        total["rows"] += count_records(plain)
        total["unaccounted"] += abs(count_records(plain) - counts[0]) + abs(counts[0] - sum(counts[1:]))
        loaded = query(
            result,
            "SELECT arrest_id, arrest_date::VARCHAR, charge_code, severity, sex, district FROM raw.arrests",
        )
        total["loaded"] += len(loaded)
        shifted = 0
        for arrest_id, day, code, severity, sex, district in loaded:
            row = clean.get(arrest_id)
            expected = row and (
                row[3],
                row[4],
                row[6] or "unknown",
                row[8],
                row[7].replace("Eastern", "Eastérn"),
            )
            if expected != (
                day,
                code,
                severity,
                sex,
                district.replace("\x07", "").replace("\x1a", "") if district else "",
            ):
                total["wrong"] += 1
                # a value in another column's place; not one that was damaged itself
                shifted += row is None or day not in (row[3],) or sex not in ("M", "F")
        total["files with shifted columns"] += bool(shifted)
    print(dict(total))
    return total


def targets(total: Counter) -> None:
    assert total["unaccounted"] == 0
    assert total["files with shifted columns"] == 0
    assert total["wrong"] <= 0.0002 * total["rows"]


def test_a_part_of_the_corpus(tmp_path):
    files = corpus()
    targets(check(tmp_path, files[::9]))


@pytest.mark.faults
def test_the_whole_corpus(tmp_path):
    files = corpus()
    assert len(files) >= 150
    total = check(tmp_path, files)
    record("accounted", "1 text", f"{total['files']} polluted CSV and gzip files, rows counted by a walk over the bytes"
           f" ({total['rows']:,} rows; {total['refused']} files refused)", f"{total['unaccounted']} unaccounted rows")
    record("misload", "1 text", "the same, against the clean original", f"{total['files with shifted columns']} files with shifted"
           f" columns, {total['wrong']} wrong rows of {total['rows']:,}")
    targets(total)
