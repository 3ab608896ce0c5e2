"""The figures of the reports. Each takes the release and gives SVG bytes, a caption, and alt text that
states the finding with its numbers. None is drawn (``None`` comes back) where the release has nothing to
draw.

Honest axes: incidence and counts start at nought; intervals stand on everything that has one; a second
channel (line style, marker, hatch) goes with every colour; labels stand at the lines, not in a legend, where
they fit.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
import textwrap
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from reports import common, style
from reports import formats as f
from reports import sentences as s
from reports import words as w
from reports.release import ABSENT, NOT_ESTIMABLE, Release, Value, derive
from reports.style import Figure

_NONE = Value(None, ABSENT)


_drawn: dict[tuple, tuple[Figure | None, list[f.Printed]]] = {}


def _once(draw: Callable[..., Figure | None]) -> Callable[..., Figure | None]:
    """Draw a figure of a release once a process; its numbers go into the ledger each time."""

    @functools.wraps(draw)
    def inner(release: Release, *args: Any, **options: Any) -> Figure | None:
        key = (release.fingerprint, draw.__name__, args, tuple(sorted(options.items())))
        if key not in _drawn:
            with f.recording() as entries:
                _drawn[key] = (draw(release, *args, **options), list(entries))
        figure, entries = _drawn[key]
        f.replay(entries)
        return figure

    return inner


once = _once  # for the figures that stand in other modules of reports


def _number(value: Any) -> float:
    """A Value as a float for drawing; NaN where it isn't shown."""
    return float(value) if isinstance(value, Value) and value.shown else math.nan


def _cell(row: pd.Series, name: str) -> Value:
    value = row[name] if name in row.index else _NONE
    return value if isinstance(value, Value) else _NONE


def _wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=True) or [""])


# -- curves over time ------------------------------------------------------------------------------


def _curve_rows(release: Release, table: str, arm: str, outcome: str, door: str, design: str) -> pd.DataFrame:
    rows = release.wide(table, arm=arm, outcome=outcome)
    if rows.empty:
        return rows
    if arm == "lead":
        rows = rows[rows["door"] == door]
    if "comparison_design" in rows.columns:
        own = rows[rows["comparison_design"] == design]
        rows = own if len(own) else rows[rows["comparison_design"].isna()]
    if "weighting" in rows.columns and rows["weighting"].nunique() > 1:
        preferred = rows[rows["weighting"] == "entropy_balance"]
        rows = preferred if len(preferred) else rows[rows["weighting"] == sorted(rows["weighting"])[0]]
    return rows.sort_values("day") if "day" in rows.columns else rows.iloc[0:0]


@_once
def incidence(
    release: Release, outcome: str | None = None, door: str = "arrest_diversion", design: str | None = None
) -> Figure | None:
    """Cumulative incidence of re-arrest in both arms with bands and an extended risk table."""
    outcome = outcome or s.primary_outcome(release)
    design = design or s.primary_design(release)
    return _curves(release, "incidence_curves", "cumulative_incidence", outcome, door, design, share=True)


@_once
def mean_cumulative(
    release: Release, outcome: str = "any_arrest", door: str = "arrest_diversion", design: str | None = None
) -> Figure | None:
    """Mean cumulative number of arrests per person in both arms."""
    design = design or s.primary_design(release)
    rows = release.wide("mean_cumulative_curves")
    if rows.empty:
        return None
    measure = next(
        (
            m
            for m in ("mean_count", "mean_cumulative_count", "mean_cumulative", "mcf", "mean_events")
            if m in rows.columns
        ),
        None,
    )
    return (
        _curves(release, "mean_cumulative_curves", measure, outcome, door, design, share=False)
        if measure
        else None
    )


def _curves(
    release: Release, table: str, measure: str, outcome: str, door: str, design: str, *, share: bool
) -> Figure | None:
    arms = {arm: _curve_rows(release, table, arm, outcome, door, design) for arm in ("lead", "comparison")}
    arms = {a: r for a, r in arms.items() if len(r) and any(v.shown for v in r[measure])}
    if not arms:
        return None
    left_out = ""
    if "lead" not in arms and s.has_lead(release, door):
        left_out = " The curve of the diverted is hidden: it rests on small numbers."
    if len(arms) == 2:
        # a withheld contrast must not come back as two curves side by side
        until = s.shown_until(release, outcome, door, design)
        if until is None:
            del arms["comparison"]
            left_out = " The comparison is left out because its contrast is withheld or hidden."
        else:
            arms = {a: r[r["day"] <= until] for a, r in arms.items()}
    scale = 100.0 if share else 1.0
    names = {"lead": "Diverted", "comparison": "Comparison"}
    last_day = max(int(max(r["day"])) for r in arms.values())
    horizons = [h for h in _horizons(release) if h <= last_day] or [last_day]
    rows_shown = [
        (a, c)
        for a in arms
        for c in ("n_at_risk", "n_censored", "n_events")
        if c in arms[a].columns and any(v.shown for v in arms[a][c])
    ]
    with style.house():
        table_height = 0.135 * (len(rows_shown) + len(arms)) + 0.08 if rows_shown else 0
        fig = plt.figure(figsize=(style.WIDTH, 2.3 + table_height))
        grid = fig.add_gridspec(
            2 if rows_shown else 1, 1, height_ratios=[2.3, table_height] if rows_shown else [1]
        )
        ax = fig.add_subplot(grid[0])
        ends = []
        for arm, rows in arms.items():
            look = style.ARM[arm]
            # a release holds points at some days only; the course between two of them is not known
            rows = rows[[v.shown for v in rows[measure]]]
            days = np.array([float(d) for d in rows["day"]])
            y = np.array([_number(v) for v in rows[measure]]) * scale
            low = (
                np.array([_number(v) for v in rows["ci_lower"]]) * scale if "ci_lower" in rows else y * np.nan
            )
            high = (
                np.array([_number(v) for v in rows["ci_upper"]]) * scale if "ci_upper" in rows else y * np.nan
            )
            # a step further, so that what the last point rose to is seen
            on, further = np.r_[days, days[-1] + 0.02 * last_day], [*range(len(days)), -1]
            ax.fill_between(on, low[further], high[further], step="post", color=look["color"], alpha=0.16, linewidth=0)
            ax.step(on, y[further], where="post", color=look["color"], linestyle=look["linestyle"])
            # at a horizon the curve stands where its last point before it left it
            seen = [h for h in horizons if h >= days[0]]
            ax.plot(
                seen,
                y[np.searchsorted(days, seen, side="right") - 1],
                linestyle="none",
                marker=look["marker"],
                color=look["color"],
                markerfacecolor="white",
                markeredgewidth=1.3,
            )
            ends.append([arm, on[-1], y[-1]])
        highest = np.nanmax(
            [
                np.nanmax(
                    np.r_[
                        [_number(v) for v in r[measure]], [_number(v) for v in r.get("ci_upper", r[measure])]
                    ]
                )
                for r in arms.values()
            ]
        )
        top = style.nice_top(float(highest)) * 100 if share else float(highest) * 1.1 or 1.0
        ax.set_ylim(0, top)
        ax.set_xlim(-0.025 * last_day, 1.02 * last_day)
        separate(ends, top * 0.075)
        for arm, day, y in ends:
            ax.annotate(
                names[arm],
                (day, y),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                color=style.ARM[arm]["color"],
                fontweight="semibold",
                annotation_clip=False,
            )
        ticks = [0, *horizons]
        ax.set_xticks(ticks, [f.count(f.as_value(t, "day")) for t in ticks])
        if share:
            ax.yaxis.set_major_formatter(lambda v, _: f"{v:.0f} %")
        ax.set_xlabel("Days since the index day", loc="left")
        ax.set_title(
            f"People re-arrested {w.label(w.OUTCOME_CLAUSE, outcome)}"
            if share
            else f"Arrests per person: {w.label(w.OUTCOMES, outcome)}"
        )
        style.tidy(ax)
        if rows_shown:
            _risk_table(fig.add_subplot(grid[1], sharex=ax), arms, rows_shown, ticks, names)
        # room at the right for the labels at the lines
        fig.get_layout_engine().set(rect=(0, 0, 0.9, 1))
        svg = style.svg_bytes(fig)
    return Figure(
        svg,
        _curve_alt(release, arms, measure, outcome, horizons, names, share),
        _curve_caption(release, arms, outcome, design, share) + left_out,
        f"{table}_{outcome}",
    )


