"""What a build needs before its first model: the ingested extracts and the site's settings, as tables.

dbt-duckdb calls ``Plugin.configure_connection`` once a connection, so that a plain ``dbt build`` and a whole run read
the same settings.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from pipeline.settings_tables import write_settings_tables
from pipeline.store import attach_store


def site_path() -> Path:
    """The site file that this build is about: ``LEAD_SITE``, else the fictional county beside the project."""
    return Path(os.environ.get("LEAD_SITE", "demo/site.yml"))


class Plugin(BasePlugin):
    """Attaches the store as database ``store`` and fills schema ``settings`` of the target."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        from pipeline.settings import load_site

        self.site = load_site(site_path())

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        os.umask(0o077)
        Path(creds.path).parent.mkdir(parents=True, exist_ok=True)
        config.setdefault("autoinstall_known_extensions", "false")
        config.setdefault("autoload_known_extensions", "false")
        config.setdefault("allow_community_extensions", "false")
        config.setdefault("preserve_insertion_order", "false")
        config.setdefault("memory_limit", os.environ.get("LEAD_MEMORY_LIMIT", "2500MB"))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        if os.environ.get("LEAD_THREADS"):
            conn.execute(f"set threads = {int(os.environ['LEAD_THREADS'])}")
        attach_store(conn, self.site)
        write_settings_tables(conn, self.site)
        _lock_down(conn)


def _lock_down(conn: duckdb.DuckDBPyConnection) -> None:
    """The files of seeds apart, none is opened from here on; what is attached stays attached."""
    seeds = (Path(__file__).resolve().parent.parent / "models" / "seeds").glob("*.csv")
    quoted = ", ".join("'" + p.as_posix().replace("'", "''") + "'" for p in sorted(seeds))
    conn.execute(f"set allowed_paths = [{quoted}]")
    conn.execute("set enable_external_access = false")
    conn.execute("set allowed_configs = ['memory_limit']")  # see pipeline.analysis.workers.make_room
    conn.execute("set lock_configuration = true")
