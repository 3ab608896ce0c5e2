"""The pieces a report is made of: plain data that the Typst templates set and that notebooks show as HTML.

Text may carry bold, emphasis and footnotes by private characters, which no site's text can hold
(``formats.plain`` removes them), so that a district named ``*x*`` or ``#set`` stays what it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reports.style import Figure, curly

_BOLD, _BOLD_END, _EM, _EM_END, _NOTE, _NOTE_END = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
Block = dict[str, Any]


def bold(text: str) -> str:
    return f"{_BOLD}{text}{_BOLD_END}"


def em(text: str) -> str:
    return f"{_EM}{text}{_EM_END}"


def note(text: str) -> str:
    """A footnote at this place."""
    return f"{_NOTE}{text}{_NOTE_END}"


def runs(text: str) -> list[dict[str, Any]]:
    """Marked text as a list of runs: {s, b, i} or {note: runs}; an apostrophe within or after a word is a curly one."""
    text = curly(text)
    out: list[dict[str, Any]] = []
    buffer, is_bold, is_em, i = "", False, False, 0

    def flush() -> None:
        nonlocal buffer
        if buffer:
            out.append({"s": buffer, "b": is_bold, "i": is_em})
            buffer = ""

    while i < len(text):
        ch = text[i]
        if ch in (_BOLD, _BOLD_END):
            flush()
            is_bold = ch == _BOLD
        elif ch in (_EM, _EM_END):
            flush()
            is_em = ch == _EM
        elif ch == _NOTE:
            flush()
            end = text.index(_NOTE_END, i)
            out.append({"note": runs(text[i + 1 : end])})
            i = end
        else:
            buffer += ch
        i += 1
    flush()
    return out


def unmarked(text: str) -> str:
    """The text without its marks and footnotes (for titles and alt text)."""
    return "".join(r["s"] for r in runs(text) if "s" in r)


def heading(text: str, level: int = 2, key: str = "") -> Block:
    """A heading; ``key`` ("section/part") is what a checklist finds its page by."""
    return {"t": "heading", "level": level, "runs": runs(text), **({"key": key} if key else {})}


def para(text: str, leads: bool = True) -> Block:
    """A paragraph; one that leads to a figure or small table stays with it, unless it says nothing of it."""
    return {"t": "para", "runs": runs(text), "leads": leads}


def lead_in(text: str) -> Block:
    """A larger opening paragraph."""
    return {"t": "lead", "runs": runs(text)}


def bullets(items: list[str]) -> Block:
    return {"t": "list", "items": [runs(i) for i in items]}


def terms(items: list[tuple[str, str]]) -> Block:
    """Terms with their explanation."""
    return {"t": "terms", "items": [{"term": runs(a), "text": runs(b)} for a, b in items]}


def callout(title: str, *body: Block, kind: str = "note") -> Block:
    """A box: note, key or warning."""
    return {"t": "callout", "kind": kind, "title": runs(title), "body": list(body)}


def key_figures(items: list[tuple[str, str, str]]) -> Block:
    """Large figures with a line below each: (number, label, interval)."""
    return {"t": "keys", "items": [{"number": a, "label": b, "interval": c} for a, b, c in items]}


def table(
    header: list[str],
    rows: list[list[str]],
    caption: str,
    *,
    align: str = "",
    widths: list[str] | None = None,
    notes: str = "",
    groups: set[int] | None = None,
    small: bool = False,
    bold_rows: set[int] | None = None,
) -> Block:
    """A table with a header row that repeats on each page.

    align: one letter a column (l, c, r); groups: numbers of rows that are a heading across the table.
    """
    n = len(header)
    align = (align or "l" + "r" * (n - 1))[:n].ljust(n, "r")
    for row in rows:
        if len(row) != n:
            raise ValueError(f"{unmarked(caption)}: a row has {len(row)} cells, expected {n}")
    return {
        "t": "table",
        "caption": runs(caption),
        "header": [runs(h) for h in header],
        "rows": [
            {
                "group": i in (groups or set()),
                "bold": i in (bold_rows or set()),
                "cells": [runs(c) for c in row],
            }
            for i, row in enumerate(rows)
        ],
        "align": align,
        "widths": widths or [],
        "notes": runs(notes),
        "small": small,
    }


def figure(fig: Figure | None, instead: str = "", floats: bool = False) -> Block | None:
    """A figure; where there is none, the sentence that says why (or nothing). One that floats may stand at the foot of the page,
    or of the next, with what follows it above."""
    if fig is None:
        return para(instead) if instead else None
    return {"t": "figure", "figure": fig, "caption": runs(fig.caption), "alt": fig.alt, "float": floats}


def flow(boxes: list[dict[str, Any]], caption: str, alt: str) -> Block:
    """A flow diagram: columns of boxes, each {title, steps: [{text, out}]}; its text stays text."""
    return {"t": "flow", "columns": boxes, "caption": runs(caption), "alt": curly(alt)}


def page_break() -> Block:
    return {"t": "break"}


def together(*body: Block | None) -> Block:
    """Blocks that stay on one page."""
    return {"t": "together", "body": [b for b in body if b]}


def marked(mark: str, *body: Block | None) -> Block:
    """Blocks whose every page carries ``mark`` (the 'illustrative' line) in its footer."""
    return {"t": "marked", "mark": mark, "body": [b for b in body if b]}


@dataclass
class Section:
    """A part of a report: heading and blocks. A notebook shows it; a report is a list of them."""

    key: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    new_page: bool = False
    part: str = ""  # what begins with this section, on a page of its own
    numbered: bool = True

    def add(self, *blocks: Block | None) -> Section:
        self.blocks += [b for b in blocks if b]
        return self

    def _repr_html_(self) -> str:
        from reports.display import section_html

        return section_html(self)


@dataclass
class Document:
    """A whole report, ready to be rendered."""

    kind: str
    title: str
    subtitle: str
    sections: list[Section]
    meta: dict[str, Any] = field(default_factory=dict)
    contents: bool = False


def strip_none(blocks: list[Block | None]) -> list[Block]:
    return [b for b in blocks if b]
