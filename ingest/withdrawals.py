"""Withdrawn (expunged) rows: found by what a new snapshot lacks, remembered as keyed hashes, kept out for
good.

A tombstone is a keyed SHA-256 of a row's key, or, for rows that have none of their own (charges without
``charge_number``, health events), of its content within its *unit* (the arrest; the person). The hash is of
source keys, so that it outlives the crosswalk; without the site's secret it tells nothing. A tombstone
never lapses: a key that comes back, in an old file or a new one, stays out and is counted in
``rows_withdrawn``.

Charges without a number: the arrest is the unit. Where an arrest has fewer rows than before, the contents
that are gone are withdrawn; where it has as many, a changed content is a correction.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ingest.mapping import store_name
from ingest.people import keyed
from ingest.textfile import sql_text

if TYPE_CHECKING:
    from ingest.staged import Staged

# what tells two rows of one unit apart, whatever charge table or value map is in use
_CONTENT = {
    "arrests": ("arrest_date", "offense_date", "charge_code", "charge_description"),
    "health_events": ("event_date", "event_type"),
}
_UNIT = {"arrests": ("person_id", "arrest_id"), "health_events": ("person_id",)}
# only where the columns above say nothing
_WITHOUT_CHARGE = ("severity", "offense_category")


def _key_hash(secret: str, extract: str, form: str, parts: list[str]) -> str:
    return keyed(secret, sql_text(f"{extract} {form}"), *parts)


def _text(column: str) -> str:
    return f"CAST({column} AS VARCHAR)"


def _content(extract: str, prefix: str, kept: dict[str, str] | None = None) -> str:
    """One SQL text that stands for a row's content (NULLs apart from empty text); ``kept``: SQL of columns that are not kept as read."""
    columns = [(kept or {}).get(c, f"{prefix}{c}") for c in _CONTENT[extract]]
    if extract == "arrests":
        plain = f"{prefix}charge_code IS NULL AND {prefix}charge_description IS NULL"
        columns += [f"CASE WHEN {plain} THEN {prefix}{c} END" for c in _WITHOUT_CHARGE]
    return (
        "concat_ws('|', "
        + ", ".join(f"coalesce(strlen({_text(c)}) || ':' || {_text(c)}, '-')" for c in columns)
        + ")"
    )


def _own_key(s: Staged, prefix: str) -> list[str]:
    return [_text(f"{prefix}{store_name(k)}") for k in s.extract.key]


def keep_out(con: duckdb.DuckDBPyConnection, s: Staged, secret: str) -> None:
    """Set aside, as ``withdrawn``, the staged rows that a tombstone names."""
    name = s.extract.name
    forms = {
        row[0]
        for row in con.execute(
            "SELECT DISTINCT form FROM tombs.main.tombstones WHERE extract = ?", [name]
        ).fetchall()
    }
    rows = f"FROM {s.table} s WHERE s.errors & 1 = 0 AND s.rowid NOT IN (SELECT g FROM {s.drops})"
    of = f"(SELECT hash FROM tombs.main.tombstones WHERE extract = '{name}' AND form = "
    if "key" in forms:
        own = "s.charge_number IS NOT NULL" if name == "arrests" else "true"
        con.execute(
            f"INSERT INTO {s.drops} SELECT s.rowid, 'withdrawn' {rows} AND {own} "
            f"AND {_key_hash(secret, name, 'key', _own_key(s, 's.'))} IN {of} 'key')"
        )
    if "content" in forms:
        unit = [_text(f"s.{store_name(c)}") for c in _UNIT[name]]
        own = "s.charge_number IS NULL" if name == "arrests" else "true"
        # a tombstone is of what the store kept: of the text as read, or of what stands for it
        kept, joins = s.kept_values()
        con.execute(
            f"CREATE TABLE in_units AS SELECT s.rowid AS g, "
            f"{', '.join(f'{u} AS u{i}' for i, u in enumerate(unit))}, "
            f"{_content(name, 's.')} AS content, {_content(name, 's.', kept)} AS content_kept "
            f"{rows.replace(' s WHERE', f' s {joins} WHERE', 1)} "
            f"AND {own} AND {_key_hash(secret, name, 'unit', unit)} IN {of} 'unit')"
        )
        names = [f"u{i}" for i in range(len(unit))]
        found = " OR ".join(
            f"{_key_hash(secret, name, 'content', [*names, c, _text('k')])} IN {of} 'content')" for c in ("content", "content_kept")
        )
        con.execute(
            f"INSERT INTO {s.drops} SELECT g, 'withdrawn' FROM (SELECT *, row_number() OVER (PARTITION BY "
            f"{', '.join(names)}, content ORDER BY g) AS k FROM in_units) WHERE {found}"
        )
        con.execute("DROP TABLE in_units")


