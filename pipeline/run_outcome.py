"""What a command did: its closing lines and its machine-readable line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Outcome:
    """What a command did, for its closing lines and its ``--json`` line."""

    command: str
    changed: bool = True
    facts: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        return json.dumps({"command": self.command, "changed": self.changed, **self.facts}, sort_keys=True, default=str)
