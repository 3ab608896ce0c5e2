"""Read the numbers of a finished PDF back, and hold them against what was printed and what was released.

Separate from the reports' own code on purpose: it parses text and asks the release file by SQL.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import duckdb
from pypdf import PdfReader

from reports.formats import Printed
from reports.release import Value

# a number not glued to letters: 12,345  0.05  $1,240 (signs are judged by the sentence tests)
TOKEN = re.compile(
    r"(?<![A-Za-z0-9.,_/-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![A-Za-z0-9.,_/-])\d+(?:\.\d+)?(?![A-Za-z0-9_])"
)


def tokens(text: str) -> set[str]:
    """The numbers in a text, without sign, as printed."""
    clean = text.replace("\u00a0", " ").replace("\u200b", "").replace("\u2212", " ").replace("\u2013", " ")
    return {t.rstrip(".,") for t in TOKEN.findall(clean)}


def pdf_pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def structural(data: bytes, pages: list[str], svgs: list[bytes]) -> set[str]:
    """Numbers that no data stand behind: pages, captions' and sections' numbers, axis ticks."""
    found = {str(n) for n in range(1, len(pages) + 1)}
    for page in pages:
        for number in re.findall(r"(?:Figure|Table) (\d+)\.", page):
            found.add(number)
        found.update(re.findall(r"(?m)^(\d+(?:\.\d+)?) ?[A-Z]", page))
    for svg in svgs:
        for group in re.findall(
            r'<g id="[xy]tick_\d+">(.*?)(?=<g id="[xy]tick_|<g id="patch|<g id="axes|</svg>)',
            svg.decode("utf-8"),
            re.S,
        ):
            for text in re.findall(r"<text[^>]*>(.*?)</text>", group, re.S):
                found.update(tokens(re.sub(r"<[^>]+>", "", text)))
    return found


def problems_with(
    entry: Printed, connection: duckdb.DuckDBPyConnection, manifest: dict[str, str]
) -> str | None:
    """Why a printed number doesn't stand for its value or its value for the release; None if it does."""
    value = entry.value
    if entry.kind in ("name", "date"):
        return None
    if value.value is None:
        return f"{entry.text!r} printed for a hidden value {value.source}"
    trouble = _untrue(value, connection, manifest)
    if trouble:
        return trouble
    text = (
        entry.text.replace("\u2212", "-")
        .replace(",", "")
        .replace("$", "")
        .replace("<", "")
        .replace("\u00a0", "")
        .strip()
    )
    if entry.kind == "p_bound":
        return None if value.value < float(text) else f"{entry.text} is no bound of {value.value}"
    scale = 100.0 if entry.kind in ("percent", "per100") else 1.0
    expected, printed = value.value * scale, float(text)
    if entry.kind == "per100":
        expected, printed = abs(expected), abs(printed)
    decimals = len(text.split(".")[1]) if "." in text else 0
    unit = 10.0**-decimals
    if entry.kind == "dollars" and not decimals:
        zeros = len(text) - len(text.rstrip("0")) if printed else 3
        unit = 10.0**zeros
    if abs(expected - printed) > unit / 2 * (1 + 1e-6) + 1e-9:
        return f"{entry.text!r} is not {value.value} of {value.source} within its rounding"
    return None


def _untrue(value: Value, connection: duckdb.DuckDBPyConnection, manifest: dict[str, str]) -> str | None:
    """Recompute a value: by SQL from the release, by its formula, or from the manifest."""
    if value.how:
        for one in value.inputs:
            trouble = _untrue(one, connection, manifest)
            if trouble:
                return trouble
        xs = [float(one) for one in value.inputs]
        want = {
            "minus": lambda: xs[0] - xs[1],
            "sum": lambda: sum(xs),
            "complement": lambda: 1 - xs[0],
            "negative": lambda: -xs[0],
            "magnitude": lambda: abs(xs[0]),
            "ratio": lambda: xs[0] / xs[1],
            "product": lambda: xs[0] * xs[1],
            "reciprocal": lambda: 1 / xs[0],
            "smallest": lambda: min(xs),
            "largest": lambda: max(xs),
        }[value.how]()
        return None if abs(want - float(value)) < 1e-9 else f"{value.source}: {value.value} is not {want}"
    found = re.match(r"(\w+)\.(\w+)\[", value.source)
    if found and value.source.split("[")[0] != "release_manifest":
        table, measure = found.groups()
        n = connection.execute(
            f"select count(*) from \"{table}\" where measure = ? and value_status = 'shown' "
            "and abs(value - ?) <= 1e-12 * greatest(1, abs(value))",
            [measure, value.value],
        ).fetchone()[0]
        return None if n else f"{value.source}: the release shows no {measure} of {value.value}"
    found = re.match(r"release_manifest\[(\w+)\]", value.source)
    if found:
        return (
            None if float(manifest[found.group(1)]) == value.value else f"{value.source}: not {value.value}"
        )
    if value.source in ("horizon_days", "day"):
        return None if float(value).is_integer() else f"{value.source} {value.value}"
    if value.source.startswith(
        (
            "convention",
            "level of",
            "the unit",
            "bound",
            "counted in",
            "cells of",
            "rows of",
            "share of released",
            "arrest_volume",
            "propensity_overlap",
            "row_ledger",
        )
    ):
        return None
    return f"{value.source!r}: a number of unknown birth"


def manifest_of(path: Path) -> dict[str, str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return dict(connection.execute("select key, value from release_manifest").fetchall())
