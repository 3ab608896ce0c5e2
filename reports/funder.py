"""The funder report: what a person who pays for the programme should know, the answer first.

Each function makes one section from the release; a notebook shows it, ``build`` puts them together. Nothing
here holds a figure: prose is written around values, and says so in words where a value is hidden, withheld
or missing.
"""

from __future__ import annotations

import pandas as pd

from reports import access
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
    heading,
    key_figures,
    lead_in,
    marked,
    para,
    strip_none,
    table,
    terms,
    together,
)
from reports.release import Release, Value, derive

KICKER = "Report to funders"
SURE = "How sure we are"


# -- the answer ------------------------------------------------------------------------------------------


def answer(release: Release) -> Section:
    """The whole finding on one page."""
    e = s.effect(release)
    section = Section("answer", "The answer on one page")
    section.add(c.fictional_box(release))
    section.add(lead_in(finding(release)))
    if e.verdict != "hidden":
        section.add(_tiles(e))
        section.add(heading("What it would take to overturn this"), para(_overturn(release, e)))
    else:
        section.add(*_known_all_the_same(release, e), *_way_out(release, e))
    section.add(heading("Money"), *_money_in_short(release))
    section.add(heading("What is not known"), bullets(unknowns(release, e)))
    return section


def finding(release: Release) -> str:
    """The finding in one paragraph, also where nobody was diverted."""
    if not s.has_lead(release):
        return s.comparison_alone(release)
    return s.effect_paragraph(s.effect(release), s.min_cell(release))


def title(release: Release) -> str:
    """The finding as the report's title."""
    if not s.has_lead(release):
        return "These data hold nobody who was diverted: what can be said about re-arrest"
    return s.headline(s.effect(release), "")


def _known_all_the_same(release: Release, e: s.Effect) -> list[Block | None]:
    """What a reader learns where the comparison is hidden or withheld: how many came, and how long they were followed."""
    if not s.has_lead(release):
        return []
    row = {"arm": "lead", "door": e.door, "outcome": e.outcome, "horizon_days": e.horizon_days}
    people, followed = (c.value(release, "rearrest_rates", m, **row) for m in ("n_people", "n_observed"))
    start, end = release.setting_date("accrual_start"), release.setting_date("accrual_end")
    if not people.shown:
        return []
    text = f"{f.count(people)} people were diverted at an arrest"
    text += f" from {f.date(start)} to {f.date(end)}" if start and end else ""
    if followed.shown:
        text += (
            f", all of them so early that they can be followed for {f.horizon(e.horizon_days)}"
            if float(followed) == float(people)
            else f"; {f.count(followed)} of them so early that they can be followed for {f.horizon(e.horizon_days)}"
        )
    return [heading("What is known all the same"), para(f"{text}.")]


def _way_out(release: Release, e: s.Effect) -> list[Block | None]:
    """What it would take before the comparison could be shown, and where others stand."""
    if not s.has_lead(release):
        return [heading("What referrals would add"), bullets(s.referrals_would_add())]
    said = [x for x in (s.way_out(release, e),) if x]
    others = [
        x.design
        for x in s.specifications(release, e.outcome, e.horizon_days)
        if x.design != e.design and x.analysis == "primary" and c.cell(x.row, "estimate").shown
    ]
    if others:
        said.append(
            f"Published, though not the comparison that was named as the main one: against "
            f"{f.listed([w.label(w.DESIGNS, x) for x in others])}. See “{SURE}”."
        )
    return [heading("What it would take to show it"), *[para(x) for x in said]] if said else []


def _tiles(e: s.Effect) -> Block:
    d = e.decimals
    difference = f.signed_per_100(e.estimate, d)
    return key_figures(
        [
            (
                f.per_100(e.lead_risk, d),
                f"of {f.of_100()} people diverted",
                f"re-arrested within {f.horizon(e.horizon_days)}",
            ),
            (
                f.per_100(e.comparison_risk, d),
                f"of {f.of_100()} comparable people",
                "not diverted, weighted to be alike",
            ),
            (
                difference,
                f"difference per {f.of_100()}",
                f"{f.level()} interval {f.signed_per_100(e.lower, d)} to {f.signed_per_100(e.upper, d)}",
            ),
        ]
    )


def _overturn(release: Release, e: s.Effect) -> str:
    text = s.overturn_sentence(e, *_e_values(release, e))
    counts = agreement(release, e)
    return f"{text} {counts}".strip()


def primary_sensitivity(release: Release, e: s.Effect):
    """The row of ``sensitivity`` of the primary analysis, or None."""
    rows = s.sensitivity_rows(
        release, outcome=e.outcome, horizon_days=e.horizon_days, comparison_design=e.design
    )
    if rows.empty:
        return None
    if "door" in rows.columns:
        rows = rows[rows["door"] == e.door]
    main = rows[rows["analysis"].isin(["primary", "main", "base", "entropy_balance"])]
    if len(main):
        return main.iloc[0]
    with_e = rows[[c.cell(r, "e_value").shown for _, r in rows.iterrows()]] if len(rows) else rows
    return with_e.iloc[0] if len(with_e) else None


