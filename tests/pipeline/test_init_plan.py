"""lead init proposes what it can and marks what it can't; a frozen plan notices what changed."""

import datetime as dt

import pytest
from click.testing import CliRunner

from ingest.load import share_hint
from pipeline.cli import lead
from pipeline.errors import SiteError, UsageError
from pipeline.init import init_site
from pipeline.plan import deviations, freeze_plan, plan_path
from pipeline.settings import load_site
from tests.pipeline.test_settings import SITE


def test_init_maps_known_names_and_marks_the_rest(tmp_path):
    """Why: a wrong silent guess is worse than a TODO."""
    source = tmp_path / "files"
    source.mkdir()
    (source / "arrests_2020.csv").write_text("SUBJ;ARR_NO;ARR_DT;LVL;SHOE\nA;1;03/04/2020;F;44\nB;2;03/05/2020;M;40\n")
    (source / "arrests_2021.csv").write_text("SUBJ;ARR_NO;ARR_DT;LVL;SHOE\nA;3;03/04/2021;Q;44\n")
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "arrests_*.csv" in text and 'delimiter: ";"' in text and 'date_format: "%m/%d/%Y"' in text
    assert "person_id: SUBJ" in text and "F: felony" in text and "Q: TODO" in text
    assert "not mapped: SHOE" in text


def test_no_date_and_no_basis_is_answered_for_the_provider(tmp_path):
    """Why: a real extract that ended in 2014 ran under the template's data_through of 2025, and eleven years without an arrest
    passed for people who stayed out of trouble."""
    source = tmp_path / "files"
    source.mkdir()
    (source / "arrests.csv").write_text("SUBJ,ARR_NO,ARR_DT,CHG_DESC\nA,1,2013-03-04,theft\nB,2,2014-03-05,theft\n")
    init_site(tmp_path / "site", source)
    path = tmp_path / "site" / "site.yml"
    open_lines = [line.strip().partition("#")[0].strip() for line in path.read_text().splitlines() if "TODO" in line.partition("#")[0]]
    assert open_lines[:3] == ["data_through: TODO", "accrual: {start: TODO, end: TODO}", "data_from: TODO"]
    assert "deid_basis: TODO" in open_lines
    with pytest.raises(SiteError, match="TODO is still to be filled in"):
        load_site(path)


def test_init_without_files_is_a_valid_site_and_is_not_written_over(tmp_path):
    """Why: the template must be one that loads; somebody's work must not be lost."""
    init_site(tmp_path / "site")
    load_site(tmp_path / "site" / "site.yml")
    with pytest.raises(UsageError, match="is there already"):
        init_site(tmp_path / "site")


def test_a_demo_is_not_written_over(tmp_path):
    """Why: the tutorial has its reader edit the county's site.yml, and a second `lead demo` wrote over it without a word."""
    folder = str(tmp_path / "county")
    assert CliRunner().invoke(lead, ["demo", folder, "--people", "300"]).exit_code == 0
    edited = tmp_path / "county" / "site.yml"
    edited.write_text(edited.read_text().replace("lookback_days: 730", "lookback_days: 365"))
    again = CliRunner().invoke(lead, ["demo", folder, "--people", "300"])
    assert isinstance(again.exception, UsageError) and "is there already" in str(again.exception)
    assert "--force" in again.exception.hint and "lookback_days: 365" in edited.read_text()
    assert CliRunner().invoke(lead, ["demo", folder, "--people", "300", "--force"]).exit_code == 0
    assert "lookback_days: 730" in edited.read_text()


def test_a_todo_that_is_left_is_refused_by_its_line(tmp_path):
    """Why: the refusal of the first value that TODO stands for did not say that more were open, nor where."""
    path = tmp_path / "site.yml"
    path.write_text(SITE.replace("person_id: ID", "person_id: TODO") + "# TODO in a comment is none\n")
    with pytest.raises(SiteError, match=r"line 11: TODO is still to be filled in") as error:
        load_site(path)
    assert "lines with TODO: 11;" in error.value.hint


