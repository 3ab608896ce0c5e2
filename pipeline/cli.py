"""The command line ``lead``. Exit codes: 0 done, 2 usage or site error, 3 data refused, 4 a validation failed, 5 a
build failed, 130 interrupted."""

from __future__ import annotations

import errno
import gc
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import DataRefused, LeadError, UsageError

if TYPE_CHECKING:
    from pipeline.run_outcome import Outcome
    from pipeline.settings import Site

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Lead(click.Group):
    """Keeps the commands in the order of a first day, and turns refusals into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _default_site() -> Path:
    for candidate in (os.environ.get("LEAD_SITE"), "site.yml", "demo/site.yml"):
        if candidate and Path(candidate).exists():
            return Path(candidate)
    raise UsageError("no site file: --site was not given, and neither ./site.yml nor ./demo/site.yml is there",
                     hint="lead demo demo makes a fictional county; lead init DIR describes your own extracts")


def load_site_option(site: str | None) -> Site:
    from pipeline.settings import load_site

    return load_site(Path(site) if site else _default_site())


def site_options(command: Any) -> Any:
    """``--site``, ``--json`` and ``--quiet``, which every command on a site takes."""
    command = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors and the closing lines.")(command)
    command = click.option("--json", "as_json", is_flag=True, help="End with one machine-readable line.")(command)
    return click.option("--site", metavar="SITE.YML", help="The site file [default: ./site.yml, else demo/site.yml].")(
        command
    )


def close(outcome: Outcome, as_json: bool, quiet: bool = False) -> None:
    """Print a command's closing lines, then its ``--json`` line."""
    if not quiet or not as_json:
        for line in outcome.lines:
            click.echo(line)
    if as_json:
        click.echo(outcome.as_json())


_EPILOG = """Start with: lead demo demo, then lead run --site demo/site.yml

\b
Exit codes: 0 done; 2 a usage or site error; 3 data refused; 4 a validation failed, nothing published;
5 a build failed, the last good results stand; 130 interrupted, the last good results stand."""


@click.group(cls=Lead, context_settings=CONTEXT, epilog=_EPILOG)
@click.version_option(package_name="lead-outcomes", prog_name="lead")
def lead() -> None:
    """LEAD Outcomes: from a county's de-identified extracts to an evaluation that can be defended."""
    for name, form, example in (("LEAD_MEMORY_LIMIT", r"\d+(\.\d+)? ?[KMGT]i?B", "2500MB"), ("LEAD_THREADS", r"[1-9]\d*", "2")):
        if (given := os.environ.get(name)) and not re.fullmatch(form, given, re.IGNORECASE):
            raise UsageError(f"environment variable {name}: can't be read", hint=f"export {name}={example}, or: unset {name}")


@lead.command()
@click.argument("folder", metavar="DIR")
@click.option("--from", "source", metavar="FOLDER", help="Look at the provider's files in this folder and propose the mapping.")
@click.option("--force", is_flag=True, help="Write over a site.yml that is there.")
@click.option("--json", "as_json", is_flag=True, help="End with one machine-readable line.")
def init(folder: str, source: str | None, force: bool, as_json: bool) -> None:
    """Write a commented site.yml into DIR.

    \b
    Example: lead init patapsco --from patapsco/extracts
    """
    from pipeline.init import init_site

    close(init_site(Path(folder), source=Path(source) if source else None, force=force), as_json)


