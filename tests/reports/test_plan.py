"""Funders demand preregistration: every deviation from the frozen plan stands in both reports."""

from __future__ import annotations

import json
from types import SimpleNamespace

from reports import common as c


def text_of(**settings: str) -> str:
    return json.dumps(c.plan_blocks(SimpleNamespace(setting=lambda key: settings.get(key))), ensure_ascii=False)


def test_each_deviation_is_listed():
    said = text_of(plan_frozen="2026-01-05", plan_deviations=json.dumps(["horizons_days: planned [365], run with [90]", "second"]))
    assert "2026-01-05" in said and "orizons_days: planned [365], run with [90]." in said and "Second." in said


def test_none_is_said_only_where_none_is_on_record():
    assert "does not deviate" in text_of(plan_frozen="2026-01-05", plan_deviations="[]")
    assert "does not deviate" not in text_of(plan_frozen="2026-01-05")
    assert "holds no list of deviations" in text_of(plan_frozen="2026-01-05")


def test_without_a_plan_the_report_says_so():
    assert "No frozen analysis plan" in text_of(plan_deviations=json.dumps(["no analysis plan was registered"]))
