"""The one look of all figures: fonts, colours with a second channel, sizes, and SVG bytes that never
change."""

from __future__ import annotations

import contextlib
import html
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_source_sans_pro
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as MplFigure

FONT = "Source Sans Pro"
FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
FONT_FOLDER = Path(font_source_sans_pro.font_directory)

PALETTE = [matplotlib.colors.to_hex(c) for c in matplotlib.color_sequences["petroff6"]]
INK = "#1b2733"
MUTED = "#5b6875"
RULE = "#c9d1d9"
FAINT = "#eef1f4"
LEAD = "#1f4e8c"  # darkened first colour, so that thin lines and small text keep their contrast
COMPARISON = "#b35900"  # darkened second colour
# colour, line style, marker: one group is never told from another by colour alone
ARM = {
    "lead": {"color": LEAD, "linestyle": "-", "marker": "o"},
    "comparison": {"color": COMPARISON, "linestyle": (0, (5, 2)), "marker": "s"},
}
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: tuple = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)), (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo", "--")
WIDTH = 6.5  # inches of text width on a letter page

RC = {
    "font.family": [FONT],
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.titleweight": "semibold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.prop_cycle": matplotlib.cycler(color=PALETTE),
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "text.color": INK,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "savefig.transparent": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "lead-outcomes",
    "hatch.linewidth": 0.5,
    "mathtext.fontset": "custom",
}


@cache
def register_fonts() -> None:
    """Make Source Sans known to matplotlib (once a process)."""
    for face in FACES:
        font_manager.fontManager.addfont(FONT_FOLDER / f"SourceSansPro-{face}.ttf")


@contextlib.contextmanager
def house() -> Iterator[None]:
    """The house style inside a ``with`` block; what stood before comes back after it."""
    register_fonts()
    with matplotlib.rc_context(rc=RC):
        yield


def use() -> None:
    """The house style for a whole notebook."""
    register_fonts()
    matplotlib.rcParams.update(RC)
    pd.set_option("display.max_colwidth", None)  # a column's description is read whole


@dataclass(frozen=True)
class Figure:
    """A finished figure: SVG bytes, the finding and its numbers in words (alt), and a caption."""

    svg: bytes
    alt: str
    caption: str
    key: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", curly(self.alt))

    def _repr_html_(self) -> str:
        from reports.display import figure_html

        return figure_html(self)


def canvas(height: float, width: float = WIDTH, **grid: object) -> tuple[MplFigure, Axes]:
    """A figure in the house style (call inside ``house()``)."""
    fig = plt.figure(figsize=(width, height), layout="constrained")
    fig.get_layout_engine().set(w_pad=2 / 72, h_pad=2 / 72, wspace=0.02, hspace=0.02)
    return fig, fig.add_subplot(**grid)


def panels(height: float, n: int) -> tuple[MplFigure, list[Axes]]:
    """``n`` panels beside each other that share their vertical axis (call inside ``house()``)."""
    fig, first = canvas(height)
    first.remove()
    axes = fig.subplots(1, n, sharey=True, squeeze=False)[0]
    return fig, list(axes)


_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|\s|$)")


def curly(text: str) -> str:
    """The text with each apostrophe within or after a word as a curly one."""
    return _APOSTROPHE.sub("’", text)


def svg_bytes(fig: MplFigure) -> bytes:
    """The figure as SVG: text stays text, no date, same bytes each time. Closes the figure."""
    buffer = io.BytesIO()
    fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(fig)
    text = buffer.getvalue().decode("utf-8")
    # the reader of an SVG inside a PDF needs the family's plain name, and no outside address of a document
    # type
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = re.sub(r"(?<=>)[^<>]+(?=</text>)", lambda said: curly(said[0]), text)
    return text.encode("utf-8")


