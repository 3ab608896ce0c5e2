"""``lead doctor``: is this machine fit, is the site in order, and what is the next step."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import sys
from collections.abc import Callable
from importlib import metadata, util
from pathlib import Path

from pipeline import publish
from pipeline.errors import LeadError
from pipeline.run_outcome import Outcome
from pipeline.settings import Site, load_site
from pipeline.store import store_path

MIN_FREE_GB = 2.0
MIN_MEMORY_GB = 2.0
SOON_DAYS = 60  # before its end an agreement is told of
_TREATMENT = ("engagements", "health_events")  # may hold records of substance use treatment
_PINNED = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "typst", "numpy", "scipy", "highspy", "pandas", "statsmodels")


def examine(site_file: str | None) -> tuple[Outcome, bool]:
    """All checks, each with its finding and its way out. Returns the outcome and whether all is well."""
    found: list[tuple[bool, str, str, str]] = []

    def check(name: str, probe: Callable[[], tuple[bool, str, str]]) -> None:
        try:
            fine, said, way_out = probe()
        except Exception as error:
            fine, said, way_out = False, f"the check broke: {type(error).__name__}", "report this"
        found.append((fine, name, said, way_out))

    check("Python", _python)
    check("libraries", _libraries)
    check("memory", _memory)
    check("fonts", _fonts)
    path = site_file or next((p for p in (os.environ.get("LEAD_SITE"), "site.yml", "demo/site.yml")
                              if p and Path(p).exists()), None)
    step = "lead demo demo  (a fictional county), or lead init DIR  (your own extracts)"
    if path is None:
        check("disk", lambda: _disk(Path.cwd()))
        found.append((True, "site", "none here yet", ""))
    else:
        site: Site | None = None
        try:
            site = load_site(path)
            found.append((True, "site", f"{site.site}: {site.path}", ""))
        except LeadError as error:
            found.append((False, "site", str(error), error.hint or "mend the key that the message names"))
            step = f"mend {path}, then: lead doctor --site {path}"
        if site is not None:
            there = site
            check("disk", lambda: _disk(there.root))
            check("extracts", lambda: _extracts(there))
            check("scope", lambda: _scope(there))
            check("agreements", lambda: _agreements(there))
            check("lock", lambda: _lock(there))
            check("results", lambda: _results(there))
            step = _next_step(there, all(f[0] for f in found))
    healthy = all(f[0] for f in found)
    lines = []
    for fine, name, said, way_out in found:
        lines.append(f"{'ok ' if fine else 'NOT'}  {name:<10} {said}")
        if not fine and way_out:
            lines.append(f"     {'':<10} way out: {way_out}")
    lines.append(f"next: {step}")
    outcome = Outcome("doctor", changed=False, facts={
        "healthy": healthy, "next": step,
        "checks": [{"name": n, "ok": f, "found": s, "way_out": w} for f, n, s, w in found],
    }, lines=lines)
    return outcome, healthy


def _python() -> tuple[bool, str, str]:
    v = sys.version_info
    return (3, 11) <= v[:2] < (3, 14), f"{v.major}.{v.minor}.{v.micro}", "use Python 3.11, 3.12 or 3.13: make setup PYTHON=…"


def _libraries() -> tuple[bool, str, str]:
    missing = [n for n in _PINNED if util.find_spec({"dbt-core": "dbt", "dbt-duckdb": "dbt", "great-expectations":
               "great_expectations"}.get(n, n)) is None]
    said = f"missing: {', '.join(missing)}" if missing else f"duckdb {metadata.version('duckdb')}, dbt {metadata.version('dbt-core')}"
    return not missing, said, "make setup"


def _memory() -> tuple[bool, str, str]:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError):
        return True, "size unknown", ""
    return total >= MIN_MEMORY_GB, f"{total:.1f} GB", "a city needs about 2 GB, a state about 4 GB"


def _disk(folder: Path) -> tuple[bool, str, str]:
    free = shutil.disk_usage(folder).free / 1e9
    return free >= MIN_FREE_GB, f"{free:.1f} GB free at {folder}", "free some space, or keep fewer generations (publish.keep_generations)"


def _fonts() -> tuple[bool, str, str]:
    fine = util.find_spec("font_source_sans_pro") is not None
    return fine, "Source Sans is there" if fine else "Source Sans is missing", "make setup"


def _extracts(site: Site) -> tuple[bool, str, str]:
    from ingest.sources import files_of

    wrong = []
    for name in site.extracts:
        try:
            files_of(site, name)
        except LeadError as error:
            wrong.append(str(error))
    if wrong:
        return False, wrong[0] + (f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""), \
            "correct the path in site.yml, or put the file there"
    return True, f"{len(site.extracts)} extracts described, their files are there", ""


def _scope(site: Site) -> tuple[bool, str, str]:
    """What these extracts can't answer, said before anybody waits for it."""
    arrests = site.extracts.get("arrests", [])
    if arrests and not any(e.charge_map or "offense_category" in {**e.columns, **e.constants} for e in arrests):
        return False, "extracts.arrests: neither a column nor a charge_map gives an offence category, so no arrest is eligible", \
            "write a charge_map (docs/how-to.md, map charges), or map offense_category under columns"
    cant = []
    if not arrests:
        cant.append("without arrests there are no re-arrests, no comparison and no report: lead ingest loads and checks the rest")
    for entry in arrests:
        if (stand_in := entry.columns.get("arrest_date")) and stand_in == entry.columns.get("offense_date"):
            cant.append(f"{stand_in} stands in for the day of the arrest: whoever was arrested long after the offence is counted "
                        "from the offence on; say so to the readers")
    if "referrals" not in site.extracts:
        cant.append("without referrals nobody is known to be diverted: rates of re-arrest, no effect")
    return True, "; ".join(cant) or "arrests and referrals: an effect can be asked for", ""


