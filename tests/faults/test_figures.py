"""Why: the published table must be the recorded figures, and name each promise, run or not."""

import json

from tests.faults.figures import KEPT, PAGE, PROMISES, page, record


def test_the_page_is_made_of_the_recorded_figures():
    assert PAGE.read_text(encoding="utf-8") == page(json.loads(KEPT.read_text(encoding="utf-8")))


def test_a_promise_without_a_figure_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("LEAD_FAULT_FIGURES", str(tmp_path / "f.json"))
    record("kills", "1", "a | b", "0")
    text = page(json.loads((tmp_path / "f.json").read_text()))
    assert "a \\| b" in text and text.count("not run yet") == len(PROMISES) - 1
