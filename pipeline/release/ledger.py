"""The release ledger: every number ever published, so that a new release can be set against all older ones.

``out/ledger/release_ledger.duckdb`` is private (it also holds the true counts behind hidden cells) and is never
published. A release is written into it when it has been published, not when it is built.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.settings import Site

_SCHEMA = """
create table if not exists releases(
    release_number integer primary key, recorded_at timestamp, generation varchar, data_through date,
    definition varchar, inputs_sha256 varchar, numbers_sha256 varchar, min_cell integer, round_to integer);
create table if not exists published(
    release_number integer, table_name varchar, row_key varchar, measure varchar, rule varchar, value double,
    value_status varchar);
create table if not exists counts(release_number integer, cell varchar, value bigint, value_status varchar);
"""


def ledger_path(site: Site) -> Path:
    """Where a site's ledger stands."""
    return site.out / "ledger" / "release_ledger.duckdb"


def definition_of(site: Site) -> str:
    """SHA-256 of what makes two releases count the same things: the settings without dates that move on."""
    data = site.model_dump(mode="json")
    for key in ("data_through", "publish", "extracts", "costs", "context_events", "seed", "site", "programme"):
        data.pop(key, None)
    data["accrual"] = {"start": data["accrual"]["start"]}
    # one more comparison or horizon adds counts and leaves those of the diverted as they were: they must stay hidden alike
    for key in ("horizons_days", "primary_horizon_days", "max_quarantine_share", "max_withdrawn_share", "record_limits"):
        data.pop(key, None)
    data["comparison"] = {"historical_window": data["comparison"]["historical_window"]}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class OlderCounts:
    """An older release: by place (table, row, number) the true count and its status.

    ``least``: the largest lower bound that this or any release before it printed of a place, under today's definitions.
    """

    number: int
    base: int
    min_cell: int
    counts: dict[str, tuple[int, str]]
    least: dict[str, int] = field(default_factory=dict)

    def printed_range(self, value: int) -> tuple[int, int]:
        """The true counts that print as ``value`` does."""
        base, least = self.base, self.min_cell
        if base <= 1 or value == 0:
            return value, value
        lowest = base * -(-least // base)
        shown = max(base * ((2 * value + base) // (2 * base)), lowest)
        reach = (base - 1) // 2 if base % 2 else base // 2
        return (least if shown == lowest else shown - reach), shown + reach


def place_name(table: str, grain: Iterable[Any], measure: str) -> str:
    """The name of a printed count in the ledger."""
    return json.dumps([table, *grain, measure], default=str)


def read_history(path: Path | None, site: Site, *, last: int = 2) -> list[OlderCounts]:
    """The ``last`` releases (as many as the audit attacks together), oldest first; none where there is no ledger.

    Those under other definitions (another lookback, another rule of eligibility) are among them: most of their counts are today's,
    and what one release hides the other must not give away.
    """
    if path is None or not path.is_file():
        return []
    out: list[OlderCounts] = []
    least: dict[str, int] = {}
    with _open(path, read_only=True) as con:
        # (without parameters: for the first of them the engine imports pandas, which takes longer than all that is read here)
        releases = con.execute("select release_number, round_to, min_cell, definition from releases order by release_number").fetchall()
        for number, base, min_cell, definition in releases:
            one = OlderCounts(number, base, min_cell, {
                place: (value, status) for place, value, status in con.execute(
                    f"select cell, value, value_status from counts where release_number = {int(number)} order by cell").fetchall()})
            same = definition == definition_of(site)
            if same:  # a lower bound holds on only where a count can but grow
                for place, (value, status) in one.counts.items():
                    if status == "shown":
                        least[place] = max(least.get(place, 0), one.printed_range(value)[0])
            out.append(replace(one, least=dict(least) if same else {}))
    return out[-last:]


def _open(path: Path, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=read_only, config={"python_enable_replacements": "false"})


def _private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _open(path).close()
    os.chmod(path, 0o600)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_pending(path: Path, release: Path, counts: Iterable[tuple[str, int, str]]) -> None:
    """Keep the true counts of ``release``, which is built and not yet published, beside the ledger."""
    pending = path.with_name("pending.duckdb")
    pending.unlink(missing_ok=True)
    _private(pending)
    rows = list(counts)
    with _open(pending) as con:
        table = pa.table({"cell": [r[0] for r in rows], "value": pa.array([r[1] for r in rows], pa.int64()),
                          "value_status": [r[2] for r in rows]})
        con.register("incoming", table)
        con.execute("create table counts as select cell::varchar as cell, value, value_status::varchar as value_status"
                    " from incoming")
        con.execute("create table made_for as select ? as release_sha256", [_sha256(release)])


def record_release(site: Site, release: Path, *, generation: str, inputs_sha256: str = "",
                   path: Path | None = None) -> int:
    """Enter a release that has just been published; returns its number.

    The same numbers under the same definitions are not entered twice (the number they already have is returned).
    The true counts come from what :func:`write_pending` kept, if that was kept of this very release.
    """
    path = path or ledger_path(site)
    _private(path)
    with _open(release, read_only=True) as con:
        # a release is entered under the settings that it was made with, which need not be today's
        made_with = con.execute("select value from release_manifest where key = 'definition_sha256'").fetchone()
        names = [r[0] for r in con.execute("select distinct table_name from release_schema order by 1").fetchall()]
        there = {r[0] for r in con.execute("select table_name from information_schema.tables").fetchall()}
        rules = {(t, m): r for t, m, r in con.execute(
            "select table_name, measure, rule from release_schema").fetchall()}
        rows: list[tuple] = []
        for name in sorted(set(names) & there):
            cursor = con.execute(f'select * from "{name}"')
            columns = [d[0] for d in cursor.description]
            grain = [i for i, c in enumerate(columns) if c not in _NOT_GRAIN]
            at = {c: i for i, c in enumerate(columns)}
            for row in cursor.fetchall():
                measure = row[at["measure"]]
                rows.append((name, json.dumps([row[i] for i in grain], default=str), measure,
                             rules.get((name, measure), ""), row[at["value"]], row[at["value_status"]]))
    rows.sort(key=lambda r: (r[0], r[1], r[2]))
    numbers = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    publish = site.publish
    definition = made_with[0] if made_with else definition_of(site)
    pending = path.with_name("pending.duckdb")
    counts = []
    if pending.is_file():
        with _open(pending, read_only=True) as con:
            if con.execute("select release_sha256 from made_for").fetchone() == (_sha256(release),):
                counts = con.execute("select cell, value, value_status from counts").fetchall()
    with _open(path) as con:
        con.execute(_SCHEMA)
        known = con.execute("select release_number from releases where numbers_sha256 = ? and definition = ?",
                            [numbers, definition]).fetchone()
        if known:
            pending.unlink(missing_ok=True)
            return int(known[0])
        number = con.execute("select coalesce(max(release_number), 0) + 1 from releases").fetchone()[0]
        con.execute("begin")
        con.execute("insert into releases values (?, ?, ?, ?, ?, ?, ?, ?, ?)", [
            number, dt.datetime.now(dt.UTC).replace(tzinfo=None), generation, site.data_through, definition,
            inputs_sha256, numbers, publish.min_cell, publish.round_to if publish.recurring else 1])
        con.register("incoming", pa.table({
            "table_name": [r[0] for r in rows], "row_key": [r[1] for r in rows], "measure": [r[2] for r in rows],
            "rule": [r[3] for r in rows], "value": pa.array([r[4] for r in rows], pa.float64()),
            "value_status": [r[5] for r in rows]}))
        con.execute(f"insert into published select {number}, * from incoming")
        con.register("held", pa.table({"cell": [c[0] for c in counts],
                                       "value": pa.array([c[1] for c in counts], pa.int64()),
                                       "value_status": [c[2] for c in counts]}))
        con.execute(f"insert into counts select {number}, cell, value, value_status from held")
        con.execute("commit")
    pending.unlink(missing_ok=True)
    return int(number)


_NOT_GRAIN = frozenset({"measure", "value", "value_status", "estimand", "diagnostics_passed", "withheld_reason",
                        "wwc_class", "note"})
