"""lead init proposes what it can and marks what it can't; a frozen plan notices what changed."""

import datetime as dt

import pytest

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


def test_init_without_files_is_a_valid_site_and_is_not_written_over(tmp_path):
    """Why: the template must be one that loads; somebody's work must not be lost."""
    init_site(tmp_path / "site")
    load_site(tmp_path / "site" / "site.yml")
    with pytest.raises(UsageError, match="is there already"):
        init_site(tmp_path / "site")


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
