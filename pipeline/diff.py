"""``lead diff``: every published number that moved between two generations, and what moved it."""

from __future__ import annotations

import html
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from pipeline import publish
from pipeline.errors import UsageError
from pipeline.project import ROOT, code_fingerprint, model_hashes, versions
from pipeline.release.ledger import ledger_path
from pipeline.run_outcome import Outcome
from pipeline.settings import Site

SHOWN_LINES = 40


def diff_generations(site: Site, before: str | None, after: str | None, html_path: str | None = None) -> Outcome:
    """Compare two generations (ids, ``current`` or ``dev``); by default ``current`` with a newer ``dev.duckdb``, else the
    newest generation with the one before it.

    Raises UsageError: a generation is not there, or there is nothing to compare.
    """
    first, second = _choose(site, before, after)
    with tempfile.TemporaryDirectory(prefix="lead-diff-") as scratch:
        old, old_facts = _open(site, first, Path(scratch) / "old")
        new, new_facts = _open(site, second, Path(scratch) / "new")
        moved = compare(old, new)
    causes = why(old_facts, new_facts)
    reached = reach(causes, {m["table"] for m in moved}, lineage(site))
    for one in moved:
        one["moved_by"] = reached[one["table"]]
    was, now = _heeded(site, first), _heeded(site, second)
    otherwise = [m for m in moved if _hides_otherwise(m)]
    if was != now and otherwise:
        # what is hidden beside small counts depends on what was published before
        cause = f"earlier releases: {was} -> {now}: what they let one work out must stay hidden"
        causes = [*causes, cause]
        for one in otherwise:
            one["moved_by"] = [*one["moved_by"], cause]
        for table in {m["table"] for m in otherwise}:
            reached[table] = [*reached[table], cause]
    lines = _lines(first, second, moved, causes, reached)
    if html_path:
        try:
            Path(html_path).parent.mkdir(parents=True, exist_ok=True)
            Path(html_path).write_text(_page(first, second, moved, causes), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{html_path}: can't be written: {error.strerror}") from None
        lines.append(f"page: {html_path}")
    return Outcome("diff", changed=bool(moved), facts={"before": first, "after": second, "causes": causes, "moved": moved},
                   lines=lines)


def _choose(site: Site, before: str | None, after: str | None) -> tuple[str, str]:
    kept = publish.generations(site)
    current = publish.current_dir(site)
    dev = site.out / "work" / "dev.duckdb"
    if before and after:
        return before, after
    if not current.exists():
        raise UsageError(f"{current}: nothing is published yet", hint=f"lead run --site {site.path}")
    if before:
        return before, "current"
    if dev.is_file() and dev.stat().st_mtime > (current / "manifest.json").stat().st_mtime:
        return "current", "dev"
    if len(kept) < 2:
        raise UsageError(f"{site.out}: one generation and no newer dev.duckdb; there is nothing to compare",
                          hint=f"change a definition in site.yml, then: lead build --site {site.path}")
    return kept[-2].name, kept[-1].name


def _open(site: Site, name: str, scratch: Path) -> tuple[Path, dict[str, Any]]:
    """Release file and manifest facts of a generation; of ``dev`` the release that it would give."""
    if name == "dev":
        from pipeline.release.build import build_release
        from pipeline.run import input_hashes

        dev = site.out / "work" / "dev.duckdb"
        if not dev.is_file():
            raise UsageError(f"{dev}: is not there", hint=f"lead build --site {site.path}")
        scratch.mkdir()
        release = scratch / "release.duckdb"
        build_release(dev, release, site, to_publish=False)
        with duckdb.connect(str(dev), read_only=True) as conn:
            run = dict(conn.execute("select key, value from settings.run").fetchall())
        facts = {"inputs": input_hashes(site), "settings": json.loads(run["settings"]),
                 "code_sha256": run.get("code_sha256", code_fingerprint()), "versions": versions(), **model_hashes()}
        return release, facts
    folder = publish.current_dir(site) if name == "current" else site.out / "generations" / name
    manifest = publish.read_manifest(folder)
    if manifest is None:
        names = ", ".join(p.name for p in publish.generations(site)) or "none"
        raise UsageError(f"{name}: no such generation; there are: {names}, and current, dev")
    return folder / "release.duckdb", manifest


def compare(old: Path, new: Path) -> list[dict[str, Any]]:
    """Each published number that differs: table, place, measure, value and status before and after."""
    from pipeline.release.tables import TABLES

    grains = {t.name: t.grain for t in TABLES}
    out: list[dict[str, Any]] = []
    with duckdb.connect() as conn:
        for alias, path in (("o", old), ("n", new)):
            quoted = path.as_posix().replace("'", "''")
            conn.execute(f"attach '{quoted}' as {alias} (read_only)")
        tables: dict[str, dict[str, list[str]]] = {}  # table -> side -> columns
        for alias, name, column in conn.execute("select database_name, table_name, column_name from duckdb_columns()"
                                                " where database_name in ('o', 'n') order by column_index").fetchall():
            tables.setdefault(name, {}).setdefault(alias, []).append(column)
        for name, found in sorted(tables.items()):
            columns = found.get("n") or found["o"]
            if not {"measure", "value", "value_status"} <= set(columns):
                continue
            # facts in words (a class, a reason) are no part of a number's place
            grain = grains.get(name, columns)
            place = [c for c in columns[:columns.index("measure")] if c in grain]
            moved = conn.execute(_differing(name, place, found)).fetchall()
            for *key, measure, was, now, status_was, status_now in sorted(moved, key=lambda m: [v or "" for v in m[:len(place) + 1]]):
                out.append({
                    "table": name, "place": {c: v for c, v in zip(place, key) if v}, "measure": measure,
                    "before": was, "after": now, "status_before": status_was or "absent", "status_after": status_now or "absent",
                })
    return out


def _differing(name: str, place: list[str], found: dict[str, list[str]]) -> str:
    """The numbers of a table that differ: place, measure, value and status before and after; what one side lacks is empty."""
    def side(alias: str) -> str:
        if alias not in found:
            nothing = [f"null::varchar as {c}" for c in [*quoted.values(), "measure", "value_status"]]
            return f"(select {', '.join(nothing)}, null::double as value where false)"
        there = [f"{q if c in found[alias] else 'null'}::varchar as {q}" for c, q in quoted.items()]
        return f'(select {", ".join([*there, "measure", "value", "value_status"])} from {alias}."{name}")'

    quoted = {c: f'"{c}"' for c in place}
    keys = [*quoted.values(), "measure"]
    same = " and ".join(f"o.{k} is not distinct from n.{k}" for k in keys)
    return (
        f"select {', '.join(f'coalesce(o.{k}, n.{k})' for k in keys)}, o.value, n.value, o.value_status, n.value_status"
        f" from {side('o')} as o full join {side('n')} as n on {same}"
        " where o.value is distinct from n.value or o.value_status is distinct from n.value_status"
    )


def why(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between the two: input files, settings (by key path), code, versions."""
    out = []
    a, b = old.get("inputs", {}), new.get("inputs", {})
    for name in sorted(a.keys() | b.keys()):
        if a.get(name) != b.get(name):
            kind = "changed" if name in a and name in b else ("new" if name in b else "gone")
            out.append(f"input {name}: {kind}")
    flat_a, flat_b = _flat(old.get("settings", {})), _flat(new.get("settings", {}))
    for key in sorted(flat_a.keys() | flat_b.keys()):
        if flat_a.get(key) != flat_b.get(key):
            out.append(f"setting {key}: {flat_a.get(key, 'absent')} -> {flat_b.get(key, 'absent')}")
    models_a, models_b = old.get("models", {}), new.get("models", {})
    for name in sorted(models_a.keys() | models_b.keys()) if models_a and models_b else ():
        if models_a.get(name) != models_b.get(name):
            kind = "changed" if name in models_a and name in models_b else ("new" if name in models_b else "gone")
            what = "model" if name.startswith("models/") and not name.endswith(".yml") else "file"
            out.append(f"{what} {Path(name).stem if what == 'model' else name}: {kind}")
    programs = old.get("programs_sha256") != new.get("programs_sha256")
    if old.get("code_sha256") != new.get("code_sha256") and (programs or not models_a):
        was, now = (_commit(facts["commit"]) if "commit" in facts else here for facts, here in ((old, "?"), (new, "this checkout")))
        out.append(f"code: models or programs changed ({was} -> {now})")
    va, vb = old.get("versions", {}), new.get("versions", {})
    out += [f"version of {k}: {va.get(k)} -> {vb.get(k)}" for k in sorted(va.keys() | vb.keys()) if va.get(k) != vb.get(k)]
    return out


def _commit(text: str) -> str:
    """A commit in short; that its files were changed since is said, too."""
    commit, plus, changes = text.partition("+")
    return commit[:12] + plus + changes


def _heeded(site: Site, name: str) -> int:
    """How many releases had been published when this one was made: their hidden counts had to stay hidden beside it, too."""
    path = ledger_path(site)
    if name == "current":
        name = publish.current_dir(site).resolve().name
    if not path.is_file():
        return 0
    with duckdb.connect(str(path), read_only=True) as conn:
        return len([g for (g,) in conn.execute("select generation from releases").fetchall() if name == "dev" or g < name])


def _hides_otherwise(one: dict[str, Any]) -> bool:
    return any(one[f"status_{when}"].startswith("suppressed") for when in ("before", "after"))


Lineage = dict[str, tuple[set[str], set[str]]]
_WORD = re.compile(r"[a-z][a-z_]+")


def lineage(site: Site) -> Lineage:
    """mart -> (models it is built from, words of their code), from dbt's own manifest of the last build. Empty where no build
    left one. A model in Python counts with all that ``pipeline/analysis`` says.
    """
    path = next((p for p in (site.out / "work" / "target" / "manifest.json", ROOT / "target" / "manifest.json") if p.is_file()),
                None)
    if path is None:
        return {}
    nodes = json.loads(path.read_text(encoding="utf-8"))["nodes"]
    models = {k: n for k, n in nodes.items() if n.get("resource_type") == "model"}
    python = {w for p in (ROOT / "pipeline" / "analysis").glob("*.py") for w in _WORD.findall(p.read_text(encoding="utf-8"))}
    words = {k: set(_WORD.findall(n.get("raw_code", ""))) | (python if n.get("language") == "python" else set())
             for k, n in models.items()}
    out: Lineage = {}
    for key, node in models.items():
        seen: set[str] = set()
        todo = [key]
        while todo:
            one = todo.pop()
            if one in models and one not in seen:
                seen.add(one)
                todo += models[one]["depends_on"]["nodes"]
        out[node["name"]] = ({models[k]["name"] for k in seen}, set().union(*(words[k] for k in seen)))
    return out


def reach(causes: list[str], tables: set[str], known: Lineage) -> dict[str, list[str]]:
    """table -> the causes that can have moved it: a changed model where the table is built from it, a setting where a model
    under the table names it. What can't be placed (an input, a program, a version, what governs publication) may have moved
    everything.
    """
    every_model = {name for models, _ in known.values() for name in models}
    every_word = {word for _, words in known.values() for word in words}
    out: dict[str, list[str]] = {}
    for table in tables:
        models, words = known.get(table, (every_model, every_word))

        def can(cause: str, models: set[str] = models, words: set[str] = words) -> bool:
            kind, _, rest = cause.partition(" ")
            name = rest.split(":")[0]
            if kind == "model" and name in every_model:
                return name in models
            if kind == "setting" and not name.startswith(("publish", "extracts")):
                placed = set(_WORD.findall(name)) & every_word
                return not placed or bool(placed & words)
            return True

        out[table] = [cause for cause in causes if can(cause)]
    return out


def _flat(value: Any, path: str = "") -> dict[str, str]:
    if isinstance(value, dict):
        return {k: v for name, part in value.items() for k, v in _flat(part, f"{path}.{name}" if path else name).items()}
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return {k: v for i, part in enumerate(value) for k, v in _flat(part, f"{path}.{i}").items()}
    return {path: json.dumps(value)}


def _name(cause: str) -> str:
    return cause.split(":")[0]


def _number(value: Any, status: str) -> str:
    return f"{value:,.6g}" if isinstance(value, int | float) else status


def _lines(first: str, second: str, moved: list[dict[str, Any]], causes: list[str],
           reached: dict[str, list[str]]) -> list[str]:
    lines = [f"{first} -> {second}"]
    lines += [f"  {c}" for c in causes] or ["  same inputs, settings, code and versions"]
    if not moved:
        return [*lines, "no published number moved"]
    lines.append(f"{len(moved):,} published numbers moved")
    by_table: dict[str, int] = {}
    for m in moved:
        by_table[m["table"]] = by_table.get(m["table"], 0) + 1
    for name, n in sorted(by_table.items()):
        by = f"  by {'; '.join(_name(c) for c in reached[name])}" if len(causes) > 1 and reached[name] else ""
        lines.append(f"  {name}: {n:,}{by}")
    for m in moved[:SHOWN_LINES]:
        place = ", ".join(m["place"].values())
        by = f" ({m['after'] - m['before']:+,.6g})" if None not in (m["before"], m["after"]) else ""
        lines.append(f"  {m['table']} [{place}] {m['measure']}: {_number(m['before'], m['status_before'])} -> "
                     f"{_number(m['after'], m['status_after'])}{by}")
    if len(moved) > SHOWN_LINES:
        lines.append(f"  and {len(moved) - SHOWN_LINES:,} more (--json or --html lists all)")
    return lines


def _page(first: str, second: str, moved: list[dict[str, Any]], causes: list[str]) -> str:
    def cell(text: Any) -> str:
        return f"<td>{html.escape(str(text)).replace('_', '_<wbr>')}</td>"  # names may break at their joints

    rows = "\n".join(
        "<tr>" + cell(m["table"]) + cell(", ".join(m["place"].values())) + cell(m["measure"])
        + cell(_number(m["before"], m["status_before"])) + cell(_number(m["after"], m["status_after"]))
        + cell("; ".join(_name(c) for c in m["moved_by"])) + "</tr>"
        for m in moved
    )
    listed = "".join(f"<li>{html.escape(c)}</li>" for c in causes) or "<li>same inputs, settings, code and versions</li>"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What moved</title><meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}}
main{{overflow-x:auto}}table{{border-collapse:collapse;width:100%;font-size:.85em;line-height:1.3}}
th,td{{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}}</style>
</head><body><main><h1>{html.escape(first)} to {html.escape(second)}</h1><h2>What differs</h2><ul>{listed}</ul>
<h2>{len(moved):,} published numbers moved</h2>
<table><thead><tr><th scope="col">Table</th><th scope="col">Place</th><th scope="col">Measure</th><th scope="col">Before</th>
<th scope="col">After</th><th scope="col">What can have moved it</th></tr></thead><tbody>
{rows}
</tbody></table></main></body></html>
"""