def agreement(release: Release, e: s.Effect) -> str:
    """How many of the analyses of the same question point the same way."""
    specs = s.specifications(release, e.outcome, e.horizon_days)
    if not specs or e.verdict == "hidden":
        return ""
    rows = [x.row for x in specs if c.cell(x.row, "estimate").shown]
    shown = [c.cell(row, "estimate") for row in rows]
    if len(shown) < 2:
        return "No other analysis of the same question is published."
    if e.verdict not in ("fewer", "more"):
        return _undecided(rows)
    same = sum(1 for v in shown if float(v) * float(e.estimate) > 0)
    low, high = min(shown, key=float), max(shown, key=float)
    n = len(shown)
    all_of = (
        f"All {f.number_word(n)}" if same == n else f"{f.capital(f.number_word(same))} of {f.number_word(n)}"
    )
    return (
        f"{all_of} published analyses of this question, the primary one among them, point the same way as "
        f"the primary one; their estimates run from {f.signed_per_100(low)} to {f.signed_per_100(high)} per "
        f"{f.of_100()} people."
    )


def _undecided(rows: list) -> str:
    """How many of the published analyses can't tell a fall from a rise either."""
    ends = [[c.cell(row, m) for m in ("ci_lower", "ci_upper")] for row in rows]
    ends = [(float(low), float(high)) for low, high in ends if low.shown and high.shown]
    n, below, above = len(ends), sum(high < 0 for _, high in ends), sum(low > 0 for low, _ in ends)
    if not n:
        return ""
    within = n - below - above
    all_of = f"all {f.number_word(n)}" if within == n else f"{f.number_word(within)} of {f.number_word(n)}"
    text = f"In {all_of} published analyses of this question, the primary one among them, the interval includes no difference"
    parts = [f"in {f.number_word(k)} it lies {where} it" for k, where in ((below, "below"), (above, "above")) if k]
    low, high = (f.signed_per_100(pick([c.cell(row, "estimate") for row in rows], key=float)) for pick in (min, max))
    text += f"; {f.listed(parts)}" if parts else ""
    return f"{text}. Their estimates run from {low} to {high} per {f.of_100()} people."


def _money_in_short(release: Release) -> list[Block | None]:
    total = s.cost_total(release)
    rows = s.cost_summary_rows(release)
    if total is None and rows.empty:
        reason = (
            "no costs were given" if c.has_extract(release, "costs") is False else "no amount is published"
        )
        return [para(f"Nothing can be said about money: {reason}.")]
    if not any(c.cell(r, "net_usd").shown for _, r in rows.iterrows()):
        return [para(_money_hidden(release))]
    horizon = f.horizon(s.cost_horizon(release))
    year = _price_year(release)
    out: list[Block | None] = []
    if total is not None:
        net, low, high = (c.cell(total, n) for n in ("net_usd", "ci_lower", "ci_upper"))
        out.append(
            para(s.money_sentence(net, low, high, f"all payers together, over {horizon}", year, "marginal"))
        )
    by_payer, hidden = [], []
    for _, row in rows.iterrows():
        if row["payer"] is None or str(row["payer"]) in w.TOTALS:
            continue
        if c.no_part(row):
            continue
        gross, cost = c.cell(row, "gross_avoided_usd"), c.cell(row, "programme_cost_usd")
        half = _half(row)
        if not any(v.shown for v in (gross, cost, c.cell(row, "net_usd"))):
            hidden.append(w.label(w.PAYERS, row["payer"]))
            continue
        by_payer.append(
            [
                f.capital(w.label(w.PAYERS, row["payer"])),
                f.dollars(gross, half),
                f.dollars(cost, half),
                f.dollars_interval(c.cell(row, "net_usd"), c.cell(row, "ci_lower"), c.cell(row, "ci_upper")),
            ]
        )
    if by_payer:
        out.append(
            table(
                ["Payer", "Spared", "Programme cost", f"Balance ({f.level()} interval)"],
                by_payer,
                f"Dollars a person diverted over {horizon}, marginal costs"
                + (f", {f.year(year)} prices" if year.shown else ""),
                small=True,
                notes=c.note_for(release, by_payer),
            )
        )
    if hidden:
        out.append(para(f"Hidden, because of small numbers behind them or beside them: the amounts of {f.listed(hidden)}."))
    return [marked(c.ILLUSTRATIVE, *out)] if release.costs_illustrative else out


def _money_hidden(release: Release) -> str:
    statuses = {
        c.cell(r, measure).status
        for name, measure in (("cost_summary", "net_usd"), ("cost_avoidance", "avoided_per_person_usd"))
        for _, r in release.wide(name).iterrows()
    }
    if "diagnostics_failed" in statuses or s.effect(release).estimate.status == "diagnostics_failed":
        return (
            "The amounts are withheld together with the estimate that they rest on: what can't be shown to "
            "differ can't be priced."
        )
    return "The amounts rest on numbers too small to be shown."


