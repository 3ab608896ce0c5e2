"""``lead init``: a commented ``site.yml``; with the provider's files, a proposed mapping and what it could not map."""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime as dt
import gzip
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ingest.identifiers import kind_of
from pipeline.canonical import EXTRACTS, Column, Extract
from pipeline.cost_templates import write_templates
from pipeline.errors import UsageError
from pipeline.run_outcome import Outcome

# names under which providers deliver a column, in lower case without separators
SYNONYMS: dict[str, tuple[str, ...]] = {
    "person_id": ("subj", "subject", "subjectid", "personkey", "personid", "sid", "pid", "clientid", "participantid",
                  "caseparticipantid", "bookingperson", "docsubj", "defendantid"),
    "arrest_id": ("arrno", "arrestno", "arrestnumber", "arrestid", "arrestkey", "arrnum"),
    "charge_number": ("chgseq", "chargeseq", "chargeno", "chargenumber", "count"),
    "arrest_date": ("arrdt", "arrestdate", "arrestdatetime", "dateofarrest"),
    "offense_date": ("offdt", "offensedate", "offencedate", "incidentdate"),
    "charge_code": ("cjis", "cjiscode", "statute", "chargecode", "chargecjis"),
    "charge_description": ("chgdesc", "chargedesc", "chargedescription", "offensetitle", "primarychargeoffensetitle"),
    "severity": ("lvl", "level", "severity", "class", "chargedegree", "degree"),
    "offense_category": ("offensecategory", "offense", "offence", "category"),
    "is_warrant": ("warr", "warrant", "warrantflag", "iswarrant"),
    "warrant_type": ("wtype", "warranttype"),
    "disposition": ("dispo", "disposition", "status"),
    "district": ("dist", "district", "precinct", "area"),
    "officer_id": ("ofcr", "officer", "officerid"),
    "birth_year": ("yob", "birthyear", "yearofbirth"),
    "sex": ("sex", "gender"), "race": ("race",), "ethnicity": ("ethnicity", "hispanic"),
    "referral_id": ("referralid", "id", "caseid"),
    "referral_date": ("referraldate", "date", "referred"),
    "door": ("how", "door", "referraltype", "pathway"), "decision": ("outcome", "decision"),
    "intake_date": ("intake", "intakedate"), "exit_date": ("exit", "exitdate", "closed", "diversioncloseddate"),
    "exit_reason": ("exitwhy", "exitreason", "diversionresult"), "ineligible_reason": ("whynot", "ineligiblereason"),
    "contact_id": ("contactid", "id"), "contact_date": ("at", "contactdate", "date"), "contact_type": ("kind", "type", "contacttype"),
    "outcome": ("result", "outcome"), "minutes": ("mins", "minutes", "duration"), "case_manager_id": ("cm", "casemanager", "casemanagerid"),
    "admit_date": ("bookedat", "admitdate", "admissiondate", "bookingdatetime", "indt", "jailin"),
    "release_date": ("releasedat", "releasedate", "releasedatetime", "outdt", "jailout"),
    "death_date": ("dod", "deathdate"), "case_id": ("caseno", "caseid", "casenumber"), "filed_date": ("filed", "fileddate"),
    "event_date": ("eventdate", "date"), "event_type": ("event", "eventtype", "kind", "type"),
}
_HINTS = {"arrests": "arrest", "referrals": "referral", "engagements": "contact|engage", "custody": "jail|prison|custody|stay|booking",
          "deaths": "death|mortal", "court_cases": "court|case", "health_events": "health|overdose|ems",
          "control_totals": "control"}
# words by which a description tells its category; one that fits two categories is left to a person
_OFFENCES = {
    "property": r"theft|burglar|stolen|larceny|shoplift|criminal damage|vandal|forger|identity|credit card|fraud|trespass",
    "violent": r"(?<!un)armed robbery|\brobbery|assault|batter|homicide|murder|rape|kidnap",
    "weapons": r"weapon|firearm|handgun|\bgun\b",
    "traffic": r"driving|traffic|\bdui\b|\bdwi\b|eluding|licen[cs]e",
    "prostitution": r"prostitut|pander|solicit",
    "drug_sale": r"distribut|deliver|traffick|manufactur|intent to",
}
_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y", "%Y%m%d", "%m/%d/%y")


