"""A whole run: ingest, build, validate, release, reports, audit; published in one step when all of it has passed."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb

from pipeline import publish
from pipeline.costs_input import load_costs
from pipeline.dbt import dbt, environment, prepared
from pipeline.errors import BuildFailed, LeadError, UsageError, ValidationFailed
from pipeline.progress import Step, Steps
from pipeline.project import ROOT, code_fingerprint, commit, file_sha256, model_hashes, version, versions
from pipeline.record_checks import check_limits
from pipeline.run_outcome import Outcome
from pipeline.settings import CONTRACT_VERSION, Site
from pipeline.store import refuse_expired, refuse_without_arrests, store_path

REPORT_NOTEBOOKS = ("funder_report", "evaluation_report")


@contextlib.contextmanager
def writer_lock(site: Site) -> Iterator[None]:
    """One writer a site at a time; the lock falls with the process that holds it.

    Raises BuildFailed: another command is writing.
    """
    site.out.mkdir(parents=True, exist_ok=True)
    with (site.out / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BuildFailed(f"{site.out}: another lead command is writing here",
                              hint="wait for it to end; lead doctor names it") from None
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def ingest_step(site: Site, step: Step, **options: Any) -> Any:
    """Load the site's extracts into its store."""
    from ingest.load import load

    result = load(site, progress=lambda name, done, total: step.count(done, total, name), **options)
    step.note = ingest_note(result)
    return result


LEDGER = ("rows_read", "rows_loaded", "rows_quarantined", "rows_duplicate", "rows_withdrawn")


def ingest_note(result: Any) -> str:
    rows = {k: sum(getattr(f, k) for f in result.ledger) for k in LEDGER}
    if not result.changed:
        return f"nothing new: {rows['rows_loaded']:,} rows stand"
    return (f"{rows['rows_read']:,} rows read = {rows['rows_loaded']:,} loaded + {rows['rows_quarantined']:,} quarantined"
            f" + {rows['rows_duplicate']:,} duplicate + {rows['rows_withdrawn']:,} withdrawn")


def ledger_json(result: Any) -> list[dict[str, Any]]:
    return [{"extract": f.extract, "file": f.file, **{k: getattr(f, k) for k in LEDGER}} for f in result.ledger]


# data tests belong to a build, unit tests to ``make test``
BUILD = ("build", "--exclude-resource-type", "unit_test")


def build_step(site: Site, process: subprocess.Popen[str], step: Step) -> dict[str, int]:
    """Let the prepared dbt process build."""
    statuses = dbt(site, process, step.count)
    step.note = ", ".join(f"{n} {status}" for status, n in sorted(statuses.items()))
    return statuses


@contextlib.contextmanager
def gate_process(site: Site, warehouse: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The Great Expectations gate, which has its libraries read and waits for :func:`open_gate`, then works beside other
    readers of the warehouse; it ends with the block.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "expectations.gate", str(warehouse), str(store_path(site)), str(folder)],
        cwd=ROOT, env=environment(site, warehouse), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, errors="replace",
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def open_gate(process: subprocess.Popen[str]) -> None:
    """The warehouse is complete: let the gate read it."""
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it ended early: gate_step says so
        process.stdin.write("go\n")
        process.stdin.flush()


def gate_step(process: subprocess.Popen[str], folder: Path, step: Step) -> Any:
    """Wait for the gate. Raises ValidationFailed: a check failed; table and rule are named."""
    from expectations.gate import read_results

    assert process.stderr is not None
    said = process.stderr.read()  # (its standard input stays open: it ends with that)
    if process.wait() != 0:
        kind = next((x.split(":")[0] for x in reversed(said.splitlines()) if x and x[0] not in " \t"), "no message")
        raise BuildFailed(f"Great Expectations: the gate did not end: {kind}", hint="lead validate runs it alone")
    result = read_results(folder)
    step.note = f"{len(result.checks) - len(result.failures)} of {len(result.checks)} checks passed"
    if not result.success:
        first = result.failures[0]
        count = first.problem or f"{first.unexpected:,} rows at fault" if first.unexpected is not None else first.problem
        raise ValidationFailed(f"{first.table}: {first.rule}: {count or 'failed'} ({len(result.failures)} checks failed)",
                               hint=f"all results: {folder / 'index.html'}")
    return result