def _half(row) -> float | None:
    return f.half_width(c.cell(row, "ci_lower"), c.cell(row, "ci_upper"))


def _price_year(release: Release) -> Value:
    return release.setting_number("price_year")


def unknowns(release: Release, e: s.Effect) -> list[str]:
    """What the report can't tell, most important first."""
    out = c.above_limits(release)
    if e.verdict != "hidden":
        out.append(s.design_caveat(e))
    later = _hidden_horizons(release, e)
    if later:
        out.append(later)
    out.append(
        "An arrest is not an offence: it also depends on where police are and what they enforce. Offences "
        "that led "
        "to no arrest, and arrests elsewhere, are not in these data."
    )
    missing = c.missing_extracts(release)
    out += missing[:3]
    if len(missing) > 3:
        out[-1] += " More is missing; see how it was done."
    if not missing:
        out.append("Whether people are better off in health, housing or work is not measured here.")
    return out


def _hidden_horizons(release: Release, e: s.Effect) -> str:
    """Longer horizons at which the main comparison is not shown, and why."""
    rows = s.effect_rows(
        release,
        outcome=e.outcome,
        door=e.door,
        comparison_design=e.design,
        estimator=e.estimator,
        population="intention_to_divert",
    )
    if rows.empty or e.verdict == "hidden":
        return ""
    for _, row in rows.sort_values("horizon_days").iterrows():
        value = c.cell(row, "estimate")
        if row["horizon_days"] > e.horizon_days and not value.shown:
            why = s.why_hidden(value, row.get("withheld_reason"), s.min_cell(release))
            return f"The difference within {f.horizon(row['horizon_days'])} is not shown: {why}."
    return ""


# -- who was reached --------------------------------------------------------------------------------------


def reached(release: Release, delivered: bool = True) -> Section:
    """From eligible arrests to engagement, and by which door people came.

    ``delivered``: where no comparison can be shown, how long people stayed and what they had is told here; not where it stands
    in a part of its own.
    """
    section = Section("reached", "Who was reached", new_page=True)
    rows = s.funnel_rows(release)
    if rows.empty:
        section.add(
            para(
                "The release holds no table of eligible, offered and accepted diversions, so it can't be "
                "said how many of those who could have been diverted were."
            )
        )
    else:
        section.add(para(_funnel_words(release)))
        section.add(figure(g.funnel(release), "The counts of the stages are hidden."))
        section.add(*_reach_by_group(release))
    section.add(heading("By which door"), *_doors(release))
    section.add(*access.harms(release))
    if delivered and s.has_lead(release) and s.effect(release).verdict == "hidden":
        section.add(*access.delivered(release))
    section.add(figure(g.arrest_volume(release)))
    return section


def _funnel_words(release: Release) -> str:
    rows = s.funnel_rows(release)
    at = {row["stage"]: row for _, row in rows.iterrows()}
    eligible = c.cell(at["eligible"], "n") if "eligible" in at else c.NONE
    text = (
        f"Officers made {f.count(eligible)} arrests in the programme's areas that could have been diverted."
        if eligible.shown
        else "How many arrests could have been diverted is not shown."
    )
    offered = at.get("offered")
    if offered is None:
        return text + " Without referrals, nothing can be said about who was offered diversion."
    share = c.cell(offered, "share_of_previous")
    if share.shown:
        text += (
            f" Diversion was offered in {f.count(c.cell(offered, 'n'))} of them, "
            f"{f.percent_interval(share, c.cell(offered, 'lower'), c.cell(offered, 'upper'))}."
        )
    left_out = derive("minus", eligible, c.cell(offered, "n"))
    if left_out.shown:
        text += f" In the other {f.count(left_out)} it was not."
    engaged = at.get("engaged")
    if engaged is not None and c.cell(engaged, "n").shown and c.cell(offered, "n").shown:
        through = derive("ratio", c.cell(engaged, "n"), c.cell(offered, "n"))
        text += (
            f" {f.count(c.cell(engaged, 'n'))} of the diversions offered, "
            f"{f.percent(through, decimals=0)}, went "
            "on to intake in time and regular contact."
        )
    return text


