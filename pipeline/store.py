"""The store of ingested extracts: where it stands, and how a build reads it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from pipeline.errors import DataRefused, UsageError
from pipeline.settings import Site


def store_path(site: Site) -> Path:
    """``out/work/ingest.duckdb`` of the site."""
    return site.out / "work" / "ingest.duckdb"


def refuse_expired(site: Site) -> None:
    """Raises DataRefused: the agreement under which an extract was given has run out (its last day is still a day of it)."""
    for name, entries in site.extracts.items():
        for i, entry in enumerate(entries):
            if entry.expires is not None and entry.expires < dt.date.today():
                where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
                raise DataRefused(f"{where}: its agreement ran out on {entry.expires.isoformat()}",
                                  hint="renew it and state the new day (expires:), or take the extract out of site.yml")


def refuse_without_arrests(site: Site) -> None:
    """Raises UsageError: no arrests are described. Each referral would count as an event of its own, and who was referred once
    as somebody who was never arrested again."""
    if "arrests" not in site.extracts:
        raise UsageError(f"{site.path}: extracts.arrests is missing: without arrests there are no re-arrests to count",
                         hint=f"describe the arrests extract; lead ingest --site {site.path} loads and checks the others until then")


def attach_store(conn: duckdb.DuckDBPyConnection, site: Site) -> None:
    """Attach the site's store read-only as database ``store``.

    Raises UsageError: no arrests are described, or nothing has been ingested. DataRefused: or with other settings than the site
    file holds now, or an agreement has run out.
    """
    refuse_expired(site)
    refuse_without_arrests(site)
    path = store_path(site)
    if not path.is_file():
        raise UsageError(
            f"{path}: nothing has been ingested for this site yet", hint=f"lead ingest --site {site.path}"
        )
    quoted = path.as_posix().replace("'", "''")
    conn.execute(f"attach if not exists '{quoted}' as store (read_only)")
    loaded = conn.execute(
        "select settings_sha256 from store.audit.load_history order by loaded_at desc, load_id desc limit 1"
    ).fetchone()
    if loaded is None or loaded[0] != site.fingerprint("ingest"):
        raise DataRefused(
            "site.yml: a setting that decides what is loaded (data_through, extracts, max_quarantine_share,"
            " max_withdrawn_share) was changed after the last ingest",
            hint=f"lead ingest --site {site.path}",
        )
