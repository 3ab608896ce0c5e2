"""Where a line of code belongs: the layers, held by a test so that no import or ref goes upwards."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"ingest", "expectations", "estimators", "reports", "pipeline", "tests"}
# package -> what of ours it may import
MAY_IMPORT = {
    "estimators": {"estimators"},
    "ingest": {"ingest", "pipeline"},
    "expectations": {"expectations", "pipeline"},
    "reports": {"reports", "estimators"},
    "pipeline": OURS - {"tests"},
}
LAYERS = ["staging", "intermediate", "marts"]


def imports(path: Path) -> set[str]:
    """Top-level names of all modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_go_downwards(package):
    for path in sorted((ROOT / package).rglob("*.py")):
        above = (imports(path) & OURS) - MAY_IMPORT[package]
        if path.name == "errors.py":  # every command ends with the same exit codes
            above -= {"pipeline"}
        assert not above, f"{path.relative_to(ROOT)} imports {sorted(above)}"


def test_only_reports_draw():
    """Charts have one house style because one package draws them."""
    for package in MAY_IMPORT:
        if package != "reports":
            for path in sorted((ROOT / package).rglob("*.py")):
                assert not imports(path) & {"matplotlib", "typst"}, path.relative_to(ROOT)


def test_estimators_know_no_database():
    for path in sorted((ROOT / "estimators").rglob("*.py")):
        assert not imports(path) & {"duckdb", "dbt", "sqlalchemy", "pandas"}, path.relative_to(ROOT)


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "models").parts[0]


def test_models_read_their_own_layer_or_one_below():
    """Staging reads no mart, intermediate none but the cohort; ``estimates`` stands between marts and marts."""
    at = {p.stem: layer_of(p) for p in (ROOT / "models").rglob("*") if p.suffix in (".sql", ".py", ".csv")}
    for path in sorted((ROOT / "models").rglob("*.sql")):
        here = layer_of(path)
        for name in re.findall(r"ref\('(\w+)'\)", path.read_text(encoding="utf-8")):
            there = at[name]
            # the cohort is the list of trials, and what is counted of trials is counted after it
            if here in LAYERS and there in LAYERS and name != "cohort":
                assert LAYERS.index(there) <= LAYERS.index(here), (
                    f"{path.stem} ({here}) reads {name} ({there})"
                )
            if here == "staging":
                assert there == "seeds", f"{path.stem} (staging) reads {name}"


def test_estimates_are_thin():
    """A dbt Python model passes frames on; what it computes lies in a package that has tests."""
    for path in sorted((ROOT / "models").rglob("*.py")):
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip()]
        assert len(lines) <= 15, path.stem
