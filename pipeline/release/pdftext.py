"""The words of a finished PDF, read back for the audit: pages, drawings, alternative texts, attached files.

pypdf opens the file and its streams; the text operators themselves are read here, because its own extraction
takes seconds a report. A page whose fonts or operators are not of the plain kind that the typesetter writes
(two-byte codes with a ToUnicode map) is left to pypdf.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
# possessive, and from a number's first digit on: paths hold many numbers, and nearly none before a cm
_NUMBERS = rb"(?<![\d.+-])((?:[-+]?[\d.]++\s++){6})"
# what moves the page's axes, what is text, and what draws another stream
_STEP = re.compile(
    _NUMBERS + rb"cm\b|\b(BT)\b((?:" + _STRING + rb"|[^(])*?)\bET\b|/([^\s/<>()\[\]]+)\s+Do\b"
    rb"|(?<![\w/])([qQ])(?![\w])", re.S)
_TEXT = re.compile(
    _NUMBERS + rb"Tm\b|/([^\s/<>()\[\]]+)\s+([-\d.]+)\s+Tf\b"
    rb"|(\[(?:" + _STRING + rb"|[^\]()])*\]\s*TJ|(?:" + _STRING + rb"|<[0-9A-Fa-f\s]*>)\s*Tj)"
    rb"|([-+\d.]+)\s+([-+\d.]+)\s+T[dD]\b|(T\*|['\"])", re.S)
_PIECE = re.compile(rb"(" + _STRING + rb"|<[0-9A-Fa-f\s]*>)|([-+]?[\d.]+)", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
            b"\n": b"", b"\r": b"", b"\r\n": b""}
_DEEPEST = 8

Axes = tuple[float, float, float, float, float, float]
_NOWHERE: Axes = (1, 0, 0, 1, 0, 0)


class _Unusual(Exception):
    """Something that only the general reader can make out."""


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match.group(1)
    if b"0" <= code[:1] < b"8":
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def _literal(token: bytes) -> bytes:
    if token[:1] == b"<":
        digits = re.sub(rb"\s", b"", token[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, token[1:-1]) if b"\\" in token else token[1:-1]


def _code(text: str) -> str:
    return bytes.fromhex(text).decode("utf-16-be", errors="replace")


def cmap(stream: str) -> dict[int, str]:
    """A ToUnicode map: code -> text. Raises _Unusual: codes that are not of two bytes."""
    if not re.search(r"begincodespacerange\s*<[0-9A-Fa-f]{4}>", stream):
        raise _Unusual
    out: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", stream, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]+)>", block):
            out[int(code, 16)] = _code(text.replace(" ", ""))
    for block in re.findall(r"beginbfrange(.*?)endbfrange", stream, re.S):
        for low, high, many, text in re.findall(
                r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:\[([^\]]*)\]|<([0-9A-Fa-f]+)>)", block):
            codes = range(int(low, 16), int(high, 16) + 1)
            if many:
                out.update(zip(codes, map(_code, re.findall(r"<([0-9A-Fa-f]+)>", many))))
            else:
                first = _code(text)
                out.update((c, first[:-1] + chr(ord(first[-1]) + i)) for i, c in enumerate(codes))
    return out


def _times(a: Axes, b: Axes) -> Axes:
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def _axes(numbers: bytes) -> Axes:
    a, b, c, d, e, f = map(float, numbers.split())
    return a, b, c, d, e, f


@dataclass(frozen=True)
class _Font:
    """``letters``: code -> text; ``widths``: code -> thousandths of the size."""

    letters: dict[int, str]
    widths: dict[int, float]
    usual: float


class _Run(NamedTuple):
    """A piece of text, from ``start`` to ``end`` on the page, as large as ``size``."""

    text: str
    start: tuple[float, float]
    end: tuple[float, float]
    size: float

    def joint(self, after: _Run) -> str:
        """What stands between this piece and the next: nothing, a space, or a new line."""
        right, up = self.end[0] - self.start[0], self.end[1] - self.start[1]
        gap, rise = after.start[0] - self.end[0], after.start[1] - self.end[1]
        length = math.hypot(right, up) or 1.0
        off_the_line = abs(rise * right - gap * up) / length
        if off_the_line > 0.3 * self.size:
            return "\n"
        return "" if math.hypot(gap, rise) < 0.12 * self.size else " "


def _widths(entries: list[Any]) -> dict[int, float]:
    """A font's /W: ``code [w w ...]`` or ``first last w``."""
    out: dict[int, float] = {}
    i = 0
    while i + 1 < len(entries):
        first, second = int(entries[i]), entries[i + 1]
        if isinstance(second, list):
            out.update((first + k, float(w)) for k, w in enumerate(second))
            i += 2
        else:
            out.update((c, float(entries[i + 2])) for c in range(first, int(second) + 1))
            i += 3
    return out


