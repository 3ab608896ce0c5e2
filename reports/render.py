"""From a report's sections to a PDF: values as JSON, figures as SVG, set by our own Typst templates.

The PDF is PDF/UA-1 and PDF/A-2a or there is none: the compiler refuses what breaks them. Fonts come with the
packages, the time stamp is the day the data end, the root is a fresh folder: same inputs, same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typst

from reports import formats as f
from reports.blocks import Block, Document, Section, runs
from reports.errors import BuildFailed, UsageError
from reports.fit import INSET_X, INSET_Y, LEADING, fit, height, last_together, line_height, semibold
from reports.release import Release
from reports.style import FACES, Figure, print_font, print_svg

TEMPLATES = Path(__file__).parent / "templates"
PAPERS = {"us-letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # width and height in points
# points. The text is as wide on each paper, so that lines break alike and what was set for one serves the other
TEXT_WIDTH, TEXT_SIZE = 468.0, 10.0
TABLE_SIZE = {False: 0.9, True: 0.8}  # of the text's, by whether a table is small
TITLE_LINE, SUBTITLE_LINE = 56, 96  # characters, about; a line of the title is as high as two of the contents
NEARLY_EMPTY = 0.18  # of a page's text: a part that fills less of its last page is set closer
STANDARDS = ["ua-1", "a-2a"]


def reports_folder(release: Release) -> Path:
    """``LEAD_REPORTS_DIR``, else the folder ``reports`` beside the release."""
    given = os.environ.get("LEAD_REPORTS_DIR")
    if given:
        return Path(given)
    base = release.path.parent if release.path is not None else Path()
    return base / "reports"


def builders() -> dict[str, Callable[..., Document]]:
    """The reports that can be built, by kind."""
    from reports import evaluator, funder

    return {"funder": funder.build, "evaluator": evaluator.build}


def render_pdf(
    kind: str,
    release: Release,
    out_path: str | Path | None = None,
    paper: str = "us-letter",
    sections: list[Section] | None = None,
) -> Path:
    """Build and render one report; ``sections`` replaces its sections (an evaluator's own selection).

    Raises UsageError for an unknown kind or paper, BuildFailed where Typst refuses the document.
    """
    known = builders()
    if kind not in known:
        raise UsageError(f"kind {kind!r} is not known; known are {', '.join(sorted(known))}")
    document = known[kind](release, sections)
    path = Path(out_path) if out_path is not None else reports_folder(release) / f"{kind}_report.pdf"
    return render_document(document, release, path, paper)


def render_document(document: Document, release: Release, out_path: Path, paper: str = "us-letter") -> Path:
    """Render a document to a PDF, written whole by ``os.replace``."""
    data = compile_pdf(document, release, paper)
    out_path.parent.mkdir(parents=True, exist_ok=True)
    partial = out_path.with_name(out_path.name + ".partial")
    partial.write_bytes(data)
    os.replace(partial, out_path)
    return out_path


def compile_pdf(document: Document, release: Release, paper: str = "us-letter") -> bytes:
    """The PDF of a document as bytes."""
    if paper not in PAPERS:
        raise UsageError(f"paper {paper!r} is not known; known are {', '.join(PAPERS)}")
    with tempfile.TemporaryDirectory(prefix="lead-report-") as folder:
        root = Path(folder)
        data = write_root(root, document, release, paper)
        compiler = typst.Compiler(
            str(root / "main.typ"),
            root=str(root),
            font_paths=[str(root / "fonts")],
            ignore_system_fonts=True,
            package_path=str(root / "none"),
            package_cache_path=str(root / "none"),
        )

        def compiled(closer: set[int]) -> tuple[bytes, list[tuple[int, float]]]:
            if closer:
                write_data(root, {**data, "closer": sorted(closer)})
            pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=_timestamp(release))
            return pdf, part_ends(compiler)

        try:
            pdf, ends = compiled(set())
            # Where a page holds but some lines before the next part, the part is set closer: they may find room on the page before.
            # (What is set as it was, the compiler remembers.)
            short = {i for i, (_, share) in enumerate(ends) if share < NEARLY_EMPTY}
            if not short:
                return pdf
            closer_pdf, closer_ends = compiled(short)
            gained = {i for i in short if _pages(closer_ends)[i] < _pages(ends)[i]}
            if gained == short:
                return closer_pdf
            return compiled(gained)[0] if gained else pdf
        except typst.TypstError as error:
            hints = "; ".join(getattr(error, "hints", []) or [])
            raise BuildFailed(
                f"{document.kind} report: Typst refused the document: {error.message}", hint=hints or None
            ) from None


def _timestamp(release: Release) -> int:
    """Noon UTC of the day that the data end: fixed by the inputs."""
    day = release.data_through
    return int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())


def part_ends(compiler: typst.Compiler) -> list[tuple[int, float]]:
    """Of each part but the last: its last page, and how far down that page its text reaches, as a share of the page's text."""
    found = json.loads(compiler.query("<part-end>", field="value"))
    return [(int(end["page"]), float(end["share"])) for end in found]


def _pages(ends: list[tuple[int, float]]) -> list[int]:
    return [page - before for (page, _), before in zip(ends, [0, *(page for page, _ in ends)])]


def write_data(root: Path, data: dict[str, Any]) -> None:
    """The report's values, for Typst to read."""
    (root / "data.json").write_text(json.dumps(data, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def write_root(root: Path, document: Document, release: Release, paper: str) -> dict[str, Any]:
    """What Typst needs to set a document, into an empty folder: fonts, templates, figures and ``data.json``, whose values it returns."""
    fonts = root / "fonts"
    fonts.mkdir()
    for face in FACES:
        (fonts / f"SourceSansPro-{face}.ttf").write_bytes(print_font(face))
    for template in sorted(TEMPLATES.glob("*.typ")):
        shutil.copyfile(template, root / template.name)
    (root / "main.typ").write_text(_MAIN, encoding="utf-8")
    figures: dict[int, str] = {}
    places = {f"sec-{s.key}" for s in document.sections} | {"sec-title"}
    blocks = list(_walk([x for s in document.sections for x in s.blocks]))
    places |= {f"sec-{x['key']}" for x in blocks if "key" in x}
    count: Counter[str] = Counter()
    levels = [0, 0, 0]
    noted = False  # whether there is a footnote

    def headed(level: int, text: list[dict[str, Any]], key: str) -> Block:
        """A heading with its number (where there are contents) and how far its further lines hang, in em."""
        number = ""
        if document.contents:
            levels[level - 1] += 1
            levels[level:] = [0] * (len(levels) - level)
            number = ".".join(map(str, levels[:level]))
        block = {"t": "heading", "level": level, "runs": text, "number": number, "hang": semibold(number + " ")}
        return {**block, "key": key} if key else block

    def plain(block: Block) -> Block:
        """Figures to files, captions and headings numbered, nested blocks likewise; everything left is JSON."""
        out = dict(block)
        if block["t"] == "heading":
            return headed(block["level"], block["runs"], block.get("key", ""))
        if "caption" in out:
            kind = "Table" if block["t"] == "table" else "Figure"
            count[kind] += 1
            out["number"] = f"{kind} {count[kind]}."
        if "body" in out:
            out["body"] = led(out["body"])
        if isinstance(out.get("figure"), Figure):
            fig = out.pop("figure")
            name = figures.setdefault(id(fig), f"figure-{len(figures) + 1}.svg")
            picture, out["words"] = print_svg(fig.svg, TEXT_WIDTH)
            (root / name).write_bytes(picture)
            out["file"] = name
        if block["t"] == "table":
            out["size"] = TABLE_SIZE[out.pop("small")]
            set_so = fit(block, TEXT_WIDTH / TEXT_SIZE / out["size"])
            out |= {"columns": set_so.columns, "gaps": set_so.gaps, "long": set_so.long}
            out["tail"] = last_together(block) if set_so.long else 0
            out["heights"] = [height(n) if n else "auto" for n in set_so.lines]
            out["rows"] = [row_of(row, narrow) for row, narrow in zip(block["rows"], set_so.narrow)]
            # each row belongs to a group, whose head may stand again on the next page
            out["grouped"] = bool(block["rows"]) and block["rows"][0]["group"]
        return out

    def led(blocks: list[Block]) -> list[Block]:
        """Blocks in plain terms. A paragraph that leads to a figure or table stays with it; not with one that floats or may be split."""
        out = [plain(b) for b in blocks]
        for block, after in zip(out, [*out[1:], {"t": "end"}]):
            if block["t"] == "para":
                block["leads"] = block["leads"] and (
                    after["t"] in ("keys", "list")
                    or (after["t"] in ("figure", "flow") and not after.get("float"))
                    or (after["t"] == "table" and not after["long"])
                )
        return out

    def row_of(row: dict[str, Any], narrow: bool) -> Any:
        """A row as the tuple of its cells where all of them are plain text or empty (most are, and Typst takes them as they come),
        else with what it is."""
        if row["group"] or row["bold"] or narrow or not all(is_plain(cell) for cell in row["cells"] if cell):
            return {**row, "narrow": narrow}
        return tuple(cell[0]["s"] if cell else None for cell in row["cells"])

    def small(value: Any) -> Any:
        """A list of one plain run as its text: half the JSON, and less for Typst to do. A page is that of the first place there is."""
        nonlocal noted
        if isinstance(value, dict):
            noted = noted or "note" in value
            if "page" in value:
                return {"page": next((p for p in value["page"] if p in places), None)}
            return {k: small(v) for k, v in value.items()}
        if isinstance(value, list):
            if is_plain(value):
                return value[0]["s"]
            return [small(part) for v in value for part in signs_kept(v)]
        return value

    payload: dict[str, Any] = {
        "kind": document.kind,
        "title": f.plain(document.title),
        "subtitle": runs(document.subtitle),
        "paper": {"width": PAPERS[paper][0], "height": PAPERS[paper][1], "margin": (PAPERS[paper][0] - TEXT_WIDTH) / 2},
        "measures": {"size": TEXT_SIZE, "gap": 2 * INSET_X, "top": line_height() - INSET_Y, "below": INSET_Y, "leading": LEADING},
        "contents": document.contents,
        # lines of the contents, and of the title above them
        "entries": len(document.sections)
        + 2 * sum(bool(s.part) for s in document.sections)
        + sum(x["t"] == "heading" and x["level"] < len(levels) for x in blocks)
        + 2 * -(-len(document.title) // TITLE_LINE)
        + -(-len(document.subtitle) // SUBTITLE_LINE),
        "meta": {**document.meta, "opening": led(document.meta.get("opening", []))},
        "date": {
            "year": release.data_through.year,
            "month": release.data_through.month,
            "day": release.data_through.day,
        },
        "sections": [
            {
                **headed(1, runs(s.title), s.key),
                "new_page": s.new_page or bool(s.part),
                "part": s.part,
                "blocks": led(s.blocks),
            }
            for s in document.sections
        ],
    }
    data = {**small(payload), "noted": noted, "closer": []}
    write_data(root, data)
    return data


def _walk(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _walk(block.get("body", []))


def is_plain(cell: list[Any]) -> bool:
    """Whether a list is one run of plain text that may break anywhere."""
    run = cell[0] if len(cell) == 1 else None
    return isinstance(run, dict) and run.get("b") is False and not run["i"] and not ("−$" in run["s"] and " " in run["s"])


def signs_kept(run: Any) -> list[Any]:
    """A run of text in parts, so that no line breaks between a sign and its currency."""
    if not isinstance(run, dict) or "−$" not in str(run.get("s", "")):
        return [run]
    parts = re.split(r"(−\S+)", run["s"])
    return [{**run, "s": s, **({"whole": True} if i % 2 else {})} for i, s in enumerate(parts) if s]


_MAIN = '#import "house.typ": data, report\n#report(data)\n'
