"""Surrogate person keys, and the secret that orders them and tells withdrawn keys again.

``out/private`` is for the site's owner alone (0700, files 0600): ``secret.key``, ``crosswalk.duckdb``
(source key to surrogate) and ``tombstones.duckdb`` (keyed hashes of withdrawn keys). The crosswalk may be
deleted. While no file, setting or charge table changes nothing is loaded and the link stays cut; the next load
draws new surrogates, writes a crosswalk of them, and can't tell by itself what was withdrawn since the last one.
Secret and tombstones may not be deleted once a row was withdrawn: it would come back with an old file.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import duckdb

from ingest.store import STORAGE
from ingest.textfile import sql_text
from pipeline.errors import BuildFailed

CROSSWALK = "crosswalk.duckdb"
TOMBSTONES = "tombstones.duckdb"
SECRET = "secret.key"
PUT_BACK = (
    "put out/private back from a backup; without one remove out/private and out/work/ingest.duckdb: then every row that stands in the "
    "extracts is loaded, so make sure first that they are without what was withdrawn"
)


def read_secret(private: Path, *, keep: bool) -> str:
    """The site's secret, 64 hexadecimal digits; drawn (and kept, if ``keep``) at the first load."""
    path = private / SECRET
    if path.exists():
        text = path.read_text(encoding="ascii", errors="replace").strip()
        if len(text) < 32:
            raise BuildFailed(f"{path}: is damaged", hint="without it, withdrawn rows can't be told again")
        return text
    if (private / TOMBSTONES).exists():
        raise BuildFailed(f"{path}: is missing, but tombstones that need it are there", hint=PUT_BACK)
    text = secrets.token_hex(32)
    if keep:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as f:
            f.write(text + "\n")
    return text


def keyed(secret: str, *parts: str) -> str:
    """SQL of a keyed SHA-256 of several text expressions (NULL apart from empty, parts kept apart)."""
    joined = " || ".join(f"coalesce('+' || strlen({p}) || ':' || {p}, '-')" for p in parts)
    return f"sha256({sql_text(secret)} || {joined})"


def assign(con: duckdb.DuckDBPyConnection, keys_sql: str, secret: str, has_crosswalk: bool) -> int:
    """Make table ``people(person_key, person_id)`` for the keys that ``keys_sql`` selects.

    A known key keeps its surrogate. New ones are numbered on from the highest ever given, in the order of a
    keyed hash: a permutation that neither file order nor the keys' own order decides. Keys that no extract
    holds any more are left out, so that a withdrawn person's key is gone from the crosswalk too. Returns
    the next free surrogate.
    """
    con.execute(
        f"CREATE TABLE people_keys AS SELECT DISTINCT person_key FROM ({keys_sql}) WHERE person_key IS NOT "
        "NULL"
    )
    if has_crosswalk:
        next_id = con.execute("SELECT next_id FROM crosswalk.main.state").fetchone()[0]
        con.execute(
            "CREATE TABLE people AS SELECT person_key, person_id FROM crosswalk.main.persons "
            "SEMI JOIN people_keys USING (person_key)"
        )
        con.execute("DELETE FROM people_keys WHERE person_key IN (SELECT person_key FROM people)")
    else:
        next_id = 1
        con.execute("CREATE TABLE people (person_key VARCHAR, person_id BIGINT)")
    con.execute(
        f"INSERT INTO people SELECT person_key, row_number() OVER (ORDER BY md5({sql_text(secret)} || "
        "person_key), person_key) "
        f"+ {next_id - 1} FROM people_keys"
    )
    new = con.execute("SELECT count(*) FROM people_keys").fetchone()[0]
    con.execute("DROP TABLE people_keys")
    return next_id + new


def write_crosswalk(con: duckdb.DuckDBPyConnection, path: Path, next_id: int) -> None:
    """Write ``people`` as a fresh crosswalk file."""
    con.execute(f"ATTACH {sql_text(str(path))} AS new_crosswalk {STORAGE}")
    con.execute(
        "CREATE TABLE new_crosswalk.main.persons AS SELECT person_key, person_id FROM people ORDER BY "
        "person_id"
    )
    con.execute(f"CREATE TABLE new_crosswalk.main.state AS SELECT {next_id}::BIGINT AS next_id")
    con.execute("CHECKPOINT new_crosswalk")
    con.execute("DETACH new_crosswalk")
    path.chmod(0o600)
