"""Which files an extract consists of, and their hashes."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataRefused, SiteError
from pipeline.project import file_sha256
from pipeline.settings import ExtractEntry, Site

_MAGIC = set("*?[")
# names of files stand in CSV files and on terminals
_NO_FILE_NAME = re.compile(r"^[=+@-]|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class SourceFile:
    """One file of one entry. ``label`` (its path relative to the site, with ``/``) names it in ledger and
    errors.
    """

    extract: str
    entry_number: int
    entry: ExtractEntry
    path: Path
    label: str


def _static_folder(pattern: str) -> Path:
    """The part of an absolute glob pattern that holds no wildcard."""
    parts = Path(pattern).parts
    fixed: list[str] = []
    for part in parts[:-1]:
        if _MAGIC & set(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _matches(root: Path, pattern: str) -> list[str]:
    whole = pattern if os.path.isabs(pattern) else os.path.join(glob.escape(str(root)), pattern)
    plain = pattern if os.path.isabs(pattern) else os.path.join(str(root), pattern)
    # a file whose own name holds a wildcard character stands for itself
    if os.path.lexists(plain):
        return [plain]
    return sorted(glob.glob(whole, recursive=True))


def files_of(site: Site, extract: str) -> list[SourceFile]:
    """The files of an extract in name order (by path relative to the site). Raises SiteError: a path
    without a match (exit 2). DataRefused: a folder, a zero-byte file, an unreadable file, or a link that
    leads out of the folder that the path names (exit 3).
    """
    found: list[SourceFile] = []
    entries = site.extracts[extract]
    for number, entry in enumerate(entries):
        where = f"extracts.{extract}" + (f".{number}" if len(entries) > 1 else "") + ".path"
        if not entry.path.strip() or "\0" in entry.path:
            raise SiteError(f"{where}: is empty")
        paths = _matches(site.root, entry.path)
        if not paths:
            raise SiteError(
                f"{where}: no file matches {entry.path}",
                hint="the path is a glob relative to the folder of site.yml",
            )
        pattern = entry.path if os.path.isabs(entry.path) else os.path.join(str(site.root), entry.path)
        home = _static_folder(pattern).resolve()
        for text in paths:
            path = Path(text)
            label = os.path.relpath(path, site.root).replace(os.sep, "/")
            if path.is_dir():
                raise DataRefused(f"{label}: is a folder; expected a file")
            # the file itself or a folder on the way to it may be a link
            if not Path(os.path.realpath(path)).is_relative_to(home):
                raise DataRefused(f"{label}: is a link that leads out of its folder")
            if _NO_FILE_NAME.search(path.name):
                raise DataRefused(f"{entry.path}: matches a file whose name a spreadsheet or a terminal would execute",
                                  hint="no = + - @ in front and no control characters in a file's name")
            if not path.is_file():
                raise DataRefused(f"{label}: is no regular file")
            try:
                empty = path.stat().st_size == 0
                with path.open("rb"):
                    pass
            except OSError as error:
                raise DataRefused(f"{label}: can't be read ({error.strerror})") from None
            if empty:
                raise DataRefused(f"{label}: is empty (zero bytes)")
            found.append(SourceFile(extract, number, entry, path, label))
    found.sort(key=lambda f: (f.label, f.entry_number))
    seen: dict[str, int] = {}
    out = []
    for f in found:
        seen[f.label] = seen.get(f.label, 0) + 1
        # one file that serves two entries stands twice in the ledger, under two names
        label = f.label if seen[f.label] == 1 else f"{f.label} (entry {f.entry_number + 1})"
        out.append(SourceFile(f.extract, f.entry_number, f.entry, f.path, label))
    return out


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises DataRefused: the file can't be read.
    """
    try:
        return file_sha256(path)
    except OSError as error:
        raise DataRefused(f"{path.name}: can't be read ({error.strerror})") from None