def _shown(token: bytes, font: _Font) -> tuple[str, float]:
    """(text, width in thousandths) of what one Tj or TJ draws."""
    text, width = [], 0.0
    for piece, moved in _PIECE.findall(token):
        if moved:
            width -= float(moved)
            continue
        codes = _literal(piece)
        if len(codes) % 2:
            raise _Unusual
        for i in range(0, len(codes), 2):
            code = codes[i] << 8 | codes[i + 1]
            text.append(font.letters.get(code, ""))
            width += font.widths.get(code, font.usual)
    return "".join(text), width


class _Reader:
    """One document's fonts, each read once."""

    def __init__(self) -> None:
        self.fonts: dict[Any, _Font] = {}
        self.blocks: dict[tuple[int, bytes], list[tuple[Axes, str, float, float]]] = {}
        self.named: dict[tuple[int, bytes], tuple[Any, _Font]] = {}

    def font(self, resources: Any, name: bytes) -> _Font:
        """The font of that name; kept with its resources, so that their id stays theirs."""
        known = self.named.get((id(resources), name))
        if known is None:
            known = resources, self._font(resources, name.decode("latin-1"))
            self.named[(id(resources), name)] = known
        return known[1]

    def _font(self, resources: Any, name: str) -> _Font:
        fonts = resources.get("/Font") if resources is not None else None
        if fonts is None or "/" + name not in fonts.get_object():
            raise _Unusual
        reference = fonts.get_object().raw_get("/" + name)
        key = getattr(reference, "idnum", id(reference))
        if key not in self.fonts:
            font = reference.get_object()
            if font.get("/Encoding") != "/Identity-H" or "/ToUnicode" not in font:
                raise _Unusual
            inner = font["/DescendantFonts"].get_object()[0].get_object()
            self.fonts[key] = _Font(cmap(font["/ToUnicode"].get_object().get_data().decode("latin-1")),
                                    _widths(inner.get("/W", [])), float(inner.get("/DW", 1000)))
        return self.fonts[key]

    def runs(self, stream: bytes, resources: Any, axes: Axes, depth: int = 0) -> Iterator[_Run]:
        """Each piece of text, in the order in which it is drawn."""
        stack: list[Axes] = []
        for step in _STEP.finditer(stream):
            moved, text, inside, drawn, saved = step.groups()
            if moved:
                axes = _times(_axes(moved), axes)
            elif saved == b"q":
                stack.append(axes)
            elif saved:
                axes = stack.pop() if stack else axes
            elif text:
                yield from self._block(inside, resources, axes)
            elif drawn:
                yield from self._drawn(drawn.decode("latin-1"), resources, axes, depth)

    def _block(self, inside: bytes, resources: Any, axes: Axes) -> Iterator[_Run]:
        key = id(resources), inside  # the letters of a drawing stand in blocks of their own, again and again
        pieces = self.blocks.get(key)
        if pieces is None:
            pieces = self.blocks[key] = list(self._pieces(inside, resources))
        for at, text, advance, size in pieces:
            x, y = at[4] * axes[0] + at[5] * axes[2] + axes[4], at[4] * axes[1] + at[5] * axes[3] + axes[5]
            right, up = at[0] * axes[0] + at[1] * axes[2], at[0] * axes[1] + at[1] * axes[3]
            yield _Run(text, (x, y), (x + advance * right, y + advance * up), size * math.hypot(right, up))

    def _pieces(self, inside: bytes, resources: Any) -> Iterator[tuple[Axes, str, float, float]]:
        """(place within the block, text, width, size of the letters) of each piece of a block."""
        at, font, size = _NOWHERE, None, 1.0
        for part in _TEXT.finditer(inside):
            placed, name, points, shown, right, up, odd = part.groups()
            if odd:
                raise _Unusual
            if placed:
                at = _axes(placed)
            elif right is not None:
                at = _times((1, 0, 0, 1, float(right), float(up)), at)
            elif name:
                font, size = self.font(resources, name), float(points)
            elif shown:
                if font is None:
                    raise _Unusual
                text, width = _shown(shown, font)
                advance = width * size / 1000
                yield at, text, advance, abs(size)
                at = _times((1, 0, 0, 1, advance, 0), at)

    def _drawn(self, name: str, resources: Any, axes: Axes, depth: int) -> Iterator[_Run]:
        pool = resources.get("/XObject") if resources is not None else None
        item = pool.get_object().get("/" + name) if pool is not None else None
        if item is None or depth > _DEEPEST:
            raise _Unusual
        item = item.get_object()
        if item.get("/Subtype") != "/Form":
            return
        matrix = item.get("/Matrix")
        if matrix is not None:
            axes = _times(tuple(float(v) for v in matrix), axes)  # type: ignore[arg-type]
        own = item.get("/Resources")
        if own is not None:
            resources = own.get_object()
        yield from self.runs(item.get_data(), resources, axes, depth + 1)

    def page(self, page: Any) -> str:
        """A page's text, in the order in which it is drawn."""
        contents = page.get_contents()
        if contents is None:
            return ""
        try:
            runs = list(self.runs(contents.get_data(), page["/Resources"].get_object(), _NOWHERE))
        except _Unusual:
            return page.extract_text() or ""
        joints = [a.joint(b) for a, b in pairwise(runs)]
        return "".join(part for run, joint in zip(runs, [*joints, ""]) for part in (run.text, joint))


