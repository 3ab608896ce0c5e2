"""Who gets in and who stays: gaps against a stated reference, where they lie, engagement, grant measures,
enforcement.

Everything is read from the release. Groups are described beside each other in the order of their names,
never ranked; no p-value is computed within a group, and an interval that holds zero is never called parity.
Officers, case managers and persons are no grain of anything here: :func:`check_grain` refuses them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from reports import common as c
from reports import figures as g
from reports import formats as f
from reports import sentences as s
from reports import words as w
from reports.blocks import Block, Section, bold, bullets, callout, figure, heading, para, table
from reports.errors import UsageError
from reports.release import Release, Value, derive

# a person's row, score or rank, and whoever may not be compared on small numbers
NEVER_A_GRAIN = frozenset(
    [
        "person",
        "person_id",
        "trial_id",
        "score",
        "rank",
        "risk_score",
        "officer",
        "officer_id",
        "case_manager",
        "case_manager_id",
    ]
)
HARMS = ("overdoses_nonfatal", "overdoses_fatal", "naloxone", "ed_visits", "crises", "deaths")
FEW = "insufficient data"
PERIODS = 5  # the latest ones, beside all of it


def check_grain(columns: list[str]) -> None:
    """Raises UsageError: a table by person, officer or case manager, or with a score or a rank."""
    found = sorted(NEVER_A_GRAIN & {str(x).lower() for x in columns})
    if found:
        raise UsageError(f"a report holds no {', '.join(found)}: people are not scored, ranked or listed")


def parity_claim(difference: Value, lower: Value, upper: Value, margin: Value | None = None) -> bool:
    """Whether a gap may be called closed: its whole interval lies within a margin that was stated
    beforehand.

    That zero lies in the interval says only that the data are few. Without a margin the answer is always
    no.
    """
    if margin is None or not all(v.shown for v in (difference, lower, upper, margin)):
        return False
    return -float(margin) <= float(lower) and float(upper) <= float(margin)


def gap_words(difference: Value, lower: Value, upper: Value) -> str:
    """What may be said of a gap's direction."""
    if not all(v.shown for v in (difference, lower, upper)):
        return ""
    if float(lower) > 0:
        return "higher"
    if float(upper) < 0:
        return "lower"
    return "not told apart by these data"


# -- gaps ----------------------------------------------------------------------------------------------------
def gaps(release: Release) -> list[Block | None]:
    """Offered and engaged shares against the largest group: differences and ratios with intervals."""
    rows = release.wide("access_gaps")
    if rows.empty:
        return [para("The release holds no table of differences in access.")]
    check_grain(list(rows.columns))
    out: list[Block | None] = [
        para(
            "Each group is set against the largest one by eligible arrests, which each table names. Groups "
            "are in the order of their names; they are described, not ranked, and nothing here says why they "
            f"differ. {_unknown_words()}"
        )
    ]
    for group_by in w.order(tuple(w.GROUP_BY), list(rows["group_by"])):
        if group_by == "quarter":
            continue
        out.append(_gap_table(release, rows[rows["group_by"] == group_by], str(group_by)))
    return out


def _unknown_words() -> str:
    return "People whose group is not recorded are a row, too."


def _name(group: object) -> str:
    return f.capital(f.named(f.code_words(str(group))))


def _gap_table(release: Release, part: pd.DataFrame, group_by: str) -> Block | None:
    reference = str(part["reference_group"].iloc[0])
    body = []
    for group in sorted({str(x) for x in part["group"]}, key=lambda x: (x == "unknown", x)):
        cells = [_name(group) + (" (reference)" if group == reference else "")]
        for stage, share_of in (("offered", "eligible"), ("engaged", "eligible")):
            row = part[(part["group"] == group) & (part["stage"] == stage) & (part["share_of"] == share_of)]
            if group == reference or row.empty:
                cells += ["", ""]
                continue
            r = row.iloc[0]
            cells.append(
                f.points_interval(
                    *(c.cell(r, x) for x in ("difference", "difference_lower", "difference_upper"))
                )
            )
            cells.append(f.ratio_interval(*(c.cell(r, x) for x in ("ratio", "ratio_lower", "ratio_upper"))))
        body.append(cells)
    if len(body) < 2:
        return None
    if c.nothing_shown(body):
        return para(f"Differences by {w.label(w.GROUP_BY, group_by)}, against {_name(reference)}: all are hidden.")
    head, body, unseen = c.shown_columns(
        [f.capital(w.label(w.GROUP_BY, group_by)), "Offered (points)", "Offered (ratio)", "Engaged (points)", "Engaged (ratio)"], body
    )
    return table(
        head,
        body,
        f"Share of eligible arrests, against {_name(reference)}, by {w.label(w.GROUP_BY, group_by)}",
        small=True,
        notes=c.note_for(
            release, body, f"Newcombe's interval of the difference; a logarithmic one of the ratio. {unseen}".strip()
        ),
    )


