"""`python -m tests.simulation`: the record of methods.md section 4, as docs/simulation.csv and docs/simulation.md.

    python -m tests.simulation                    all cells anew (about four minutes of one core), then the page
    python -m tests.simulation --broward          the A/A and planted-effect record on real arrests, then the page
    python -m tests.simulation --stack            counties of three worlds through the whole path, then the page
    python -m tests.simulation --gates            what is refused, computed to show why, then the page
    python -m tests.simulation --page             the page from the tables that stand
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import pandas as pd

from tests.simulation.draw import CONFOUNDING, ROWS, SIZES, Cell
from tests.simulation.page import write_page
from tests.simulation.record import run_cell, summary

DOCS = Path(__file__).resolve().parents[2] / "docs"
SEED = 20200201
HIDDEN = Cell(1000, "weak", 1, 0.5)


def cells() -> list[Cell]:
    """All cells of the record; each gives three effects."""
    return [Cell(*of) for of in itertools.product(SIZES, CONFOUNDING, ROWS)]


def main() -> None:
    """Run what was asked for and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=500, help="draws of the trials a cell (default 500)")
    parser.add_argument("--outcomes", type=int, default=4, help="outcomes drawn for each (default 4: 2,000 replicates)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--broward", action="store_true")
    parser.add_argument("--stack", action="store_true")
    parser.add_argument("--counties", type=int, default=100,
                        help="counties a world of --stack (default 100; half as many with a hidden confounder)")
    parser.add_argument("--workers", type=int, default=1, help="worlds of --stack at a time (default 1)")
    parser.add_argument("--gates", action="store_true")
    parser.add_argument("--page", action="store_true")
    asked = parser.parse_args()
    if asked.broward:
        from tests.simulation.broward import record

        record(1000, asked.seed).to_csv(DOCS / "simulation-broward.csv", index=False, float_format="%.6g")
    elif asked.stack:
        from tests.simulation.stack import record as record_stack

        record_stack(asked.counties, asked.seed, DOCS / "simulation-counties.csv", asked.workers)
    elif asked.gates:
        from tests.simulation.gates import record as record_gates

        record_gates(2000, asked.seed).to_csv(DOCS / "simulation-gates.csv", index=False, float_format="%.6g")
    elif not asked.page:
        rows = [row for cell in cells() for row in summary(run_cell(cell, asked.draws, asked.outcomes, asked.seed))]
        rows += summary(run_cell(HIDDEN, max(asked.draws // 2, 1), asked.outcomes, asked.seed))
        frame = pd.DataFrame(rows).assign(seed=asked.seed)
        frame.to_csv(DOCS / "simulation.csv", index=False, float_format="%.6g")
    write_page(DOCS)


if __name__ == "__main__":
    main()
