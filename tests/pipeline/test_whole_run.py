"""One whole run on a small fictional county, and what a user does with it afterwards."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.project import file_sha256
from pipeline.verify import REQUIRED_MARTS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def lead(*args, cwd=None, **env):
    return subprocess.run([sys.executable, "-m", "pipeline.cli", *map(str, args)], cwd=cwd or ROOT, capture_output=True,
                          text=True, env={**os.environ, **env}, timeout=900)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    done = lead("demo", folder, "--people", 3000, "--seed", 11)
    assert done.returncode == 0, done.stderr
    done = lead("run", "--site", folder / "site.yml", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "first.json").write_text(done.stdout.strip().splitlines()[-1])
    return folder


def test_everything_of_the_contract_stands_in_current(site):
    """Why: others read these paths and tables by name."""
    current = site / "out" / "current"
    for name in ("warehouse.duckdb", "release.duckdb", "manifest.json"):
        assert (current / name).is_file()
    assert len(list((current / "reports").glob("*.pdf"))) >= 2
    with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as conn:
        tables = {r[0] for r in conn.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()}
        assert set(REQUIRED_MARTS) <= tables
        off = conn.execute("select count(*) from audit.row_ledger where rows_read <> rows_loaded + rows_quarantined"
                           " + rows_duplicate + rows_withdrawn").fetchone()[0]
        assert off == 0
        # every table must be readable without the store that it was built from
        for schema, table in conn.execute("select table_schema, table_name from information_schema.tables").fetchall():
            conn.execute(f'select * from "{schema}"."{table}" limit 1')
    facts = json.loads((site / "first.json").read_text())
    assert facts["command"] == "run" and facts["changed"] is True


def test_released_tables_hold_no_person(site):
    """Why: the release is what leaves; a person's key in it would be the end of the project."""
    with duckdb.connect(str(site / "out" / "current" / "release.duckdb"), read_only=True) as conn:
        columns = {r[0] for r in conn.execute("select column_name from information_schema.columns").fetchall()}
        tables = {r[0] for r in conn.execute("select table_name from information_schema.tables").fetchall()}
    assert not columns & {"person_id", "trial_id", "arrest_id", "referral_id", "officer_id", "case_manager_id", "index_date"}
    assert not tables & {"cohort", "rearrest_outcomes", "trial_quantities"}


def test_what_was_published_stands_in_the_release_ledger(site):
    """Why: the next release is set against all older ones; one that was never entered protects nobody."""
    ledger = site / "out" / "ledger"
    assert not (ledger / "pending.duckdb").exists()
    with duckdb.connect(str(ledger / "release_ledger.duckdb"), read_only=True) as conn:
        (generation,), = conn.execute("select generation from releases").fetchall()
        n_published, n_counts = conn.execute("select (select count(*) from published), (select count(*) from counts)").fetchone()
    assert generation == (site / "out" / "current").resolve().name
    assert n_published > 10_000 and n_counts > 1_000


def test_an_unchanged_run_says_so_and_touches_nothing(site):
    """Why: analysts re-run many times a day."""
    before = (site / "out" / "current").resolve()
    done = lead("run", "--site", site / "site.yml", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout.strip().splitlines()[-1])["changed"] is False
    assert (site / "out" / "current").resolve() == before


def test_verify_passes_and_then_finds_a_changed_byte(site):
    """Why: a check that can't fail verifies nothing."""
    assert lead("verify", "--site", site / "site.yml").returncode == 0
    current = site / "out" / "current"
    for victim in (next((current / "reports").glob("*.pdf")), current / "manifest.json"):
        kept = victim.read_bytes()
        victim.write_bytes(kept + b" ")
        try:
            done = lead("verify", "--site", site / "site.yml")
            assert done.returncode == 4
            assert victim.name in done.stderr
        finally:
            victim.write_bytes(kept)


@pytest.mark.parametrize(("change", "says"), [
    ("update audit.row_ledger set rows_loaded = rows_loaded + 1", "audit.row_ledger: 14 files don't add up"),
    ("drop table marts.balance", "marts.balance: is missing"),
    ("alter table marts.rearrest_rates drop column rate_lower", "marts.rearrest_rates: its columns are not those"),
    ("delete from marts.effects where outcome = 'felony'", "marts.effects: its rows are not those"),
])
def test_verify_finds_a_changed_table_behind_a_mended_hash(site, change, says):
    """Why: bytes alone say nothing of a generation that was whole when it was hashed and is wrong."""
    current = site / "out" / "current"
    warehouse, manifest = current / "warehouse.duckdb", current / "manifest.json"
    kept = warehouse.read_bytes(), manifest.read_text()
    try:
        with duckdb.connect(str(warehouse)) as conn:
            conn.execute(change)
        facts = json.loads(kept[1])
        facts["files"]["warehouse.duckdb"] = file_sha256(warehouse)
        manifest.write_text(json.dumps(facts))
        done = lead("verify", "--site", site / "site.yml")
        assert done.returncode == 4 and says in done.stderr
    finally:
        warehouse.write_bytes(kept[0])
        manifest.write_text(kept[1])


