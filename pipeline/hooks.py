"""What a commit may hold: notebooks without outputs, and no file that looks like data.

``python -m pipeline.hooks strip FILE...`` empties notebooks in place; ``python -m pipeline.hooks data FILE...`` refuses
files by kind, place and content. Both end with 1 where something was found, as pre-commit expects.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from pipeline.project import ROOT

# kinds in which extracts, stores and results come
DATA = frozenset(
    ".csv .tsv .psv .parquet .feather .arrow .xlsx .xlsm .xls .ods .duckdb .wal .db .sqlite .sqlite3 .sas7bdat .dta .sav"
    " .rds .rdata .gz .bz2 .xz .zip .7z .pkl .pickle .npy .npz .pdf".split()
)
# where reviewed tables and reference numbers stand; and ordinary words, of which the identifier gate knows that they are no names
PLACES = ("models/seeds/", "reports/checklists/", "tests/", "docs/", "ingest/words.txt.gz")
MOST_BYTES = 500_000
_PERSON_COLUMN = re.compile(
    r"(?i)\b(person_?id|subject_?id|ssn|sid|dob|date_of_birth|last_?name|first_?name|surname)\b"
)


def stripped(text: str) -> str:
    """A notebook's text without outputs, counts and cells' metadata; the same text where there was nothing to strip."""
    notebook = json.loads(text)
    for cell in notebook.get("cells", []):
        cell["metadata"] = {}
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def looks_like_data(path: Path, name: str) -> str | None:
    """Why a file may not be committed, or None. ``name``: its path from the project's root, with forward slashes."""
    if not any(s in DATA for s in Path(name.lower()).suffixes):
        return None
    if not name.startswith(PLACES):
        return "looks like data and stands where none may stand"
    if path.stat().st_size > MOST_BYTES:
        return f"is larger than {MOST_BYTES:,} bytes"
    if Path(name).suffix.lower() in (".csv", ".tsv", ".psv") and not name.startswith("tests/"):
        with path.open(encoding="utf-8", errors="replace") as handle:
            if _PERSON_COLUMN.search(handle.readline()):
                return "has a column of persons"
    return None


def main(argv: list[str]) -> int:
    what, files = (argv[0], argv[1:]) if argv else ("", [])
    if what not in ("strip", "data"):
        print("usage: python -m pipeline.hooks strip|data FILE...", file=sys.stderr)
        return 2
    found = 0
    for file in files:
        path = Path(file)
        if what == "strip":
            text = path.read_text(encoding="utf-8")
            bare = stripped(text)
            if bare != text:
                path.write_text(bare, encoding="utf-8")
                print(f"{file}: outputs removed; add it again")
                found = 1
            continue
        full = path.resolve()
        name = full.relative_to(ROOT).as_posix() if full.is_relative_to(ROOT) else path.name
        reason = looks_like_data(full, name)
        if reason:
            print(f"{name}: {reason}")
            found = 1
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
