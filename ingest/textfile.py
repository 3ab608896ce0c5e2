"""Delimited text: prove that a file is plain, then let DuckDB read it; read everything else row by row.

DuckDB's reader is fast but may shift fields, swallow half a gzip file or rename headers without a word, so
it never judges a raw file. A byte scan first shows that the file is *plain*: valid UTF-8 (or brought to
it), no NUL, no lone carriage return, quotes only as RFC 4180 has them, no line break inside quotes, and
each line with exactly the header's number of delimiters. Lines with another number are blanked in a private
copy, so that record numbers stay, and are quarantined. What is not plain goes through Python's strict
``csv``.

Record numbers: 1 is the first record after the header. A blank line is a record (with the wrong number of
fields, unless the file has one column); the line end of the last record starts none.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import duckdb
import numpy as np
import pyarrow as pa

from pipeline.errors import DataRefused, SiteError

ENCODING_HINT = "state the file's encoding in site.yml (encoding: utf-8, cp1252, latin-1, utf-16)"
CHUNK = 1 << 20
SCANNED = 1 << 16  # stays in the cache while it is looked at several times; where each line is as it should be, none is counted
# a wrong-width line costs a little memory each; a file with more of them is read row by row
MAX_BAD_LINES = 200_000
MAX_FIELD = 1 << 20
MAX_HEADER = 1 << 20
# gzip: a text file seldom shrinks by more than 100; deflate's own bound is about 1030
MAX_RATIO = 200
RATIO_FREE_BYTES = 1 << 28
# bytes after which another of the engine's threads may take over: its readers part a file at multiples of this
PARTED_AT = 2_000_000
_NL, _CR, _QUOTE = 10, 13, 34


@dataclass
class TextFile:
    """A text file ready to be read as ``c0, c1, ...`` (all text). ``relation`` is SQL that stands in FROM."""

    header: list[str]
    relation: str
    n_rows: int
    wrong_width: list[int] = field(default_factory=list)
    needs_trim: bool = True
    # some rows read apart, and their numbers: what stands there must be these rows
    sample: tuple[str, list[int]] | None = None
    copies: tuple[Path, ...] = ()
    # a field may hold a quote or a control character
    has_marks: bool = True


def sql_text(value: str) -> str:
    """A SQL string literal."""
    return "'" + value.replace("'", "''") + "'"


# -- bytes to UTF-8 -------------------------------------------------------------------------------
_C1 = re.compile("[\x80-\x9f]")


def _covers_ascii(encoding: str) -> bool:
    try:
        return bytes(range(128)).decode(encoding) == "".join(map(chr, range(128)))
    except (UnicodeDecodeError, LookupError):
        return False


def check_encoding(encoding: str, where: str) -> None:
    """Raises SiteError: the name is a codec, but not one of text (``base64``)."""
    if not getattr(codecs.lookup(encoding), "_is_text_encoding", True):
        raise SiteError(f"{where}.encoding: {encoding} is no text encoding")


def _gunzipped(path: Path, label: str, target: Path) -> Path:
    """Unpack a gzip file. Raises DataRefused: it is cut off, damaged, or swells beyond reason."""
    size, packed = 0, path.stat().st_size
    try:
        with gzip.open(path, "rb") as source, target.open("wb") as out:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > RATIO_FREE_BYTES and size > MAX_RATIO * packed:
                    raise DataRefused(f"{label}: unpacks to more than {MAX_RATIO} times its size")
                out.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DataRefused(f"{label}: the gzip file is cut off or damaged") from None
    if size == 0:
        raise DataRefused(f"{label}: is empty (zero bytes once unpacked)")
    return target


def _is_ascii(path: Path) -> bool:
    with path.open("rb") as f:
        return all(chunk.isascii() for chunk in iter(lambda: f.read(CHUNK), b""))


def _transcoded(path: Path, label: str, encoding: str, target: Path) -> Path:
    """A UTF-8 copy of a file in another encoding. Raises DataRefused: bytes that the encoding does not
    know; or a file that is UTF-8 although the site file names a one-byte encoding (it would load with each
    accent doubled, and nothing else would notice).
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    one_byte = codecs.lookup(encoding).name.startswith(("iso8859", "cp125", "latin", "mac"))
    as_utf8 = codecs.getincrementaldecoder("utf-8")("strict") if one_byte else None
    seen_high, n_lines = False, 0
    with path.open("rb") as source, target.open("wb") as out:
        while True:
            chunk = source.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                row = n_lines + chunk[: getattr(error, "start", 0)].count(b"\n")
                raise DataRefused(f"{label}: is not valid {encoding} (near row {row})", hint=ENCODING_HINT) from None
            if one_byte and (found := _C1.search(text)):
                # printable in the encoding that Windows writes, control characters in the one that was stated
                row = n_lines + text[: found.start()].count("\n")
                raise DataRefused(
                    f"{label}: holds characters that {encoding} does not have (near row {row})",
                    hint="files written on Windows are mostly cp1252",
                )
            n_lines += text.count("\n")
            out.write(text.encode("utf-8"))
            if as_utf8 is not None:
                try:
                    as_utf8.decode(chunk, final=not chunk)
                    seen_high = seen_high or not chunk.isascii()
                except UnicodeDecodeError:
                    as_utf8 = None
            if not chunk:
                break
    if as_utf8 is not None and seen_high:
        raise DataRefused(f"{label}: is UTF-8, but the site file says {encoding}")
    return target