def separate(ends: list[list], gap: float) -> None:
    """Push the labels at the line ends apart, and clear of what stands below the axis."""
    ends.sort(key=lambda e: e[2])
    for i in range(1, len(ends)):
        if ends[i][2] - ends[i - 1][2] < gap:
            middle = (ends[i][2] + ends[i - 1][2]) / 2
            ends[i - 1][2], ends[i][2] = middle - gap / 2, middle + gap / 2
    lowest = gap / 2
    for end in ends:
        end[2] = max(end[2], lowest)
        lowest = end[2] + gap


def _risk_table(
    ax: Any,
    arms: dict[str, pd.DataFrame],
    shown: list[tuple[str, str]],
    ticks: list[int],
    names: dict[str, str],
) -> None:
    """Number at risk, censored and with the event, under the ticks."""
    # of a mean count every arrest is counted, and nobody leaves with the first
    once = any("cumulative_incidence" in rows.columns for rows in arms.values())
    label = {"n_at_risk": "at risk", "n_censored": "censored", "n_events": "re-arrested" if once else "arrests"}
    lines: list[tuple[str, str | None, str]] = []
    for arm in arms:
        lines.append((arm, None, names[arm]))
        lines += [(a, c, label[c]) for a, c in shown if a == arm]
    n = len(lines)
    ax.set_ylim(n - 0.35, -0.65)
    for i, (arm, column, text) in enumerate(lines):
        ax.text(
            -0.03,
            i,
            text,
            transform=ax.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=8,
            color=style.ARM[arm]["color"] if column is None else style.INK,
            fontweight="semibold" if column is None else "regular",
        )
        if column is None:
            continue
        rows = arms[arm]
        for tick in ticks:
            value = _at(rows, column, tick)
            text = f.count(value) if value.shown else ("·" if value.status != ABSENT else "")
            ax.text(tick, i, text, ha="center", va="center", fontsize=8)
    ax.axis("off")


def _at(rows: pd.DataFrame, column: str, day: float) -> Value:
    """The value at the last point on or before ``day``."""
    upto = rows[rows["day"] <= day]
    return _cell(upto.iloc[-1], column) if len(upto) else _NONE


def _horizons(release: Release) -> list[int]:
    text = release.setting("horizons_days") or ""
    found = [int(t) for t in "".join(c if c.isdigit() else " " for c in text).split()]
    if not found:
        rows = release.wide("rearrest_rates")
        found = sorted({int(h) for h in rows["horizon_days"]}) if "horizon_days" in rows.columns else []
    return sorted(set(found))


def _curve_alt(
    release: Release,
    arms: dict[str, pd.DataFrame],
    measure: str,
    outcome: str,
    horizons: list[int],
    names: dict[str, str],
    share: bool,
) -> str:
    what = f"re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)}" if share else f"arrests per person ({outcome})"
    parts = [
        f"Two curves over time of {what}, with {f.level()} bands."
        if len(arms) > 1
        else f"One curve over time of {what}, with its {f.level()} band."
    ]
    for horizon in horizons:
        at = []
        for arm, rows in arms.items():
            value, low, high = (_at(rows, c, horizon) for c in (measure, "ci_lower", "ci_upper"))
            if value.shown:
                text = f.percent_interval(value, low, high) if share else f.ratio_interval(value, low, high)
                at.append(f"{names[arm].lower()} {text}")
        if at:
            parts.append(f"By {f.horizon(horizon)}: {f.listed(at)}.")
    both = [_at(arms[a], measure, horizons[-1]) for a in ("lead", "comparison") if a in arms]
    if len(both) == 2 and all(v.shown for v in both):
        gap = float(both[0]) - float(both[1])
        parts.append("At the end the curve of the diverted lies " + ("below." if gap < 0 else "above."))
    return " ".join(parts)


def _curve_caption(release: Release, arms: dict[str, pd.DataFrame], outcome: str, design: str, share: bool) -> str:
    what = (
        f"Share of people re-arrested {w.label(w.OUTCOME_CLAUSE, outcome)}"
        if share
        else "Mean number of arrests"
    )
    weighted = (
        "comparison" in arms
        and "weighting" in arms["comparison"].columns
        and set(arms["comparison"]["weighting"]) == {"entropy_balance"}
    )
    death = "" if common.has_extract(release, "deaths") is False else ", death as a competing event"
    size = release.setting_number("min_cell")
    # so they differ a little from the trials of other tables
    rounded = size.shown and release.setting_flag("recurring", True)
    ranges = f", those at risk to the middle of a range of about {f.count(size)}" if rounded else ""
    who = ["people diverted at arrest"] if "lead" in arms else []
    if "comparison" in arms:
        who.append(w.label(w.DESIGNS, design) + (", weighted to be alike" if weighted else ", as they are"))
    return (
        f"{what} by days since the index day, {f.listed(who)}; all trials{death}; "
        f"bands are {f.level()} intervals, open marks stand at the horizons. The table counts trials, unweighted{ranges}; a dot "
        "stands for a hidden number."
    )


# -- estimates with intervals ----------------------------------------------------------------------------


def _dots(
    entries: list[dict[str, Any]],
    *,
    title: str,
    unit: str,
    zero: float | None,
    alt: str,
    caption: str,
    key: str,
    fmt: Callable[[Value, Value, Value], str],
    scale: float = 1.0,
    left: str = "",
    right: str = "",
    log: bool = False,
    row_height: float = 0.168,
) -> Figure | None:
    """A forest: label, point with interval, and the figures at the right. Entries: label, value, lower,
    upper, and optionally marker (index), bold, second=(value, lower, upper), header=True, text for a row
    without a number."""
    if not any(e.get("value") is not None and e["value"].shown for e in entries):
        return None
    n = len(entries)
    label_width = max(len(line) for e in entries for line in str(e["label"]).split("\n"))
    lines = sum(str(e["label"]).count("\n") + 1 for e in entries)
    with style.house():
        height = row_height * max(lines, n) + 0.72
        fig = plt.figure(figsize=(style.WIDTH, height), layout="none")
        left_share = min(0.45, 0.03 + label_width * 0.0105)
        bottom, above = 0.46 / height, 0.2 / height
        ax = fig.add_axes((left_share, bottom, 0.775 - left_share, 1 - bottom - above))
        numbers: list[float] = []
        y = 0.0
        for e in entries:
            step = str(e["label"]).count("\n") + 1
            centre = y + (step - 1) / 2
            header = e.get("header", False)
            ax.text(
                -0.02 if not header else -left_share / (0.775 - left_share) + 0.01,
                centre,
                e["label"],
                transform=ax.get_yaxis_transform(),
                ha="left" if header else "right",
                va="center",
                fontsize=8.5,
                fontweight="semibold" if header or e.get("bold") else "regular",
                linespacing=1.0,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6} if header else None,
                zorder=3,
            )
            if not header:
                _dot(ax, e, centre, scale, numbers)
                value = e["value"]
                text = (
                    fmt(value, e["lower"], e["upper"]) if value.shown else e.get("text", f.hidden_word(value))
                )
                ax.text(
                    1.015,
                    centre,
                    text,
                    transform=ax.get_yaxis_transform(),
                    ha="left",
                    va="center",
                    fontsize=8,
                    color=style.INK if value.shown else style.MUTED,
                )
            y += step
        ax.set_ylim(y - 0.4, -0.6)
        if log:
            ax.set_xscale("log")
        _limits(ax, numbers, zero, log)
        if zero is not None:
            ax.axvline(zero, color=style.MUTED, linewidth=0.8, zorder=1)
        ax.spines["left"].set_visible(False)
        ax.set_yticks([])
        ax.grid(True, axis="x")
        ax.set_xlabel(unit, loc="left")
        if left or right:
            ax.text(
                0.0,
                1.0 + 0.02 / (height - 0.6),
                f"← {left}" if left else "",
                transform=ax.transAxes,
                fontsize=8,
                color=style.MUTED,
                ha="left",
                va="bottom",
            )
            ax.text(
                1.0,
                1.0 + 0.02 / (height - 0.6),
                f"{right} →" if right else "",
                transform=ax.transAxes,
                fontsize=8,
                color=style.MUTED,
                ha="right",
                va="bottom",
            )
        if title:
            fig.text(0.0, 1 - 0.02 / height, title, fontsize=9.5, fontweight="semibold", va="top")
        svg = style.svg_bytes(fig)
    return Figure(svg, alt, caption, key)