LOOKED_AT = 50_000_000  # bytes of a text file: a code that first stands far down must be found, too


MANY_ROWS = 200  # among so many rows a level stands more than once
OFTEN_EMPTY = 0.05  # of the rows looked at: more than a load allows to be quarantined by default


@dataclass
class Looked:
    """What one file showed: its form, header, the extract it seems to be, and the mapping proposed."""

    path: Path
    format: str
    extract: str
    header: list[str]
    delimiter: str = ","
    sheet: str | None = None
    encoding: str = "utf-8"
    date_format: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    unmapped_columns: list[str] = field(default_factory=list)
    levels: dict[str, list[str]] = field(default_factory=dict)
    stray: Counter[str] = field(default_factory=Counter)  # rows whose value looks like no level: of a torn row, perhaps a person's
    placeholders: dict[str, tuple[str, int]] = field(default_factory=dict)  # a date at an end of its column, and in how many rows
    gaps: dict[str, str] = field(default_factory=dict)  # required columns that are often empty: how often, and what stands there
    dates: tuple[str, str] | None = None  # first and last arrest (or referral) date among the rows looked at

    @property
    def fits(self) -> bool:
        """Whether the file is named for its extract, or holds what the extract requires."""
        return bool(re.search(_HINTS[self.extract], self.path.name.lower())) or all(
            c in self.columns for c in EXTRACTS[self.extract].required)


def init_site(folder: Path, source: Path | None = None, force: bool = False) -> Outcome:
    """Write ``folder/site.yml``, from the files of ``source`` where given, and templates of the cost tables.

    Raises UsageError: a site.yml is there already (``force`` writes over it), or ``source`` holds no file to look at.
    """
    target = folder / "site.yml"
    if target.exists() and not force:
        raise UsageError(f"{target}: is there already", hint="lead init --force writes over it")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; expected a folder")
    looked: list[Looked] = []
    left: list[Looked] = []
    if source is not None:
        if not source.is_dir():
            raise UsageError(f"{source}: no such folder")
        looked = [found for path in sorted(source.iterdir()) if (found := look(path)) is not None]
        if not looked:
            raise UsageError(f"{source}: holds no CSV, Parquet or Excel file")
        looked, left = [f for f in looked if f.fits], [f for f in looked if not f.fits]
    folder.mkdir(parents=True, exist_ok=True)
    text = site_text(folder, looked, left)
    target.write_text(text, encoding="utf-8")
    lines = [f"written: {target}"]
    for found in looked:
        need = [c for c in EXTRACTS[found.extract].required if c not in found.columns]
        lines.append(f"  {found.path.name}: taken as {found.extract}, {len(found.columns)} columns mapped"
                     + (f"; still needs {', '.join(need)}" if need else "")
                     + (f"; not mapped: {', '.join(found.unmapped_columns)}" if found.unmapped_columns else ""))
    lines += [f"  {found.path.name}: {_left_out(found)}" for found in left]
    if looked and all(found.extract != "arrests" for found in looked):
        lines.append("  no file was taken as arrests: lead ingest loads and checks the others; a run and its reports need the arrests")
    lines += [f"written: {path} (whom to ask for which cost; no amounts)" for path in write_templates(folder)]
    todo = sum("TODO" in line for line in text.splitlines()) - 1
    lines.append(f"next: fill in the {todo} lines marked TODO, then: lead doctor --site {target}, and"
                 f" lead ingest --dry-run --site {target}")
    return Outcome("init", facts={"site": str(target), "files": [f.path.name for f in looked]}, lines=lines)


_TRAITS = ("birth_year", "sex", "race", "ethnicity")


def _left_out(found: Looked) -> str:
    """Why a file is not in the site file, and what it may be good for all the same."""
    traits = [h for h in found.header if any(_plain(h) in (_plain(t), *SYNONYMS[t]) for t in _TRAITS)]
    said = "left out: it holds no extract's required columns"
    return said + (f"; its {', '.join(traits)} belong in the arrests' rows: join them by the person key" if traits else "")


