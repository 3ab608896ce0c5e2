"""Load a site's extracts into the store: every row read is loaded, quarantined, a duplicate or withdrawn.

    result = load(load_site("county/site.yml"))

The steps, in the contract's order: read each file (wrong number of fields), set repeats to the letter
aside, keep withdrawn keys out, check each field, set key conflicts aside, then the checks that need another
extract. The new store is a fresh file that takes the old one's place in one step; whatever fails before
leaves everything as it was.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest import charges, history, identifiers, people, reasons, withdrawals
from ingest.mapping import (
    Check,
    Plan,
    check_entry,
    check_types,
    checks_of,
    plan_of,
    staging_columns,
    staging_sql,
    store_name,
)
from ingest.reading import Opened, open_source
from ingest.sources import SourceFile, files_of, sha256_of
from ingest.store import LOADER_VERSION, connect, create_tables, open_store
from ingest.textfile import sql_text
from pipeline.canonical import EXTRACTS, Extract
from pipeline.errors import BuildFailed, DataRefused, LeadError, SiteError, UsageError, ValidationFailed
from pipeline.settings import Site

Progress = Callable[[str, int, int], None]
SAMPLE_ROWS = 5
# arrests come first, then referrals, then contacts: each may need those before it
_ORDER = (
    "arrests",
    "referrals",
    "engagements",
    "custody",
    "deaths",
    "court_cases",
    "health_events",
    "control_totals",
)


@dataclass(frozen=True)
class FileLedger:
    """What became of the rows of one file; the parts add up to ``rows_read``."""

    extract: str
    file: str
    rows_read: int
    rows_loaded: int
    rows_quarantined: int
    rows_duplicate: int
    rows_withdrawn: int


@dataclass(frozen=True)
class QuarantineCount:
    """Rows of a file that failed for one reason in one column, with the first row numbers (1 = after the
    header).
    """

    extract: str
    file: str
    column: str | None
    reason: str
    n_rows: int
    first_rows: tuple[int, ...]


@dataclass(frozen=True)
class LoadResult:
    """What a load did. ``store`` is None after a dry run; ``notes`` are plain sentences for the user."""

    changed: bool
    dry_run: bool
    store: Path | None
    ledger: tuple[FileLedger, ...]
    quarantine: tuple[QuarantineCount, ...]
    unmapped_charges: int
    unmapped_rows: int
    newly_withdrawn: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        return sum(f.rows_read for f in self.ledger)

    @property
    def rows_loaded(self) -> int:
        return sum(f.rows_loaded for f in self.ledger)

    @property
    def quarantined_by_reason(self) -> dict[str, int]:
        """Reason code to number of (row, column) findings, over all files."""
        out: dict[str, int] = {}
        for q in self.quarantine:
            out[q.reason] = out.get(q.reason, 0) + q.n_rows
        return out


@dataclass
class Staged:
    """One extract in the staging database: ``st_<name>`` and what is set aside of it, ``drops_<name>``."""

    extract: Extract
    files: list[SourceFile]
    checks: list[Check]
    mode: str
    # first global row and number of rows of each file
    starts: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    headers: list[list[tuple[str, str]]] = field(default_factory=list)
    # canonical columns that some file brings
    mapped: set[str] = field(default_factory=set)
    # the whole extract is kept as the last load left it
    kept: bool = False

    @property
    def table(self) -> str:
        return f"st_{self.extract.name}"

    @property
    def drops(self) -> str:
        return f"drops_{self.extract.name}"

    @property
    def why(self) -> str:
        return f"why_{self.extract.name}"

    @property
    def has_people(self) -> bool:
        return "person_id" in self.extract.column_names

    @property
    def content(self) -> list[str]:
        """Staged canonical columns, as quoted SQL."""
        return [f'"{store_name(c)}"' for c in self.extract.column_names]


# -- the entry point ---------------------------------------------------------------------------------
def load(
    site: Site, *, dry_run: bool = False, accept_header: bool = False, progress: Progress | None = None
) -> LoadResult:
    """Load every extract that ``site`` describes into ``<site>/out/work/ingest.duckdb``. ``dry_run`` does
    the same and keeps nothing. ``accept_header`` takes headers that differ from the last load's.
    ``progress(step, done, total)`` is told about each file. A load whose files, charge tables and settings
    are those of the last one does nothing (``changed`` is False).

    Raises SiteError or UsageError (exit 2), DataRefused (3), ValidationFailed (4: control totals),
    BuildFailed (5).
    """
    tell = progress or (lambda step, done, total: None)
    mask = os.umask(0o077)
    try:
        with _site_lock(site, dry_run):
            return _load(site, dry_run, accept_header, tell)
    except duckdb.Error as error:
        # the database's own message may hold a row: only its kind goes out
        raise BuildFailed(f"the load failed in the database ({type(error).__name__})") from None
    except OSError as error:
        raise BuildFailed(f"the load failed: {error.strerror or type(error).__name__}") from None
    finally:
        os.umask(mask)


@contextlib.contextmanager
def _site_lock(site: Site, dry_run: bool) -> Iterator[None]:
    """One load of a site at a time."""
    work, private = site.out / "work", site.out / "private"
    try:
        work.mkdir(parents=True, exist_ok=True)
        if not dry_run:
            private.mkdir(mode=0o700, exist_ok=True)
            private.chmod(0o700)
        lock = (work / "ingest.lock").open("a")
    except OSError as error:
        raise UsageError(f"{site.out}: can't be written ({error.strerror})") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("another load of this site is running") from None
        # what a killed load left behind
        for old in work.glob("ingest-tmp-*"):
            shutil.rmtree(old, ignore_errors=True)
        yield


def _load(site: Site, dry_run: bool, accept_header: bool, tell: Progress) -> LoadResult:
    _check_agreements(site)
    files = {name: files_of(site, name) for name in _ORDER if name in site.extracts}
    maps, tables_sha = _charge_maps(site)
    hashes = _hash_all(files, tell)
    store = site.out / "work" / "ingest.duckdb"
    settings_sha = site.fingerprint("ingest")
    last = history.read(store)
    if last is not None and not dry_run and last.same_as(settings_sha, tables_sha, hashes):
        return _unchanged(store)
    work = Path(tempfile.mkdtemp(prefix="ingest-tmp-", dir=site.out / "work"))
    try:
        run = _Run(
            site, work, files, maps, hashes, settings_sha, tables_sha, last, dry_run, accept_header, tell
        )
        try:
            return run.go(store)
        finally:
            run.close()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check_agreements(site: Site) -> None:
    """Refuse what must not be loaded: agreements that have run out, and extracts keyed in different ways."""
    today = dt.date.today()
    keys: dict[str, str] = {}
    for name, entries in site.extracts.items():
        for i, entry in enumerate(entries):
            where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
            if entry.expires is not None and entry.expires < today:
                raise DataRefused(f"{where}: its agreement ran out on {entry.expires.isoformat()}")
            if entry.key_id is not None:
                keys.setdefault(entry.key_id, where)
    if len(keys) > 1:
        first, second = list(keys.values())[:2]
        raise DataRefused(f"{first} and {second} have different key_id: their person keys can't be linked")


def _charge_maps(site: Site) -> tuple[dict[str, charges.ChargeMap], str]:
    maps: dict[str, charges.ChargeMap] = {}
    digest = hashlib.sha256()
    for entry in site.extracts.get("arrests", []):
        if entry.charge_map and entry.charge_map not in maps:
            path = site.root / entry.charge_map
            maps[entry.charge_map] = charges.read_charge_map(path, entry.charge_map)
            digest.update(path.read_bytes())
    return maps, digest.hexdigest()


def _hash_all(files: dict[str, list[SourceFile]], tell: Progress) -> dict[tuple[str, str], str]:
    flat = [f for group in files.values() for f in group]
    out: dict[tuple[str, str], str] = {}
    known: dict[Path, str] = {}
    for i, f in enumerate(flat):
        tell("hash", i, len(flat))
        if f.path not in known:
            known[f.path] = sha256_of(f.path)
        out[(f.extract, f.label)] = known[f.path]
    return out


def _unchanged(store: Path) -> LoadResult:
    con = open_store(store)
    assert con is not None
    try:
        return _result(
            con,
            "",
            changed=False,
            dry_run=False,
            store=store,
            withdrawn={},
            notes=("nothing changed since the last load",),
        )
    finally:
        con.close()


def _result(
    con: duckdb.DuckDBPyConnection,
    db: str,
    *,
    changed: bool,
    dry_run: bool,
    store: Path | None,
    withdrawn: dict[str, int],
    notes: tuple[str, ...],
) -> LoadResult:
    prefix = f"{db}." if db else ""
    ledger = tuple(
        FileLedger(*row)
        for row in con.execute(f"SELECT * FROM {prefix}audit.row_ledger ORDER BY ALL").fetchall()
    )
    counts = tuple(
        QuarantineCount(*row[:5], tuple(row[5]))
        for row in con.execute(
            f'SELECT extract, file, "column", reason, count(*), (list(row_number ORDER BY '
            f"row_number))[:{SAMPLE_ROWS}] "
            f"FROM {prefix}audit.quarantine GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    )
    n, rows = con.execute(
        f"SELECT count(*), coalesce(sum(n_rows), 0)::BIGINT FROM {prefix}raw.unmapped_charges"
    ).fetchone()
    return LoadResult(changed, dry_run, store, ledger, counts, n, rows, withdrawn, notes)


# -- one run -------------------------------------------------------------------------------------------
class _Run:
    """The state of one load: a locked-down connection, the staged extracts, and the store that is being
    built.
    """

    def __init__(
        self,
        site: Site,
        work: Path,
        files: dict[str, list[SourceFile]],
        maps: dict[str, charges.ChargeMap],
        hashes: dict[tuple[str, str], str],
        settings_sha: str,
        tables_sha: str,
        last: history.LastLoad | None,
        dry_run: bool,
        accept_header: bool,
        tell: Progress,
    ) -> None:
        self.site, self.work, self.files, self.maps = site, work, files, maps
        self.hashes, self.settings_sha, self.tables_sha, self.last = hashes, settings_sha, tables_sha, last
        self.dry_run, self.accept_header, self.tell = dry_run, accept_header, tell
        self.store = site.out / "work" / "ingest.duckdb"
        self.private = site.out / "private"
        self.notes: list[str] = []
        self.newly_withdrawn: dict[str, int] = {}
        self.staged: dict[str, Staged] = {}
        attach = {"prev": self.store} if last is not None else {}
        self.has_crosswalk = (self.private / people.CROSSWALK).exists()
        self.has_tombstones = (self.private / people.TOMBSTONES).exists()
        if self.has_crosswalk:
            attach["crosswalk"] = self.private / people.CROSSWALK
        if self.has_tombstones:
            attach["tombs"] = self.private / people.TOMBSTONES
        self.con = connect(work, [f.path for group in files.values() for f in group], attach)
        self.secret = people.read_secret(self.private, keep=not dry_run)

    def close(self) -> None:
        self.con.close()

    def sql(self, text: str) -> list[tuple]:
        return self.con.execute(text).fetchall()

    def go(self, store: Path) -> LoadResult:
        con = self.con
        con.execute(f"ATTACH {sql_text(str(self.work / 'ingest.duckdb'))} AS new")
        create_tables(con, "new")
        self._check_settings()
        self._stage_all()
        for s in self._fresh():
            self._check_identifiers(s)
            self._check_drift(s)
            self._set_repeats_aside(s)
            if self.has_tombstones:
                withdrawals.keep_out(con, s, self.secret)
            self._set_failed_aside(s)
            self._set_conflicts_aside(s)
        next_id = self._assign_people()
        for name in _ORDER:
            if name not in self.staged:
                continue
            s = self.staged[name]
            self.tell(f"write {name}", 0, 1)
            if s.kept:
                self._keep(s)
            else:
                self._check_against_others(s)
                self._check_shares(s)
                self._insert(s)
                self._write_audit(s)
        counts = " UNION ALL ".join(
            f"SELECT '{n}', {n in self.staged}, (SELECT count(*) FROM new.raw.{n})" for n in EXTRACTS
        )
        con.execute(f"INSERT INTO new.raw.extracts {counts}")
        new_tombstones = self._find_withdrawn()
        self._check_control_totals()
        self._write_history()
        self._check_ledger()
        result = _result(
            con,
            "new",
            changed=True,
            dry_run=self.dry_run,
            store=None if self.dry_run else store,
            withdrawn=self.newly_withdrawn,
            notes=tuple(self.notes),
        )
        if not self.dry_run:
            self._publish(store, next_id, new_tombstones)
        return result

    # -- reading ---------------------------------------------------------------------------------------
    def _check_settings(self) -> None:
        for name, entries in self.site.extracts.items():
            for i, entry in enumerate(entries):
                where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
                check_entry(self.con, EXTRACTS[name], entry, where)

    def _fresh(self) -> list[Staged]:
        return [s for s in self.staged.values() if not s.kept]

    def _stage_all(self) -> None:
        total = sum(len(g) for g in self.files.values())
        done = 0
        for name in _ORDER:
            if name not in self.files:
                continue
            extract = EXTRACTS[name]
            s = Staged(
                extract,
                self.files[name],
                checks_of(extract, self.site.data_through),
                self.site.extracts[name][0].mode,
            )
            self.staged[name] = s
            if self.last is not None and (older := self.last.is_older(self.site, name)):
                s.kept = True
                self.notes.append(older)
                done += len(s.files)
                continue
            if self.last is not None and s.mode == "incremental":
                self.last.check_still_there(name, [f.label for f in s.files])
            columns = ", ".join(f'"{n}" {t}' for n, t in staging_columns(extract))
            self.con.execute(f"CREATE TABLE {s.table} ({columns})")
            self.con.execute(f"CREATE TABLE {s.drops} (g BIGINT, kind VARCHAR)")
            self.con.execute(f'CREATE TABLE {s.why} (g BIGINT, "column" VARCHAR, reason VARCHAR)')
            for i, f in enumerate(s.files):
                self.tell(f"read {name}", done, total)
                self._stage_file(s, f, i)
                done += 1
            history.check_headers(s.files, s.headers, self.last, self.accept_header, self.notes)

    def _key_of(self, s: Staged, plan: Plan) -> tuple[str, ...] | None:
        """Canonical columns that rows must share to be worth comparing; None: only repeats to the letter
        matter.
        """
        if s.extract.name == "arrests":
            if s.mode == "incremental" and len(s.files) > 1:
                return ("person_id", "arrest_id")
            if "charge_number" not in plan.positions and "charge_number" not in plan.constants:
                return None
        return s.extract.key or None

    def _stage_file(self, s: Staged, f: SourceFile, number: int) -> None:
        start = sum(s.counts)
        opened = open_source(self.con, f, self.work, self.site.extracts[s.extract.name])
        try:
            self._insert_staged(s, f, opened)
        except (
            duckdb.OutOfMemoryException,
            duckdb.PermissionException,
            duckdb.InterruptException,
            duckdb.InternalException,
        ):
            raise  # not the file's fault
        except duckdb.Error:
            # what the fast reader trips over is read again row by row, which tells good from bad by itself
            if not opened.can_retry:
                raise DataRefused(f"{f.label}: can't be read as {f.entry.format}") from None
            opened.close(self.con)
            opened = open_source(self.con, f, self.work, self.site.extracts[s.extract.name], slowly=True)
            self._insert_staged(s, f, opened)
        s.starts.append(start)
        s.counts.append(opened.n_rows)
        s.headers.append(list(zip(opened.header, opened.types)))
        if opened.wrong_width:
            self.con.execute("CREATE OR REPLACE TABLE wrong_width (g BIGINT)")
            for at in range(0, len(opened.wrong_width), 10_000):
                part = opened.wrong_width[at : at + 10_000]
                self.con.execute(
                    "INSERT INTO wrong_width VALUES " + ", ".join(f"({start + n - 1})" for n in part)
                )
            self.con.execute(f"UPDATE {s.table} SET errors = 1 WHERE rowid IN (SELECT g FROM wrong_width)")
        opened.close(self.con)

    def _insert_staged(self, s: Staged, f: SourceFile, opened: Opened) -> None:
        plan = plan_of(s.extract, f.entry, opened.header, f.label)
        check_types(plan, opened.types, f.label)
        excused = f.entry.not_identifiers
        identifiers.check_header(
            opened.header,
            f.label,
            [
                i
                for i, name in enumerate(opened.header)
                if name in excused or any(plan.positions.get(c) == i for c in excused)
            ],
        )
        s.mapped |= {*plan.positions, *plan.joined}
        query = staging_sql(
            s.extract,
            f.entry,
            plan,
            opened.relation,
            opened.header,
            opened.types,
            s.checks,
            needs_trim=opened.needs_trim,
            key_of=self._key_of(s, plan),
        )
        self.con.execute("BEGIN")
        try:
            n = self.con.execute(f"INSERT INTO {s.table} {query}").fetchone()[0]
            if n != opened.n_rows:
                raise duckdb.InvalidInputException("the reader counts other rows than the scan")
        except BaseException:
            self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")

    def _check_identifiers(self, s: Staged) -> None:
        """Refuse text columns that hold direct identifiers."""
        excused = {c for e in self.site.extracts[s.extract.name] for c in e.not_identifiers}
        findings = []
        for c in s.extract.columns:
            if (
                c.kind == "text"
                and c.name in s.mapped
                and c.name not in excused
                and s.extract.name != "control_totals"
            ):
                findings += identifiers.search_column(
                    self.con, s.table, store_name(c.name), c.name, self.site.data_through.year - 12
                )
        identifiers.refuse(findings, [self._place(s, f.g) for f in findings])

    @staticmethod
    def _place(s: Staged, g: int) -> tuple[str, int]:
        """File and row number of a global row."""
        i = max(i for i, start in enumerate(s.starts) if start <= g and s.counts[i])
        return s.files[i].label, g - s.starts[i] + 1

    def _check_drift(self, s: Staged) -> None:
        """Values of another kind than in the last load, in files that changed under unchanged settings."""
        if (
            self.last is None
            or not self.last.had(s.extract.name)
            or self.last.settings_sha != self.settings_sha
        ):
            return
        name = s.extract.name
        columns = [c.name for c in s.extract.columns if c.kind == "text" and c.name != "person_id"]
        for f, start, n in zip(s.files, s.starts, s.counts, strict=True):
            if self.last.hashes.get((name, f.label)) == self.hashes[(name, f.label)]:
                continue
            now = (
                f"(SELECT * FROM {s.table} WHERE errors & 1 = 0 AND rowid >= {start} AND rowid < {start + n})"
            )
            history.check_values(
                self.con, columns, f"prev.raw.{name}", now, f.label, self.accept_header, self.notes
            )
            if s.has_people and self.has_crosswalk:
                history.check_values(
                    self.con,
                    ["person_key"],
                    "crosswalk.main.persons",
                    now,
                    f.label,
                    self.accept_header,
                    self.notes,
                )

    # -- setting rows aside -----------------------------------------------------------------------------
    def _set_repeats_aside(self, s: Staged) -> None:
        """Step 2: of rows alike to the letter one stays, the first (incremental: the last, which replaces).
        """
        con = self.con
        con.execute(
            f"CREATE TABLE shared AS SELECT key_hash FROM {s.table} WHERE errors & 1 = 0 "
            "GROUP BY key_hash HAVING count(*) > 1"
        )
        con.execute(
            f"CREATE TABLE sus_{s.extract.name} AS SELECT rowid AS g, * FROM {s.table} "
            "WHERE errors & 1 = 0 AND key_hash IN (SELECT key_hash FROM shared)"
        )
        con.execute("DROP TABLE shared")
        order = "DESC" if s.mode == "incremental" else "ASC"
        # the content stands beside the hash, so that two rows whose hashes collide are never taken for one
        con.execute(
            f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, row_number() OVER (PARTITION BY "
            "row_hash, "
            f"errors, {', '.join(s.content)} ORDER BY g {order}) AS n FROM sus_{s.extract.name}) WHERE n > 1"
        )

    def _set_failed_aside(self, s: Staged) -> None:
        """Steps 1 and 3: rows with any error bit; each failed check is a reason of its own."""
        con = self.con
        con.execute(
            f"CREATE TABLE failed AS SELECT rowid AS g, errors FROM {s.table} WHERE errors <> 0 "
            f"AND rowid NOT IN (SELECT g FROM {s.drops})"
        )
        con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM failed")
        con.execute('CREATE TABLE checks (bit UINTEGER, "column" VARCHAR, reason VARCHAR)')
        _insert_rows(
            con,
            "checks",
            [[1, None, reasons.WRONG_FIELD_COUNT], *([1 << c.bit, c.column, c.reason] for c in s.checks)],
        )
        con.execute(
            f'INSERT INTO {s.why} SELECT g, c."column", c.reason FROM failed, checks c WHERE errors & c.bit '
            "<> 0"
        )
        con.execute("DROP TABLE checks")
        con.execute("DROP TABLE failed")

    def _set_conflicts_aside(self, s: Staged) -> None:
        """Step 4: one key with several contents; then, in incremental mode, later rows for earlier ones."""
        con, name = self.con, s.extract.name
        key = [f'"{store_name(k)}"' for k in s.extract.key]
        if key:
            unit = ", ".join(key)
            con.execute(
                f"CREATE TABLE passing AS SELECT sus.*, {self._file_number(s, 'g')} AS file_number "
                f"FROM sus_{name} AS sus WHERE errors = 0 AND g NOT IN (SELECT g FROM {s.drops})"
            )
            numbered = "charge_number IS NOT NULL" if name == "arrests" else "true"
            scope = f"{unit}, file_number" if s.mode == "incremental" else unit
            con.execute(
                f"CREATE TABLE conflicts AS SELECT {scope} FROM (SELECT DISTINCT file_number, "
                f"{', '.join(s.content)} "
                f"FROM passing WHERE {numbered}) GROUP BY ALL HAVING count(*) > 1"
                if s.mode == "incremental"
                else f"CREATE TABLE conflicts AS SELECT {scope} FROM (SELECT DISTINCT {', '.join(s.content)} "
                f"FROM passing WHERE {numbered}) GROUP BY ALL HAVING count(*) > 1"
            )
            join = " AND ".join(f"p.{k} IS NOT DISTINCT FROM c.{k}" for k in key)
            if s.mode == "incremental":
                join += " AND p.file_number = c.file_number"
            con.execute(
                f"CREATE TABLE in_conflict AS SELECT p.g FROM passing p SEMI JOIN conflicts c ON {join}"
            )
            con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM in_conflict")
            con.execute(
                f"INSERT INTO {s.why} SELECT g, '{', '.join(s.extract.key)}', '{reasons.KEY_CONFLICT}' "
                "FROM in_conflict"
            )
            con.execute("DELETE FROM passing WHERE g IN (SELECT g FROM in_conflict)")
            # the same content under the same key, though not the same to the letter, is one row too; in
            # incremental
            # mode whatever is left of a key is replaced by its last row
            order = "DESC" if s.mode == "incremental" else "ASC"
            con.execute(
                f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, row_number() OVER "
                f"(PARTITION BY {unit} ORDER BY g {order}) AS n FROM passing WHERE {numbered}) WHERE n > 1"
            )
            if name == "arrests" and s.mode == "incremental":
                con.execute(
                    f"INSERT INTO {s.drops} SELECT g, 'duplicate' FROM (SELECT g, file_number, "
                    "max(file_number) OVER "
                    "(PARTITION BY person_key, arrest_id) AS newest FROM passing WHERE charge_number IS "
                    "NULL) "
                    "WHERE file_number < newest"
                )
            con.execute("DROP TABLE conflicts; DROP TABLE in_conflict; DROP TABLE passing;")
        con.execute(f"DROP TABLE sus_{name}")

    @staticmethod
    def _file_number(s: Staged, g: str) -> str:
        """SQL of a row's file (0, 1, ...) from its global row number."""
        if len(s.starts) == 1:
            return "0"
        return (
            f"(list_aggregate(list_transform({s.starts}, lambda x: CASE WHEN {g} >= x THEN 1 ELSE 0 "
            f"END), 'sum') - 1)"
        )

    # -- people -----------------------------------------------------------------------------------------
    def _assign_people(self) -> int:
        parts = [
            f"SELECT person_key FROM {s.table} WHERE errors & 1 = 0 AND rowid NOT IN "
            f"(SELECT g FROM {s.drops} WHERE kind = 'withdrawn')"
            for s in self._fresh()
            if s.has_people
        ]
        for s in self.staged.values():
            if s.kept and s.has_people:
                self._need_crosswalk(s.extract.name)
                tables = [f"prev.raw.{s.extract.name}"]
                if s.extract.name in ("arrests", "referrals"):
                    tables.append(f"prev.raw.quarantined_{s.extract.name}")
                parts += [
                    f"SELECT person_key FROM crosswalk.main.persons SEMI JOIN {t} USING (person_id)"
                    for t in tables
                ]
        union = " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR AS person_key"
        return people.assign(self.con, union, self.secret, self.has_crosswalk)

    def _need_crosswalk(self, name: str) -> None:
        if not self.has_crosswalk:
            raise BuildFailed(
                f"{name} is to stay as it was loaded, but the crosswalk of its keys is gone",
                hint="load all extracts anew: remove out/work/ingest.duckdb first",
            )

    # -- writing ------------------------------------------------------------------------------------------
    def _keep(self, s: Staged) -> None:
        """Take an extract over from the last store as it is."""
        con, name = self.con, s.extract.name
        con.execute(f"INSERT INTO new.raw.{name} SELECT * FROM prev.raw.{name}")
        for table in ("row_ledger", "quarantine"):
            con.execute(
                f"INSERT INTO new.audit.{table} SELECT * FROM prev.audit.{table} WHERE extract = '{name}'"
            )
        if name in ("arrests", "referrals"):
            con.execute(f"INSERT INTO new.raw.quarantined_{name} SELECT * FROM prev.raw.quarantined_{name}")
        if name == "arrests":
            con.execute("INSERT INTO new.raw.unmapped_charges SELECT * FROM prev.raw.unmapped_charges")

    def _passing(self, s: Staged) -> str:
        """SQL condition on the staged row ``s`` that it is to be loaded."""
        return f"s.rowid NOT IN (SELECT g FROM {s.drops})"

    def _check_against_others(self, s: Staged) -> None:
        """Step 5: referrals of other people's arrests, and contacts of people who were never referred."""
        con, name = self.con, s.extract.name
        if name == "referrals" and "arrests" in self.staged:
            con.execute(
                f"CREATE TABLE cross_check AS SELECT s.rowid AS g FROM {s.table} s JOIN people USING "
                "(person_key) "
                f"WHERE s.arrest_id IS NOT NULL AND {self._passing(s)} "
                "AND s.arrest_id IN (SELECT arrest_id FROM new.raw.arrests SEMI JOIN "
                f"(SELECT arrest_id FROM {s.table}) USING (arrest_id)) "
                "AND NOT EXISTS (SELECT 1 FROM new.raw.arrests a WHERE a.arrest_id = s.arrest_id "
                "AND a.person_id = people.person_id)"
            )
            self._quarantine_rows(s, "arrest_id", reasons.ARREST_OF_OTHERS)
        if name == "engagements" and "referrals" in self.staged:
            con.execute(
                f"CREATE TABLE cross_check AS SELECT s.rowid AS g FROM {s.table} s JOIN people USING "
                "(person_key) "
                f"WHERE {self._passing(s)} AND person_id NOT IN (SELECT person_id FROM new.raw.referrals)"
            )
            self._quarantine_rows(s, "person_id", reasons.PERSON_NOT_REFERRED)

    def _quarantine_rows(self, s: Staged, column: str, reason: str) -> None:
        self.con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM cross_check")
        self.con.execute(f"INSERT INTO {s.why} SELECT g, '{column}', '{reason}' FROM cross_check")
        self.con.execute("DROP TABLE cross_check")

    def _files_table(self, s: Staged) -> None:
        self.con.execute(
            "CREATE OR REPLACE TABLE files (file_number INTEGER, file VARCHAR, g BIGINT, n BIGINT)"
        )
        _insert_rows(
            self.con, "files", [[i, f.label, s.starts[i], s.counts[i]] for i, f in enumerate(s.files)]
        )
        # an empty file owns no row: it must not be found for its successor's first one
        self.con.execute("CREATE OR REPLACE TABLE filled AS SELECT * FROM files WHERE n > 0")

    def _check_shares(self, s: Staged) -> None:
        """Refuse files of which too large a share failed; all of them are named."""
        self._files_table(s)
        spared = ", ".join(f"'{r}'" for r in sorted(reasons.NOT_COUNTED_IN_SHARE))
        rows = self.sql(
            f"SELECT f.file, any_value(f.n), count(*) FROM (SELECT DISTINCT g FROM {s.why} WHERE reason NOT "
            "IN "
            f"({spared})) w ASOF JOIN filled f ON w.g >= f.g GROUP BY f.file ORDER BY f.file"
        )
        limit = self.site.max_quarantine_share
        problems = []
        for file, n_rows, n_failed in rows:
            if n_failed <= limit * n_rows:
                continue
            found = self.sql(
                f'SELECT "column", reason, count(*), (list(w.g - f.g + 1 ORDER BY w.g))[:{SAMPLE_ROWS}] '
                f"FROM {s.why} w ASOF JOIN filled f ON w.g >= f.g WHERE f.file = {sql_text(file)} "
                "GROUP BY ALL ORDER BY 3 DESC, 1, 2"
            )
            parts = [
                f"{column + ' ' if column else ''}{reason}: {n} (row{'s' * (n > 1)} "
                f"{', '.join(map(str, first))}{', ...' * (n > len(first))})"
                for column, reason, n, first in found
            ]
            problems.append(
                f"{file}: {n_failed} of {n_rows} rows fail ({n_failed / n_rows:.1%}, at most {limit:.1%} "
                f"may): " + "; ".join(parts)
            )
        if problems:
            raise DataRefused(
                " | ".join(problems),
                hint="mend the file or its mapping; max_quarantine_share in site.yml states the limit",
            )

    def _insert(self, s: Staged) -> None:
        con, name = self.con, s.extract.name
        if name == "arrests":
            self._insert_arrests(s)
        else:
            columns = ", ".join(
                "people.person_id" if c == "person_id" else f's."{c}"' for c in s.extract.column_names
            )
            join = "JOIN people USING (person_key)" if s.has_people else ""
            con.execute(
                f"INSERT INTO new.raw.{name} SELECT {columns} FROM {s.table} s {join} WHERE "
                f"{self._passing(s)}"
            )
        failed = (
            f"FROM {s.table} s JOIN people USING (person_key) WHERE s.errors & 1 = 0 "
            f"AND s.rowid IN (SELECT g FROM {s.drops} WHERE kind = 'quarantined')"
        )
        if name == "arrests":
            con.execute(
                "INSERT INTO new.raw.quarantined_arrests SELECT DISTINCT person_id, arrest_id "
                f"{failed} AND arrest_id IS NOT NULL ORDER BY ALL"
            )
        if name == "referrals":
            con.execute(
                f"INSERT INTO new.raw.quarantined_referrals SELECT person_id, referral_date {failed} ORDER "
                "BY ALL"
            )

    def _insert_arrests(self, s: Staged) -> None:
        con = self.con
        number = "s.charge_number"
        join = ""
        if not self._all_numbered(s):
            self._number_charges(s)
            number = "coalesce(s.charge_number, numbers.n, 1)"
            join = "LEFT JOIN numbers ON numbers.g = s.rowid"
        for lo, hi, path in self._map_ranges(s):
            mapped_severity, mapped_category, map_join = "NULL", "NULL", ""
            here = f"s.rowid >= {lo} AND s.rowid < {hi}"
            if path is not None:
                self._resolve_charges(s, self.maps[path], here)
                mapped_severity, mapped_category = "m.severity", "m.category"
                map_join = (
                    "LEFT JOIN charge_spans m ON s.charge_code IS NOT DISTINCT FROM m.code AND "
                    "s.charge_description IS NOT DISTINCT FROM m.description AND s.arrest_date >= m.first "
                    "AND s.arrest_date <= m.last"
                )
            special = {
                "person_id": "people.person_id",
                "charge_number": number,
                # what the source itself knows stands; the table fills what it does not
                "severity": f"coalesce(nullif(s.severity::VARCHAR, 'unknown'), {mapped_severity}, 'unknown')",
                "offense_category": f"coalesce(nullif(s.offense_category::VARCHAR, 'unknown'), "
                f"{mapped_category}, "
                "'unknown')",
            }
            columns = ", ".join(special.get(c, f's."{c}"') for c in s.extract.column_names)
            n = con.execute(
                f"INSERT INTO new.raw.arrests SELECT {columns} FROM {s.table} s JOIN people USING "
                f"(person_key) {join} "
                f"{map_join} WHERE {here} AND {self._passing(s)}"
            ).fetchone()[0]
            due = self.sql(f"SELECT count(*) FROM {s.table} s WHERE {here} AND {self._passing(s)}")[0][0]
            if n != due:
                raise BuildFailed("arrests: the charge table changed the number of rows")

    def _map_ranges(self, s: Staged) -> list[tuple[int, int, str | None]]:
        """Runs of neighbouring files that share a charge table: (first global row, row after the last,
        table).
        """
        out: list[tuple[int, int, str | None]] = []
        for f, start, n in zip(s.files, s.starts, s.counts):
            if out and out[-1][2] == f.entry.charge_map:
                out[-1] = (out[-1][0], start + n, f.entry.charge_map)
            else:
                out.append((start, start + n, f.entry.charge_map))
        return out

    def _number_charges(self, s: Staged) -> None:
        """Charge numbers that the source lacks: after its own ones, in the order of the rows' content."""
        con = self.con
        con.execute(
            f"CREATE TABLE several AS SELECT h FROM (SELECT hash(person_key, arrest_id) AS h FROM {s.table} "
            "s "
            f"WHERE {self._passing(s)}) GROUP BY h HAVING count(*) > 1"
        )
        content = ", ".join(
            f's."{c.name}"{"::VARCHAR" * (c.kind == "enum")} ASC NULLS FIRST'
            for c in s.extract.columns
            if c.name not in s.extract.key
        )
        con.execute(
            "CREATE TABLE numbers AS SELECT s.rowid AS g, row_number() OVER (PARTITION BY person_key, "
            "arrest_id "
            f"ORDER BY s.charge_number NULLS FIRST, {content}) + coalesce(max(s.charge_number) OVER "
            "(PARTITION BY "
            f"person_key, arrest_id), 0) AS n FROM {s.table} s WHERE {self._passing(s)} "
            "AND hash(person_key, arrest_id) IN (SELECT h FROM several)"
        )
        con.execute("DROP TABLE several")

    def _resolve_charges(self, s: Staged, charge_map: charges.ChargeMap, here: str) -> None:
        """Make ``charge_spans`` for the charges of these rows, and list those that the table does not know.
        """
        con = self.con
        needed = "(s.severity = 'unknown' OR s.offense_category = 'unknown')"
        pairs = self.sql(
            f"SELECT DISTINCT charge_code, charge_description FROM {s.table} s "
            f"WHERE {here} AND {self._passing(s)} AND {needed} ORDER BY ALL"
        )
        con.execute(
            "CREATE OR REPLACE TABLE charge_spans (code VARCHAR, description VARCHAR, first DATE, last DATE, "
            "category VARCHAR, severity VARCHAR)"
        )
        con.execute("CREATE OR REPLACE TABLE gaps (code VARCHAR, description VARCHAR)")
        spans, gaps = [], []
        for code, description, found in charge_map.resolve(pairs):
            spans += [[code, description, *span] for span in found]
            if not (len(found) == 1 and found[0][:2] == (dt.date.min, dt.date.max)):
                gaps.append([code, description])
        _insert_rows(con, "charge_spans", spans)
        _insert_rows(con, "gaps", gaps)
        same = (
            "s.charge_code IS NOT DISTINCT FROM {t}.code AND s.charge_description IS NOT DISTINCT FROM "
            "{t}.description"
        )
        con.execute(
            "INSERT INTO new.raw.unmapped_charges SELECT charge_code, charge_description, count(*) "
            f"FROM {s.table} s SEMI JOIN gaps ON {same.format(t='gaps')} "
            f"WHERE {here} AND {self._passing(s)} AND {needed} AND NOT EXISTS (SELECT 1 FROM charge_spans m "
            f"WHERE {same.format(t='m')} AND s.arrest_date >= m.first AND s.arrest_date <= m.last) "
            "GROUP BY ALL ORDER BY ALL"
        )

    # -- audit ---------------------------------------------------------------------------------------------
    def _write_audit(self, s: Staged) -> None:
        name = s.extract.name
        kinds = ", ".join(
            f"count(d.g) FILTER (kind = '{k}')" for k in ("quarantined", "duplicate", "withdrawn")
        )
        self.con.execute(
            f"INSERT INTO new.audit.row_ledger SELECT '{name}', files.file, files.n, files.n - coalesce(q + "
            "u + w, 0), "
            "coalesce(q, 0), coalesce(u, 0), coalesce(w, 0) FROM files LEFT JOIN (SELECT f.file_number, "
            f"{kinds} FROM {s.drops} d ASOF JOIN filled f ON d.g >= f.g GROUP BY 1) AS t(file_number, q, u, "
            "w) "
            "USING (file_number) ORDER BY file_number"
        )
        self.con.execute(
            f"INSERT INTO new.audit.quarantine SELECT '{name}', f.file, w.g - f.g + 1, w.\"column\", "
            "w.reason "
            f'FROM {s.why} w ASOF JOIN filled f ON w.g >= f.g ORDER BY w.g, w."column", w.reason'
        )

    def _find_withdrawn(self) -> bool:
        """Compare with the last load; remember what is no longer there. True where there are new
        tombstones.
        """
        if self.last is None:
            return False
        found = False
        for s in self._fresh():
            if s.mode != "snapshot" or not self.last.had(s.extract.name):
                continue
            if s.has_people and not self.has_crosswalk:
                self.notes.append(
                    f"{s.extract.name}: the crosswalk is gone, so what was withdrawn since the last "
                    "load can't be told"
                )
                continue
            by_content = not s.extract.key
            if s.extract.name == "arrests":
                by_content = not (self.last.numbered and self._all_numbered(s))
            n, before = withdrawals.find(self.con, s, self.secret, by_content=by_content)
            if not n:
                continue
            if n > self.site.max_withdrawn_share * before:
                raise DataRefused(
                    f"{s.extract.name}: {n} of {before} keys of the last load are gone ({n / before:.1%}, "
                    "at most "
                    f"{self.site.max_withdrawn_share:.1%} may be)",
                    hint="an incomplete delivery? max_withdrawn_share in site.yml states the limit",
                )
            self.newly_withdrawn[s.extract.name] = n
            found = True
        return found

    def _all_numbered(self, s: Staged) -> bool:
        """Whether every charge brought a number of its own."""
        return not self.sql(
            f"SELECT 1 FROM {s.table} s WHERE charge_number IS NULL AND {self._passing(s)} LIMIT 1"
        )

    def _check_control_totals(self) -> None:
        """Raises ValidationFailed: the provider counted other rows or people than were read."""
        wrong = []
        for extract, measure, value in self.sql("SELECT * FROM new.raw.control_totals ORDER BY ALL"):
            s = self.staged.get(extract)
            if s is None:
                wrong.append(f"{measure} of an extract that the site file does not describe")
            elif s.kept:
                continue
            elif measure == "rows_read":
                if sum(s.counts) != value:
                    wrong.append(f"{extract} rows_read: {sum(s.counts)} read, {value} stated")
            else:
                n = (
                    self.sql(f"SELECT count(DISTINCT person_key) FROM {s.table} WHERE errors & 1 = 0")[0][0]
                    if s.has_people
                    else 0
                )
                if n != value:
                    wrong.append(f"{extract} people: {n} read, {value} stated")
        if wrong:
            raise ValidationFailed("control totals do not match: " + "; ".join(wrong))

    def _write_history(self) -> None:
        if self.last is not None:
            self.con.execute("INSERT INTO new.audit.load_history SELECT * FROM prev.audit.load_history")
        load_id = self.last.load_id + 1 if self.last is not None else 1
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        rows = []
        for name, s in self.staged.items():
            numbered = self._all_numbered(s) if name == "arrests" and not s.kept else None
            for i, f in enumerate(s.files):
                e = f.entry
                header = None if s.kept else json.dumps(s.headers[i])
                rows.append(
                    [
                        load_id,
                        now,
                        name,
                        f.label,
                        self.hashes[(name, f.label)],
                        None if s.kept else s.counts[i],
                        self.settings_sha,
                        self.tables_sha,
                        LOADER_VERSION,
                        not s.kept,
                        e.path,
                        header,
                        s.mode,
                        e.as_of,
                        e.key_id,
                        e.deid_basis,
                        e.agreement,
                        e.expires,
                        numbered,
                    ]
                )
        _insert_rows(self.con, "new.audit.load_history", rows)

    def _check_ledger(self) -> None:
        """The parts add up, and the store holds what the ledger says; anything else is refused."""
        off = self.sql(
            "SELECT extract, file FROM new.audit.row_ledger WHERE rows_read <> rows_loaded + "
            "rows_quarantined + rows_duplicate + rows_withdrawn OR least(rows_loaded, rows_quarantined, "
            "rows_duplicate, rows_withdrawn) < 0 ORDER BY ALL"
        )
        if off:
            raise BuildFailed(f"the ledger of {off[0][1]} does not add up")
        for name, s in self.staged.items():
            if not s.kept:
                twice = self.sql(f"SELECT count(*) - count(DISTINCT g) FROM {s.drops}")[0][0]
                if twice:
                    raise BuildFailed(f"{name}: rows were set aside twice")
            in_ledger, in_store = self.sql(
                f"SELECT (SELECT coalesce(sum(rows_loaded), 0) FROM new.audit.row_ledger WHERE extract = "
                f"'{name}'), "
                f"(SELECT count(*) FROM new.raw.{name})"
            )[0]
            if in_ledger != in_store:
                raise BuildFailed(f"{name}: the ledger says {in_ledger} rows, the store holds {in_store}")

    # -- publishing ------------------------------------------------------------------------------------------
    def _publish(self, store: Path, next_id: int, new_tombstones: bool) -> None:
        """Switch to the new files; tombstones first, so that no moment exists in which a withdrawn row is
        unknown.
        """
        con = self.con
        crosswalk = self.work / people.CROSSWALK
        people.write_crosswalk(con, crosswalk, next_id)
        if new_tombstones:
            withdrawals.write(con, self.work / people.TOMBSTONES, self.has_tombstones)
        con.execute("CHECKPOINT new; DETACH new;")
        con.close()
        if new_tombstones:
            os.replace(self.work / people.TOMBSTONES, self.private / people.TOMBSTONES)
        os.replace(crosswalk, self.private / people.CROSSWALK)
        built = self.work / "ingest.duckdb"
        built.chmod(0o600)
        os.replace(built, store)


def _insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: list[list]) -> None:
    """Insert Python rows, a thousand to a statement (row by row is slow)."""
    for at in range(0, len(rows), 1000):
        part = rows[at : at + 1000]
        marks = f"({', '.join('?' * len(part[0]))})"
        con.execute(
            f"INSERT INTO {table} VALUES {', '.join([marks] * len(part))}", [v for row in part for v in row]
        )


__all__ = ["FileLedger", "LeadError", "LoadResult", "QuarantineCount", "SiteError", "load"]