def to_utf8(path: Path, label: str, encoding: str, work: Path, stem: str) -> Path:
    """The file itself where it can be read as UTF-8, else an unpacked or transcoded copy in ``work``."""
    with path.open("rb") as f:
        magic = f.read(4)
    if magic[:2] == b"\x1f\x8b":
        path = _gunzipped(path, label, work / f"{stem}.unpacked")
    elif magic == b"PK\x03\x04":
        raise DataRefused(f"{label}: is a zip archive or a workbook, not delimited text")
    name = codecs.lookup(encoding).name
    if name in ("utf-8", "utf-8-sig", "ascii"):
        if name == "ascii" and not _is_ascii(path):
            raise DataRefused(f"{label}: is not valid ascii", hint=ENCODING_HINT)
        return path
    if _covers_ascii(encoding) and _is_ascii(path):
        return path
    return _transcoded(path, label, encoding, work / f"{stem}.utf8")


# -- the scan -------------------------------------------------------------------------------------
@dataclass
class Scan:
    """What the bytes of a file show. ``plain`` is False where only the slow reader may judge it."""

    plain: bool
    n_rows: int = 0
    has_quotes: bool = False
    line_end: str = "\\n"
    mixed_ends: bool = False
    # (record number, first byte, byte after the last one) of lines with another number of delimiters
    bad_lines: list[tuple[int, int, int]] = field(default_factory=list)
    needs_trim: bool = False


def _line_chunks(f: BinaryIO, size: int) -> Iterator[bytes]:
    """Chunks of about ``size`` bytes that end at a line end (the last one need not)."""
    rest = b""
    while chunk := f.read(size):
        cut = chunk.rfind(b"\n")
        if cut < 0:
            rest += chunk
            continue
        yield rest + chunk[: cut + 1]
        rest = chunk[cut + 1 :]
    if rest:
        yield rest


def _is_as_it_should_be(marks: bytes, line: bytes, n_lines: int, delimiter: str) -> bool:
    """Whether every line has the header's delimiters outside quotes and no quote stays open. ``marks``: delimiters, quotes and
    line ends alone.

    Enough, not needed: what this does not see is counted. Where a search from the left for pairs of quotes with nothing or one
    delimiter between them takes every quote, each is paired with the next: the delimiters that it took are those within quotes.
    """
    bare = marks.replace(b'""', b"")
    if b'"' in bare:
        bare = bare.replace(f'"{delimiter}"'.encode(), b"")
    return bare == line * n_lines


