"""Widths and heights that we give to tables ourselves: those that Typst would have found."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections import Counter

import pytest
import typst

from reports import blocks as b
from reports import fit as ft
from reports import render
from tests.reports import numbers

TEXTS = ["Trials in", "−$2,550 (−$3,180 to −$2,030)", "28 % (24 to 31)", "AVATAR Type: Wäy “ﬁrst”", "p < 0.001", "Tally, Yew; 7.1"]
MEASURE = """
#set text(font: "Source Sans Pro", size: 10pt)
#show strong: set text(weight: "semibold")
#context for t in json("texts.json") {
  for x in (text(t), strong(t)) [#metadata(measure(x).width / 10pt)<w>]
}
"""


def test_widths_are_those_of_the_font(releases, tmp_path):
    # Why: a column too narrow by a hair breaks its widest cell, whose second line would lie on the next row.
    render.write_root(tmp_path, b.Document("funder", "T", "", []), releases["n60"], "us-letter")
    (tmp_path / "texts.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    (tmp_path / "m.typ").write_text(MEASURE, encoding="utf-8")
    found = json.loads(
        typst.query(str(tmp_path / "m.typ"), "<w>", field="value", root=str(tmp_path), font_paths=[str(tmp_path / "fonts")],
                    ignore_system_fonts=True)
    )
    for text, pair in zip(TEXTS, zip(found[::2], found[1::2]), strict=True):
        for bold, theirs in zip((False, True), pair, strict=True):
            ours = ft.width(b.runs(text), bold) - 2 * ft.INSET_X
            assert theirs <= ours <= theirs * 1.04 + 0.05, (text, bold)


@pytest.mark.parametrize("kind", ["funder", "evaluator"])
def test_pages_are_as_if_typst_had_measured(releases, monkeypatch, kind):
    # Why: what is found beforehand is for speed alone; nobody may see it.
    release = releases["n300"]
    document = render.builders()[kind](release)
    ours = numbers.pdf_pages(render.compile_pdf(document, release))
    counted = []

    def left_to_typst(block, line):
        found = ft.fit(block, line)
        counted.append(sum(found.alone) / len(found.alone))
        n = len(block["header"])
        asked = block["widths"] or ["1"] + ["auto"] * (n - 1)
        # (a column that Typst weighs is as wide as its widest cell and what keeps it from the next)
        return dataclasses.replace(found, columns=asked, gaps=[True] * n, lines=[0] * len(found.lines))

    monkeypatch.setattr(render, "fit", left_to_typst)
    theirs = numbers.pdf_pages(render.compile_pdf(document, release))
    # which word of a wrapped cell ends its line may differ by a hair's breadth
    assert [len(page.split("\n")) for page in ours] == [len(page.split("\n")) for page in theirs]
    assert [numbers.tokens(page) for page in ours] == [numbers.tokens(page) for page in theirs]
    assert sum(counted) / len(counted) > 0.7


def test_what_can_t_be_measured_is_left_to_typst():
    plain = b.table(["A", "B"], [["one", "2"], ["three", "4"]], "T", small=True)
    found = ft.fit(plain, 58.0)
    assert found.columns[0] == "1" and 1 < found.columns[1] < 2 and found.alone == [True, True] and found.lines == [1, 1, 1]
    # a letter that the font lacks, a footnote, a text longer than the page
    for cell in ("語", "x" + b.note("why"), "long " * 60):
        table = b.table(["A", "B"], [[cell, "2"], ["three", "4"]], "T", small=True)
        assert ft.fit(table, 58.0).alone == [False, True]
        left = ft.fit({**table, "widths": ["auto", "auto"]}, 58.0)
        assert left.columns == ["auto", "auto"] and left.alone == [False, False] and left.lines == [0, 0, 0]
    assert ft.width([{"page": "sec-data"}]) == ft.width(b.runs("00"))


def test_words_break_only_where_one_has_no_room():
    # Why: "31 Decem-ber 2025" stood in a cell that had room for each of its words.
    wide = b.table(["A", "B"], [["to be set on two lines " * 3, "2"], ["one", "2"]], "T", widths=["1", "9"])
    narrow = b.table(["A", "B"], [["incomprehensibilities of one", "2"], ["well-known up–down", "2"]], "T", widths=["1", "9"])
    assert ft.fit(wide, 58.0).alone == [False, True] and ft.fit(wide, 58.0).narrow == [False, False]
    assert ft.fit(narrow, 58.0).narrow == [True, False]
    assert ft.fit({**narrow, "widths": ["auto", "auto"]}, 6.0).narrow == [True, True]


def test_words_of_neighbours_never_meet():
    # Why: cells have no inset, so only the width of their columns, or a gap, parts "12" from "one" beside it.
    def gaps(align: str, text: str = "one") -> list[bool]:
        return ft.fit(b.table(["A", "B", "C"], [[text, "two", "3"]], "T", align=align, widths=["9", "1", "1"]), 58.0).gaps

    assert gaps("lrr") == gaps("lll") == [False] * 3
    assert gaps("lrl") == [False, True, False] and gaps("rlr") == gaps("clr") == [True, False, False]
    assert gaps("lrr", "to be set on two lines " * 9) == [True, False, False]
    assert ft.fit(b.table(["A", "B"], [["one " * 9, "two " * 9]], "T", widths=["auto", "auto"]), 9.0).gaps == [True, True]


def test_lines_of_a_cell_are_counted_only_where_they_are_sure():
    # Why: a row given one line too few has its last words on top of the next row.
    def counted(cell: str, width: str = "1") -> list[int]:
        block = b.table(["A", "B"], [["x", cell], ["one", "2"]], "T", widths=["9", width])
        return ft.fit(block, 58.0).lines[1:]

    assert counted("to be set on two", "1.2") == [2, 1] and counted("to be set on two lines or on four", "1.2") == [3, 1]
    # a footnote, a word without room, a word that ends its line or not by a hair's breadth
    assert counted("a note" + b.note("why") + " too long to stand") == [0, 1]
    assert counted("incomprehensibilities of one") == [0, 1]
    found = [counted("to be set on two lines", str(w / 1000))[0] for w in range(900, 1100, 4)]
    assert [n for n, _ in itertools.groupby(found)] == [3, 0, 2]
    steps = [ft.height(n + 1) - ft.height(n) for n in (1, 2)]
    assert steps[0] == pytest.approx(steps[1]) and min(steps) > ft.LEADING


def test_the_last_rows_of_a_split_table_stay_with_its_notes():
    # Why: notes stood below a repeated header and no row.
    def kept(rows: int, heads: set[int]) -> int:
        return ft.last_together(b.table(["A", "B"], [["x", "1"]] * rows, "T", groups=heads))

    assert kept(9, {0}) == ft.LAST_ROWS and kept(9, {6}) == 3 and kept(9, {7}) == 2 and kept(1, set()) == 1


def test_a_heading_stands_on_the_page_of_its_rows(releases):
    # Why: a heading whose one row is the table's last stood alone at the foot of the page before.
    release, seen = releases["n60"], Counter()
    for count, last in itertools.product(range(40, 48), (1, 2)):
        names = [f"row{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(count)]
        rows = [["First group", ""], *([n, "1"] for n in names[:-last]), ["Second group", ""], *([n, "1"] for n in names[-last:])]
        table = b.table(["A", "B"], rows, "T", groups={0, len(rows) - last - 1})
        document = render.builders()["funder"](release, [b.Section("a", "A", [table])])
        pages = numbers.pdf_pages(render.compile_pdf(document, release))
        at = {w: next(i for i, page in enumerate(pages) if w in page) for w in ("Second group", names[-1], names[-last - 1])}
        assert at["Second group"] == at[names[-1]]
        seen["apart"] += at[names[-last - 1]] != at["Second group"]
    assert seen["apart"]


def test_a_font_for_print_has_every_letter():
    # Why: a table too many left out, and a name in a report would be boxes.
    import io

    from fontTools.ttLib import TTFont

    from reports import style

    for face in style.FACES:
        ours = TTFont(io.BytesIO(style.print_font(face)))
        whole = TTFont(style.FONT_FOLDER / f"SourceSansPro-{face}.ttf")
        assert ours.getBestCmap() == whole.getBestCmap() and ours["GPOS"].table.LookupList.LookupCount
        assert set(whole.keys()) - set(ours.keys()) == {"GSUB", "GDEF", "DSIG"}