_SPOKEN = re.compile(rb"/(?:Alt|ActualText|E)\s*(" + _STRING + rb"|<[0-9A-Fa-f\s]*>)", re.S)


def _spoken(reader: Any, raw: bytes) -> Iterator[str]:
    """Texts for those who can't see: of figures, formulas and abbreviations in the document's structure."""
    if b"/ObjStm" not in raw:
        # the structure stands in the file as it is: no need to build its thousands of objects
        for token in _SPOKEN.findall(raw):
            text = _literal(token)
            wide = text[:2] == b"\xfe\xff"
            yield text[2:].decode("utf-16-be", errors="replace") if wide else text.decode("latin-1")
        return
    todo: list[Any] = [reader.trailer["/Root"].get("/StructTreeRoot")]
    seen = set()
    while todo:
        item = todo.pop()
        key = getattr(item, "idnum", None)
        if key is not None:
            if key in seen:
                continue
            seen.add(key)
            item = item.get_object()
        if isinstance(item, list):
            todo += item
        elif isinstance(item, dict) and item.get("/Type") != "/Page":
            yield from (str(item[name]) for name in ("/Alt", "/ActualText", "/E") if name in item)
            if "/K" in item:
                todo.append(item.raw_get("/K"))  # type: ignore[attr-defined]


def text_of_pdf(path: Path) -> str:
    """All text of a PDF: pages, what it says to those who can't see, metadata, and attached files."""
    from pypdf import PdfReader

    raw = path.read_bytes()
    reader = PdfReader(io.BytesIO(raw))
    pages = _Reader()
    parts = [pages.page(page) for page in reader.pages]
    parts += _spoken(reader, raw)
    parts += [str(v) for v in (reader.metadata or {}).values()]
    for name, contents in (reader.attachments or {}).items():
        parts += [f"{name}\n{content.decode('utf-8', errors='ignore')}" for content in contents]
    return "\n".join(parts)


@contextlib.contextmanager
def texts_beside(paths: Sequence[Path]) -> Iterator[Callable[[Path], str]]:
    """:func:`text_of_pdf` for ``paths``, read in a process of its own while the caller does other work; it ends with the
    block. What that process could not read is read here, so that its error is raised here."""
    if not paths:
        yield text_of_pdf
        return
    # without a buffer Python drops the rest of a write that was cut short, as one is whose process is stopped and goes on
    process = subprocess.Popen([sys.executable, "-m", __name__, *map(os.path.abspath, paths)], cwd=Path(__file__).parents[2],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
                               env={**os.environ, "PYTHONUNBUFFERED": ""})
    read: dict[str, str] = {}

    def text(path: Path) -> str:
        if process.returncode is None:
            said, _ = process.communicate()
            if process.returncode == 0:
                read.update(json.loads(said))
        found = read.get(os.path.abspath(path))
        return text_of_pdf(path) if found is None else found

    try:
        yield text
    finally:
        if process.returncode is None:
            process.kill()
            process.communicate()


if __name__ == "__main__":  # PDF...: their texts as JSON on standard output
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(json.dumps({path: text_of_pdf(Path(path)) for path in sys.argv[1:]}))
