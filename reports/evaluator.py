"""The evaluator report: everything that a reader needs who wants to check, attack or repeat the evaluation.

As in the funder report, each function makes one section from the release, and no figure is typed.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from reports import access, funder
from reports import checklists as ck
from reports import common as c
from reports import figures as g
from reports import formats as f
from reports import money as mo
from reports import sentences as s
from reports import words as w
from reports.blocks import (
    Block,
    Document,
    Section,
    bold,
    bullets,
    callout,
    figure,
    flow,
    heading,
    lead_in,
    marked,
    page_break,
    para,
    table,
    terms,
)
from reports.release import ABSENT, NOT_ESTIMABLE, Release, Value, derive

KICKER = "Report to evaluators"
MAIN = ("entropy_balance",)
PARTS = ("Part one: the comparison", "Part two: how far it holds, and what else the records show", "Part three: for the record")


# -- summary ---------------------------------------------------------------------------------------------


def summary(release: Release) -> Section:
    """The finding, what it rests on, and what decides over it."""
    e = s.effect(release)
    section = Section("summary", "Summary", part=PARTS[0])
    section.add(lead_in(funder.finding(release)))
    if e.verdict != "hidden":
        section.add(funder._tiles(e))
    facts = [x for x in (s.design_in_short(release),) if x]
    if s.has_lead(release) and e.n_lead.shown and e.n_comparison.shown:
        text = (
            f"The primary contrast rests on {f.count(e.n_lead)} diverted trials and "
            f"{f.count(e.n_comparison)} comparison trials"
        )
        if e.ess.shown:
            text += f", the latter worth {f.count(e.ess)} after weighting (effective sample size)"
        facts.append(text + ".")
    detectable = s.detectable(release, e)
    if detectable.shown:
        facts.append(
            "The smallest difference that these data would show with a chance of "
            f"{f.percent(POWER, decimals=0)}: "
            f"{f.per_100(detectable, f.places(float(detectable) * 50))} per {f.of_100()} people, in either "
            "direction."
        )
    projected = _test_row(release, e, "projected_detectable")
    if projected is not None and c.cell(projected, "estimate").shown:
        later = c.cell(projected, "estimate")
        facts.append(
            "After one more year of enrolment at the pace of the last, a fall of "
            f"{f.per_100(later, f.places(float(later) * 50))} per {f.of_100()} would be found with the same chance."
        )
    ratio = _ratio(release, e)
    if ratio:
        facts.append(ratio)
    if e.verdict != "hidden":
        facts.append(funder._overturn(release, e))
    elif s.has_lead(release) and s.way_out(release, e):
        facts.append(f"What it would take to show it. {s.way_out(release, e)}")
    if s.has_lead(release):
        facts.append(s.design_caveat(e))
    hidden = _hidden_shares(release)
    if hidden:
        facts.append(hidden)
    priced = _money_fact(release)
    if priced and release.costs_illustrative:
        return section.add(marked(c.ILLUSTRATIVE, bullets([*facts, priced])))
    section.add(bullets([*facts, priced] if priced else facts))
    if not s.has_lead(release):
        section.add(heading("What referrals would add"), bullets(s.referrals_would_add()))
    return section


def _money_fact(release: Release) -> str:
    """The balance of all payers in a sentence, where it is shown."""
    total = s.cost_total(release)
    if total is None or not c.cell(total, "net_usd").shown:
        return ""
    values = (c.cell(total, m) for m in ("net_usd", "ci_lower", "ci_upper"))
    who = f"all payers together, over {f.horizon(s.cost_horizon(release))}"
    return s.money_sentence(*values, who, release.setting_number("price_year"), "marginal")


LEVEL = Value(0.05, "shown", "convention: level of a test")
POWER = Value(0.8, "shown", "convention: power of the minimum detectable difference")


def _test_row(release: Release, e: s.Effect, analysis: str) -> pd.Series | None:
    """The row of ``sensitivity`` that holds a test or a projection for the primary contrast, or None."""
    rows = s.sensitivity_rows(
        release, analysis=analysis, outcome=e.outcome, horizon_days=e.horizon_days, comparison_design=e.design
    )
    return rows.iloc[0] if len(rows) == 1 else None


def _ratio(release: Release, e: s.Effect) -> str:
    rows = s.rows_of_contrast(release, e, "risk_ratio")
    if "effect_measure" not in rows.columns or len(rows) != 1 or not c.cell(rows.iloc[0], "estimate").shown:
        return ""
    row = rows.iloc[0]
    ratio = f.ratio_interval(*(c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper")))
    text = f"As a ratio of risks: {ratio}"
    p = c.cell(row, "p_value")
    return text + (f", {f.p_words(p)}." if p.shown else ".")


def _hidden_shares(release: Release) -> str:
    counts: dict[str, int] = {}
    for name in release.tables:
        frame = release.table(name)
        if "value_status" in frame.columns:
            for status, n in frame["value_status"].value_counts().items():
                counts[str(status)] = counts.get(str(status), 0) + int(n)
    total = sum(counts.values())
    if not total:
        return ""
    shown = f.as_value(counts.get("shown", 0) / total, "share of released cells shown")
    hidden = sum(n for k, n in counts.items() if k.startswith("suppressed"))
    withheld = counts.get("diagnostics_failed", 0)
    return (
        f"Of {f.count(f.as_value(total))} cells of the release, {f.percent(shown, decimals=0)} are shown; "
        f"{f.count(f.as_value(hidden))} are hidden for small numbers and {f.count(f.as_value(withheld))} "
        "withheld by the diagnostics."
    )


# -- question ------------------------------------------------------------------------------------------------


def question(release: Release) -> Section:
    """The target trial and its emulation, and the definitions."""
    section = Section("question", "The question")
    outcome, horizon, design = (
        s.primary_outcome(release),
        s.primary_horizon(release),
        s.primary_design(release),
    )
    rows = [
        [
            "Eligibility",
            "Adults in an encounter that could be diverted, where the programme operates, not yet enrolled",
            "Facts dated on or before the index day only; never “no later arrest” or “completed intake”",
        ],
        [
            "Time zero",
            "The decision to divert",
            "The diverted arrest (or referral); the eligible arrest of a comparison trial",
        ],
        [
            "Strategies",
            "Divert, or book and prosecute as usual",
            "A referral recorded for the encounter, whether or not intake followed",
        ],
        ["Assignment", "By lot", "By an officer; groups balanced on history, demographics and offence"],
        [
            "Follow-up",
            f"{f.capital(f.horizon(horizon))} from time zero",
            "To the horizon, death, or the end of the data",
        ],
        [
            "Outcome",
            f"Re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)}",
            "First event after the index day; warrants for old matters and supervision violations apart",
        ],
        [
            "Contrast",
            "Intention to divert, among the diverted",
            f"Risk difference against {w.label(w.DESIGNS, design)}",
        ],
        [
            "Analysis",
            "Difference of risks",
            "Entropy balancing over trials observed at the horizon; variance from "
            "influence functions that include the weights, summed by person",
        ],
    ]
    section.add(
        table(
            ["Element", "Target trial", "Emulation"],
            rows,
            "The target trial and how the data emulate it",
            align="lll",
            widths=["0.7", "1.3", "1.6"],
        )
    )
    section.add(heading("Definitions used", key="question/definitions"), c.definition_list(release))
    section.add(*c.thresholds(release))
    section.add(
        heading("Identifying assumptions", key="question/assumptions"),
        bullets(
            [
                f"{bold('Exchangeability')}: given what was balanced, who was diverted does not depend on "
                "what would have happened. It can't be tested; negative controls and E-values bound it.",
                f"{bold('Positivity')}: each kind of diverted person has comparison trials. A level found "
                "in one arm only is a named failure and withholds the estimate.",
                f"{bold('Consistency')}: diversion means much the same from person to person. Case "
                "management differs, so the "
                "estimate is an average over what was delivered.",
                f"{bold('No interference')}: one person's diversion does not change another's arrests.",
            ]
        ),
    )
    return section


# -- data
# -------------------------------------------------------------------------------------------------------


def records(release: Release) -> Section:
    """Rows read and kept, how well they fit together, and what was not delivered."""
    return Section("records", "Rows and records").add(*_rows_read(release), *_fit(release))


def _rows_read(release: Release) -> list[Block | None]:
    out: list[Block | None] = [c.ledger_table(release) or para("The release holds no row ledger.")]
    rows = c.ledger_rows(release)
    if "rows_quarantined" in rows.columns and "rows_read" in rows.columns:
        read = derive("sum", *[_as(v) for v in rows["rows_read"]])
        bad = derive("sum", *[_as(v) for v in rows["rows_quarantined"]])
        if read.shown and bad.shown and float(read) > 0:
            out.append(
                para(
                    f"In all {f.count(read)} rows were read and {f.count(bad)} of them, "
                    f"{f.percent(derive('ratio', bad, read), decimals=1)}, quarantined: kept out, with "
                    "file, row number, column and reason on record, never repaired by guess."
                )
            )
    return out


def _fit(release: Release) -> list[Block | None]:
    missing = c.missing_extracts(release)
    return [
        heading("How well the extracts fit together", key="data/fit"),
        *[callout("Links above their limit", para(words), kind="warning") for words in c.above_limits(release)],
        c.record_checks(release) or para("The release holds no counts of links and linkage failures."),
        heading("What was not delivered"),
        bullets(missing) if missing else para("All optional extracts were delivered."),
    ]


def data(release: Release) -> Section:
    """Rows, quarantine, missing extracts, enforcement over time."""
    section = Section("data", "Data").add(*_rows_read(release))
    section.add(*[b for b in quarantine(release).blocks if b["t"] == "table"])
    section.add(
        heading("Enforcement over time"),
        para(
            "Arrests measure what police do as well as what people do. Dated changes of policy are marked; "
            "no simple before-and-after comparison that spans one is printed without this warning."
        ),
        figure(g.arrest_volume(release), "The release holds no arrest volume.", floats=True),
    )
    return section.add(*_fit(release), *missing_values(release))


def missing_values(release: Release) -> list[Block | None]:
    """What was not recorded of people who are in the comparison, and what became of them; nothing is filled in."""
    said = [
        "No value is filled in. What was not recorded of a person is a level of its own, “unknown”: it is balanced like every other "
        "level (rare ones together), and nobody is left out for it.",
    ]
    rows = s.balance_rows(release, door="arrest_diversion", comparison_design=s.primary_design(release))
    rows = rows[rows["level"] == "unknown"].drop_duplicates("covariate") if "level" in rows.columns else rows.iloc[:0]
    for row in rows.to_dict("records"):
        shares = [f"{f.percent(v, decimals=0)} of {who} trials" for v, who in
                  ((c.cell(row, "mean_lead"), "diverted"), (c.cell(row, "mean_comparison"), "comparison")) if v.shown]
        said.append(f"{f.capital(w.covariate(row['covariate']))} is unknown in {f.listed(shares) if shares else 'a share that is hidden'}.")
    e = s.effect(release)
    other = _test_row(release, e, "null_dates_are_prior")
    text = "An arrest whose offence has no date counts as one for a new offence, unless it is a warrant or a violation of supervision"
    if other is not None and c.cell(other, "estimate").shown:
        text += "; if all such offences were from before the index day, the difference would be " + f.points_interval(
            *(c.cell(other, m) for m in ("estimate", "ci_lower", "ci_upper"))) + f" per {f.of_100()}"
    said.append(f"{text}. How many re-arrests rest on a missing date, by group, stands in the restricted notebook that stays on site.")
    said.append(
        "Trials that can't be followed to a horizon are not part of the difference at that horizon; the curves, and the analyses "
        "over all trials, keep them until they are lost."
    )
    return [heading("Missing values", key="data/missing"), bullets(said)]


def quarantine(release: Release) -> Section:
    """Rows kept out, by extract, column and reason."""
    section = Section("quarantine", "Quarantine by reason")
    rows = release.wide("quarantine")
    measure = next((m for m in ("n_rows", "n") if m in rows.columns), None)
    if rows.empty or measure is None:
        return section.add(para("The release holds no table of quarantined rows by reason."))
    body = []
    column = "column_name" if "column_name" in rows.columns else "column"
    ranked = sorted(
        (r for _, r in rows.iterrows()),
        key=lambda r: (
            w.order(tuple(w.EXTRACTS), list(rows["extract"])).index(r["extract"]),
            -(float(c.cell(r, measure)) if c.cell(r, measure).shown else 0),
            str(r["reason"]),
            str(r.get(column)),
        ),
    )
    for row in ranked:
        body.append(
            [
                f.capital(w.label(w.EXTRACTS, row["extract"])),
                f.named(row.get(column) or "the row"),
                f.capital(w.label(w.QUARANTINE, row["reason"])),
                f.count(c.cell(row, measure)),
            ]
        )
    return section.add(
        table(
            ["Extract", "Column", "Reason", "Rows"],
            body,
            "Rows quarantined, by reason",
            align="lllr",
            widths=["0.8", "1", "1.8", "auto"],
            small=True,
            notes=c.note_for(release, body),
        )
    )


def disclosure(release: Release) -> Section:
    """How much of each table of the release is shown, hidden, withheld or not estimable."""
    section = Section("disclosure", "What the release shows and hides")
    body = []
    for name in release.tables:
        frame = release.table(name)
        if "value_status" not in frame.columns or frame.empty:
            continue
        counts = frame["value_status"].value_counts()
        total = len(frame)
        shown = int(counts.get("shown", 0))
        hidden = int(sum(n for k, n in counts.items() if str(k).startswith("suppressed")))
        body.append(
            [
                f.capital(f.code_words(name)),
                *[
                    f.count(f.as_value(x, f"cells of {name}"))
                    for x in (
                        total,
                        shown,
                        hidden,
                        int(counts.get("diagnostics_failed", 0)),
                        int(counts.get("not_estimable", 0)),
                    )
                ],
            ]
        )
    if not body:
        return section.add(para("The release holds no numbers."))
    return section.add(
        para(_hidden_shares(release)),
        table(
            ["Table", "Numbers", "Shown", "Hidden", "Withheld", "Not estimable"],
            body,
            "Numbers of each released table, by what became of them",
            small=True,
        ),
    )


def _as(value: object) -> Value:
    return value if isinstance(value, Value) else f.as_value(value, "row_ledger")  # type: ignore[arg-type]


# -- flow
# -----------------------------------------------------------------------------------------------------------


def participants(release: Release) -> Section:
    """Flow diagram and attrition, people and trials."""
    section = Section("flow", "Who is in the comparison")
    rows = release.wide("attrition")
    if rows.empty:
        return section.add(para("The release holds no attrition table."))
    # it floats: the tables fill the page before, which its height would leave empty
    shape = _flow(release)
    section.add({**shape, "float": True} if shape else None)
    for (arm, door, design), part in _groups(rows, ["arm", "door", "comparison_design"]):
        if not any(c.cell(row, "n_out").shown for _, row in part.iterrows()):
            section.add(para(f"Attrition of those {_who(arm, door, design)}: the counts of all steps are hidden."))
            continue
        section.add(_attrition(release, part.sort_values("step_number"), _who(arm, door, design)))
    return section


def _attrition(release: Release, steps: pd.DataFrame, who: str) -> Block:
    """The steps at which somebody left, or may have; the others in a sentence."""
    body: list[list[str]] = []
    before: list[str] = []  # trials and people left after the step before
    nobody, follows = [], True
    for row in steps.to_dict("records"):
        step = w.label(w.STEPS, row["step"])
        came, out, *left = (f.count(c.cell(row, m)) for m in ("n_in", "n_excluded", "n_out", "n_people_out"))
        excluded = c.cell(row, "n_excluded")
        # what comes to a step is what the one before left, and stands there
        follows = follows and came == (before or left)[0]
        if body and excluded.shown and float(excluded) == 0 and left == before:
            nobody.append(step)
        else:
            body.append([f.capital(step), came, out, *left])
        before = left
    header = ["Step", "Trials in", "Excluded", "Trials left", "People left"]
    if follows:
        header, body = [header[0], *header[2:]], [[row[0], *row[2:]] for row in body]
    stayed = f"Nobody left at: {f.listed(nobody)}." if nobody else ""
    return table(header, body, f"Attrition: {who}", notes=c.note_for(release, body, stayed), small=True)


def _who(arm: object, door: object, design: object) -> str:
    return w.label(w.DOORS, door) if arm == "lead" else w.label(w.DESIGNS, design)


def _groups(rows: pd.DataFrame, columns: list[str]):
    """Groups of rows in a fixed order: the diverted first, designs in the house order, NULL as None."""
    keys = sorted(
        {tuple(None if pd.isna(v) else v for v in key) for key in rows[columns].itertuples(index=False)},
        key=lambda k: tuple(_rank(x) for x in k),
    )
    for key in keys:
        part = rows
        for column, value in zip(columns, key):
            part = part[part[column].isna()] if value is None else part[part[column] == value]
        yield key, part


def _rank(code: object) -> tuple[int, float, str]:
    known = ("lead", "comparison", *w.DOORS, *w.DESIGNS, *w.OUTCOME_ORDER, *w.MEASURES, *w.POPULATIONS, *w.ESTIMATORS)
    if isinstance(code, (int, float)) and not isinstance(code, bool):
        return (len(known), float(code), "")
    return (known.index(code) if code in known else len(known), 0.0, str(code))


def _flow(release: Release) -> Block | None:
    rows = release.wide("attrition")
    design = s.primary_design(release)
    columns, spoken = [], []
    for arm, part in (
        ("lead", rows[(rows["arm"] == "lead") & (rows["door"] == "arrest_diversion")]),
        ("comparison", rows[(rows["arm"] == "comparison") & (rows["comparison_design"] == design)]),
    ):
        if part.empty:
            continue
        part = part.sort_values("step_number")
        who = "Diverted at arrest" if arm == "lead" else f.capital(w.label(w.DESIGNS, design))
        steps, said, unsaid = [], [], []
        for i, (_, row) in enumerate(part.iterrows()):
            out = c.cell(row, "n_excluded")
            left, people = c.cell(row, "n_out"), c.cell(row, "n_people_out")
            counted = f"{f.count(left)} trials" + (f", {f.count(people)} people" if people.shown else "")
            if i == 0:
                text = counted if left.shown else "Candidates; their number is hidden"
                steps.append({"text": _runs(text), "out": []})
                said.append(f"start {text}")
                continue
            if out.shown and float(out) == 0:
                continue
            label = w.label(w.STEPS, row["step"]) + (f": {f.count(out)} out" if out.shown else "")
            if not left.shown:
                unsaid.append(label)
                continue
            text = counted
            label = "; ".join([*unsaid, label])
            unsaid = []
            steps.append({"text": _runs(text), "out": _runs(label)})
            said.append(f"{label}, leaves {text}")
        observed = c.value(
            release,
            "rearrest_rates",
            "n_observed",
            arm=arm,
            outcome=s.primary_outcome(release),
            horizon_days=s.primary_horizon(release),
            **({"door": "arrest_diversion"} if arm == "lead" else {"comparison_design": design}),
        )
        if observed.shown:
            text = f"{f.count(observed)} trials observed for {f.horizon(s.primary_horizon(release))}"
            steps.append({"text": _runs(text), "out": _runs("; ".join(unsaid)) if unsaid else []})
            said.append(text)
        columns.append({"title": _runs(who), "steps": steps})
        spoken.append(f"{who}: {'; '.join(said)}.")
    if not columns:
        return None
    return flow(
        columns,
        "From candidates to trials in the primary comparison; at the left of each box why people left, with "
        "their number where it may be shown. Steps at which nobody left are in the tables only.",
        "Flow diagram. " + " ".join(spoken),
    )


def _runs(text: str) -> list[dict]:
    from reports.blocks import runs

    return runs(text)


# -- balance
# ---------------------------------------------------------------------------------------------------------


def balance(release: Release) -> Section:
    """Table 1 raw and weighted, love plots, overlap, effective sample size."""
    section = Section("balance", "Are the groups alike?")
    rows = s.balance_rows(release, door="arrest_diversion")
    if rows.empty or "smd" not in rows.columns:
        return section.add(
            para("The release holds no balance table, so whether the groups are alike can't be judged.")
        )
    section.add(
        para(
            "Means of the diverted, and of comparison trials before and after weighting. The standardised "
            "mean difference is in units of the standard deviation; the classes are those of the What "
            "Works Clearinghouse: satisfied, satisfied with adjustment, not satisfied."
        )
    )
    for design in w.order((s.primary_design(release), *w.DESIGNS), list(rows["comparison_design"])):
        key = "balance/primary" if design == s.primary_design(release) else ""
        section.add(heading(f.capital(f"against {w.label(w.DESIGNS, design)}"), key=key))
        fold = design != s.primary_design(release)
        section.add(_table_one(release, rows[rows["comparison_design"] == design], design, fold))
        section.add(figure(g.love_plot(release, design), floats=True))
    section.add(
        heading("Overlap", key="balance/overlap"),
        figure(
            g.propensity_overlap(release),
            "The release holds no distribution of the "
            "propensity; overlap is judged by the effective "
            "sample size and by the named positivity "
            "failures.",
            floats=True,  # else it stands above the figure before it where that has gone to the foot of its page
        ),
    )
    exact = s.exact_balance_sentence(release)
    section.add(_ess(release), para(exact) if exact else None)
    return section


def _folded(part: pd.DataFrame, covariate: object, levels: int, before: str, after: str) -> list[str]:
    """The many levels of a calendar covariate in one row: the widest differences."""
    widest = []
    for weighting in (before, after):
        here = part[part["weighting"] == weighting]
        smds = [derive("magnitude", c.cell(r, "smd")) for _, r in here.iterrows() if c.cell(r, "smd").shown]
        widest.append(f.decimal(derive("largest", *smds), 2) if smds else f.HIDDEN_WORD)
    name = f"{f.capital(w.covariate(covariate))}: the widest of {f.count(f.as_value(levels, 'cells of balance'))}"
    return [name, "", "", "", *widest, ""]


def _table_one(release: Release, rows: pd.DataFrame, design: str, fold: bool = False) -> Block | None:
    weightings = w.order(
        ("unadjusted", "unweighted", "raw", "none", "entropy_balance"), list(rows["weighting"])
    )
    before = weightings[0]
    after = "entropy_balance" if "entropy_balance" in weightings else weightings[-1]
    body, groups, seen = [], set(), None
    sizes = [
        (name, first_of(rows, before, m), first_of(rows, after, m))
        for name, m in (("Trials", "n_comparison"), ("Effective sample size", "ess_comparison"))
        if m in rows.columns
    ]
    for name, raw, weighted in sizes:
        lead = first_of(rows, before, "n_lead") if name == "Trials" else None
        body.append(
            [name, f.count(lead) if lead is not None else "", f.count(raw), f.count(weighted), "", "", ""]
        )
    ordered = sorted(dict.fromkeys(rows["covariate"]), key=w.covariate_rank)
    for covariate in ordered:
        part = rows[rows["covariate"] == covariate]
        levels = list(dict.fromkeys(part["level"])) if "level" in part.columns else [None]
        if fold and covariate in w.CALENDAR and len(levels) > 4:
            body.append(_folded(part, covariate, len(levels), before, after))
            continue
        for level in levels:
            at = {
                r["weighting"]: r
                for _, r in part.iterrows()
                if r.get("level") == level or (level is None and r.get("level") is None)
            }
            first = at.get(before, next(iter(at.values())))
            last = at.get(after, first)
            share = level is not None

            def show(row: pd.Series, name: str, as_share: bool = share) -> str:
                value = c.cell(row, name)
                if as_share and (not value.shown or 0 <= float(value) <= 1):
                    return f.percent(value, decimals=0)
                return f.decimal(value, 2 if value.shown and abs(float(value)) < 10 else 1)

            if share and seen != covariate:
                groups.add(len(body))
                body.append([f.capital(w.covariate(covariate)), *[""] * 6])
            seen = covariate
            label = f.capital(w.level(level)) if share else f.capital(w.covariate(covariate))
            body.append(
                [
                    label,
                    show(first, "mean_lead"),
                    show(first, "mean_comparison"),
                    show(last, "mean_comparison"),
                    f.signed(c.cell(first, "smd")),
                    f.signed(c.cell(last, "smd")),
                    _wwc(last),
                ]
            )
    if not body:
        return None
    header, body, widths, align, same = c.said_once(
        ["Covariate", "Diverted", "Comparison, raw", "Comparison, weighted", "SMD raw", "SMD weighted", "WWC class"],
        body,
        ["1.8", "auto", "0.8", "0.8", "auto", "0.7", "0.9"],
        "lrrrrrl",
        {6},
        groups,
    )
    return table(
        header,
        body,
        f"Baseline of the diverted and of {w.label(w.DESIGNS, design)}",
        align=align,
        groups=groups,
        small=True,
        widths=widths,
        notes=c.note_for(release, body, same),
    )


def first_of(rows: pd.DataFrame, weighting: str, measure: str) -> Value:
    """A size that is the same on every row of one weighting."""
    part = rows[rows["weighting"] == weighting]
    shown = [c.cell(r, measure) for _, r in part.iterrows()]
    return next((v for v in shown if v.shown), shown[0] if shown else c.NONE)


def _wwc(row: pd.Series) -> str:
    code = row.get("wwc_class")
    return "" if code is None else w.label(w.WWC, code)


def _ess(release: Release) -> Block | None:
    rows = s.effect_rows(
        release,
        outcome=s.primary_outcome(release),
        horizon_days=s.primary_horizon(release),
        population="intention_to_divert",
        door="arrest_diversion",
    )
    body = []
    for (design, estimator), part in _groups(rows, ["comparison_design", "estimator"]) if len(rows) else []:
        row = part.iloc[0]
        if c.cell(row, "ess_comparison").shown:
            body.append(
                [
                    f.capital(w.label(w.DESIGN_SHORT, design)),
                    w.label(w.ESTIMATORS, estimator),
                    *[f.count(c.cell(row, m)) for m in ("n_lead", "n_comparison", "ess_comparison")],
                ]
            )
    if not body:
        return None
    header, body, widths, align, same = c.said_once(
        ["Comparison", "Weighting", "Diverted", "Comparison", "Effective"], body, ["1", "1.2", "auto", "auto", "auto"], "llrrr", {2}
    )
    return table(
        header,
        body,
        "Trials and effective sample size of the comparison",
        align=align,
        widths=widths,
        small=True,
        notes=same,
    )


# -- results
# ------------------------------------------------------------------------------------------------------------


def results(release: Release) -> Section:
    """Primary result, curves, all outcomes by all horizons."""
    section = Section("results", "Results")
    e = s.effect(release)
    section.add(heading("Primary", key="results/primary"), para(funder.finding(release)))
    section.add(para(s.design_caveat(e)) if s.has_lead(release) else None)
    # all of them float: tables fill the pages that one figure after another would leave half empty
    section.add(figure(g.incidence(release), "No curve of cumulative incidence is published.", floats=True))
    section.add(figure(g.forest_outcomes(release), floats=True), figure(g.forest_horizons(release), floats=True))
    if s.primary_outcome(release) != "any_arrest":
        section.add(figure(g.incidence(release, "any_arrest"), floats=True))
    section.add(heading("Number of arrests", key="results/counts"), *_counts(release))
    section.add(figure(g.mean_cumulative(release), floats=s.has_lead(release)))
    section.add(heading("All outcomes by all horizons", key="results/rates"), *_rates(release))
    section.add(heading("Adjusted differences, all outcomes by all horizons", key="results/effects"), *_effects(release))
    section.add(heading("By estimator", key="results/estimators"), *_estimators(release))
    return section


_LONG_MEASURES = ("rate_ratio", "hazard_ratio", "restricted_mean_difference")


def _counts(release: Release) -> list[Block | None]:
    rows = release.wide("effects", door="arrest_diversion")
    if "effect_measure" not in rows.columns:
        return [para("No difference in the number of arrests is published.")]
    out: list[Block | None] = []
    counts = rows[
        (rows["effect_measure"] == "mean_count_difference") & (rows["population"] == "intention_to_divert")
    ]
    out += _grids(
        release,
        [
            (f"against {w.label(w.DESIGNS, design)} ({w.label(w.ESTIMATORS, estimator)})", part)
            for (design, estimator), part in (_groups(counts, ["comparison_design", "estimator"]) if len(counts) else [])
        ],
        f"Difference of mean arrests per {f.of_100()} people",
        "Arrests for",
    )
    out += _rates_and_times(release, rows[rows["effect_measure"].isin(_LONG_MEASURES)])
    return out or [para("No difference in the number of arrests is published.")]


def _rates_and_times(release: Release, rows: pd.DataFrame) -> list[Block | None]:
    """Ratios of rates and hazards and days free of re-arrest, horizons across; what is withheld at all of them in words."""
    if not len(rows):
        return []
    horizons = sorted({int(h) for h in rows["horizon_days"]})
    body, withheld, heads, seen = [], 0, set(), None
    for (measure, estimator, outcome, design), part in _groups(
        rows, ["effect_measure", "estimator", "outcome", "comparison_design"]
    ):
        by_horizon = {int(r["horizon_days"]): r for _, r in part.iterrows()}
        estimates = {h: c.cell(r, "estimate") for h, r in by_horizon.items()}
        if not any(v.shown for v in estimates.values()):
            withheld += 1
            continue
        if seen != (measure, estimator):
            seen = (measure, estimator)
            heads.add(len(body))
            measured = w.label(w.MEASURES, measure)
            how = w.label(w.ESTIMATORS, estimator).removesuffix(f" {measured}")
            body.append([f"{f.capital(measured)} ({how})", *[""] * (1 + len(horizons))])
        body.append(
            [
                f.capital(w.label(w.OUTCOMES, outcome)),
                w.label(w.DESIGN_SHORT, design),
                *(
                    f.ratio_interval(
                        *(c.cell(by_horizon[h], m) for m in ("estimate", "ci_lower", "ci_upper")),
                        decimals=0 if measure == "restricted_mean_difference" else 2,
                    )
                    if h in by_horizon
                    else ""
                    for h in horizons
                ),
            ]
        )
    out: list[Block | None] = []
    rest = ""
    if withheld:
        rest = f"{f.capital(f.number_word(withheld))} more {'is' if withheld == 1 else 'are'} hidden or withheld at every horizon. "
    if body:
        out.append(
            table(
                ["Re-arrested for", "Comparison", *(f.capital(f.horizon(h)) for h in horizons)],
                body,
                f"Rates and times ({f.level()} interval)",
                align="ll" + "r" * len(horizons),
                small=True,
                groups=heads,
                widths=["1", "1.3", *["auto"] * len(horizons)],
                notes=rest + c.note_for(release, body),
            )
        )
    elif withheld:
        out.append(para("Rates and times are hidden or withheld at every horizon."))
    return out


def _pivot(
    release: Release,
    rows: pd.DataFrame,
    caption: str,
    one: Callable[[Value, Value, Value], str],
    corner: str,
    notes: str = "",
) -> Block:
    """Outcomes down, horizons across."""
    return _grid(release, rows, caption, one, corner, _ESTIMATE, notes)


def _grid(
    release: Release,
    rows: pd.DataFrame,
    caption: str,
    one: Callable[[Value, Value, Value], str],
    corner: str,
    measures: tuple[str, str, str],
    notes: str = "",
) -> Block:
    """Outcomes down, horizons across; outcomes with nothing to show stand in the note, a grid of them in words."""
    horizons = sorted({int(h) for h in rows["horizon_days"]})
    body, empty = _grid_rows(rows, horizons, one, measures)
    if not body:
        return para(f"{f.capital(caption)}: hidden or withheld for every kind of arrest at every horizon.")
    if empty:
        notes = f"{notes} Hidden or withheld at every horizon: {f.listed(empty)}.".strip()
    return table(
        [corner, *[f.capital(f.horizon(h)) for h in horizons]],
        body,
        caption,
        small=True,
        notes=(notes + " " + c.note_for(release, body)).strip(),
    )


_ESTIMATE = ("estimate", "ci_lower", "ci_upper")
_FEW_ROWS = 5  # grids that hold fewer rows than this on average stand in one table


def _grid_rows(
    rows: pd.DataFrame, horizons: list[int], one: Callable[[Value, Value, Value], str], measures: tuple[str, str, str]
) -> tuple[list[list[str]], list[str]]:
    """The rows of a grid, and the names of the outcomes of which no horizon is shown."""
    first = rows.drop_duplicates(["outcome", "horizon_days"])
    at = {(row["outcome"], int(row["horizon_days"])): row for row in first.to_dict("records")}
    body, empty = [], []
    for outcome in w.order(w.OUTCOME_ORDER, list(rows["outcome"])):
        cells, shown = [], False
        for h in horizons:
            values = [c.cell(at[outcome, h], m) for m in measures] if (outcome, h) in at else []
            shown = shown or bool(values and values[0].shown)
            cells.append(one(*values) if values else "")
        name = w.label(w.OUTCOMES, outcome)
        if shown:
            body.append([f.capital(name), *cells])
        else:
            empty.append(name[:1].lower() + name[1:])
    return body, empty


def _grids(release: Release, parts: list[tuple[str, pd.DataFrame]], caption: str, corner: str) -> list[Block | None]:
    """Differences of each part, outcomes down and horizons across: a table a part, or one for all where they are short.

    parts: (what the part is set against, its rows of ``effects``).
    """
    horizons = sorted({int(h) for _, part in parts for h in part["horizon_days"]})
    filled = [(label, part, _grid_rows(part, horizons, f.points_interval, _ESTIMATE)[0]) for label, part in parts]
    bodies = [(label, body) for label, _, body in filled if body]
    out: list[Block | None] = []
    if len(bodies) < 2 or sum(len(body) for _, body in bodies) >= _FEW_ROWS * len(bodies):
        out += [_pivot(release, part, f"{caption}, {label}", f.points_interval, corner) for label, part, body in filled if body]
    else:
        out.append(_one_grid(release, bodies, horizons, caption, corner))
    empty = [label for label, _, body in filled if not body]
    if empty:
        out.append(para(f"{f.capital(caption)} {f.listed(empty)}: hidden or withheld for every kind of arrest at every horizon."))
    return out


def _one_grid(
    release: Release, bodies: list[tuple[str, list[list[str]]]], horizons: list[int], caption: str, corner: str
) -> Block:
    """Short grids as one table, each below a heading of what it is set against."""
    lines: list[list[str]] = []
    heads: set[int] = set()
    for label, body in bodies:
        heads.add(len(lines))
        lines += [[f.capital(label), *[""] * len(horizons)], *body]
    return table(
        [corner, *[f.capital(f.horizon(h)) for h in horizons]],
        lines,
        caption,
        small=True,
        groups=heads,
        notes="Kinds of arrest that are not listed are hidden or withheld at every horizon, or not estimated that way. "
        + c.note_for(release, lines),
    )


def _rates(release: Release) -> list[Block | None]:
    out: list[Block | None] = []
    rows = release.wide("rearrest_rates")
    if rows.empty:
        return [para("The release holds no rates.")]
    for (arm, door, design), part in _groups(rows, ["arm", "door", "comparison_design"]):
        main = part[
            (part["outcome"] == s.primary_outcome(release))
            & (part["horizon_days"] == s.primary_horizon(release))
        ]
        size = ""
        if len(main):
            trials, people, observed = (c.cell(main.iloc[0], m) for m in ("n_trials", "n_people", "n_observed"))
            size = f"{f.count(trials)} trials" if trials.shown else "A hidden number of trials"
            size += f" of {f.count(people)} people" if people.shown else ""
            size += f"; {f.count(observed)} observed for {f.horizon(s.primary_horizon(release))}. " if observed.shown else ". "
        out.append(
            _grid(
                release,
                part,
                f"Crude share re-arrested: {_who(arm, door, design)}",
                f.percent_interval,
                "Re-arrested for",
                ("rate", "rate_lower", "rate_upper"),
                size.strip(),
            )
        )
    return out


def _many_tests(rows: pd.DataFrame) -> Block | None:
    """How many of the differences beside the primary one stand out once their number is taken into account."""
    if "test_family" not in rows.columns:
        return None
    parts = []
    for family, words in (
        ("declared", "the primary outcome at other horizons (declared; Holm)"),
        ("exploratory", "other outcomes, horizons and comparisons (exploratory; Benjamini–Hochberg)"),
    ):
        values = [c.cell(r, "p_value_adjusted") for _, r in rows[rows["test_family"] == family].iterrows()]
        known = [float(v) for v in values if v.shown]
        if known:
            low = sum(p < float(LEVEL) for p in known)
            many = f"{f.number_word(low) if low else 'none'} of {f.number_word(len(known))}"
            alone = "the one" if low else "not the one"
            parts.append(f"{alone if len(known) == 1 else many} on {words}")
    if not parts:
        return None
    return para(
        "The primary difference is the one test of the plan. Of the others, adjusted for their number, these lie below "
        f"{f.decimal(LEVEL, 2)}: {f.listed(parts)}."
    )


def _effects(release: Release) -> list[Block | None]:
    rows = s.effect_rows(
        release, estimator="entropy_balance", population="intention_to_divert", door="arrest_diversion"
    )
    if rows.empty:
        return [para("No adjusted difference is published.")]
    out = _grids(
        release,
        [(f"against {w.label(w.DESIGNS, design)}", part) for (design,), part in _groups(rows, ["comparison_design"])],
        f"Adjusted difference per {f.of_100()} people",
        "Re-arrested for",
    )
    ratios = s.effect_rows(
        release,
        measure="risk_ratio",
        estimator="entropy_balance",
        population="intention_to_divert",
        door="arrest_diversion",
        comparison_design=s.primary_design(release),
    )
    if len(ratios) and "effect_measure" in ratios.columns:
        out.append(
            _pivot(
                release,
                ratios,
                f"Adjusted ratio of risks, against {w.label(w.DESIGNS, s.primary_design(release))}",
                f.ratio_interval,
                "Re-arrested for",
            )
        )
    out.append(_many_tests(rows))
    reasons = [s.reason_words(str(r)) for r in rows.get("withheld_reason", []) if r]
    if reasons:
        out.append(para(f"Estimates are withheld where {f.listed(list(dict.fromkeys(reasons)), 'or')}."))
    return out


def _estimators(release: Release) -> list[Block | None]:
    rows = s.effect_rows(
        release,
        outcome=s.primary_outcome(release),
        horizon_days=s.primary_horizon(release),
        door="arrest_diversion",
    )
    if rows.empty:
        return [para("No estimate is published.")]
    lines = []
    for (design, population, estimator), part in _groups(
        rows, ["comparison_design", "population", "estimator"]
    ):
        row = part.iloc[0]
        name, whom = w.label(w.ESTIMATORS, estimator), w.label(w.POPULATIONS, population)
        cells = [
            f.capital(name),
            whom,
            f.points_interval(*(c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper"))),
            f.p_value(c.cell(row, "p_value")) if c.cell(row, "estimate").shown else "",
            {True: "passed", False: "not passed"}.get(_truth(row.get("diagnostics_passed")), ""),
        ]
        said = name if population == "intention_to_divert" else f"{name}, {whom}"
        lines.append((design, said, cells, c.cell(row, "estimate")))
    body, heads, unseen = _by_design(lines)
    if not body:
        return unseen
    header, body, widths, align, same = c.said_once(
        ["Estimator", "Population", f"Per {f.of_100()} ({f.level()} interval)", "p", "Diagnostics"],
        body,
        ["1.3", "1.2", "auto", "auto", "auto"],
        "llrrl",
        {4},
        heads,
    )
    return [
        table(
            header,
            body,
            f"Re-arrest {w.label(w.OUTCOME_CLAUSE, s.primary_outcome(release))} within "
            f"{f.horizon(s.primary_horizon(release))} by estimator",
            align=align,
            small=True,
            groups=heads,
            widths=widths,
            notes=c.note_for(release, body, same),
        ),
        *unseen,
    ]


def _by_design(lines: list[tuple[object, str, list[str], Value]]) -> tuple[list[list[str]], set[int], list[Block | None]]:
    """Rows under a heading for each comparison; those of which nothing is shown are a sentence, not rows of "hidden".

    ``lines``: (design, the row's name within a sentence, cells, the number that the row is about). Returns the table's rows, which
    of them are headings, and the sentences.
    """
    body: list[list[str]] = []
    heads: set[int] = set()
    unseen: list[Block | None] = []
    for design in dict.fromkeys(design for design, *_ in lines):
        mine = [rest for at, *rest in lines if at == design]
        against = f.capital(f"against {w.label(w.DESIGNS, design)}")
        if not any(value.shown for *_, value in mine):
            n = len(mine)
            said = "the one analysis is" if n == 1 else f"all {f.number_word(n)} analyses are"
            unseen.append(para(f"{against}: {said} hidden or withheld."))
            continue
        heads.add(len(body))
        body += [[against, *[""] * (len(mine[0][1]) - 1)], *(cells for _, cells, value in mine if value.shown)]
        rest: dict[str, list[str]] = {}
        for name, _, value in mine:
            if not value.shown:
                rest.setdefault(f.hidden_word(value), []).append(name)
        if rest:
            unseen.append(para(f"{against}, {'; '.join(f'{why}: {_semicolons(names)}' for why, names in rest.items())}."))
    return body, heads, unseen


def _semicolons(names: list[str]) -> str:
    """A list whose items may hold commas."""
    return f.listed(names) if not any(", " in x for x in names) else "; ".join(names)


def estimators(release: Release) -> Section:
    """The primary outcome by every estimator, population and comparison."""
    return Section("estimators", "By estimator", [b for b in _estimators(release) if b])


def _truth(value: object) -> bool | None:
    if value is None:
        return None
    return value if isinstance(value, bool) else str(value).lower() in ("true", "1", "1.0")


# -- groups, sensitivity
# ------------------------------------------------------------------------------------------------


def _floating(blocks: list[Block]) -> list[Block]:
    """Blocks whose figures may stand at the foot of the page: a long table fills the page that they would leave half empty."""
    return [
        {**b, "float": True} if b["t"] == "figure" else {**b, "body": _floating(b["body"])} if b["t"] == "marked" else b
        for b in blocks
    ]


def groups(release: Release) -> Section:
    """Effects by group, raw and partially pooled."""
    inner = funder.for_whom(release)
    rows = s.equity_rows(release)
    # where no group is shown the funder's sentences say so
    if not _group_shown(release):
        return Section("groups", "Effects by group", [*inner.blocks], part=PARTS[1])
    section = Section("groups", "Effects by group")
    body = []
    for group_by in w.order(tuple(w.GROUP_BY), list(rows["group_by"])):
        for _, row in rows[rows["group_by"] == group_by].iterrows():
            body.append(
                [
                    f.capital(w.label(w.GROUP_BY, group_by)),
                    f.named(row["group"]),
                    f.points_interval(*(c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper"))),
                    f.p_value(c.cell(row, "interaction_p")),
                    f.percent(c.cell(row, "minimum_detectable"), decimals=0),
                    f.named(f.code_words(row.get("note") or "")),
                ]
            )
    # the table before the figure: it fills the page that the figure would leave half empty
    section.add(
        inner.blocks[0],
        table(
            ["By", "Group", f"Per {f.of_100()} ({f.level()} interval)", "p of the interaction", "Could be told apart",
             "Note"],
            body,
            "Adjusted difference by group, with the test of whether groups differ, and the least that could have shown",
            align="llrrrl",
            small=True,
            widths=["0.6", "1.1", "auto", "0.8", "0.7", "1"],
            notes=c.note_for(release, body),
        ),
        *inner.blocks[1:],
    )
    return section


def _group_shown(release: Release) -> bool:
    return any(c.cell(row, "estimate").shown for _, row in s.equity_rows(release).iterrows())


def sensitivity(release: Release) -> Section:
    """Specification curve, all sensitivity analyses, bounds, controls, E-values."""
    # the middle of the report: parts begin a page, so that they are set at the same time; where there are but some lines on groups,
    # the second part begins with them
    section = Section("sensitivity", "Sensitivity", part=PARTS[1] if _group_shown(release) else "")
    e = s.effect(release)
    specs = s.specifications(release, e.outcome, e.horizon_days)
    if not specs:
        return section.add(
            para("The release holds no sensitivity analyses. The primary estimate stands alone.")
        )
    section.add(para(funder._overturn(release, e)), figure(g.specification_curve(release), floats=True))
    lines = []
    for spec in specs:
        row = spec.row
        values = [c.cell(row, m) for m in ("e_value", "e_value_ci")]
        e_value, of_limit = ("" if v.status in (ABSENT, NOT_ESTIMABLE) else f.decimal(v, 2) for v in values)
        cells = [
            f.capital(_analysis(spec)),
            f.points_interval(*(c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper"))),
            f"{e_value} ({of_limit})" if of_limit and values[0].shown else e_value,
        ]
        lines.append((spec.design, _analysis(spec), cells, c.cell(row, "estimate")))
    body, heads, unseen = _by_design(lines)
    section.add(
        table(
            ["Analysis", f"Per {f.of_100()} ({f.level()} interval)", "E-value (of the limit)"],
            body,
            "All analyses of the primary outcome; by entropy balancing where no other estimator is named",
            align="lrr",
            small=True,
            groups=heads,
            notes=c.note_for(release, body, "An empty cell: no E-value is computed of that analysis." if c.has_empty(body) else ""),
        )
        if body
        else None,
        *unseen,
    )
    shuffled = _test_row(release, e, "randomisation")
    if shuffled is not None and c.cell(shuffled, "estimate").shown:
        section.add(
            para(
                "Randomisation inference, which holds in any sample size, shuffles the groups among people within bands of"
                f" their propensity: the difference within the bands, {f.signed_per_100(c.cell(shuffled, 'estimate'))} per"
                f" {f.of_100()}, has {f.p_words(c.cell(shuffled, 'p_value'))}."
            )
        )
    section.add(*funder.bounds(release))
    section.add(*funder._controls(release))
    section.add(*other_doors(release))
    return section


def _analysis(spec: s.Specification) -> str:
    """An analysis by its name, with the estimator where that is neither the main one nor the name itself."""
    name, estimator = w.label(w.ANALYSES, spec.analysis), w.label(w.ESTIMATORS, spec.estimator)
    # "Aalen–Johansen over all trials" and "difference in differences, all eligible events" name theirs
    told = spec.estimator in MAIN or name.startswith(estimator.partition(",")[0])
    return name if told else f"{name} ({estimator})"


def other_doors(release: Release) -> list[Block]:
    """Exploratory contrasts of the doors without an arrest at time zero, apart from everything else."""
    rows = s.sensitivity_rows(release, analysis="risk_set_trials")
    if rows.empty:
        return []
    body = []
    for _, row in rows.sort_values(["door", "estimator"], ascending=[False, True]).iterrows():
        estimate = c.cell(row, "estimate")
        shown = estimate.shown
        why = s.why_hidden(estimate, row.get("withheld_reason"), s.min_cell(release))
        body.append(
            [
                f.capital(w.label(w.DOORS, row["door"])),
                "sets as they are" if row["estimator"] == "unadjusted" else w.label(w.ESTIMATORS, row["estimator"]),
                f.count(c.cell(row, "n_lead")),
                f.count(c.cell(row, "n_comparison")),
                f.points_interval(*(c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper"))) if shown else why,
            ]
        )
    return [
        heading("Other doors, exploratory"),
        para(
            "A social contact or community referral has no arrest at time zero. Pooled with arrests it would show an effect"
            " where there is none, so it is never pooled and no part of the answer. Beside each person contacted who had an"
            " eligible arrest in the lookback stand people of the same district who were last arrested equally long ago and"
            " not referred by that day; all are followed from that day on. Whom the programme met in the street, and why, the"
            " records do not say: these rows describe."
        ),
        table(
            ["Door", "Estimator", "Contacted", "Same risk set", f"Per {f.of_100()} ({f.level()} interval)"],
            body,
            "Re-arrest of people referred without an arrest, against their risk sets",
            align="llrrr",
            small=True,
            widths=["1.1", "1", "auto", "auto", "1.4"],
            notes=c.note_for(release, body),
        ),
    ]


def engagement(release: Release) -> Section:
    """Doors, funnel, and the per-protocol populations."""
    section = Section("engagement", "Access and engagement")
    inner = funder.reached(release, delivered=False)
    section.add(*[b for b in inner.blocks if not (b["t"] == "figure" and b["figure"].key == "arrest_volume")])
    section.add(heading("Every stage by group"), *funnel_by_group(release).blocks)
    section.add(heading("Differences in access"), *access.access(release).blocks)
    section.add(*access.course(release))
    before_after = access.before_after(release)
    if before_after:
        section.add(heading("Enforcement"), *before_after)
    section.add(heading("Grant measures"), *access.grants(release).blocks)
    return section


def funnel_by_group(release: Release) -> Section:
    """Every stage of the funnel by group: counts, and the share of the stage before."""
    section = Section("funnel", "The funnel by group")
    rows = release.wide("engagement_funnel")
    if rows.empty or "group_by" not in rows.columns:
        return section.add(para("The release holds no funnel."))
    stages = [st for st in w.STAGE_ORDER if st in set(rows["stage"])]
    for group_by in w.order(
        tuple(w.GROUP_BY), [x for x in rows["group_by"] if x is not None and str(x) not in w.TOTALS]
    ):
        # without referrals nobody came by a door
        if group_by in s.unrecorded(rows) or (group_by == "door" and stages == ["eligible"]):
            continue
        part = rows[rows["group_by"] == group_by]
        body = []
        for group in sorted({str(x) for x in part["group"]}, key=lambda x: (x == "unknown", x)):
            cells = []
            for stage in stages:
                here = part[(part["group"] == group) & (part["stage"] == stage)]
                if not len(here):
                    cells.append("")
                    continue
                row = here.iloc[0]
                text = f.count(c.cell(row, "n"))
                if stage != stages[0] and c.cell(row, "share_of_previous").shown:
                    text += f" ({f.percent(c.cell(row, 'share_of_previous'), decimals=0)})"
                cells.append(text)
            body.append([f.capital(_group_name(group_by, group)), *cells])
        head = [f.capital(w.label(w.GROUP_BY, group_by)), *[f.capital(w.STAGES[x]) for x in stages]]
        head, body, unseen = c.shown_columns(head, body)
        section.add(
            table(
                head,
                body,
                f"Stages by {w.label(w.GROUP_BY, group_by)}: events, and the share of the stage before",
                small=True,
                notes=c.note_for(release, body, unseen),
            )
        )
    return section


def _group_name(group_by: object, group: object) -> str:
    return w.label(w.DOORS, group) if group_by == "door" else f.named(f.code_words(str(group)))


def costs(release: Release) -> Section:
    """Items, bases, balance, tornado."""
    inner = funder.money(release)
    section = Section("costs", "Costs").add(*_floating(inner.blocks))
    others: list[Block | None] = mo.assumptions(release)
    horizons = sorted({int(h) for h in release.wide("cost_avoidance").get("horizon_days", [])})
    main = s.cost_horizon(release)
    # the main table stands above; other bases are given at its horizon alone
    extra = _items_across(release, [h for h in horizons if h != main])
    for basis in ("step_fixed", "average"):
        rows = s.cost_rows(release, main, basis)
        if rows.empty:
            continue
        caption = f"Items over {f.horizon(main)}, {w.basis_costs(basis)}"
        if not _any_item(rows):
            extra.append(para(f"{caption}: all are hidden or withheld."))
            continue
        body = [
            [
                *_named_item(row),
                f.signed(c.cell(row, "units_avoided_per_person"), 2),
                f.dollars(c.cell(row, "unit_cost_usd")),
                f.dollars_interval(*(c.cell(row, m) for m in _SPARED)),
            ]
            for row in _in_order(rows)
        ]
        extra.append(
            table(
                ["Item", "Payer", "Units spared", "Unit cost", f"Dollars a person ({f.level()} interval)"],
                body,
                caption,
                align="llrrr",
                widths=["1.4", "1", "auto", "auto", "auto"],
                small=True,
                notes=c.note_for(release, body),
            )
        )
    if extra:
        others += [heading("Other horizons and bases"), *extra]
    if others:
        section.add(marked(c.ILLUSTRATIVE, *others) if release.costs_illustrative else None)
        if not release.costs_illustrative:
            section.add(*others)
    return section


_SPARED = ("avoided_per_person_usd", "ci_lower", "ci_upper")
_BESIDE = 2  # horizons in one table of items


def _any_item(rows: pd.DataFrame) -> bool:
    measures = ("units_avoided_per_person", "avoided_per_person_usd")
    return any(c.cell(row, m).shown for _, row in rows.iterrows() for m in measures)


def _in_order(rows: pd.DataFrame) -> list[dict]:
    """Rows of items in the house order."""
    at = {item: i for i, item in enumerate(w.order(w.ITEM_ORDER, list(rows["item"])))}
    return sorted(rows.to_dict("records"), key=lambda row: at[row["item"]])


def _named_item(row: dict) -> list[str]:
    return [f.capital(w.label(w.ITEMS, row["item"])), f.capital(w.label(w.PAYERS, row["payer"]))]


def _items_across(release: Release, horizons: list[int]) -> list[Block | None]:
    """Items at marginal costs over the other horizons, some of them beside each other; their unit costs stand in the main table."""
    by_horizon = {h: s.cost_rows(release, h, "marginal") for h in horizons}
    out: list[Block | None] = [
        para(f"Items over {f.horizon(h)}, {w.basis_costs('marginal')}: all are hidden or withheld.")
        for h, rows in by_horizon.items()
        if len(rows) and not _any_item(rows)
    ]
    shown = [h for h, rows in by_horizon.items() if len(rows) and _any_item(rows)]
    for few in (shown[i : i + _BESIDE] for i in range(0, len(shown), _BESIDE)):
        at = {(row["item"], row["payer"], h): row for h in few for row in by_horizon[h].to_dict("records")}
        body = []
        for row in _in_order(pd.concat([by_horizon[h] for h in few]).drop_duplicates(["item", "payer"])):
            cells = _named_item(row)
            for h in few:
                here = at.get((row["item"], row["payer"], h), {})
                cells += [
                    f.signed(c.cell(here, "units_avoided_per_person"), 2) if here else "",
                    f.dollars_interval(*(c.cell(here, m) for m in _SPARED)) if here else "",
                ]
            body.append(cells)
        over = [x for h in few for x in (f"{f.capital(f.horizon(h))}: units", "dollars a person")]
        out.append(
            table(
                ["Item", "Payer", *over],
                body,
                f"Items over {f.listed([f.horizon(h) for h in few])}: units and dollars spared a person"
                f" ({f.level()} interval), {w.basis_costs('marginal')}, at the unit costs above",
                align="ll" + "rr" * len(few),
                widths=["1.4", "0.8", *["auto", "auto"] * len(few)],
                small=True,
                notes=c.note_for(release, body),
            )
        )
    return out


# -- plan, checklists, lineage
# --------------------------------------------------------------------------------------------


def plan(release: Release) -> Section:
    """The analysis plan, as far as it is on record, and deviations from it."""
    digest = release.setting("plan_sha256")
    about = (
        (f" (fingerprint of its text: {_breakable(f.named(digest))})" if digest else "")
        + ". It names the primary outcome, horizon, comparison and estimator, the covariates, the subgroups and the looks."
    )
    return Section("plan", "Analysis plan and deviations", c.plan_blocks(release, about))


def appendix(release: Release) -> Section:
    """Reporting checklists: item, page, value, and whether a machine or a person answers it."""
    section = Section("checklists", "Reporting checklists", part=PARTS[2])
    section.add(
        para(
            "Items are in our own words and numbered as we read the guidelines. “auto”: answered from the data, on the page named. "
            "“human”: a "
            "judgement or a fact that only people hold, left to the evaluator and never marked as met. "
            "“not reported”: the data that would answer it are not in this release."
        )
    )
    for name, title in ck.GUIDELINES.items():
        found = ck.checklist_table(release, name, title)
        # the economic one prints amounts, where there are costs
        prints_amounts = name == "cheers" and found["t"] == "table"
        section.add(marked(c.ILLUSTRATIVE, found) if prints_amounts and release.costs_illustrative else found)
    return section


def _lineage_flow(release: Release) -> Block | None:
    """Counts from the raw files to this page."""
    ledger = c.ledger_rows(release)
    if ledger.empty or "rows_read" not in ledger.columns:
        return None

    def total(column: str) -> Value:
        return derive("sum", *[_as(v) for v in ledger[column]]) if column in ledger.columns else c.NONE

    read, loaded = total("rows_read"), total("rows_loaded")
    steps = [(f"{f.count(read)} rows read, {f.number_word(len(ledger))} extracts", "")]
    kept_out = derive("minus", read, loaded)
    steps.append(
        (
            f"Private store: {f.count(loaded)} rows loaded"
            if loaded.shown
            else "Private store: how many rows were loaded is hidden",
            f"quarantined, repeated or withdrawn: {f.count(kept_out)}",
        )
    )
    trials = [
        c.value(
            release,
            "rearrest_rates",
            "n_trials",
            outcome=s.primary_outcome(release),
            horizon_days=s.primary_horizon(release),
            **dims,
        )
        for dims in (
            {"arm": "lead", "door": "arrest_diversion"},
            {"arm": "comparison", "comparison_design": s.primary_design(release)},
        )
    ]
    steps.append(
        (f"Cohorts: {f.count(trials[0])} diverted trials, {f.count(trials[1])} of the primary comparison", "")
    )
    contrasts = len(release.wide("effects")) + len(release.wide("sensitivity"))
    steps.append((f"Estimates: {f.count(f.as_value(contrasts))} contrasts", ""))
    statuses = [x for n in release.tables for x in release.table(n).get("value_status", [])]
    shown = sum(1 for x in statuses if x == "shown")
    steps.append(
        (
            f"Release: {f.count(f.as_value(shown))} numbers shown",
            f"hidden, withheld or not estimable: {f.count(f.as_value(len(statuses) - shown))}",
        )
    )
    said = "; ".join(f"{a}" + (f" ({b})" if b else "") for a, b in steps)
    return flow(
        [
            {
                "title": _runs("From the raw files to this page"),
                "steps": [{"text": _runs(a), "out": _runs(b) if b else []} for a, b in steps],
            }
        ],
        "Data lineage; at the left what was kept out.",
        f"Data lineage. {said}.",
    )


def lineage(release: Release) -> Section:
    """From raw files to this page, and the run manifest."""
    section = Section("lineage", "Data lineage and run manifest")
    section.add(
        para(
            "Raw extracts are loaded row by row into a private store; models build cohorts, outcomes and "
            "estimates; "
            "the disclosure control writes a release; this report reads the release alone."
        ),
        _lineage_flow(release),
        para(
            "The file manifest.json beside this release names each input file with the hash of its content and its rows, and the settings, "
            "versions and seed of the run; the settings that came with the release stand below, but for the limits told under"
            " “Checks that decide”.",
            leads=False,
        ),
    )
    rows = release.table("run_manifest")
    if len(rows) and "key" in rows.columns:
        value = (
            "value"
            if "value" in rows.columns and rows["value"].dtype == object
            else next((x for x in ("value_text", "text", "value") if x in rows.columns), None)
        )
        if value is not None:
            body = [
                [_breakable(f.named(k)), _breakable(f.named(v))]
                for k, v in zip(rows["key"], rows[value])
                if v is not None and len(str(v)) <= 200
            ]
            section.add(
                table(["Key", "Value"], body, "Run manifest", align="ll", widths=["1", "1.6"], small=True)
            )
    told = {f"threshold_{key}" for key in c.THRESHOLDS}
    manifest = [
        [_breakable(f.named(k)), _breakable(f.named(_manifest_words(v)))]
        for k, v in sorted(release.manifest.items())
        if len(v) <= 400 and not k.startswith(_VERSION) and k not in told
    ]
    versions = [f"{k.removeprefix(_VERSION)} {v}" for k, v in sorted(release.manifest.items()) if k.startswith(_VERSION)]
    if versions:
        manifest.append(["versions", f.named("; ".join(versions))])
    section.add(
        table(
            ["Key", "Value"],
            manifest,
            "Release manifest: the settings this release was made with",
            align="ll",
            widths=["1", "1.6"],
            small=True,
        )
    )
    return section


def glossary(release: Release) -> Section:
    """The terms of both reports and those of this one alone."""
    entries = [
        *funder.glossary_terms(release),
        ("Trial", "One arrest or referral, seen as the start of a trial of its own. A person may have several; intervals allow for it."),
        (
            "Effective sample size",
            "How many trials of equal weight would tell as much as the weighted ones: the more uneven the weights, the fewer.",
        ),
        ("Standardised mean difference", "How far two groups lie apart on what was recorded, in units of its spread."),
        (
            "Preference score",
            "The propensity with the groups' sizes taken out: at one half a trial is as likely to be found in one group as in the other.",
        ),
        (
            "Smallest difference",
            "The difference that data of this size would find with the chance that is given beside it, if there were such a difference.",
        ),
        (
            "Negative control",
            "An outcome that diversion can't have changed because it lies before it. A difference there says that the groups are"
            " not alike.",
        ),
        (
            "E-value",
            "By what factor something not on record would have to be linked with both diversion and re-arrest, beyond all that was"
            " balanced, to explain a difference away.",
        ),
        ("Not estimable", "These data do not determine the figure, however many people stand behind it."),
    ]
    if c.has_extract(release, "deaths") is not False:
        entries.append(
            ("Competing event", "A death: who died can no longer be re-arrested, which is not the same as being lost from sight.")
        )
    return Section("glossary", "Glossary").add(terms(sorted(entries, key=lambda entry: f.plain(entry[0]).lower())))


_VERSION = "version_"


def _manifest_words(value: str) -> str:
    """A list or a truth value of the manifest as a person writes it."""
    if value in ("True", "False"):
        return value.lower()
    if value.startswith("["):
        try:
            return "; ".join(str(x) for x in json.loads(value)) or "none"
        except ValueError:
            return value
    return value


def _breakable(text: str) -> str:
    """Room to break long keys and hashes."""
    out, run = "", 0
    for ch in text:
        out += ch
        run = 0 if ch == " " else run + 1
        if (ch in "_/.-:" and run > 8) or run >= 24:
            out += "\u200b"
            run = 0
    return out


def sections(release: Release) -> list[Section]:
    """All sections in their order."""
    return [
        summary(release),
        question(release),
        data(release),
        participants(release),
        balance(release),
        results(release),
        groups(release),
        sensitivity(release),
        engagement(release),
        costs(release),
        plan(release),
        appendix(release),
        lineage(release),
        glossary(release),
    ]


def build(release: Release, chosen: list[Section] | None = None) -> Document:
    """The evaluator report: all sections, or those chosen."""
    place, name = c.site(release), c.programme(release)
    meta = c.meta(release, KICKER)
    box = c.fictional_box(release)
    meta["opening"] = [box] if box else []
    subtitle = f"{place}. Data through {f.date(release.data_through)}. {funder.title(release)}."
    return Document(
        "evaluator",
        f"{name}: evaluation of re-arrest, access and cost",
        subtitle,
        sections(release) if chosen is None else chosen,
        meta,
        contents=True,
    )


__all__ = [
    "MAIN",
    "appendix",
    "balance",
    "build",
    "costs",
    "data",
    "disclosure",
    "engagement",
    "estimators",
    "funnel_by_group",
    "glossary",
    "groups",
    "lineage",
    "page_break",
    "participants",
    "plan",
    "quarantine",
    "question",
    "records",
    "results",
    "sections",
    "sensitivity",
    "summary",
]
