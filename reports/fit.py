"""Column widths and row heights of a table, from the font's own advances.

Typst finds the width of an ``auto`` column, and the height of each row, by setting its cells once more for each of them: of
a report of thousands of cells that is up to a third of the time. Where all is on one line the answer is a sum of advances.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.ft2font import FT2Font, LoadFlags

from reports.style import FONT_FOLDER

INSET_X, INSET_Y = 0.45, 0.36  # half of what is left free between two cells, in em of the table's text
_SPARE = 0.02  # em: what a positive kerning may add
_KERNING = 0.02  # of a line: by how much pairs of letters draw together
_PAGE = "00"  # a page's number is known only when the pages are
_NEVER = float("inf")
_WORD_ENDS = re.compile("[ \u200b]|(?<=[-–—/])")  # where a line may end without a hyphen
_PIECES = re.compile("([ \u200b]|(?<=[-–—/]))")  # text in turn with the ends of its words
LEADING = 0.5  # em between the lines of a cell
LAST_ROWS = 2
WHOLE_LINES = 10  # a table of so many or fewer is never split over pages


class _Face(dict[str, float]):
    """Advance of each character in em, looked up once; a letter that the face lacks has no known width."""

    def __init__(self, name: str) -> None:
        self.font = FT2Font(str(FONT_FOLDER / f"SourceSansPro-{name}.ttf"))
        self.known = self.font.get_charmap()
        self["\u200b"] = 0.0

    def __missing__(self, ch: str) -> float:
        glyph = self.known.get(ord(ch))
        width = _NEVER if glyph is None else self.font.load_glyph(glyph, LoadFlags.NO_SCALE).horiAdvance / self.font.units_per_EM
        self[ch] = width
        return width


_face = cache(_Face)


@cache
def line_height() -> float:
    """The height of a row of one line, in em: capitals and the space above and below."""
    font = _face("Regular").font
    return font.get_sfnt_table("OS/2")["sCapHeight"] / font.units_per_EM + 2 * INSET_Y


@cache
def _width(text: str, bold: bool, italic: bool) -> float:
    return sum(map(_face(("Bold" if bold else "") + ("It" if italic else "") or "Regular").__getitem__, text))


def semibold(text: str) -> float:
    """The width of a heading's text on one line, in em."""
    return sum(map(_face("Semibold").__getitem__, text))


def width(runs: list[dict[str, Any]], bold: bool = False) -> float:
    """The width of a cell of marked text on one line, in em; infinite where it can't be told (a footnote, a strange letter)."""
    found = 2 * INSET_X + _SPARE
    for run in runs:
        found += _NEVER if "note" in run else _width(run.get("s", _PAGE), bold or run.get("b", False), run.get("i", False))
    return found


@dataclass(frozen=True)
class Fitted:
    """How a table is set."""

    columns: list[Any]  # em, or fractions as text; ``auto`` where Typst weighs them
    gaps: list[bool]  # by column: whether its words are kept from the next
    alone: list[bool]  # by row: whether it is one line
    narrow: list[bool]  # by row: whether one of its words has no room in its column and has to be hyphenated
    lines: list[int]  # of the header and each row; nought where that can't be told beforehand

    @property
    def long(self) -> bool:
        """Whether the table has more lines than are kept together on a page; a row of more than one line counts twice."""
        return sum(1 if one else 2 for one in self.alone) > WHOLE_LINES


