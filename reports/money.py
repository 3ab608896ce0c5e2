"""What a budget office asks beyond the balance: break-even, acceptability, other assumptions, what the programme costs a
participant, what is not counted, and when a figure can be published."""

from __future__ import annotations

import pandas as pd

from reports import common as c
from reports import formats as f
from reports import sentences as s
from reports import style
from reports import words as w
from reports.blocks import Block, Section, heading, marked, para, table
from reports.errors import UsageError
from reports.figures import once, separate
from reports.release import SHOWN, Release, Value
from reports.repricing import ASKED, PAYERS_OF, Row, asked, reprice
from reports.style import Figure

KINDS = {"startup": "start-up", "steady_state": "steady state", "in_kind": "in kind (police and prosecutors)"}
SCENARIOS = {
    "main": "as stated",
    "no_discount": "no discounting",
    "higher_discount": "higher discount rate",
    "highest_discount": "highest discount rate",
    "with_startup": "start-up counted in",
    "with_in_kind": "in-kind time counted in",
    "with_startup_and_in_kind": "start-up and in-kind time counted in",
}
REMEDIES = {
    "enrol_more": "with more people",
    "wait": "once more follow-up is in the data",
    "not_by_enrolment": "not by enrolment: what failed is no matter of numbers",
}
QUARTERS = ("first", "second", "third", "fourth")
_LINES = {"marginal": ("-", "o"), "step_fixed": ("-.", "s"), "average": ("--", "D")}


def _worth(amount: object) -> Value:
    return Value(float(amount), SHOWN, "convention: worths on the curve")


