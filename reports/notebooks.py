"""Execute notebooks headless and keep them as self-contained HTML pages.

A page is built from the executed notebook by our own small template: inline styles, inline SVG, no script,
no outside request; headings, landmarks, table headers and text alternatives for keyboard and screen reader.
Nothing in it depends on the clock, so the same inputs give the same bytes.
"""

from __future__ import annotations

import atexit
import base64
import copy
import html
import os
import re
import shutil
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from reports.errors import BuildFailed, UsageError

Progress = Callable[[int, int, str], None]
REPORTS = ("funder_report", "evaluation_report")
RESTRICTED = frozenset({"07_explore_your_own"})
ORDER = (
    *REPORTS,
    "01_data_quality",
    "02_cohorts",
    "03_rearrest",
    "04_costs",
    "05_access_and_engagement",
    "06_sensitivity",
    "07_explore_your_own",
)
TIMEOUT = 600
# done by each kernel as it starts, before anything is asked of it
_IMPORTS = "from reports import access, evaluator, funder, render"
LANES = 2  # kernels at work at the same time
SLOWEST = "evaluation_report"


def execute_all(
    notebooks: Path,
    folder: Path,
    env: dict[str, str] | None = None,
    *,
    release: Path | None = None,
    progress: Progress | None = None,
    ready: Sequence[Any] = (),
) -> list[str]:
    """Execute every notebook of a folder: PDFs to ``folder/reports``, pages to ``folder/notebooks``, those
    that read marts to ``folder/restricted``. Returns the names executed.

    release: the release to read (default ``folder/release.duckdb``). ready: kernels of
    :func:`started_kernels` for the same folder and release. Raises BuildFailed naming notebook and cell.
    """
    release = Path(release) if release is not None else folder / "release.duckdb"
    if not release.is_file():
        raise UsageError(f"{release}: no release to report from")
    found = {p.stem: p for p in sorted(Path(notebooks).glob("*.ipynb"))}
    names = [n for n in ORDER if n in found] + [n for n in found if n not in ORDER]
    base = _environment(env, folder, release)
    for name in ("reports", "notebooks", "restricted"):
        if name == "reports" or any(_target(n) == name for n in names):
            (folder / name).mkdir(parents=True, exist_ok=True)
    lanes = min(LANES, len(names)) or 1
    ended: list[str] = []
    if progress:
        progress(0, len(names), names[0] if names else "")
    # the slowest first; each lane has a kernel of its own and takes the next notebook when it is free
    waiting = deque(sorted(names, key=lambda n: n != SLOWEST))
    spare = deque(ready)

    def work() -> None:
        with nullcontext(spare.popleft()) if spare else kernel(base) as manager:
            while waiting:
                try:
                    name = waiting.popleft()
                except IndexError:
                    return
                try:
                    notebook = run_notebook(found[name], manager)
                    page = page_html(notebook, name, restricted=name in RESTRICTED)
                    (folder / _target(name) / f"{name}.html").write_text(page, encoding="utf-8")
                except BaseException:
                    waiting.clear()
                    raise
                ended.append(name)
                if progress:
                    progress(len(ended), len(names), name)

    with ThreadPoolExecutor(lanes) as pool:
        for lane in [pool.submit(work) for _ in range(lanes)]:
            lane.result()
    if progress:
        progress(len(names), len(names), "done")
    return names


@contextmanager
def started_kernels(folder: Path, env: dict[str, str] | None = None, lanes: int = LANES) -> Iterator[list[Any]]:
    """Kernels that import what the notebooks need while something else is being done; shut down at the end."""
    with ExitStack() as stack:
        base = _environment(env, folder, folder / "release.duckdb")
        yield [stack.enter_context(kernel(base)) for _ in range(lanes)]


def _environment(env: dict[str, str] | None, folder: Path, release: Path) -> dict[str, str]:
    return {
        **(os.environ if env is None else env),
        "LEAD_RELEASE": str(release.resolve()),
        "LEAD_REPORTS_DIR": str((folder / "reports").resolve()),
    }


def _target(name: str) -> str:
    return "reports" if name in REPORTS else ("restricted" if name in RESTRICTED else "notebooks")


def execute(notebook: str | Path, env: dict[str, str] | None, out_html: str | Path) -> Path:
    """Execute one notebook with ``env`` (added to this process's) and write its page."""
    path = Path(notebook)
    with kernel({**os.environ, **(env or {})}) as manager:
        page = page_html(run_notebook(path, manager), path.stem, restricted=path.stem in RESTRICTED)
    out = Path(out_html)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    return out