def test_a_damaged_manifest_is_named(site):
    """Why: nothing of a generation can be told without it; that is a finding, no failure of the program."""
    manifest = site / "out" / "current" / "manifest.json"
    kept = manifest.read_text()
    try:
        manifest.write_text(kept[: len(kept) // 2])
        done = lead("verify", "--site", site / "site.yml")
        assert done.returncode == 4 and "manifest.json is missing or can't be read" in done.stderr
        done = lead("status", "--site", site / "site.yml")
        assert done.returncode == 0
    finally:
        manifest.write_text(kept)


def test_a_changed_definition_shows_up_in_the_diff_with_its_cause(site):
    """Why: the analyst's loop is change, build, diff."""
    path = site / "site.yml"
    text = path.read_text()
    assert "lookback_days: 730" in text
    path.write_text(text.replace("lookback_days: 730", "lookback_days: 365"))
    try:
        built = lead("build", "--site", path)
        assert built.returncode == 0, built.stderr
        done = lead("diff", "--site", path, "--json")
        assert done.returncode == 0, done.stderr
        facts = json.loads(done.stdout.strip().splitlines()[-1])
        assert any("lookback_days" in cause for cause in facts["causes"])
        assert facts["moved"]
    finally:
        path.write_text(text)


def test_a_plain_dbt_build_refuses_a_changed_ingest_setting(site):
    """Why: numbers from extracts that were loaded under other settings would be silently wrong."""
    path = site / "site.yml"
    text = path.read_text()
    path.write_text(text.replace("data_through: 2025-12-31", "data_through: 2025-12-30"))
    try:
        done = lead("build", "--site", path)
        assert done.returncode == 3
        assert "lead ingest" in done.stderr
    finally:
        path.write_text(text)


def test_bad_input_is_one_line_with_its_exit_code_and_changes_nothing(site, tmp_path):
    """Why: the last good results must stand, whatever a provider sends."""
    before = (site / "out" / "current").resolve()
    extract = next((site / "extracts").glob("arrests_*.csv"))
    kept = extract.read_bytes()
    cases = {"zero bytes": b"", "other delimiter": kept.replace(b",", b";")}
    try:
        for name, content in cases.items():
            extract.write_bytes(content)
            done = lead("run", "--site", site / "site.yml")
            assert done.returncode == 3, f"{name}: {done.stderr}"
            assert extract.name in done.stderr, name
            assert "Traceback" not in done.stderr
            assert (site / "out" / "current").resolve() == before
    finally:
        extract.write_bytes(kept)
    missing = lead("run", "--site", tmp_path / "site.yml")
    assert missing.returncode == 2 and "no such site file" in missing.stderr
    (tmp_path / "site.yml").write_text("a: [")
    assert lead("run", "--site", tmp_path / "site.yml").returncode == 2


def test_status_doctor_plan_and_what_if_answer(site):
    """Why: each command of the contract must run on a published site."""
    path = site / "site.yml"
    status = lead("status", "--site", path).stdout
    assert "current" in status and "link near, referrals" in status and "after death, arrests, not referred" in status
    said = json.loads(lead("status", "--site", path, "--json").stdout.splitlines()[-1])
    assert said["current"] in said["generations"]
    assert "next:" in lead("doctor", "--site", path).stdout
    done = lead("costs", "what-if", "--site", path, "--set", "jail_day=100", "--json")
    assert done.returncode in (0, 2), done.stderr
    copied = site.parent / "plan"
    shutil.copytree(site, copied, ignore=shutil.ignore_patterns("out"))
    assert lead("plan", "freeze", "--site", copied / "site.yml").returncode == 0
    assert lead("plan", "freeze", "--site", copied / "site.yml").returncode == 2


def test_published_files_are_the_owners_alone(site):
    """Why: person-level data on a shared machine."""
    for path in (site / "out").rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert path.stat().st_mode & 0o077 == 0, path.name
