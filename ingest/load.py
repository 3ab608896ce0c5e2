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
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest import charges, history, identifiers, people, reasons, staged, withdrawals
from ingest.arrests import all_numbered, insert_arrests
from ingest.mapping import (
    Plan,
    check_entry,
    check_types,
    checks_of,
    exchanged_dates,
    overlooked,
    plan_of,
    staging_sql,
    store_name,
    utc_columns_sql,
)
from ingest.reading import Opened, Sheet, open_source, prepare
from ingest.sources import SourceFile, files_of, sha256_of
from ingest.staged import Staged, insert_rows
from ingest.store import LOADER_VERSION, STORAGE, connect, create_tables, open_store
from ingest.textfile import Prepared, sql_text
from pipeline.canonical import EXTRACTS
from pipeline.errors import BuildFailed, DataRefused, UsageError, ValidationFailed
from pipeline.settings import Site
from pipeline.store import refuse_expired

# step, files done, files in all
Progress = Callable[[str, int, int], None]
SAMPLE_ROWS = 5
# so many people of an extract may have keys that are others' but for zeros and capitals
_FEW_ALIKE = 3
# rows of one person that make the key look like a stand-in
_MANY_ROWS = 200
# what to look at first, by the reason of most rows
_LOOK_AT = {
    reasons.WRONG_FIELD_COUNT: "an unquoted delimiter in a text, or delimiter of the extract in site.yml",
    reasons.REQUIRED_EMPTY: "columns of the extract in site.yml: the wrong source column, or rows that are no events",
    reasons.NOT_A_DATE: "date_format of the extract in site.yml",
    reasons.NOT_IN_ENUMERATION: "values of the extract in site.yml: a code without a counterpart maps to unknown",
    reasons.AFTER_DATA_THROUGH: "data_through in site.yml, or a placeholder that values should map to null",
    reasons.KEY_CONFLICT: "the key in columns of the extract: it is not one a row; columns may be joined: CASE + PERSON",
}
FAR_FROM_STATED_DAYS = 90
# a text column of at most so many different values is stored as a closed list, which is written eight times as fast
MOST_LISTED = 10_000
_TOLD_REASONS = 3  # of a refused file: the most frequent ones
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
# what a database error may mean that is not the file's fault
_NOT_THE_FILES_FAULT = (
    duckdb.OutOfMemoryException,
    duckdb.PermissionException,
    duckdb.InterruptException,
    duckdb.InternalException,
)


def share_hint(problems: list[str]) -> str:
    """The way out of a refused file, by the reason that most of its rows have."""
    named = [(problems[0].find(f"{reason}: "), text) for reason, text in _LOOK_AT.items() if f"{reason}: " in problems[0]]
    first = f"look at {min(named)[1]}; " if named else ""
    return (f"{first}lead ingest --dry-run shows all reasons (docs/how-to.md: read a quarantine report; max_quarantine_share states"
            " the limit)")


def refused_in_short(problems: list[str]) -> str:
    """The first refused file with its reasons, the others by name: files of one form fail alike."""
    others = [problem.partition(": ")[0] for problem in problems[1:]]
    return problems[0] + (f" | refused likewise: {', '.join(others)}" if others else "")


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
    """Rows of a file that failed for one reason in one column; ``first_rows``: 1 is the row after the
    header.
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
    # extract -> rows of the last load that this one lacks
    newly_withdrawn: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    # after a dry run: why a load would refuse a file
    refused: tuple[str, ...] = ()

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


# -- the entry point ---------------------------------------------------------------------------------
def load(
    site: Site, *, dry_run: bool = False, accept_header: bool = False, progress: Progress | None = None
) -> LoadResult:
    """Load every extract that ``site`` describes into ``<site>/out/work/ingest.duckdb``.

    ``dry_run`` does the same and keeps nothing. ``accept_header`` takes headers, and kinds of values, that
    differ from the last load's. ``progress(step, done, total)`` is told about each file. A load whose
    files, charge tables and settings are those of the last one does nothing (``changed`` is False).

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
    """One load of a site at a time. Clears away what a killed load left behind."""
    work, private = site.out / "work", site.out / "private"
    work.mkdir(parents=True, exist_ok=True)
    if not dry_run:
        private.mkdir(mode=0o700, exist_ok=True)
        private.chmod(0o700)
    with (work / "ingest.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("another load of this site is running") from None
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
            return run.go()
        finally:
            run.con.close()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check_agreements(site: Site) -> None:
    """Refuse what must not be loaded: agreements that have run out, and extracts keyed in different ways."""
    refuse_expired(site)
    keys: dict[str, str] = {}
    for name, entries in site.extracts.items():
        for i, entry in enumerate(entries):
            where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
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
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        hashes = {path: pool.submit(sha256_of, path) for path in dict.fromkeys(f.path for f in flat)}
        for i, f in enumerate(flat):
            tell("hash", i, len(flat))
            out[(f.extract, f.label)] = hashes[f.path].result()
    return out


def _unchanged(store: Path) -> LoadResult:
    con = open_store(store)
    assert con is not None
    try:
        notes = ("nothing changed since the last load",)
        return _result(con, "", changed=False, dry_run=False, store=store, withdrawn={}, notes=notes)
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
    refused: tuple[str, ...] = (),
) -> LoadResult:
    """The result of a load, read back from the store that it wrote."""
    ledger = con.execute(f"SELECT * FROM {db}audit.row_ledger ORDER BY ALL").fetchall()
    counts = con.execute(
        'SELECT extract, file, "column", reason, count(*), '
        f"(list(row_number ORDER BY row_number))[:{SAMPLE_ROWS}] FROM {db}audit.quarantine GROUP BY ALL "
        "ORDER BY ALL"
    ).fetchall()
    unmapped = con.execute(
        f"SELECT count(*), coalesce(sum(n_rows), 0)::BIGINT FROM {db}raw.unmapped_charges"
    ).fetchone()
    return LoadResult(
        changed=changed,
        dry_run=dry_run,
        store=store,
        ledger=tuple(FileLedger(*row) for row in ledger),
        quarantine=tuple(QuarantineCount(*row[:5], tuple(row[5])) for row in counts),
        unmapped_charges=unmapped[0],
        unmapped_rows=unmapped[1],
        newly_withdrawn=withdrawn,
        notes=notes,
        refused=refused,
    )


