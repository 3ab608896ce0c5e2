"""The README's pictures: the funder report's first page and the curve of re-arrest, as PNG, from a release.

``python -m reports.pictures RELEASE FOLDER`` (``make pictures``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import typst

from reports import figures
from reports.errors import UsageError
from reports.release import Release
from reports.render import builders, write_root


def write_pictures(release: Release, folder: Path) -> list[Path]:
    """Write both pictures into ``folder``; returns the files.

    Raises UsageError: the release holds no curve.
    """
    curve = figures.incidence(release)
    if curve is None:
        raise UsageError("the release holds no curve of re-arrest; take a larger county")
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / "funder-first-page.png", folder / "incidence-curve.png"
    with tempfile.TemporaryDirectory(prefix="lead-report-") as made:
        root = Path(made)
        write_root(root, builders()["funder"](release), release, "us-letter")
        first.write_bytes(_png(root, "main.typ", 70))
        (root / "figure").write_bytes(curve.svg)
        second.write_bytes(_png(root, "picture.typ", 106))
    return [first, second]


def _png(root: Path, source: str, ppi: int) -> bytes:
    """The first page of a Typst source in ``root``."""
    made = typst.compile(str(root / source), root=str(root), font_paths=[str(root / "fonts")], ignore_system_fonts=True,
                         format="png", ppi=ppi)
    return made[0] if isinstance(made, list) else made


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m reports.pictures RELEASE FOLDER")
    for path in write_pictures(Release.open(Path(sys.argv[1])), Path(sys.argv[2])):
        print(path)
