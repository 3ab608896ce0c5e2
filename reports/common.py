"""Parts that both reports share: meta data, missing things in words, and tables that both show."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import Any

from reports import formats as f
from reports import sentences as s
from reports import words as w
from reports.blocks import Block, bullets, callout, heading, para, table
from reports.release import ABSENT, NOT_ESTIMABLE, Release, Value

NONE = Value(None, ABSENT)
ILLUSTRATIVE = "Costs are illustrative"
OPTIONAL_EXTRACTS = ("referrals", "engagements", "custody", "deaths", "court_cases", "health_events")
_WITHOUT = {
    "referrals": "nobody can be said to have been diverted, so there is no diverted group",
    "engagements": "who stayed engaged is unknown",
    "custody": "days in jail or prison are not subtracted, and no jail days are counted as spared",
    "deaths": "people who died count as not re-arrested to the end of the data",
    "court_cases": "filings and their costs are not counted",
    "health_events": "overdoses, emergency visits and crisis contacts are not counted",
    "costs": "nothing is said about money",
}


def programme(release: Release) -> str:
    return f.named(release.setting("programme", "the programme"))


def site(release: Release) -> str:
    return f.named(release.setting("site", "the site"))


def cell(row: Any, name: str) -> Value:
    """A measure of a wide row, absent where the release has no such column."""
    value = row.get(name, NONE)
    return value if isinstance(value, Value) else NONE


def value(release: Release, name: str, measure: str, **dims: Any) -> Value:
    """As ``Release.value``, absent where more or less than one row is left."""
    rows = release.wide(name, **dims)
    return cell(rows.iloc[0], measure) if len(rows) == 1 else Value(None, ABSENT, f"{name}.{measure}")


def no_part(row: Any) -> bool:
    """A payer who neither spares nor pays."""
    return cell(row, "gross_avoided_usd").value == 0 and cell(row, "programme_cost_usd").value == 0


def meta(release: Release, kicker: str) -> dict[str, Any]:
    """Running header, footer and document data."""
    name, place = programme(release), site(release)
    footer = f"Data through {f.date(release.data_through)}"
    if release.fictional:
        footer += " · fictional county"
    return {
        "kicker": kicker,
        "author": name,
        "keywords": ["LEAD", "diversion", "evaluation", "re-arrest"],
        "description": f"{kicker}: {name}, {place}. Data through {f.date(release.data_through)}.",
        "running": f.plain(name) if len(name) <= 70 else f.plain(name)[:69].rstrip() + "…",
        "running_right": kicker,
        "footer": footer,
        "contents_title": "Contents",
        "opening": [],
    }


def fictional_box(release: Release) -> Block | None:
    """Said before anything else where the county is made up."""
    if not release.fictional:
        return None
    return callout(
        "These people do not exist",
        para(
            "The county, its people and its arrests are made up to show the method. No figure here says "
            "anything about a real programme."
        ),
        kind="warning",
    )


def illustrative_box(release: Release) -> Block | None:
    if not release.costs_illustrative:
        return None
    return callout(
        "Illustrative costs",
        para(
            "The unit costs and programme costs are made up to show the method. Replace them by those of "
            "your own agencies before any amount on this page is used."
        ),
        kind="warning",
    )


def has_extract(release: Release, name: str) -> bool | None:
    """Whether an extract (or ``costs``) was delivered; None where the release doesn't say."""
    flag = release.setting(f"has_{name}")
    if flag is not None:
        return release.setting_flag(f"has_{name}")
    if name == "costs":
        return release.setting("price_year") is not None or release.has("cost_summary")
    listed = release.setting("extracts")
    return None if listed is None else name in [x.strip(" '\"[]") for x in listed.split(",")]


def plan_deviations(release: Release) -> list[str] | None:
    """Where the run differs from the frozen analysis plan, in words; None where the release does not say."""
    text = release.setting("plan_deviations")
    if text is None:
        return None
    try:
        return [str(x) for x in json.loads(text)]
    except ValueError:
        return [text]


def plan_blocks(release: Release, about: str = "; its hash stands among the settings of the release.") -> list[Block]:
    """The frozen plan on record, what is said ``about`` it, and every deviation from it."""
    frozen, found = release.setting("plan_frozen"), plan_deviations(release)
    if not frozen:
        return [
            para(
                "No frozen analysis plan is on record. The primary outcome, horizon, comparison and estimator are those of the"
                " project's own specification; whether they were fixed before the outcomes were seen is for the evaluator to state."
            )
        ]
    said = f"The analysis plan was frozen on {f.named(frozen)}{about}"
    if found is None:
        return [para(f"{said} The release holds no list of deviations; that is no statement that there were none.")]
    if not found:
        return [para(f"{said} This run does not deviate from it.")]
    return [para(said), para("Deviations:"), bullets([f.capital(f.named(x)) + "." for x in found])]