@contextmanager
def kernel(env: dict[str, str]) -> Iterator[Any]:
    """A kernel over local sockets (no network), with a private home for its files; shut down at the end."""
    from jupyter_client.manager import KernelManager

    # a socket's path may not be longer than some hundred characters, so its folder stands in a short place
    place = Path(tempfile.mkdtemp(prefix="lead-", dir="/tmp" if os.path.isdir("/tmp") else None))
    root = str(Path(__file__).resolve().parent.parent)
    env = dict(env)
    env.update(
        IPYTHONDIR=str(place / "ipython"),
        JUPYTER_RUNTIME_DIR=str(place),
        PYTHONHASHSEED="0",
        MPLBACKEND="agg",
        SOURCE_DATE_EPOCH=env.get("SOURCE_DATE_EPOCH", "0"),
        PYDEVD_DISABLE_FILE_VALIDATION="1",
        MPLCONFIGDIR=env.get("MPLCONFIGDIR") or str(place / "mpl"),
        PYTHONPATH=os.pathsep.join(p for p in (root, env.get("PYTHONPATH", "")) if p),
    )
    manager = KernelManager(transport="ipc", kernel_name="python3", connection_file=str(place / "k.json"))
    try:
        manager.start_kernel(env=env, cwd=root, extra_arguments=[f"--IPKernelApp.exec_lines={_IMPORTS}"])
        yield manager
    finally:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _signals_kept() -> Iterator[None]:
    """What a signal did before does so afterwards: the notebooks' client leaves the system's defaults, or, where a kernel gave no
    answer, a handler that does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_notebook(path: Path, manager: Any) -> Any:
    """An executed copy of the notebook, in a fresh namespace of the running kernel; the file stays as it
    is."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = copy.deepcopy(nbformat.read(path, as_version=4))
    # what stands already is not looked through again for what the reset frees
    fresh = nbformat.v4.new_code_cell("import gc\ngc.freeze()\n%reset -f")
    notebook.cells.insert(0, fresh)
    # on a machine that is busy or was asleep a kernel starts late, and what a cell shows comes later than its end: by default
    # a page would then lack it without a word
    client = NotebookClient(notebook, km=manager, timeout=TIMEOUT, startup_timeout=TIMEOUT, iopub_timeout=TIMEOUT,
                            raise_on_iopub_timeout=True, record_timing=False, allow_errors=False)
    client.owns_km = False
    try:
        with _signals_kept():
            client.execute()
    except CellExecutionError as error:
        at = next(
            (
                i
                for i, c in enumerate(notebook.cells)
                if any(o.get("output_type") == "error" for o in c.get("outputs", []))
            ),
            0,
        )
        raise BuildFailed(
            f"{path.name}: cell {at} failed: {error.ename}: {_first_line(error.evalue)}"
        ) from None
    except DeadKernelError:
        raise BuildFailed(f"{path.name}: the kernel died") from None
    except (CellTimeoutError, RuntimeError) as error:
        atexit.unregister(client._cleanup_kernel)  # it would be done twice, the second time with a traceback
        raise BuildFailed(f"{path.name}: the kernel gave no answer ({type(error).__name__})") from None
    notebook.cells.pop(0)
    for cell in notebook.cells:
        cell.pop("id", None)
    return notebook


def _first_line(text: str) -> str:
    return str(text).split("\n", 1)[0][:300]


# -- the page ------------------------------------------------------------------------------------------------


def page_html(notebook: Any, name: str, restricted: bool = False) -> str:
    """The executed notebook as one HTML page."""
    body, title = [], name.replace("_", " ")
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            text = _markdown(cell.source)
            found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
            if found and title == name.replace("_", " "):
                title = html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip()
            body.append(text)
        elif cell.cell_type == "code":
            body.append(_code_cell(cell, number))
    banner = (
        (
            "<p class=restricted role=note>Restricted: this page was made from person-level tables. It is "
            "not disclosure-controlled and must not be passed on.</p>"
        )
        if restricted
        else ""
    )
    return _PAGE.format(
        title=html.escape(title),
        banner=f"<header>{banner}</header>" if banner else "",
        body=_own_ids(_once_said("\n".join(body))),
        style=_fonts() + _STYLE + (_ON_EACH_SHEET if restricted else ""),
        bottom=f"<footer>{banner}</footer>" if banner else "",
    )