def not_offered(release: Release) -> list[Block | None]:
    """Eligible less offered, spelled out for everybody and by group where both are shown."""
    rows = release.wide("engagement_funnel", stage=("eligible", "offered"))
    if rows.empty or "offered" not in set(rows["stage"]):
        return []
    rows = rows[~rows["group_by"].isin(s.unrecorded(rows))]
    at = {(str(r["group_by"]), str(r["group"]), r["stage"]): c.cell(r, "n") for _, r in rows.iterrows()}
    body = []
    for group_by, group, stage in sorted(at):
        if stage != "eligible" or group_by in ("quarter", "door"):
            continue
        eligible, offered = at[(group_by, group, "eligible")], at.get((group_by, group, "offered"), c.NONE)
        total = group_by in w.TOTALS
        name = "Everybody" if total else f"{f.capital(w.label(w.GROUP_BY, group_by))}: {_name(group)}"
        body.append(
            (
                not total,
                group_by,
                [name, f.count(eligible), f.count(offered), f.count(derive("minus", eligible, offered))],
            )
        )
    body = [cells for *_, cells in sorted(body, key=lambda x: (x[0], x[1]))]
    return [
        heading("Eligible and not offered"),
        table(
            ["Group", "Eligible", "Offered", "Not offered"],
            body,
            "Eligible arrests less those offered diversion",
            small=True,
            notes=c.note_for(release, body),
        ),
    ]


def offer_gap(release: Release) -> list[Block | None]:
    """The raw gap and the one adjusted for what an arrest record shows, side by side."""
    rows = release.wide("offer_gaps")
    if rows.empty:
        return []
    head = "The gap in offers, raw and adjusted"
    body, groups = [], set()
    for group_by in w.order(tuple(w.GROUP_BY), list(rows["group_by"])):
        part = rows[rows["group_by"] == group_by]
        groups.add(len(body))
        body.append(
            [
                f"{f.capital(w.label(w.GROUP_BY, group_by))}, against "
                f"{_name(part['reference_group'].iloc[0])}",
                "",
                "",
                "",
            ]
        )
        for _, row in part.iterrows():
            if row["note"] == "reference":
                continue
            raw = [c.cell(row, f"raw_{x}") for x in ("difference", "lower", "upper")]
            fit = [c.cell(row, f"adjusted_{x}") for x in ("difference", "lower", "upper")]
            few = row["note"] == "insufficient_data"
            body.append(
                [
                    _name(row["group"]),
                    FEW if few else f.points_interval(*raw),
                    "" if few else f.points_interval(*fit),
                    f.percent(c.cell(row, "minimum_detectable"), decimals=0),
                ]
            )
    if c.nothing_shown(body, FEW):
        return [heading(head), para("The differences of all groups are hidden, or rest on too few data.")]
    return [
        heading(head),
        para(
            "Adjusted means: as if both groups' arrests had been for the same kinds and severities of "
            "charges, in the same "
            "districts and quarters, of people with as many earlier arrests. What remains is described, "
            "not explained: the "
            "record does not hold all that an officer saw, and earlier arrests may themselves come of "
            "unequal enforcement. "
            "An interval that holds nought is no evidence that groups are treated alike; the last column "
            "says how large a "
            "gap would have had to be to show."
        ),
        table(
            ["Group", "Raw: points", "Adjusted: points", "Could be told apart"],
            body,
            f"Offers of diversion among eligible arrests: differences with {f.level()} intervals, people "
            f"as clusters",
            groups=groups,
            small=True,
            notes=c.note_for(release, body),
        ),
    ]