def look(path: Path) -> Looked | None:
    """Header, form, and proposed mapping of one file; None where it is no table of a known form."""
    name, encoding = path.name.lower(), "utf-8"
    if not path.is_file() or path.stat().st_size == 0:
        return None
    if name.endswith((".csv", ".csv.gz", ".txt", ".tsv")):
        opener = gzip.open if name.endswith(".gz") else open
        try:
            with opener(path, "rb") as handle:
                bytes_read = handle.read(LOOKED_AT)
        except (OSError, EOFError):
            return None
        text, encoding = _decoded(bytes_read)
        first = text.split("\n", 1)[0]
        delimiter = max(",;|\t", key=first.count)
        table = list(csv.reader(text.splitlines(), delimiter=delimiter))
        form, sheet = "csv", None
    elif name.endswith(".parquet"):
        with duckdb.connect() as conn:
            cursor = conn.execute("select * from read_parquet(?) limit 200000", [str(path)])
            table = [[c[0] for c in cursor.description]] + [["" if v is None else str(v) for v in r] for r in cursor.fetchall()]
        delimiter, form, sheet = ",", "parquet", None
    elif name.endswith(".xlsx"):
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True)
        page = book[book.sheetnames[0]]
        table = [["" if v is None else str(v) for v in row] for row in page.iter_rows(max_row=200_000, values_only=True)]
        delimiter, form, sheet = ",", "xlsx", book.sheetnames[0]
    else:
        return None
    if not table:
        return None
    header = [h.strip() for h in table[0]]
    extract = _guess(name, header)
    found = Looked(path, form, extract.name, header, delimiter, sheet, encoding)
    _map(found, extract)
    # (a header that stands again between the rows is none of their values)
    rows = [r for r in table[1:] if len(r) == len(header) and [c.strip() for c in r] != header]
    _values(found, extract, rows)
    _repeated_key(found, extract, rows)
    return found


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding that it seems to be in: UTF-8 (a character cut off at the end is dropped), UTF-16 by its mark,
    else what Windows writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "ignore"), "utf-16"
    try:
        text, _ = codecs.utf_8_decode(content.removeprefix(codecs.BOM_UTF8), "strict", len(content) < LOOKED_AT)
        return text, "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _guess(name: str, header: list[str]) -> Extract:
    for extract, pattern in _HINTS.items():
        if re.search(pattern, name):
            return EXTRACTS[extract]
    plain = {_plain(h) for h in header}

    def score(extract: Extract) -> float:
        return sum(1 for c in extract.column_names if plain & {_plain(c), *SYNONYMS.get(c, ())}) / len(extract.columns)

    return max(EXTRACTS.values(), key=score)


def _map(found: Looked, extract: Extract) -> None:
    taken: set[str] = set()
    for column in extract.column_names:
        for wanted in (_plain(column), *SYNONYMS.get(column, ())):
            match = next((h for h in found.header if _plain(h) == wanted and h not in taken), None)
            if match is not None:
                found.columns[column] = match
                taken.add(match)
                break
    found.unmapped_columns = [h for h in found.header if h not in taken]


def _gap(found: Looked, extract: Extract, column: Column, bare: list[list[str]], n_rows: int) -> str:
    """What to say of a required column that is empty in the rows ``bare``: another of its kind may hold the value there."""
    said = f"TODO: empty in {len(bare):,} of the {n_rows:,} rows looked at; such rows are quarantined"
    for other in extract.columns:
        source = found.columns.get(other.name)
        if other.kind == column.kind == "date" and other is not column and source is not None:
            place = found.header.index(source)
            filled = sum(1 for r in bare if r[place].strip())
            if filled > len(bare) // 2:
                return (f"{said}. {source} is filled in {filled:,} of them: ask the provider which is the day of the event; "
                        f"to let it stand in, write {column.name}: {_quote(source)} here, and rows with {found.columns[column.name]} "
                        "alone are quarantined instead")
    return said