@lead.command()
@click.argument("folder", metavar="DIR")
@click.option("--people", type=click.IntRange(300, 5_000_000), default=25_000, show_default=True, help="Size of the county.")
@click.option("--seed", type=int, default=20200201, show_default=True, help="Another seed, another county.")
@click.option("--effect", type=click.Choice(["by_drug", "constant", "null"]), default="by_drug", show_default=True)
@click.option("--confounding", type=click.Choice(["weak", "strong", "nonlinear"]), default="strong", show_default=True)
@click.option("--unmeasured", is_flag=True, help="Add an unmeasured confounder.")
@click.option("--force", is_flag=True, help="Write over a site that is there.")
@click.option("--json", "as_json", is_flag=True, help="End with one machine-readable line.")
def demo(
    folder: str, people: int, seed: int, effect: str, confounding: str, unmeasured: bool, force: bool, as_json: bool
) -> None:
    """Write a fictional county's extracts, its site.yml, and the planted truth into DIR.

    \b
    Example: lead demo demo --people 3000 --seed 7
    """
    from ingest.county import write_county
    from pipeline.run_outcome import Outcome

    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: is a file; expected a folder")
    if (target / "site.yml").exists() and not force:
        raise UsageError(
            f"{target}/site.yml: is there already", hint="lead demo --force writes over it and its extracts, or name another folder"
        )
    write_county(target, people=people, seed=seed, effect=effect, confounding=confounding, unmeasured=unmeasured)
    close(Outcome("demo", facts={"folder": str(target), "people": people, "seed": seed},
                  lines=[f"fictional county: {target}/site.yml, planted truth: {target}/truth.json"]), as_json)


@lead.command()
@site_options
@click.option("--no-reports", is_flag=True, help="Stop short of the notebooks and PDFs.")
@click.option("--force", is_flag=True, help="Run although nothing changed.")
@click.option("--accept-header", is_flag=True, help="Take changed columns of an extract as the new form.")
def run(site: str | None, as_json: bool, quiet: bool, no_reports: bool, force: bool, accept_header: bool) -> None:
    """Everything, to the PDFs: ingest, build, validate, release, reports, audit, publish.

    \b
    Example: lead run --site demo/site.yml
    """
    from pipeline import run as runner

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = runner.run(loaded, reports=not no_reports, force=force, quiet=quiet, accept_header=accept_header)
    close(outcome, as_json)


@lead.command()
@site_options
@click.option("--dry-run", is_flag=True, help="Say what would be loaded and quarantined; keep nothing.")
@click.option("--accept-header", is_flag=True, help="Take changed columns of an extract as the new form.")
def ingest(site: str | None, as_json: bool, quiet: bool, dry_run: bool, accept_header: bool) -> None:
    """Load the extracts into the site's store, with a ledger of every row.

    \b
    Example: lead ingest --site demo/site.yml --dry-run
    """
    from pipeline import run as runner

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = runner.ingest(loaded, dry_run=dry_run, accept_header=accept_header, quiet=quiet)
    close(outcome, as_json)
    if outcome.facts.get("refused"):
        from ingest.load import refused_in_short, share_hint

        raise DataRefused(refused_in_short(outcome.facts["refused"]), hint=share_hint(outcome.facts["refused"]))


@lead.command()
@site_options
@click.option("--select", metavar="DBT_SELECTOR", help="Build a part, as dbt selects it.")
def build(site: str | None, as_json: bool, quiet: bool, select: str | None) -> None:
    """dbt build into out/work/dev.duckdb; what is published stays as it is.

    \b
    Example: lead build --site demo/site.yml
             lead build --site demo/site.yml --select +attrition
    """
    from pipeline import run as runner

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = runner.build(loaded, quiet=quiet, select=select)
    close(outcome, as_json)


@lead.command()
@site_options
def validate(site: str | None, as_json: bool, quiet: bool) -> None:
    """Hold the staged extracts and the marts against the reviewed expectations.

    \b
    Example: lead validate --site demo/site.yml
    """
    from pipeline import run as runner

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = runner.validate(loaded, quiet=quiet)
    close(outcome, as_json)


@lead.command()
@site_options
def report(site: str | None, as_json: bool, quiet: bool) -> None:
    """Render the published release's reports and notebooks anew, into out/work/rendered.

    \b
    Example: lead report --site demo/site.yml
    """
    from pipeline import run as runner

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = runner.report(loaded, quiet=quiet)
    close(outcome, as_json)