def _quotes_are_plain(codes: np.ndarray, at: np.ndarray, delimiter: int) -> bool:
    """Whether the quotes of ``codes``, at the places ``at``, stand as RFC 4180 allows them.

    ``codes`` starts at a line's start and ends at a line's end, outside quotes.
    """
    if at.size % 2:
        return False
    before, after = codes[at[0::2] - 1], codes[np.minimum(at[1::2] + 1, codes.size - 1)]
    if at.size and at[0] == 0:
        before[0] = _NL
    if at.size and at[-1] + 1 == codes.size:
        after[-1] = _NL
    opens = (before == delimiter) | (before == _NL) | (before == _QUOTE)
    closes = (after == delimiter) | (after == _NL) | (after == _QUOTE) | (after == _CR)
    return bool(opens.all() and closes.all())


# the first bytes of the white space beyond ASCII: U+00A0, U+2000 to U+205F, U+3000, U+FEFF
_WIDE_SPACES = (b"\xc2\xa0", b"\xe2\x80", b"\xe2\x81\x9f", b"\xe3\x80\x80", b"\xef\xbb\xbf")


def _has_outer_space(chunk: bytes, codes: np.ndarray, delimiter: int) -> bool:
    """Whether white space stands beside a delimiter, quote or line end (or the file's), or any white space but
    the space at all. Looks at the spaces alone: they are few, and a search for pairs of bytes takes ten times as long.
    """
    if b"\t" in chunk and delimiter != 9:
        return True
    if b"\x0b" in chunk or b"\x0c" in chunk:
        return True
    at = np.flatnonzero(codes == 32)
    if not at.size:
        return False
    if at[0] == 0 or at[-1] == codes.size - 1:
        return True
    edge = np.zeros(256, dtype=bool)
    edge[[c for c in (delimiter, _NL, _QUOTE) if c < 256]] = True
    if edge[codes[at - 1]].any():
        return True
    edge[_CR] = True
    return bool(edge[codes[at + 1]].any())


class SecondHeader:
    """Tells a header that stands among the rows, as it does where files were put together.

    One in the order of the first is a row that fails its checks. After one in another order the rows stand in other columns, and
    many would pass: the file is refused.
    """

    def __init__(self, header: list[str], label: str) -> None:
        self.names, self.label = header, label
        # the longest name is the rarest among the values
        self.telltale = max(header, key=len) if len(header) > 1 else ""

    def check(self, fields: list[str], row: int) -> None:
        fields = [v.strip().lstrip("\ufeff") for v in fields]
        held = [v for v in fields if v in self.names]
        if 2 * len(held) > len(self.names) and len(held) > 1 and fields != self.names and len(set(held)) == len(held):
            raise DataRefused(
                f"{self.label}: row {row} is a second header with other columns or in another order",
                hint="files of different layouts were put together; deliver them apart",
            )

    def search(self, chunk: bytes, first_row: int, delimiter: str) -> None:
        """``chunk``: whole lines, of which the first is row ``first_row``."""
        needle = self.telltale.encode()
        at = chunk.find(needle) if len(needle) > 2 else -1
        while at >= 0:
            lo, hi = chunk.rfind(b"\n", 0, at) + 1, chunk.find(b"\n", at)
            hi = len(chunk) if hi < 0 else hi
            before, after = chunk[max(at - 1, lo) : at], chunk[at + len(needle) : at + len(needle) + 1]
            edges = (b"", b"\r", b"\n", b'"', delimiter.encode(), b" ", b"\xbf")
            if before in edges and after in edges and hi - lo <= MAX_HEADER:
                try:
                    fields = next(csv.reader([chunk[lo:hi].decode("utf-8").rstrip("\r")], delimiter=delimiter), [])
                except (UnicodeDecodeError, csv.Error):
                    fields = []
                self.check(fields, first_row + chunk[:lo].count(b"\n"))
            at = chunk.find(needle, at + len(needle))


