"""From source text to canonical, typed columns: the SQL of one file's staging query.

A file offers columns ``c0, c1, ...``; the query below yields the canonical columns (``person_key`` in place
of ``person_id``), ``errors`` (one bit a check that failed, see Check), ``row_hash`` (of every source column
as it stands, for repeats to the letter) and ``key_hash``. Column names of a file never stand in SQL.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from ingest import reasons
from ingest.textfile import sql_text
from pipeline.canonical import EXTRACTS, Column, Extract
from pipeline.errors import DataRefused, SiteError
from pipeline.settings import ExtractEntry

TRUE_WORDS = ("true", "t", "yes", "y", "1")
FALSE_WORDS = ("false", "f", "no", "n", "0")
# what counts as white space around a value; the no-break and the ideographic space among them
SPACES = (
    " "
    "\t\r\n\x0b\x0c\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"
)
# a key that no column holds alone: ``referral_id: CASE + NUMBER``
JOIN = " + "
ID_COLUMNS = frozenset(
    {"person_id", "arrest_id", "referral_id", "contact_id", "case_id", "officer_id", "case_manager_id"}
)
# what stands for a key that there is none of: people who share it are no one person
NO_KEY = (
    "null", "none", "nan", "n/a", "na", "#n/a", "nil", "unknown", "unk", "unkn", "not available", "not given", "missing", "blank",
    "(null)", "(blank)", "<null>", "\\N", "-", "--", ".", "?", "tbd", "no id", "no number",
)  # fmt: skip
# keys of these hold rows together
HOLDING = ID_COLUMNS - {"officer_id", "case_manager_id"}
# letters that look like others, invisible characters and the like; accented Latin letters are none of them
_ODD_KEY = r"[^\x20-\x7e\x{00C0}-\x{024F}]"
# what nothing is wrong with: asked first, it spares nearly every key the search for each thing that may be. (No word of NO_KEY has
# a digit, and whatever else is searched for needs another character.)
_SOUND_KEY = "[A-Za-z_/-]*[0-9][A-Za-z0-9_/-]*"
_UNKNOWN_IS_NULL = frozenset({"sex", "race", "ethnicity"})

_ISO_STAMP = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?"
_ISO_INSTANT = _ISO_STAMP + r" ?(Z|z|[+-]\d{2}(:?\d{2})?)"


@dataclass(frozen=True)
class Check:
    """A check of one column; ``bit`` is its place in ``errors``, ``failed`` the SQL that is true where it
    fails.
    """

    bit: int
    column: str
    reason: str
    failed: str


def store_name(column: str) -> str:
    """The name of a canonical column in the staging table."""
    return "person_key" if column == "person_id" else column


def checks_of(extract: Extract, data_through: dt.date) -> list[Check]:
    """The checks of step (3), numbered from bit 1 (bit 0: wrong number of fields), the same for each file."""
    found: list[tuple[str, str, str]] = []
    for c in extract.columns:
        name = store_name(c.name)
        if c.required:
            # a value that does not parse is told by its own reason, not as empty
            found.append((c.name, reasons.REQUIRED_EMPTY, f"{_source(c)} IS NULL"))
        reason = {
            "date": reasons.NOT_A_DATE,
            "integer": reasons.NOT_AN_INTEGER,
            "number": reasons.NOT_A_NUMBER,
            "flag": reasons.NOT_A_FLAG,
            "enum": reasons.NOT_IN_ENUMERATION,
        }.get(c.kind)
        if reason:
            found.append((c.name, reason, f"{name} IS NULL AND {_source(c)} IS NOT NULL"))
        if c.name in ID_COLUMNS:
            found.append((c.name, reasons.DAMAGED_ID, f"bad_{name}"))
        if c.kind == "date":
            found.append((c.name, reasons.AFTER_DATA_THROUGH, f"{name} > DATE '{data_through.isoformat()}'"))
            found.append((c.name, reasons.BEFORE_1900, f"{name} < DATE '1900-01-01'"))
        if c.name == "birth_year":
            # 85 is no year of a living person's birth
            found.append((c.name, reasons.AFTER_DATA_THROUGH, f"{name} > {data_through.year}"))
            found.append((c.name, reasons.BEFORE_1900, f"{name} < 1900"))
    for earlier, later, blame in extract.ordered_dates:
        # offense_date after arrest_date, intake_date before referral_date, ...
        found.append((blame, reasons.DATES_OUT_OF_ORDER, f"{earlier} > {later}"))
    return [Check(i + 1, *c) for i, c in enumerate(found)]


def _source(c: Column) -> str:
    """The staged text of a typed column (text columns are their own)."""
    return store_name(c.name) if c.kind == "text" else f"text_{c.name}"


# -- settings of one entry, checked before any row is read ------------------------------------------
def check_entry(con: duckdb.DuckDBPyConnection, extract: Extract, entry: ExtractEntry, where: str) -> None:
    """Raises SiteError: a constant, a value's target or the date format that this extract can't take."""
    for name, text in entry.constants.items():
        _check_target(extract.column(name), text, f"{where}.constants.{name}")
    for name, table in entry.values.items():
        seen: dict[str, str] = {}
        for source, target in table.items():
            key = source.strip(SPACES)
            if key in seen:
                raise SiteError(f"{where}.values.{name}: two keys are the same but for white space")
            seen[key] = source
            if target is not None and target.strip(SPACES):
                _check_target(extract.column(name), target, f"{where}.values.{name}.{source}")
    if entry.date_format is not None:
        try:
            con.execute(f"SELECT try_strptime('x', {sql_text(entry.date_format)})")
        except duckdb.Error:
            raise SiteError(
                f"{where}.date_format: is no format that can be read (strptime's %Y-%m-%d and the like)"
            ) from None
        if not any(f in entry.date_format for f in ("%Y", "%y", "%D", "%F", "%x", "%c", "%G")):
            raise SiteError(f"{where}.date_format: names no year")


def _check_target(c: Column, text: str, where: str) -> None:
    text = text.strip(SPACES)
    if c.kind == "enum" and text not in c.values:
        raise SiteError(f"{where}: expected one of {', '.join(c.values)}")
    if c.kind == "flag" and text.lower() not in TRUE_WORDS + FALSE_WORDS:
        raise SiteError(f"{where}: expected true or false")
    if c.kind == "date":
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise SiteError(f"{where}: expected an ISO date or null") from None
    if c.kind == "integer":
        try:
            int(text)
        except ValueError:
            raise SiteError(f"{where}: expected a whole number") from None
    if c.kind == "number":
        try:
            float(text)
        except ValueError:
            raise SiteError(f"{where}: expected a number") from None


# -- the header against the mapping -----------------------------------------------------------------
@dataclass(frozen=True)
class Plan:
    """Where each canonical column of a file comes from: a position in the file, several, a constant, or
    nowhere.
    """

    positions: dict[str, int]
    constants: dict[str, str]
    joined: dict[str, tuple[int, ...]]


def plan_of(extract: Extract, entry: ExtractEntry, header: list[str], label: str) -> Plan:
    """Match the mapping with a file's header. Raises DataRefused: two columns of one name, a mapped column
    that the header lacks, or a required column that comes from nowhere. Names from the header are not
    repeated (a file without a header has a person's values there).
    """
    first: dict[str, int] = {}
    twice: dict[str, int] = {}
    for i, name in enumerate(header):
        if name in first:
            twice.setdefault(name, i)
        else:
            first[name] = i
    wanted: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for c, source in ((c, source.strip(SPACES)) for c, source in entry.columns.items()):
        if source not in first and JOIN in source and extract.column(c).kind == "text":
            several[c] = [part.strip(SPACES) for part in source.split(JOIN)]
        else:
            wanted[c] = source
    asked = [*wanted.values(), *(part for parts in several.values() for part in parts)]
    missing = [source for source in dict.fromkeys(asked) if source not in first]
    if missing:
        lower = {n.lower() for n in header}
        # only a name much like the one asked for is shown: a file without a header has values in its first line
        near = [n for m in missing for n in difflib.get_close_matches(m, header, 1, 0.8)]
        hint = (
            "names are compared to the letter, upper and lower case too"
            if any(m.lower() in lower for m in missing)
            else f"did you mean {', '.join(near)}?"
            if len(near) == len(missing)
            else "check delimiter, encoding and the header line"
        )
        raise DataRefused(
            f"{label}: the header lacks the mapped column{'s' * (len(missing) > 1)} {', '.join(missing)}",
            hint=hint,
        )
    if twice:
        name, at = next(iter(twice.items()))
        shown = f" ({name})" if name in asked or name in extract.column_names else ""
        raise DataRefused(
            f"{label}: columns {first[name] + 1} and {at + 1} of the header have the same name{shown}"
        )
    positions = {c: first[source] for c, source in wanted.items()}
    for c in extract.column_names:
        if c not in positions and c not in several and c not in entry.constants and c in first:
            positions[c] = first[c]
    lacking = [c for c in extract.required if c not in (*positions, *several, *entry.constants)]
    if lacking:
        raise DataRefused(
            f"{label}: no column for the required {', '.join(lacking)} of {extract.name}",
            hint=f"map it under extracts.{extract.name}.columns",
        )
    return Plan(
        positions, dict(entry.constants), {c: tuple(first[p] for p in parts) for c, parts in several.items()}
    )


def overlooked(extract: Extract, plan: Plan, header: list[str]) -> list[tuple[int, str]]:
    """Columns that nothing is loaded from, although their names are all but those of canonical columns that come from nowhere
    (``Is_Warrant``, ``severty``): position and canonical name.
    """
    used = {*plan.positions.values(), *(i for parts in plan.joined.values() for i in parts)}
    lacking = {
        re.sub("[^a-z]", "", c): c
        for c in extract.column_names
        if c not in plan.positions and c not in plan.joined and c not in plan.constants
    }
    out = []
    for i, name in enumerate(header):
        plain = re.sub("[^a-z]", "", name.lower())
        found = difflib.get_close_matches(plain, lacking, n=1, cutoff=0.92) if i not in used and len(plain) > 2 else []
        out += [(i, lacking[found[0]])] if found else []
    return out


def exchanged_dates(extract: Extract, entry: ExtractEntry, checks: list[Check]) -> dict[str, tuple[int, str]]:
    """Bit in ``errors`` and SQL of each date column's texts that are dates only with day and month exchanged: beside the check
    that they fail, a mark that their number can be told by. Empty where the format has no such pair."""
    fmt = entry.date_format or ""
    if entry.format != "csv" or not ("%d" in fmt and "%m" in fmt):
        return {}
    other = fmt.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")
    failing = [k for k in checks if k.reason == reasons.NOT_A_DATE]
    return {
        # asked of the few texts that failed alone
        k.column: (len(checks) + 1 + i, f"CASE WHEN {k.failed} THEN try_strptime(text_{k.column}, {sql_text(other)}) IS NOT NULL END")
        for i, k in enumerate(failing)
    }


def utc_columns_sql(extract: Extract, entry: ExtractEntry, plan: Plan, relation: str, types: list[str]) -> str | None:
    """SQL for the date columns whose first rows hold instants in UTC (other than midnights) that no zone brings home."""
    if entry.timezone is not None:
        return None
    parts = []
    for c in extract.columns:
        if c.kind != "date" or c.name not in plan.positions:
            continue
        i = plan.positions[c.name]
        if types[i] == "TIMESTAMPTZ":
            test = f"CAST(c{i} AT TIME ZONE 'UTC' AS TIME) <> TIME '00:00:00'"
        elif types[i] == "TEXT":
            test = f"regexp_matches(c{i}, '[T ][0-9:.,]+ ?(Z|z|[+-]00:?00)$') "
            test += f"AND NOT regexp_matches(c{i}, '[T ]00:00(:00([.,]0+)?)? ?[Zz+-]')"
        else:
            continue
        parts.append(f"SELECT {sql_text(c.name)} FROM (SELECT * FROM {relation} LIMIT 1000) HAVING bool_or({test})")
    return " UNION ALL ".join(parts) or None


def check_types(plan: Plan, types: list[str], label: str) -> None:
    """Raises DataRefused: a key that comes as a floating point number (a long one has lost its last
    digits).
    """
    for column, i in plan.positions.items():
        if column in ID_COLUMNS and types[i] in ("DOUBLE", "DECIMAL"):
            raise DataRefused(
                f"{label}: {column} (column {i + 1}) is floating point; a key must be text or whole numbers"
            )


def row_signature(entry: ExtractEntry, header: list[str], types: list[str]) -> str:
    """What two rows must have in common, apart from their fields, to be the same row to the letter."""
    return json.dumps(
        [
            sorted(zip(header, types)),
            entry.columns,
            entry.values,
            entry.constants,
            entry.date_format,
            entry.timezone,
            entry.charge_map,
        ],
        sort_keys=True,
    )


# -- SQL ---------------------------------------------------------------------------------------------
def _trimmed(column: str) -> str:
    """The text without outer white space. The full trim is dear, so it is kept for values that may need it.
    """
    ends = " OR ".join(f"suffix({column}, chr({code}))" for code in (32, 9, 13, 10, 11, 12))
    return (
        f"CASE WHEN ascii({column}) <= 32 OR {ends} OR strlen({column}) <> length({column}) "
        f"THEN trim({column}, {sql_text(SPACES)}) ELSE {column} END"
    )


def _composed(column: str) -> str:
    """The text with each accented letter as one character: however a system writes them, one key is one key."""
    return f"CASE WHEN strlen({column}) <> length({column}) THEN nfc_normalize({column}) ELSE {column} END"


def _mapped(text: str, table: dict[str, str | None]) -> str:
    """A value map as a CASE on the stripped text (empty text stands for a missing value)."""
    if not table:
        return text
    arms = []
    for source, target in table.items():
        shown = "NULL" if target is None or not target.strip(SPACES) else sql_text(target.strip(SPACES))
        key = source.strip(SPACES)
        test = f"{text} IS NULL" if key == "" else f"{text} = {sql_text(key)}"
        arms.append(f"WHEN {test} THEN {shown}")
    return f"CASE {' '.join(arms)} ELSE {text} END"


def _date_sql(text: str, entry: ExtractEntry) -> str:
    """A DATE from text: by the entry's format, else ISO; an instant is brought to the entry's zone first."""
    zone = sql_text(entry.timezone) if entry.timezone else None
    if entry.date_format is not None:
        fmt = sql_text(entry.date_format)
        parsed = f"try_strptime({text}, {fmt})"
        if "%z" in entry.date_format or "%Z" in entry.date_format:
            return f"CAST({parsed} AT TIME ZONE {zone or sql_text('UTC')} AS DATE)"
        return f"CAST({parsed} AS DATE)"
    # without a zone to bring it to, an instant's date is the one that is written
    instant = (
        f"CAST(try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE {zone} AS DATE)"
        if zone
        else f"CASE WHEN try_cast({text} AS TIMESTAMPTZ) IS NOT NULL THEN try_cast(left({text}, 10) AS "
        "DATE) END"
    )
    return (
        f"CASE WHEN strlen({text}) = 10 AND CAST(try_cast({text} AS DATE) AS VARCHAR) = {text} "
        f"THEN try_cast({text} AS DATE) "
        f"WHEN strlen({text}) < 16 THEN NULL "
        f"WHEN regexp_full_match({text}, {sql_text(_ISO_STAMP)}) "
        f"THEN CAST(try_cast(replace({text}, ',', '.') AS TIMESTAMP) AS DATE) "
        f"WHEN regexp_full_match({text}, {sql_text(_ISO_INSTANT)}) THEN {instant} END"
    )


def _one_of(text: str, words: Iterable[str]) -> str:
    """SQL condition that a text is one of the words.

    No ``IN``: of more than a few words it becomes a join, and behind a join rows are inserted in any order, while row
    numbers are the places of staged rows.
    """
    return f"list_contains([{', '.join(sql_text(w) for w in words)}], {text})"


def _typed(c: Column, text: str, entry: ExtractEntry) -> str:
    """The typed value of a text, NULL where it does not parse."""
    if c.kind == "text":
        return text
    if c.kind == "enum":
        return f"try_cast({text} AS {enum_type(c)})"
    if c.kind == "flag":
        yes, no = (_one_of(f"lower({text})", words) for words in (TRUE_WORDS, FALSE_WORDS))
        return f"CASE WHEN {yes} THEN true WHEN {no} THEN false END"
    if c.kind == "integer":
        return (
            f"CASE WHEN CAST(try_cast({text} AS INTEGER) AS VARCHAR) = {text} "
            f"OR regexp_full_match({text}, '[+-]?[0-9]+') THEN try_cast({text} AS INTEGER) END"
        )
    if c.kind == "number":
        return (
            f"CASE WHEN regexp_full_match({text}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?') "
            f"AND isfinite(try_cast({text} AS DOUBLE)) THEN try_cast({text} AS DOUBLE) END"
        )
    mapped_dates = {k.strip(SPACES): v for k, v in entry.values.get(c.name, {}).items() if v}
    parsed = _date_sql(text, entry)
    if mapped_dates and entry.date_format is not None:
        # a target stands in ISO form whatever the file's own format is
        is_target = _one_of(text, sorted({v.strip(SPACES) for v in mapped_dates.values()}))
        parsed = f"CASE WHEN {is_target} THEN try_cast({text} AS DATE) ELSE {parsed} END"
    return parsed


def _native(c: Column, column: str, sql_type: str, entry: ExtractEntry) -> str | None:
    """The typed value straight from a typed (Parquet) column, or None where its text must be parsed."""
    if entry.values.get(c.name):
        return None
    if c.kind == "date" and sql_type == "DATE":
        return column
    if c.kind == "date" and sql_type == "TIMESTAMP":
        return f"CAST({column} AS DATE)"
    if c.kind == "date" and sql_type == "TIMESTAMPTZ":
        return f"CAST({column} AT TIME ZONE {sql_text(entry.timezone or 'UTC')} AS DATE)"
    if c.kind == "flag" and sql_type == "BOOLEAN":
        return column
    if c.kind == "integer" and sql_type == "INTEGER":
        return f"try_cast({column} AS INTEGER)"
    if c.kind == "integer" and sql_type == "DOUBLE":  # pandas turns integers with gaps into doubles
        return f"CASE WHEN {column} = floor({column}) THEN try_cast({column} AS INTEGER) END"
    if c.kind == "number" and sql_type in ("INTEGER", "DOUBLE"):
        return f"CASE WHEN isfinite(CAST({column} AS DOUBLE)) THEN CAST({column} AS DOUBLE) END"
    return None


def staging_sql(
    extract: Extract,
    entry: ExtractEntry,
    plan: Plan,
    relation: str,
    header: list[str],
    types: list[str],
    checks: list[Check],
    *,
    needs_trim: bool = True,
    has_marks: bool = True,
    key_of: tuple[str, ...] | None,
) -> str:
    """The SELECT that turns a file into staged rows (see the module's text). ``types``: per source column
    ``TEXT``, or for Parquet DATE, TIMESTAMP, TIMESTAMPTZ, BOOLEAN, INTEGER, DOUBLE. ``key_of``: canonical
    columns behind ``key_hash``; None: the whole row is its own key. ``has_marks``: fields may hold quotes or control characters.
    """
    inner, typed, wanted = [], [], []
    order = sorted(range(len(header)), key=lambda i: header[i])
    # (a number: a long text would be hashed again for each row)
    signature = hashlib.sha256(row_signature(entry, header, types).encode()).digest()
    inner.append(f"hash({int.from_bytes(signature[:8])}::UBIGINT, {', '.join(f'c{i}' for i in order)}) AS row_hash")
    for c in extract.columns:
        name = store_name(c.name)
        text = f"text_{c.name}"
        native = None
        if c.name in plan.constants:
            value = plan.constants[c.name].strip(SPACES)
            inner.append(f"nullif({sql_text(value)}, '') AS {text}")
            if c.kind == "date":  # stands in ISO form whatever the file's own format is
                native = f"DATE {sql_text(value)}"
                inner.append(f"{native} AS {text}_value")
        elif c.name in plan.positions:
            i = plan.positions[c.name]
            native = _native(c, f"c{i}", types[i], entry)
            if native is not None:
                inner.append(f"{native} AS {text}_value")
                inner.append(f"c{i} AS {text}")
            else:
                raw = f"c{i}" if types[i] == "TEXT" else f"CAST(c{i} AS VARCHAR)"
                if types[i] == "DOUBLE":  # a column of codes with gaps: no code is "nan" or "3599.0"
                    raw = (
                        f"CASE WHEN isnan(c{i}) THEN NULL WHEN c{i} = floor(c{i}) AND abs(c{i}) < 1e15 "
                        f"THEN CAST(CAST(c{i} AS BIGINT) AS VARCHAR) ELSE {raw} END"
                    )
                if needs_trim and types[i] == "TEXT":
                    raw = _trimmed(raw)
                raw = f"nullif({raw}, '')"
                if c.name in ID_COLUMNS and types[i] == "TEXT":
                    raw = _composed(raw)
                inner.append(f"{_mapped(raw, entry.values.get(c.name, {}))} AS {text}")
        elif c.name in plan.joined:
            # a part that is missing leaves the whole missing
            parts = [_composed(f"nullif({_trimmed(f'CAST(c{i} AS VARCHAR)')}, '')") for i in plan.joined[c.name]]
            inner.append(f"{_mapped(' || chr(47) || '.join(parts), entry.values.get(c.name, {}))} AS {text}")
        else:
            inner.append(f"CAST(NULL AS VARCHAR) AS {text}")
        value = f"{text}_value" if native is not None else _typed(c, text, entry)
        typed.append(f"{value} AS {name}")
        if c.kind != "text":
            typed.append(text)
        if c.name in ID_COLUMNS:
            bad = "false"
            if c.name in plan.positions or c.name in plan.joined:
                tests = [f"contains({text}, '+') AND regexp_full_match({text}, '[0-9]([.][0-9]+)?[eE][+][0-9]+')"]
                if c.name in HOLDING:
                    # a float that was no whole number: the key is what a sum or a spreadsheet left of it
                    tests.append(f"contains({text}, '.') AND strlen({text}) > 16 AND regexp_full_match({text}, '[0-9]*[.][0-9]+')")
                    tests.append(f"strlen({text}) <> length({text}) AND regexp_matches({text}, {sql_text(_ODD_KEY)})")
                    if has_marks:
                        tests += [f"contains({text}, chr({code}))" for code in (34, 9, 10, 13)]
                    if c.required:
                        # (no IN, see _one_of; most keys fail at the first letter)
                        words = "|".join(re.escape(w) for w in NO_KEY)
                        tests.append(f"regexp_full_match({text}, {sql_text(words)}, 'i')")
                bad = (f"CASE WHEN regexp_full_match({text}, {sql_text(_SOUND_KEY)}) THEN false "
                       f"ELSE coalesce({' OR '.join(f'({t})' for t in tests)}, false) END")
            typed.append(f"{bad} AS bad_{name}")
        wanted.append(_stored(c, name))
    marks = [(k.bit, k.failed) for k in checks] + list(exchanged_dates(extract, entry, checks).values())
    bits = " + ".join(f"CASE WHEN {failed} THEN {1 << bit}::UINTEGER ELSE 0::UINTEGER END" for bit, failed in marks)
    key = f"hash({', '.join(store_name(k) for k in key_of)})" if key_of else "row_hash"
    return (
        f"SELECT {', '.join(wanted)}, row_hash, {key} AS key_hash, {bits} AS errors "
        f"FROM (SELECT row_hash, {', '.join(typed)} FROM (SELECT {', '.join(inner)} FROM {relation}))"
    )


def _stored(c: Column, name: str) -> str:
    """The value that is staged: absent ones take their default here, so that they are the same everywhere."""
    if c.kind == "enum" and "unknown" in c.values:
        return f"coalesce({name}, CAST('unknown' AS {enum_type(c)})) AS {name}"
    if c.kind == "flag":
        return f"coalesce({name}, false) AS {name}"
    if c.name in _UNKNOWN_IS_NULL:
        return f"CASE WHEN lower({name}) <> 'unknown' THEN {name} END AS {name}"
    return name


SQL_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
}


def enum_type(c: Column) -> str:
    """A closed list takes one byte a row, staged and stored, and is written eight times as fast as text."""
    return f"ENUM({', '.join(sql_text(v) for v in c.values)})"


def sql_type(c: Column) -> str:
    """The SQL type of a column's values, staged or stored."""
    return enum_type(c) if c.kind == "enum" else SQL_TYPES[c.kind]


def staging_columns(extract: Extract) -> list[tuple[str, str]]:
    """Name and SQL type of each staged column (a closed list is an ENUM: compare it as text, order it as
    text).
    """
    out = [(store_name(c.name), sql_type(c)) for c in extract.columns]
    return [*out, ("row_hash", "UBIGINT"), ("key_hash", "UBIGINT"), ("errors", "UINTEGER")]


def max_bits() -> int:
    """The most checks and marks (``exchanged_dates``) any extract has; they must fit 32 bits, bit 0 included."""
    return max(
        len(checks_of(e, dt.date(2000, 1, 1))) + sum(c.kind == "date" for c in e.columns) for e in EXTRACTS.values()
    )
