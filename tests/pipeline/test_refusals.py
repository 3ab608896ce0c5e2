"""A refusal on the command line: one line for a person, one for a machine, and the exit code."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys

import duckdb
import pytest

from pipeline.cli import lead, main
from pipeline.errors import ValidationFailed
from pipeline.run import told_of_withdrawn
from pipeline.settings import load_site

SITE = """
site: T
programme: T
data_through: 2023-06-30
accrual: {start: 2021-01-01, end: 2022-12-31}
eligibility: {rules: [{offense_category: other}]}
comparison: {designs: [historical], primary: historical}
extracts: {arrests: {path: a.csv, data_from: 2018-01-01}}
"""


@pytest.fixture(autouse=True)
def _as_before():
    """The entry point sets what holds for its whole process; the tests' own process must not keep it."""
    handlers, mask = {s: signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGINT)}, os.umask(0o077)
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    os.umask(mask)


@pytest.mark.parametrize("hint", ["put changed settings back", None])
@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_run_that_fails_says_that_withdrawn_rows_still_stand(tmp_path, monkeypatch, withdrawn, hint):
    """Why: of few people no release could be made beside the older one, and who had a row expunged was not told that it still stood."""
    (tmp_path / "site.yml").write_text(SITE)
    site = load_site(tmp_path / "site.yml")
    (site.out / "current").mkdir(parents=True)
    monkeypatch.setattr("pipeline.publish.predates_withdrawal", lambda site, generation: withdrawn)
    with pytest.raises(ValidationFailed) as told, told_of_withdrawn(site):
        raise ValidationFailed("no release", hint=hint)
    assert ("still holds rows that were withdrawn" in told.value.hint) is withdrawn
    assert hint is None or told.value.hint.startswith(hint)


@pytest.mark.parametrize(("args", "code", "says"), [
    (("ingest", "--site", "nowhere.yml"), 2, "no such site file"),
    (("status", "--sight", "x"), 2, "--sight"),
    (("ingest", "--site", "site.yml"), 3, "a.csv: is empty"),
    # asked too early: a matter of the command's order, no build has broken
    (("verify", "--site", "site.yml"), 2, "nothing is published yet"),
    (("report", "--site", "site.yml"), 2, "nothing is published yet"),
    (("diff", "--site", "site.yml"), 2, "nothing is published yet"),
    (("costs", "what-if", "--site", "site.yml"), 2, "nothing is published yet"),
    (("validate", "--site", "site.yml"), 2, "nothing is built yet"),
])
def test_a_refusal_ends_with_its_json_line_too(tmp_path, args, code, says):
    """Why: a scheduler that reads the last line must learn of a failure from it."""
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "site.yml").write_text(SITE)
    done = subprocess.run([sys.executable, "-m", "pipeline.cli", *args, "--json"], cwd=tmp_path, capture_output=True, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == said["exit_code"] == code
    assert says in said["error"] and says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "good", "bad"), [("LEAD_MEMORY_LIMIT", "1.5 GiB", "lots"), ("LEAD_THREADS", "3", "0")])
def test_a_variable_that_cannot_be_read_is_named_before_any_work(tmp_path, monkeypatch, capsys, name, good, bad):
    """Why: the engine's own words ("Memory must have a number") came from within a build and named no variable."""
    (tmp_path / "site.yml").write_text(SITE)
    for given, code in ((good, None), (bad, 2)):
        monkeypatch.setenv(name, given)
        with pytest.raises(SystemExit) if code else contextlib.nullcontext() as end:
            main(["status", "--site", str(tmp_path / "site.yml")])
        assert (name in capsys.readouterr().err) == bool(code) and (not code or end.value.code == code)


@pytest.mark.parametrize("command", ["run", "build"])
def test_a_site_without_arrests_has_no_report(tmp_path, command):
    """Why: Cook County's referrals alone ran to a funder report that said "of 100 people diverted, about 5 were re-arrested", of
    people whose arrests nobody had delivered."""
    (tmp_path / "r.csv").write_text("referral_id,person_id,referral_date,door,decision\n1,a,2021-03-04,arrest_diversion,accepted\n")
    (tmp_path / "site.yml").write_text(SITE.replace("{arrests: {path: a.csv, data_from: 2018-01-01}}", "{referrals: {path: r.csv}}"))
    lead_command = [sys.executable, "-m", "pipeline.cli"]
    assert subprocess.run([*lead_command, "ingest"], cwd=tmp_path, capture_output=True).returncode == 0
    done = subprocess.run([*lead_command, command], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "without arrests there are no re-arrests" in done.stderr and "lead ingest" in done.stderr


@pytest.mark.parametrize(("number", "code", "way_out"), [
    (errno.ENOSPC, 5, "free some space"), (errno.EROFS, 2, "right to read and write"), (errno.EACCES, 2, "right to read and write")])
def test_a_full_or_closed_disk_is_told_with_its_way_out(monkeypatch, capsys, number, code, way_out):
    """Why: a read-only folder ended as "OSError in pathlib.py:1044", which tells a newcomer nothing."""
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number), "site/out")

    monkeypatch.setattr("pipeline.init.init_site", refuse)
    with pytest.raises(SystemExit) as stop:
        main(["init", "site"])
    said = capsys.readouterr().err
    assert stop.value.code == code
    assert f"site/out: {os.strerror(number).lower()}" in said and way_out in said and "Traceback" not in said


def test_a_file_that_is_being_written_is_told(monkeypatch, capsys):
    """Why: lead diff beside a lead build ended as "IOException in diff.py:91"."""
    def refuse(*_, **__):
        raise duckdb.IOException('IO Error: Could not set lock on file "x": Conflicting lock is held')

    monkeypatch.setattr("pipeline.init.init_site", refuse)
    with pytest.raises(SystemExit) as stop:
        main(["init", "site"])
    assert stop.value.code == 2
    assert "another program is writing" in capsys.readouterr().err


def _commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize(("path", "command"), [pytest.param(p, c, id=" ".join(p)) for p, c in _commands(lead)])
def test_each_command_helps_with_an_example_that_parses(path, command):
    """Why: the how-to promises an example of each; nine of fifteen commands had none."""
    shown = [line[line.index("lead "):] for line in command.help.split("\b", 1)[1].splitlines() if "lead " in line]
    assert shown
    for line in shown:
        words = line.split()
        assert tuple(words[1:1 + len(path)]) == path
        command.make_context(" ".join(path), words[1 + len(path):], resilient_parsing=False)
