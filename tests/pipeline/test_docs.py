"""The data dictionary says what the contracts say."""

from pipeline.docs import TARGET, described_models, dictionary_text


def test_the_committed_dictionary_is_current():
    """Why: a dictionary that drifts from the tables misleads everyone who trusts it (make docs mends it)."""
    assert TARGET.read_text(encoding="utf-8") == dictionary_text()


def test_every_mart_column_is_described():
    """Why: a column without a description is a number without a meaning."""
    for model in described_models():
        assert model.get("description"), model["name"]
        for column in model.get("columns", []):
            assert column.get("description"), f"{model['name']}.{column['name']}"
