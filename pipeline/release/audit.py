"""The attack on a finished release, by code that shares nothing with the code that protects it.

It reads back what would leave the house (the release file, its exports, the text of the reports and the data inside
their pages), writes down every sum that a reader could know to hold, and asks a linear programme how much can be worked
out of each hidden count: by a reader who ignores why a cell is hidden, by one who does not, and by one who knows a
person in it. It compares with every release made before. A finding stops the publication.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import highspy
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.errors import ValidationFailed
from pipeline.release.audit_files import FORBIDDEN, Finding, check_file, release_contents
from pipeline.release.audit_links import (
    check_blocks,
    check_curves_beside_rates,
    check_gaps,
    check_matching,
    check_outlook,
    check_participants,
    check_precision,
    check_rate_ratios,
    check_risks,
    check_small_groups,
    check_years,
    learn_course,
    learn_grant,
    may_shrink,
)
from pipeline.release.audit_people import check_apart, check_money, check_people_behind
from pipeline.release.pdftext import texts_beside

STATUS_TELLS = "its status, taken with the sums, gives it away"
STATUSES = frozenset({"shown", "suppressed_primary", "suppressed_complementary", "not_estimable",
                      "diagnostics_failed"})
# "no upper bound": more than any count, and few enough digits for the linear programmes
WIDE = 1e8
# shares are printed to four digits: among very many people one of them stands for several counts
SHARE_HALF_DIGIT = 0.5e-4


@dataclass
class AuditResult:
    """``hidden``: hidden counts attacked; ``files``: files read back; ``notes``: seen, but no leak."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbers: int = 0
    hidden: int = 0
    narrowest: float = math.inf
    files: int = 0
    seconds: float = 0.0

    @property
    def note(self) -> str:
        return f"{self.numbers:,} numbers in {self.files} files, {self.hidden} hidden counts attacked, none found"

    def raise_if_found(self) -> None:
        """Raises ValidationFailed: something may not leave the house."""
        if self.findings:
            first = self.findings[0]
            more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
            raise ValidationFailed(f"disclosure audit: {first.where}: {first.what}{more}; nothing was published",
                                   hint="reports/pages/what-is-protected.md says what the rules are")