# -- one run -------------------------------------------------------------------------------------------
class _Run:
    """The state of one load: a locked-down connection, the staged extracts, and the store that is being
    built.

    Attached databases: ``new`` (the store to be), and read-only ``prev`` (the last one), ``crosswalk``,
    ``tombs``.
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
        self.refused: list[str] = []
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
        self.secret = people.read_secret(self.private, keep=not dry_run)
        self.con = connect(work, [f.path for group in files.values() for f in group], attach)
        if last is not None and not self.has_tombstones and self._counts_withdrawals() and self.sql("FROM prev.audit.withdrawals LIMIT 1"):
            raise BuildFailed(
                f"{self.private / people.TOMBSTONES}: is missing, so that withdrawn rows could come back", hint=people.PUT_BACK
            )

    def sql(self, text: str) -> list[tuple]:
        return self.con.execute(text).fetchall()

    @property
    def fresh(self) -> list[Staged]:
        """The extracts that this load reads (all but those kept as they were)."""
        return [s for s in self.staged.values() if not s.kept]

    def go(self) -> LoadResult:
        con = self.con
        con.execute(f"ATTACH {sql_text(str(self.work / 'ingest.duckdb'))} AS new {STORAGE}")
        create_tables(con, "new")
        self._check_settings()
        self._stage_all()
        for s in self.fresh:
            self._check_identifiers(s)
            self._check_drift(s)
            staged.check_rounded(con, s)
            staged.set_repeats_aside(con, s)
            if self.has_tombstones:
                withdrawals.keep_out(con, s, self.secret)
            staged.set_failed_aside(con, s)
            self._set_unlike_aside(s)
            self._forget_damaged(s)
            staged.set_conflicts_aside(con, s)
        next_id = self._assign_people()
        for i, s in enumerate(self.staged.values()):
            self.tell(f"write {s.name}", i, len(self.staged))
            if s.kept:
                self._keep(s)
            else:
                self._check_against_others(s)
                self._check_shares(s)
                self._insert(s)
                self._write_audit(s)
        self._tell_span()
        self._tell_districts()
        counts = (f"SELECT '{n}', {n in self.staged}, (SELECT count(*) FROM new.raw.{n})" for n in EXTRACTS)
        con.execute(f"INSERT INTO new.raw.extracts {' UNION ALL '.join(counts)}")
        new_tombstones = self._find_withdrawn()
        self._check_control_totals()
        self._write_history()
        self._check_ledger()
        result = _result(
            con,
            "new.",
            changed=True,
            dry_run=self.dry_run,
            store=None if self.dry_run else self.store,
            withdrawn=self.newly_withdrawn,
            notes=tuple(self.notes),
            refused=tuple(self.refused),
        )
        if not self.dry_run:
            self._publish(next_id, new_tombstones)
        return result

    # -- reading ---------------------------------------------------------------------------------------
    def _check_settings(self) -> None:
        for name, entries in self.site.extracts.items():
            for i, entry in enumerate(entries):
                where = f"extracts.{name}" + (f".{i}" if len(entries) > 1 else "")
                check_entry(self.con, EXTRACTS[name], entry, where)

    def _stage_all(self) -> None:
        total = sum(len(g) for g in self.files.values())
        done = 0
        # the bytes of the next file are looked at, and the next workbook is read, while this one is loaded
        with ThreadPoolExecutor(2) as pool, self._looking() as is_wanted:
            looks = self._looks(pool, is_wanted)
            for name, files in self.files.items():
                extract = EXTRACTS[name]
                mode = self.site.extracts[name][0].mode
                s = Staged(extract, files, checks_of(extract, self.site.data_through), mode)
                self.staged[name] = s
                if older := self._older(name):
                    s.kept = True
                    self.notes.append(older)
                    done += len(files)
                    continue
                if self.last is not None and s.is_incremental:
                    self.last.check_still_there(name, [f.label for f in files])
                staged.create(self.con, s)
                for f in files:
                    self.tell(f"read {name}", done, total)
                    self._stage_file(s, f, next(looks))
                    done += 1
                # everything that follows tells file and row by this
                rows = self.sql(
                    f"SELECT count(*), coalesce(min(rowid), 0), coalesce(max(rowid) + 1, 0) FROM {s.table}"
                )
                if rows != [(sum(s.counts), 0, sum(s.counts))]:
                    raise BuildFailed(f"{name}: the staged rows are not in one piece")
                history.check_headers(files, s.headers, self.last, self.accept_header, self.notes)

    def _older(self, name: str) -> str | None:
        return self.last.is_older(self.site, name) if self.last is not None else None

    @staticmethod
    @contextlib.contextmanager
    def _looking() -> Iterator[Callable[[], bool]]:
        """Whether what is looked at ahead is wanted: until the block ends, well or ill."""
        over = threading.Event()
        try:
            yield lambda: not over.is_set()
        finally:
            over.set()

    def _looks(self, pool: ThreadPoolExecutor, is_wanted: Callable[[], bool]) -> Iterator[Prepared | Sheet | None]:
        """What each file to be read shows before it is loaded, one file ahead of the reading, and one workbook."""
        todo = [f for name, files in self.files.items() if not self._older(name) for f in files]
        ahead: dict[int, Future[Prepared | Sheet | None]] = {}
        for i, f in enumerate(todo):
            books = [j for j in range(i, len(todo)) if todo[j].entry.format == "xlsx"]
            others = [j for j in range(i, len(todo)) if todo[j].entry.format != "xlsx"]
            is_book = f.entry.format == "xlsx"
            for j in books[: 1 + is_book] + others[: 2 - is_book]:
                if j not in ahead:
                    ahead[j] = pool.submit(prepare, todo[j], self.work, self.site.extracts[todo[j].extract], stem=f"source{j}",
                                           is_wanted=is_wanted)
            yield ahead.pop(i).result()

    def _stage_file(self, s: Staged, f: SourceFile, prepared: Prepared | Sheet | None) -> None:
        start = sum(s.counts)
        entries = self.site.extracts[s.name]
        opened = open_source(self.con, f, self.work, entries, prepared=prepared)
        try:
            self._insert_staged(s, f, opened, start)
        except _NOT_THE_FILES_FAULT:
            raise
        except duckdb.Error:
            # what the fast reader trips over is read again row by row, which tells good from bad by itself
            if not opened.can_retry:
                raise DataRefused(f"{f.label}: can't be read as {f.entry.format}") from None
            opened.close(self.con)
            opened = open_source(self.con, f, self.work, entries, slowly=True)
            self._insert_staged(s, f, opened, start)
        s.starts.append(start)
        s.counts.append(opened.n_rows)
        s.headers.append(list(zip(opened.header, opened.types, strict=True)))
        if opened.wrong_width:
            staged.mark_wrong_width(self.con, s, start, opened.wrong_width)
        opened.close(self.con)

    def _insert_staged(self, s: Staged, f: SourceFile, opened: Opened, start: int) -> None:
        header = opened.header
        plan = plan_of(s.extract, f.entry, header, f.label)
        check_types(plan, opened.types, f.label)
        excused = f.entry.not_identifiers
        positions = {plan.positions.get(c) for c in excused} | {
            i for i, n in enumerate(header) if n in excused
        }
        identifiers.check_header(header, f.label, positions)
        s.mapped |= {*plan.positions, *plan.joined}

        def query(relation: str) -> str:
            return staging_sql(
                s.extract,
                f.entry,
                plan,
                relation,
                header,
                opened.types,
                s.checks,
                needs_trim=opened.needs_trim,
                has_marks=opened.has_marks,
                key_of=_key_of(s, plan),
            )

        self.con.execute("BEGIN")
        try:
            n = self.con.execute(f"INSERT INTO {s.table} {query(opened.relation)}").fetchone()[0]
            if n != opened.n_rows:
                raise duckdb.InvalidInputException("the reader counts other rows than the scan")
        except BaseException:
            self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")
        if opened.sample is not None:
            relation, numbers = opened.sample
            staged.check_places(self.con, s, [start + n - 1 for n in numbers], query(relation))
        self._tell_doubts(s, f, opened, plan, start)

    def _tell_doubts(self, s: Staged, f: SourceFile, opened: Opened, plan: Plan, start: int) -> None:
        """Notes on what loads without an error and may be wrong: overlooked columns, dates of two forms."""
        self.notes += [
            f"{f.label}: column {i + 1} is all but called {c}, and is not loaded: map it, or deliver the extract without it"
            for i, c in overlooked(s.extract, plan, opened.header)
        ]
        if utc := utc_columns_sql(s.extract, f.entry, plan, opened.relation, opened.types):
            self.notes += [
                f"{f.label}: {column} is written in UTC and no timezone is stated: what happened in the evening gets the next day's date"
                for (column,) in self.sql(utc)
            ]
        marks = exchanged_dates(s.extract, f.entry, s.checks)
        counts = ", ".join(f"count(*) FILTER (errors & {1 << bit} <> 0)" for bit, _ in marks.values())
        found = self.sql(f"SELECT {counts} FROM {s.table} WHERE rowid >= {start} AND errors <> 0")[0] if marks else ()
        self.notes += [
            f"{f.label}: {n} value{'s' * (n > 1)} of {column} that fail are dates with day and month exchanged; others of that form"
            " may have been misread"
            for column, n in zip(marks, found, strict=True)
            if n
        ]

    def _check_identifiers(self, s: Staged) -> None:
        """Refuse text columns that hold direct identifiers."""
        if s.name == "control_totals":
            return
        excused = {c for e in self.site.extracts[s.name] for c in e.not_identifiers}
        latest_birth_year = self.site.data_through.year - 12
        findings, leave = [], {}
        for c in s.extract.columns:
            if c.kind == "text" and c.name in s.mapped and c.name not in excused:
                found, leave[c.name] = identifiers.search_column(
                    self.con, s.table, store_name(c.name), c.name, latest_birth_year, self._known(c.name)
                )
                findings += found
        identifiers.refuse(findings, [s.place(f.g) for f in findings])
        for column, values in leave.items():
            if values and column in identifiers.LEFT_OUT:
                self._leave_out(s, column, values)
            elif values:
                self._forget_keys(s, column, values)

    def _known(self, column: str) -> frozenset[str]:
        """Values of a column that need no judging: those that the site file or a charge table names."""
        if column == "district":
            areas = self.site.areas
            return frozenset([*areas.programme, *areas.comparison] if areas else [])
        rules = [r for m in self.maps.values() for r in m.rules]
        return frozenset({"charge_code": [r.code for r in rules], "charge_description": [r.pattern for r in rules]}.get(column, []))

    def _leave_out(self, s: Staged, column: str, values: list[str]) -> None:
        """Remember values that are read (compared, counted, matched by the charge table) and not kept."""
        s.left_out.append(column)
        kind = identifiers.LEFT_OUT[column]
        instead = sql_text(kind) if kind is not None else "NULL"
        if kind == identifiers.KEYED:
            instead = f"'left out ' || {people.keyed(self.secret, sql_text(column), 'v')}[:16]"
        self.con.execute('CREATE TABLE IF NOT EXISTS left_out (extract VARCHAR, "column" VARCHAR, original VARCHAR, instead VARCHAR)')
        self.con.execute(
            f"INSERT INTO left_out SELECT '{s.name}', '{column}', v, {instead} FROM (SELECT unnest(?::VARCHAR[]) AS v)", [values]
        )
        rows = self.sql(
            f'SELECT rowid FROM {s.table} WHERE errors & 1 = 0 AND "{column}" IN (SELECT original FROM left_out '
            f"WHERE extract = '{s.name}' AND \"column\" = '{column}') ORDER BY 1"
        )
        told = "; ".join(f"{file}, row {row}" for file, row in (s.place(g) for (g,) in rows[:SAMPLE_ROWS]))
        self.notes.append(f"{s.name}: {column}: {len(rows)} values hold words or numbers that no list knows; they are not kept"
                          f" ({told}{', ...' if len(rows) > SAMPLE_ROWS else ''}); deliver a code instead")

    def _forget_keys(self, s: Staged, column: str, values: list[str]) -> None:
        """Remember the rows of these keys, and no longer the keys."""
        name = store_name(column)
        self.con.execute('CREATE TABLE IF NOT EXISTS unlike (extract VARCHAR, "column" VARCHAR, g BIGINT)')
        here = f'errors & 1 = 0 AND "{name}" IN (SELECT unnest(?::VARCHAR[]))'
        self.con.execute(f"INSERT INTO unlike SELECT '{s.name}', '{column}', rowid FROM {s.table} WHERE {here}", [values])
        self.con.execute(f'UPDATE {s.table} SET "{name}" = NULL WHERE {here}', [values])
        s.unlike.append(column)

    def _set_unlike_aside(self, s: Staged) -> None:
        for column in s.unlike:
            self.con.execute(
                f"CREATE TABLE cross_check AS SELECT s.rowid AS g FROM {s.table} s JOIN unlike u ON u.g = s.rowid AND u.extract = "
                f"'{s.name}' AND u.\"column\" = '{column}' WHERE {s.passing}"
            )
            self._quarantine_found(s, column, reasons.UNLIKE_KEY)

    def _forget_damaged(self, s: Staged) -> None:
        """A key that can't be read is nobody's: it stays out of the crosswalk and of what is known of quarantined rows."""
        for check in s.checks:
            if check.reason == reasons.DAMAGED_ID:
                self.con.execute(
                    f'UPDATE {s.table} SET "{store_name(check.column)}" = NULL WHERE errors & {1 << check.bit} <> 0'
                )

    def _check_drift(self, s: Staged) -> None:
        """Refuse values of another kind than in the last load, in files that changed under unchanged
        settings.
        """
        last = self.last
        if last is None or not last.had(s.name) or last.settings_sha != self.settings_sha:
            return
        columns = [c.name for c in s.extract.columns if c.kind == "text" and c.name != "person_id"]
        for f, start, n in zip(s.files, s.starts, s.counts, strict=True):
            if last.hashes.get((s.name, f.label)) == self.hashes[(s.name, f.label)]:
                continue
            # what is not kept is not compared
            values, joins = s.kept_values()
            blank = ", ".join(f'CASE WHEN l{i}.original IS NULL THEN s."{c}" END AS "{c}"' for i, c in enumerate(values))
            now = (
                f"(SELECT s.*{f' REPLACE ({blank})' * bool(blank)} FROM {s.table} s {joins} "
                f"WHERE errors & 1 = 0 AND s.rowid >= {start} AND s.rowid < {start + n})"
            )
            compare = [(columns, f"prev.raw.{s.name}")]
            if s.has_people and self.has_crosswalk:
                compare.append((["person_key"], "crosswalk.main.persons"))
            for part, before in compare:
                history.check_values(self.con, part, before, now, f.label, self.accept_header, self.notes)

    # -- people -----------------------------------------------------------------------------------------
    def _assign_people(self) -> int:
        """Make table ``people`` for everybody who is not withdrawn; returns the next free surrogate."""
        parts = [
            f"SELECT person_key FROM {s.table} WHERE errors & 1 = 0 AND rowid NOT IN "
            f"(SELECT g FROM {s.drops} WHERE kind = 'withdrawn')"
            for s in self.fresh
            if s.has_people
        ]
        for s in self.staged.values():
            if not (s.kept and s.has_people):
                continue
            if not self.has_crosswalk:
                raise BuildFailed(
                    f"{s.name} is to stay as it was loaded, but the crosswalk of its keys is gone",
                    hint="load all extracts anew: remove out/work/ingest.duckdb first",
                )
            tables = [f"prev.raw.{s.name}"]
            if s.name in ("arrests", "referrals"):
                tables.append(f"prev.raw.quarantined_{s.name}")
            known = "SELECT person_key FROM crosswalk.main.persons SEMI JOIN"
            parts += [f"{known} {t} USING (person_id)" for t in tables]
        union = " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR AS person_key"
        next_id = people.assign(self.con, union, self.secret, self.has_crosswalk)
        self._check_forms_of_keys()
        for s in self.fresh:
            if s.name == "arrests":
                n, of = self.sql(
                    f"SELECT coalesce(max(n), 0), coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM {s.table} "
                    "WHERE errors & 1 = 0 AND person_key IS NOT NULL GROUP BY person_key)"
                )[0]
                if n >= _MANY_ROWS and n > 0.01 * of:
                    self.notes.append(
                        f"arrests: one person_id holds {n} of {of} rows; where it stands for people without a number, map it to null"
                    )
        return next_id

    def _check_forms_of_keys(self) -> None:
        """Raises DataRefused: an extract's people are known elsewhere by the same key but for leading zeros or capitals (a
        spreadsheet took them away); they would count as other people.
        """
        fold = "ltrim(lower(regexp_replace(person_key, '^([0-9]+)[.]0$', '\\1')), '0')"
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE alike AS SELECT person_key FROM people WHERE {fold} IN "
            f"(SELECT {fold} FROM people GROUP BY 1 HAVING count(*) > 1)"
        )
        if self.sql("SELECT count(*) FROM alike")[0][0] < 2 * _FEW_ALIKE:
            return
        for s in sorted(self.fresh, key=lambda s: s.name == "arrests"):
            if not s.has_people:
                continue
            keys = f"(SELECT DISTINCT person_key FROM {s.table} WHERE errors & 1 = 0 AND person_key IS NOT NULL)"
            n, of = self.sql(f"SELECT count(*) FILTER (person_key IN (SELECT person_key FROM alike)), count(*) FROM {keys}")[0]
            if n >= _FEW_ALIKE and n > 0.01 * of:
                raise DataRefused(
                    f"{s.name}: the keys of {n} of {of} people differ from other rows' or extracts' only by leading"
                    " zeros, capitals or a final .0",
                    hint="deliver person_id as text, written alike everywhere (spreadsheets drop leading zeros, floats add .0)",
                )

    # -- writing ------------------------------------------------------------------------------------------
    def _keep(self, s: Staged) -> None:
        """Take an extract over from the last store as it is."""
        tables = [f"raw.{s.name}"]
        if s.name in ("arrests", "referrals"):
            tables.append(f"raw.quarantined_{s.name}")
        if s.name == "arrests":
            tables.append("raw.unmapped_charges")
        texts = [c.name for c in s.extract.columns if c.kind == "text"]
        for name, kind in self.sql(
            f"SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'prev' AND schema_name = 'raw' "
            f"AND table_name = '{s.name}' AND data_type LIKE 'ENUM%'"
        ):
            if name in texts:
                self.con.execute(f'ALTER TABLE new.raw.{s.name} ALTER "{name}" SET DATA TYPE {kind}')
        for table in tables:
            self.con.execute(f"INSERT INTO new.{table} SELECT * FROM prev.{table}")
        for table in ("audit.row_ledger", "audit.quarantine"):
            self.con.execute(f"INSERT INTO new.{table} SELECT * FROM prev.{table} WHERE extract = '{s.name}'")

    def _check_against_others(self, s: Staged) -> None:
        """Step 5: referrals of other people's arrests, and contacts of people who were never referred."""
        rows = f"FROM {s.table} s JOIN people USING (person_key) WHERE {s.passing}"
        if s.name == "referrals" and "arrests" in self.staged:
            # only the arrests that referrals name are looked at
            named = f"new.raw.arrests SEMI JOIN (SELECT arrest_id FROM {s.table}) USING (arrest_id)"
            self.con.execute(
                f"CREATE TABLE cross_check AS SELECT s.rowid AS g {rows} "
                f"AND s.arrest_id IN (SELECT arrest_id FROM {named}) AND NOT EXISTS (SELECT 1 FROM {named} "
                "WHERE arrests.arrest_id = s.arrest_id AND arrests.person_id = people.person_id)"
            )
            self._quarantine_found(s, "arrest_id", reasons.ARREST_OF_OTHERS)
        if s.name == "engagements" and "referrals" in self.staged:
            self.con.execute(
                f"CREATE TABLE cross_check AS SELECT s.rowid AS g {rows} "
                "AND people.person_id NOT IN (SELECT person_id FROM new.raw.referrals)"
            )
            self._quarantine_found(s, "person_id", reasons.PERSON_NOT_REFERRED)

    def _quarantine_found(self, s: Staged, column: str, reason: str) -> None:
        self.con.execute(f"INSERT INTO {s.drops} SELECT g, 'quarantined' FROM cross_check")
        self.con.execute(f"INSERT INTO {s.why} SELECT g, '{column}', '{reason}' FROM cross_check")
        self.con.execute("DROP TABLE cross_check")

    def _check_shares(self, s: Staged) -> None:
        """Refuse files of which too large a share failed; all of them are named."""
        con = self.con
        con.execute("CREATE OR REPLACE TABLE files (file_number INTEGER, file VARCHAR, g BIGINT, n BIGINT)")
        insert_rows(con, "files", [[i, f.label, s.starts[i], s.counts[i]] for i, f in enumerate(s.files)])
        # an empty file owns no row: it must not be found for its successor's first one
        con.execute("CREATE OR REPLACE TABLE filled AS SELECT * FROM files WHERE n > 0")
        spared = ", ".join(f"'{r}'" for r in sorted(reasons.NOT_COUNTED_IN_SHARE))
        failed = f"(SELECT DISTINCT g FROM {s.why} WHERE reason NOT IN ({spared}))"
        limit = self.site.max_quarantine_share
        problems = [
            f"{file}: {n_failed} of {n_rows} rows fail ({n_failed / n_rows:.1%}, at most {limit:.1%} may): "
            + self._reasons_of(s, file)
            for file, n_rows, n_failed in self.sql(
                f"SELECT f.file, any_value(f.n), count(*) FROM {failed} w ASOF JOIN filled f ON w.g >= f.g "
                "GROUP BY f.file ORDER BY f.file"
            )
            if n_failed > limit * n_rows
        ]
        if problems and self.dry_run:
            self.refused += problems  # the other extracts are looked at first
        elif problems:
            raise DataRefused(refused_in_short(problems), hint=share_hint(problems))

    def _reasons_of(self, s: Staged, file: str) -> str:
        found = self.sql(
            f'SELECT "column", reason, count(*), (list(w.g - f.g + 1 ORDER BY w.g))[:{SAMPLE_ROWS}] '
            f"FROM {s.why} w ASOF JOIN filled f ON w.g >= f.g WHERE f.file = {sql_text(file)} "
            "GROUP BY ALL ORDER BY 3 DESC, 1, 2"
        )
        return "; ".join(
            f"{column + ' ' if column else ''}{reason}: {n} (row{'s' * (n > 1)} "
            f"{', '.join(map(str, first))}{', ...' * (n > len(first))})"
            for column, reason, n, first in found[:_TOLD_REASONS]
        ) + (f"; {len(found) - _TOLD_REASONS} more reasons" if len(found) > _TOLD_REASONS else "")

    def _list_texts(self, s: Staged) -> None:
        """Make texts of few different values closed lists in the store, of exactly what is stored: what is set aside must not
        stand in the list of a column.
        """
        kept, joins = s.kept_values()
        for c in s.extract.columns:
            if c.kind != "text" or c.name not in s.mapped or identifiers.is_key_of_rows(c.name):
                continue
            value = kept.get(c.name, f's."{c.name}"')
            found = self.sql(
                f"SELECT DISTINCT v FROM (SELECT {value} AS v FROM {s.table} s {joins} WHERE {s.passing}) "
                f"WHERE v IS NOT NULL LIMIT {MOST_LISTED + 1}"
            )
            if 0 < len(found) <= MOST_LISTED:
                listed = ", ".join(sql_text(v) for v in sorted(v for (v,) in found))
                self.con.execute(f'ALTER TABLE new.raw.{s.name} ALTER "{c.name}" SET DATA TYPE ENUM({listed})')

    def _insert(self, s: Staged) -> None:
        con = self.con
        self._list_texts(s)
        if s.name == "arrests":
            insert_arrests(con, s, self.maps)
            for column in s.left_out:  # what the last load had is compared with what this one keeps
                con.execute(
                    f'UPDATE {s.table} SET "{column}" = l.instead FROM left_out l '
                    f"WHERE l.extract = 'arrests' AND l.\"column\" = '{column}' AND l.original = {s.table}.\"{column}\""
                )
        else:
            values, joins = s.kept_values()
            columns = ("people.person_id" if c == "person_id" else values.get(c, f's."{c}"') for c in s.extract.column_names)
            join = f"{'JOIN people USING (person_key)' * s.has_people} {joins}"
            rows = f"FROM {s.table} s {join} WHERE {s.passing}"
            con.execute(f"INSERT INTO new.raw.{s.name} SELECT {', '.join(columns)} {rows}")
        failed = (
            f"FROM {s.table} s JOIN people USING (person_key) WHERE s.errors & 1 = 0 "
            f"AND s.rowid IN (SELECT g FROM {s.drops} WHERE kind = 'quarantined')"
        )
        if s.name == "arrests":
            con.execute(
                "INSERT INTO new.raw.quarantined_arrests SELECT DISTINCT person_id, arrest_id "
                f"{failed} AND arrest_id IS NOT NULL ORDER BY ALL"
            )
        if s.name == "referrals":
            con.execute(
                f"INSERT INTO new.raw.quarantined_referrals SELECT person_id, referral_date {failed} ORDER "
                "BY ALL"
            )

    # -- audit ---------------------------------------------------------------------------------------------
    def _write_audit(self, s: Staged) -> None:
        kinds = ", ".join(
            f"count(d.g) FILTER (kind = '{k}')" for k in ("quarantined", "duplicate", "withdrawn")
        )
        self.con.execute(
            f"INSERT INTO new.audit.row_ledger SELECT '{s.name}', files.file, files.n, "
            "files.n - coalesce(q + u + w, 0), coalesce(q, 0), coalesce(u, 0), coalesce(w, 0) FROM files "
            f"LEFT JOIN (SELECT f.file_number, {kinds} FROM {s.drops} d ASOF JOIN filled f ON d.g >= f.g "
            "GROUP BY 1) "
            "AS t(file_number, q, u, w) USING (file_number) ORDER BY file_number"
        )
        self.con.execute(
            f"INSERT INTO new.audit.quarantine SELECT '{s.name}', f.file, w.g - f.g + 1, w.\"column\", "
            "w.reason "
            f'FROM {s.why} w ASOF JOIN filled f ON w.g >= f.g ORDER BY w.g, w."column", w.reason'
        )

    def _tell_span(self) -> None:
        """Notes where the arrests begin or end far from what site.yml states: a wrong end counts people as followed and never
        re-arrested, a wrong beginning as without a history; and where each arrest is a person of its own."""
        if "arrests" not in self.staged:
            return
        for entry in self.site.extracts["arrests"]:
            if (one := entry.columns.get("person_id")) and one == entry.columns.get("arrest_id"):
                self.notes.append(f"arrests: person_id and arrest_id are both {one}: nobody has two arrests, so nobody is re-arrested")
        first, last = self.sql("SELECT min(arrest_date), max(arrest_date) FROM new.raw.arrests")[0]
        froms = [e.data_from for e in self.site.extracts["arrests"] if e.data_from]
        if last is None or not froms:
            return
        if (gap := (self.site.data_through - last).days) > FAR_FROM_STATED_DAYS:
            self.notes.append(f"arrests: the last loaded one is of {last:%Y-%m}, {gap:,} days before data_through: if the extract ends"
                              " earlier, people count as followed and not re-arrested; state the last day that it covers")
        if (gap := (first - min(froms)).days) > FAR_FROM_STATED_DAYS:
            self.notes.append(f"arrests: the first loaded one is of {first:%Y-%m}, {gap:,} days after data_from: if the extract begins"
                              " later, people count as never arrested before; state the first day that it covers")

    def _tell_districts(self) -> None:
        """Notes districts of areas that no loaded row names: a name written otherwise leaves its people out without a word."""
        areas, fresh = self.site.areas, [t for t in ("arrests", "referrals") if t in self.staged]
        if areas is None or "arrests" not in fresh:
            return
        found = {d for t in fresh for (d,) in self.sql(f"SELECT DISTINCT district FROM new.raw.{t} WHERE district IS NOT NULL")}
        for part in ("programme", "comparison"):
            for name in getattr(areas, part):
                if name not in found:
                    # (how many, not which: a value of the data is not said aloud)
                    others = len(found - {*areas.programme, *areas.comparison})
                    self.notes.append(f"areas.{part}: no loaded arrest or referral is of {name}; {others} other district(s) of the"
                                      " extracts stand in neither list")

    def _find_withdrawn(self) -> bool:
        """Compare with the last load; remember what is no longer there. True where there are new
        tombstones.
        """
        for s in self.fresh:
            if self.last is None or s.is_incremental or not self.last.had(s.name):
                continue
            if s.has_people and not self.has_crosswalk:
                self.notes.append(
                    f"{s.name}: the crosswalk is gone, so what was withdrawn since the last load can't be "
                    "told"
                )
                continue
            by_content = not s.extract.key
            if s.name == "arrests":
                by_content = not (self.last.numbered and all_numbered(self.con, s))
            n, before, referred = withdrawals.find(self.con, s, self.secret, by_content=by_content)
            limit = self.site.max_withdrawn_share
            if n > limit * before:
                raise DataRefused(
                    f"{s.name}: {n} of {before} keys of the last load are gone ({n / before:.1%}, at most "
                    f"{limit:.1%} may be)",
                    hint="an incomplete delivery? max_withdrawn_share in site.yml states the limit",
                )
            if n:
                self.newly_withdrawn[s.name] = n
                load_id = self.last.load_id + 1
                parts = [("referred", referred), ("not_referred", n - referred)]
                rows = [[load_id, s.name, who, k] for who, k in parts if k]
                insert_rows(self.con, "new.audit.withdrawals", rows)
        return bool(self.newly_withdrawn)

    def _check_control_totals(self) -> None:
        """Raises ValidationFailed: the provider counted other rows or people than were read."""
        wrong = []
        for extract, measure, value in self.sql("SELECT * FROM new.raw.control_totals ORDER BY ALL"):
            s = self.staged.get(extract)
            if s is None:
                wrong.append(f"{measure} of an extract that the site file does not describe")
                continue
            if s.kept:
                continue
            read = sum(s.counts)
            if measure == "people":
                column = "person_key" if s.has_people else "NULL"
                read = self.sql(f"SELECT count(DISTINCT {column}) FROM {s.table} WHERE errors & 1 = 0")[0][0]
            if read != value:
                wrong.append(f"{extract} {measure}: {read} read, {value} stated")
        if wrong:
            raise ValidationFailed("control totals do not match: " + "; ".join(wrong))

    def _counts_withdrawals(self) -> bool:
        """Whether the last store counts withdrawn rows (those of before loader version 2 did not)."""
        return bool(
            self.sql(
                "SELECT 1 FROM duckdb_tables() WHERE database_name = 'prev' AND schema_name = 'audit' "
                "AND table_name = 'withdrawals'"
            )
        )

    def _write_history(self) -> None:
        if self.last is not None:
            self.con.execute("INSERT INTO new.audit.load_history SELECT * FROM prev.audit.load_history")
            if self._counts_withdrawals():
                self.con.execute("INSERT INTO new.audit.withdrawals SELECT * FROM prev.audit.withdrawals")
        load_id = self.last.load_id + 1 if self.last is not None else 1
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        rows = []
        for name, s in self.staged.items():
            numbered = all_numbered(self.con, s) if name == "arrests" and not s.kept else None
            for i, f in enumerate(s.files):
                e = f.entry
                # of what was not taken only the hash is known, so that it is not tried again and again
                read = (None, False, None) if s.kept else (s.counts[i], True, json.dumps(s.headers[i]))
                rows.append(
                    [load_id, now, name, f.label, self.hashes[(name, f.label)], read[0], self.settings_sha,
                     self.tables_sha, LOADER_VERSION, read[1], e.path, read[2], s.mode, e.as_of, e.key_id,
                     e.deid_basis, e.agreement, e.expires, numbered]
                )  # fmt: skip
        insert_rows(self.con, "new.audit.load_history", rows)

    def _check_ledger(self) -> None:
        """The parts add up, and the store holds what the ledger says; anything else is refused."""
        off = self.sql(
            "SELECT file FROM new.audit.row_ledger WHERE rows_read <> rows_loaded + rows_quarantined + "
            "rows_duplicate + rows_withdrawn OR least(rows_loaded, rows_quarantined, rows_duplicate, "
            "rows_withdrawn) < 0 ORDER BY ALL"
        )
        if off:
            raise BuildFailed(f"the ledger of {off[0][0]} does not add up")
        for name, s in self.staged.items():
            if not s.kept and self.sql(f"SELECT count(*) - count(DISTINCT g) FROM {s.drops}")[0][0]:
                raise BuildFailed(f"{name}: rows were set aside twice")
            told = f"SELECT coalesce(sum(rows_loaded), 0) FROM new.audit.row_ledger WHERE extract = '{name}'"
            in_ledger, in_store = self.sql(f"SELECT ({told}), (SELECT count(*) FROM new.raw.{name})")[0]
            if in_ledger != in_store:
                raise BuildFailed(f"{name}: the ledger says {in_ledger} rows, the store holds {in_store}")

    # -- publishing ------------------------------------------------------------------------------------------
    def _publish(self, next_id: int, new_tombstones: bool) -> None:
        """Switch to the new files: tombstones first, so that a withdrawn row is never unknown, the store
        last.
        """
        con = self.con
        crosswalk, tombstones = self.work / people.CROSSWALK, self.work / people.TOMBSTONES
        people.write_crosswalk(con, crosswalk, next_id)
        if new_tombstones:
            withdrawals.write(con, tombstones, self.has_tombstones)
        con.execute("CHECKPOINT new; DETACH new;")
        con.close()
        if new_tombstones:
            os.replace(tombstones, self.private / people.TOMBSTONES)
        os.replace(crosswalk, self.private / people.CROSSWALK)
        built = self.work / "ingest.duckdb"
        built.chmod(0o600)
        os.replace(built, self.store)


def _key_of(s: Staged, plan: Plan) -> tuple[str, ...] | None:
    """Canonical columns that rows must share to be worth comparing; None: only repeats to the letter
    matter.
    """
    if s.name == "arrests":
        if s.is_incremental and len(s.files) > 1:
            return ("person_id", "arrest_id")
        if "charge_number" not in plan.positions and "charge_number" not in plan.constants:
            return None
    return s.extract.key or None


__all__ = ["FileLedger", "LoadResult", "Progress", "QuarantineCount", "load"]
