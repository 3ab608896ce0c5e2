"""A commit is the one step that can't be taken back: what holds outputs or data must not get that far."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from pipeline import hooks

ROOT = Path(__file__).parents[2]


def test_strip_removes_outputs_and_keeps_the_rest(tmp_path):
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": 3,
                "id": "a",
                "metadata": {"x": 1},
                "source": ["1 + 1"],
                "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["2"]}}],
            },
            {"cell_type": "markdown", "id": "b", "metadata": {}, "source": ["words – kept"]},
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps(notebook))
    assert hooks.main(["strip", str(path)]) == 1
    cell = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert cell["outputs"] == [] and cell["execution_count"] is None and cell["source"] == ["1 + 1"]
    assert "words – kept" in path.read_text(encoding="utf-8")
    assert hooks.main(["strip", str(path)]) == 0


def test_the_committed_notebooks_are_as_the_hook_leaves_them():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        assert hooks.stripped(text) == text, path.name


@pytest.mark.parametrize(
    "name",
    [
        "demo/extracts/arrests.csv",
        "arrests.csv",
        "notebooks/x.parquet",
        "out/current/warehouse.duckdb",
        "a.csv.gz",
        "reports/y.xlsx",
        "ingest/z.sas7bdat",
        "pipeline/report.pdf",
    ],
)
def test_data_is_refused_by_place(tmp_path, name):
    path = tmp_path / Path(name).name
    path.write_text("a,b\n1,2\n")
    assert hooks.looks_like_data(path, name)


def test_data_is_refused_by_content_and_size(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Person_ID,x\n1,2\n")
    assert hooks.looks_like_data(path, "models/seeds/t.csv") == "has a column of persons"
    path.write_text("item,x\n" + "1,2\n" * 200_000)
    assert "larger" in hooks.looks_like_data(path, "models/seeds/t.csv")
    path.write_text("item,x\n1,2\n")
    assert hooks.looks_like_data(path, "models/seeds/t.csv") is None
    assert hooks.looks_like_data(path, "pipeline/cli.py") is None


def test_everything_that_is_committed_may_be():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if files.returncode:
        pytest.skip("not a git checkout")
    refused = {
        n: r
        for n in files.stdout.split("\n")
        if n and (ROOT / n).is_file() and (r := hooks.looks_like_data(ROOT / n, n))
    }
    assert not refused
