"""``lead verify``: the published generation is what was published, and still passes its checks."""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline import publish
from pipeline.errors import UsageError, ValidationFailed
from pipeline.project import file_sha256
from pipeline.run_outcome import Outcome
from pipeline.settings import Site

# what a published warehouse must hold (contract, section 4)
REQUIRED_MARTS = (
    "cohort", "attrition", "rearrest_outcomes", "rearrest_rates", "balance", "effects", "sensitivity",
    "engagement_funnel", "equity_effects", "cost_avoidance", "cost_summary", "run_manifest",
)


def differing(published: dict[str, Any], found: dict[str, Any], what: str) -> list[str]:
    """A sentence for each table that is not as the manifest has it."""
    return [f"{name}: {what} not those that were published" for name in sorted(published.keys() | found.keys())
            if published.get(name) != found.get(name)]


def verify_current(site: Site) -> Outcome:
    """Hashes, ledger, schema and disclosure of ``out/current``.

    Raises UsageError: nothing is published. ValidationFailed: something published is not what it was; each is named.
    """
    current = publish.current_dir(site)
    again = f"publish anew: lead run --site {site.path} --force"
    manifest = publish.read_manifest(current)
    if manifest is None and current.exists():
        raise ValidationFailed(f"{current}: manifest.json is missing or can't be read", hint=again)
    if manifest is None:
        raise UsageError(f"{current}: nothing is published yet", hint=f"lead run --site {site.path}")
    problems: list[str] = []
    for name, expected in manifest["files"].items():
        path = current / name
        if not path.is_file():
            problems.append(f"{name}: is missing")
        elif file_sha256(path) != expected:
            problems.append(f"{name}: its bytes are not those that were published")
    present = {p.relative_to(current).as_posix() for p in current.rglob("*") if p.is_file()} - {"manifest.json"}
    problems += [f"{name}: was not published" for name in sorted(present - set(manifest["files"]))]
    checked = len(manifest["files"])
    if not problems:
        with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as conn:
            off = conn.execute(
                "select count(*) from audit.row_ledger where rows_read <> rows_loaded + rows_quarantined +"
                " rows_duplicate + rows_withdrawn"
            ).fetchone()[0]
            if off:
                problems.append(f"audit.row_ledger: {off} files don't add up")
            there = {r[0] for r in conn.execute(
                "select table_name from information_schema.tables where table_schema = 'marts'").fetchall()}
            problems += [f"marts.{name}: is missing" for name in REQUIRED_MARTS if name not in there]
        if "columns" in manifest:  # (generations of before hold no list)
            problems += differing(manifest["columns"], publish.table_columns(current), "its columns are")
            problems += differing(manifest["rows"], publish.table_counts(current / "warehouse.duckdb"), "its rows are")
    if not problems:
        from pipeline.release.audit import audit_folder

        audit_folder(current, site)
        if not current.resolve().name.endswith(f"-{publish.manifest_mark(current)}"):
            problems.append("manifest.json: its bytes are not those that were published")
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ValidationFailed(f"{current}: {problems[0]}{more}", hint=again)
    return Outcome("verify", changed=False, facts={"files": checked, "generation": current.resolve().name},
                   lines=[f"{current}: {checked} files, ledger, schema and disclosure are in order"])