def find(con: duckdb.DuckDBPyConnection, s: Staged, secret: str, *, by_content: bool) -> tuple[int, int, int]:
    """Compare the last store (``prev``) with what was read now; fill ``new_tombstones``. ``by_content``:
    rows have no key of their own (now or then). Returns how many rows are gone, of how many, and how many of them
    were of people who had been referred.
    """
    name = s.extract.name
    con.execute("CREATE TABLE IF NOT EXISTS new_tombstones (extract VARCHAR, form VARCHAR, hash VARCHAR)")
    before = con.execute(f"SELECT count(*) FROM prev.raw.{name}").fetchone()[0]
    if not before:
        return 0, 0, 0
    if by_content:
        n, referred = _find_by_content(con, s, secret, None)
        return n, before, referred
    key = ", ".join(s.extract.key)
    # (IS NOT DISTINCT: a facility may be missing)
    equal = " AND ".join(f"n.{k} IS NOT DISTINCT FROM p.{k}" for k in s.extract.key)
    con.execute(
        f"CREATE TABLE gone AS SELECT DISTINCT {key} FROM prev.raw.{name} p ANTI JOIN new.raw.{name} n "
        f"ON {equal}"
    )
    if "person_id" in s.extract.key:
        con.execute(
            "CREATE TABLE gone_keys AS SELECT c.person_key, gone.* FROM gone "
            "JOIN crosswalk.main.persons c USING (person_id)"
        )
    else:
        con.execute("CREATE TABLE gone_keys AS SELECT * FROM gone")
    con.execute("DROP TABLE gone")
    # a key that was read but set aside this time (quarantined, say) is not withdrawn
    same = " AND ".join(
        f"s.{store_name(k)} IS NOT DISTINCT FROM gone_keys.{store_name(k)}" for k in s.extract.key
    )
    if name == "arrests":  # nor is a charge whose number can't be read
        same = (
            f"s.arrest_id = gone_keys.arrest_id AND ({same} OR (s.person_key = gone_keys.person_key "
            "AND s.charge_number IS NULL))"
        )
    con.execute(
        f"DELETE FROM gone_keys WHERE EXISTS (SELECT 1 FROM {s.table} s WHERE s.errors & 1 = 0 AND {same})"
    )
    n = con.execute("SELECT count(*) FROM gone_keys").fetchone()[0]
    referred = 0
    if n:
        if s.has_people:
            at = " AND ".join(f"p.{k} IS NOT DISTINCT FROM g.{k}" for k in s.extract.key)
            referred = con.execute(
                f"SELECT count(*) FROM gone_keys g JOIN prev.raw.{name} p ON {at} "
                "WHERE p.person_id IN (SELECT person_id FROM prev.raw.referrals)"
            ).fetchone()[0]
        parts = [_text(store_name(k)) for k in s.extract.key]
        con.execute(
            f"INSERT INTO new_tombstones SELECT '{name}', 'key', {_key_hash(secret, name, 'key', parts)} "
            "FROM gone_keys"
        )
        if name == "arrests":  # should the numbers no longer be mapped one day
            _find_by_content(con, s, secret, "(SELECT DISTINCT person_id, arrest_id FROM gone_keys)")
    con.execute("DROP TABLE gone_keys")
    return n, before, referred