def steps(release: Release) -> list[Block | None]:
    """On which step of the funnel a gap lies: points that add up to the gap in engaged shares."""
    rows = release.wide("access_steps")
    rows = rows[[c.cell(r, "points").shown for _, r in rows.iterrows()]] if len(rows) else rows
    if rows.empty:
        return [
            heading("Where a gap lies"),
            para("No group is large enough at every stage for its gap to be taken apart."),
        ]
    body = []
    for (group_by, group), part in rows.groupby(["group_by", "group"], sort=True):
        whole = part[part["share_of"] == "eligible"]
        at = {r["stage"]: r for _, r in part[part["share_of"] == "stage_before"].iterrows()}
        body.append(
            [
                f"{f.capital(w.label(w.GROUP_BY, group_by))}: {_name(group)}, against "
                f"{_name(part['reference_group'].iloc[0])}",
                *[
                    f.signed_per_100(c.cell(at[x], "points"), 1) if x in at else f.HIDDEN_WORD
                    for x in w.STAGE_ORDER[1:]
                ],
                f.signed_per_100(c.cell(whole.iloc[0], "points"), 1) if len(whole) else f.HIDDEN_WORD,
            ]
        )
    return [
        heading("Where a gap lies"),
        para(
            "The gap in the share that engages is the sum of what each step adds to it, on the "
            "logarithmic scale and, weighted, "
            "in points. This says on which step groups part, not why."
        ),
        table(
            ["Group", *[f.capital(w.STAGES[x]) for x in w.STAGE_ORDER[1:]], "Whole gap"],
            body,
            f"Points per {f.of_100()} eligible arrests that each step adds to the gap",
            small=True,
            notes=c.note_for(release, body),
        ),
    ]


# -- engagement
# -----------------------------------------------------------------------------------------------
def course(release: Release) -> list[Block | None]:
    """Time to intake and first contact, retention, gaps in service."""
    rows = release.wide("engagement_course", door="all")
    if rows.empty:
        return [para("Too few referrals were accepted for a course over time, or the release holds none.")]
    days = sorted({int(d) for d in rows["day"]})
    body = []
    for name in w.COURSES:
        part = {int(r["day"]): r for _, r in rows[rows["course"] == name].iterrows()}
        if not part:
            continue
        first = part[min(part)]
        body.append(
            [
                f.capital(w.COURSES[name]),
                f.count(c.cell(first, "n_people")),
                *[
                    f.percent_interval(*(c.cell(part[d], x) for x in ("share", "ci_lower", "ci_upper")))
                    if d in part
                    else ""
                    for d in days
                ],
            ]
        )
    return [
        heading("Who came, and who stayed"),
        para(
            "Of people whose referral was accepted; leaving the programme and death compete with coming "
            "to it, and people "
            "whose time is not yet up count for as long as they were seen. All doors together: how long "
            "people stay, not "
            "what it did for them."
        ),
        table(
            ["Course", "People", *[f.capital(f.horizon(d)) for d in days]],
            body,
            f"Cumulative shares by the day, with {f.level()} intervals",
            small=True,
            notes=c.note_for(release, body, "An empty cell: not counted at that day." if c.has_empty(body) else ""),
        ),
    ]


# -- grant measures
# -------------------------------------------------------------------------------------------
def grant(release: Release) -> list[Block | None]:
    """The latest periods of each measure beside all of it as one, reasons, and the definitions."""
    rows = release.wide("grant_measures")
    if rows.empty:
        if c.has_extract(release, "referrals"):
            return [para("The grant measures can't be published: at this size they would give small numbers away.")]
        return [para("The release holds no grant measures: they count referrals, and there are none.")]
    check_grain(list(rows.columns))
    out: list[Block | None] = [
        para(
            "What a grant's quarterly report asks for. Each family of measures stands by the finest "
            "period in which most of its "
            "numbers may be shown: by the quarter, else by the year, else as one; all periods as one "
            f"stand beside it.{_longer_than_the_funnel(release)}"
        )
    ]
    total = rows[rows["group_by"] == "overall"]
    for kind in ("quarter", "year"):
        names = [
            m
            for m in w.GRANT_MEASURES
            if len(total[(total["measure_name"] == m) & (total["period_kind"] == kind)])
        ]
        out.append(_period_table(release, total, names, kind))
    alone = [m for m in w.GRANT_MEASURES if set(total[total["measure_name"] == m]["period_kind"]) == {"all"}]
    out.append(_period_table(release, total, alone, "all"))
    out += _breakdowns(release, rows)
    known = total.drop_duplicates("measure_name").set_index("measure_name")["definition"]
    out += [
        heading("Definitions of the measures"),
        bullets(
            [
                f"{bold(f.capital(w.label(w.GRANT_MEASURES, m)))}: {f.plain(known[m])}"
                for m in w.GRANT_MEASURES
                if m in known.index
            ]
        ),
    ]
    return out


