"""site.yml: what is read, what is refused, and that a message names the key's path."""

import datetime as dt

import pytest

from pipeline.errors import SiteError
from pipeline.settings import load_site, parse_site

SITE = """
site: Patapsco County
programme: Patapsco LEAD
data_through: 2025-12-31
accrual: {start: 2020-02-01, end: 2024-12-31}
eligibility:
  rules: [{offense_category: drug_possession, severity: [misdemeanor, citation]}]
areas: {programme: [Central], comparison: [Eastern]}
comparison: {designs: [concurrent_area, historical], primary: concurrent_area}
extracts:
  arrests: {path: extracts/*.csv, data_from: 2014-01-01, columns: {person_id: ID}, values: {is_warrant: {Y: true, NO: false}}}
"""


def refused(old: str, new: str) -> str:
    assert old in SITE
    with pytest.raises(SiteError) as error:
        parse_site(SITE.replace(old, new))
    return str(error.value)


def test_a_misspelt_key_names_the_one_that_was_meant():
    """Why: 'no such key' alone sends the reader to the contract."""
    assert refused("accrual:", "acrual:").count("did you mean accrual?") == 1


def test_defaults_are_those_of_the_contract():
    """Why: a missing optional key must mean what the contract says, or two sites' numbers differ in silence."""
    site = parse_site(SITE)
    assert site.horizons_days == [90, 180, 365, 730]
    assert (site.primary_horizon_days, site.lookback_days, site.link_within_days) == (365, 730, 7)
    assert (site.engagement.intake_within_days, site.engagement.min_contacts, site.engagement.within_days) == (30, 2, 60)
    assert (site.max_quarantine_share, site.max_withdrawn_share) == (0.05, 0.05)
    assert (site.publish.min_cell, site.publish.round_to, site.publish.finest_period) == (11, 5, "quarter")
    assert site.eligibility.min_age == 18


def test_default_historical_window_is_as_long_as_the_accrual_and_ends_the_day_before():
    """Why: off by one day here moves trials in or out of a whole comparison cohort."""
    site = parse_site(SITE)
    window = site.historical_window
    assert window.end == dt.date(2020, 1, 31)
    assert window.n_days == site.accrual.n_days


def test_yaml_does_not_guess_types():
    """Why: YAML reads NO as false and 010 as eight; a district or a code must stay the text that stands in the file."""
    site = parse_site(SITE.replace("[Central]", "[010]"))
    assert site.areas.programme == ["010"]
    assert site.extracts["arrests"][0].values["is_warrant"] == {"Y": "true", "NO": "false"}


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("programme: Patapsco LEAD\n", "", "programme: is missing"),
        ("site: Patapsco County", "site: x\nsites: y", "sites: no such key"),
        ("start: 2020-02-01, end: 2024-12-31", "start: 2024-12-31, end: 2020-02-01", "accrual: the end lies before"),
        ("data_through: 2025-12-31", "data_through: 31.12.2025", "data_through:"),
        ("severity: [misdemeanor, citation]", "severity: [minor]", "eligibility.rules.0.severity.0"),
        ("data_from: 2014-01-01, ", "", "extracts.arrests.data_from: is required"),
        ("columns: {person_id: ID}", "columns: {persons: ID}", "extracts.arrests.columns.persons"),
        ("{path: extracts/*.csv", "{pth: extracts/*.csv", "extracts.arrests.pth: no such key"),
        ("  arrests: {path: extracts/*.csv", "  deaths: [{path: d.csv}, {pth: e.csv}]\n  arrests: {path: extracts/*.csv",
         "extracts.deaths.1.pth: no such key"),
        ("primary: concurrent_area", "primary: concurrent_undiverted", "comparison: primary is not among"),
        ("comparison: [Eastern]", "comparison: [Central]", "areas: districts in both lists"),
        ("  arrests: {", "  arests: {", "extracts.arests: no such extract"),
        ("path: extracts/*.csv", "path: extracts/*.csv, encoding: utf-9", "encoding 'utf-9' is not known"),
        ("path: extracts/*.csv", "path: extracts/*.csv, timezone: Mars/Olympus", "timezone 'Mars/Olympus'"),
        ("accrual: {", "accrual: {start: 2020-01-01, ", "key 'start' stands twice"),
    ],
)
def test_each_refusal_names_the_key(old, new, path):
    """Why: a site file is written by hand; an error that does not name its key costs an afternoon."""
    assert path in refused(old, new)


def test_no_yaml_and_no_file(tmp_path):
    """Why: the two first mistakes that anybody makes."""
    with pytest.raises(SiteError, match="is no YAML at line"):
        parse_site("a: [")
    with pytest.raises(SiteError, match="holds no keys"):
        parse_site("- a\n- b\n")
    with pytest.raises(SiteError, match="no such site file"):
        load_site(tmp_path / "site.yml")


def test_fingerprints_follow_what_they_are_about():
    """Why: a changed definition must rebuild, and only a changed ingest setting must load anew."""
    a, b = parse_site(SITE), parse_site(SITE + "lookback_days: 365\n")
    assert a.fingerprint("ingest") == b.fingerprint("ingest")
    assert a.fingerprint() != b.fingerprint()
    c = parse_site(SITE.replace("person_id: ID", "person_id: SUBJ"))
    assert a.fingerprint("ingest") != c.fingerprint("ingest")