# printed, a page is many sheets, and each may be handed on by itself
_ON_EACH_SHEET = """
@page{margin:22mm 15mm 15mm;@top-center{content:"Restricted: from person-level tables, not to be passed on";
font:600 9pt sans-serif;color:#8a4300}}
"""


def _once_said(body: str) -> str:
    """Leave out a section's own heading where the notebook's heading before it already says it; those inside the section
    then rise by one level, so that none is skipped."""
    parts = re.split(r"(<h[2-6][^>]*>.*?</h[2-6]>|</section>)", body, flags=re.S)
    said, rise = "", False
    for i in range(1, len(parts), 2):
        part = parts[i]
        if part == "</section>":
            rise = False
            continue
        level, words = int(part[2]), re.sub(r"<[^>]+>", "", part).strip()
        if level == 3 and words == said:
            parts[i], rise = "", True
        elif rise:
            parts[i] = f"<h{level - 1}{part[3:-2]}{level - 1}>"
        if level <= 3:
            said = words
    return "".join(parts)


def _own_ids(body: str) -> str:
    """Give the ids inside each figure a prefix of their own: several figures of one page share names."""
    parts = re.split(r"(<svg .*?</svg>)", body, flags=re.S)
    for i in range(1, len(parts), 2):
        mark = f"f{i // 2}-"
        part = re.sub(r'\bid="', f'id="{mark}', parts[i])
        parts[i] = re.sub(r'(url\(#|href="#)', rf"\g<1>{mark}", part)
    return "".join(parts)


def _markdown(source: str) -> str:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    text = markdown2html_mistune(source)
    return re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", text)


def _code_cell(cell: Any, number: int) -> str:
    out = []
    for output in cell.get("outputs", []):
        kind = output.get("output_type")
        if kind == "stream" and output.get("name") == "stdout":
            out.append(f"<pre>{html.escape(output['text'])}</pre>")
        elif kind in ("display_data", "execute_result"):
            data = output.get("data", {})
            if "text/html" in data:
                out.append(_accessible(data["text/html"], number))
            elif "image/svg+xml" in data:
                out.append(f"<figure tabindex=0>{data['image/svg+xml']}</figure>")
            elif "text/plain" in data:
                out.append(f"<pre>{html.escape(data['text/plain'])}</pre>")
    source = f"<pre tabindex=0><code>{html.escape(cell.source)}</code></pre>"
    code = f"<details><summary>Code</summary>{source}</details>"
    return f"<div class=cell>{code}{''.join(out)}</div>" if cell.source.strip() else "".join(out)


def _accessible(text: str, number: int) -> str:
    """Data frames' own HTML: no style blocks, header cells with scope, a scrollable region with a name."""
    text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
    if 'class="dataframe"' in text:
        name = f'aria-label="data frame {number}"'
        text = text.replace('<table border="1" class="dataframe">', f'<table class="house frame" {name}>')
        head, sep, rest = text.partition("</thead>")
        head = head.replace("<th></th>", "<th>row</th>", 1).replace("<th>", "<th scope=col>")
        head, rest = _aligned(head, rest)
        text = head + sep + rest.replace("<th>", "<th scope=row>")
        text = f"<div class=scroll tabindex=0 role=region {name}>{text}</div>"
    return text


_NUMBER = re.compile(r"[-+]?[\d.,]+(e[-+]?\d+)?|NaN|None|<NA>|&lt;NA&gt;|inf|\.\.\.")
LONG_TEXT = 40  # characters: a cell of more is given room to break into fewer lines


def _aligned(head: str, rest: str) -> tuple[str, str]:
    """Columns of numbers stand at the right, headers too; long texts are wide enough to be read on a narrow screen."""
    rows = [re.findall(r"<td>(.*?)</td>", row, flags=re.S) for row in rest.split("</tr>")]
    rows = [row for row in rows if row]
    if len({len(row) for row in rows}) != 1:
        return head, rest
    numbers = [all(_NUMBER.fullmatch(cell.strip()) for cell in column) for column in zip(*rows)]

    def classed(tag: str, i: int, text: str) -> str:
        kind = " class=number" if numbers[i] else " class=text" if tag == "td" and len(text) > LONG_TEXT else ""
        return f"<{tag}{kind}{' scope=col' if tag == 'th' else ''}>"

    def cells(line: str) -> str:
        at = iter(range(len(numbers)))
        return re.sub(r"<td>(.*?)</td>", lambda m: f"{classed('td', next(at), m[1])}{m[1]}</td>", line, flags=re.S)

    titles = re.findall(r"<th scope=col>.*?</th>", head, flags=re.S)
    if len(titles) == len(numbers) + 1:  # the first is the row's
        for i, title in enumerate(titles[1:]):
            head = head.replace(title, title.replace("<th scope=col>", classed("th", i, "")), 1)
    return head, "</tr>".join(cells(line) for line in rest.split("</tr>"))