def _longer_than_the_funnel(release: Release) -> str:
    """Why there are more eligible arrests here than in the funnel."""
    start, end = release.setting_date("accrual_start"), release.setting_date("accrual_end")
    if start is None or end is None or end >= release.data_through:
        return ""
    return (
        f" They run from {f.date(start)} to the end of the data, the funnel to the last index day, {f.date(end)}: so there are more "
        "arrests and offers here."
    )


def _period_table(release: Release, total: pd.DataFrame, names: list[str], kind: str) -> Block | None:
    if not names:
        return None
    periods = (
        []
        if kind == "all"
        else sorted(
            {
                str(p)
                for p in total[(total["period_kind"] == kind) & total["measure_name"].isin(names)]["period"]
            }
        )[-PERIODS:]
    )
    body = []
    for name in names:
        part = total[total["measure_name"] == name].set_index("period")
        cells = [
            f.count(c.cell(part.loc[p], "numerator")) if p in part.index else ""
            for p in (*periods, "all periods")
        ]
        body.append([f.capital(w.label(w.GRANT_MEASURES, name)), *cells])
    partial = [p for p in periods if p in set(total[~total["is_complete"].astype(bool)]["period"])]
    more = f"Covered in part: {f.listed([f.named(p) for p in partial])}." if partial else ""
    if c.has_empty(body):
        more = f"{more} An empty cell: the release holds no number for that period.".strip()
    return table(
        ["Measure", *[f.named(p) for p in periods], "All periods"],
        body,
        {
            "quarter": "Grant measures by quarter",
            "year": "Grant measures by year",
            "all": "Grant measures over all periods",
        }[kind],
        small=True,
        notes=c.note_for(release, body, more),
    )


BREAKDOWNS = (
    ("referred", "door"),
    ("declined", "decision"),
    ("declined", "reason"),
    ("closed", "reason"),
    ("contacts", "contact_type"),
    ("services_linked", "contact_type"),
    ("referred", "race"),
    ("referred", "sex"),
    ("enrolled", "race"),
    ("enrolled", "sex"),
)


def delivered(release: Release) -> list[Block | None]:
    """How long people stayed, and which contacts and services they had: what is known without any comparison."""
    rows = release.wide("grant_measures")
    kinds = [(name, by) for name, by in BREAKDOWNS if by in ("contact_type", "reason")]
    found = _breakdowns(release, rows, kinds, "Reasons, contacts and services, over all periods") if len(rows) else []
    return [*(course(release) if release.has("engagement_course") else []), *([heading("What was delivered"), *found] if found else [])]


def _breakdowns(
    release: Release,
    rows: pd.DataFrame,
    kinds: Sequence[tuple[str, str]] = BREAKDOWNS,
    caption: str = "Grant measures by group, all periods",
) -> list[Block | None]:
    part = rows[(rows["period"] == "all periods")]
    body, groups = [], set()
    for name, by in kinds:
        here = part[(part["measure_name"] == name) & (part["group_by"] == by)]
        if here.empty:
            continue
        groups.add(len(body))
        body.append([f"{f.capital(w.label(w.GRANT_MEASURES, name))}, by {f.code_words(by)}", "", ""])
        for _, row in here.iterrows():
            label = (
                w.label(w.DOORS, row["group"]) if by == "door" else f.named(f.code_words(str(row["group"])))
            )
            body.append(
                [
                    f.capital(label),
                    f.count(c.cell(row, "numerator")),
                    f.share_of(c.cell(row, "share"), c.cell(row, "numerator")),
                ]
            )
    return (
        [
            table(
                ["Group", "Number", "Share"],
                body,
                caption,
                groups=groups,
                small=True,
                notes=c.note_for(release, body),
            )
        ]
        if body
        else []
    )


def harms(release: Release) -> list[Block | None]:
    """Overdoses, deaths, visits and crises, whatever their direction; hidden ones in words, never as
    nought."""
    rows = release.wide("grant_measures", group_by="overall", period="all periods")
    at = {r["measure_name"]: c.cell(r, "numerator") for _, r in rows.iterrows()}
    items = [harm_words(release, name, at[name]) for name in HARMS if name in at]
    head = heading("Harm", key="engagement/harm")
    if c.has_extract(release, "referrals") is False:
        return [head, para("Overdoses, deaths, visits and crises are counted from a referral on: without referrals none can be.")]
    if not items and any(c.has_extract(release, x) for x in ("health_events", "deaths")):
        return [
            head,
            para(
                "The extracts hold overdoses, deaths, visits or crises, but their counts can't be published: so few people "
                "stand behind them that they would give small numbers away. That is not evidence of none."
            )
        ]
    if not items:
        return [
            head,
            para(
                "The extracts hold no overdoses, deaths, visits or crises: nothing is known of them, "
                "which is not the "
                "same as none."
            )
        ]
    followed = at.get("followed", c.NONE)
    among = (
        f" among the {f.count(followed)} people referred so far"
        if followed.shown
        else " among people referred so far"
    )
    return [
        head,
        para(
            f"Events{among}, counted from the referral on, whatever their direction. They are counts, not "
            f"effects: nobody is "
            "set against them here."
        ),
        bullets(items),
    ]