def missing_extracts(release: Release) -> list[str]:
    """What was not delivered, and what therefore can't be said."""
    return [
        f"{f.capital(w.EXTRACTS[name])} were not delivered: {_WITHOUT[name]}."
        for name in (*OPTIONAL_EXTRACTS, "costs")
        if has_extract(release, name) is False
    ]


def hidden_note(release: Release) -> str:
    """The note under tables with hidden cells."""
    cell_size = s.min_cell(release)
    return (
        f"“{f.HIDDEN_WORD}”: fewer than {f.count(cell_size)} people stand behind the figure, or it would "
        "give such a number away."
        if cell_size.shown
        else ""
    )


def note_for(release: Release, rows: list[list[str]], more: str = "") -> str:
    """Notes of a table: what its words in place of numbers mean, as far as they occur."""
    # a word that stands in the note in place of a whole column is explained as one in a cell
    seen = {c for row in rows for c in row} | {x for x in NO_NUMBER if f"{f.capital(x)}{EVERY_ROW}" in more}
    notes = [more] if more else []
    if any(c == f.HIDDEN_WORD for c in seen):
        notes.append(hidden_note(release))
    if any("withheld" in c for c in seen):
        notes.append("“withheld”: the checks that decide before anyone looks were not passed.")
    if any("not estimable" in c for c in seen):
        notes.append("“not estimable”: these data do not determine it.")
    return " ".join(n for n in notes if n)


EVERY_ROW = " in every row"
NO_NUMBER = frozenset({f.HIDDEN_WORD, f.hidden_word(Value(None, NOT_ESTIMABLE, ""))})


def has_empty(rows: list[list[str]]) -> bool:
    """Whether a cell beside the first column is empty."""
    return any(not cell for row in rows for cell in row[1:])


def nothing_shown(rows: list[list[str]], *also: str) -> bool:
    """Whether each cell beside the first column is empty or hidden, or holds one of the words ``also``."""
    return all(cell in ("", f.HIDDEN_WORD, *also) for row in rows for cell in row[1:])


def shown_columns(header: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]], str]:
    """A table without the columns that are hidden (or not estimable) in every row, and the sentence that names them; empty cells
    don't count."""
    seen = [{row[i] for row in rows} - {""} for i in range(len(header))]
    gone = [i for i in range(1, len(header)) if len(seen[i]) == 1 and seen[i] < NO_NUMBER]
    if not gone or len(gone) == len(header) - 1:
        return header, rows, ""
    kept = [i for i in range(len(header)) if i not in gone]
    said = []
    for word in sorted(NO_NUMBER):
        names = [header[i][:1].lower() + header[i][1:] for i in gone if seen[i] == {word}]
        said += [f"{f.capital(word)}{EVERY_ROW}: {f.listed(names)}."] if names else []
    return [header[i] for i in kept], [[row[i] for i in kept] for row in rows], " ".join(said)


def said_once(
    header: list[str], rows: list[list[str]], widths: list[str], align: str, columns: set[int], heads: set[int] = frozenset()
) -> tuple[list[str], list[list[str]], list[str], str, str]:
    """A table without those of ``columns`` that say the same in every row, and the sentence that says it once; rows of
    ``heads`` are headings.

    Returns (header, rows, widths, align, sentence).
    """
    cells = {i: {row[i] for j, row in enumerate(rows) if j not in heads} for i in columns}
    seen = {i: words - {""} for i, words in cells.items()}
    gone = sorted(i for i, words in seen.items() if len(words) == 1)
    kept = [i for i in range(len(header)) if i not in gone]
    # (an empty cell says nothing, so the sentence may not say it of its row)
    said = " ".join(f"{header[i]}: {next(iter(seen[i]))}{EVERY_ROW}{' that has one' if '' in cells[i] else ''}." for i in gone)
    return (
        [header[i] for i in kept], [[row[i] for i in kept] for row in rows], [widths[i] for i in kept],
        "".join(align[i] for i in kept), said,
    )


def ledger_rows(release: Release) -> Any:
    """The row ledger without the providers' own control totals, which are no rows about anybody."""
    rows = release.wide("row_ledger")
    return rows[rows["extract"] != "control_totals"] if "extract" in rows.columns else rows


