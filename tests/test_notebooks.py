"""The notebooks: committed without outputs, prose and calls only, and pages that stand on their own."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import signal
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import nbformat
import pandas as pd
import pytest

from reports import notebooks as nb
from reports.errors import BuildFailed, UsageError
from reports.release import Release
from tests.reports.synthetic_release import write_release

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))


def cells(path: Path, kind: str) -> list[str]:
    return [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def test_the_notebooks_that_the_contract_names_are_there():
    assert [p.stem for p in PATHS] == sorted(nb.ORDER)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_committed_without_outputs(path):
    # Why: an output in the repository is somebody's numbers, and differs from run to run.
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.metadata
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_prose_holds_no_figure(path):
    # Why: a typed figure stays when the data change.
    for text in cells(path, "markdown"):
        plain = re.sub(r"`[^`]*`", "", text)
        assert not re.search(r"\d", plain), text


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_code_is_calls_only(path):
    # Why: helpers live in reports/, where they are tested.
    for source in cells(path, "code"):
        tree = ast.parse(source)
        for node in ast.walk(tree):
            assert not isinstance(
                node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try, ast.If)
            ), source
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, (int, float))
                and not isinstance(node.value, bool)
            ):
                raise AssertionError(f"a number is typed in: {source}")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_ends_with_what_would_change_the_conclusion(path):
    headings = re.findall(r"(?m)^#+ (.*)$", "\n".join(cells(path, "markdown")))
    assert headings[-1] == "What would change this conclusion"


def test_only_the_restricted_notebook_reads_the_warehouse():
    # Why: notebooks that read marts write to restricted/ and say so.
    readers = {p.stem for p in PATHS if "Warehouse" in "\n".join(cells(p, "code"))}
    assert readers == nb.RESTRICTED
    for name in readers:
        assert "**Restricted.**" in "\n".join(cells(FOLDER / f"{name}.ipynb", "markdown"))


# -- executed -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """All notebooks executed on a made-up release and a tiny warehouse."""
    folder = tmp_path_factory.mktemp("run")
    write_release(folder / "release.duckdb", n=60)
    _tiny_warehouse(folder / "warehouse.duckdb")
    env = {**os.environ, "LEAD_WAREHOUSE": str(folder / "warehouse.duckdb")}
    seen: list[tuple[int, int, str]] = []
    names = nb.execute_all(FOLDER, folder, env, progress=lambda *a: seen.append(a))
    return folder, names, seen


def _tiny_warehouse(path: Path) -> None:
    with duckdb.connect(str(path)) as c:
        c.execute("create schema marts; create schema settings")
        c.execute("create table settings.site as select 365 as primary_horizon_days")
        c.execute(
            "create table marts.cohort as select i as person_id, 't' || i as trial_id,"
            " case when i % 2 = 0 then 'lead' else 'comparison' end as arm,"
            " case when i % 2 = 0 then 'arrest_diversion' end as door,"
            " case when i % 2 = 1 then 'concurrent_area' end as comparison_design, i % 5 as prior_arrests"
            " from range(80) as r(i)"
        )
        c.execute("comment on column marts.cohort.prior_arrests is 'arrests in the lookback'")
        c.execute(
            "create table marts.rearrest_outcomes as select trial_id, arm, door, comparison_design, 'new_offense' as outcome, 365 as "
            "horizon_days,"
            " true as is_observed, person_id % 3 = 0 as is_rearrested from marts.cohort"
        )
        c.execute(
            "create table marts.rearrest_outcomes_variants as select trial_id, 'null_dates_are_prior' as variant, 365 as"
            " horizon_days, person_id % 6 = 0 as is_rearrested from marts.cohort"
        )
        c.execute(
            "create table marts.grant_measures as select 'deaths' as measure, '2024-Q1' as period, 3 as numerator,"
            " 3 as n_people"
        )
        c.execute(
            "create table marts.caseload as select '2024-Q1' as quarter, 'manager 001' as manager_label, 12 as n_people,"
            " 30 as attended_contacts, 4 as missed_contacts"
        )
        c.execute(
            "create table marts.arrest_volume_by_month as select '2024-01' as month, 'all' as offense_category,"
            " 40 as n_events, 30 as n_people"
        )
        c.execute(
            "create table marts.contacts_by_month as select '2024-01' as month, 'legal' as contact_type,"
            " 20 as attended_contacts, 2 as missed_contacts, 9 as n_people"
        )
        c.execute(
            "create table settings.context_events as select date '2024-01-15' as event_date, 'a change' as label"
        )
        c.execute("create schema audit")
        c.execute(
            "create table audit.record_checks as select 'link_near' as check_name, 'referrals' as extract,"
            " 'referred' as people, 80 as n_records, 90 as n_of"
        )
        c.execute(
            "create table marts.attrition as select 1 as step_number, 'candidates' as step, 'lead' as arm,"
            " 'arrest_diversion' as door, 80 as n_in, 0 as n_excluded, 80 as n_out"
        )


def test_everything_is_written_where_it_belongs(executed):
    folder, names, seen = executed
    assert names == list(nb.ORDER)
    assert sorted(p.name for p in (folder / "reports").glob("*.pdf")) == [
        "evaluation_report.pdf",
        "evaluation_report_a4.pdf",
        "funder_report.pdf",
        "funder_report_a4.pdf",
    ]
    assert {p.stem for p in (folder / "reports").glob("*.html")} == set(nb.REPORTS)
    assert {p.stem for p in (folder / "restricted").glob("*.html")} == nb.RESTRICTED
    assert {p.stem for p in (folder / "notebooks").glob("*.html")} == set(nb.ORDER) - set(
        nb.REPORTS
    ) - nb.RESTRICTED
    assert seen[0][:2] == (0, len(names)) and seen[-1][:2] == (len(names), len(names))


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.html"))


class _Outline(HTMLParser):
    """Headings, table headers, images and landmarks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: dict[str, int] = {}
        self.unlabelled: list[str] = []
        self.th_without_scope = 0
        self.out_of_reach: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "svg" and not (
            attributes.get("role") == "img" and len(attributes.get("aria-label", "")) > 40
        ):
            self.unlabelled.append(str(attributes)[:80])
        if tag == "th" and "scope" not in attributes:
            self.th_without_scope += 1
        # what scrolls on a narrow screen must be reached by keyboard
        if (tag == "figure" or attributes.get("class") == "scroll") and attributes.get("tabindex") != "0":
            self.out_of_reach.append(tag)
        if tag == "table" and "frame" in attributes.get("class", "") and not attributes.get("aria-label"):
            self.unlabelled.append(tag)
        if tag == "html":
            self.lang = attributes.get("lang", "")


