"""Why: a missed link puts a diverted person among those who were not. What does not fit must be counted and bounded."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from ingest.county import write_county
from pipeline.errors import ValidationFailed
from pipeline.record_checks import above_limits, check_limits
from pipeline.settings import load_site


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    write_county(tmp_path, people=300, seed=5)
    return tmp_path / "site.yml"


def site_with(path: Path, **limits: object):
    data = yaml.safe_load(path.read_text())
    data["record_limits"] = limits
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    return load_site(path)


def warehouse(tmp_path: Path, *rows: tuple) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema audit; create table audit.record_checks(check_name varchar, extract varchar, people varchar,"
                    " n_records bigint, n_of bigint, limit_share double)")
        con.executemany("insert into audit.record_checks values (?, ?, ?, ?, ?, ?)", rows)
    return path


def test_a_share_at_its_limit_is_quiet_and_one_above_it_is_told(tmp_path, site_file):
    site = site_with(site_file)
    at = ("after_death", "arrests", "referred", 5, 1000, 0.005)
    (tmp_path / "at").mkdir()
    assert above_limits(warehouse(tmp_path / "at", at), site) == []
    over = ("after_death", "arrests", "not_referred", 6, 1000, 0.005)
    (told,) = above_limits(warehouse(tmp_path, at, over), site)
    assert "11 of 2,000" in told and "record_limits.after_death" in told


def test_diverted_arrests_are_one_whole_under_both_kinds_of_people(tmp_path, site_file):
    rows = [("diverted_without_referral", "arrests", p, 6, 100, 0.1) for p in ("referred", "not_referred")]
    (told,) = above_limits(warehouse(tmp_path, *rows), site_with(site_file))
    assert "12 of 100" in told


def test_without_referrals_the_links_rest(tmp_path, site_file):
    data = yaml.safe_load(site_file.read_text())
    for name in ("referrals", "engagements"):
        data["extracts"].pop(name)
    site_file.write_text(yaml.safe_dump(data, sort_keys=False))
    rows = [("diverted_without_referral", "arrests", "not_referred", 100, 100, 0.1)]
    assert above_limits(warehouse(tmp_path, *rows), load_site(site_file)) == []


def test_a_site_may_stop_above_its_limits(tmp_path, site_file):
    path = warehouse(tmp_path, ("referral_without_arrest", "referrals", "referred", 30, 100, 0.25))
    assert len(check_limits(path, site_with(site_file))) == 1
    with pytest.raises(ValidationFailed, match="30 of 100"):
        check_limits(path, site_with(site_file, above="stop"))