def test_init_leaves_out_a_file_that_fits_no_extract(tmp_path):
    """Why: a table of people was proposed as deaths, for it holds a person key and nothing that deaths require."""
    source = tmp_path / "files"
    source.mkdir()
    (source / "people.csv").write_text("SUBJ,SEX,YOB\nA,M,1980\n")
    (source / "arrests.csv").write_text("SUBJ,ARR_NO,ARR_DT,charge_degree\nA,1,2020-03-04,(F3)\nA,2,2021-03-04,(MO3)\n")
    outcome = init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "deaths" not in text.partition("extracts:")[2].partition("# people.csv")[0]
    assert any("people.csv: left out" in line and "join them by the person key" in line for line in outcome.lines)
    assert '"(F3)": felony          # proposed' in text and '"(MO3)": TODO' in text
    assert "run from 2020-03-04 to 2021-03-04" in text


def test_a_required_date_that_is_often_empty_is_told_with_what_may_stand_in(tmp_path):
    """Why: in one county's extract the arrest's date was empty wherever the offence's stood; the mapping looked right, and
    the dry run quarantined nine rows in ten."""
    source = tmp_path / "files"
    source.mkdir()
    rows = [f"A{i},{i},{'' if i % 10 else '2020-03-04'},{'2020-03-04' if i % 10 else ''}" for i in range(100)]
    (source / "arrests.csv").write_text("SUBJ,ARR_NO,ARR_DT,offense_date\n" + "\n".join(rows) + "\n")
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    line = next(x for x in text.splitlines() if x.strip().startswith("arrest_date: ARR_DT"))
    assert "empty in 90 of the 100 rows" in line and "offense_date is filled in 90 of them" in line
    assert not any("empty in" in x for x in text.splitlines() if x.strip().startswith("person_id"))


def test_days_that_no_calendar_has_do_not_stop_the_proposal(tmp_path):
    """Why: one 31 February among a thousand dates ended lead init with a traceback, on some runs only."""
    source = tmp_path / "files"
    source.mkdir()
    days = [f"{month:02}/{day:02}/{year}" for year in range(2010, 2020) for month in range(1, 13) for day in range(1, 29)]
    rows = "".join(f"A{i},{i},{day}\n" for i, day in enumerate([*days, "02/31/2012", "unknown"]))
    (source / "arrests.csv").write_text("SUBJ,ARR_NO,ARR_DT\n" + rows)
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert 'date_format: "%m/%d/%Y"' in text and "run from 2010-01-01 to 2019-12-28" in text


@pytest.fixture
def site(tmp_path):
    path = tmp_path / "site.yml"
    path.write_text(SITE)
    return load_site(path)


def test_a_frozen_plan_lists_deviations(site):
    """Why: a definition moved after the outcomes were seen is what preregistration is there to show."""
    assert deviations(site) == ["no analysis plan was registered"]
    freeze_plan(site, dt.date(2026, 1, 2))
    assert deviations(site) == []
    with pytest.raises(UsageError, match="frozen already"):
        freeze_plan(site)
    changed = site.model_copy(update={"lookback_days": 365})
    assert any(d.startswith("lookback_days: planned 730") for d in deviations(changed))
    plan_path(site).write_text(plan_path(site).read_text().replace("365", "180", 1))
    assert any("changed after it was frozen" in d for d in deviations(site))


def test_a_plan_with_an_unknown_key_is_refused(site):
    """Why: a misspelt key would be a promise that nobody checks."""
    freeze_plan(site, dt.date(2026, 1, 2))
    plan_path(site).write_text(plan_path(site).read_text() + "outcome: any\n")
    with pytest.raises(SiteError, match="outcome: no such key"):
        deviations(site)