# -- what was printed --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Rules:
    """As the release itself declares them."""

    min_cell: int
    base: int

    @property
    def exact(self) -> bool:
        return self.base <= 1

    def true_range(self, printed: float) -> tuple[float, float]:
        """What true counts print as this one."""
        if self.exact or printed == 0:
            return printed, printed
        reach = (self.base - 1) // 2 if self.base % 2 else self.base // 2
        low, high = printed - reach, printed + reach
        if printed - self.base < self.min_cell <= printed:  # the lowest printable: all from min_cell on
            low = self.min_cell
        return max(low, 0), high

    @property
    def step(self) -> int:
        """Arrests are printed as the middle of steps so wide, each from a multiple of it on."""
        return self.min_cell

    def in_steps(self, printed: float) -> bool:
        return printed == 0 or (printed > self.step and printed % self.step == self.step // 2)

    def event_range(self, printed: float) -> tuple[float, float]:
        """What true numbers of arrests print as this one."""
        if printed == 0 or not self.in_steps(printed):
            return self.true_range(printed)
        return printed - self.step // 2, printed - self.step // 2 + self.step - 1


Grain = tuple[tuple[str, Any], ...]


@dataclass
class Printed:
    """One table as printed: ``cells[grain][measure] = (value or None, status)``."""

    name: str
    grain: tuple[str, ...]
    cells: dict[Grain, dict[str, tuple[float | None, str]]]
    rules: dict[str, str]

    def rows(self) -> Iterable[tuple[dict[str, Any], dict[str, tuple[float | None, str]]]]:
        for grain, measures in self.cells.items():
            yield dict(grain), measures


_FACTS = frozenset({"estimand", "diagnostics_passed", "withheld_reason", "wwc_class", "note"})
_PLAIN = frozenset({"release_manifest", "release_schema", "release_flags", "context_events"})


def read_release(path: Path) -> tuple[dict[str, Printed], dict[str, str], list[Finding]]:
    """(tables, manifest, findings about the form)."""
    con = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": "false"})
    found: list[Finding] = []
    try:
        names = [r[0] for r in con.execute("select table_name from information_schema.tables order by 1").fetchall()]
        manifest = {k: v for k, v in con.execute("select key, value from release_manifest").fetchall()}
        rules: dict[str, dict[str, str]] = defaultdict(dict)
        for table, measure, rule in con.execute("select table_name, measure, rule from release_schema").fetchall():
            rules[table][measure] = rule
        tables = {}
        for name in names:
            cursor = con.execute(f'select * from "{name}"')
            columns = [d[0] for d in cursor.description]
            rows = cursor.fetchall()
            found += [Finding(f"{name}.{c}", "is a column that may never be published") for c in columns
                      if FORBIDDEN.match(c) and not (name == "context_events" and c == "event_date")]
            if name in _PLAIN:
                continue
            if not {"measure", "value", "value_status"} <= set(columns):
                found.append(Finding(name, "is not in the release's form (measure, value, value_status)"))
                continue
            tables[name] = _printed(name, columns, rows, rules.get(name, {}), found)
    finally:
        con.close()
    return tables, manifest, found


def _printed(name: str, columns: list[str], rows: list[tuple], rules: dict[str, str], found: list[Finding]) -> Printed:
    skip = {"measure", "value", "value_status", *_FACTS}
    grain = tuple(c for c in columns if c not in skip)
    at = {c: i for i, c in enumerate(columns)}
    where = [(g, at[g]) for g in grain]
    cells: dict[Grain, dict[str, tuple[float | None, str]]] = {}
    odd: dict[str, str] = {}
    days = re.compile(r"\d{4}-\d{2}(-\d{2})?$")
    for row in rows:
        measure, value, status = row[at["measure"]], row[at["value"]], row[at["value_status"]]
        key = tuple((g, row[i]) for g, i in where)
        line = cells.setdefault(key, {})
        if measure in line:
            odd.setdefault(f"{name}.{measure}", "stands twice for the same row")
        line[measure] = (value, status)
        if status not in STATUSES:
            odd.setdefault(f"{name}.{measure}", "has an unknown status")
        if (value is None) == (status == "shown"):
            odd.setdefault(f"{name}.{measure}", "has a value although it is not shown, or none although it is")
        if measure not in rules:
            odd.setdefault(f"{name}.{measure}", "has no declared rule")
    for key in cells:
        for column, value in key:
            if isinstance(value, (dt.date, dt.datetime)) or (isinstance(value, str) and days.match(value)):
                odd.setdefault(f"{name}.{column}", "is finer than a quarter")
    found += [Finding(w, what) for w, what in odd.items()]
    return Printed(name, grain, cells, rules)


def _place(name: str, grain: dict[str, Any] | Grain, measure: str) -> str:
    items = grain.items() if isinstance(grain, dict) else grain
    return f"{name}.{measure} [{', '.join(str(v) for _, v in items if v is not None)}]"


# -- single numbers ----------------------------------------------------------------------------------------
def check_numbers(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """What can be seen wrong in one number alone: a small count, an unrounded one, a rate without its counts."""
    found = []
    for table in tables.values():
        for grain, line in table.cells.items():
            for measure, (value, _status) in line.items():
                if value is None or table.rules.get(measure) != "count":
                    continue
                place = _place(table.name, grain, measure)
                if value < 0 or value != int(value):
                    found.append(Finding(place, "is no count"))
                elif 0 < value < rules.min_cell:
                    found.append(Finding(place, f"shows a count below {rules.min_cell}"))
                elif measure == "arrest_events":
                    if not rules.in_steps(value):
                        found.append(Finding(place, f"is not given in steps of {rules.step}"))
                elif not rules.exact and value % rules.base:
                    found.append(Finding(place, f"is not rounded to {rules.base}"))
    rates = tables.get("rearrest_rates")
    hidden: dict[tuple, bool] = {}
    if rates:
        for row, line in rates.rows():
            small = any(line.get(m, (None, "shown"))[0] is None for m in ("n_observed", "n_rearrested"))
            hidden[(row["arm"], row["door"], row["comparison_design"], row["outcome"], row["horizon_days"])] = small
            if small:
                for m in ("rate", "rate_lower", "rate_upper", "cumulative_incidence", "ci_lower", "ci_upper"):
                    if line.get(m, (None, ""))[0] is not None:
                        found.append(Finding(_place("rearrest_rates", row, m), "is shown although its counts are hidden"))
    for name in ("effects", "sensitivity"):
        for row, line in tables[name].rows() if name in tables else ():
            if line.get("estimate", (None, ""))[0] is None:
                continue
            arms = (("lead", row["door"], None), ("comparison", None, row["comparison_design"]))
            if any(hidden.get((*arm, row["outcome"], row["horizon_days"]), False) for arm in arms):
                found.append(Finding(_place(name, row, "estimate"), "is shown although its arms' counts are hidden"))
            if any(line.get(n, (0, ""))[1].startswith("suppressed") for n in ("n_lead", "n_comparison") if n in line):
                found.append(Finding(_place(name, row, "estimate"), "is shown although its arms' size is hidden"))
    return found


_NO_MODEL = ("unadjusted", "aalen_johansen", "ghosh_lin", "rate_ratio")


def check_freedom(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """A model's estimate rests on at least min_cell - 1 more trials than it has columns (as the balance shows them)."""
    columns: dict[tuple, int] = defaultdict(int)
    for row, _line in tables["balance"].rows() if "balance" in tables else ():
        if str(row["weighting"]) in ("unweighted", "none", "raw", "None"):
            columns[row["door"], row["comparison_design"]] += 1
    found = []
    for name in ("effects", "sensitivity"):
        for row, line in tables[name].rows() if name in tables else ():
            sizes = [line.get(n, (None, ""))[0] for n in ("n_lead", "n_comparison")]
            if line.get("estimate", (None, ""))[0] is None or None in sizes:
                continue
            most = sum(rules.true_range(n)[1] for n in sizes if n is not None)
            taken = 2 + (0 if row["estimator"] in _NO_MODEL else columns[row["door"], row["comparison_design"]])
            if most - taken < rules.min_cell - 1:
                found.append(Finding(_place(name, row, "estimate"), "is shown with too few degrees of freedom"))
    return found


def check_people(tables: dict[str, Printed]) -> list[Finding]:
    """However many events they had, a handful of people is a handful of people."""
    pairs = {"attrition": (("n_people_in", "n_in"), ("n_people_excluded", "n_excluded"), ("n_people_out", "n_out")),
             "rearrest_rates": (("n_people", "n_trials"), ("n_rearrested", "arrest_events")),
             "effects": (("people_lead", "n_lead"), ("people_comparison", "n_comparison"))}
    return [Finding(_place(name, row, events), "is shown, although fewer people than may be shown stand behind it")
            for name, ties in pairs.items() if name in tables for row, line in tables[name].rows()
            for people, events in ties
            if line.get(people, (None, ""))[1] == "suppressed_primary" and line.get(events, (None, ""))[0] is not None]


def check_facts(path: Path) -> list[Finding]:
    """A withheld estimate stays withheld, and words carry no numbers."""
    found = []
    con = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": "false"})
    try:
        for (name,) in con.execute("select table_name from information_schema.tables order by 1").fetchall():
            columns = [r[0] for r in con.execute(f"select column_name from information_schema.columns"
                                                 f" where table_name = '{name}'").fetchall()]
            if "diagnostics_passed" in columns:
                # of a group without an estimate, what it could have shown is no finding
                bare = " and measure <> 'minimum_detectable'" if name == "equity_effects" else ""
                n = con.execute(f"select count(*) from \"{name}\""
                                " where not coalesce(try_cast(diagnostics_passed as boolean), false)"
                                " and value is not null and measure not in ('n_lead', 'n_comparison', 'people_lead',"
                                # given to us, not found by us
                                " 'people_comparison', 'unit_cost_usd', 'price_year', 'discount_rate',"
                                " 'publishable_year', 'publishable_quarter')" + bare).fetchone()[0]
                if n:
                    found.append(Finding(name, f"{n} numbers are shown although their diagnostics did not pass"))
            for fact in ("withheld_reason", "note"):
                if fact in columns:
                    n = con.execute(f"select count(*) from \"{name}\" where"
                                    f" regexp_matches({fact}, '(^|[^A-Za-z_])[0-9]')").fetchone()[0]
                    if n:
                        found.append(Finding(f"{name}.{fact}", "carries numbers in its words"))
    finally:
        con.close()
    return found


_SHARES_OF_A_GROUP = frozenset({"rate", "share", "share_of_previous", "share_of_eligible", "cumulative_incidence"})


def check_flags(path: Path, tables: dict[str, Printed]) -> list[Finding]:
    """A printed share of 0 or 100 % says something of each of its people: it must carry its flag."""
    with duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": "false"}) as con:
        flagged = set(con.execute('select table_name, "row", measure from release_flags').fetchall())
    found = []
    for table in tables.values():
        for grain, line in table.cells.items() if "day" not in table.grain or table.name == "engagement_course" else ():
            parts = [f"{g}={v}" for g, v in grain if v is not None]
            # a flag names the row; the words that stand beside it come after
            names = {"; ".join(parts[:i]) for i in range(1, len(parts) + 1)}
            for measure in _SHARES_OF_A_GROUP & line.keys():
                if line[measure][0] in (0.0, 1.0) and not any(
                        (table.name, name, measure) in flagged for name in names):
                    found.append(Finding(_place(table.name, grain, measure), "is 0 or 100 % of a group, and is not flagged"))
    return found


def check_curves(tables: dict[str, Printed], rules: Rules) -> list[Finding]:
    """No single person in a step: rebuild the events of each step from the curve, as an attacker would."""
    found = []
    for name in ("incidence_curves", "mean_cumulative_curves"):
        table = tables.get(name)
        courses: dict[tuple, list[tuple[float, dict]]] = defaultdict(list)
        for row, line in table.rows() if table else ():
            if any(v is not None for v, _ in line.values()):
                courses[tuple(v for k, v in row.items() if k != "day")].append((row["day"], line))
        for key, points in courses.items():
            points.sort(key=lambda p: p[0])
            place = f"{name} [{', '.join(str(v) for v in key if v is not None)}]"
            for (day, line), (later, after) in zip(points, points[1:]):
                if later - day < 30:
                    found.append(Finding(place, "has bins of less than 30 days"))
                    break
                a, b = line.get("n_events", (None, ""))[0], after.get("n_events", (None, ""))[0]
                if name == "mean_cumulative_curves" and not all(rules.in_steps(n) for n in (a, b) if n is not None):
                    found.append(Finding(place, f"does not give its events in steps of {rules.step}"))
                    break
                if a is None or b is None or b < a or 0 < b - a < rules.min_cell - 4:
                    found.append(Finding(place, "has a step of too few events"))
                    break
                # as many steps as the curve itself has, whatever is printed beside it
                value = next(iter(after))
                before_value, after_value = line[value][0], after[value][0]
                risk = line.get("n_at_risk", (None, ""))[0]
                weighted = any(str(v) not in ("unweighted", "None") for k, v in zip(_keys(table), key)
                               if k == "weighting")
                if weighted or before_value is None or after_value is None or not risk:
                    continue
                jump = (after_value - before_value) * max(risk, 1) / max(1 - before_value, 1e-9) \
                    if name == "incidence_curves" else (after_value - before_value) * risk
                if 0 < jump < 2.5 and a != b:
                    found.append(Finding(place, "has a step that a reader can count as one or two people"))
                    break
            if any(0 < line.get("n_at_risk", (None, ""))[0] < rules.min_cell for _, line in points
                   if line.get("n_at_risk", (None, ""))[0] is not None):
                found.append(Finding(place, f"goes on with fewer than {rules.min_cell} at risk"))
    return found


def _keys(table: Printed | None) -> list[str]:
    return [g for g in table.grain if g != "day"] if table else []


# -- what a reader can work out ----------------------------------------------------------------------------
@dataclass
class _Unknown:
    low: float
    high: float
    kind: str  # shown, primary, complementary, implicit
    place: str
    branch: bool = False  # a primary count that may be large because its complement is small
    whole: Hashable | None = None


class Knowledge:
    """Every count that a reader sees or could name, and every sum among them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.unknowns: dict[Hashable, _Unknown] = {}
        self.equations: list[dict[Hashable, float]] = []
        self.gaps: dict[Hashable, tuple[Hashable, Hashable]] = {}
        self.parts: list[tuple[Hashable, list[Hashable]]] = []

    def see(self, key: Hashable, cell: tuple[float | None, str] | None, place: str, branch: bool = False,
            spread: float = 0.0, events: bool = False) -> bool:
        """Enter a printed cell, or one worked out to within ``spread``; False where the table has none or it is not estimable."""
        if cell is None or cell[1] in ("not_estimable", "diagnostics_failed"):
            return key in self.unknowns
        value, status = cell
        if status == "shown" and value is not None:
            base = self.rules.base
            low, high = self.rules.event_range(value) if events else self.rules.true_range(value)
            if 2 * spread >= base:
                low = self.rules.true_range(max(0, base * math.floor((value - spread) / base)))[0]
                high = self.rules.true_range(base * math.ceil((value + spread) / base))[1]
            new = _Unknown(low, high, "shown", place)
        else:
            new = _Unknown(0, WIDE, "primary" if status == "suppressed_primary" else "complementary", place, branch)
        old = self.unknowns.get(key)
        if old is None:
            self.unknowns[key] = new
        elif new.kind == "shown":
            if old.kind == "shown":
                new.low, new.high = max(old.low, new.low), min(old.high, new.high)
            self.unknowns[key] = new
        return True

    def equal(self, terms: dict[Hashable, float]) -> None:
        """``sum(coefficient * count) == 0``."""
        if all(k in self.unknowns for k in terms):
            self.equations.append(terms)

    def part(self, inner: Hashable, outer: Hashable, *, sensitive: bool, place: str) -> Hashable | None:
        """``inner`` is part of ``outer``; what lies between is a count that nobody prints."""
        if inner not in self.unknowns or outer not in self.unknowns or inner == outer:
            return None
        key = ("between", inner, outer)
        if key not in self.unknowns:
            self.unknowns[key] = _Unknown(0, WIDE, "implicit" if sensitive else "slack", place)
            self.equations.append({outer: 1.0, inner: -1.0, key: -1.0})
            self.gaps[key] = (inner, outer)
        return key

    def total(self, whole: Hashable, parts: list[Hashable], *, closed: bool, place: str) -> None:
        """``whole`` is the sum of ``parts`` (``closed``), or at least that."""
        parts = [p for p in parts if p in self.unknowns and p != whole]
        if whole not in self.unknowns or not parts:
            return
        self.parts.append((whole, parts))
        terms = {whole: 1.0, **dict.fromkeys(parts, -1.0)}
        if not closed:
            rest = ("rest", whole, place)
            self.unknowns[rest] = _Unknown(0, WIDE, "slack", place)
            terms[rest] = -1.0
        self.equations.append(terms)


_PARENT = {**dict.fromkeys(("new_offense", "warrant", "supervision", "prior_offense"), "any_arrest"),
           **dict.fromkeys(("felony", "misdemeanor", "citation", "drug", "prostitution", "property", "violent"),
                           "new_offense")}


def learn(tables: dict[str, Printed], rules: Rules) -> Knowledge:
    """Everything that the definitions in the contract let a reader know of the printed counts."""
    know = Knowledge(rules)
    for name, function in _LEARN.items():
        if name in tables:
            function(know, tables[name])
    for name, table in tables.items():
        if name not in _LEARN:
            _learn_plain(know, table)
    return know


def _group(row: dict[str, Any]) -> tuple:
    return row["arm"], row["door"], row["comparison_design"]


def _learn_rates(know: Knowledge, table: Printed) -> None:
    horizons: dict[tuple, dict[int, Hashable]] = defaultdict(dict)
    seen: dict[tuple, dict[str, Hashable]] = {}
    for row, line in table.rows():
        g, o, h = _group(row), row["outcome"], row["horizon_days"]
        trials, people, observed = ("trials", g), ("people", g), ("observed", g, h)
        k, e = ("k", g, o, h), ("events", g, o, h)
        know.see(trials, line.get("n_trials"), _place(table.name, row, "n_trials"), branch=True)
        if g[0] == "lead":  # one trial a person
            know.see(trials, line.get("n_people"), _place(table.name, row, "n_people"), branch=True)
        else:
            know.see(people, line.get("n_people"), _place(table.name, row, "n_people"))
            know.part(people, trials, sensitive=True, place=_place(table.name, row, "n_trials less n_people"))
        know.see(observed, line.get("n_observed"), _place(table.name, row, "n_observed"), branch=True)
        know.see(k, line.get("n_rearrested"), _place(table.name, row, "n_rearrested"), branch=True)
        know.see(e, line.get("arrest_events"), _place(table.name, row, "arrest_events"), branch=True,
                 events=True)
        know.part(observed, trials, sensitive=True, place=_place(table.name, row, "n_trials less n_observed"))
        gap = know.part(k, observed, sensitive=True, place=_place(table.name, row, "n_observed less n_rearrested"))
        if gap is not None:
            know.unknowns[k].whole = gap
        # who was arrested again, and again
        know.part(k, e, sensitive=True, place=_place(table.name, row, "arrest_events less n_rearrested"))
        horizons[g][h] = observed
        seen[(g, o, h)] = {"k": k, "e": e}
    for g, at in horizons.items():
        ordered = sorted(at)
        for short, long in zip(ordered, ordered[1:]):
            know.part(at[long], at[short], sensitive=True, place=f"{table.name} {g}: observed at {short}, not {long}")
            a, b = know.unknowns.get(at[short]), know.unknowns.get(at[long])
            # the same people are observed at both: known where exact counts agree
            if a and b and a.kind == b.kind == "shown" and a.low == a.high == b.low == b.high:
                for o in {o for (gg, o, _h) in seen if gg == g}:
                    know.part(("k", g, o, short), ("k", g, o, long), sensitive=True,
                              place=f"{table.name} {g}: {o} between {short} and {long} days")
                    know.part(("events", g, o, short), ("events", g, o, long), sensitive=True,
                              place=f"{table.name} {g}: events of {o} between {short} and {long} days")
        for h in ordered:
            for o in {o for (gg, o, hh) in seen if gg == g and hh == h}:
                if o != "any_arrest":  # an outcome that a site added is a class of new offences
                    whole = _PARENT.get(o, "new_offense")
                    know.part(("k", g, o, h), ("k", g, whole, h), sensitive=True,
                              place=f"{table.name} {g}: {whole} less {o} at {h} days")
            for whole, closed in (("any_arrest", True), ("new_offense", False)):
                parts = [o for o, p in _PARENT.items() if p == whole and o not in (
                    "drug", "prostitution", "property", "violent")]
                if all((g, o, h) in seen for o in (whole, *parts)):
                    know.total(("events", g, whole, h), [("events", g, o, h) for o in parts], closed=closed,
                               place=f"{table.name} {g} {whole} {h}")


def _learn_attrition(know: Knowledge, table: Printed) -> None:
    steps: dict[tuple, list[tuple[dict, dict]]] = defaultdict(list)
    for row, line in table.rows():
        steps[_group(row)].append((row, line))
    for g, rows in steps.items():
        rows.sort(key=lambda r: r[0]["step_number"])
        for i, (row, line) in enumerate(rows):
            n = row["step_number"]
            for kind, prefix, final in (("trials", "n_", ("trials", g)), ("people", "n_people_", ("people", g))):
                if kind == "people" and g[0] == "lead":
                    final = ("trials", g)
                into = ("step", kind, g, n)
                out = ("step", kind, g, rows[i + 1][0]["step_number"]) if i + 1 < len(rows) else final
                gone = ("gone", kind, g, n)
                branch = kind == "trials"
                know.see(into, line.get(f"{prefix}in"), _place(table.name, row, f"{prefix}in"), branch)
                know.see(out, line.get(f"{prefix}out"), _place(table.name, row, f"{prefix}out"), branch)
                has = know.see(gone, line.get(f"{prefix}excluded"), _place(table.name, row, f"{prefix}excluded"), branch)
                if has and (kind == "trials" or g[0] == "lead"):
                    know.equal({into: 1.0, out: -1.0, gone: -1.0})
                else:
                    know.part(out, into, sensitive=True, place=_place(table.name, row, "people lost"))
                    if has:
                        know.part(gone, into, sensitive=False, place="")
            if g[0] != "lead":
                for which, at in (("in", n), ("out", rows[i + 1][0]["step_number"] if i + 1 < len(rows) else None)):
                    people, trials = (("step", kind, g, at) if at is not None else (kind, g) for kind in ("people", "trials"))
                    know.part(people, trials, sensitive=True, place=_place(table.name, row, f"n_{which} less n_people_{which}"))


def _learn_effects(know: Knowledge, table: Printed) -> None:
    for row, line in table.rows():
        for measure, g in (("n_lead", ("lead", row["door"], None)),
                           ("n_comparison", ("comparison", None, row["comparison_design"]))):
            whole = ("trials", g)
            observed = ("observed", g, row.get("horizon_days"))
            same = row.get("population") == "intention_to_divert" and row.get("estimator") in (
                "unadjusted", "entropy_balance", "logistic_att", "overlap", "aipw")
            place = _place(table.name, row, measure)
            cell = line.get(measure)
            if table.name == "effects" and same and observed in know.unknowns:
                key: Hashable = observed
                know.see(observed, cell, place)
            else:
                # analyses with the same printed size are taken for the same people
                key = ("arm", table.name, measure, g, row["comparison_design"] == "area_policy",
                       cell[0] if cell else None, row.get("population"),
                       row.get("analysis"), row.get("horizon_days") if cell and cell[0] is None else None)
                # the area policy's arms are all eligible events, no part of the diverted
                if know.see(key, cell, place) and row["comparison_design"] != "area_policy":
                    know.part(key, whole, sensitive=False, place="")
                    if row.get("analysis") in _OF_THE_OBSERVED and row["estimator"] == "entropy_balance":
                        know.part(key, observed, sensitive=True, place=f"{place} less those observed")
            people = line.get(measure.replace("n_", "people_"))
            if g[0] != "lead" and people and know.see(("people", key, people[0]), people, place.replace("n_", "people_")):
                know.part(("people", key, people[0]), key, sensitive=True, place=f"{place} less its people")


# analyses that leave out some of those observed, or none
_OF_THE_OBSERVED = frozenset({"exclude_ineligible", "first_trial_only", "verified_eligibility", "null_dates_are_prior",
                              "exclude_rediversion"})


def _learn_balance(know: Knowledge, table: Printed) -> None:
    """A printed share times the printed n is a printed count."""
    levels: dict[tuple, dict[str, Hashable]] = defaultdict(dict)
    for row, line in table.rows():
        name, sep, level = str(row["covariate"]).partition("=")
        for arm, measure, size, g in (("lead", "mean_lead", "n_lead", ("lead", row["door"], None)),
                                      ("comparison", "mean_comparison", "n_comparison",
                                       ("comparison", None, row["comparison_design"]))):
            n = line.get(size)
            whole = ("balanced", g)
            if not know.see(whole, n, _place(table.name, row, size)) or not sep:
                continue
            if arm == "comparison" and str(row["weighting"]) not in ("unweighted", "none", "raw", "None"):
                continue
            value, status = line.get(measure, (None, "not_estimable"))
            # levels that each design puts together in its own way hold other people under one name
            key = ("level", g, name, level, row["comparison_design"] if level == "pooled" else None)
            if value is not None and n is not None and n[0]:
                count = value * n[0]
                cell = (round(count) if know.rules.exact else
                        know.rules.base * round(count / know.rules.base), "shown")
                spread = n[0] * SHARE_HALF_DIGIT
            else:
                cell, spread = (None, status), 0.0
            if know.see(key, cell, _place(table.name, row, measure), branch=True, spread=spread):
                gap = know.part(key, whole, sensitive=True, place=_place(table.name, row, f"complement of {measure}"))
                know.unknowns[key].whole = gap
                levels[(g, name, row["comparison_design"])][level] = key
    for (g, name, design), parts in levels.items():
        if len(parts) > 1:
            # a level may be left out of the balance as the reference: the shares need not fill the whole
            know.total(("balanced", g), list(parts.values()), closed=False,
                       place=f"{table.name} {g} {name} {design}")


_TOTALS = frozenset({"all", "total", "overall", "everyone"})


def _learn_funnel(know: Knowledge, table: Printed) -> None:
    order = ("eligible", "offered", "accepted", "intake", "engaged")
    keys: dict[tuple, Hashable] = {}
    overall = next((("funnel", "eligible", row.get("group_by"), row.get("group")) for row, _ in table.rows()
                    if row.get("group_by") in _TOTALS or row.get("group") in _TOTALS), None)
    for row, line in table.rows():
        key = ("funnel", row["stage"], row.get("group_by"), row.get("group"))
        if overall and row.get("group") == "arrest_diversion":
            key = ("funnel", row["stage"], *overall[2:])
        if know.see(key, line.get("n"), _place(table.name, row, "n"), branch=True):
            keys[key[1:]] = key
    for by, group in sorted({(b, g) for _s, b, g in keys}, key=str):
        chain = [s for s in order if (s, by, group) in keys]
        for outer, inner in zip(chain, chain[1:]):
            gap = know.part(keys[(inner, by, group)], keys[(outer, by, group)], sensitive=True,
                            place=f"{table.name} {by} {group}: {outer} less {inner}")
            if outer != chain[0]:
                know.part(keys[(inner, by, group)], keys[(chain[0], by, group)], sensitive=True,
                          place=f"{table.name} {by} {group}: {chain[0]} less {inner}")
            if gap is not None:
                know.unknowns[keys[(inner, by, group)]].whole = gap
    for stage in order:
        total = next((k for (s, b, g), k in keys.items() if s == stage and (b in _TOTALS or g in _TOTALS)), None)
        for by in sorted({b for s, b, g in keys if s == stage and b not in _TOTALS and g not in _TOTALS}, key=str):
            # other doors, and diversions without an arrest row, are no part of the total
            parts = [k for (s, b, g), k in keys.items() if s == stage and b == by and g not in _TOTALS
                     and (by != "door" or g == "arrest_diversion")]
            if total is not None:
                know.total(total, parts, closed=True, place=f"{table.name} {stage} by {by}")


def _learn_equity(know: Knowledge, table: Printed) -> None:
    parts: dict[tuple, dict[Any, Hashable]] = defaultdict(dict)
    for row, line in table.rows():
        for size, hits, g in (("n_lead", "n_rearrested_lead", ("lead", row["door"], None)),
                              ("n_comparison", "n_rearrested_comparison",
                               ("comparison", None, row["comparison_design"]))):
            dims = (row["group_by"], row["group"], row["outcome"], row["horizon_days"])
            n, k = ("size", g, dims), ("hits", g, dims)
            if row["group_by"] in _TOTALS or row["group"] in _TOTALS:
                n, k = ("observed", g, row["horizon_days"]), ("k", g, row["outcome"], row["horizon_days"])
            if know.see(n, line.get(size), _place(table.name, row, size), branch=True):
                parts[(g, row["group_by"], row["outcome"], row["horizon_days"])][row["group"]] = n
            if know.see(k, line.get(hits), _place(table.name, row, hits), branch=True):
                know.unknowns[k].whole = know.part(k, n, sensitive=True, place=_place(table.name, row, hits))
    for (g, by, _o, h), groups in parts.items():
        if by not in _TOTALS:
            know.total(("observed", g, h), [k for v, k in groups.items() if v not in _TOTALS], closed=False,
                       place=f"{table.name} {g} by {by} at {h}")


def _learn_plain(know: Knowledge, table: Printed) -> None:
    """Counts of any other table; rows that are totals of a column (all, total) add up."""
    for row, line in table.rows():
        for measure, cell in line.items():
            if table.rules.get(measure) == "count":
                know.see((table.name, measure, tuple(row.items())), cell, _place(table.name, row, measure), branch=True)
    for row, line in table.rows():
        if table.name == "row_ledger":
            key = {m: (table.name, m, tuple(row.items())) for m in line}
            know.total(key["rows_read"], [key[m] for m in ("rows_loaded", "rows_quarantined", "rows_duplicate",
                                                           "rows_withdrawn") if m in key], closed=True,
                       place=_place(table.name, row, "rows_read"))
        if table.name == "record_checks":
            mine = {m: (table.name, m, tuple(row.items())) for m in line}
            if "n_of" in mine:
                know.part(mine["n_records"], mine["n_of"], sensitive=True, place=_place(table.name, row, "share"))
    for column in table.grain:
        blocks: dict[tuple, dict[Any, dict]] = defaultdict(dict)
        for row, _line in table.rows():
            blocks[tuple((k, v) for k, v in row.items() if k != column)][row[column]] = row
        for rows in blocks.values():
            total = next((r for v, r in rows.items() if v in _TOTALS), None)
            if total is None:
                continue
            for measure, rule in table.rules.items():
                if rule == "count":
                    know.total((table.name, measure, tuple(total.items())),
                               [(table.name, measure, tuple(r.items())) for v, r in rows.items() if v not in _TOTALS],
                               closed=False, place=f"{table.name} {column} {measure}")


_LEARN: dict[str, Callable[[Knowledge, Printed], None]] = {
    "rearrest_rates": _learn_rates, "attrition": _learn_attrition, "effects": _learn_effects,
    "sensitivity": _learn_effects, "balance": _learn_balance,
    "propensity_overlap": _learn_balance, "engagement_funnel": _learn_funnel,
    "equity_effects": _learn_equity, "engagement_course": learn_course, "grant_measures": learn_grant,
}


def check_noughts(know: Knowledge) -> list[Finding]:
    """Of a group that is hidden as small no part is told, not even that it is none: unless it is none of something else, too,
    or none by a later day.
    """
    # re-arrests may be hidden because few were *not* arrested again: then theirs are no small group's
    small = {k for k, u in know.unknowns.items() if u.kind == "primary" and u.whole is None and k[0] != "events"}  # type: ignore[index]
    noughts = {k for k, u in know.unknowns.items() if u.kind == "shown" and u.high == 0}
    beside: dict[Hashable, set[Hashable]] = defaultdict(set)
    for key, (inner, outer) in know.gaps.items():
        if inner in noughts and know.unknowns[key].kind == "implicit":
            beside[inner].add(outer)
    for whole, parts in know.parts:
        for part in noughts.intersection(parts):
            beside[part].add(whole)
    for kind, g, outcome, h in (k for k in noughts if k[0] in ("k", "events")):
        beside[(kind, g, outcome, h)] |= {n for n in noughts if n[:3] == (kind, g, outcome) and n[3] > h}
    return [Finding(know.unknowns[k].place, "is a nought of a group that is hidden as small")
            for k, wholes in beside.items() if wholes & small and not wholes & noughts]


# -- the attack --------------------------------------------------------------------------------------------
class _Lp:
    """The polytope of all tables that agree with what a reader knows; keeps the extremes met so far.

    Beside the cells y of a table stand their tips t: the sum of tips, each between a goal and its cell, is what one question
    about many cells asks for. The solver goes on from the last table, which the next question leaves possible.
    """

    def __init__(self, a: csr_matrix, low: np.ndarray, high: np.ndarray) -> None:
        self.n = n = a.shape[1]
        self.least, self.most = np.full(n, np.inf), np.full(n, -np.inf)
        self.feasible = True
        self.tip, self.tip_row = np.full(n, -1, dtype=np.int32), np.full(n, -1, dtype=np.int32)
        self.asked = np.zeros(0, dtype=np.int32)
        self.solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"),
                            ("simplex_strategy", 4)):
            self.solver.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n, a.shape[0]
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(n), low, high
        lp.row_lower_ = lp.row_upper_ = np.zeros(a.shape[0])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = a.indptr, a.indices, a.data
        self.solver.passModel(lp)

    def _run(self, at: np.ndarray, cost: np.ndarray) -> bool:
        """Whether there is a table of the least ``cost``; its cells are new extremes where they lie further out."""
        self.solver.changeColsCost(len(self.asked), self.asked, np.zeros(len(self.asked)))
        self.asked = at.astype(np.int32)
        self.solver.changeColsCost(len(at), self.asked, cost)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # where it stood led nowhere: from the beginning, then
            self.solver.clearSolver()
            self.solver.run()
        status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            self.feasible = self.feasible and status != highspy.HighsModelStatus.kInfeasible
            return False
        x = np.array(self.solver.getSolution().col_value[:self.n])
        self.least, self.most = np.minimum(self.least, x), np.maximum(self.most, x)
        return True

    def widths(self) -> np.ndarray:
        return np.floor(self.most + 1e-6) - np.ceil(self.least - 1e-6)

    def _give_tips(self, targets: np.ndarray) -> None:
        """A column t for each target y that has none, and a row y - t."""
        new = targets[self.tip[targets] < 0].astype(np.int32)
        k, free = len(new), np.full(len(new), np.inf)
        if k:
            self.tip[new] = np.arange(self.solver.getNumCol(), self.solver.getNumCol() + k)
            self.tip_row[new] = np.arange(self.solver.getNumRow(), self.solver.getNumRow() + k)
            nothing = np.zeros(0, dtype=np.int32)
            self.solver.addCols(k, np.zeros(k), -free, free, 0, nothing, nothing, np.zeros(0))
            self.solver.addRows(k, -free, free, 2 * k, np.arange(0, 2 * k, 2, dtype=np.int32),
                                np.column_stack([new, self.tip[new]]).ravel().astype(np.int32), np.tile([1.0, -1.0], k))

    def _spread(self, targets: np.ndarray, enough: float, sign: float) -> None:
        """One table in which as many targets as can be lie ``enough`` beyond the extreme met so far."""
        # sign < 0: t <= y, t <= goal, the sum of t as large as can be; sign > 0: the mirror image
        goal = (self.least if sign < 0 else self.most)[targets] - sign * enough
        free, none = np.full(len(targets), np.inf), np.zeros(len(targets))
        self._bound(targets, (none, free) if sign < 0 else (-free, none), (-free, goal) if sign < 0 else (goal, free))
        self._run(self.tip[targets], np.full(len(targets), sign))
        self._bound(targets, (-free, free), (-free, free))

    def _bound(self, targets: np.ndarray, rows: tuple[np.ndarray, np.ndarray], tips: tuple[np.ndarray, np.ndarray]) -> None:
        for row, low, high in zip(self.tip_row[targets].tolist(), *rows):
            self.solver.changeRowBounds(row, low, high)
        self.solver.changeColsBounds(len(targets), self.tip[targets], *tips)

    def open_up(self, targets: np.ndarray, enough: float, settled: Callable[[np.ndarray], np.ndarray]) -> None:
        """Look for tables that differ until ``settled`` says of each target that nothing is left to find out, or until
        its extremes are exact. ``enough``: how far apart a target's extremes are wanted."""
        if not np.isfinite(self.least).all() and not self._run(targets, np.ones(len(targets))) and not self.feasible:
            return
        self._give_tips(targets)
        for sign in (-1.0, 1.0):
            groups = [targets]
            while groups:
                group = groups.pop()
                group = group[~settled(group)]
                if len(group) > 2:
                    self._spread(group, enough, sign)
                    left = group[~settled(group)]
                    half = len(left) // 2 if len(left) > 0.7 * len(group) else len(left)
                    groups += [g for g in (left[half:], left[:half]) if len(g)]
                else:
                    for target in group:
                        self._run(np.array([target]), np.array([sign]))

    def is_wide(self, width: float) -> Callable[[np.ndarray], np.ndarray]:
        """Settled where the extremes met so far lie ``width`` apart."""
        return lambda targets: self.widths()[targets] >= width

    def is_no_small_count(self, m: int) -> Callable[[np.ndarray], np.ndarray]:
        """Settled where the count may be none, or ``m`` and more, or is known to a range of no use."""
        def settled(targets: np.ndarray) -> np.ndarray:
            least, most = np.ceil(self.least[targets] - 1e-6), np.floor(self.most[targets] + 1e-6)
            return (least < 1) | (most >= m) | (most - least >= m - 2)

        return settled

    def has_range(self, m: int) -> Callable[[np.ndarray], np.ndarray]:
        """Settled where the count may be each of 1..m-1."""
        return lambda targets: (self.least[targets] <= 1 + 1e-6) & (self.most[targets] >= m - 1 - 1e-6)


def attack(know: Knowledge) -> tuple[list[Finding], int, float]:
    """(findings, hidden counts attacked, narrowest interval of a hidden count)."""
    m = know.rules.min_cell
    keys = list(know.unknowns)
    at = {k: i for i, k in enumerate(keys)}
    units = [know.unknowns[k] for k in keys]
    n = len(keys)
    rows = np.repeat(np.arange(len(know.equations)), [len(e) for e in know.equations])
    cols = np.array([at[k] for e in know.equations for k in e], dtype=int)
    data = np.array([v for e in know.equations for v in e.values()], dtype=float)
    matrix = csr_matrix((data, (rows, cols)), shape=(len(know.equations), n))
    low = np.array([u.low for u in units])
    high = np.array([u.high for u in units])
    fixed = low == high
    links = [[c for c in map(at.get, e) if not fixed[c]] for e in know.equations]
    graph = csr_matrix((np.ones(sum(max(len(x) - 1, 0) for x in links)),
                        (np.array([c for x in links for c in x[:-1]], dtype=int),
                         np.array([c for x in links for c in x[1:]], dtype=int))), shape=(n, n))
    _, label = connected_components(graph, directed=False)
    label[fixed] = -1
    found: list[Finding] = []
    attacked, narrowest = 0, math.inf
    order = np.argsort(label, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if not len(part) or label[part[0]] == -1:
            continue
        hidden = [i for i in part if units[i].kind in ("primary", "complementary")]
        gaps = [i for i in part if units[i].kind == "implicit"]
        attacked += len(hidden)
        # one that stands among printed numbers alone is a subtraction; gaps of that kind are looked at below
        if not hidden and (len(part) == 1 or not gaps):
            continue
        used = np.flatnonzero(np.diff(matrix[:, part].indptr))
        if not len(used):
            continue
        cells = np.unique(matrix[used].indices)
        found_here, narrow = _attack_part(know, keys, units, cells, matrix[used][:, cells], m)
        found += found_here
        narrowest = min(narrowest, narrow)
    # gaps between two counts that are both printed exactly are known without any programme
    for key, (inner, outer) in know.gaps.items():
        a, b, gap = know.unknowns[inner], know.unknowns[outer], know.unknowns[key]
        if gap.kind == "implicit" and a.low == a.high and b.low == b.high and 1 <= b.low - a.low < m:
            found.append(Finding(gap.place, "can be had by subtraction"))
    return found, attacked, narrowest


def _attack_part(know: Knowledge, keys: list[Hashable], units: list[_Unknown], cells: np.ndarray, a: csr_matrix,
                 m: int) -> tuple[list[Finding], float]:
    found: list[Finding] = []
    mine = [units[c] for c in cells]
    local = {keys[c]: i for i, c in enumerate(cells)}
    low, high = np.array([u.low for u in mine]), np.array([u.high for u in mine])
    hidden = np.array([i for i, u in enumerate(mine) if u.kind in ("primary", "complementary")], dtype=int)
    gaps = np.array([i for i, u in enumerate(mine) if u.kind == "implicit"], dtype=int)
    grown = np.array([i for i, u in enumerate(mine) if u.kind == "increment"], dtype=int)
    # 1. a reader who ignores why a cell is hidden, and one who also knows a person in it
    naive = _Lp(a, low, high)
    naive.open_up(hidden, m - 1, naive.is_wide(m - 1))
    naive.open_up(gaps, m - 1, naive.is_no_small_count(m))
    if not naive.feasible:
        return [Finding(mine[0].place or str(keys[cells[0]]), "the printed counts contradict one another")], 0.0
    widths = naive.widths()
    narrow = float(widths[hidden].min()) if len(hidden) else math.inf
    for i in hidden:
        least, most = math.ceil(naive.least[i] - 1e-6), math.floor(naive.most[i] + 1e-6)
        if most - least < m - 1:
            found.append(Finding(mine[i].place, f"is hidden, yet known to within {most - least + 1} values"))
        elif most - max(least, 1) < m - 2:
            found.append(Finding(mine[i].place, "is hidden, yet too well known to whoever knows one person in it"))
    for i in gaps:
        least, most = math.ceil(naive.least[i] - 1e-6), math.floor(naive.most[i] + 1e-6)
        if least >= 1 and most < m and most - least < m - 2:
            found.append(Finding(mine[i].place, f"can be had by subtraction, to within {most - least + 1} values"))
    if len(grown):
        naive.open_up(grown, 1, lambda targets: naive.is_wide(1)(targets) | naive.is_no_small_count(m)(targets))
    for i in grown:
        least, most = math.ceil(naive.least[i] - 1e-6), math.floor(naive.most[i] + 1e-6)
        if least == most and 1 <= least < m:
            found.append(Finding(mine[i].place, "is a small count that two releases give away"))
    # 2. a reader who knows what the status says: primary 1..m-1 (or part of such a total), complementary >= m
    told_low = np.array([m if u.kind == "complementary" else u.low for u in mine], dtype=float)
    told_high = np.array([m - 1 if u.kind == "primary" and not u.branch else u.high for u in mine], dtype=float)
    small = np.array([i for i in hidden if mine[i].kind == "primary"], dtype=int)
    if not len(small):
        return found, narrow
    told = _Lp(a, told_low, told_high)
    whole_range = told.has_range(m)
    branches = np.array([u.branch for u in mine], dtype=bool)
    told.open_up(small, m - 1, lambda cells: whole_range(cells) | (branches[cells] & told.is_wide(m - 1)(cells)))
    if not told.feasible:
        return [*found, Finding(mine[int(small[0])].place, "the statuses contradict the printed counts")], narrow
    known = small[~whole_range(small)]
    # the reason may lie in the complement: then that one is 1..m-1, and must have its whole range
    complement = {int(i): local[mine[i].whole] for i in known if mine[i].whole in local}
    if complement:
        told.open_up(np.array(sorted(set(complement.values()))), m - 1, whole_range)
    for i in known:
        if i in complement and whole_range(np.array([complement[i]]))[0]:
            continue
        if told.most[i] - told.least[i] >= m - 1 - 1e-6 and mine[i].branch:
            continue
        found.append(Finding(mine[i].place, STATUS_TELLS))
    return found, narrow


# -- earlier releases --------------------------------------------------------------------------------------
@dataclass
class _Older:
    """A release of the ledger. ``counts``: the true counts by place, where they were kept."""

    number: int
    same_definition: bool
    rules: Rules
    tables: dict[str, Printed]
    counts: dict[str, int] = field(default_factory=dict)


def read_ledger(path: Path, tables: dict[str, Printed], definition: str | None) -> list[_Older]:
    """The releases of the ledger, oldest first, in the form of the new one (tables whose grain differs left out)."""
    if not path.is_file():
        return []
    con = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": "false"})
    try:
        releases = con.execute("select release_number, definition, min_cell, round_to from releases order by 1").fetchall()
        out = []
        for number, old_definition, min_cell, base in releases:
            older = _Older(number, old_definition == definition, Rules(min_cell, base), {}, _true_counts(con.execute(
                "select cell, value from counts where release_number = ?", [number]).fetchall()))
            for name, key, measure, rule, value, status in con.execute(
                    "select table_name, row_key, measure, rule, value, value_status from published"
                    " where release_number = ?", [number]).fetchall():
                now = tables.get(name)
                values = json.loads(key)
                if now is None or len(values) != len(now.grain):
                    continue
                table = older.tables.setdefault(name, Printed(name, now.grain, {}, {}))
                table.cells.setdefault(tuple(zip(now.grain, values)), {})[measure] = (value, status)
                table.rules[measure] = rule
            out.append(older)
    finally:
        con.close()
    return out


def _true_counts(rows: list[tuple[str, int]]) -> dict[str, int]:
    """True counts by place, from the rows of the ledger (a place there: table, grain, measure as JSON)."""
    out = {}
    for cell, value in rows:
        name, *grain, measure = json.loads(cell)
        out[_place(name, tuple(enumerate(grain)), measure)] = value
    return out


def counts_to_publish(ledger: Path, release: Path) -> dict[str, int]:
    """The true counts behind a release that is not published yet, as its build kept them; none where they are another's."""
    pending = ledger.with_name("pending.duckdb")
    if not pending.is_file():
        return {}
    with duckdb.connect(str(pending), read_only=True, config={"python_enable_replacements": "false"}) as con, release.open("rb") as file:
        if con.execute("select release_sha256 from made_for").fetchone() != (hashlib.file_digest(file, "sha256").hexdigest(),):
            return {}
        return _true_counts(con.execute("select cell, value from counts").fetchall())


def _range(rules: Rules, measure: str) -> Callable[[float], tuple[float, float]]:
    return rules.event_range if measure == "arrest_events" else rules.true_range


def check_history(older: list[_Older], tables: dict[str, Printed], rules: Rules, *, together: int = 2,
                  counts: dict[str, int] | None = None) -> list[Finding]:
    """Differences to what was printed before must not give a count from 1 to min_cell - 1 away.

    Every number is set against each older one of its cell; and the newest releases are attacked as one system. Where the
    true ``counts`` are known, the attacker is told which way each moved; else a count of the same definitions, kept from the start of
    accrual on, can only grow.
    """
    found: list[Finding] = []
    for name, table in tables.items():
        for old in older:
            then = old.tables.get(name)
            for grain, line in table.cells.items() if then else ():
                before = then.cells.get(grain, {})  # type: ignore[union-attr]
                for measure, (value, _status) in line.items():
                    known = before.get(measure, (None, ""))[0]
                    if value is None or known is None or table.rules.get(measure) != "count":
                        continue
                    low, high = _range(rules, measure)(value)
                    old_low, old_high = _range(old.rules, measure)(known)
                    least, most = low - old_high, high - old_low
                    if least == most and 1 <= abs(least) < rules.min_cell:
                        found.append(Finding(_place(name, grain, measure), "differs from an earlier release by a small"
                                             " count, which subtraction gives away"))
    if found or not older:
        return found
    now = _Older(0, True, rules, tables, counts or {})
    return found + _attack_together([*older[-together:], now], rules)


def _direction(before: tuple[_Older, str], after: tuple[_Older, str]) -> int:
    """1 where a count grew (or stayed) from one release to the next, -1 where it shrank, 0 where the reader can't know."""
    then, now = before[0].counts.get(before[1]), after[0].counts.get(after[1])
    if then is None or now is None:
        return int(before[0].same_definition and after[0].same_definition)
    return 1 if now >= then else -1


def _attack_together(releases: list[_Older], rules: Rules) -> list[Finding]:
    joint = Knowledge(rules)
    last: dict[Hashable, tuple[Hashable, tuple[_Older, str]]] = {}
    for release in releases:
        number, know = release.number, learn(release.tables, release.rules)
        tag = f"release {number}: " if number else ""
        places = {key: unknown.place for key, unknown in know.unknowns.items()}
        for key, unknown in know.unknowns.items():
            unknown.place = tag + unknown.place
            if unknown.kind == "implicit":
                unknown.kind = "slack"  # its own release has been attacked for it
            if unknown.whole is not None:
                unknown.whole = (number, unknown.whole)
            joint.unknowns[(number, key)] = unknown
        joint.equations += [{(number, k): v for k, v in e.items()} for e in know.equations]
        for key, unknown in know.unknowns.items():
            mine = release, places[key]
            if unknown.kind == "slack":
                continue
            if places[key] not in release.counts and (key[0] == "arm" or may_shrink(key)):  # type: ignore[index]
                continue
            before, then = last.get(key, (None, mine))
            way = _direction(then, mine) if before is not None else 0
            # a correction may shrink a count: then the reader who is told nothing has no such bound
            if way < 0 or (way > 0 and joint.unknowns[before].low <= unknown.high):
                grown = ("grown", before, (number, key))
                joint.unknowns[grown] = _Unknown(0, WIDE, "increment", f"growth of {unknown.place}")
                joint.equations.append({(number, key): 1.0, before: -1.0, grown: -float(way)})
            last[key] = (number, key), mine
    found, _, _ = attack(joint)
    return [f for f in found if "contradict" not in f.what]


# -- the whole ---------------------------------------------------------------------------------------------
def tables_that_tell(release: Path) -> frozenset[str]:
    """Tables with a count that is known from the reasons for hiding, stated as they are in that release."""
    result, _, _ = audit_release(release)
    return frozenset(f.where.split(".", 1)[0] for f in result.findings if f.what == STATUS_TELLS)


def audit_release(release: Path, *, ledger: Path | None = None,
                  warehouse: Path | None = None) -> tuple[AuditResult, dict[str, Printed], Rules]:
    """Attack one release file (and its history). The result holds the findings; nothing is raised for them."""
    result = AuditResult()
    tables, manifest, form = read_release(release)
    recurring = str(manifest.get("recurring", "true")).lower() == "true"
    rules = Rules(int(manifest.get("min_cell", 11)), int(manifest.get("round_to", 5)) if recurring else 1)
    result.findings += form
    result.numbers = sum(len(line) for t in tables.values() for line in t.cells.values())
    result.findings += check_numbers(tables, rules) + check_facts(release) + check_curves(tables, rules)
    result.findings += check_flags(release, tables)
    result.findings += check_freedom(tables, rules) + check_people(tables)
    result.findings += check_precision(tables) + check_gaps(tables) + check_risks(tables, rules)
    result.findings += check_years(tables) + check_rate_ratios(tables, rules) + check_small_groups(tables)
    result.findings += check_curves_beside_rates(tables) + check_blocks(tables, rules)
    result.findings += check_matching(tables, rules) + check_participants(tables, rules) + check_outlook(tables)
    if warehouse is not None:
        result.findings += check_money(warehouse, tables, rules) + check_apart(warehouse, tables, rules)
        result.findings += check_people_behind(warehouse, tables, rules)
    know = learn(tables, rules)
    result.findings += check_noughts(know)
    leaks, result.hidden, result.narrowest = attack(know)
    result.findings += leaks
    if ledger is not None:
        older = read_ledger(ledger, tables, manifest.get("definition_sha256"))
        result.findings += check_history(older, tables, rules, counts=counts_to_publish(ledger, Path(release)))
    result.files = 1
    return result, tables, rules


def audit_folder(folder: Path, site: Any) -> AuditResult:
    """Audit everything under ``folder`` that is to be published: the release, its exports, reports and pages.

    Pages under ``restricted/`` are not published and are only read for the sentence that says so.
    Raises ValidationFailed: something may not leave the house; the first finding is named.
    """
    started = time.monotonic()
    folder = Path(folder)
    release = folder / "release.duckdb"
    if not release.is_file():
        raise ValidationFailed(f"{release}: there is no release to audit")
    with texts_beside(sorted(p for p in folder.rglob("*.pdf") if p.is_file())) as pdf_text:
        ledger = site.out / "ledger" / "release_ledger.duckdb" if site is not None else None
        result, _, rules = audit_release(release, ledger=ledger, warehouse=folder / "warehouse.duckdb")
        if site is not None and rules.min_cell < site.publish.min_cell:
            result.findings.append(Finding("release_manifest.min_cell", "is smaller than the site's"))
        contents = release_contents(release)
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            # rows set aside, checks of the data and the run's own manifest stay in the house
            if not path.is_file() or inside[0] in ("quarantine", "validation", "work", "manifest.json"):
                continue
            if "restricted" in inside:
                if path.suffix == ".html":
                    result.files += 1
                    if "restricted" not in path.read_text(encoding="utf-8", errors="ignore").lower():
                        result.findings.append(Finding("/".join(inside), "does not say that it is restricted"))
                continue
            found = check_file(path, contents, rules.min_cell, pdf_text)
            if found is not None:
                result.files += 1
                result.findings += found
            elif inside[0] == "exports":
                result.findings.append(Finding("/".join(inside), "is of a kind that the audit cannot read"))
    result.seconds = time.monotonic() - started
    result.raise_if_found()
    return result