def _dot(ax: Any, e: dict[str, Any], y: float, scale: float, numbers: list[float]) -> None:
    series = [(e["value"], e["lower"], e["upper"], e.get("marker", 0), -0.0)]
    if e.get("second") is not None and e["second"][0].shown and e["value"].shown:
        series = [(*series[0][:4], -0.14), (*e["second"], 1, 0.2)]
    for value, lower, upper, marker, offset in series:
        if not value.shown:
            continue
        x, lo, hi = _number(value) * scale, _number(lower) * scale, _number(upper) * scale
        colour = e.get("color") or (style.LEAD, style.COMPARISON, style.PALETTE[3], style.MUTED)[marker % 4]
        if not math.isnan(lo) and not math.isnan(hi):
            ax.plot(
                [lo, hi],
                [y + offset] * 2,
                color=colour,
                linewidth=1.4,
                solid_capstyle="butt",
                linestyle="-" if marker != 1 else (0, (3, 1)),
            )
        ax.plot(
            [x],
            [y + offset],
            marker=style.MARKERS[marker % len(style.MARKERS)],
            color=colour,
            markersize=5.5 if not e.get("bold") else 7,
            markerfacecolor=colour if marker % 2 == 0 else "white",
            markeredgewidth=1.2,
        )
        numbers += [v for v in (x, lo, hi) if not math.isnan(v)]


def _limits(ax: Any, numbers: list[float], zero: float | None, log: bool) -> None:
    if not numbers:
        return
    low, high = min(numbers), max(numbers)
    if zero is not None:
        low, high = min(low, zero), max(high, zero)
    if log:
        low, high = max(low, 0.05), min(high, 20)
        ax.set_xlim(low / 1.08, high * 1.08)
        ticks = [t for t in (0.1, 0.2, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10) if low / 1.08 <= t <= high * 1.08]
        ax.set_xticks(ticks, [f"{t:g}" for t in ticks])
        ax.minorticks_off()
        return
    margin = (high - low) * 0.05 or 1
    ax.set_xlim(low - margin, high + margin)
    ax.xaxis.set_major_locator(plt.MaxNLocator(6))
    ax.xaxis.set_major_formatter(lambda v, _: f"{v:,.10g}".replace("-", f.MINUS))


def _effect_entry(row: pd.Series, label: str, **more: Any) -> dict[str, Any]:
    value = _cell(row, "estimate")
    entry = {
        "label": label,
        "value": value,
        "lower": _cell(row, "ci_lower"),
        "upper": _cell(row, "ci_upper"),
        **more,
    }
    if not value.shown:
        entry["text"] = f.hidden_word(value)
    return entry


def _spoken(entries: list[dict[str, Any]], fmt: Callable[[Value, Value, Value], str], most: int = 40) -> str:
    out = []
    for e in entries[:most]:
        if e.get("header"):
            continue
        value = e["value"]
        label = str(e["label"]).replace("\n", " ")
        out.append(f"{label}: {fmt(value, e['lower'], e['upper']) if value.shown else f.hidden_word(value)}")
    return "; ".join(out) + "."


@_once
def forest_outcomes(
    release: Release,
    horizon: int | None = None,
    design: str | None = None,
    estimator: str = "entropy_balance",
) -> Figure | None:
    """Adjusted risk differences of all outcomes at one horizon."""
    horizon = int(horizon or s.primary_horizon(release))
    design = design or s.primary_design(release)
    rows = s.effect_rows(
        release,
        horizon_days=horizon,
        comparison_design=design,
        estimator=estimator,
        population="intention_to_divert",
        door="arrest_diversion",
    )
    if rows.empty:
        return None
    main = s.primary_outcome(release)
    entries, undrawn = [], []
    for outcome in w.order(w.OUTCOME_ORDER, list(rows["outcome"])):
        row = rows[rows["outcome"] == outcome].iloc[0]
        entry = _effect_entry(row, f.capital(w.label(w.OUTCOMES, outcome)), bold=outcome == main)
        if entry["value"].shown or outcome == main:
            entries.append(entry)
        else:
            undrawn.append(w.label(w.OUTCOMES, outcome).lower())
    alt = (
        f"Forest plot of adjusted differences per {f.of_100()} people within {f.horizon(horizon)}, "
        "diverted less "
        f"comparison, with {f.level()} intervals. " + _spoken(entries, f.points_interval)
    )
    return _dots(
        entries,
        title="",
        unit=f"Difference per {f.of_100()} people (diverted less comparison)",
        zero=0,
        scale=100,
        alt=alt,
        key="forest_outcomes",
        fmt=f.points_interval,
        left="fewer re-arrested",
        right="more re-arrested",
        caption=f"Adjusted difference in re-arrest within {f.horizon(horizon)} by kind of arrest, against "
        f"{w.label(w.DESIGNS, design)}; points with {f.level()} intervals. The main outcome is in bold."
        + (f" Hidden or withheld: {f.listed(undrawn)}." if undrawn else ""),
    )


@_once
def forest_horizons(release: Release, design: str | None = None) -> Figure | None:
    """Adjusted risk differences of the main outcome by horizon and design."""
    outcome = s.primary_outcome(release)
    rows = s.effect_rows(
        release,
        outcome=outcome,
        estimator="entropy_balance",
        population="intention_to_divert",
        door="arrest_diversion",
    )
    if design is not None:
        rows = rows[rows["comparison_design"] == design] if len(rows) else rows
    if rows.empty:
        return None
    entries: list[dict[str, Any]] = []
    designs = w.order((s.primary_design(release), *w.DESIGNS), list(rows["comparison_design"]))
    for one in designs:
        part = rows[rows["comparison_design"] == one].sort_values("horizon_days")
        if len(designs) > 1:
            entries.append({"label": f"Against {w.label(w.DESIGNS, one)}", "header": True})
        for _, row in part.iterrows():
            entries.append(
                _effect_entry(
                    row,
                    f.horizon(row["horizon_days"]),
                    bold=row["horizon_days"] == s.primary_horizon(release)
                    and one == s.primary_design(release),
                )
            )
    for e in entries:
        e.setdefault("value", None)
    entries = [e for e in entries]
    alt = (
        f"Forest plot of adjusted differences in re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)} per "
        f"{f.of_100()} "
        f"people by horizon, with {f.level()} intervals. " + _spoken(entries, f.points_interval)
    )
    return _dots(
        entries,
        title="",
        unit=f"Difference per {f.of_100()} people (diverted less comparison)",
        zero=0,
        scale=100,
        alt=alt,
        key="forest_horizons",
        fmt=f.points_interval,
        left="fewer re-arrested",
        right="more re-arrested",
        caption=f"Adjusted difference in re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)} by horizon and "
        f"comparison; points with {f.level()} intervals.",
    )