def _reach_by_group(release: Release) -> list[Block | None]:
    rows = release.wide("engagement_funnel", stage="offered")
    if rows.empty or "share_of_previous" not in rows.columns:
        return []
    body, groups, unrecorded = [], set(), []
    eligible = release.wide("engagement_funnel", stage="eligible")
    blank = s.unrecorded(rows)
    for group_by in w.order(
        tuple(w.GROUP_BY), [x for x in rows["group_by"] if x is not None and str(x) not in w.TOTALS]
    ):
        if group_by in ("quarter", "door", "district"):
            continue
        part = rows[rows["group_by"] == group_by]
        if group_by in blank:
            unrecorded.append(w.label(w.GROUP_BY, group_by))
            continue
        groups.add(len(body))
        body.append([f.capital(w.label(w.GROUP_BY, group_by)), "", ""])
        for _, row in part.iterrows():
            base = eligible[(eligible["group_by"] == group_by) & (eligible["group"] == row["group"])]
            n = c.cell(base.iloc[0], "n") if len(base) == 1 else c.NONE
            body.append(
                [
                    f.capital(f.named(row["group"])),
                    f.count(n),
                    f.percent_interval(
                        c.cell(row, "share_of_previous"), c.cell(row, "lower"), c.cell(row, "upper")
                    ),
                ]
            )
    if not body:
        return []
    return [
        heading("Who was offered diversion"),
        para(
            "Shares are of eligible arrests in each group. A difference between groups may come from where "
            "and for what people were arrested; it is described here, not explained."
        ),
        table(
            ["Group", "Eligible arrests", f"Offered ({f.level()} interval)"],
            body,
            "Offers of diversion among eligible arrests, by group",
            groups=groups,
            notes=c.note_for(
                release, body, f"Not recorded, so not shown: {f.listed(unrecorded)}." if unrecorded else ""
            ),
        ),
    ]


def _doors(release: Release) -> list[Block | None]:
    outcome, horizon = s.primary_outcome(release), s.primary_horizon(release)
    rows = release.wide("rearrest_rates", arm="lead", outcome=outcome, horizon_days=horizon)
    if rows.empty:
        return [para("These data hold nobody who was diverted.")]
    body = []
    for door in w.order(tuple(w.DOORS), list(rows["door"])):
        row = rows[rows["door"] == door].iloc[0]
        body.append(
            [
                f.capital(w.label(w.DOORS, door)),
                f.count(c.cell(row, "n_people")),
                f.percent_interval(c.cell(row, "rate"), c.cell(row, "rate_lower"), c.cell(row, "rate_upper")),
            ]
        )
    return [
        para(
            "Only people diverted at an arrest are compared with people arrested and not diverted. Those "
            "who came by another door had no arrest that day; setting them against arrested people would "
            "make up an effect, so they are described on their own."
        ),
        table(
            [
                "Door",
                "People",
                f"Re-arrested {w.label(w.OUTCOME_CLAUSE, outcome)} within {f.horizon(horizon)}",
            ],
            body,
            "People by door, and the share re-arrested (described, not compared)",
            notes=c.note_for(release, body),
        ),
    ]


# -- what happened -------------------------------------------------------------------------------------------


def happened(release: Release) -> Section:
    """Re-arrest over time, by horizon and by kind."""
    section = Section("happened", "What happened")
    section.add(para(title(release) + "."))
    section.add(*_by_horizon(release))
    curve = g.incidence(release)
    section.add(heading("Over time"), para(_curve_words(release)) if curve else None)
    section.add(
        figure(
            curve,
            "The curves of re-arrest over time are not in the release, or too few people stand behind "
            "them to be drawn.",
        )
    )
    section.add(heading("By kind of arrest"), *_by_outcome(release))
    if s.has_lead(release) and s.effect(release).verdict == "hidden":
        section.add(_crude_rates(release))
    return section


def _curve_words(release: Release) -> str:
    text = (
        "A curve shows how many had been re-arrested by then. Everybody is in it for as long as they could be followed"
        + ("" if c.has_extract(release, "deaths") is False else "; people who died are no longer at risk")
        + ". A band shows what chance could do to a curve on its own"
    )
    return text + ("; the difference and its interval stand in the table." if s.effect(release).estimate.shown else ".")


def _by_horizon(release: Release) -> list[Block | None]:
    outcome, design = s.primary_outcome(release), s.primary_design(release)
    body = []
    rows = release.wide("rearrest_rates", arm="lead", door="arrest_diversion", outcome=outcome)
    if rows.empty:
        return _comparison_rates(release)
    horizons = sorted({int(h) for h in rows["horizon_days"]})
    reasons: dict[str, list[str]] = {}
    for h in horizons:
        e = s.effect(release, outcome=outcome, horizon=h, design=design)
        row = rows[rows["horizon_days"] == h].iloc[0]
        body.append(
            [
                f.capital(f.horizon(h)),
                f.percent_interval(c.cell(row, "rate"), c.cell(row, "rate_lower"), c.cell(row, "rate_upper")),
                f.percent(e.comparison_risk, e.lower, e.upper)
                if e.verdict != "hidden"
                else f.hidden_word(e.estimate),
                f.points_interval(e.estimate, e.lower, e.upper),
            ]
        )
        if e.estimate.status == "diagnostics_failed":
            reasons.setdefault(s.reason_words(e.withheld_reason), []).append(f.horizon(h))
    out: list[Block | None] = [
        table(
            [
                "Within",
                f"Diverted ({f.level()} interval)",
                "Comparable people",
                f"Difference per {f.of_100()} ({f.level()} interval)",
            ],
            body,
            f"Re-arrested {w.label(w.OUTCOME_CLAUSE, outcome)}, against {w.label(w.DESIGNS, design)}",
            notes=c.note_for(release, body),
        )
    ]
    for reason, at in reasons.items():
        out.append(para(f"The difference within {f.listed(at)} is withheld: {reason}."))
    return out


