"""The limits of ``thresholds.yml``, for whoever needs no more than these: a release prints them and imports no estimator."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def thresholds() -> dict[str, float]:
    """Limit by name."""
    return yaml.safe_load((Path(__file__).parent / "thresholds.yml").read_text(encoding="utf-8"))
