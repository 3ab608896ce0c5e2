"""Small helpers for evaluators who look at the marts themselves: a data frame in, a house-style figure
out."""

from __future__ import annotations

import pandas as pd

from reports import formats as f
from reports import style
from reports import words as w
from reports.figures import separate
from reports.style import Figure

MANY_ARRESTS = 8  # histories this long or longer share one point


def _with_gaps(part: pd.DataFrame, x: str, y: str, places: pd.Series) -> pd.Series:
    """``y`` at every whole number between the ends of ``places``, a gap where there is none; as it comes where ``x`` is no whole
    number or repeats."""
    if not pd.api.types.is_integer_dtype(places) or part[x].duplicated().any() or places.empty:
        return pd.Series(part[y].to_numpy(dtype=float), index=part[x])
    return part.set_index(x)[y].astype(float).reindex(range(int(places.min()), int(places.max()) + 1))


def lines(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    by: str | None = None,
    weight: str | None = None,
    title: str = "",
    x_label: str = "",
    share: bool = True,
) -> Figure:
    """Lines with markers by group; the size of a marker follows ``weight``. A row without a number, and a whole number of ``x``
    that a group lacks, is a gap in its line."""
    data = frame.dropna(subset=[x, y]).sort_values([c for c in (by, x) if c])
    names = list(dict.fromkeys(data[by])) if by else [""]
    with style.house():
        fig, ax = style.canvas(2.8)
        scale = 100.0 if share else 1.0
        ends: list[list] = []  # of each line: name, place, colour
        heaviest = float(data[weight].max()) if weight and len(data) else 1.0
        for i, name in enumerate(names):
            part = data[data[by] == name] if by else data
            look = style.ARM.get(str(name)) or {
                "color": style.PALETTE[i % len(style.PALETTE)],
                "linestyle": style.LINES[i % len(style.LINES)],
                "marker": style.MARKERS[i % len(style.MARKERS)],
            }
            whole = _with_gaps(part, x, y, data[x])
            ax.plot(whole.index, whole * scale, color=look["color"], linestyle=look["linestyle"])
            sizes = [12 + 60 * float(v) / heaviest for v in part[weight]] if weight else 25
            ax.scatter(
                part[x], part[y] * scale, s=sizes, color=look["color"], marker=look["marker"], zorder=3
            )
            if len(part) and name != "":
                ends.append([name, float(part[x].iloc[-1]), float(part[y].iloc[-1]) * scale, look["color"]])
        ax.set_ylim(0, None)
        separate(ends, 0.08 * ax.get_ylim()[1])
        for name, at, height, colour in ends:
            ax.annotate(
                w.label(w.ARMS, name),
                (at, height),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                fontweight="semibold",
                annotation_clip=False,
            )
        if share:
            ax.yaxis.set_major_formatter(lambda v, _: f"{v:.0f} %")
        ax.set_xlabel(x_label or f.code_words(x), loc="left")
        ax.set_title(title)
        style.tidy(ax)
        fig.get_layout_engine().set(rect=(0, 0, 0.84, 1))
        svg = style.svg_bytes(fig)
    parts = []
    for name in names:
        part = data[data[by] == name] if by else data
        if len(part):
            first, last = float(part[y].iloc[0]), float(part[y].iloc[-1])
            show = (
                (lambda v: f.percent(f.as_value(v), decimals=0))
                if share
                else (lambda v: f.decimal(f.as_value(v)))
            )
            parts.append(
                f"{w.label(w.ARMS, name) if name != '' else 'the line'} runs from {show(first)} to "
                f"{show(last)}"
            )
    return Figure(svg, f"{title}. " + "; ".join(parts) + ".", title, "explore")