def _comparison_rates(release: Release) -> list[Block | None]:
    """Crude shares of arrests that could have been diverted, where nobody was."""
    design = s.primary_design(release)
    rows = release.wide("rearrest_rates", arm="comparison", comparison_design=design)
    if rows.empty:
        return [para("The release holds no rates.")]
    return [_shares(release, rows, f"Share re-arrested: {w.label(w.DESIGNS, design)}")]


def _crude_rates(release: Release) -> Block | None:
    """What became of the diverted, by kind of arrest; kinds of which nothing is shown stand in the note."""
    rows = release.wide("rearrest_rates", arm="lead", door="arrest_diversion")
    shown = {o for o, part in rows.groupby("outcome") if any(v.shown for v in part["rate"])} if len(rows) else set()
    if not shown:
        return None
    hidden = [w.label(w.OUTCOMES, o).lower() for o in w.order(w.OUTCOME_ORDER, list(rows["outcome"])) if o not in shown]
    more = "By itself no share says what diversion changed."
    more += f" Hidden at every horizon: {f.listed(hidden)}." if hidden else ""
    return _shares(release, rows[rows["outcome"].isin(list(shown))], "Share of the diverted re-arrested, as counted", more)


def _shares(release: Release, rows: pd.DataFrame, caption: str, more: str = "") -> Block:
    """Crude shares re-arrested, kinds of arrest down and horizons across."""
    horizons = sorted({int(h) for h in rows["horizon_days"]})
    body = []
    for outcome in w.order(w.OUTCOME_ORDER, list(rows["outcome"])):
        part = rows[rows["outcome"] == outcome].sort_values("horizon_days")
        body.append(
            [
                f.capital(w.label(w.OUTCOMES, outcome)),
                *[
                    f.percent_interval(*(c.cell(row, m) for m in ("rate", "rate_lower", "rate_upper")))
                    for _, row in part.iterrows()
                ],
            ]
        )
    return table(
        ["Re-arrested for", *[f.capital(f.horizon(h)) for h in horizons]],
        body,
        caption,
        small=True,
        notes=c.note_for(release, body, more),
    )


def _by_outcome(release: Release) -> list[Block | None]:
    fig = g.forest_outcomes(release)
    intro = (
        "Arrests on warrants for old matters and for violations of supervision are kept apart from arrests "
        "for new offences: they follow from the past, and a programme may even bring them forward."
    )
    if fig is None:
        return [para(intro), para("No adjusted difference by kind of arrest is published.")]
    return [para(intro), figure(fig)]


# -- for whom
# --------------------------------------------------------------------------------------------------


def for_whom(release: Release) -> Section:
    """Differences by group, with what too small groups can't show."""
    section = Section("whom", "For whom")
    rows = s.equity_rows(release)
    if rows.empty:
        return section.add(
            para(
                "The release holds no estimates by group. Whether the difference is the same for "
                "everybody can't be said."
            )
        )
    section.add(
        para(
            "Each group is balanced on its own. Whether groups differ is judged by the difference between "
            "them, never by whether one group's interval includes nought and another's does not; and a "
            "difference that can't be shown is no proof of parity."
        )
    )
    fig = g.forest_groups(release)
    section.add(
        figure(fig, "No estimate by group is published.")
    )
    few, shielded, failed = [], [], []
    for _, row in rows.iterrows():
        value = c.cell(row, "estimate")
        name = f"{f.named(row['group'])} ({w.label(w.GROUP_BY, row['group_by'])})"
        if value.suppressed:
            shielded.append(name)
        elif not value.shown:
            (few if "insufficient" in str(row.get("note")) else failed).append(name)
    if few:
        section.add(para(f"There were not enough data to say anything about: {f.listed(few)}."))
    if failed:
        section.add(para(f"Withheld, because the comparison did not pass its checks in: {f.listed(failed)}."))
    if shielded:
        section.add(
            para(
                "Hidden, because small numbers stand behind them or behind a group beside them: "
                f"{f.listed(shielded)}."
            )
        )
    return section


# -- money
# -------------------------------------------------------------------------------------------------------