def quarantine_csv(warehouse: Path, folder: Path) -> None:
    """One CSV an extract: file, row number, column and reason of each quarantined row; never a value."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse), read_only=True) as conn:
        rows = conn.execute(
            'select extract, file, row_number, "column", reason from audit.quarantine order by all'
        ).fetchall()
    by_extract: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_extract.setdefault(row[0], []).append(row)
    for extract in sorted(by_extract):
        with (folder / f"{extract}.csv").open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["extract", "file", "row_number", "column", "reason"])
            writer.writerows(by_extract[extract])


def seal_warehouse(warehouse: Path) -> None:
    """Drop what reads the store (it is not part of a generation) and write everything to the one file."""
    with duckdb.connect(str(warehouse)) as conn:
        conn.execute("drop schema if exists staging cascade")
        conn.execute("checkpoint")


@contextlib.contextmanager
def notebook_kernels(site: Site, folder: Path, reports: bool) -> Iterator[list[Any]]:
    """Kernels for :func:`notebooks_step`, which start up beside the release; none where there are no reports."""
    if not reports:
        yield []
        return
    from reports.notebooks import started_kernels

    with started_kernels(folder, environment(site, folder / "warehouse.duckdb")) as kernels:
        yield kernels


def notebooks_step(site: Site, folder: Path, step: Step, kernels: list[Any]) -> list[str]:
    """Execute the notebooks: reports into ``reports/``, those that read marts into ``restricted/``."""
    from reports.notebooks import execute_all

    done = execute_all(
        ROOT / "notebooks", folder, environment(site, folder / "warehouse.duckdb"), progress=step.count, ready=kernels,
    )
    step.note = f"{len(done)} notebooks"
    return done


def input_hashes(site: Site) -> dict[str, str]:
    """SHA-256 of every file that a run reads: extracts, charge maps, costs, the analysis plan."""
    from ingest.sources import files_of

    paths: set[Path] = set()
    for extract, entries in site.extracts.items():
        paths.update(f.path for f in files_of(site, extract))
        for entry in entries:
            if entry.charge_map:
                paths.add(site.root / entry.charge_map)
    if site.costs:
        paths.update({site.root / site.costs.unit_costs, site.root / site.costs.programme_costs})
    paths.add(site.root / "analysis_plan.yml")
    files = [p for p in sorted(paths) if p.is_file()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return {os.path.relpath(p, site.root): sha for p, sha in zip(files, pool.map(file_sha256, files))}


def fingerprint(site: Site, reports: bool) -> dict[str, Any]:
    """All that decides a run's results."""
    return {
        "inputs": input_hashes(site),
        "settings": json.loads(site.model_dump_json()),
        "settings_sha256": site.fingerprint(),
        "code_sha256": code_fingerprint(),
        **model_hashes(),
        "versions": versions(),
        "reports": reports,
    }


def unchanged(site: Site, facts: dict[str, Any]) -> bool:
    """Whether the published generation was made from the same inputs, settings, code and versions."""
    manifest = publish.read_manifest(publish.current_dir(site))
    if manifest is None:
        return False
    same = all(manifest.get(k) == v for k, v in facts.items() if k != "reports")
    if not same or (facts["reports"] and not manifest.get("reports")):
        return False
    # what stands there must be what was published
    base = publish.current_dir(site)
    return all((base / name).is_file() for name in manifest.get("files", {}))


def run(site: Site, *, reports: bool = True, force: bool = False, quiet: bool = False,
        accept_header: bool = False) -> Outcome:
    """Everything, to the PDFs. ``out/current`` is switched only when each step has passed.

    Raises DataRefused (3), ValidationFailed (4), BuildFailed (5); the last good results then stand untouched.
    """
    os.umask(0o077)
    load_costs(site)  # refused before the extracts are read, not after
    steps = Steps(7 if reports else 6, quiet=quiet, history=site.out / "work" / "seconds.json")
    refuse_expired(site)
    refuse_without_arrests(site)
    with writer_lock(site), told_of_withdrawn(site):
        facts = fingerprint(site, reports)
        publish.purge(site)
        record_published(site)
        if not force and unchanged(site, facts):
            current = publish.current_dir(site)
            return Outcome("run", changed=False, facts={"current": str(current)},
                           lines=[f"nothing changed since the last run: {current}"])
        folder = publish.new_build_dir(site)
        warehouse = folder / "warehouse.duckdb"
        with contextlib.ExitStack() as beside:
            with prepared(site, warehouse, *BUILD) as process:
                with steps.step("ingest") as step:
                    loaded = ingest_step(site, step, accept_header=accept_header)
                    publish.purge(site, under_way=True)
                gate = beside.enter_context(gate_process(site, warehouse, folder / "validation"))
                with steps.step("build and test (dbt)") as step:
                    build_step(site, process, step)
            seal_warehouse(warehouse)
            warnings = check_limits(warehouse, site)
            # the gate and the reports read at the same time; nothing is published before both have ended well
            open_gate(gate)
            kernels = beside.enter_context(notebook_kernels(site, folder, reports))
            with steps.step("release") as step:
                quarantine_csv(warehouse, folder / "quarantine")
                release_step(site, folder, step)
            if reports:
                with steps.step("notebooks and reports") as step:
                    notebooks_step(site, folder, step, kernels)
            with steps.step("validate (Great Expectations)") as step:
                gate_step(gate, folder / "validation", step)
        with steps.step("audit of what is published") as step:
            audit_step(site, folder, step)
        with steps.step("publish") as step:
            published = finish(site, folder, facts, step)
        steps.save()
    pdfs = sorted((published / "reports").glob("*.pdf")) if reports else []
    current = publish.current_dir(site)
    warnings += loaded.notes if loaded.changed else []
    lines = [f"warning: {w}" for w in warnings] + [f"results: {current}"] + [f"  {current / 'reports' / p.name}" for p in pdfs]
    return Outcome("run", facts={
        "current": str(current), "generation": published.name,
        "reports": [str(current / "reports" / p.name) for p in pdfs], "seconds": steps.seconds,
        "cpu_seconds": steps.cpu_seconds,
        "ledger": ledger_json(loaded), "warnings": warnings,
    }, lines=lines)