@cache
def _fonts() -> str:
    """The house font inside the page itself: the labels of a figure were set to its widths."""
    from reports.style import FONT, web_font

    faces = (("Regular", 400, "normal"), ("Semibold", 600, "normal"), ("It", 400, "italic"))
    return "".join(
        f'@font-face{{font-family:"{FONT}";font-weight:{weight};font-style:{slant};'
        f"src:url(data:font/woff;base64,{base64.b64encode(web_font(face)).decode()}) format('woff')}}"
        for face, weight, slant in faces
    )


_STYLE = """
:root{color-scheme:light}
body{font:16px/1.5 "Source Sans Pro","Source Sans 3",system-ui,-apple-system,"Segoe UI",
sans-serif;color:#1b2733;background:#fff;margin:0}
main,header,footer{max-width:54rem;margin:0 auto;padding:1rem 1.25rem}
h1{font-size:1.9rem;line-height:1.2;border-bottom:3px solid #1f4e8c;padding-bottom:.4rem}
h2{color:#1f4e8c;margin-top:2rem}h3{margin-top:1.5rem}
a{color:#1f4e8c}
table.house{border-collapse:collapse;margin:1rem 0;font-size:.92rem;min-width:min(100%,34rem)}
table.house caption{text-align:left;font-weight:600;padding:.3rem 0}
table.house th,table.house td{padding:.3rem .6rem;border-bottom:1px solid
#c9d1d9;vertical-align:top;text-align:left} table.house thead th{border-bottom:2px solid
#1b2733;border-top:2px solid #1b2733} table.house tbody th{font-weight:400;min-width:9rem}
table.frame tbody th{min-width:2rem}code{overflow-wrap:anywhere}
table.house tr.group th{font-weight:600;background:#f3f6f9}
table.house td[style*="right"]{white-space:nowrap}
table.house .number{text-align:right}table.house td.text{min-width:min(24rem,70vw)}
/* a shade at the side to which a table or a figure goes on */
.scroll,figure{overflow-x:auto;background:linear-gradient(to right,#fff 40%,#fff0) 0 0/2rem 100% no-repeat local,
linear-gradient(to left,#fff 40%,#fff0) 100% 0/2rem 100% no-repeat local,
linear-gradient(to right,#1b273333,#1b273300) 0 0/.7rem 100% no-repeat scroll,
linear-gradient(to left,#1b273333,#1b273300) 100% 0/.7rem 100% no-repeat scroll}
figure{margin:1.2rem 0}figure svg{display:block;max-width:100%;height:auto}
figcaption{font-size:.92rem;color:#46525e;margin-top:.4rem}
details{margin:.6rem 0;color:#46525e}summary{cursor:pointer;font-size:.88rem}
pre{background:#f3f6f9;padding:.6rem .8rem;overflow-x:auto;font-size:.85rem}
.callout{border-left:4px solid #1f4e8c;background:#f3f6f9;padding:.6rem 1rem;margin:1rem 0}
.callout.warning{border-color:#b35900}.lead-in{font-size:1.2rem}
.mark,.restricted{color:#8a4300;font-weight:600}
.restricted{border:2px solid #b35900;padding:.5rem .8rem}
.keys{list-style:none;display:flex;gap:1rem;padding:0;flex-wrap:wrap}
.keys li{flex:1 1 11rem;background:#f3f6f9;border-top:3px solid #1f4e8c;padding:.6rem .8rem}
.keys strong{display:block;font-size:1.9rem;color:#1f4e8c}
.keys small{display:block}
.flow{display:flex;gap:1.5rem}.flow>div{flex:1}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
:focus-visible{outline:3px solid #b35900;outline-offset:2px}
@media (max-width:40rem){table.house caption{max-width:calc(100vw - 2.5rem)}
.flow{display:block}figure svg{min-width:34rem}}
@media print{details{display:none}}
"""

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src
data:; font-src data:"> <title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
{banner}
<main id="content">
{body}
</main>
{bottom}
</body>
</html>
"""
