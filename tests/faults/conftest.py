"""One small site, run twice on two deliveries, which the suites on kills and failing writes share."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.support import lead, small_site


@dataclass
class TwoDeliveries:
    """A site that was run on each of two deliveries; ``kept`` holds both generations, ``files`` both forms of one extract."""

    site: Path
    extract: Path
    files: tuple[str, str]
    kept: tuple[Path, Path]
    seconds: float = 0.0  # that the second run took
    step_seconds: dict[str, float] = field(default_factory=dict)  # and each of its steps

    @property
    def out(self) -> Path:
        return self.site.parent / "out"

    def deliver(self, which: int) -> Path:
        """Put one of the deliveries in place; its kept generation."""
        self.extract.write_text(self.files[which])
        return self.kept[which]


@pytest.fixture(scope="session")
def two_deliveries(tmp_path_factory: pytest.TempPathFactory) -> TwoDeliveries:
    # LEAD_FAULT_KEPT names a folder in which the two runs are kept for the next process
    folder = Path(os.environ.get("LEAD_FAULT_KEPT") or tmp_path_factory.mktemp("killed"))
    site = folder / "site" / "site.yml"
    if not site.is_file():
        small_site(site.parent)
        shutil.copytree(site.parent / "extracts", folder / "extracts")
    extract = next((site.parent / "extracts").glob("court*.csv"))
    first = (folder / "extracts" / extract.name).read_text()
    files = (first, first.replace("Dismissed", "Dropped"))
    assert files[0] != files[1]
    kept = (folder / "kept0", folder / "kept1")
    both = TwoDeliveries(site, extract, files, kept)
    for i in (0, 1):
        clock = kept[i].with_name(f"{kept[i].name}.seconds.json")  # (a replayed run writes down its own)
        if clock.is_file():
            both.step_seconds = json.loads(clock.read_text())
            both.seconds = sum(both.step_seconds.values())
            continue
        both.deliver(i)
        start = time.perf_counter()
        done = lead("run", "--site", site, "--no-reports")
        assert done.returncode == 0, done.stderr
        both.seconds = time.perf_counter() - start
        both.step_seconds = json.loads((both.out / "work" / "seconds.json").read_text())
        shutil.copytree(both.out / "current", kept[i])
        shutil.copy(both.out / "work" / "seconds.json", clock)
    return both