@contextlib.contextmanager
def told_of_withdrawn(site: Site) -> Iterator[None]:
    """A run that fails leaves what is published; where that holds rows that were withdrawn since, its refusal says so."""
    try:
        yield
    except LeadError as error:
        if held := still_held(site):
            error.hint = f"{error.hint}; until a run publishes, {held}" if error.hint else held
        raise


def still_held(site: Site) -> str:
    """What to say where the published generation holds rows that were withdrawn after it was made; else nothing."""
    current = publish.current_dir(site)
    return f"{current} still holds rows that were withdrawn" if current.exists() and publish.predates_withdrawal(site, current) else ""


def release_step(site: Site, folder: Path, step: Step) -> Any:
    """The disclosure-controlled release from the marts, and its exports.

    Of very few people the reasons for hiding may tell how few, whatever is hidden: such a table is left out, and named.
    """
    from pipeline.release.audit import tables_that_tell
    from pipeline.release.build import build_release
    from pipeline.release.export import export_release

    warehouse, release = folder / "warehouse.duckdb", folder / "release.duckdb"
    leave_out: frozenset[str] = frozenset()
    summary = build_release(warehouse, release, site)
    while summary.told and (more := tables_that_tell(release) - leave_out):
        leave_out |= more
        summary = build_release(warehouse, release, site, leave_out=leave_out)
    export_release(release, folder / "exports")
    step.note = summary.note
    return summary


def audit_step(site: Site, folder: Path, step: Step) -> Any:
    """The separate audit of everything that would be published. Raises ValidationFailed (exit 4)."""
    from pipeline.release.audit import audit_folder

    result = audit_folder(folder, site)
    step.note = result.note
    return result


def finish(site: Site, folder: Path, facts: dict[str, Any], step: Step) -> Path:
    publish.write_manifest(folder, {
        **facts, "contract_version": CONTRACT_VERSION, "package_version": version(), "commit": commit(),
        "seed": site.seed, "site": site.site, "programme": site.programme,
        "data_through": site.data_through.isoformat(), "withdrawals": publish.withdrawals_state(site),
        "rows": publish.table_counts(folder / "warehouse.duckdb"), "columns": publish.table_columns(folder),
    })
    published = publish.publish(site, folder)
    record_published(site)
    removed = publish.prune(site, site.publish.keep_generations) + publish.purge(site, under_way=True)
    step.note = f"generation {published.name}" + (f", {len(removed)} older removed" if removed else "")
    return published


def record_published(site: Site) -> None:
    """Enter the published release into the release ledger, where the counts kept with its build still wait for that.

    Done after the switch, and again before the next build: a run killed between the two has published all the same.
    """
    from pipeline.release.ledger import ledger_path, record_release

    current = publish.current_dir(site)
    manifest = publish.read_manifest(current)
    if manifest is None or not ledger_path(site).with_name("pending.duckdb").is_file():
        return
    inputs = hashlib.sha256(json.dumps(manifest["inputs"], sort_keys=True).encode()).hexdigest()
    record_release(site, current / "release.duckdb", generation=current.resolve().name, inputs_sha256=inputs)