def test_pages_make_no_outside_request(executed):
    # Why: a page is opened where there is no network, and a request would tell somebody that it was opened.
    for page in _pages(executed[0]):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<link|<iframe|<img|@import|url\((?!#|data:font/woff)", text), page.name
        addresses = set(re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]+", text))
        assert {a for a in addresses if "www.w3.org" not in a} == set(), page.name
        assert "default-src 'none'" in text


def test_pages_can_be_read_without_eyes_or_mouse(executed):
    for page in _pages(executed[0]):
        outline = _Outline()
        outline.feed(page.read_text(encoding="utf-8"))
        assert outline.lang.startswith("en"), page.name
        assert outline.tags.get("main") == 1 and outline.tags.get("title") == 1
        assert outline.levels[0] == 1 and outline.levels.count(1) == 1, page.name
        assert all(b <= a + 1 for a, b in zip(outline.levels, outline.levels[1:])), (
            page.name,
            outline.levels,
        )
        assert outline.unlabelled == [] and outline.out_of_reach == [] and outline.th_without_scope == 0, page.name


def test_ids_in_a_page_are_unique(executed):
    # Why: figures share clip-path names; a repeated one lets one figure cut another.
    for page in _pages(executed[0]):
        ids = re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), page.name


def test_restricted_pages_say_so(executed):
    folder = executed[0]
    for page in _pages(folder):
        text = page.read_text(encoding="utf-8")
        assert ("It is not disclosure-controlled" in text) == (page.parent.name == "restricted"), page.name
        assert ("@top-center{content:\"Restricted" in text) == (page.parent.name == "restricted"), page.name


def test_no_place_of_this_machine_in_a_page(executed):
    for page in _pages(executed[0]):
        text = page.read_text(encoding="utf-8")
        assert str(executed[0]) not in text and str(FOLDER.parent) not in text, page.name


def test_same_inputs_same_pages(executed, tmp_path):
    # Why: only what is the same each time can be verified.
    folder = executed[0]
    env = {"LEAD_RELEASE": str(folder / "release.duckdb")}
    for name in ("06_sensitivity",):
        again = nb.execute(FOLDER / f"{name}.ipynb", env, tmp_path / f"{name}.html")
        assert again.read_bytes() == (folder / "notebooks" / f"{name}.html").read_bytes()


def test_a_failing_cell_is_named(tmp_path):
    # Why: "a cell failed" sends the reader through all of them.
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# t"), nbformat.v4.new_code_cell("1 / 0")]
    )
    nbformat.write(book, tmp_path / "broken.ipynb")
    with pytest.raises(BuildFailed, match=r"broken\.ipynb: cell 2 failed: ZeroDivisionError"):
        nb.execute(tmp_path / "broken.ipynb", {}, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


def test_what_a_cell_shows_late_is_waited_for(tmp_path, monkeypatch):
    """Why: on a busy machine a cell's output may be read seconds after its end; the page would lack it without a word."""
    from nbclient import NotebookClient

    read = NotebookClient._async_poll_output_msg

    async def late(*args):
        await asyncio.sleep(5)
        await read(*args)

    monkeypatch.setattr(NotebookClient, "_async_poll_output_msg", late)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("'it came'")]), tmp_path / "late.ipynb")
    with nb.kernel(dict(os.environ)) as manager:
        (cell,) = nb.run_notebook(tmp_path / "late.ipynb", manager).cells
    assert [output.data["text/plain"] for output in cell.outputs] == ["'it came'"]


