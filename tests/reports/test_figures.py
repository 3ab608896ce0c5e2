"""Figures: text stays text, bytes stay the same, axes are honest, and nothing is drawn from what is
hidden."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from reports import figures as g
from reports import formats as f
from reports import style
from reports import words as w
from reports.release import Release

ALL = (
    "incidence",
    "mean_cumulative",
    "forest_outcomes",
    "forest_horizons",
    "specification_curve",
    "love_plot",
    "funnel",
    "forest_groups",
    "waterfall",
    "natural_units",
    "tornado",
    "arrest_volume",
    "propensity_overlap",
)


@pytest.mark.parametrize("name", ALL)
def test_svg_is_clean_text_and_the_same_each_time(releases, name):
    # Why: outlines of letters can't be searched or read aloud, and a date inside would change every run.
    figure = getattr(g, name)(releases["n300"])
    assert figure is not None
    svg = figure.svg.decode("utf-8")
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert "<text" in svg and "DejaVu" not in svg
    assert not re.search(r"<!DOCTYPE|<metadata|<image", svg)
    outside = set(re.findall(r"https?://[^\"' >]+", svg)) - {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert outside == set()
    g._drawn.clear()
    again = getattr(g, name)(Release.open(releases.path("n300")))
    assert again.svg == figure.svg and again.alt == figure.alt


@pytest.mark.parametrize("name", ALL)
def test_words_of_a_printed_figure_are_all_there(releases, name):
    # Why: Typst sets them apart from the picture; one that is lost would leave an axis without its name.
    def place(anchor, x, y, words):
        return (round(x - {"start": 0, "middle": 234, "end": 468}[anchor], 3), round(y, 3), words)

    svg = getattr(g, name)(releases["n300"]).svg
    picture, apart = style.print_svg(svg, 468.0)
    upright = [x for x in ET.fromstring(svg).iter() if x.tag.endswith("}text") and "rotate(-90" not in x.get("transform", "")]
    asked = sorted(
        place(re.search(r"text-anchor: (\w+)", x.get("style"))[1], float(x.get("x")), float(x.get("y")), x.text) for x in upright
    )
    assert asked == sorted((x, y, words) for _, said in apart for words, x, y in said)
    assert len(re.findall(b"<text", picture)) == len(re.findall(b"<text", svg)) - len(asked)
    assert style.print_svg(svg, 400.0)[1] == [], "what is printed at another size keeps its words"


@pytest.mark.parametrize("name", ALL)
def test_nothing_to_draw_gives_none(releases, name):
    if name in ("forest_outcomes", "forest_horizons", "specification_curve"):
        return  # the bare release has effects
    assert getattr(g, name)(releases["bare"]) is None


@pytest.mark.parametrize("variant", ["n60_much", "withheld", "long_names", "n60", "n3000"])
@pytest.mark.parametrize("name", ALL)
def test_text_stays_inside_the_figure(releases, name, variant):
    # Why: looked at by eye once is not looked at for the next site; long names and hidden rows must not push
    # text out.
    figure = getattr(g, name)(releases[variant])
    if figure is None:
        return
    svg = figure.svg.decode("utf-8")
    width, height = (float(x) for x in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    style.register_fonts()
    font = FontProperties(family=style.FONT)
    for text in re.findall(r"<text[^>]*>[^<]*</text>", svg):
        content = re.sub(r"<[^>]+>", "", text).replace("&amp;", "&")
        place = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", text) or re.search(
            r' x="([-\d.]+)" y="([-\d.]+)"', text
        )
        if not place or not content.strip() or "rotate(-90" in text:
            continue
        size = float(re.search(r"font(?:-size)?:[^;]*?([\d.]+)px", text).group(1))
        length = TextPath((0, 0), content, size=size, prop=font).get_extents().width
        x, y = float(place.group(1)), float(place.group(2))
        anchor = re.search(r"text-anchor: (\w+)", text)
        start = x - (
            length
            if anchor and anchor.group(1) == "end"
            else length / 2
            if anchor and anchor.group(1) == "middle"
            else 0
        )
        assert start >= -3 and start + length <= width + 3, content
        assert 0 <= y <= height + 2, content


def test_incidence_starts_at_nought(releases):
    svg = g.incidence(releases["n300"]).svg.decode("utf-8")
    ticks = re.findall(r'<g id="ytick_1">.*?<text[^>]*>([^<]*)</text>', svg, re.S)
    assert ticks and ticks[0].startswith("0")


def test_hidden_estimates_are_words_in_the_figure(releases):
    figure = g.forest_outcomes(releases["n60_much"])
    assert "Hidden or withheld: " in figure.caption
    assert not re.search("hidden", figure.svg.decode("utf-8").replace("Hidden", "")), "one that can't be shown takes no line"
    assert g.forest_outcomes(releases["withheld"]) is None


def test_a_quarter_that_the_data_cover_in_part_is_not_drawn(releases):
    whole = g.arrest_volume(releases["n300"])
    tables = {n: releases["n300"].table(n) for n in releases["n300"].tables}
    first = min(tables["arrest_volume"]["quarter"])
    manifest = tables["release_manifest"]
    day = f"{first[:4]}-{3 * int(first[-1]) - 1:02d}-01"
    tables["release_manifest"] = pd.concat([manifest, pd.DataFrame({"key": ["data_from"], "value": [day]})])
    cut = g.arrest_volume(Release(tables))
    assert first in whole.alt and "left out" not in whole.caption
    assert f"{first}, which the data cover in part, is left out" in cut.caption


def test_a_quarter_without_arrests_keeps_its_place_on_the_time_axis(releases):
    # Why: quarters that the release lacks were left out of the axis, so that 2009 stood beside 2011 and marks of policy lay wrong.
    tables = {n: releases["n300"].table(n) for n in releases["n300"].tables}

    def years(figure) -> dict[str, float]:
        found = re.findall(r'<g id="xtick_\d+">.*?<use [^>]*x="([\d.]+)".*?<text[^>]*>(\d{4})</text>', figure.svg.decode(), re.S)
        return {year: float(x) for x, year in found}

    whole = years(g.arrest_volume(Release(tables)))
    volume = tables["arrest_volume"]
    middle = sorted(set(volume["quarter"]))[5:7]
    tables["arrest_volume"] = volume[~volume["quarter"].isin(middle)]
    assert len(whole) > 3 and years(g.arrest_volume(Release(tables))) == whole


def test_overlap_shows_both_arms_and_says_what_is_hidden(releases):
    figure = g.propensity_overlap(releases["n3000"])
    assert "0.4 to 0.5: diverted" in figure.alt and "preference score" in figure.caption
    assert "hidden" in g.propensity_overlap(releases["n300"]).alt
    # each comparison that is balanced is judged, not the primary one alone
    text = figure.svg.decode()
    for design in ("concurrent_area", "concurrent_undiverted", "historical"):
        assert w.DESIGNS[design] in figure.alt and f.capital(w.DESIGN_SHORT[design]) in text


def test_colours_never_stand_alone():
    assert style.ARM["lead"]["linestyle"] != style.ARM["comparison"]["linestyle"]
    assert style.ARM["lead"]["marker"] != style.ARM["comparison"]["marker"]
    assert len(set(map(str, style.LINES))) == len(style.LINES)


def test_house_style_leaves_no_trace():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with style.house():
        assert matplotlib.rcParams["svg.fonttype"] == "none"
    assert dict(matplotlib.rcParams) == before


def test_labels_at_line_ends_stand_apart_and_above_the_axis():
    # Why: two curves that end at nought wrote their names over the ticks of the axis below.
    for heights in ((0.0, 0.0), (0.01, 0.0, 0.02), (0.5, 0.52), (0.5, 0.9)):
        ends = [[name, 1.0, y, "ink"] for name, y in zip("abc", heights)]
        g.separate(ends, 0.075)
        found = [e[2] for e in ends]
        assert found[0] >= 0.0375
        assert all(b - a >= 0.075 - 1e-9 for a, b in itertools.pairwise(found))
    assert found == [0.5, 0.9]