def ledger_table(release: Release) -> Block | None:
    """Rows read, loaded, quarantined, repeated and withdrawn, by extract."""
    rows = ledger_rows(release)
    measures = [
        m
        for m in ("rows_read", "rows_loaded", "rows_quarantined", "rows_duplicate", "rows_withdrawn")
        if m in rows.columns
    ]
    if rows.empty or not measures or "extract" not in rows.columns:
        return None
    body = []
    for extract in w.order(tuple(w.EXTRACTS), list(rows["extract"])):
        part = rows[rows["extract"] == extract]
        for _, row in part.iterrows():
            cells = [
                row[m] if isinstance(row[m], Value) else f.as_value(row[m], "row_ledger") for m in measures
            ]
            body.append([f.capital(w.label(w.EXTRACTS, extract)), *[f.count(c) for c in cells]])
    names = {
        "rows_read": "Read",
        "rows_loaded": "Loaded",
        "rows_quarantined": "Quarantined",
        "rows_duplicate": "Repeated",
        "rows_withdrawn": "Withdrawn",
    }
    return table(
        ["Extract", *[names[m] for m in measures]],
        body,
        "Rows of each extract: every row read is loaded, quarantined, a repeat, or withdrawn",
        notes=note_for(release, body),
    )


def record_checks(release: Release) -> Block | None:
    """Links missed, linkage failures, records after a death and withdrawn rows, by arm."""
    rows = release.wide("record_checks")
    if rows.empty:
        return None
    body = []
    for check in w.order(tuple(w.RECORD_CHECKS), list(rows["check_name"])):
        for _, row in rows[rows["check_name"] == check].sort_values("people").iterrows():
            limit = cell(row, "limit_share")
            body.append(
                [
                    f.capital(w.label(w.RECORD_CHECKS, check)),
                    w.label(w.RECORD_PEOPLE, row["people"]),
                    *[f.count(cell(row, m)) for m in ("n_records", "n_of")],
                    f.share_of(cell(row, "share"), cell(row, "n_records"), f.tenths(cell(row, "share"))),
                    f.fine_percent(limit) if limit.shown else "none set",
                ]
            )
    return table(
        ["What does not fit", "People", "Found", "Of", "Share", "Limit"],
        body,
        "How well the extracts fit together, by arm",
        align="llrrrr",
        widths=["1.6", "1", "auto", "auto", "auto", "auto"],
        small=True,
        notes=note_for(release, body),
    )


def above_limits(release: Release) -> list[str]:
    """A sentence for each check whose share is shown and above the limit that the site set."""
    rows, out = release.wide("record_checks"), []
    if "check_name" in rows and has_extract(release, "referrals") is False:
        # none of them could have one: that referrals are missing is said where it belongs
        rows = rows[rows["check_name"] != "diverted_without_referral"]
    for _, row in rows.iterrows():
        share, limit = cell(row, "share"), cell(row, "limit_share")
        if share.shown and limit.shown and float(share) > float(limit):
            out.append(
                f"Warning: {w.label(w.RECORD_CHECKS, row['check_name'])}, {w.label(w.RECORD_PEOPLE, row['people'])}: "
                f"{f.fine_percent(share)}, where the site allows {f.fine_percent(limit)}. Links that are missed put people"
                " into the wrong arm, or events out of sight: read every comparison here with that in mind."
            )
    return out