def harm_words(release: Release, name: str, value: Value) -> str:
    """One line: the count, or that it is small and that this is not evidence of none."""
    label = f.capital(w.label(w.GRANT_MEASURES, name))
    if value.shown:
        return f"{label}: {f.count(value)}."
    if value.status == "suppressed_primary":
        return (
            f"{label}: fewer than {f.count(s.min_cell(release))}; not evidence of none. The number is in "
            f"the evaluator's "
            "restricted pages."
        )
    return (
        f"{label}: not shown, because another small number could be worked out from it; not evidence of none."
    )


# -- enforcement
# ----------------------------------------------------------------------------------------------
def spanned(release: Release, first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    """Dated changes of policy or enforcement that lie between two days."""
    return [(day, label) for day, label in g.context_events(release) if first <= day <= last]


def before_after(release: Release, *, warned: bool = False) -> list[Block | None]:
    """Arrests a quarter before and since the programme's start. Refused where a dated change lies within
    the quarters.

    ``warned``: print it all the same, under a warning that names the changes.
    """
    start = release.setting_date("accrual_start")
    rows = release.wide("arrest_volume", category="all")
    if start is None or rows.empty:
        return []
    at = {str(r["quarter"]): c.cell(r, "n_events") for _, r in rows.iterrows()}
    turn = f"{start.year}-Q{(start.month - 1) // 3 + 1}"
    # the quarter of the start, and those that the data cover in part, belong to neither side
    inner = sorted(at)[1:-1]
    before, since = [q for q in inner if q < turn], [q for q in inner if q > turn]
    n = min(len(before), len(since))
    if n == 0:
        return []
    before, since = before[-n:], since[:n]
    changes = spanned(release, _first_day(before[0]), _last_day(since[-1]))
    names = f.listed([f"“{f.plain(label)}” ({f.date(day)})" for day, label in changes])
    if changes and not warned:
        return [
            callout(
                "No simple comparison of before and after",
                para(
                    f"Arrests before and since the programme's start are not set beside each other, for "
                    f"{names} {'lies' if len(changes) == 1 else 'lie'} "
                    "between: whatever changed then would pass for the programme's doing."
                ),
                kind="warning",
            )
        ]
    body = [
        [label, f.count(derive("sum", *(at[q] for q in part)))]
        for label, part in (("Before", before), ("Since", since))
    ]
    out: list[Block | None] = [
        table(
            ["", "Arrests"],
            body,
            "Arrests in as many quarters before and since the programme's start",
            notes=c.note_for(release, body),
        )
    ]
    if changes:
        out.insert(
            0,
            callout(
                "Read with care",
                para(f"This spans {names}. It says nothing about the programme."),
                kind="warning",
            ),
        )
    return out


def _first_day(quarter: str) -> dt.date:
    return dt.date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)


def _last_day(quarter: str) -> dt.date:
    year, month = int(quarter[:4]), 3 * int(quarter[-1])
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)


# -- sections
# -------------------------------------------------------------------------------------------------
def access(release: Release) -> Section:
    """Gaps in access: against the largest group, adjusted, and by step."""
    return Section("access", "Differences in access").add(
        *gaps(release), *not_offered(release), *offer_gap(release), *steps(release)
    )


def staying(release: Release) -> Section:
    """Engagement over time (harm stands with who was reached)."""
    return Section("staying", "Engagement").add(*course(release))


def enforcement(release: Release) -> Section:
    """Arrests over time with dated changes, and what may not be read off them."""
    return Section("enforcement", "Enforcement").add(
        figure(g.arrest_volume(release), "The release holds no arrest volume."), *before_after(release)
    )


def grants(release: Release) -> Section:
    """The grant measures."""
    return Section("grants", "Grant measures").add(*grant(release))