def test_a_kernel_that_gives_no_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(nb, "TIMEOUT", 1)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), tmp_path / "mute.ipynb")
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with nb.kernel(dict(os.environ)) as manager:
        manager.signal_kernel(signal.SIGSTOP)
        with pytest.raises(BuildFailed, match=r"mute\.ipynb: the kernel gave no answer"):
            nb.run_notebook(tmp_path / "mute.ipynb", manager)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_no_release_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="no release"):
        nb.execute_all(FOLDER, tmp_path)


def test_an_edited_notebook_renders_its_own_selection(tmp_path):
    # Why: an evaluator changes a cell and renders again; the PDF must hold what the cell says.
    from pypdf import PdfReader

    from reports import funder
    from reports.render import render_pdf

    release = Release.open(write_release(tmp_path / "r.duckdb", n=60))
    path = render_pdf(
        "funder", release, tmp_path / "short.pdf", sections=[funder.answer(release), funder.glossary(release)]
    )
    text = "\n".join(p.extract_text() for p in PdfReader(path).pages)
    assert "Glossary" in text and "Who was reached" not in text


def test_no_text_of_the_style_breaks_across_lines():
    """Why: a line break within a font's name voids the whole rule, and pages came out in the browser's own letters."""
    from reports.notebooks import _STYLE

    assert all(line.count('"') % 2 == 0 for line in _STYLE.splitlines())


def test_numbers_of_a_data_frame_stand_at_the_right():
    frame = pd.DataFrame({"name": ["a", "long " * 20], "n": [1, 20], "share": [0.5, float("nan")]})
    page = nb._accessible(frame.to_html(), 1)
    assert page.count("class=number") == 2 * 3 and page.count("class=text") == 1
    assert "<th scope=col>name</th>" in page and "<th class=number scope=col>share</th>" in page
    assert nb._accessible(frame.iloc[:0].to_html(), 1).count("class=number") == 0