@_once
def specification_curve(
    release: Release, outcome: str | None = None, horizon: int | None = None
) -> Figure | None:
    """All sensitivity analyses of the main outcome in order of their estimate, with what each one is."""
    outcome = outcome or s.primary_outcome(release)
    horizon = int(horizon or s.primary_horizon(release))
    specs = [
        (x, _number(_cell(x.row, "estimate")))
        for x in s.specifications(release, outcome, horizon)
        if _cell(x.row, "estimate").shown
    ]
    specs.sort(key=lambda t: t[1])
    if len(specs) < 2:
        return None
    designs = w.order(tuple(w.DESIGNS), [x.design for x, _ in specs])
    analyses = w.order(tuple(w.ANALYSES), [x.analysis for x, _ in specs])
    lines = [("design", d) for d in designs] + [("analysis", a) for a in analyses]
    with style.house():
        fig = plt.figure(figsize=(style.WIDTH, 1.75 + 0.135 * len(lines)))
        grid = fig.add_gridspec(2, 1, height_ratios=[1.7, 0.135 * len(lines)])
        ax, under = fig.add_subplot(grid[0]), fig.add_subplot(grid[1])
        ends = [[_number(_cell(spec.row, m)) * 100 for m in ("ci_lower", "ci_upper")] for spec, _ in specs]
        for primary, colour, marker, size in (
            (False, style.LEAD, "o", 3.5),
            (True, style.COMPARISON, "D", 6),
        ):
            xs = [x for x, (spec, _) in enumerate(specs) if spec.is_primary == primary]
            ax.vlines(
                xs,
                [ends[x][0] for x in xs],
                [ends[x][1] for x in xs],
                color=colour,
                linewidth=1.6 if primary else 1.0,
                alpha=1 if primary else 0.75,
            )
            ax.plot(
                xs,
                [specs[x][1] * 100 for x in xs],
                linestyle="none",
                marker=marker,
                color=colour,
                markersize=size,
            )
            for x in xs if primary else []:
                top = ends[x][1] if not math.isnan(ends[x][1]) else specs[x][1] * 100
                ax.annotate(
                    "primary",
                    (x, top),
                    xytext=(0, 3),
                    textcoords="offset points",
                    ha="center",
                    va="bottom",
                    color=colour,
                    fontsize=8,
                    fontweight="semibold",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
                    zorder=4,
                )
        ax.axhline(0, color=style.MUTED, linewidth=0.8)
        ax.set_ylabel(f"Difference per {f.of_100()}")
        ax.yaxis.set_major_formatter(lambda v, _: f"{v:g}".replace("-", f.MINUS))
        ax.set_xticks([])
        ax.set_xlim(-0.8, len(specs) - 0.2)
        ax.grid(True, axis="y")
        # one broken line for all the ticks: as marks they would be as many pictures
        ticks = list(itertools.product(range(len(specs)), range(len(lines)), (-0.16, 0.16, math.nan)))
        under.plot([x for x, _, _ in ticks], [y + d for _, y, d in ticks], color=style.RULE, linewidth=1)
        for i, (kind, code) in enumerate(lines):
            on = [
                x
                for x, (spec, _) in enumerate(specs)
                if (spec.design if kind == "design" else spec.analysis) == code
            ]
            under.plot(
                on, [i] * len(on), "s", color=style.LEAD if kind == "design" else style.INK, markersize=3.2
            )
        under.set_yticks(
            range(len(lines)),
            [_short(w.label(w.DESIGN_SHORT if k == "design" else w.ANALYSES, c)) for k, c in lines],
        )
        under.tick_params(axis="y", length=0, labelsize=7.5)
        under.axhline(len(designs) - 0.5, color=style.MUTED, linewidth=0.6)
        under.set_ylim(len(lines) - 0.4, -0.6)
        under.set_xlim(-0.8, len(specs) - 0.2)
        under.set_xticks([])
        for side in under.spines.values():
            side.set_visible(False)
        svg = style.svg_bytes(fig)
    values = [_cell(x.row, "estimate") for x, _ in specs]
    below = sum(1 for v in values if float(v) < 0)
    clear = sum(1 for x, _ in specs if _cell(x.row, "ci_upper").shown and float(_cell(x.row, "ci_upper")) < 0)
    n = f.count(f.as_value(len(specs)))
    alt = (
        f"Specification curve of {n} analyses of re-arrest {w.label(w.OUTCOME_CLAUSE, outcome)} within "
        f"{f.horizon(horizon)}. The estimates run from {f.signed_per_100(values[0])} to "
        f"{f.signed_per_100(values[-1])} per {f.of_100()} people; {f.count(f.as_value(below))} of {n} lie "
        f"below nought, and the interval of {f.count(f.as_value(clear))} lies below nought as a whole."
    )
    return Figure(
        svg,
        alt,
        f"All {n} published analyses of the main outcome in the order of their estimates, with {f.level()} "
        "intervals; the marks below say which comparison and which analysis each one is. "
        + ("The primary analysis is drawn as a diamond." if any(x.is_primary for x, _ in specs)
           else "The primary analysis is not among them: it is hidden or withheld."),
        "specification_curve",
    )


def _short(text: str, width: int = 46) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _fold_calendar(labels: dict[tuple, dict[str, Value]]) -> dict[tuple, dict[str, Value]]:
    """Of a calendar covariate's many levels the one with the widest difference before balancing, and the widest after."""
    out = {k: v for k, v in labels.items() if k[0] not in w.CALENDAR}
    for covariate in w.CALENDAR:
        levels = [v for k, v in labels.items() if k[0] == covariate]
        if len(levels) <= 4:
            out.update({k: v for k, v in labels.items() if k[0] == covariate})
            continue
        widest: dict[str, Value] = {}
        for weighting in {x for v in levels for x in v}:
            shown = [v[weighting] for v in levels if weighting in v and v[weighting].shown]
            if shown:
                widest[weighting] = max(shown, key=lambda v: abs(float(v)))
        out[(covariate, f"the widest of {f.count(f.as_value(len(levels), 'cells of balance'))}")] = widest
    return out