def scan(
    path: Path, label: str, start: int, n_delimiters: int, delimiter: str, second: SecondHeader | None = None
) -> Scan:
    """Judge the bytes of a UTF-8 file from ``start`` (the first byte after the header line) on.

    Raises DataRefused: a NUL byte, or bytes that are not UTF-8 (with the row), or a second header of another order.
    """
    out = Scan(plain=True)
    d = ord(delimiter)
    others = bytes(b for b in range(256) if b not in (d, _NL, _QUOTE))
    line = delimiter.encode() * n_delimiters + b"\n"
    n_cr = n_nl = 0
    offset = start
    with path.open("rb") as f:
        f.seek(start)
        for chunk in _line_chunks(f, SCANNED):
            if b"\0" in chunk:
                row = out.n_rows + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                raise DataRefused(f"{label}: a NUL byte stands in row {row}")
            ascii_only = chunk.isascii()
            if not ascii_only:
                out.needs_trim = out.needs_trim or any(mark in chunk for mark in _WIDE_SPACES)
                try:
                    chunk.decode("utf-8")
                except UnicodeDecodeError as error:
                    row = out.n_rows + chunk[: error.start].count(b"\n") + 1
                    raise DataRefused(
                        f"{label}: is not valid utf-8 (row {row})",
                        hint=ENCODING_HINT,
                    ) from None
            if b"\r" in chunk:
                cr = chunk.count(b"\r")
                if cr != chunk.count(b"\r\n"):
                    out.plain = False
                n_cr += cr
            n_lines = chunk.count(b"\n")
            n_nl += n_lines
            if not out.plain:
                # the rest is still searched for NULs and damaged bytes
                out.n_rows += n_lines
                continue
            codes = np.frombuffer(chunk, dtype=np.uint8)
            out.has_quotes = out.has_quotes or b'"' in chunk
            if b'"' in chunk and not _quotes_are_plain(codes, np.flatnonzero(codes == _QUOTE), d):
                out.plain = False
                out.n_rows += n_lines
                continue
            kept = chunk.translate(None, others)
            if chunk[-1] != _NL or not _is_as_it_should_be(kept, line, n_lines, delimiter):
                marks = np.frombuffer(kept, dtype=np.uint8)
                is_quote = marks == _QUOTE
                # odd after an opening quote, even after a closing one (it may wrap round: 256 is even)
                inside = (np.cumsum(is_quote, dtype=np.uint8) & 1).view(bool)
                if (inside & (marks == _NL)).any():
                    out.plain = False
                    out.n_rows += n_lines
                    continue
                tokens = marks[~(inside | is_quote)]
                ends = np.flatnonzero(tokens == _NL)
                if chunk[-1] != _NL:  # the file's last line has no line end
                    ends = np.append(ends, tokens.size)
                    n_lines += 1
                counts = np.diff(ends, prepend=-1) - 1
                wrong = np.flatnonzero(counts != n_delimiters)
                if len(out.bad_lines) + wrong.size > MAX_BAD_LINES:
                    out.plain = False
                    out.n_rows += n_lines
                    continue
                if wrong.size:
                    breaks = np.flatnonzero(codes == _NL)  # outside quotes all of them, as was shown above
                    lo = np.concatenate(([0], breaks + 1))
                    hi = np.append(breaks, codes.size) if chunk[-1] != _NL else breaks
                    for i in wrong.tolist():
                        out.bad_lines.append((out.n_rows + i + 1, offset + int(lo[i]), offset + int(hi[i])))
            if second is not None:
                second.search(chunk, out.n_rows + 1, delimiter)
            out.needs_trim = out.needs_trim or _has_outer_space(chunk, codes, d)
            out.n_rows += n_lines
            offset += len(chunk)
    if n_cr:
        out.mixed_ends = n_cr != n_nl
        out.line_end = "\\r\\n"
    return out