def money(release: Release) -> Section:
    """What was spared in natural units and dollars, by payer and item, and what it cost."""
    section = Section("money", "What it cost and what it spared")
    rows = s.cost_rows(release)
    if rows.empty and s.cost_summary_rows(release).empty:
        return section.add(
            para(
                f"{'No costs were given' if c.has_extract(release, 'costs') is False else 'No amount can be published'}, so nothing "
                "is said about money. What would be needed: what one arrest, booking, jail day and filing costs each agency at the margin, "
                "and what the programme spends."
            )
        )
    horizon = f.horizon(s.cost_horizon(release))
    body: list[Block | None] = [c.illustrative_box(release)]
    body.append(
        para(
            f"Amounts are estimated resources not used over {horizon}, valued at marginal cost: what an "
            "agency spends less when one unit less is used. That is freed capacity, not cash, unless a "
            "budget line was cut. Each payer stands apart, because who saves is seldom who pays.",
            leads=False,
        )
    )
    if not any(
        c.cell(r, name).shown
        for part, name in ((rows, "avoided_per_person_usd"), (s.cost_summary_rows(release), "net_usd"))
        for _, r in part.iterrows()
    ):
        return section.add(para(_money_hidden(release)), mo.outlook(release))
    body.append(figure(g.natural_units(release)))
    body.append(figure(g.waterfall(release), floats=True))
    body.append(_items(release))
    body.append(mo.gaps(release))
    body.append(figure(g.tornado(release), floats=True))
    body.append(_summary(release))
    body += [mo.break_even(release), mo.outlook(release), figure(mo.acceptability(release)), mo.programme(release)]
    section.add(marked(c.ILLUSTRATIVE, *body) if release.costs_illustrative else None)
    if not release.costs_illustrative:
        section.add(*body)
    return section


def _items(release: Release) -> Block | None:
    rows = s.cost_rows(release)
    if rows.empty:
        return None
    body = []
    for item in w.order(w.ITEM_ORDER, list(rows["item"])):
        for _, row in rows[rows["item"] == item].iterrows():
            units = c.cell(row, "units_avoided_per_person")
            body.append(
                [
                    f.capital(w.label(w.ITEMS, item)),
                    f.capital(w.label(w.PAYERS, row["payer"])),
                    f.signed(units, f.own_places(float(units), 2, 3) if units.shown else 2),
                    f.dollars(c.cell(row, "unit_cost_usd")),
                    f.dollars_interval(
                        c.cell(row, "avoided_per_person_usd"),
                        c.cell(row, "ci_lower"),
                        c.cell(row, "ci_upper"),
                    ),
                ]
            )
    return table(
        [
            "Item",
            "Payer",
            "Units spared a person",
            "Unit cost",
            f"Dollars spared a person ({f.level()} interval)",
        ],
        body,
        "Items, marginal costs; below nought more was used",
        align="llrrr",
        widths=["1.5", "1", "auto", "auto", "auto"],
        notes=c.note_for(release, body),
        small=True,
    )


def _summary(release: Release) -> Block | None:
    rows = s.cost_summary_rows(release)
    if rows.empty:
        return None
    body, hidden = [], []
    for _, row in rows.iterrows():
        half = _half(row)
        if c.no_part(row):
            continue
        if not any(c.cell(row, m).shown for m in ("gross_avoided_usd", "programme_cost_usd", "net_usd")):
            hidden.append(w.label(w.PAYERS, row["payer"]))
            continue
        body.append(
            [
                f.capital(w.label(w.PAYERS, row["payer"])),
                f.dollars(c.cell(row, "gross_avoided_usd"), half),
                f.dollars(c.cell(row, "programme_cost_usd"), half),
                f.dollars_interval(c.cell(row, "net_usd"), c.cell(row, "ci_lower"), c.cell(row, "ci_upper")),
                f.decimal(c.cell(row, "benefit_cost_ratio")),
                f.chance(c.cell(row, "probability_net_positive")),
            ]
        )
    if not body:
        return para("The balance is hidden for every payer, because of small numbers.")
    return table(
        [
            "Payer",
            "Spared",
            "Programme cost",
            f"Balance ({f.level()} interval)",
            "Benefit–cost ratio",
            "Chance of a balance above nought",
        ],
        body,
        "Balance by payer, a person diverted",
        notes=c.note_for(release, body, f"Hidden, because of small numbers: {f.listed(hidden)}." if hidden else ""),
        small=True,
        widths=["1.3", "auto", "auto", "auto", "0.8", "1"],
    )


# -- how sure
# ------------------------------------------------------------------------------------------------------


def sure(release: Release) -> Section:
    """What other ways of asking the same question say."""
    section = Section("sure", SURE)
    e = s.effect(release)
    if e.verdict == "hidden":
        section.add(para(s.withheld_sentence(e, s.min_cell(release))))
    else:
        section.add(para(_overturn(release, e)))
        section.add(para(s.design_caveat(e)))
    # the table before the figures: it fills the page that they would leave half empty
    section.add(*_controls(release))
    curve = g.specification_curve(release)
    section.add(heading("Against other analyses") if curve else None, figure(curve))
    section.add(
        heading("Against other comparisons"),
        figure(g.forest_horizons(release), "No other comparison is published."),
    )
    return section