@_once
def love_plot(release: Release, design: str | None = None, door: str = "arrest_diversion") -> Figure | None:
    """Standardised mean differences before and after balancing."""
    design = design or s.primary_design(release)
    rows = s.balance_rows(release, comparison_design=design, door=door)
    if rows.empty or "smd" not in rows.columns:
        return None
    weightings = w.order(
        ("unadjusted", "unweighted", "raw", "none", "entropy_balance"), list(rows["weighting"])
    )
    weightings = [
        x for x in weightings if x in ("unadjusted", "unweighted", "raw", "none", "entropy_balance")
    ] or weightings
    before, after = weightings[0], weightings[-1]
    rows = rows[rows["weighting"].isin([before, after])]
    labels: dict[tuple, dict[str, Value]] = {}
    for _, row in rows.iterrows():
        labels.setdefault((row["covariate"], row.get("level")), {})[row["weighting"]] = _cell(row, "smd")
    labels = _fold_calendar(labels)
    keys = [k for k, v in labels.items() if any(x.shown for x in v.values())]
    if not keys:
        return None
    keys.sort(
        key=lambda k: (
            -abs(_number(labels[k].get(before)))
            if labels[k].get(before) is not None and labels[k][before].shown
            else 0
        )
    )
    keys = keys[:60]
    with style.house():
        # placed by hand: a layout engine measures every label several times over
        height = 0.128 * len(keys) + 0.75
        fig = plt.figure(figsize=(style.WIDTH, height), layout="none")
        ax = fig.add_axes((0.345, 0.46 / height, 0.64, 1 - 0.68 / height))
        ax.hlines(
            range(len(keys)),
            0,
            1,
            transform=ax.get_yaxis_transform(),
            color=style.FAINT,
            linewidth=0.8,
            zorder=0,
        )
        for weighting, marker, colour in ((before, "s", style.COMPARISON), (after, "o", style.LEAD)):
            points = [(_number(labels[k].get(weighting, _NONE)), i) for i, k in enumerate(keys)]
            points = [p for p in points if not math.isnan(p[0])]
            ax.plot(
                [x for x, _ in points],
                [y for _, y in points],
                linestyle="none",
                marker=marker,
                color=colour,
                markersize=4.5,
                markerfacecolor="white" if weighting == before else colour,
                markeredgewidth=1.1,
            )
        for x in (0.05, -0.05):
            ax.axvline(x, color=style.MUTED, linewidth=0.6, linestyle=(0, (2, 2)))
        for x in (0.25, -0.25):
            ax.axvline(x, color=style.RULE, linewidth=0.8)
        ax.axvline(0, color=style.MUTED, linewidth=0.8)
        ax.set_yticks([])
        for i, key in enumerate(keys):
            ax.text(
                -0.012,
                i,
                _short(covariate_label(*key), 50),
                transform=ax.get_yaxis_transform(),
                ha="right",
                va="center",
                fontsize=7.5,
            )
        ax.set_ylim(len(keys) - 0.4, -0.7)
        ax.plot(
            [],
            [],
            marker="s",
            color=style.COMPARISON,
            linestyle="none",
            markerfacecolor="white",
            label="before",
        )
        if before != after:
            ax.plot([], [], marker="o", color=style.LEAD, linestyle="none", label="after balancing")
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, handletextpad=0.2, columnspacing=1.0, borderaxespad=0.1)
        ax.set_xlabel("Standardised mean difference (diverted less comparison)", loc="left")
        ax.xaxis.set_major_formatter(lambda v, _: f"{v:.2f}".replace("-", f.MINUS))
        ax.spines["left"].set_visible(False)
        svg = style.svg_bytes(fig)

    def worst(weighting: str) -> Value:
        shown = [
            derive("magnitude", labels[k][weighting])
            for k in keys
            if weighting in labels[k] and labels[k][weighting].shown
        ]
        return max(shown, key=float) if shown else _NONE

    alt = (
        f"Love plot of {f.count(f.as_value(len(keys)))} covariate levels. The largest standardised "
        f"difference is {f.decimal(worst(before))} before"
    )
    alt += f" and {f.decimal(worst(after))} after balancing." if before != after else "."
    return Figure(
        svg,
        alt,
        "Standardised mean differences before (open squares) and after balancing (filled circles), "
        f"people diverted at arrest against {w.label(w.DESIGNS, design)}. Dotted and solid lines: "
        "the limits of the What Works Clearinghouse's classes.",
        f"love_plot_{design}",
    )


def covariate_label(covariate: object, level: object) -> str:
    """'Sex: female', 'Earlier arrests'."""
    name = "Offence" if covariate == "index_category|severity" else f.capital(w.covariate(covariate))
    return name if level is None else f"{name}: {w.level(level)}"


# -- who was reached
# ------------------------------------------------------------------------------------------


@_once
def funnel(release: Release) -> Figure | None:
    """Eligible, offered, accepted, intake, engaged: counts as bars, share of the stage before with its
    interval."""
    rows = s.funnel_rows(release)
    if rows.empty:
        return None
    at = {st: rows[rows["stage"] == st].iloc[0] for st in w.STAGE_ORDER if st in set(rows["stage"])}
    # a stage that the extracts can't tell is said, not drawn
    unknown = [st for st, row in at.items() if _cell(row, "n").status == NOT_ESTIMABLE]
    stages = [st for st in at if st not in unknown]
    data = [at[st] for st in stages]
    shown = [_cell(r, "n") for r in data]
    if not any(v.shown for v in shown):
        return None
    with style.house():
        fig, ax = style.canvas(0.34 * len(stages) + 0.35)
        top = max(_number(v) for v in shown if v.shown)
        for i, row in enumerate(data):
            n = _cell(row, "n")
            if n.shown:
                ax.barh(i, _number(n), color=style.LEAD, alpha=1 - 0.13 * i, height=0.62)
            share = _cell(row, "share_of_previous")
            text = f.count(n) if n.shown else f.hidden_word(n)
            if i and share.shown:
                part = f.percent_interval(share, _cell(row, "lower"), _cell(row, "upper"))
                text += f" · {part} of the stage before"
            elif i and share.status != ABSENT:
                text += f" · share {f.hidden_word(share)}"
            ax.text(
                (_number(n) if n.shown else 0) + top * 0.012, i, text, va="center", ha="left", fontsize=8.5
            )
        ax.set_yticks(range(len(stages)), [f.capital(w.STAGES[x]) for x in stages])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(stages) - 0.5, -0.5)
        ax.set_xlim(0, top * (1.32 if len(stages) > 1 else 1.15))
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        svg = style.svg_bytes(fig)
    parts = []
    for stage, row in zip(stages, data):
        n, share = _cell(row, "n"), _cell(row, "share_of_previous")
        text = f"{w.STAGES[stage]} {f.count(n)}"
        if share.shown:
            text += (
                f", {f.percent_interval(share, _cell(row, 'lower'), _cell(row, 'upper'))} of the stage before"
            )
        parts.append(text)
    return Figure(
        svg,
        "Bars of falling length: " + "; ".join(parts) + ".",
        f"From eligible arrests in the programme's areas to engagement; shares of the stage before with "
        f"{f.level()} intervals. Referrals without an arrest stand apart."
        + (f" Not known from these extracts: {f.listed([w.STAGES[x] for x in unknown])}." if unknown else ""),
        "funnel",
    )


@_once
def forest_groups(release: Release, outcome: str | None = None, horizon: int | None = None) -> Figure | None:
    """Effects by group, as estimated and (where released) partially pooled."""
    rows = s.equity_rows(release, outcome, horizon)
    if rows.empty:
        return None
    second = next(
        (c for c in ("estimate_shrunk", "shrunk_estimate", "pooled_estimate", "shrunk") if c in rows.columns),
        None,
    )
    lower = next(
        (
            c
            for c in ("shrunk_lower", "estimate_shrunk_lower", "shrunk_ci_lower", "pooled_lower")
            if c in rows.columns
        ),
        None,
    )
    upper = next(
        (
            c
            for c in ("shrunk_upper", "estimate_shrunk_upper", "shrunk_ci_upper", "pooled_upper")
            if c in rows.columns
        ),
        None,
    )
    entries: list[dict[str, Any]] = []
    for group_by in w.order(tuple(w.GROUP_BY), list(rows["group_by"])):
        part = rows[rows["group_by"] == group_by]
        # what can't be shown is named in the text beside the figure
        part = part[[_cell(r, "estimate").shown for _, r in part.iterrows()]]
        if part.empty:
            continue
        entries.append({"label": f.capital(w.label(w.GROUP_BY, group_by)), "header": True, "value": None})
        for _, row in part.iterrows():
            extra = (
                (
                    _cell(row, second),
                    _cell(row, lower) if lower else _NONE,
                    _cell(row, upper) if upper else _NONE,
                )
                if second
                else None
            )
            entry = _effect_entry(row, _wrap(f.capital(f.named(row["group"])), 30), second=extra)
            if not entry["value"].shown and "insufficient" in str(row.get("note")):
                least = _cell(row, "minimum_detectable") if "minimum_detectable" in row else _NONE
                could = f"; only {f.percent(least, decimals=0)} or more would show" if least.shown else ""
                entry["text"] = f"insufficient data{could}"
            entries.append(entry)
    if not any(e.get("value") is not None and e["value"].shown for e in entries):
        return None
    pooled = " Circles: as estimated; open squares: partially pooled." if second else ""
    alt = (
        f"Forest plot of adjusted differences per {f.of_100()} people by group, with {f.level()} intervals. "
        + _spoken(entries, f.points_interval)
    )
    return _dots(
        entries,
        title="",
        unit=f"Difference per {f.of_100()} people (diverted less comparison)",
        zero=0,
        scale=100,
        alt=alt,
        key="forest_groups",
        fmt=f.points_interval,
        left="fewer re-arrested",
        right="more re-arrested",
        caption=f"Adjusted difference in re-arrest by group, with {f.level()} intervals.{pooled} Groups are "
        "not compared by whether their own interval includes nought.",
    )