def definitions(release: Release) -> list[str]:
    """The definitions that this run used, in sentences, from the manifest."""
    out = []
    start, end = release.setting_date("accrual_start"), release.setting_date("accrual_end")
    if start and end:
        out.append(
            f"Index days lie from {f.date(start)} to {f.date(end)}; the data end on "
            f"{f.date(release.data_through)}."
        )
    known_from = release.setting_date("data_from")
    if known_from:
        out.append(f"Arrests are known from {f.date(known_from)} on.")
    start, end = release.setting_date("historical_start"), release.setting_date("historical_end")
    if start and end:
        out.append(
            f"The earlier window, where a comparison uses one, runs from {f.date(start)} to {f.date(end)}."
        )
    lookback = release.setting_number("lookback_days")
    if lookback.shown:
        out.append(
            f"Earlier history is counted over the {f.count(lookback)} days before the index day; the index "
            "day itself belongs neither to the history nor to the outcome."
        )
    link = release.setting_number("link_within_days")
    if link.shown:
        out.append(
            f"A referral and its arrest are linked by the arrest's number, else within {f.count(link)} days."
        )
    out += eligibility(release)
    age = release.setting_number("min_age")
    if age.shown:
        out.append(
            f"People are older than {f.count(age)} by year of birth, so that they are certainly of age."
        )
    intake, contacts, within = (
        release.setting_number(k) for k in ("intake_within_days", "min_contacts", "engaged_within_days")
    )
    if intake.shown and contacts.shown and within.shown:
        out.append(
            f"Engaged means intake within {f.count(intake)} days and at least {f.count(contacts)} attended "
            f"contacts within {f.count(within)} days of the index day."
        )
    mine = release.setting("programme_areas") or release.setting("areas_programme")
    other = release.setting("comparison_areas") or release.setting("areas_comparison")
    if mine:
        out.append(
            f"Programme areas: {f.named(_list(mine))}."
            + (f" Comparison areas: {f.named(_list(other))}." if other else "")
        )
    cell_size, base = s.min_cell(release), release.setting_number("round_to")
    if cell_size.shown:
        text = f"Counts below {f.count(cell_size)} are never shown"
        if base.shown and release.setting_flag("recurring", True):
            text += f", and counts are rounded to {f.count(base)}, because releases recur; shares are of the counts before that"
        out.append(text + ".")
    return out


def eligibility(release: Release) -> list[str]:
    """What could be diverted and what never, from the manifest's rules ("categories: severities from day to day")."""
    rules = []
    for i in itertools.count(1):
        rule = release.setting(f"eligibility_rule_{i}")
        if rule is None:
            break
        words, _, until = rule.partition(" to ")
        words, _, since = words.partition(" from ")
        categories, _, classes = words.partition(": ")
        text = f"{_codes(categories)} ({_codes(classes, 'or')})"
        text += f" from {_day(since)}" if since else ""
        rules.append(text + (f" until {_day(until)}" if until else ""))
    if not rules:
        return []
    never = release.setting("exclude_categories")
    return [
        f"An arrest could be diverted for a charge, other than a warrant, of {'; '.join(rules)}"
        + (f"; never with a charge of {_codes(never, 'or')}" if never and never != "[]" else "")
        + "."
    ]


def _codes(text: str, last: str = "and") -> str:
    return f.listed([w.CHARGES.get(x.strip()) or w.level(x.strip()) for x in text.strip("[]").split(",")], last)


def _day(text: str) -> str:
    return f.date(dt.date.fromisoformat(text))


def _list(text: str) -> str:
    return text.strip("[]").replace('"', "").replace("'", "").replace(";", ", ").replace(",  ", ", ")


def definition_list(release: Release) -> Block | None:
    found = definitions(release)
    return bullets(found) if found else None


THRESHOLDS = {
    "minimum_people": ("people in each group, at least", "count"),
    "minimum_follow_up_share": (
        "share of each group that could be followed to the horizon, at least",
        "percent",
    ),
    "balance_smd": ("largest standardised difference after weighting, beyond what chance gives", "decimal"),
    "minimum_ess_comparison": ("effective sample size of the comparison, at least", "count"),
    "maximum_weight_share": ("share of the weight on one comparison trial, at most", "percent"),
    "maximum_mde": ("smallest difference that the data could show, at most, per hundred people", "per100"),
    "negative_control_p": ("p-value of the negative control, at least", "decimal"),
    "maximum_unsupported_share": (
        "share of the diverted without any comparison trial of their kind, at most",
        "percent",
    ),
    "minimum_ess_per_column": ("effective comparison trials for each balanced column, at least", "decimal"),
    "minimum_at_risk": ("trials of each group still followed at the horizon, for contrasts over all trials, at least", "count"),
    "pool_levels_below": ("rows of a level in a group, else it is pooled with other rare ones", "count"),
}


def thresholds(release: Release) -> list[Block]:
    """The limits that decide, before anyone looks, whether an estimate may be shown (manifest:
    ``threshold_*``)."""
    rows = []
    for key, (words, kind) in THRESHOLDS.items():
        value = release.setting_number(f"threshold_{key}")
        if not value.shown:
            continue
        show = {
            "count": f.count,
            "percent": lambda v: f.percent(v, decimals=0),
            "decimal": f.decimal,
            "per100": f.per_100,
        }[kind]
        rows.append([f.capital(words), show(value)])
    if not rows:
        return []
    return [
        heading("Checks that decide", key="question/checks"),
        table(
            ["Check", "Limit"],
            rows,
            "Checks fixed beforehand; one that fails withholds the estimate",
            small=True,
        )
    ]
