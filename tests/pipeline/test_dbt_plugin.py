"""A build's connection reads the ingested extracts and opens no other file."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.load import load
from pipeline.analysis import workers
from pipeline.dbt import _startup_failure, forget_other_checkout
from pipeline.dbt_plugin import Plugin
from pipeline.errors import DataRefused
from pipeline.project import ROOT
from pipeline.store import attach_store
from tests.ingest.sites import ARRESTS, arrests_site, csv_text


@pytest.fixture
def site(tmp_path):
    site = arrests_site(tmp_path, csv_text(ARRESTS, [["p1", "a1", 1, "2020-02-03", "", "C1", "", "", ""]]))
    load(site)
    return site


@pytest.fixture
def connection(site, tmp_path):
    plugin = Plugin.__new__(Plugin)  # (dbt itself is not needed)
    plugin.site = site
    with duckdb.connect(str(tmp_path / "dev.duckdb")) as conn:
        plugin.configure_connection(conn)
        yield conn


@pytest.mark.parametrize("sql", [
    "select * from read_csv('{site}/arrests.csv')",
    "attach '{site}/out/private/crosswalk.duckdb' as keys",
    "copy (select 1) to '{site}/leak.csv'",
    "copy (select 1) to '{seeds}/leak.csv'",
    "insert into store.raw.deaths select * from store.raw.deaths",
    "export database '{site}/all'",
    "install httpfs",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_configs = ['enable_external_access']",
    "set temp_directory = '{site}/elsewhere'",
])
def test_a_build_opens_no_other_file(connection, tmp_path, sql):
    """Why: a model is SQL that anybody may add; it must not read the keys nor write rows of people where they are committed."""
    assert connection.execute("select count(*) from store.raw.arrests").fetchone() == (1,)
    connection.execute(f"select * from read_csv('{ROOT}/models/seeds/price_index.csv')")
    with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
        connection.execute(sql.format(site=tmp_path, seeds=ROOT / "models" / "seeds"))


def test_whole_designs_are_held_beside_an_engine_that_keeps_less(connection, monkeypatch):
    """Why: both together took more than a machine of four gigabytes has, and the engine had no more use for it."""
    told = "select current_setting('memory_limit')"
    monkeypatch.setenv("LEAD_MEMORY_LIMIT", "3GB")
    connection.execute("set memory_limit = '3GB'")
    asked = connection.execute(told).fetchone()
    workers.make_room(connection)
    assert connection.execute(told).fetchone() == asked
    monkeypatch.delenv("LEAD_MEMORY_LIMIT")
    workers.make_room(connection)
    assert connection.execute(told).fetchone() == ("190.7 MiB",)


def test_extracts_whose_agreement_has_run_out_are_not_built_from(site):
    """Why: they were loaded in time, but each use needs the agreement."""
    entry = site.extracts["arrests"][0].model_copy(update={"expires": date(2020, 12, 31)})
    late = site.model_copy(update={"extracts": {"arrests": [entry]}})
    with duckdb.connect() as conn, pytest.raises(DataRefused, match="arrests: its agreement ran out on 2020-12-31"):
        attach_store(conn, late)


def test_what_another_checkout_parsed_is_forgotten(site):
    """Why: a site that another checkout had run failed at its first seed, whose file there this one may not open."""
    parsed = site.out / "work" / "target" / "partial_parse.msgpack"
    forget_other_checkout(site)
    parsed.write_bytes(b"of this checkout")
    forget_other_checkout(site)
    assert parsed.is_file()
    parsed.with_name("checkout.txt").write_text("/elsewhere")
    forget_other_checkout(site)
    assert not parsed.exists()


@pytest.mark.parametrize(
    "said, told, way_out",
    [
        (["Encountered an error:\n[Errno 28] No space left on device: '/county/log'\nTraceback (most recent call last):",
          '  File "x.py", line 1'],
         "dbt: [Errno 28] No space left on device: '…'", "free some space"),
        (["Traceback (most recent call last):", '  File "x.py", line 1',
          "ParserException: unit of '12 apples' is not known"],
         "dbt: ParserException: unit of '…' is not known", "the log: dbt.log"),
        ([], "dbt: no message", "the log: dbt.log"),
    ],
)
def test_what_ends_dbt_before_its_first_node_is_told_without_lines_of_code(said, told, way_out):
    """Why: a full disk while dbt read its project was told with the head of a traceback behind it."""
    error = _startup_failure(said, Path("dbt.log"), None)
    assert str(error) == told
    assert way_out in error.hint