# -- money ---------------------------------------------------------------------------------------------------


@_once
def waterfall(release: Release, horizon: int | None = None, basis: str = "marginal") -> Figure | None:
    """From what was spared, item by item, over the programme's cost to the balance, dollars a person."""
    rows = s.cost_rows(release, horizon, basis)
    summary = s.cost_total(release, horizon, basis)
    if rows.empty or summary is None:
        return None
    items: list[tuple[str, Value, Value, Value]] = []
    for item in w.order(w.ITEM_ORDER, list(rows["item"])):
        part = rows[rows["item"] == item]
        for _, row in part.iterrows():
            if _cell(row, "avoided_per_person_usd").shown:
                label = w.label(w.ITEMS, item)
                if len(part) > 1:
                    label += f" ({w.label(w.PAYERS, row['payer'])})"
                items.append(
                    (
                        f.capital(label),
                        _cell(row, "avoided_per_person_usd"),
                        _cell(row, "ci_lower"),
                        _cell(row, "ci_upper"),
                    )
                )
    cost, net = _cell(summary, "programme_cost_usd"), _cell(summary, "net_usd")
    if not items or not net.shown:
        return None
    # each figure rounds as it does in its table, so that text, tables and chart agree
    half = f.half_width(_cell(summary, "ci_lower"), _cell(summary, "ci_upper"))
    labels, at, spans = [], 0.0, []
    for label, value, low, high in items:
        labels.append(label)
        colour = style.LEAD if float(value) >= 0 else style.COMPARISON
        spans.append((at, at + float(value), f.dollars(value, f.half_width(low, high)), colour))
        at += float(value)
    if cost.shown:
        labels.append("Programme cost")
        spent = derive("negative", cost)
        spans.append((at, at - float(cost), f.dollars(spent, half), style.COMPARISON))
    labels.append("Balance")
    spans.append((0.0, float(net), f.dollars(net, half), style.INK))
    with style.house():
        fig, ax = style.canvas(0.21 * len(labels) + 0.6)
        reach = [x for a, b, *_ in spans for x in (a, b)]
        if half:
            reach += [_number(_cell(summary, "ci_lower")), _number(_cell(summary, "ci_upper"))]
        width = max(reach) - min(reach) or 1
        for i, (a, b, text, colour) in enumerate(spans):
            final = i == len(spans) - 1
            ax.barh(
                i,
                b - a,
                left=a,
                color=colour,
                height=0.62,
                alpha=0.9,
                hatch="" if b >= a else "////",
                edgecolor="white",
                linewidth=0,
            )
            if final and half:
                ax.plot(
                    [_number(_cell(summary, "ci_lower")), _number(_cell(summary, "ci_upper"))],
                    [i, i],
                    color=style.COMPARISON,
                    linewidth=1.6,
                )
            edge = max(a, b, _number(_cell(summary, "ci_upper")) if final and half else a)
            ax.text(
                edge + width * 0.012,
                i,
                text,
                va="center",
                fontsize=8,
                fontweight="semibold" if final else "regular",
            )
            if not final:
                ax.plot([b, b], [i + 0.31, i + 0.69], color=style.MUTED, linewidth=0.6)
        ax.axvline(0, color=style.MUTED, linewidth=0.8)
        ax.set_yticks(range(len(labels)), [_short(x, 42) for x in labels])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(labels) - 0.45, -0.55)
        ax.set_xlim(min(reach) - width * 0.04, max(reach) + width * 0.16)
        ax.xaxis.set_major_locator(plt.MaxNLocator(6))
        ax.xaxis.set_major_formatter(lambda v, _: f"${v:,.0f}".replace("$-", f.MINUS + "$"))
        ax.set_xlabel(f"Dollars a person, {_price_year(release, rows)} prices", loc="left")
        ax.grid(True, axis="x")
        ax.spines["left"].set_visible(False)
        svg = style.svg_bytes(fig)
    parts = [f"{label.lower()} {f.dollars(v, f.half_width(low, high))}" for label, v, low, high in items]
    alt = (
        "Waterfall, dollars a person: "
        + "; ".join(parts)
        + (f"; programme cost {f.dollars(cost, half)}" if cost.shown else "")
        + f"; balance {f.dollars_interval(net, _cell(summary, 'ci_lower'), _cell(summary, 'ci_upper'))}."
    )
    mark = " Illustrative costs." if release.costs_illustrative else ""
    return Figure(
        svg,
        alt,
        f"What was spared item by item, the programme's cost, and the balance with its {f.level()} "
        f"interval (line), a person diverted, {w.basis_costs(basis)}, hatched where it "
        f"counts against the programme.{mark}",
        f"waterfall_{basis}",
    )


def _price_year(release: Release, rows: pd.DataFrame) -> str:
    for v in rows.get("price_year", []):
        if isinstance(v, Value) and v.shown:
            return f.year(v)
        if not isinstance(v, Value) and v is not None and v == v:
            return f.year(float(v))
    return f.year(release.setting_number("price_year")) if release.setting("price_year") else "constant"


@_once
def natural_units(release: Release, horizon: int | None = None) -> Figure | None:
    """What was spared in natural units, a hundred people."""
    rows = s.quantity_rows(release, horizon)
    if rows.empty or "units_avoided_per_person" not in rows.columns:
        return None
    entries = []
    for item in w.order(w.ITEM_ORDER, list(rows["item"])):
        row = rows[rows["item"] == item].iloc[0]
        value = _cell(row, "units_avoided_per_person")
        entries.append(
            {
                "label": f.capital(w.label(w.ITEMS, item)),
                "value": value,
                "lower": _cell(row, "units_lower"),
                "upper": _cell(row, "units_upper"),
            }
        )
    if not any(e["value"].shown for e in entries):
        return None
    with style.house():
        fig, ax = style.canvas(0.195 * len(entries) + 0.55)
        reach = [0.0]
        for i, e in enumerate(entries):
            v = _number(e["value"]) * 100
            if math.isnan(v):
                continue
            lo, hi = _number(e["lower"]) * 100, _number(e["upper"]) * 100
            ax.barh(
                i,
                v,
                color=style.LEAD if v >= 0 else style.COMPARISON,
                height=0.6,
                hatch="" if v >= 0 else "////",
                edgecolor="white",
                linewidth=0,
            )
            if not math.isnan(lo):
                ax.plot([lo, hi], [i, i], color=style.INK, linewidth=1.2)
            reach += [x for x in (v, lo, hi) if not math.isnan(x)]
        width = (max(reach) - min(reach)) or 1
        for i, e in enumerate(entries):
            v = _number(e["value"]) * 100
            edge = max([0.0, *[x for x in (v, _number(e["upper"]) * 100) if not math.isnan(x)]])
            text = f.signed_per_100(e["value"]) if e["value"].shown else f.hidden_word(e["value"])
            ax.text(edge + width * 0.012, i, text, va="center", fontsize=8)
        ax.axvline(0, color=style.MUTED, linewidth=0.8)
        ax.set_yticks(range(len(entries)), [e["label"] for e in entries])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(entries) - 0.45, -0.55)
        ax.set_xlim(min(reach) - width * 0.03, max(reach) + width * 0.12)
        ax.set_xlabel(f"Units spared per {f.of_100()} people (below nought: more were used)", loc="left")
        ax.xaxis.set_major_formatter(lambda v, _: f"{v:,.10g}".replace("-", f.MINUS))
        ax.grid(True, axis="x")
        ax.spines["left"].set_visible(False)
        svg = style.svg_bytes(fig)
    said = "; ".join(
        f"{e['label'].lower()} "
        + (f.signed_per_100(e["value"]) if e["value"].shown else f.hidden_word(e["value"]))
        for e in entries
    )
    return Figure(
        svg,
        f"Bars of units spared per {f.of_100()} people: {said}.",
        f"What was spared in natural units, per {f.of_100()} people diverted, against comparable people.",
        "natural_units",
    )