def test_init_proposes_what_a_newcomer_stumbles_over(tmp_path):
    """Why: without a charge table no arrest is eligible, "still in custody" reads as a date to come, and jail was no prison."""
    source = tmp_path / "files"
    source.mkdir()
    (source / "arrests.csv").write_text("SUBJ,ARR_NO,ARR_DT\nA,1,2020-03-04\nA,2,2021-03-04\n")
    rows = [f"A,2015-01-{i:02},{'2020-01-01' if i < 13 else f'2015-02-{i:02}'}" for i in range(1, 21)]
    (source / "jail_stays.csv").write_text("\n".join(["SUBJ,admit_date,release_date", *rows]) + "\n")
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "charge_map: TODO" in text and "without it no arrest is eligible" in text
    assert "constants: {facility: jail}" in text
    assert 'release_date: {"2020-01-01": null}' in text and "stands in 12 rows" in text
    assert "the last day that the extracts cover; the rows looked at run to 2021-03-04" in text


def test_a_key_that_rows_share_is_told_with_one_that_they_do_not(tmp_path):
    """Why: Cook County's CASE_ID looks like the key of a referral; taken for it, one row in six was quarantined without a word
    before, and with no way out after."""
    source = tmp_path / "files"
    source.mkdir()
    rows = [f"c{i // 2},p{i // 3},{1 + i % 3},03/{1 + i % 28:02d}/2020,Prostitution" for i in range(60)]
    (source / "referrals.csv").write_text("\n".join(["CASE_ID,CASE_PARTICIPANT_ID,NTH,REFERRAL_DATE,OFFENSE_CATEGORY", *rows]))
    said = "\n".join(init_site(tmp_path / "site", source).lines)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "referral_id: CASE_ID      # TODO: 60 of the 60 rows looked at share theirs with another row" in text
    assert "CASE_ID + CASE_PARTICIPANT_ID" not in text and "CASE_ID + NTH is different in each" in text
    assert "no file was taken as arrests" in said
    # a code in other letters than the list's would be quarantined, too
    assert "Prostitution: prostitution          # proposed" in text


def test_a_refused_file_says_what_most_of_its_rows_need():
    """Why: a wrong key was answered with "most often date_format or values", which are right in that file."""
    told = share_hint(["r.csv: 9 of 20 rows fail (45.0%, at most 5.0% may): referral_id key_conflict: 6 (rows 8, 9, ...);"
                       " sex not_in_enumeration: 3 (rows 1, 2, ...)"])
    assert told.startswith("look at the key in columns") and "CASE + PERSON" in told
    assert share_hint(["r.csv: 2 of 4 rows fail: x before_1900: 2 (rows 1, 2)"]).startswith("lead ingest --dry-run shows all")


def test_what_a_torn_row_left_is_not_written_into_the_settings(tmp_path):
    """Why: a row that slipped by one column put a date, or a name, among the levels of severity, and site.yml would have held it."""
    source = tmp_path / "files"
    source.mkdir()
    header = "SUBJ,ARR_NO,ARR_DT,LVL\n"
    rows = [f"S{i},A{i},2020-03-04,{'FQ'[i % 2]}\n" for i in range(300)]
    rows[7:7] = [header, "S900,A900,2020-03-05,2013-12-06\n", "S901,A901,2020-03-05,Johnny Miller 443-555-0187\n"]
    (source / "arrests.csv").write_text(header + "".join(rows))
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "Q: TODO" in text and "F: felony" in text
    assert "Miller" not in text and "2013-12-06" not in text and "LVL: TODO" not in text
    assert "severity: what 2 rows hold looks like no level" in text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read_and_the_encoding_proposed(tmp_path, encoding):
    """Why: an extract saved by Windows was told to be no file at all."""
    source = tmp_path / "files"
    source.mkdir()
    (source / "arrests.csv").write_bytes("SUBJ,ARR_NO,ARR_DT,CHG_DESC\nA,1,2013-03-04,theft café\n".encode(encoding))
    init_site(tmp_path / "site", source)
    text = (tmp_path / "site" / "site.yml").read_text()
    assert "person_id: SUBJ" in text
    assert (f"encoding: {encoding}" in text) == (encoding in ("cp1252", "utf-16"))
