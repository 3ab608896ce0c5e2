"""The store (``out/work/ingest.duckdb``): its tables, and the locked-down connection that writes it."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from ingest.mapping import sql_type
from ingest.textfile import sql_text
from pipeline.canonical import EXTRACTS
from pipeline.errors import BuildFailed

# the newest form that every supported version reads; it takes a quarter less time to write than the default
STORAGE = "(STORAGE_VERSION 'v1.5.0')"
# raise it when the same files and settings would give another store
LOADER_VERSION = 14
MEMORY_LIMIT = os.environ.get("LEAD_MEMORY_LIMIT", "2500MB")
# None: as many as there are cores
THREADS = os.environ.get("LEAD_THREADS")

_AUDIT = """
CREATE TABLE {db}.audit.row_ledger (
    extract VARCHAR, file VARCHAR, rows_read BIGINT, rows_loaded BIGINT, rows_quarantined BIGINT,
    rows_duplicate BIGINT, rows_withdrawn BIGINT);
CREATE TABLE {db}.audit.quarantine (
    extract VARCHAR, file VARCHAR, row_number BIGINT, "column" VARCHAR, reason VARCHAR);
CREATE TABLE {db}.audit.load_history (
    load_id INTEGER, loaded_at TIMESTAMP, extract VARCHAR, file VARCHAR, sha256 VARCHAR, rows_read BIGINT,
    settings_sha256 VARCHAR, tables_sha256 VARCHAR, loader_version INTEGER, is_taken BOOLEAN, path VARCHAR,
    header VARCHAR, mode VARCHAR, as_of DATE, key_id VARCHAR, deid_basis VARCHAR, agreement VARCHAR,
    expires DATE, is_numbered BOOLEAN);
CREATE TABLE {db}.audit.withdrawals (
    load_id INTEGER, extract VARCHAR, people VARCHAR, n_rows BIGINT);
CREATE TABLE {db}.raw.extracts (extract VARCHAR, is_present BOOLEAN, rows_loaded BIGINT);
CREATE TABLE {db}.raw.quarantined_arrests (person_id BIGINT, arrest_id VARCHAR);
CREATE TABLE {db}.raw.quarantined_referrals (person_id BIGINT, referral_date DATE);
CREATE TABLE {db}.raw.unmapped_charges (charge_code VARCHAR, charge_description VARCHAR, n_rows BIGINT);
"""


def create_tables(con: duckdb.DuckDBPyConnection, db: str) -> None:
    """Create the empty schemas ``raw`` and ``audit`` in an attached, empty database."""
    con.execute(f"CREATE SCHEMA {db}.raw; CREATE SCHEMA {db}.audit;")
    for extract in EXTRACTS.values():
        columns = ", ".join(
            f'"{c.name}" {"BIGINT" if c.name == "person_id" else sql_type(c)}' for c in extract.columns
        )
        con.execute(f"CREATE TABLE {db}.raw.{extract.name} ({columns})")
    con.execute(_AUDIT.format(db=db))


def connect(work: Path, readable: list[Path], attach: dict[str, Path]) -> duckdb.DuckDBPyConnection:
    """A connection that reads the named files, reads and writes in ``work``, and nothing else. ``attach``:
    name to database file, attached read-only. Raises BuildFailed: one of them can't be read.

    No network, no extension is loaded or installed, no Python variable becomes a table, and its
    configuration can't be changed any more. ``work`` also takes what does not fit in memory.
    """
    con = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            # each file is read once
            "enable_external_file_cache": "false",
        },
    )
    spill = work / "spill"
    spill.mkdir(exist_ok=True)
    con.execute(f"SET temp_directory={sql_text(str(spill))}")
    con.execute(f"SET memory_limit={sql_text(MEMORY_LIMIT)}")
    if THREADS:
        con.execute(f"SET threads={int(THREADS)}")
    con.execute("SET TimeZone='UTC'")
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    con.execute("SET enable_progress_bar=false")
    # the new store is written out once, at its end; the staged tables never (a small UPDATE would pack all of them)
    con.execute("SET checkpoint_threshold='1TB'")
    for name, path in attach.items():
        try:
            con.execute(f"ATTACH {sql_text(str(path))} AS {name} (READ_ONLY)")
        except duckdb.Error:
            con.close()
            raise BuildFailed(f"{path.name}: can't be read (open elsewhere, or damaged)") from None
    con.execute(f"SET allowed_directories=[{sql_text(str(work))}]")
    if readable:
        con.execute(f"SET allowed_paths=[{', '.join(sql_text(str(p)) for p in readable)}]")
    con.execute("SET enable_external_access=false")
    con.execute("SET lock_configuration=true")
    return con


def open_store(path: Path) -> duckdb.DuckDBPyConnection | None:
    """An existing store, read-only; None where there is none. Raises BuildFailed: it can't be read."""
    if not path.exists():
        return None
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error:
        raise BuildFailed(
            f"{path.name}: the store of the last load can't be read (open elsewhere, or damaged)",
            hint="close what has it open; if it is damaged, move it away and load again",
        ) from None