# -- reading --------------------------------------------------------------------------------------
def _text_stream(path: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(path.open("rb"), encoding="utf-8-sig", newline="")


def read_header(path: Path, label: str, delimiter: str) -> tuple[list[str], int | None]:
    """Header names as they stand (outer white space stripped) and the byte where the records start.

    The second is None where the header spans lines or ends in a way that only the slow reader understands.
    Raises DataRefused: no header, or one that can't be read.
    """
    with path.open("rb") as f:
        head = f.read(MAX_HEADER)
    if b"\0" in head.split(b"\n", 1)[0]:
        raise DataRefused(
            f"{label}: a NUL byte stands in the header", hint=ENCODING_HINT
        )
    try:
        with _text_stream(path) as stream:
            csv.field_size_limit(MAX_FIELD)
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            names = next(reader, None)
            n_lines = reader.line_num
    except UnicodeDecodeError:
        # the reader looks ahead; where in the file it broke is found by the scan
        names, n_lines = _header_of_bytes(head, delimiter), 1
        if names is None:
            raise DataRefused(
                f"{label}: the header is not valid utf-8", hint=ENCODING_HINT
            ) from None
    except csv.Error:
        raise DataRefused(
            f"{label}: the header can't be read as delimited text", hint="delimiter: in site.yml says what stands between fields"
        ) from None
    if not names or not any(n.strip() for n in names):
        raise DataRefused(f"{label}: the first line is empty; expected a header")
    cut = head.find(b"\n")
    plain = n_lines == 1 and cut >= 0 and b"\r" not in head[:cut].removesuffix(b"\r")
    return [n.strip() for n in names], cut + 1 if plain else None


def _header_of_bytes(head: bytes, delimiter: str) -> list[str] | None:
    try:
        line = head.split(b"\n", 1)[0].decode("utf-8-sig")
        return next(csv.reader([line], delimiter=delimiter, strict=True), None)
    except (UnicodeDecodeError, csv.Error):
        return None


def _blanked_copy(path: Path, target: Path, found: Scan, n_delimiters: int, delimiter: str) -> Path:
    """A copy in which each bad line holds delimiters alone and every line ends in a line feed."""
    filler = delimiter.encode() * n_delimiters
    with path.open("rb") as source, target.open("wb") as out:

        def copy(n: int) -> None:
            carry = b""
            while n:
                chunk = source.read(min(n, CHUNK))
                n -= len(chunk)
                chunk = carry + chunk
                carry = b"\r" if chunk.endswith(b"\r") and n else b""
                if carry:
                    chunk = chunk[:-1]
                out.write(chunk.replace(b"\r\n", b"\n"))
            out.write(carry)

        at = 0
        for _, lo, hi in found.bad_lines:
            copy(lo - at)
            out.write(filler)
            source.seek(hi)
            at = hi
        copy(path.stat().st_size - at)
    return target


def _csv_relation(path: Path, n_columns: int, delimiter: str, found: Scan) -> str:
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(n_columns))
    quote = "'\"'" if found.has_quotes else "''"
    return (
        f"read_csv({sql_text(str(path))}, auto_detect=false, header=false, skip=1, "
        f"delim={sql_text(delimiter)}, "
        f"quote={quote}, escape={quote}, comment='', new_line='{found.line_end}', strict_mode=true, "
        # rows keep the file's order as long as no join stands between it and the staged table (see _one_of in mapping.py)
        f"null_padding=false, ignore_errors=false, buffer_size={4 * PARTED_AT}, columns={{{columns}}})"
    )


def globs(path: Path) -> bool:
    return bool(set("*?[]{}") & set(str(path)))