@_once
def tornado(release: Release, horizon: int | None = None, basis: str = "marginal") -> Figure | None:
    """How far each item's own interval moves the balance (or a released table of one-way ranges)."""
    summary = s.cost_total(release, horizon, basis)
    if summary is None or not _cell(summary, "net_usd").shown:
        return None
    net = _cell(summary, "net_usd")
    bars: list[tuple[str, Value, Value]] = []
    rows = s.tornado_rows(release, horizon, basis)
    if {"net_low_usd", "net_high_usd"} <= set(rows.columns) and len(rows):
        for _, row in rows.iterrows():
            if _cell(row, "net_low_usd").shown and _cell(row, "net_high_usd").shown:
                bars.append(
                    (w.parameter(row["parameter"]), _cell(row, "net_low_usd"), _cell(row, "net_high_usd"))
                )
    else:
        for _, row in s.cost_rows(release, horizon, basis).iterrows():
            value, lo, hi = (_cell(row, c) for c in ("avoided_per_person_usd", "ci_lower", "ci_upper"))
            if value.shown and lo.shown and hi.shown:
                bars.append(
                    (
                        w.label(w.ITEMS, row["item"]),
                        derive("sum", net, derive("minus", lo, value)),
                        derive("sum", net, derive("minus", hi, value)),
                    )
                )
    if not bars:
        return None
    bars.sort(key=lambda b: -abs(float(b[2]) - float(b[1])))
    bars = [b for b in bars if float(b[1]) != float(b[2])][:12]
    if not bars:
        return None
    with style.house():
        fig, ax = style.canvas(0.2 * len(bars) + 0.6)
        centre = float(net)
        for i, (_, lo, hi) in enumerate(bars):
            low, high = sorted((float(lo), float(hi)))
            ax.barh(
                i,
                min(low - centre, 0),
                left=centre,
                color=style.COMPARISON,
                height=0.6,
                hatch="////",
                edgecolor="white",
                linewidth=0,
            )
            ax.barh(i, max(high - centre, 0), left=centre, color=style.LEAD, height=0.6)
        ax.axvline(centre, color=style.INK, linewidth=0.9)
        low, high = ax.get_xlim()
        if low < 0 < high:
            ax.axvline(0, color=style.MUTED, linewidth=0.8, linestyle=(0, (2, 2)))
        ax.set_yticks(range(len(bars)), [f.capital(b[0]) for b in bars])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(bars) - 0.45, -0.55)
        ax.xaxis.set_major_locator(plt.MaxNLocator(6))
        ax.xaxis.set_major_formatter(lambda v, _: f"${v:,.0f}".replace("$-", f.MINUS + "$"))
        ax.set_xlabel("Balance in dollars a person", loc="left")
        ax.grid(True, axis="x")
        ax.spines["left"].set_visible(False)
        svg = style.svg_bytes(fig)
    step = 200.0
    said = "; ".join(f"{b[0]} moves it from {f.dollars(b[1], step)} to {f.dollars(b[2], step)}" for b in bars)
    return Figure(
        svg,
        f"Tornado around a balance of {f.dollars(net, step)} a person, widest first: {said}.",
        f"How far the {f.level()} range of each figure alone moves the balance, a person, when all else "
        "stays; the widest first, hatched downwards.",
        f"tornado_{basis}",
    )


# -- context
# --------------------------------------------------------------------------------------------------


@_once
def arrest_volume(release: Release) -> Figure | None:
    """Arrests by quarter and kind, with dated events that changed policy or enforcement."""
    rows = release.wide("arrest_volume")
    if rows.empty or "quarter" not in rows.columns:
        return None
    measure = next((m for m in ("n", "n_arrests", "n_events", "arrests") if m in rows.columns), None)
    if measure is None:
        return None
    for column in ("group_by", "area"):
        if column in rows.columns and rows[column].nunique() > 1:
            keep = [x for x in rows[column].unique() if x is None or str(x) in w.TOTALS]
            if keep:
                rows = rows[rows[column].isin(keep)]
    quarters = sorted({str(q) for q in rows["quarter"]})
    partly = [q for q in quarters if not _is_whole(release, q)]
    quarters = [q for q in quarters if q not in partly]
    if len(quarters) < 2:
        return None
    rows = rows[rows["quarter"].isin(quarters)]
    series: dict[str, dict[str, float]] = {}
    for _, row in rows.iterrows():
        category = str(row["category"]) if "category" in rows.columns else "all"
        here = series.setdefault(category, {})
        number = _number(_cell(row, measure))
        if not math.isnan(number):
            here[str(row["quarter"])] = here.get(str(row["quarter"]), 0.0) + number
    series = {c: v for c, v in series.items() if v}
    if len(series) > 1:
        series = {c: v for c, v in series.items() if c not in w.TOTALS}
    shown = sorted({q for values in series.values() for q in values})
    if len(shown) < 2:
        return None
    # every quarter of the calendar has its place, one without arrests too; what lies outside is hidden
    outside = [q for q in quarters if not shown[0] <= q <= shown[-1]]
    quarters = [f"{q.year}-Q{q.quarter}" for q in pd.period_range(shown[0].replace("-", ""), shown[-1].replace("-", ""), freq="Q")]
    at = {q: i for i, q in enumerate(quarters)}
    # a line with more gaps than points would mislead more than it shows
    gappy = sorted(c for c in series if 2 * len(series[c]) < len(quarters))
    unseen = gappy if len(gappy) < len(series) else []
    series = {c: v for c, v in series.items() if c not in unseen and any(v.values())}
    if not series:
        return None
    largest = sorted(series, key=lambda c: (-sum(series[c].values()), c))[:5]
    with style.house():
        fig, ax = style.canvas(2.7)
        ends = []
        for i, category in enumerate(largest):
            points = [(at[q], series[category].get(q, math.nan)) for q in quarters]
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            ax.plot(xs, ys, color=_INKS[i], linestyle=style.LINES[i % len(style.LINES)], linewidth=1.5)
            ax.plot(xs, ys, color=_INKS[i], linestyle="none", marker=style.MARKERS[i], markersize=2.2)
            last = max(x for x, y in points if not math.isnan(y))
            ends.append([category, last, ys[last], i])
        top = max(max(series[c].values()) for c in largest) * 1.12
        ax.set_ylim(0, top)
        ends.sort(key=lambda e: e[2])
        for a, b in itertools.pairwise(ends):
            b[2] = max(b[2], a[2] + top * 0.07)
        for category, _, y, i in ends:
            ax.annotate(
                f.capital(w.level(category)),
                (len(quarters) - 1, y),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                color=_INKS[i],
                fontsize=8,
                fontweight="semibold",
                annotation_clip=False,
            )
        years = [i for i, q in enumerate(quarters) if q.endswith("Q1")]
        if len(years) > 10:
            years = years[::2]
        ax.set_xticks(years, [quarters[i][:4] for i in years])
        ax.set_xlim(-0.4, max(len(quarters) - 1, 1) + 0.4)  # so that no mark is cut
        ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.0f}")
        ax.set_title("Arrests a quarter")
        style.tidy(ax)
        marks = _event_marks(release, quarters)
        for number, (position, _) in enumerate(marks, start=1):
            ax.axvline(position, color=style.MUTED, linewidth=0.8, linestyle=(0, (2, 2)))
            ax.text(
                position, top, f"\u00a0{_letter(number)}", fontsize=8, fontweight="semibold", va="top", ha="left"
            )
        fig.get_layout_engine().set(rect=(0, 0, 0.86, 1))
        svg = style.svg_bytes(fig)
    for quarter in (quarters[0], quarters[-1]):
        f.named(quarter)
    alt = f"Lines of arrests a quarter from {quarters[0]} to {quarters[-1]}. "
    for category in largest:
        first = next((q for q in quarters if q in series[category]), None)
        last = next((q for q in reversed(quarters) if q in series[category]), None)
        if first and last:
            alt += (
                f"{f.capital(w.level(category))} from "
                f"{f.count(f.as_value(series[category][first], 'arrest_volume'))} to "
                f"{f.count(f.as_value(series[category][last], 'arrest_volume'))}. "
            )
    notes = [
        f"{_letter(i)}: {f.date(day)}, {f.named(label)}"
        for i, (day, label) in enumerate([m[1] for m in _event_marks(release, quarters)], start=1)
    ]
    caption = "Arrests a quarter by kind of the charges."
    if partly:
        said = f"{f.listed([f.named(q) for q in partly])}, which the data cover in part, {'is' if len(partly) == 1 else 'are'} left out."
        caption += f" {said}"
        alt += f"{said} "
    if outside:
        caption += " Quarters before or after hold too few arrests to be shown."
    if unseen:
        said = f"Not drawn, for most of their quarters are hidden: {f.listed([w.level(x) for x in unseen])}."
        caption += f" {said}"
        alt += f"{said} "
    if notes:
        caption += (
            " Dated changes: " + "; ".join(notes) + ". No simple before-and-after comparison may span one."
        )
        alt += "Marked changes: " + "; ".join(notes) + "."
    return Figure(svg, alt.strip(), caption, "arrest_volume")