@lead.command()
@site_options
def verify(site: str | None, as_json: bool, quiet: bool) -> None:
    """Re-check the published generation: hashes, ledger, schema, disclosure.

    \b
    Example: lead verify --site demo/site.yml
    """
    from pipeline.verify import verify_current

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = verify_current(loaded)
    close(outcome, as_json)


@lead.command()
@site_options
@click.argument("before", required=False)
@click.argument("after", required=False)
@click.option(
    "--html", "html_path", metavar="FILE", type=click.Path(dir_okay=False, writable=True), help="Write the comparison as a page, too."
)
def diff(site: str | None, as_json: bool, quiet: bool, before: str | None, after: str | None, html_path: str | None) -> None:
    """Every published number that moved between two generations, and what moved it.

    Without arguments: out/work/dev.duckdb (if it is newer) or the newest generation, against the one before.

    \b
    Example: lead diff --site demo/site.yml
             lead diff --site demo/site.yml current dev --html moved.html
    """
    from pipeline.diff import diff_generations

    loaded = load_site_option(site)
    with _keyboard(loaded):
        outcome = diff_generations(loaded, before, after, html_path)
    close(outcome, as_json)


@lead.command()
@site_options
def doctor(site: str | None, as_json: bool, quiet: bool) -> None:
    """Check Python, disk, memory, locks, fonts and the site's health; say the next step.

    \b
    Example: lead doctor --site demo/site.yml
    """
    from pipeline.doctor import examine

    outcome, healthy = examine(site)
    close(outcome, as_json)
    if not healthy:
        sys.exit(2)


@lead.command()
@site_options
def status(site: str | None, as_json: bool, quiet: bool) -> None:
    """Generations, the row ledger, withdrawn counts.

    \b
    Example: lead status --site demo/site.yml
    """
    from pipeline.status import site_status

    close(site_status(load_site_option(site)), as_json)


@lead.group()
def plan() -> None:
    """The frozen analysis plan."""


@plan.command()
@site_options
def freeze(site: str | None, as_json: bool, quiet: bool) -> None:
    """Hash analysis_plan.yml with today's date; each report then lists deviations from it.

    \b
    Example: lead plan freeze --site demo/site.yml
    """
    from pipeline.plan import freeze_plan

    close(freeze_plan(load_site_option(site)), as_json)


@lead.group()
def costs() -> None:
    """Costs, re-priced without new estimates."""


@costs.command("what-if")
@site_options
@click.option("--set", "changes", multiple=True, metavar="ITEM=USD", help="A unit cost, e.g. jail_day=120; repeatable.")
@click.option("--caseload", type=float, help="Participants a case manager carries.")
@click.option("--manager-usd", type=float, metavar="USD", help="Yearly cost of a case manager (with --caseload).")
@click.option("--grant", type=float, metavar="USD", help="Yearly programme cost.")
@click.option("--basis", type=click.Choice(["marginal", "step_fixed", "average"]), default="marginal", show_default=True)
def what_if(site: str | None, as_json: bool, quiet: bool, changes: tuple[str, ...], caseload: float | None,
            manager_usd: float | None, grant: float | None, basis: str) -> None:
    """Re-price the published quantities in a second.

    \b
    Example: lead costs what-if --set jail_day=120 --set arrest=900
             lead costs what-if --grant 425000
             lead costs what-if --caseload 20 --manager-usd 85000
    """
    from pipeline.what_if import what_if as reprice

    close(reprice(load_site_option(site), changes, caseload=caseload, grant=grant, manager=manager_usd, basis=basis),
          as_json)


@lead.group()
def release() -> None:
    """The disclosure-controlled release."""


@release.command()
@site_options
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(site: str | None, as_json: bool, quiet: bool, files: tuple[str, ...]) -> None:
    """Check tables made by hand before they are handed on.

    \b
    Example: lead release check --site demo/site.yml by_district.csv annual.xlsx
    """
    from pipeline.release.check import check_files

    close(check_files(load_site_option(site), [Path(f) for f in files]), as_json)