def _find_by_content(con: duckdb.DuckDBPyConnection, s: Staged, secret: str, units: str | None) -> tuple[int, int]:
    """Tombstones for contents that units with fewer rows than before have lost; returns how many rows
    fewer, and how many of them were of people who had been referred.
    """
    name = s.extract.name
    unit = list(_UNIT[name])
    keys = ", ".join(unit)
    only = f" SEMI JOIN {units} USING ({keys})" if units else ""
    here = (
        f"SELECT people.person_id, s.* FROM {s.table} s JOIN people USING (person_key) WHERE s.errors & 1 = "
        "0 "
        f"AND s.rowid NOT IN (SELECT g FROM {s.drops} WHERE kind IN ('duplicate', 'withdrawn'))"
    )
    con.execute(
        f"CREATE TABLE shrunk AS SELECT {keys}, p.n - coalesce(c.n, 0) AS fewer FROM "
        f"(SELECT {keys}, count(*) AS n FROM prev.raw.{name}{only} GROUP BY ALL) p LEFT JOIN "
        f"(SELECT {keys}, count(*) AS n FROM ({here}) GROUP BY ALL) c USING ({keys}) WHERE p.n > "
        "coalesce(c.n, 0)"
    )
    con.execute(
        f"CREATE TABLE before AS SELECT {keys}, content, row_number() OVER (PARTITION BY {keys}, content) "
        "AS k "
        f"FROM (SELECT {keys}, {_content(name, '')} AS content FROM prev.raw.{name} SEMI JOIN shrunk USING "
        f"({keys}))"
    )
    con.execute(
        f"CREATE TABLE after AS SELECT {keys}, content, row_number() OVER (PARTITION BY {keys}, content) AS "
        "k "
        f"FROM (SELECT {keys}, {_content(name, '')} AS content FROM ({here}) SEMI JOIN shrunk USING ({keys}))"
    )
    names = [_text(store_name(u)) for u in unit]
    con.execute(
        f"CREATE TABLE lost AS SELECT before.*, c.person_key FROM before ANTI JOIN after USING ({keys}, "
        "content, k) "
        "JOIN crosswalk.main.persons c USING (person_id)"
    )
    con.execute(
        f"INSERT INTO new_tombstones SELECT '{name}', 'content', "
        f"{_key_hash(secret, name, 'content', [*names, 'content', _text('k')])} FROM lost"
    )
    con.execute(
        f"INSERT INTO new_tombstones SELECT DISTINCT '{name}', 'unit', "
        f"{_key_hash(secret, name, 'unit', names)} "
        "FROM lost"
    )
    fewer = con.execute(
        "SELECT coalesce(sum(fewer), 0)::BIGINT, coalesce(sum(fewer) FILTER (person_id IN "
        "(SELECT person_id FROM prev.raw.referrals)), 0)::BIGINT FROM shrunk"
    ).fetchone()
    con.execute("DROP TABLE shrunk; DROP TABLE before; DROP TABLE after; DROP TABLE lost;")
    return fewer


def write(con: duckdb.DuckDBPyConnection, path: Path, has_old: bool) -> None:
    """A fresh tombstone file: the old ones and the new."""
    old = "SELECT * FROM tombs.main.tombstones UNION " if has_old else ""
    con.execute(f"ATTACH {sql_text(str(path))} AS new_tombs")
    con.execute(f"CREATE TABLE new_tombs.main.tombstones AS {old}SELECT * FROM new_tombstones ORDER BY ALL")
    con.execute("CHECKPOINT new_tombs; DETACH new_tombs;")
    path.chmod(0o600)