class _Lines:
    """The lines of a text; ``tears``: the last one ended in a lone carriage return, in a file whose lines end otherwise."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream, self.tears, self.seen_feed = stream, False, False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        self.seen_feed = self.seen_feed or line.endswith("\n")
        self.tears = self.seen_feed and line.endswith("\r")
        return line


def read_slowly(
    con: duckdb.DuckDBPyConnection, path: Path, label: str, delimiter: str, table: str
) -> TextFile:
    """Read row by row with Python's strict ``csv`` into ``table`` (c0, c1, ...). Raises DataRefused: a
    quote that is never closed, or closed by a later row's, with the record where it opened.
    """
    csv.field_size_limit(MAX_FIELD)
    wrong: list[int] = []
    n_rows = 0
    with _text_stream(path) as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            header = [n.strip() for n in next(reader)]
            width = len(header)
            second = SecondHeader(header, label)
            torn = False
            names = [f"c{i}" for i in range(width)]
            con.execute(f"CREATE TABLE {table} ({', '.join(n + ' VARCHAR' for n in names)})")
            blank = [""] * width
            batch: list[list[str]] = []

            def flush(keep: int = 0) -> None:
                kept = batch[len(batch) - keep :]
                del batch[len(batch) - keep :]
                if batch:
                    # an empty field is NULL, as the fast reader has it: a repeat in another file has to
                    # give the same hash, whichever reader took that file
                    columns = [[v or None for v in column] for column in zip(*batch)]
                    con.register(
                        "text_batch", pa.table([pa.array(c, pa.string()) for c in columns], names=names)
                    )
                    con.execute(f"INSERT INTO {table} SELECT * FROM text_batch")
                    con.unregister("text_batch")
                batch[:] = kept

            for row in reader:
                n_rows += 1
                if not row and width == 1:
                    row = [""]
                is_wrong = len(row) != width
                # a lone carriage return tore a row in two: neither part is one, whatever its width
                was_wrong = bool(wrong) and wrong[-1] == n_rows - 1
                if torn and is_wrong and not was_wrong and n_rows > 1:
                    wrong.append(n_rows - 1)
                    batch[-1] = blank
                is_wrong = is_wrong or (torn and was_wrong)
                torn = lines.tears
                if is_wrong:
                    wrong.append(n_rows)
                    row = blank
                elif second.telltale and second.telltale in row:
                    second.check(row, n_rows)
                elif width > 3 and any("\n" in v and _swallows_a_row(v, delimiter, width) for v in row):
                    raise DataRefused(
                        f"{label}: a quote that opens in row {n_rows} swallows the rows after it"
                    )
                if len(batch) >= 50_000:
                    flush(keep=1)
                batch.append(row)
            flush()
        except csv.Error:
            raise DataRefused(
                f"{label}: row {n_rows + 1} can't be read as delimited text (a quote is not closed, "
                "text follows a closing quote, or a field is too long)"
            ) from None
        except UnicodeDecodeError:
            raise DataRefused(f"{label}: is not valid utf-8 (after row {n_rows})", hint=ENCODING_HINT) from None
    return TextFile(header, table, n_rows, wrong)


def _swallows_a_row(value: str, delimiter: str, width: int) -> bool:
    """Whether a line inside a quoted field has the fields of a whole row: then a quote was left open before
    it.
    """
    return any(line.count(delimiter) == width - 1 for line in value.split("\n")[1:-1])


@dataclass
class Prepared:
    """A delimited file that was looked at and, where it has to be, copied; no database has read it yet."""

    path: Path
    label: str
    delimiter: str
    header: list[str]
    found: Scan
    is_fast: bool
    sample: tuple[Path, list[int]] | None = None
    copies: tuple[Path, ...] = ()


def prepare_text(
    path: Path,
    label: str,
    *,
    delimiter: str,
    encoding: str,
    where: str,
    work: Path,
    stem: str,
    slowly: bool = False,
) -> Prepared:
    """Prove that a delimited file can be read fast, or say that it can't; see the module's text for what that takes.

    ``work`` is a private folder for copies, ``stem`` a safe name in it; ``slowly`` asks for the row-by-row reader.
    """
    check_encoding(encoding, where)
    if delimiter in '"\r\n\0':
        raise SiteError(f"{where}.delimiter: a quote or a line end can't part fields")
    text = to_utf8(path, label, encoding, work, stem)
    header, start = read_header(text, label, delimiter)
    k = len(header) - 1
    fast = start is not None and k > 0 and ord(delimiter) < 128 and not slowly
    second = SecondHeader(header, label) if start is not None and k > 0 else None
    found = scan(text, label, start if start is not None else 0, k, delimiter, second)
    if not (fast and found.plain):
        return Prepared(text, label, delimiter, header, found, False, copies=_without(path, text))
    with text.open("rb") as f:
        header_crlf = f.read(start).endswith(b"\r\n")
    if found.line_end == "\\r\\n" and not header_crlf:
        found.mixed_ends = True
    if found.line_end == "\\n" and header_crlf and found.n_rows:
        found.mixed_ends = True
    first = text
    if found.bad_lines or found.mixed_ends or globs(text):
        text = _blanked_copy(text, work / f"{stem}.plain", found, k, delimiter)
        found.line_end = "\\n"
    sample = None if globs(text) else _parted_rows(text, work / f"{stem}.sample")
    copies = _without(path, first, text, *([sample[0]] if sample else []))
    return Prepared(text, label, delimiter, header, found, not globs(text), sample, copies)


def _without(source: Path, *paths: Path) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(p for p in paths if p != source))


def _parted_rows(path: Path, target: Path) -> tuple[Path, list[int]] | None:
    """The lines around every place where the engine's reader may part a plain file: a copy of them under a header line,
    and their record numbers. None where the file is too short to be parted.
    """
    lines: list[bytes] = []
    numbers: list[int] = []
    n_before = 0  # line ends so far; the header's is the first, so it is also the number of the record that is cut
    with path.open("rb") as f:
        block = f.read(PARTED_AT)
        while after := f.read(PARTED_AT):
            n_before += block.count(b"\n")
            cut = block.rfind(b"\n") + 1
            before = block.rfind(b"\n", 0, cut - 1) + 1 if cut else 0
            end = after.find(b"\n")
            # (a line as long as a block has its neighbours' places checked instead)
            if before and end >= 0:
                close = after.find(b"\n", end + 1)
                if close < 0:  # the file's last line may lack its end; another is too long to be looked at
                    close = len(after) if len(after) < PARTED_AT else end + 1
                found = [block[before : cut - 1], block[cut:] + after[:end], after[end + 1 : close]]
                for line, number in zip(found, range(n_before - 1, n_before + 2)):
                    if number > (numbers[-1] if numbers else 0) and (line or number < n_before + 1):
                        lines.append(line)
                        numbers.append(number)
            block = after
    if not numbers:
        return None
    target.write_bytes(b"\n".join([b"", *lines, b""]))
    return target, numbers


def open_prepared(con: duckdb.DuckDBPyConnection, p: Prepared, table: str) -> TextFile:
    """Make a prepared file readable by SQL; a slow reading goes to ``table``."""
    if not p.is_fast:
        return replace(read_slowly(con, p.path, p.label, p.delimiter, table), copies=p.copies)
    width = len(p.header)
    sample = None
    if p.sample is not None:
        sample = (_csv_relation(p.sample[0], width, p.delimiter, p.found), p.sample[1])
    return TextFile(
        p.header,
        _csv_relation(p.path, width, p.delimiter, p.found),
        p.found.n_rows,
        [n for n, _, _ in p.found.bad_lines],
        p.found.needs_trim,
        sample,
        p.copies,
        p.found.has_quotes or p.found.needs_trim,
    )