def control_rows(release: Release) -> list[tuple[str, object]]:
    """(control, row) of every negative control, from its own table or from ``sensitivity``."""
    own = release.wide("negative_controls")
    found = [(str(r["control"]), r) for _, r in own.iterrows()] if "control" in own.columns else []
    if not found:
        rows = s.sensitivity_rows(release)
        rows = rows[rows["analysis"].isin(w.NEGATIVE_CONTROLS)] if len(rows) else rows
        found = [(str(r["analysis"]), r) for _, r in rows.iterrows()]
    order = (s.primary_design(release), *w.DESIGNS)
    return sorted(
        found,
        key=lambda x: (
            order.index(x[1].get("comparison_design"))
            if x[1].get("comparison_design") in order
            else len(order),
            x[0],
        ),
    )


def bounds(release: Release) -> list[Block | None]:
    """How much would have to be hidden, missing or lost for the finding to vanish, each in its own unit."""
    rows = s.sensitivity_rows(release)
    rows = rows[rows["analysis"].isin(list(w.BOUNDS))] if len(rows) else rows
    body, unseen = [], 0
    for design in (
        w.order((s.primary_design(release), *w.DESIGNS), list(rows["comparison_design"])) if len(rows) else []
    ):
        part = rows[rows["comparison_design"] == design]
        for name in w.order(tuple(w.BOUNDS), list(part["analysis"])):
            row = part[part["analysis"] == name].iloc[0]
            show = (
                (lambda v: f.decimal(v, 1))
                if name == "rosenbaum_bound"
                else (lambda v: f.percent(v, decimals=0))
            )
            limit = c.cell(row, "ci_lower")
            if not c.cell(row, "estimate").shown:
                unseen += 1
                continue
            body.append(
                [
                    f.capital(w.BOUNDS[name]),
                    f.capital(w.label(w.DESIGN_SHORT, design)),
                    show(c.cell(row, "estimate")),
                    show(limit) if limit.shown else "",
                ]
            )
    if not body:
        return []
    rest = f"{f.capital(f.number_word(unseen))} more {'is' if unseen == 1 else 'are'} hidden or withheld." if unseen else ""
    return [
        heading("How much would have to be hidden", key="sensitivity/bounds"),
        para(
            "Each line asks how strong one flaw would have to be for the estimate, or for the nearer end "
            "of its interval, to reach no difference. Nought for the interval means that it includes no "
            "difference as it is."
        ),
        table(
            ["Flaw", "Comparison", "For the estimate", "For the interval"],
            body,
            "Tipping points",
            align="llrr",
            widths=["1.8", "1", "auto", "auto"],
            notes=c.note_for(release, body, rest),
            small=True,
        ),
    ]


def _controls(release: Release) -> list[Block | None]:
    rows = control_rows(release)
    if not rows:
        return [
            heading("Where no difference may appear", key="sensitivity/controls"),
            para(
                "The release holds no control analysis, one where the programme can't have made a difference."
            ),
        ]
    body = []
    for name, row in rows:
        value, low, high = (c.cell(row, m) for m in ("estimate", "ci_lower", "ci_upper"))
        share = name == "placebo_share_rejected"
        body.append(
            [
                f.capital(w.label(w.CONTROLS, name)),
                f.capital(w.label(w.DESIGN_SHORT, row.get("comparison_design"))),
                f.percent_interval(value, low, high) if share else f.points_interval(value, low, high),
            ]
        )
    return [
        heading("Where no difference may appear", key="sensitivity/controls"),
        para(
            "The same method is put to questions where diversion can't have made a difference. An interval "
            "away from nought here would mean that the groups differ in ways the records do not hold. Of "
            "random splits of the comparison about one in twenty should differ."
        ),
        table(
            ["Control", "Comparison", f"Difference ({f.level()} interval)"],
            body,
            "Control analyses, per hundred people where they are shares",
            align="llr",
            widths=["1.6", "1", "auto"],
            notes=c.note_for(release, body),
            small=True,
        ),
        _controls_read(release, rows),
    ]


def _controls_read(release: Release, rows: list[tuple[str, object]]) -> Block | None:
    """Which control's interval is away from nought, and what that means for the comparison."""
    printed, away = 0, []
    for name, row in rows:
        low, high = c.cell(row, "ci_lower"), c.cell(row, "ci_upper")
        if name == "placebo_share_rejected" or not (c.cell(row, "estimate").shown and low.shown and high.shown):
            continue
        printed += 1
        if float(low) > 0 or float(high) < 0:
            design = row.get("comparison_design")
            estimate = s.effect(release, design=design).estimate
            after = ""
            if estimate.status == "diagnostics_failed":
                after = "; the adjusted difference of that comparison is withheld"
            elif estimate.shown:
                after = "; the adjusted difference of that comparison has to be read with that in mind"
            away.append(f"{w.label(w.CONTROLS, name)}, against {w.label(w.DESIGNS, design)}{after}")
    if not printed:
        return None
    if not away:
        return para("No interval printed here is away from nought.")
    return para(" ".join(f"Away from nought: {words}." for words in away))