def _is_whole(release: Release, quarter: str) -> bool:
    """Whether the arrests cover a quarter from its first to its last day (as far as the release tells)."""
    period = pd.Period(quarter.replace("-", ""), freq="Q")
    first, last = period.start_time.date(), period.end_time.date()
    known_from = release.setting_date("data_from")
    return (known_from is None or known_from <= first) and last <= release.data_through


_INKS = (style.LEAD, style.COMPARISON, "#96204a", "#5a2d82", "#4a4f57", "#1b6b52")


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26)


def context_events(release: Release) -> list[tuple[dt.date, str]]:
    """Dated changes of policy or enforcement, in order."""
    frame = release.table("context_events")
    out = []
    if "event_date" in frame.columns and "label" in frame.columns:
        for day, label in zip(frame["event_date"], frame["label"]):
            day = pd.Timestamp(day)
            if not pd.isna(day):
                out.append((day.date(), f.plain(label)))
    return sorted(out)


def _event_marks(release: Release, quarters: list[str]) -> list[tuple[float, tuple[dt.date, str]]]:
    first = quarters[0]
    base = int(first[:4]) * 4 + int(first[-1]) - 1
    marks = []
    for day, label in context_events(release):
        quarter = day.year * 4 + (day.month - 1) // 3
        inside = ((day.month - 1) % 3 + (day.day - 1) / 31) / 3
        position = quarter - base + inside - 0.5
        if 0 <= position <= len(quarters) - 1:
            marks.append((position, (day, label)))
    return marks


@_once
def propensity_overlap(release: Release) -> Figure | None:
    """Shares of both arms by band of the preference score, a panel for each comparison, the primary one first: above nought the
    diverted, below the comparison."""
    held = release.wide("propensity_overlap")
    arms = {"lead": "mean_lead", "comparison": "mean_comparison"}
    if held.empty or not {"covariate", *arms.values()} <= set(held.columns):
        return None
    panels = []
    for design in w.order((s.primary_design(release), *w.DESIGNS), list(held["comparison_design"])):
        rows = held[held["comparison_design"] == design].sort_values("covariate")
        bands = [str(x).partition("=")[2] for x in rows["covariate"]]
        shares = {arm: [_cell(r, m) for _, r in rows.iterrows()] for arm, m in arms.items()}
        if sum(v.shown for values in shares.values() for v in values) >= 4:
            panels.append((design, bands, shares))
    if not panels:
        return None
    with style.house():
        fig, axes = style.panels(2.3, len(panels))
        top = max(float(v) for _, _, shares in panels for values in shares.values() for v in values if v.shown)
        for ax, (design, bands, shares) in zip(axes, panels):
            for arm, sign in (("lead", 1), ("comparison", -1)):
                for x, value in enumerate(shares[arm]):
                    if not value.shown:
                        ax.text(x + 0.5, sign * 0.03 * top, "·", ha="center", va="center", color=style.MUTED, fontsize=9)
                ax.bar(
                    range(len(bands)),
                    [sign * float(v) if v.shown else 0.0 for v in shares[arm]],
                    width=0.94,
                    align="edge",
                    color=style.ARM[arm]["color"],
                    hatch="" if arm == "lead" else "////",
                    edgecolor="white",
                    linewidth=0,
                )
            ax.set_ylim(-1.35 * top, 1.35 * top)  # the names stand clear of the bars
            edges = [b.partition(" to ")[0] for b in bands] + [bands[-1].partition(" to ")[2]]
            step = 1 if len(panels) == 1 else 2
            ax.set_xticks([i - 0.03 for i in range(0, len(edges), step)], edges[::step])
            ax.axhline(0, color=style.MUTED, linewidth=0.8)
            ax.set_title(f.capital(w.label(w.DESIGN_SHORT, design)))
            ax.yaxis.set_major_formatter(lambda v, _: f"{abs(v) * 100:.0f} %")
            style.tidy(ax)
        names = {"transform": axes[0].transAxes, "fontsize": 8.5}
        axes[0].text(0.01, 0.98, "Diverted (above)", ha="left", va="top", color=style.LEAD, **names)
        axes[0].text(0.01, 0.02, "Comparison (below)", ha="left", va="bottom", color=style.COMPARISON, **names)
        axes[0].set_xlabel("Preference score: one half is as likely in one group as in the other", loc="left")
        svg = style.svg_bytes(fig)
    said = [
        f"Against {w.label(w.DESIGNS, design)}: "
        + "; ".join(
            f"{f.named(band)}: diverted {f.percent(lead, decimals=0)}, comparison {f.percent(other, decimals=0)}"
            for band, lead, other in zip(bands, shares["lead"], shares["comparison"])
        )
        for design, bands, shares in panels
    ]
    return Figure(
        svg,
        "Mirrored bars of the preference score, by band. " + ". ".join(said) + ".",
        "Overlap: share of each group by preference score, the propensity with the groups' sizes taken out, for each comparison; people "
        "diverted above the line, the comparison below; a dot stands for a hidden share.",
        "propensity_overlap",
    )
