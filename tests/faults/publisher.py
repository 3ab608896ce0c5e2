"""Publishes prebuilt generations again and again: ``python -m tests.faults.publisher SITE FOLDER TIMES``."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from pipeline import publish
from pipeline.settings import load_site


def main(site_file: str, source: str, times: int) -> None:
    site = load_site(site_file)
    for i in range(times):
        folder = publish.new_build_dir(site)
        shutil.copytree(source, folder, dirs_exist_ok=True)
        facts = json.loads((Path(source) / "facts.json").read_text())
        (folder / "facts.json").write_text(json.dumps({**facts, "turn": i}))
        publish.write_manifest(
            folder, {"inputs": facts["inputs"], "withdrawals": publish.withdrawals_state(site)}
        )
        publish.publish(site, folder)
        publish.prune(site, site.publish.keep_generations)
        publish.purge(site)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