_WORDS = re.compile(
    r"""<text style="(?:font-weight: (\d+); )?font-size: ([\d.]+)px; font-family: 'Source Sans Pro'; """
    r"""text-anchor: (start|middle|end); fill: (#\w{6})" x="([-\d.]+)" y="([-\d.]+)">([^<]*)</text>"""
)
_WIDE = re.compile(r'<svg [^>]*width="([\d.]+)pt"')


def print_svg(svg: bytes, wide: float) -> tuple[bytes, list[tuple[dict[str, object], list[tuple[str, float, float]]]]]:
    """The same picture with less for Typst to do: no group with a name of its own, no text turned by nought.

    Of a picture as ``wide`` (in points) as it is printed the words that stand upright come apart from it, for Typst to set: by
    style, each with its place, from the edge or the middle that it is aligned with.
    """
    text = "<g".join(re.split(r'<g id="[^"]*"', svg.decode("utf-8")))
    text = "".join(re.split(r' transform="rotate\(-0 [^"]*"', text))
    found: dict[tuple[str, ...], list[tuple[str, float, float]]] = {}
    size = _WIDE.search(text)
    if size is None or float(size[1]) != wide:
        return text.encode("utf-8"), []
    from_left = {"start": 0.0, "middle": wide / 2, "end": wide}

    def apart(match: re.Match[str]) -> str:
        *style, x, y, said = match.groups()
        place = (html.unescape(said), round(float(x) - from_left[style[2]], 3), round(float(y), 3))
        found.setdefault(tuple(style), []).append(place)
        return ""

    text = _WORDS.sub(apart, text)
    return text.encode("utf-8"), [
        ({"weight": int(weight or 400), "size": float(points), "anchor": anchor, "fill": fill}, said)
        for (weight, points, anchor, fill), said in found.items()
    ]


def tidy(ax: Axes, *, grid: str | None = "y") -> None:
    """Light grid on one axis, no clutter."""
    if grid:
        ax.grid(True, axis=grid)
    ax.tick_params(length=3)


def nice_top(highest: float, smallest: float = 0.1) -> float:
    """An upper end of a share axis that starts at nought: a multiple of five hundredths above the data."""
    top = max(highest * 1.08, smallest)
    step = 0.05 if top <= 0.5 else 0.1
    import math

    return min(1.0, math.ceil(top / step - 1e-9) * step)


_LEFT_OUT = (b"GSUB", b"GDEF", b"DSIG")  # other forms of letters, what kind each letter is, and the maker's signature


@cache
def print_font(face: str) -> bytes:
    """One face of Source Sans as Typst sets it: all letters, without the tables of small capitals, fractions and the like.

    No report uses them, and each piece of text is looked up in every one of them, those of figures with the tables read anew.
    """
    data = (FONT_FOLDER / f"SourceSansPro-{face}.ttf").read_bytes()
    version, n = struct.unpack_from(">4sH", data)
    tables = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(n)]
    kept = [t for t in tables if t[0] not in _LEFT_OUT]
    power = len(kept).bit_length() - 1
    head = struct.pack(">4sHHHH", version, len(kept), 16 << power, power, 16 * len(kept) - (16 << power))
    body = b""
    for tag, checksum, at, length in kept:
        head += struct.pack(">4sIII", tag, checksum, 12 + 16 * len(kept) + len(body), length)
        body += data[at : at + length] + bytes(-length % 4)
    return head + body


@cache
def web_font(face: str) -> bytes:
    """One face of Source Sans as WOFF, cut down to Latin text and the signs that the reports use."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(FONT_FOLDER / f"SourceSansPro-{face}.ttf", recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga"]
    options.name_IDs = [1, 2]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180), *_SIGNS])
    cutter.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=None)
    return buffer.getvalue()


# dashes, quotation marks, dots, arrows, minus, comparison signs
_SIGNS = (
    0x2010,
    0x2011,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x2190,
    0x2192,
    0x2212,
    0x2260,
    0x2264,
    0x2265,
)
