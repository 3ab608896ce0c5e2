"""dbt as a subprocess: a process that ran dbt keeps DuckDB's lock, so none of ours does."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.errors import BuildFailed, ValidationFailed
from pipeline.project import ROOT
from pipeline.settings import Site

# text between quotes in an engine's message may be a value from the data
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def environment(site: Site, warehouse: Path) -> dict[str, str]:
    """The environment in which dbt works on one site and writes one file."""
    env = dict(os.environ)
    env.setdefault("MPLCONFIGDIR", str(site.out / "work" / "matplotlib"))  # the list of fonts is made once a site
    env.update(
        LEAD_SITE=str(site.path),
        LEAD_WAREHOUSE=str(warehouse),
        DBT_TARGET_PATH=str(site.out / "work" / "target"),
        DBT_LOG_PATH=str(site.out / "work" / "logs"),
        DBT_PROFILES_DIR=str(ROOT),
        DBT_SEND_ANONYMOUS_USAGE_STATS="false",
        PYTHONHASHSEED="0",
        PYTHONUNBUFFERED="",  # a write cut short by a stop would lose its rest, and a line of dbt's with it
        # one thread: sums of floats must not depend on how many cores a machine has
        OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1",
        PYTHONPATH=os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH")) if p),
    )
    return env


_ENDED = ("LogTestResult", "LogModelResult", "LogSeedResult", "LogNodeResult", "LogUnitTestResult")

# what takes seconds to start comes first: the estimates' processes, beside which dbt starts; the project is parsed next, and built
# when a line comes, so that all this can go on beside other work; dbt's own loggers put each of its thousands of events into words
# before they look at its level, so they are off and what we read is told by a callback
_CHILD = f"""
import contextlib, json, os, sys
from pipeline.project import end_with_parent
told_to_go = end_with_parent()
from pipeline.analysis.workers import warm
warm()
from dbt.cli.main import dbtRunner

def tell(event):
    name, level, message = event.info.name, event.info.level, event.info.msg
    with contextlib.suppress(OSError):
        if level == "error" or name in {_ENDED}:
            total = getattr(event.data, "total", 0)
            node = event.data.node_info.node_name if name in {_ENDED} else ""
            sys.stdout.write(json.dumps(dict(name=name, level=level, message=message, total=total, node=node)) + "\\n")
            sys.stdout.flush()
        if level in ("warn", "error"):
            with open(os.path.join(os.environ["DBT_LOG_PATH"], "dbt.log"), "a", encoding="utf-8") as log:
                log.write(message + "\\n")

parsed = dbtRunner().invoke(["--log-level", "none", "--log-level-file", "none", "parse"])
import pandas  # the engine asks for it with the first rows that it is given
told_to_go()
result = dbtRunner(manifest=parsed.result if parsed.success else None, callbacks=[tell]).invoke(sys.argv[1:])
sys.exit(0 if result.success else 2 if result.exception else 1)
"""


def _file_level() -> str:
    """What dbt writes into dbt.log beside what the callback does: to write every statement of a build costs seconds."""
    return "debug" if os.environ.get("LEAD_DEBUG") else "none"


def forget_other_checkout(site: Site) -> None:
    """What dbt keeps of its last parse names files of the checkout that did it; another one may not even open them."""
    target = site.out / "work" / "target"
    target.mkdir(parents=True, exist_ok=True)
    mark = target / "checkout.txt"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != str(ROOT):
        (target / "partial_parse.msgpack").unlink(missing_ok=True)
        mark.write_text(str(ROOT), encoding="utf-8")


@contextlib.contextmanager
def prepared(site: Site, warehouse: Path, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A dbt process that parses the project and then waits for :func:`dbt` to run its command; it ends with the block."""
    forget_other_checkout(site)
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, "--log-level", "none", "--log-level-file", _file_level(), "--no-use-colors", *args],
        cwd=ROOT, env=environment(site, warehouse), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace",
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def dbt(
    site: Site, process: subprocess.Popen[str], progress: Callable[[int, int, str], None] | None = None
) -> dict[str, int]:
    """Let a ``prepared`` process run its command; returns how many nodes ended in which status.

    Raises ValidationFailed where a data test failed, BuildFailed where anything else did; the message names the node.
    """
    results = site.out / "work" / "target" / "run_results.json"
    results.unlink(missing_ok=True)
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it ended early: its output says why
        process.stdin.write("go\n")
        process.stdin.flush()
    assert process.stdout is not None
    other: list[str] = []
    done = 0
    for line in process.stdout:
        try:
            event = json.loads(line)
        except ValueError:
            other.append(line.strip())
            continue
        if event["name"] in _ENDED:
            done += 1
            if progress is not None:
                progress(done, event["total"], event["node"])
        if event["level"] == "error":
            other.append(event["message"])
    code = process.wait()
    statuses, failed = _results(results)
    if code != 0:
        log = site.out / "work" / "logs" / "dbt.log"
        if failed:
            kind, name, message = failed[0]
            first = _QUOTED.sub("'…'", message.strip().splitlines()[0] if message.strip() else "")
            more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
            text = f"dbt: {kind} {name} failed: {first}{more}"
            if kind == "test" and all(k in ("test", "unit_test") for k, _, _ in failed):
                raise ValidationFailed(text, hint=f"the log: {log}")
            raise BuildFailed(text, hint=_way_out(text, log))
        raise _startup_failure(other, log, site)
    return statuses


def _results(path: Path) -> tuple[dict[str, int], list[tuple[str, str, str]]]:
    """Nodes by status, and (kind, name, message) of each that failed."""
    statuses: dict[str, int] = {}
    failed: list[tuple[str, str, str]] = []
    if path.is_file():
        for result in json.loads(path.read_text(encoding="utf-8"))["results"]:
            status = result["status"]
            statuses[status] = statuses.get(status, 0) + 1
            if status in ("fail", "error"):
                kind, _, name = result["unique_id"].split(".", 2)
                failed.append((kind, name, result.get("message") or ""))
    return statuses, failed


def _startup_failure(lines: list[str], log: Path, site: Site) -> Exception:
    """dbt stopped before its first node: the plugin's own refusals keep their words and exit codes."""
    from pipeline.errors import DataRefused, SiteError

    text = "\n".join(lines)
    for kind in (DataRefused, SiteError):
        match = re.search(rf"{kind.__name__}: (.+)", text)
        if match:
            hint = f"lead ingest --site {site.path}" if kind is DataRefused else None
            return kind(match.group(1).strip(), hint=hint)
    if "Could not set lock" in text:
        return BuildFailed("dbt: the warehouse file is in use by another process",
                           hint="end the process that holds it (lead doctor names it), then run again")
    said = [x.strip() for x in text.splitlines() if x.strip() and "Warning" not in x and x.strip() != "Encountered an error:"]
    # what comes before the lines of code, else the exception's own line
    told = list(itertools.takewhile(lambda x: not x.startswith("Traceback"), said))[:2] or said[-1:]
    first = " ".join(told) or "no message"
    return BuildFailed(f"dbt: {_QUOTED.sub(chr(39) + '…' + chr(39), first)}", hint=_way_out(first, log))


def _way_out(message: str, log: Path) -> str:
    return "free some space, and run it again" if "No space left" in message else f"the log: {log}"