def _agreements(site: Site) -> tuple[bool, str, str]:
    today, soon, bare = dt.date.today(), [], []
    for name, entries in site.extracts.items():
        for entry in entries:
            if entry.expires and entry.expires < today:
                return False, f"extracts.{name}: its agreement ran out on {entry.expires}", "renew it, or take the extract out"
            if entry.expires and (entry.expires - today).days <= SOON_DAYS:
                soon.append(f"{name} on {entry.expires}")
            if name != "control_totals" and not entry.deid_basis:
                bare.append(f"{name} has no deid_basis")
            if name in _TREATMENT and not entry.part2_basis:
                bare.append(f"{name} has no part2_basis (42 CFR Part 2)")
    said = "none has run out" + (f"; soon: {', '.join(soon)}" if soon else "")
    return True, said + (f"; say on what basis: {'; '.join(bare)}" if bare else ""), ""


def _lock(site: Site) -> tuple[bool, str, str]:
    path = site.out / ".lock"
    if not path.exists():
        return True, "nobody writes", ""
    with path.open("r+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False, f"process {handle.read().strip() or '?'} is writing", "wait for it to end"
    return True, "nobody writes", ""


def _results(site: Site) -> tuple[bool, str, str]:
    current = publish.current_dir(site)
    if not current.exists():
        return True, "nothing is published yet", ""
    manifest = publish.read_manifest(current)
    if manifest is None:
        return False, f"{current} holds no manifest", f"lead run --site {site.path} --force"
    if publish.predates_withdrawal(site, current):
        return False, f"{current} holds rows that were withdrawn since", f"lead run --site {site.path}"
    return True, f"generation {current.resolve().name}, data through {manifest.get('data_through')}", ""


def _next_step(site: Site, healthy: bool) -> str:
    if not healthy:
        return "mend what is marked NOT, from the top"
    if "arrests" not in site.extracts:
        return f"lead ingest --site {site.path}  (loads and checks these extracts; a report needs the arrests, too)"
    if not publish.current_dir(site).exists():
        if not store_path(site).is_file():
            return f"lead ingest --dry-run --site {site.path}  (see what would be quarantined), then lead run --site {site.path}"
        return f"lead run --site {site.path}"
    return f"read {publish.current_dir(site) / 'reports'}; after a change: lead run --site {site.path}"
