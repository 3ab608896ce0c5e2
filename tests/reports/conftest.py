"""Made-up releases, written once a session; the same arguments give the same file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.release import Release
from tests.reports.synthetic_release import VARIANTS, write_release


class Releases:
    """Releases by variant name, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Release] = {}

    def path(self, name: str) -> Path:
        target = self.folder / name / "release.duckdb"
        if not target.exists():
            write_release(target, **VARIANTS[name])
        return target

    def __getitem__(self, name: str) -> Release:
        if name not in self._open:
            self._open[name] = Release.open(self.path(name))
        return self._open[name]


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    return Releases(tmp_path_factory.mktemp("releases"))