def fit(block: dict[str, Any], line: float) -> Fitted:
    """How a table is set on a text ``line`` em (of the table's) wide.

    Where the widest cells have no room beside each other, columns stay ``auto`` and Typst weighs them.
    """
    header, rows = block["header"], block["rows"]
    n = len(header)
    asked = block["widths"] if len(block["widths"]) == n else ["1"] + ["auto"] * (n - 1)
    heads = [width(h, bold=True) for h in header]
    widths = [[width(c, row["bold"] or row["group"]) for c in row["cells"]] for row in rows]
    plain = [x for x, row in zip(widths, rows) if not row["group"]]
    natural = [max(column) for column in zip(heads, *plain)]
    left = line - sum(w for w, a in zip(natural, asked) if a == "auto")
    if left <= 0:
        return Fitted(list(asked), [True] * n, [False] * len(rows), [True] * len(rows), [0] * (1 + len(rows)))
    shares = sum(float(a) for a in asked if a != "auto")
    room = [w if a == "auto" else left * float(a) / shares for w, a in zip(natural, asked)]
    alone = [x[0] <= line if row["group"] else all(w <= r for w, r in zip(x, room)) for x, row in zip(widths, rows)]
    narrow = [
        not one and any(_longest_word(cell, row["bold"]) > r for cell, r in zip(row["cells"], room))
        for row, one in zip(rows, alone)
    ]
    return Fitted(
        columns=[w if a == "auto" else a for w, a in zip(natural, asked)],
        # a column of more than one line fills its width, and figures stand at the right edge of theirs
        gaps=[w > r or (a != "l" and b == "l") for w, r, a, b in zip(natural, room, block["align"], block["align"][1:] + "r")],
        alone=alone,
        narrow=narrow,
        lines=[
            _lines(header, room, True),
            *(
                1 if one else 0 if row["group"] or broken else _lines(row["cells"], room, row["bold"])
                for row, one, broken in zip(rows, alone, narrow)
            ),
        ],
    )


def height(n: int) -> float:
    """The height of a row of ``n`` lines, in em."""
    return line_height() + (n - 1) * (line_height() - 2 * INSET_Y + LEADING)


def _lines(cells: list[list[dict[str, Any]]], room: list[float], bold: bool) -> int:
    """The lines of the tallest cell, where a hair's breadth more or less, and breaks at spaces alone, make no difference."""
    most = 1
    for cell, wide in zip(cells, room):
        if width(cell, bold) <= wide:
            continue
        words = _words(cell, bold)
        room_for = wide - 2 * INSET_X
        short, long = (_broken(words, room_for * by, every) for by, every in ((1 - _KERNING / 4, False), (1 + _KERNING, True)))
        if short != long or not short:
            return 0
        most = max(most, short)
    return most


def _words(cell: list[dict[str, Any]], bold: bool) -> list[tuple[float, str]]:
    """Each word's width and what stands where it ends: a space, or nothing that is seen."""
    found: list[tuple[float, str]] = []
    so_far = 0.0
    for run in cell:
        if "s" not in run:
            return [(_NEVER, "")]
        for i, part in enumerate(_PIECES.split(run["s"])):
            if i % 2:
                found.append((so_far, part))
                so_far = 0.0
            else:
                so_far += _width(part, bold or run["b"], run["i"])
    return [*found, (so_far, "")]


def _broken(words: list[tuple[float, str]], wide: float, every: bool) -> int:
    """The lines that words are broken into, at spaces or at every place that may end one; nought where a word has no room."""
    n, used, pending, space = 1, 0.0, 0.0, 0.0
    for i, (one, end) in enumerate(words):
        pending += one
        if end != " " and not every and i + 1 < len(words):
            continue
        if pending > wide:
            return 0
        if used and used + space + pending > wide:
            n, used = n + 1, pending
        else:
            used += space + pending
        pending, space = 0.0, _width(" ", False, False) if end == " " else 0.0
    return n


def _longest_word(runs: list[dict[str, Any]], bold: bool) -> float:
    words = [(x, run) for run in runs if "s" in run for x in _WORD_ENDS.split(run["s"])]
    return 2 * INSET_X + _SPARE + max((_width(x, bold or run["b"], run["i"]) for x, run in words), default=0.0)


def last_together(block: dict[str, Any]) -> int:
    """How many of a table's last rows are kept on one page, with its notes; a heading just before or among them stands with them."""
    rows = block["rows"]
    kept = min(LAST_ROWS, len(rows))
    return kept + (kept < len(rows) and rows[-kept - 1]["group"])