# -- how it was done, glossary
# -----------------------------------------------------------------------------------------


def done(release: Release) -> Section:
    """The method in a page, and the definitions used."""
    section = Section("done", "How it was done")
    design = s.primary_design(release)
    section.add(
        para(
            "People arrested for what could have been diverted are followed from the day of that arrest: those "
            f"diverted, and {w.label(w.DESIGNS, design)}. People count as diverted from the referral on, "
            "whether or not they went on to take part, because counting only those who stayed would "
            "compare the willing with everyone. Comparison people are weighted until they are alike in "
            "age, sex, race, kind of offence and arrest history. Checks on balance, overlap, sample size "
            "and follow-up were fixed beforehand and decide whether a figure may be shown."
        )
    )
    section.add(heading("The analysis plan"), *c.plan_blocks(release))
    if s.effect(release).estimate.status == "diagnostics_failed":
        section.add(*c.thresholds(release))
    section.add(heading("Definitions used"), c.definition_list(release))
    missing = c.missing_extracts(release)
    if missing:
        section.add(heading("What was not delivered"), bullets(missing))
    ledger = c.ledger_table(release)
    section.add(heading("What was read") if ledger else None, ledger)
    return section


def glossary_terms(release: Release) -> list[tuple[str, str]]:
    """The terms of a report, each explained."""
    return [
        ("Arrest diversion", "An officer refers a person to the programme instead of booking and charging."),
        (
            "Comparable people",
            "People arrested for what could have been diverted and not diverted, weighted so that the "
            "group is alike to the diverted on what the records hold.",
        ),
        (
            "Difference",
            f"Those re-arrested among {f.of_100()} people diverted less those among {f.of_100()} comparable "
            "people. Below nought: fewer after diversion.",
        ),
        (
            f"{f.level()} interval",
            f"If the study were repeated many times, {f.level()} of such intervals would hold the "
            "true value. It covers chance alone, not differences that were not recorded.",
        ),
        (
            "New offence",
            "An arrest on a charge that is no warrant and no violation of supervision, for something that "
            "happened after the index day or on an unknown day.",
        ),
        ("Index day", "The day of the arrest from which a person is followed."),
        ("Hidden", "Too few people stand behind a figure to print it without pointing at somebody."),
        (
            "Withheld",
            "A check that was fixed beforehand was not passed, so the figure is not printed, whatever it "
            "says.",
        ),
        (
            "Marginal cost",
            "What an agency spends less when one unit less is used, its buildings and staff staying as they "
            "are.",
        ),
    ]


def glossary(release: Release) -> Section:
    """The terms of this report."""
    return Section("glossary", "Glossary").add(together(terms(glossary_terms(release))))


def what_would_change(release: Release) -> Section:
    """What a reader should look for that would change the conclusion (each notebook ends with it)."""
    e = s.effect(release)
    section = Section("change", "What would change this conclusion")
    items = [s.overturn_sentence(e, *_e_values(release, e))]
    if e.verdict in ("fewer", "more"):
        items.append(
            "A negative control whose interval leaves nought, or another comparison that points the other "
            "way."
        )
    if e.verdict in ("unclear", "hidden"):
        items.append(
            "More people, longer follow-up, or a comparison that passes the checks; see the attrition "
            "table for where people were lost."
        )
    items.append(
        "Arrests missing from the extract (expunged, sealed, elsewhere) more often in one group than in "
        "the other."
    )
    items.append("A change of enforcement that touched one group's places or times and not the other's.")
    return section.add(bullets([i for i in items if i]))


def change(release: Release, *items: str) -> Section:
    """A notebook's closing list: what it can't rule out, in its own words."""
    return Section("change", "What would change this conclusion", [bullets(list(items))])


def _e_values(release: Release, e: s.Effect) -> tuple[Value, Value]:
    row = primary_sensitivity(release, e)
    return (c.cell(row, "e_value"), c.cell(row, "e_value_ci")) if row is not None else (c.NONE, c.NONE)


def sections(release: Release) -> list[Section]:
    """All sections in their order."""
    return [
        answer(release),
        reached(release),
        happened(release),
        for_whom(release),
        money(release),
        sure(release),
        done(release),
        glossary(release),
    ]


def build(release: Release, chosen: list[Section] | None = None) -> Document:
    """The funder report: all sections, or those chosen."""
    place, name = c.site(release), c.programme(release)
    subtitle = f"{name}, {place}. Data through {f.date(release.data_through)}."
    return Document(
        "funder",
        title(release),
        subtitle,
        sections(release) if chosen is None else chosen,
        c.meta(release, KICKER),
    )


__all__ = [
    "answer",
    "bold",
    "bounds",
    "build",
    "callout",
    "change",
    "control_rows",
    "done",
    "for_whom",
    "glossary",
    "happened",
    "money",
    "reached",
    "sections",
    "strip_none",
    "sure",
    "together",
    "what_would_change",
]