class _Told(KeyboardInterrupt):
    """What a signal raises. Under ``python -m`` a plain KeyboardInterrupt that passes through ``exec`` of a text (each dataclass
    is made by one) has Python end by the signal later on, caught or not, and not with the exit code."""


def _told(*_: Any) -> None:
    raise _Told


class _keyboard:
    """Ctrl-C, or being told to end, leaves the last good results, says so, and ends the processes that were started.

    A library at work may raise an error of its own where the signal came (DuckDB: "Query interrupted"), so that whatever a
    command ends with after the signal is taken for the interruption.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.told = False

    def _end(self, *_: Any) -> None:
        self.told = True
        _told()

    def __enter__(self) -> None:
        self.before = {s: signal.signal(s, self._end) for s in (signal.SIGINT, signal.SIGTERM)}

    def __exit__(self, kind: Any, *_: Any) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)
        if kind is not None and (self.told or issubclass(kind, KeyboardInterrupt)):
            from pipeline.run import interrupted

            click.echo(interrupted(self.site), err=True)
            sys.exit(130)


def _refuse(message: str, hint: str | None, exit_code: int) -> None:
    """One line, its way out below it, on standard error; with ``--json`` the same for a machine on standard output."""
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"  next: {hint}", err=True)
    _close_refused(message, hint, exit_code)


def _close_refused(message: str, hint: str | None, exit_code: int) -> None:
    # the command line may be what is wrong, so the option is looked for in its words
    if "--json" in sys.argv[1:]:
        click.echo(json.dumps({"error": message, "exit_code": exit_code, "next": hint}, sort_keys=True))
    sys.exit(exit_code)


_FULL = (errno.ENOSPC, errno.EDQUOT)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


def _disk_refusal(error: OSError) -> tuple[str, str, int]:
    """Message, way out and exit code of a file or folder that can't be read or written."""
    where = f"{error.filename}: " if error.filename else ""
    message = f"{where}{(error.strerror or type(error).__name__).lower()}; the last good results stand"
    if error.errno in _FULL:
        return message, "free some space, or keep fewer generations (publish.keep_generations in site.yml), and run it again", 5
    if error.errno in _NOT_ALLOWED:
        return message, "give yourself the right to read and write the site's folder, or work on a copy of it", 2
    return message, "LEAD_DEBUG=1 shows the traceback (it may hold values: keep it on this machine)", 5


def main(argv: list[str] | None = None) -> None:
    """Entry point: a refusal is one line (and its way out) on standard error, never a traceback."""
    os.umask(0o077)
    # a release holds hundreds of thousands of small rows to its end: to look through them for garbage again and again took a tenth
    gc.set_threshold(200_000, 20, 20)
    # to be told to end while libraries are read is as Ctrl-C then; a command's own work has _keyboard
    signal.signal(signal.SIGTERM, _told)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # (where it is ignored it stays so)
        signal.signal(signal.SIGINT, _told)
    try:
        lead.main(args=argv, prog_name="lead", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        _close_refused(error.format_message(), None, 2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was under way", err=True)
        sys.exit(130)
    except LeadError as error:
        _refuse(str(error), error.hint, error.exit_code)
    except OSError as error:
        if os.environ.get("LEAD_DEBUG"):
            raise
        _refuse(*_disk_refusal(error))
    except Exception as error:
        if os.environ.get("LEAD_DEBUG"):
            raise
        if "Could not set lock on file" in str(error):  # DuckDB: one writer, or readers
            _refuse("another program is writing a file that this command reads",
                    "wait for it to end; lead doctor names a lead command that writes", 2)
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
        _refuse(f"{type(error).__name__} in {where}; the last good results stand",
                "LEAD_DEBUG=1 shows the traceback (it may hold values: keep it on this machine)", 5)


if __name__ == "__main__":
    main()