def build(site: Site, *, quiet: bool = False, select: str | None = None) -> Outcome:
    """``lead build``: the analyst's dbt build into ``out/work/dev.duckdb``."""
    load_costs(site)
    refuse_expired(site)
    refuse_without_arrests(site)
    steps = Steps(1, quiet=quiet, history=site.out / "work" / "seconds_build.json")
    target = site.out / "work" / "dev.duckdb"
    # of a part only the tests that its own tables suffice for
    args = (*BUILD, "--select", select, "--indirect-selection", "buildable") if select else BUILD
    with writer_lock(site), steps.step("build and test (dbt)") as step, prepared(site, target, *args) as process:
        statuses = build_step(site, process, step)
    if select and not statuses:
        raise UsageError(f"--select {select}: matches no model", hint="dbt ls --resource-type model lists them; +NAME takes all"
                         " that NAME needs, NAME+ all that needs it")
    steps.save()
    return Outcome("build", facts={"warehouse": str(target), "statuses": statuses}, lines=[f"built: {target}"])


def ingest(site: Site, *, dry_run: bool = False, accept_header: bool = False, quiet: bool = False) -> Outcome:
    """``lead ingest``: load (or, with ``dry_run``, only say what a load would do)."""
    steps = Steps(1, quiet=quiet)
    with writer_lock(site), steps.step("ingest (dry run)" if dry_run else "ingest") as step:
        result = ingest_step(site, step, dry_run=dry_run, accept_header=accept_header)
        if not dry_run:
            publish.purge(site)
    lines = [f"{'extract':<14} {'file':<34} {'read':>10} {'loaded':>10} {'quarantined':>11} {'duplicate':>9} {'withdrawn':>9}"]
    for f in result.ledger:
        lines.append(f"{f.extract:<14} {f.file:<34} {f.rows_read:>10,} {f.rows_loaded:>10,} {f.rows_quarantined:>11,}"
                     f" {f.rows_duplicate:>9,} {f.rows_withdrawn:>9,}")
    lines += quarantine_lines(result)
    lines += list(result.notes)
    if held := still_held(site):
        lines.append(f"{held}: lead run --site {site.path} replaces it")
    return Outcome("ingest", changed=result.changed, facts={
        "dry_run": dry_run,
        "ledger": ledger_json(result),
        "quarantine": [dataclasses.asdict(q) for q in result.quarantine],
        **({"refused": list(result.refused)} if result.refused else {}),
    }, lines=lines)


def quarantine_lines(result: Any) -> list[str]:
    """What was set aside, by file, column and reason, with the first row numbers and how to mend it."""
    from ingest.reasons import REASONS

    lines = []
    for q in result.quarantine:
        rows = ", ".join(str(n) for n in q.first_rows)
        where = f"column {q.column}" if q.column else "the whole row"
        lines.append(f"  {q.file}: {where}: {q.reason} in {q.n_rows:,} rows (first: {rows}): {REASONS[q.reason]}")
    return lines


def validate(site: Site, *, quiet: bool = False) -> Outcome:
    """``lead validate``: the gate over the store and ``dev.duckdb`` (else the published warehouse)."""
    steps = Steps(1, quiet=quiet)
    dev = site.out / "work" / "dev.duckdb"
    warehouse = dev if dev.is_file() else publish.current_dir(site) / "warehouse.duckdb"
    if not warehouse.is_file():
        raise UsageError(f"{site.out}: nothing is built yet", hint=f"lead build --site {site.path}")
    with steps.step("validate (Great Expectations)") as step:
        folder = site.out / "work" / "validation"
        with gate_process(site, warehouse, folder) as gate:
            open_gate(gate)
            result = gate_step(gate, folder, step)
    return Outcome("validate", facts={"checks": len(result.checks), "warehouse": str(warehouse)},
                   lines=[f"{len(result.checks)} checks passed on {warehouse}"])


def report(site: Site, *, quiet: bool = False) -> Outcome:
    """``lead report``: render the published generation's reports anew, into ``out/work/reports``."""
    current = publish.current_dir(site)
    if not (current / "release.duckdb").is_file():
        raise UsageError(f"{current}: nothing is published yet", hint=f"lead run --site {site.path}")
    from reports.notebooks import execute_all

    steps = Steps(1, quiet=quiet)
    folder = site.out / "work" / "rendered"
    folder.mkdir(parents=True, exist_ok=True)
    with steps.step("notebooks and reports") as step:
        env = environment(site, current / "warehouse.duckdb")
        done = execute_all(ROOT / "notebooks", folder, env, release=current / "release.duckdb", progress=step.count)
        step.note = f"{len(done)} notebooks"
    return Outcome("report", facts={"folder": str(folder)}, lines=[f"rendered: {folder}"])


def interrupted(site: Site) -> str:
    """What to say after Ctrl-C."""
    current = publish.current_dir(site)
    if current.exists():
        return f"interrupted; the last good results stand: {current}"
    return "interrupted; nothing was published"


Progress = Callable[[int, int, str], None]


def stderr(text: str) -> None:
    print(text, file=sys.stderr)
