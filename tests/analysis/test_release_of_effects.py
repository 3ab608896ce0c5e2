"""The new rows of `effects` on their way out: the number of matched pairs must not tell how few found no partner, and the
area policy's arms, all eligible events, must not be taken for a part of the diverted (the audit would find the printed
counts contradictory and stop the run)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.release.audit import audit_release
from pipeline.release.build import build_release
from pipeline.release.cells import CellSystem
from pipeline.release.linkage import LINKS, Context
from pipeline.release.tables import TABLES
from tests.release import fake_marts


def test_pairs_are_hidden_where_few_lead_trials_found_none():
    table = next(t for t in TABLES if t.name == "effects")
    for left, hidden in ((4, True), (0, False), (20, False)):
        row = {"door": "arrest_diversion", "comparison_design": "concurrent_area", "population": "intention_to_divert",
               "outcome": "new_offense", "horizon_days": 365, "estimator": "matching", "effect_measure": "risk_difference",
               "estimate": -0.1, "n_lead": 300, "n_comparison": 900, "ess_comparison": 300.0 - left, "diagnostics_passed": True}
        linked = LINKS["effects"](table, [row], Context(CellSystem(11), 11, 365))[0]
        assert ("ess_comparison" in linked.blocked) is hidden
        assert "estimate" not in linked.blocked


@pytest.mark.slow
def test_the_area_policy_may_hold_more_events_than_people_were_diverted(tmp_path: Path):
    frames = fake_marts.marts()
    effects = frames["effects"]
    model = effects[effects["diagnostics_passed"].astype(bool)].iloc[0].to_dict()
    row = {**model, "estimator": "difference_in_differences", "comparison_design": "area_policy", "n_lead": 9000,
           "n_comparison": 12000}
    frames["effects"] = pd.concat([effects, pd.DataFrame([row])], ignore_index=True)
    out = tmp_path / "release.duckdb"
    build_release(fake_marts.write(tmp_path / "warehouse.duckdb", frames), out, fake_marts.site(recurring=False))
    with duckdb.connect(str(out), read_only=True) as con:
        own = con.execute("select value from effects where comparison_design = 'area_policy' and measure = 'n_lead'").fetchall()
    assert own == [(9000.0,)] and audit_release(out)[0].findings == []
