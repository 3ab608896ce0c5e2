"""Why: a folder of extracts is filled by others. What lies in it may not lead the loader elsewhere, nor eat the machine."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.load import load
from pipeline.errors import DataRefused, LeadError
from pipeline.project import ROOT
from tests.faults.figures import record
from tests.faults.support import environment, lead, small_site
from tests.ingest.sites import ARRESTS, arrests_site, csv_text, site, write

MARK = "XQOUTSIDE"
ROW = ["P1", "A1", 1, "2020-02-03", "", "C1", "", "", ""]
CAP_MB = 3500


def outside(tmp_path: Path) -> Path:
    return write(tmp_path / "elsewhere", "arrests.csv", csv_text(ARRESTS, [[MARK, *ROW[1:]]]))


def link(target: Path, name: str):
    def make(folder: Path) -> None:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target, target_is_directory=target.is_dir())

    return make


def attempts(tmp_path: Path) -> dict[str, tuple]:
    """Ways out of the folder that the site file names: (what lies in the folder, the glob)."""
    secret = outside(tmp_path)
    return {
        "a link to a file": (link(secret, "extracts/arrests.csv"), "extracts/*.csv"),
        "a link to a link": (
            lambda f: (
                link(secret, "extracts/b/a.csv")(f),
                link(f / "extracts/b/a.csv", "extracts/x.csv")(f),
            ),
            "extracts/*.csv",
        ),
        "a link to a folder": (link(secret.parent, "extracts/sub"), "extracts/*/arrests.csv"),
        "a link to a folder, deep": (link(secret.parent, "extracts/a/sub"), "extracts/**/arrests.csv"),
        "a folder that steps back": (
            lambda f: (f / "extracts/sub").mkdir(parents=True),
            "extracts/*/../../../elsewhere/*.csv",
        ),
        "a relative link": (
            link(Path("../../elsewhere/arrests.csv"), "extracts/arrests.csv"),
            "extracts/*.csv",
        ),
        "a link to a device": (link(Path("/dev/zero"), "extracts/arrests.csv"), "extracts/*.csv"),
        "a link to itself": (link(Path("arrests.csv"), "extracts/arrests.csv"), "extracts/*.csv"),
        "a link to a passwd file": (
            link(Path("/etc/passwd"), "extracts/arrests.csv"),
            "extracts/arrests.csv",
        ),
        "a pipe": (
            lambda f: ((f / "extracts").mkdir(parents=True), os.mkfifo(f / "extracts/arrests.csv")),
            "extracts/*.csv",
        ),
    }


def test_nothing_outside_the_folder_is_read(tmp_path):
    """Why: a link in a delivery must not pull in what the site file does not name."""
    read = []
    tried = attempts(tmp_path)
    for i, (name, (make, glob)) in enumerate(tried.items()):
        folder = tmp_path / f"site{i}"
        folder.mkdir()
        make(folder)
        try:
            load(site(folder, f"arrests: {{path: '{glob}', data_from: 2010-01-01}}"))
            read.append(name)
        except LeadError as error:
            assert MARK not in str(error)
        left = b"".join(p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file())
        if MARK.encode() in left:
            read.append(name)
    record(
        "escape",
        "1 links",
        f"{len(tried)} ways out of the folder of the extracts (links to files, folders, devices, `..`"
        " behind a wildcard, a pipe)",
        f"{len(set(read))} reads outside",
    )
    assert not read


def zip_bomb(rows: int) -> bytes:
    """A workbook of a few hundred kilobytes whose one sheet unpacks to ``rows`` times 100 bytes."""
    book = openpyxl.Workbook()
    book.active.append(ARRESTS.split(","))
    out = io.BytesIO()
    book.save(out)
    src = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as z:
        for part in src.infolist():
            data = src.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b"</sheetData>",
                    b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % (b"A" * 40) * rows
                    + b"</sheetData>",
                )
            z.writestr(part.filename, data)
    return new.getvalue()


def gzip_bomb(megabytes: int, line: bytes | None) -> bytes:
    """A few hundred kilobytes that unpack to so much: one endless line, or the same row again and again."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as z:
        z.write(ARRESTS.encode() + b"\n")
        block = (line or b"A" * 64) * ((1 << 20) // len(line or b"A" * 64))
        for _ in range(megabytes):
            z.write(block)
    return out.getvalue()


LOAD = """
import json, sys
from ingest.load import load
from pipeline.errors import LeadError
from pipeline.settings import load_site
try:
    r = load(load_site(sys.argv[1])); said = "loaded %d of %d" % (r.rows_loaded, r.rows_read)
except LeadError as e:
    said = "refused: " + str(e)
# (the peak that getrusage tells is inherited from the process that started this one)
peak = next(int(x.split()[1]) for x in open("/proc/self/status") if x.startswith("VmHWM")) / 1024
print(json.dumps({"said": said, "peak_mb": peak}))
"""


def cost_of(folder: Path, content: bytes, entry: str, name: str) -> tuple[str, float]:
    described = arrests_site(folder, content, entry, name=name)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(described.path)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-500:]
    facts = json.loads(done.stdout.splitlines()[-1])
    return facts["said"], facts["peak_mb"]


