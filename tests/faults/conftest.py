"""One small site, run twice on two deliveries, which the suites on kills and failing writes share."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.faults.support import TwoDeliveries, lead, small_site


@pytest.fixture(scope="session")
def fresh_site(tmp_path_factory: pytest.TempPathFactory) -> TwoDeliveries:
    """Nothing of it has been run."""
    # LEAD_FAULT_KEPT names a folder in which site and runs are kept for the next process
    folder = Path(os.environ.get("LEAD_FAULT_KEPT") or tmp_path_factory.mktemp("killed"))
    site = folder / "site" / "site.yml"
    if not site.is_file():
        small_site(site.parent)
        shutil.copytree(site.parent / "extracts", folder / "extracts")
    extract = next((site.parent / "extracts").glob("court*.csv"))
    first = (folder / "extracts" / extract.name).read_text()
    files = (first, first.replace("Dismissed", "Dropped"))
    assert files[0] != files[1]
    return TwoDeliveries(site, extract, files, (folder / "kept0", folder / "kept1"))


@pytest.fixture(scope="session")
def two_deliveries(fresh_site: TwoDeliveries) -> TwoDeliveries:
    """Both deliveries have been run, without reports."""
    both, kept = fresh_site, fresh_site.kept
    for i in (0, 1):
        clock = kept[i].with_name(f"{kept[i].name}.seconds.json")  # (a replayed run writes down its own)
        if not clock.is_file():
            both.deliver(i)
            done = lead("run", "--site", both.site, "--no-reports")
            assert done.returncode == 0, done.stderr
            shutil.copytree(both.out / "current", kept[i])
            shutil.copy(both.out / "work" / "seconds.json", clock)
        both.step_seconds = json.loads(clock.read_text())
    return both
