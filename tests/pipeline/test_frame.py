"""The frame holds: lock file, packages, layers, notebooks, and that nothing of this machine is committed."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_lock_file_names_no_address():
    """Why: an address in the lock would tie every county's installation to one machine's package index."""
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text
    assert "--index" not in text
    assert "--hash=sha256:" in text


def test_no_file_names_a_package_index():
    """Why: as above, for every other file of the repository."""
    hosts = re.compile("|".join(re.escape(h) for h in ("files.python" + "hosted.org", "py" + "pi.org", "registry.npm" + "js.org")))
    found = [p.relative_to(ROOT).as_posix() for p in tracked()
             if p.suffix not in {".png", ".csv"} and hosts.search(p.read_text(encoding="utf-8", errors="ignore"))]
    assert not found


def test_an_audit_that_reaches_no_database_is_no_clean_bill():
    """Why: pip-audit skips what it can't look up and then says that nothing is known, with exit 0."""
    recipe = (ROOT / "Makefile").read_text().partition("\naudit-deps:")[2].partition("\n\n")[0]
    assert "pip-audit --strict" in recipe


def test_every_direct_dependency_is_locked():
    """Why: a dependency outside the lock would be resolved anew on each machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = {m.lower() for m in re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(), re.M)}
    names = {re.split(r"[<>=!\[; ]", w)[0].lower() for w in wanted}
    assert names <= locked


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_estimators_import_nothing_of_ours():
    """Why: pure numerics can be checked against R, and reused, only while they know nothing of the pipeline."""
    ours = {"ingest", "expectations", "reports", "pipeline"}
    for path in (ROOT / "estimators").rglob("*.py"):
        assert not imports_of(path) & ours, path.name


def test_only_reports_draws():
    """Why: one house style; a chart made elsewhere would escape it, and the disclosure rules with it."""
    for folder in ("ingest", "expectations", "estimators", "pipeline"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not imports_of(path) & {"matplotlib", "typst"}, path


def test_staging_reads_no_model_above_it():
    """Why: layers; staging that reads a mart makes a circle that no reviewer can follow."""
    above = {p.stem for layer in ("intermediate", "marts", "estimates") for p in (ROOT / "models" / layer).rglob("*.*")}
    for path in (ROOT / "models" / "staging").rglob("*.sql"):
        assert not set(re.findall(r"ref\('(\w+)'\)", path.read_text())) & above, path.name


def test_python_models_are_thin():
    """Why: logic in a dbt Python model can neither be unit-tested nor contracted."""
    for path in (ROOT / "models" / "estimates").glob("*.py"):
        assert len([x for x in path.read_text().splitlines() if x.strip()]) <= 15, path.name


def test_notebooks_are_committed_without_outputs():
    """Why: an output may hold a person's row."""
    for path in tracked():
        if path.suffix == ".ipynb":
            for cell in json.loads(path.read_text())["cells"]:
                assert not cell.get("outputs") and not cell.get("execution_count"), path.name


def test_no_data_or_large_file_is_tracked():
    """Why: extracts and results stay with the site."""
    for path in tracked():
        assert path.suffix not in {".duckdb", ".parquet", ".xlsx", ".pdf"}, path
        assert path.stat().st_size < 2_000_000, path
