"""Who opens the warehouse. Why: a report or an export that reads a mart passes by all that protects a person."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.release.build import ReleaseSummary
from pipeline.release.export import export_release

ROOT = Path(__file__).resolve().parents[2]
OPENS = re.compile(r"duckdb\.connect|import duckdb|LEAD_WAREHOUSE|\bWarehouse\b|read_parquet|warehouse\.duckdb")

# what may know of the warehouse, and why
ALLOWED = {
    "pipeline/publish.py": "counts rows and columns of what it publishes",
    "pipeline/run.py": "builds it, checks it, counts its rows",
    "pipeline/dbt.py": "tells dbt where it is", "pipeline/dbt_plugin.py": "is part of dbt",
    "pipeline/store.py": "the store before it", "pipeline/verify.py": "holds it against the manifest",
    "pipeline/diff.py": "says what moved", "pipeline/status.py": "says what stands",
    "pipeline/record_checks.py": "warns of links and records beyond their bounds",
    "pipeline/what_if.py": "re-prices the release", "pipeline/doctor.py": "looks at the site",
    "pipeline/settings_tables.py": "writes the settings into a build",
    "pipeline/init.py": "reads extracts, no warehouse", "pipeline/plan.py": "the analysis plan",
    "pipeline/release/build.py": "makes the release", "pipeline/release/audit.py": "attacks the release",
    "pipeline/release/audit_people.py": "counts who stands behind a number",
    "pipeline/release/audit_files.py": "reads release and exports back", "pipeline/release/ledger.py": "the ledger",
    "pipeline/release/export.py": "opens the release", "reports/release.py": "the reports' only door",
}


def sources(folder: str) -> list[Path]:
    return sorted(p for p in (ROOT / folder).rglob("*.py"))


def test_nothing_else_opens_a_database() -> None:
    """Why: the list is short, so that it can be read; a new name on it is a decision."""
    found = {p.relative_to(ROOT).as_posix() for folder in ("pipeline", "reports") for p in sources(folder)
             if OPENS.search(p.read_text(encoding="utf-8"))}
    assert found - set(ALLOWED) == set()


@pytest.mark.parametrize("path", [p for p in sources("pipeline/release") if p.name not in (
    "audit.py", "audit_people.py", "build.py", "tables.py")], ids=lambda p: p.name)
def test_release_code_that_needs_no_mart_names_none(path: Path) -> None:
    """Why: exports, ledger and checks work on what is released."""
    text = re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\bmarts\.|warehouse", text)


ATTACK = ("audit", "audit_files", "audit_links", "audit_people", "check", "pdftext")
PROTECTION = ("build", "cells", "curves", "linkage", "present", "rounding", "suppress", "tables")


def _ours(path: Path) -> set[str]:
    """All modules of the project that a file imports, wherever in it, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: imports by a relative name"
            found.update(f"{node.module}.{a.name}" if node.module == "pipeline.release" else str(node.module) for a in node.names)
    return {m for m in found if m.split(".")[0] in ("pipeline", "reports", "ingest", "estimators", "expectations")}


def test_the_audit_shares_no_code_with_the_suppressor() -> None:
    """Why: a slip that both share is a slip that nobody finds."""
    for name in ATTACK:
        # what a command hands back, and the site's own min_cell
        command = {"pipeline.run_outcome", "pipeline.settings"} if name == "check" else set()
        may = {"pipeline.errors", *command, *(f"pipeline.release.{n}" for n in ATTACK)}
        assert _ours(ROOT / f"pipeline/release/{name}.py") <= may, name
    assert _ours(ROOT / "pipeline/errors.py") == set()
    for name in PROTECTION:
        assert not _ours(ROOT / f"pipeline/release/{name}.py") & {f"pipeline.release.{n}" for n in ATTACK}, name


def test_no_report_notebook_reads_a_mart() -> None:
    """Why: a notebook that does is restricted, says so, and its page is kept apart."""
    readers = set()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "".join("".join(c["source"]) for c in cells)
        if re.search(r"\bWarehouse\b|\bmarts\.|LEAD_WAREHOUSE|duckdb", "".join(
                "".join(c["source"]) for c in cells if c["cell_type"] == "code")):
            readers.add(path.name)
            assert "restricted" in text.lower(), path.name
    assert readers == {"07_explore_your_own.ipynb"}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """Let DuckDB open one file alone; gives the list of all that was opened."""
    def limit(allowed: Path) -> list[str]:
        opened: list[str] = []
        real = duckdb.connect

        def connect(database: str = ":memory:", *args: object, **more: object) -> duckdb.DuckDBPyConnection:
            opened.append(str(database))
            assert str(database) in (":memory:", str(allowed)), f"{database} was opened"
            return real(database, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(duckdb, "connect", connect)
        monkeypatch.setenv("LEAD_WAREHOUSE", "/nowhere/warehouse.duckdb")
        return opened

    return limit


def test_exports_need_the_release_alone(built60: tuple[Path, ReleaseSummary], only: Callable, tmp_path: Path) -> None:
    """Why: run where there is no warehouse, and with every other file barred."""
    alone = tmp_path / "release.duckdb"
    alone.write_bytes(built60[0].read_bytes())
    opened = only(alone)
    assert len(export_release(alone, tmp_path / "exports")) > 10
    assert set(opened) == {str(alone)}


@pytest.mark.parametrize("kind", ["funder", "evaluator"])
def test_reports_need_the_release_alone(kind: str, built60: tuple[Path, ReleaseSummary], only: Callable,
                                        tmp_path: Path) -> None:
    """Why: as above, for the reports, their figures and their PDFs."""
    from reports.release import Release
    from reports.render import builders, compile_pdf

    alone = tmp_path / "release.duckdb"
    alone.write_bytes(built60[0].read_bytes())
    opened = only(alone)
    release = Release.open(alone)
    assert compile_pdf(builders()[kind](release), release, "us-letter").startswith(b"%PDF")
    assert set(opened) <= {str(alone), ":memory:"}