def test_a_small_bomb_is_refused_or_costs_little(tmp_path):
    """Why: see the head; a share of the long test below."""
    said, peak = cost_of(tmp_path / "a", gzip_bomb(15, None), "", "arrests.csv")
    assert peak < 1500, (said, peak)


@pytest.mark.faults
def test_bombs_stay_under_the_memory_cap(tmp_path):
    bombs = {
        "gzip, one line of 2 GB": (gzip_bomb(2048, None), "", "arrests.csv"),
        "gzip, 1 GB of one row": (gzip_bomb(1024, b"P1,A1,1,2020-02-03,,C1,,,\n"), "", "arrests.csv"),
        "gzip, 1 GB of empty lines": (gzip_bomb(1024, b"\n"), "", "arrests.csv"),
        "gzip, 1 GB of quotes": (gzip_bomb(1024, b'"'), "", "arrests.csv"),
        "gzip, 1 GB of delimiters": (gzip_bomb(1024, b","), "", "arrests.csv"),
        "a workbook of 1.1 GB": (zip_bomb(11_000_000), "format: xlsx", "arrests.xlsx"),
        "a workbook of 300 MB": (zip_bomb(3_000_000), "format: xlsx", "arrests.xlsx"),
    }
    peaks = {}
    for i, (name, (content, entry, file)) in enumerate(bombs.items()):
        said, peaks[name] = cost_of(tmp_path / str(i), content, entry, file)
        print(name, said[:150], round(peaks[name]))
        shutil.rmtree(tmp_path / str(i))
    worst = max(peaks.values())
    record(
        "escape",
        "2 bombs",
        f"{len(bombs)} gzip and zip bombs of up to 2 GB, loaded in a process of their own",
        f"peak memory {worst:,.0f} MB (cap {CAP_MB:,} MB), none loaded beyond it",
    )
    assert worst < CAP_MB


GUARD = """
import os, socket
_connect, _connect_ex, _sendto = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
def _told(self, what):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        with open(os.environ["LEAD_SOCKET_LOG"], "a") as f:
            f.write(f"{what} {os.path.basename(__import__('sys').argv[0])}\\n")
        raise OSError("sockets are refused")
class Refusing(socket.socket):
    def connect(self, *a): _told(self, "connect"); return _connect(self, *a)
    def connect_ex(self, *a): _told(self, "connect"); return _connect_ex(self, *a)
    def sendto(self, *a): _told(self, "sendto"); return _sendto(self, *a)
socket.socket = Refusing
_lookup = socket.getaddrinfo
def lookup(host, *a, **k):
    with open(os.environ["LEAD_SOCKET_LOG"], "a") as f:
        f.write("lookup\\n")
    raise socket.gaierror("names are refused")
socket.getaddrinfo = lookup
"""


@pytest.mark.faults
def test_a_whole_run_opens_no_connection(tmp_path):
    """Why: person-level data on a machine that must need no network; in a namespace without one where that is permitted."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    log = tmp_path / "sockets.log"
    log.write_text("")
    site_file = small_site(tmp_path / "site")
    command = [sys.executable, "-m", "pipeline.cli", "run", "--site", str(site_file)]
    alone = (
        subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode == 0
        if shutil.which("unshare")
        else False
    )
    if alone:
        command = ["unshare", "-rn", *command]
    env = environment(LEAD_SOCKET_LOG=str(log))
    env["PYTHONPATH"] = f"{guard}{os.pathsep}{env['PYTHONPATH']}"
    check = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket().connect(('192.0.2.1', 9))"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "sockets are refused" in check.stderr and log.read_text(), "the guard must be at work"
    log.write_text("")
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr
    tried = log.read_text().splitlines()
    print(*tried, sep="\n")
    pdfs = len(list((tmp_path / "site" / "out" / "current" / "reports").glob("*.pdf")))
    where = "in an empty network namespace and " if alone else ""
    record(
        "network",
        "1",
        f"a whole run with reports {where}with every socket call watched",
        f"{len(tried)} connections or look-ups tried; {pdfs} PDFs made",
    )
    assert not tried and pdfs >= 2


def test_two_keys_and_expired_agreements_are_refused(tmp_path):
    """Why: persons keyed in two ways look like two persons; what an agreement no longer covers may not be used."""
    write(tmp_path, "a.csv", csv_text(ARRESTS, [ROW]))
    write(tmp_path, "d.csv", "person_id,death_date\nP1,2021-01-01\n")
    two = "arrests: {path: a.csv, data_from: 2010-01-01, key_id: K1}\ndeaths: {path: d.csv, key_id: K2}"
    with pytest.raises(DataRefused, match="different key_id"):
        load(site(tmp_path, two))
    old = "arrests: {path: a.csv, data_from: 2010-01-01, deid_basis: limited_data_set, agreement: X-1, expires: 2020-01-01}"
    with pytest.raises(DataRefused, match="ran out on 2020-01-01"):
        load(site(tmp_path, old))
    done = lead("ingest", "--site", tmp_path / "site.yml")
    assert done.returncode == 3 and "ran out" in done.stderr
