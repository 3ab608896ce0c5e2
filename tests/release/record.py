"""`make record-disclosure`: measure, and write docs/disclosure.md. What was measured before is kept in the work folder,
so that a run that was stopped goes on where it was."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.release.study import one_family

FAMILIES = 1000
CHUNK = 50


def families(work: Path, n: int = FAMILIES) -> list[dict]:
    """The random families, in chunks that are measured once."""
    work.mkdir(parents=True, exist_ok=True)
    out: list[dict] = []
    for start in range(0, n, CHUNK):
        kept = work / f"families-{start:04d}.json"
        if not kept.is_file():
            kept.write_text(json.dumps([one_family(seed) for seed in range(start, min(start + CHUNK, n))]))
        out += json.loads(kept.read_text())
    return out


if __name__ == "__main__":
    families(Path(sys.argv[1]), int(sys.argv[2]))
