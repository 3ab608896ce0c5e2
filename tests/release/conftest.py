"""Built once, read by many: a small county's marts and their release."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.release.build import ReleaseSummary, build_release
from tests.release import fake_marts


@pytest.fixture(scope="session")
def marts60(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marts of a county with 60 people diverted at an arrest."""
    return fake_marts.warehouse(tmp_path_factory.mktemp("county") / "warehouse.duckdb", 60)


@pytest.fixture(scope="session")
def built60(marts60: Path) -> tuple[Path, ReleaseSummary]:
    """Its release, and what was said about it."""
    path = marts60.with_name("release.duckdb")
    return path, build_release(marts60, path, fake_marts.site())
