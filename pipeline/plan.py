"""A frozen analysis plan: ``analysis_plan.yml`` beside ``site.yml``, hashed with its date; reports list deviations."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import SiteError, UsageError
from pipeline.run_outcome import Outcome
from pipeline.settings import Site

KEYS = ("primary_outcome", "primary_horizon_days", "primary_design", "estimator", "designs", "horizons_days",
        "lookback_days", "eligibility", "engagement", "covariates", "subgroups", "looks")
COVARIATES = ["age", "sex", "race", "index_category", "index_severity", "prior_arrests_30d", "prior_arrests_90d",
              "prior_arrests_365d", "prior_arrests", "prior_eligible_arrests", "prior_felony_arrests", "prior_drug_arrests",
              "prior_warrant_arrests", "calendar"]
SUBGROUPS = ["sex", "race", "ethnicity", "age_band"]


def plan_path(site: Site) -> Path:
    return site.root / "analysis_plan.yml"


def lock_path(site: Site) -> Path:
    return site.root / "analysis_plan.lock.json"


def actual(site: Site) -> dict[str, Any]:
    """What this run does, under the plan's keys."""
    data = json.loads(site.model_dump_json())
    return {
        "primary_outcome": "new_offense", "primary_horizon_days": site.primary_horizon_days,
        "primary_design": site.comparison.primary, "estimator": "entropy_balance", "designs": site.comparison.designs,
        "horizons_days": sorted(site.horizons_days), "lookback_days": site.lookback_days,
        "eligibility": data["eligibility"], "engagement": data["engagement"], "covariates": COVARIATES,
        "subgroups": SUBGROUPS,
    }


def read_plan(site: Site) -> dict[str, Any] | None:
    """The plan file, or None. Raises SiteError naming an unknown or missing key."""
    path = plan_path(site)
    if not path.is_file():
        return None
    try:
        plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError:
        raise SiteError(f"{path}: is no YAML") from None
    if not isinstance(plan, dict):
        raise SiteError(f"{path}: holds no keys; expected {', '.join(KEYS)}")
    for key in plan:
        if key not in KEYS:
            raise SiteError(f"{path}: {key}: no such key; expected {', '.join(KEYS)}")
    for key in KEYS:
        if key not in plan:
            raise SiteError(f"{path}: {key}: is missing")
    return plan


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def freeze_plan(site: Site, today: dt.date | None = None) -> Outcome:
    """Write the plan from the site's settings if there is none, and freeze it: hash and date, appended to its history.

    Raises UsageError: the plan is frozen already and unchanged.
    """
    path = plan_path(site)
    if read_plan(site) is None:
        text = ("# The analysis plan, frozen before outcomes are looked at. Every report lists where a run deviates from it.\n"
                + yaml.safe_dump({**actual(site), "looks": ["yearly, on all data loaded by then"]}, sort_keys=False,
                                 allow_unicode=True))
        path.write_text(text, encoding="utf-8")
    history = history_of(site)
    digest = _sha256(path)
    if history and history[-1]["sha256"] == digest:
        raise UsageError(f"{path}: is frozen already, on {history[-1]['frozen_on']}, and unchanged since")
    history.append({"sha256": digest, "frozen_on": (today or dt.date.today()).isoformat()})
    lock_path(site).write_text(json.dumps(history, indent=1) + "\n", encoding="utf-8")
    kind = "frozen" if len(history) == 1 else f"frozen as amendment {len(history) - 1}"
    return Outcome("plan freeze", facts={"plan": str(path), **history[-1], "versions": len(history)},
                   lines=[f"{path}: {kind} on {history[-1]['frozen_on']}, SHA-256 {digest}"])


def history_of(site: Site) -> list[dict[str, str]]:
    """Every freeze, oldest first."""
    path = lock_path(site)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def deviations(site: Site) -> list[str]:
    """Where this run differs from the frozen plan, in words; a missing or changed plan is one, too."""
    plan = read_plan(site)
    if plan is None:
        return ["no analysis plan was registered"]
    history = history_of(site)
    out = []
    if not history:
        out.append("the analysis plan was never frozen")
    elif history[-1]["sha256"] != _sha256(plan_path(site)):
        out.append(f"the plan's text was changed after it was frozen on {history[-1]['frozen_on']}")
    if len(history) > 1:
        out.append(f"the plan was amended {len(history) - 1} times; the first is of {history[0]['frozen_on']}")
    for key, value in actual(site).items():
        planned = json.loads(json.dumps(plan[key], default=str))
        if planned != json.loads(json.dumps(value, default=str)):
            out.append(f"{key}: planned {_short(planned)}, run with {_short(value)}")
    return out


def _short(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 80 else text[:77] + "..."


def plan_facts(site: Site) -> dict[str, str]:
    """For the run's manifest: date and hash of the plan, and the deviations from it."""
    history = history_of(site)
    facts = {"plan_deviations": json.dumps(deviations(site))}
    if history:
        facts.update(plan_frozen=history[-1]["frozen_on"], plan_sha256=history[-1]["sha256"])
    return facts
