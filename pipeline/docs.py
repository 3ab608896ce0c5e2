"""The data dictionary, made from the contracts that the build enforces and from the canonical extracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.canonical import EXTRACTS
from pipeline.project import ROOT

_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same loader in C, where it was built
TARGET = ROOT / "docs" / "data-dictionary.md"


def described_models() -> list[dict[str, Any]]:
    """Every model of the marts that has a description, by name."""
    found = []
    for path in sorted((ROOT / "models" / "marts").rglob("*.yml")):
        found += (yaml.load(path.read_text(encoding="utf-8"), _SAFE) or {}).get("models", [])
    return sorted(found, key=lambda m: m["name"])


def _cell(text: Any) -> str:
    return " ".join(str(text or "").split()).replace("|", "\\|")


def dictionary_text() -> str:
    """The page, as Markdown."""
    lines = ["# Data dictionary", "",
             "Made by `make docs` from the contracts in `models/marts/` and from `pipeline/canonical.py`; do not edit by hand.",
             "", "## Extracts", ""]
    for extract in EXTRACTS.values():
        key = ", ".join(extract.key) or "none"
        lines += [f"### {extract.name}", "", f"{extract.about[0].upper()}{extract.about[1:]}. Key: {key}.", "",
                  "| column | type | required | meaning |", "|---|---|---|---|"]
        for column in extract.columns:
            kind = column.kind if not column.values else "one of " + ", ".join(column.values)
            lines.append(f"| {column.name} | {_cell(kind)} | {'yes' if column.required else ''} | {_cell(column.about)} |")
        lines.append("")
    lines += ["## Tables", ""]
    for model in described_models():
        lines += [f"### {model['name']}", "", _cell(model.get("description")), ""]
        if model.get("columns"):
            lines += ["| column | type | meaning |", "|---|---|---|"]
            lines += [f"| {c['name']} | {_cell(c.get('data_type'))} | {_cell(c.get('description'))} |" for c in model["columns"]]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def write_dictionary(target: Path = TARGET) -> Path:
    """Write the page."""
    target.write_text(dictionary_text(), encoding="utf-8")
    return target


if __name__ == "__main__":
    print(write_dictionary())
