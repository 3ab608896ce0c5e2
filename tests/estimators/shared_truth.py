"""Readers of the reference numbers and of the data that may not be committed.

``SHARED`` is ``../shared/truth`` beside the project, or the folder that LEAD_TRUTH names. Tests that need it
skip with a reason when it is absent.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
DATA = HERE / "data"
REFERENCE = HERE / "reference"
SHARED = Path(os.environ.get("LEAD_TRUTH", HERE.parents[2] / "shared" / "truth"))


def read_csv(path: Path, encoding: str = "utf-8") -> dict[str, np.ndarray]:
    """Columns of a CSV: float arrays where every cell is a number or NA, text otherwise."""
    with path.open(encoding=encoding, newline="") as handle:
        rows = list(csv.reader(handle))
    columns = {}
    for j, name in enumerate(rows[0]):
        cells = [row[j] for row in rows[1:]]
        try:
            columns[name] = np.array([np.nan if cell in ("NA", "") else float(cell) for cell in cells])
        except ValueError:
            columns[name] = np.array(cells)
    return columns


def shared(relative: str) -> Path:
    """Path under ../shared/truth; skips the test when it is not there."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"needs {relative} of ../shared/truth (it may not be committed), which is absent")
    return path


def truth_csv(name: str) -> dict[str, np.ndarray]:
    """Committed copy of a reference table (numbers only, see reference/README.md)."""
    return read_csv(REFERENCE / "truth" / name)


def truth_json(name: str) -> dict:
    """Committed copy of a reference file (numbers only)."""
    return json.loads((REFERENCE / "truth" / name).read_text())


def shared_csv(relative: str, encoding: str = "utf-8") -> dict[str, np.ndarray]:
    return read_csv(shared(relative), encoding)


def reference_json(name: str) -> dict:
    """Committed reference numbers of tests/estimators/reference."""
    return json.loads((REFERENCE / name).read_text())


def rossi() -> dict[str, np.ndarray]:
    return read_csv(DATA / "rossi.csv")


def recid() -> dict[str, np.ndarray]:
    return read_csv(DATA / "recid_nc1978.csv")


def broward() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days from screening to the first re-arrest row, else to the data's end; is_recid = -1 is no case
    found."""
    people = shared_csv("broward_sample/screenings.csv")
    arrests = shared_csv("broward_sample/arrests.csv")
    is_rearrest = arrests["source_role"] == "rearrest"
    either = np.where(arrests["arrest_date"] == "", arrests["offense_date"], arrests["arrest_date"])
    dates = dict(zip(arrests["person_key"][is_rearrest], either[is_rearrest], strict=True))
    kept = people["is_recid"] != -1
    start = people["screening_date"][kept].astype("datetime64[D]")
    found = np.array([dates.get(key, "") for key in people["person_key"][kept]])
    event = found != ""
    end = np.where(event, found, "2016-04-01").astype("datetime64[D]")
    return (end - start).astype(float), event, people["score_text"][kept]


def logistic_probabilities(x: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Unpenalised logit by Newton to the last digit, with an intercept: for reference weights in tests
    only."""
    design = np.column_stack([np.ones(len(a)), x])
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ beta))
        step = np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design, design.T @ (a - p))
        beta += step
        if np.abs(step).max() < 1e-14:
            break
    return 1 / (1 + np.exp(-design @ beta))
