"""What moved a published number: only a cause that its table is built from may be named."""

from pipeline.diff import reach, why

KNOWN = {
    "attrition": ({"attrition", "int_trials"}, {"lookback_days", "arm"}),
    "caseload": ({"caseload", "stg_engagements"}, {"min_contacts"}),
}


def test_a_changed_model_is_named_for_the_tables_under_it_alone():
    """Why: 'models or programs changed' left an analyst to search; naming a model that a table does not read misleads."""
    causes = ["model int_trials: changed", "setting lookback_days: 730 -> 365", "setting publish.min_cell: 11 -> 20",
              "version of numpy: 1 -> 2"]
    found = reach(causes, {"attrition", "caseload"}, KNOWN)
    assert found["attrition"] == causes
    assert found["caseload"] == causes[2:]


def test_what_lineage_does_not_know_may_have_moved_everything():
    """Why: silence would be read as innocence."""
    assert reach(["setting site: a -> b", "input x.csv: changed"], {"caseload"}, KNOWN)["caseload"] == [
        "setting site: a -> b", "input x.csv: changed"]
    assert reach(["model int_trials: changed"], {"caseload"}, {}) == {"caseload": ["model int_trials: changed"]}


def test_models_are_told_from_programs():
    """Why: an analyst changes a model, a release changes programs; both at once must both be said."""
    old = {"models": {"models/marts/attrition.sql": "1", "macros/codes.sql": "1"}, "programs_sha256": "p", "code_sha256": "a"}
    one = {**old, "models": {**old["models"], "models/marts/attrition.sql": "2"}, "code_sha256": "b"}
    assert why(old, one) == ["model attrition: changed"]
    both = {**one, "programs_sha256": "q", "commit": "abc"}
    assert why(old, both) == ["model attrition: changed", "code: models or programs changed (? -> abc)"]
    assert why({"code_sha256": "a"}, one)[0].startswith("code: models or programs changed")


def test_a_commit_with_changes_is_told_from_the_commit():
    """Why: two programs of one commit, one of them changed since, were shown as the same commit twice."""
    old = {"code_sha256": "a", "commit": "a22ceb13642d6a0fe9207253d99b8fcae2c9ce8c"}
    new = {"code_sha256": "b", "commit": "a22ceb13642d6a0fe9207253d99b8fcae2c9ce8c+changes"}
    assert why(old, new) == ["code: models or programs changed (a22ceb13642d -> a22ceb13642d+changes)"]


def test_what_earlier_releases_hide_is_named(tmp_path):
    """Why: a run that nothing changed hides more than the one before it, for it must not give that one's counts away."""
    from types import SimpleNamespace

    import duckdb

    from pipeline.diff import _heeded, _hides_otherwise

    site = SimpleNamespace(out=tmp_path)
    assert _heeded(site, "dev") == 0
    (tmp_path / "ledger").mkdir()
    with duckdb.connect(str(tmp_path / "ledger" / "release_ledger.duckdb")) as conn:
        conn.execute("create table releases as select unnest(['000001-aa', '000002-bb']) as generation")
    assert [_heeded(site, g) for g in ("000001-aa", "000002-bb", "000003-cc", "dev")] == [0, 1, 2, 2]
    assert _hides_otherwise({"status_before": "shown", "status_after": "suppressed_complementary"})
    assert not _hides_otherwise({"status_before": "shown", "status_after": "shown"})