@once
def acceptability(release: Release) -> Figure | None:
    """The chance that the programme is worth it, by what an arrest avoided is taken to be worth."""
    curves = []
    for basis in w.BASES:
        rows = s.acceptability_rows(release, basis)
        points = [(float(r["willingness_usd"]), c.cell(r, "probability_acceptable")) for _, r in rows.iterrows()]
        points = sorted((x, v) for x, v in points if v.shown)
        if len(points) > 1:
            curves.append((basis, points))
    if not curves:
        return None
    with style.house():
        fig, ax = style.canvas(2.3)
        ends: list[list] = []
        for (basis, points), colour in zip(curves, (style.LEAD, style.COMPARISON, style.INK)):
            line, marker = _LINES[basis]
            xs, ys = [x for x, _ in points], [float(v) for _, v in points]
            ax.plot(xs, ys, line, color=colour, marker=marker, markersize=3.5)
            ends.append([basis, xs[-1], ys[-1], colour])
        separate(ends, 0.075)
        for basis, x, y, colour in ends:
            ax.annotate(f.capital(basis.replace("_", "-")), (x, y), xytext=(7, 0), textcoords="offset points",
                        va="center", color=colour, fontsize=8, annotation_clip=False)
        ax.set_ylim(0, 1)
        ax.set_xlim(0, max(p[-1][0] for _, p in curves) * 1.02)
        fig.get_layout_engine().set(rect=(0, 0, 0.9, 1))
        ax.xaxis.set_major_formatter(lambda v, _: f"${v:,.0f}")
        ax.yaxis.set_major_formatter(lambda v, _: f"{100 * v:.0f} %")
        ax.set_xlabel("What an arrest avoided is worth, beyond what it spares (dollars)", loc="left")
        ax.set_ylabel("Chance that it is worth it")
        ax.grid(True, axis="y")
        svg = style.svg_bytes(fig)
    said = []
    for basis, points in curves:
        ends = [points[0], points[len(points) // 2], points[-1]]
        said.append(f"{basis.replace('_', '-')} costs: "
                    + ", ".join(f"{f.chance(v)} at {f.dollars(_worth(x))}" for x, v in ends))
    mark = " Illustrative costs." if release.costs_illustrative else ""
    return Figure(
        svg,
        f"Acceptability curve, chance that the programme is worth its cost by the worth of an arrest avoided; "
        f"{'; '.join(said)}.",
        "Acceptability: the chance that the programme is worth its cost, by what society would pay to avoid one arrest beyond "
        f"the money that it spares; at nought it is the chance of a balance above nought.{mark}",
        "acceptability",
    )


def break_even(release: Release) -> Block | None:
    """What would have to be otherwise for the balance to be nought: the effect, or one unit cost."""
    total = s.cost_total(release)
    if total is None or not c.cell(total, "net_usd").shown:
        return None
    multiple = c.cell(total, "break_even")
    if multiple.shown and float(multiple) > 0:
        text = f"The balance would be nought if {f.decimal(multiple, 1)} times as much were spared of everything"
    else:
        text = "Nothing was spared on balance, so no multiple of the effect would bring the balance to nought"
    rows = s.cost_rows(release)
    found = [r for _, r in rows.iterrows() if c.cell(r, "break_even_unit_cost_usd").shown
             and c.cell(r, "unit_cost_usd").shown and c.cell(r, "avoided_per_person_usd").shown]
    if found:
        row = max(found, key=lambda r: abs(float(c.cell(r, "avoided_per_person_usd"))))
        text += (f"; or, all else as it is, at {f.dollars(c.cell(row, 'break_even_unit_cost_usd'))} a unit of "
                 f"{w.label(w.ITEMS, row['item'])} in place of {f.dollars(c.cell(row, 'unit_cost_usd'))}")
    return para(text + ".")


def gaps(release: Release) -> Block | None:
    """Items without a unit cost, and items that the extracts can't count."""
    said = []
    unpriced, uncounted = s.unpriced_items(release), s.uncounted_items(release)
    if unpriced:
        said.append("No unit cost was given for " + f.listed([w.label(w.ITEMS, x) for x in unpriced])
                    + ": what was spared of these is counted and not valued.")
    if uncounted:
        said.append("The extracts can't count " + f.listed([w.label(w.ITEMS, x) for x in uncounted])
                    + ": these are gaps, not noughts.")
    return para(" ".join(said)) if said else None


def _alike_rounded(values: list[Value], half: float | None) -> list[str]:
    """Dollars rounded in proportion: the first by ``half``, the others, the same money by another unit, as finely."""
    first = values[0]
    return [f.dollars(v, half * float(v) / float(first)) if half and first.shown and v.shown and float(first) else f.dollars(v)
            for v in values]  # fmt: skip


def programme(release: Release) -> Block | None:
    """What the programme costs, start-up apart, by payer."""
    rows = s.programme_cost_rows(release)
    if rows.empty:
        return None
    # rounded as the programme's cost is in the balance by payer
    summary = s.cost_summary_rows(release)
    halves = {str(r["payer"]): f.half_width(c.cell(r, "ci_lower"), c.cell(r, "ci_upper")) for _, r in summary.iterrows()}
    body = []
    for kind in w.order(tuple(KINDS), list(rows["kind"])):
        part = rows[rows["kind"] == kind]
        payers = w.order(("all", *w.PAYERS), list(part["payer"]))
        for payer in payers if len(payers) > 2 else payers[-1:]:  # one payer is all there are
            for _, row in part[part["payer"] == payer].iterrows():
                body.append([f.capital(KINDS.get(kind, f.code_words(kind))), f.capital(w.label(w.PAYERS, payer)),
                             *_alike_rounded([c.cell(row, m) for m in ("per_person_usd", "per_participant_usd",
                                                                       "per_participant_month_usd")],
                                             halves.get(str(payer)) if kind == "steady_state" else None)])
    return table(
        ["Cost", "Payer", "A person diverted", "A participant", "A participant-month"], body,
        f"What the programme costs over {f.horizon(s.cost_horizon(release))}: of the same people and days as what was spared",
        align="llrrr", widths=["1.2", "1.2", "auto", "auto", "auto"], small=True, notes=c.note_for(release, body),
    )  # fmt: skip


def scenarios(release: Release) -> Block | None:
    """The balance at other discount rates, and with start-up and in-kind time in it."""
    rows = s.scenario_rows(release)
    if rows.empty:
        return None
    body = []
    for name in w.order(tuple(SCENARIOS), list(rows["scenario"])):
        for _, row in rows[rows["scenario"] == name].iterrows():
            body.append([f.capital(SCENARIOS.get(name, f.code_words(name))), f.percent(c.cell(row, "discount_rate"), decimals=0),
                         f.dollars_interval(*(c.cell(row, m) for m in ("net_usd", "ci_lower", "ci_upper"))),
                         f.chance(c.cell(row, "probability_net_positive"))])
    caption = "Balance under other assumptions, a person diverted, marginal costs"
    if not any(c.cell(row, "net_usd").shown for _, row in rows.iterrows()):
        return para(f"{caption}: all are hidden or withheld.")
    return table(
        ["Assumption", "Discount rate a year", f"Balance ({f.level()} interval)", "Chance of a balance above nought"], body,
        caption, align="lrrr",
        widths=["1.6", "auto", "auto", "0.9"], small=True, notes=c.note_for(release, body),
    )  # fmt: skip


def outlook(release: Release) -> Block | None:
    """When enrolment will support a figure, for horizons that have none; and how many would tell the balance's sign."""
    rows = s.outlook_rows(release)
    said = []
    failed = []  # horizons whose comparison did not pass: said once
    for _, row in rows.sort_values("horizon_days").iterrows() if len(rows) else ():
        over = f.horizon(int(row["horizon_days"]))
        if _passed(row):
            people, total = c.cell(row, "people_for_a_clear_sign"), s.cost_total(release, int(row["horizon_days"]))
            if total is not None and people.shown and _unclear(total):
                said.append(f"Over {over} the interval holds both a saving and a loss; at this size and spread about "
                            f"{f.count(people)} diverted people would tell which.")
            continue
        year, quarter, remedy = c.cell(row, "publishable_year"), c.cell(row, "publishable_quarter"), str(row.get("remedy"))
        if year.shown and quarter.shown:
            said.append(f"Over {over} no amount can be published yet; at the pace of enrolment so far one can from the "
                        f"{QUARTERS[int(float(quarter)) - 1]} quarter of {f.year(year)} on, {REMEDIES.get(remedy, '')}.")
        elif remedy == "not_by_enrolment":
            failed.append(over)
        else:
            said.append(f"Over {over} too few people are enrolled for an amount, and for saying when there will be enough.")
    if failed:
        said.insert(0, f"Over {f.listed(failed)} no amount is published, and more enrolment would not change that: the comparison "
                       "did not pass its checks.")
    return para(" ".join(said)) if said else None


def _passed(row: pd.Series) -> bool:
    return str(row.get("diagnostics_passed")).lower() in ("true", "t", "1")


def _unclear(total: pd.Series) -> bool:
    low, high = c.cell(total, "ci_lower"), c.cell(total, "ci_upper")
    return low.shown and high.shown and float(low) < 0 < float(high)


def assumptions(release: Release) -> list[Block | None]:
    """Other assumptions, with their heading, for the long report."""
    found = scenarios(release)
    return [heading("Other assumptions", key="costs/assumptions"), found] if found else []


def _perspective(release: Release) -> str:
    stated = str(release.setting("perspective", "taxpayer"))
    return stated if stated in PAYERS_OF else "taxpayer"


def rows_to_price(release: Release, basis: str = "marginal") -> dict[str, list[Row]]:
    """What ``reports.repricing.reprice`` reads of a release: the primary design at the horizon of the money pages."""
    where = {"door": "arrest_diversion", "comparison_design": s.primary_design(release), "horizon_days": s.cost_horizon(release)}
    return {
        name: [{k: (float(x) if x.shown else None) if isinstance(x, Value) else x for k, x in row.items()}
               for row in release.wide(name, **where, **asked(name, basis, _perspective(release))).to_dict("records")]
        for name in ASKED
    }  # fmt: skip


def what_if(release: Release, basis: str = "average") -> Section:
    """The balance if one item at a time cost what it costs on another basis, by the same re-pricing as
    ``lead costs what-if``."""
    section = Section("what_if", "What if a unit cost more?")
    rows = s.cost_rows(release, basis=basis)
    body = []
    for item in w.order(w.ITEM_ORDER, list(rows["item"])) if len(rows) else ():
        prices = [c.cell(r, "unit_cost_usd") for _, r in rows[rows["item"] == item].iterrows()]
        try:
            found = reprice(rows_to_price(release), {item: float(prices[0])}, perspective=_perspective(release))
        except UsageError:  # hidden, unpriced, or borne by nobody whom the perspective counts
            continue
        for _, payer, before, after, moved in found.items:
            body.append([f.capital(w.label(w.ITEMS, item)), f.capital(w.label(w.PAYERS, payer)), f.dollars(before),
                         f.dollars(after), f.dollars(moved), f.dollars(found.net_usd)])
    if not body:
        return section.add(para("No published quantity can be re-priced."))
    made = table(
        ["Item", "Payer", "Unit cost", f"On {basis} basis", "Moves the balance by", "Balance then"], body,
        "The balance if one item at a time cost what it does on another basis, a person diverted (from rounded numbers)",
        align="llrrrr", small=True,
    )  # fmt: skip
    return section.add(marked(c.ILLUSTRATIVE, c.illustrative_box(release), made) if release.costs_illustrative else made)