def _values(found: Looked, extract: Extract, rows: list[list[str]]) -> None:
    """Levels of enumerations that need a mapping, and the form of dates. Only closed lists' codes are looked at."""
    for column in extract.columns:
        source = found.columns.get(column.name)
        if source is None:
            continue
        place = found.header.index(source)
        often = Counter(value for r in rows if (value := r[place].strip()))
        present = set(often)
        if column.required and len(present) and (bare := [r for r in rows if not r[place].strip()]):
            if len(bare) > OFTEN_EMPTY * len(rows):
                found.gaps[column.name] = _gap(found, extract, column, bare, len(rows))
        if column.kind == "date" and not column.required and present:
            value, n = often.most_common(1)[0]
            if n >= max(10, len(rows) // 50) and value in (min(present), max(present)):
                found.placeholders[column.name] = (value, n)
        if column.kind in ("enum", "flag") and len(present) <= 60:
            known = set(column.values) | ({"true", "false", "0", "1"} if column.kind == "flag" else set())
            # the loader takes a code to the letter, a flag in any case
            missing = sorted(v for v in present if v not in known and not (column.kind == "flag" and v.lower() in known))
            allowed = column.values or ("true", "false")
            stray = {v for v in missing if _is_stray(v, allowed, often[v], len(rows))}
            if stray:
                found.stray[column.name] = sum(often[v] for v in stray)
            if levels := [v for v in missing if v not in stray]:
                found.levels[column.name] = levels
        if column.name in ("arrest_date", "referral_date") and present:
            found.dates = (min(present), max(present))
        if column.kind == "date" and found.format != "parquet" and present and found.date_format is None:
            some = sorted(present)[:: max(len(present) // 2_000, 1)]
            form = max(_DATE_FORMATS, key=lambda f: len(_days(some, f)))
            # some values may be damaged, or no dates; but few
            if len(_days(some, form)) >= 0.9 * len(some):
                found.date_format = form if form != "%Y-%m-%d" else None
                if column.name in ("arrest_date", "referral_date"):
                    days = _days(present, form)
                    found.dates = (min(days).isoformat(), max(days).isoformat())


def _is_stray(value: str, allowed: tuple[str, ...], n: int, n_rows: int) -> bool:
    """Whether a value is no level but the trace of a torn row, or a person's: such a one is not written into a settings file."""
    told = kind_of(value, "text")
    return (told is not None and told[1]) or (n == 1 and n_rows >= MANY_ROWS and _level(value, allowed) == "TODO")


def _repeated_key(found: Looked, extract: Extract, rows: list[list[str]]) -> None:
    """Note a key that several different rows share, with the pair of columns that would be one, where there is any."""
    if len(extract.key) != 1 or extract.key[0] not in found.columns:
        return
    key = extract.key[0]
    distinct = {tuple(r) for r in rows}

    def shared(*columns: str) -> int:
        places = [found.header.index(c) for c in columns]
        often = Counter(tuple(r[p].strip() for p in places) for r in distinct)
        return sum(n for n in often.values() if n > 1)

    mine = found.columns[key]
    n = shared(mine)
    if n <= OFTEN_EMPTY * len(rows):
        return
    with_person = [found.columns[c] for c in ("person_id",) if c in found.columns and c != key]
    pairs = ((one, other) for one in (mine, *with_person) for other in found.header if other and other != one)
    pair = next(((one, other) for one, other in pairs if not shared(one, other)), None)
    found.gaps[key] = (f"TODO: {n:,} of the {len(rows):,} rows looked at share theirs with another row; rows that share one and differ are"
                       " quarantined" + (f". {' + '.join(map(_quote, pair))} is different in each: a key may be joined of columns like this"
                                         if pair else ""))


def _days(values: Iterable[str], form: str) -> list[dt.date]:
    """The values that are dates of this form."""
    days = []
    for value in values:
        with contextlib.suppress(ValueError):
            days.append(dt.datetime.strptime(value, form).date())
    return days


def _quote(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ./-]*[A-Za-z0-9_]|[A-Za-z_]", text) and ": " not in text
    return text if plain else '"' + text.replace('"', '\\"') + '"'


def _level(value: str, allowed: tuple[str, ...]) -> str:
    """The one canonical level that begins like the value; else TODO."""
    plain = _plain(value)
    words = {"y": "true", "yes": "true", "n": "false", "no": "false", "unk": "unknown"}
    if words.get(plain) in allowed:
        return words[plain] + "          # proposed"
    if re.fullmatch(r"[fm][1-9x]?", plain) and "felony" in allowed:
        return ("felony" if plain[0] == "f" else "misdemeanor") + "          # proposed"
    if "drug_possession" in allowed:
        worded = [a for a, pattern in _OFFENCES.items() if re.search(pattern, value.lower())]
        if len(worded) == 1:
            return f"{worded[0]}          # proposed"
    fits = [a for a in allowed if plain and (_plain(a).startswith(plain) or plain.startswith(_plain(a)[:4]))]
    return f"{fits[0]}          # proposed" if len(fits) == 1 else "TODO"


def _glob(paths: list[Path]) -> str:
    """A pattern that all the names share: their common beginning and end around a star."""
    names = [p.name for p in paths]
    start = os.path.commonprefix(names)
    end = os.path.commonprefix([n[len(start):][::-1] for n in names])[::-1]
    return f"{start.rstrip('0123456789')}*{end.lstrip('0123456789')}"


def _alike(looked: list[Looked]) -> list[Looked]:
    """Files of one extract and one form become one entry with a glob."""
    groups: dict[tuple[object, ...], list[Looked]] = {}
    for found in looked:
        form = (found.extract, found.format, found.delimiter, found.sheet, found.encoding, tuple(found.header))
        groups.setdefault(form, []).append(found)
    out = []
    for group in groups.values():
        first = group[0]
        if len(group) > 1:
            first.path = first.path.with_name(_glob([f.path for f in group]))
            for other in group[1:]:
                for column, levels in other.levels.items():
                    first.levels[column] = sorted(set(first.levels.get(column, [])) | set(levels))
                first.stray.update(other.stray)
                first.date_format = first.date_format or other.date_format
        out.append(first)
    return out


def _entry(folder: Path, found: Looked, indent: str) -> list[str]:
    try:
        shown = found.path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        shown = found.path.resolve().as_posix()
    lines = [f"path: {_quote(shown)}", f"format: {found.format}"]
    if found.format == "csv":
        lines.append(f'delimiter: "{found.delimiter}"'.replace("\t", "\\t"))
    if found.encoding != "utf-8":
        lines.append(f"encoding: {found.encoding}          # proposed: the file is no UTF-8; ask the provider where letters look wrong")
    if found.sheet:
        lines.append(f"sheet: {_quote(found.sheet)}")
    if found.date_format:
        lines.append(f'date_format: "{found.date_format}"')
    if found.extract == "arrests":
        seen = f"; the rows looked at run from {found.dates[0]} to {found.dates[1]}" if found.dates else ""
        lines.append(f"data_from: TODO                # the first day that the extract covers{seen}")
    lines += ["mode: snapshot", "deid_basis: TODO               # limited_data_set, safe_harbor, expert, consent, ...",
              "# agreement: DUA-…             # and expires: the day on which it runs out; from then on it is refused"]
    if found.extract in ("engagements", "health_events"):
        lines.append("# part2_basis:                 # TODO: the basis under 42 CFR Part 2; hipaa_basis, irb_basis likewise")
    lines.append("columns:")
    for canonical, source in found.columns.items():
        gap = found.gaps.get(canonical)
        lines.append(f"  {canonical}: {_quote(source)}" + (f"      # {gap}" if gap else ""))
    for name in EXTRACTS[found.extract].required:
        if name not in found.columns:
            allowed = EXTRACTS[found.extract].column(name).values
            lines.append(f"  {name}: TODO                # required: the source column that holds it"
                         + (f"; where none does, take the line out and add: constants: {{{name}: one of {', '.join(allowed)}}}"
                            if allowed else ""))
    if found.unmapped_columns:
        lines.append(f"# not mapped: {', '.join(found.unmapped_columns)}")
    if found.extract == "arrests" and "offense_category" not in found.columns:
        lines.append("charge_map: TODO                 # the table that gives each charge its category (docs/how-to.md, map charges);"
                     " without it no arrest is eligible")
    if found.extract == "custody" and "facility" not in found.columns:
        kind = next((k for k in ("jail", "prison") if k in found.path.name.lower()), "TODO")
        lines.append(f"constants: {{facility: {kind}}}" + ("   # proposed" if kind != "TODO" else "   # jail or prison"))
    for column, n in found.stray.items():
        lines.append(f"# {column}: what {n:,} {'row holds' if n == 1 else 'rows hold'} looks like no level and is not written here;"
                     " lead ingest --dry-run names the rows")
    if found.levels or found.placeholders:
        lines.append("values:")
        for column, (value, often) in found.placeholders.items():
            lines.append(f'  {column}: {{"{value}": null}}      # proposed: a placeholder? It stands in {often} rows;'
                         " else take the line out")
        for column, levels in found.levels.items():
            allowed = EXTRACTS[found.extract].column(column).values or ("true", "false")
            lines.append(f"  {column}:                  # one of {', '.join(allowed)}")
            lines += [f"    {_quote(v)}: {_level(v, allowed)}" for v in levels]
    return [indent + line for line in lines]


def site_text(folder: Path, looked: list[Looked], left: list[Looked] | None = None) -> str:
    """The text of a commented site.yml."""
    last = max((f.dates[1] for f in looked if f.dates), default="")
    seen = f"; the rows looked at run to {last}" if last else ""
    # a date that nobody filled in must not pass for an answer: with files to look at, it is left open
    through, start, end = ("TODO      ", "TODO", "TODO") if looked else ("2025-12-31", "2020-02-01", "2024-12-31")
    mark = "" if looked else "TODO: "
    lines = [
        "# A site of LEAD Outcomes. What is marked TODO has to be filled in; lead doctor and lead ingest --dry-run say what is wrong.",
        f"site: {_quote(folder.resolve().name or 'our county')}",
        "programme: LEAD",
        f"data_through: {through}             # {mark}the last day that the extracts cover{seen}",
        f"accrual: {{start: {start}, end: {end}}}   # {mark}index dates, both ends included: from lookback_days after data_from,",
        "                                     # to primary_horizon_days before data_through",
        "# horizons_days: [90, 180, 365, 730]",
        "# primary_horizon_days: 365",
        "# lookback_days: 730",
        "eligibility:",
        "  min_age: 18",
        "  rules:                             # TODO: a charge is eligible if one rule matches",
        "    - {offense_category: drug_possession, severity: [misdemeanor, citation, unknown]}",
        "    - {offense_category: prostitution, severity: [misdemeanor, citation, unknown]}",
        "  exclude_categories: [violent, weapons, drug_sale]",
        "# areas: {programme: [Central], comparison: [Eastern]}   # without it every district is the programme's",
        "comparison: {designs: [concurrent_undiverted, historical], primary: concurrent_undiverted}",
        "# historical needs arrests from before accrual, concurrent_area needs areas: take out what the extracts can't carry",
        "# engagement: {intake_within_days: 30, min_contacts: 2, within_days: 60}",
        "# publish: {min_cell: 11, round_to: 5, finest_period: quarter, recurring: true}",
        "# context_events:",
        '#   - {date: 2020-03-18, label: "Low-level charges no longer prosecuted"}',
        "# costs: {unit_costs: unit_costs.csv, programme_costs: programme_costs.csv, price_year: 2025}",
        "#   the two tables beside this file name each cost and whom to ask for it; fill in amount, low, high, base_year and the",
        "#   source, and take the # off the line above. Nothing is assumed for an item without a cost: the reports name it as a gap.",
        "extracts:",
    ]
    by_extract: dict[str, list[Looked]] = {}
    for found in _alike(looked):
        by_extract.setdefault(found.extract, []).append(found)
    if not looked:
        lines += [
            "  arrests:                           # one row a charge",
            '    path: "extracts/arrests*.csv"    # TODO: a glob, relative to this file',
            "    format: csv                      # csv, parquet, xlsx",
            '    # delimiter: ","',
            '    # date_format: "%m/%d/%Y"        # ISO dates need none',
            "    data_from: 2015-01-01            # TODO: before it nothing is known",
            "    mode: snapshot",
            "    columns:                         # canonical: source; a column under its canonical name needs no line",
            *(f"      {c.name}: {c.name:<20} # {c.about}{' (required)' if c.required else ''}" for c in EXTRACTS["arrests"].columns),
            "  # referrals, engagements, custody, deaths, court_cases, health_events, control_totals likewise",
        ]
    for extract, files in by_extract.items():
        lines.append(f"  {extract}:")
        if len(files) == 1:
            lines += _entry(folder, files[0], "    ")
        else:
            for found in files:
                entry = _entry(folder, found, "      ")
                entry[0] = "    - " + entry[0].strip()
                lines += entry
    lines += [f"  # {found.path.name}: {_left_out(found)}" for found in left or ()]
    return "\n".join(lines) + "\n"
