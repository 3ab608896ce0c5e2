"""Why: two analysts with the same extracts must get the same numbers and the same pages, whatever their machine: its threads,
time zone, language and hash seed, and the order in which the provider's rows came.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from pipeline.project import _CODE, ROOT
from tests.faults.figures import record
from tests.faults.support import lead, small_site

# what tells two runs of the same inputs apart by design: hashes of databases and of shuffled extracts
BY_DESIGN = {"files", "inputs"}


def content(path: Path) -> dict[str, str]:
    """A hash for each table of a released database, rows in order."""
    out = {}
    with duckdb.connect(str(path), read_only=True) as con:
        for schema, table in con.execute(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall():
            rows = con.execute(f'select * from "{schema}"."{table}" order by all').fetchall()
            out[f"{path.name}:{table}"] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return out


def exports(current: Path, shuffled: bool) -> dict[str, str]:
    """A hash for each CSV, JSON, PDF and page of a generation, and for each table of its release."""
    out = content(current / "release.duckdb")
    for path in sorted(p for p in current.rglob("*") if p.is_file()):
        name = path.relative_to(current).as_posix()
        if name == "manifest.json":
            facts = {k: v for k, v in json.loads(path.read_text()).items() if k not in BY_DESIGN}
            out[name] = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
        elif path.suffix in {".csv", ".json", ".pdf", ".html"}:
            if shuffled and name.startswith("quarantine/"):
                # row numbers are those of the file as it came
                rows = sorted([r[0], r[1], *r[3:]] for r in csv.reader(io.StringIO(path.read_text())))
                out[name] = hashlib.sha256(repr(rows).encode()).hexdigest()
            else:
                out[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return out


def marts(current: Path) -> dict[str, str]:
    """A hash for each mart, the persons' surrogates (also within trial_id) left out, numbers to 12 digits."""
    out = {}
    with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as con:
        for (table,) in con.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
        ).fetchall():
            columns = [
                r[0]
                for r in con.execute(
                    f"select column_name from duckdb_columns() where schema_name = 'marts' and"
                    f" table_name = '{table}' order by column_index"
                ).fetchall()
            ]
            kept = ", ".join(f'"{c}"' for c in columns if c not in ("person_id", "trial_id"))
            if table != "run_manifest":
                rows = con.execute(f'select {kept} from marts."{table}" order by all').fetchall()
                out[f"marts.{table}"] = hashlib.sha256(repr([[plain(v) for v in row] for row in rows]).encode()).hexdigest()
    return out


def plain(value: object) -> object:
    """A number to 12 digits: the last bits of a sum depend on its order, which nothing that is released shows."""
    return f"{value:.12g}" if isinstance(value, float) else value


def shuffle_rows(extracts: Path) -> None:
    """Other orders of the rows of each CSV file."""
    rng = random.Random(12)
    for path in sorted(extracts.glob("*.csv")):
        head, *body = path.read_text().splitlines(keepends=True)
        if not any(line.count('"') % 2 for line in body):
            path.write_text(head + "".join(rng.sample(body, len(body))))


def locale_there() -> str:
    said = (
        subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
        if shutil.which("locale")
        else ""
    )
    return next((name for name in said.split() if name.startswith(("de_DE", "tr_TR", "fr_FR"))), "C")


@pytest.mark.faults
def test_five_runs_give_one_hash_each(tmp_path):
    people = int(os.environ.get("LEAD_FAULT_SAME_PEOPLE", "1000"))
    runs = [
        ({"LEAD_THREADS": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}, False),
        ({"LEAD_THREADS": "2", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, False),
        (
            {
                "LEAD_THREADS": "8",
                "TZ": "America/Los_Angeles",
                "LC_ALL": locale_there(),
                "PYTHONHASHSEED": "2",
            },
            False,
        ),
        ({"LEAD_THREADS": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "3"}, True),
        (
            {
                "LEAD_THREADS": "8",
                "TZ": "UTC",
                "LC_ALL": "C",
                "OPENBLAS_NUM_THREADS": "4",
                "OMP_NUM_THREADS": "4",
            },
            True,
        ),
    ]
    # a county that is small enough for one design is quick, too
    base = small_site(tmp_path / "county", people=people, small=people < 1000).parent
    # the code stands still, whatever is edited or committed while this runs
    code = tmp_path / "code"
    for part in (*_CODE, "tests", "dbt_project.yml", "profiles.yml", "pyproject.toml"):
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        code.mkdir(exist_ok=True)
        copy(source, code / part)
    seen: dict[str, set[str]] = defaultdict(set)
    for n_runs, (env, shuffled) in enumerate(runs, start=1):
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        shutil.copytree(base, tmp_path / "run")  # one place: paths are part of some messages
        if shuffled:
            shuffle_rows(tmp_path / "run" / "extracts")
        done = lead("run", "--site", tmp_path / "run" / "site.yml", root=code, **env)
        assert done.returncode == 0, done.stderr
        current = tmp_path / "run" / "out" / "current"
        for name, digest in {**exports(current, True), **marts(current)}.items():
            seen[name].add(digest)
        for name, digest in exports(current, False).items():
            if not shuffled and name.startswith("quarantine/"):
                seen[name + " to the letter"].add(digest)
        keep = tmp_path / f"kept-{env['TZ'].replace('/', '-')}-{env['LEAD_THREADS']}"
        shutil.copytree(current, keep)
        differing = told(seen, n_runs, people)
    print(*differing, sep="\n")
    assert not differing


def told(seen: dict[str, set[str]], n_runs: int, people: int) -> list[str]:
    """What has more than one hash so far; kept as the figure."""
    differing = sorted(name for name, digests in seen.items() if len(digests) > 1)
    record(
        "same",
        "1",
        f"{n_runs} runs of a county of {people:,} people by one copy of the code: 1, 2 and 8 threads, four time zones, other locales and"
        f" hash seeds, shuffled input rows in the last two; {len(seen)} CSV, JSON, PDF and HTML files, released tables and marts",
        f"{len(seen) - len(differing)} of {len(seen)} have one hash"
        + (f" (not: {', '.join(differing)})" if differing else ""),
    )
    return differing
