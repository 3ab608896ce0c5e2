"""Estimates in processes of their own. Why: a number must not depend on the process that worked it out, a refusal must
arrive as what it was, and an answer kept from one question must not be given to another."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pandas as pd
import pytest

from pipeline.analysis import workers
from pipeline.analysis.incidence import incidence_rows
from pipeline.project import ROOT
from tests.analysis.warehouse import County, build


@pytest.fixture(scope="module")
def session():
    return build(County(n_lead=60, n_comparison=120))


@pytest.fixture(scope="module")
def worker():
    """One worker for all calls; what ends it comes last."""
    made, = workers.start(1)
    yield made
    made.close()
    made.process.kill()
    made.process.wait()


def test_a_worker_gives_what_the_function_gives(session, worker):
    found = worker.call("pipeline.analysis.incidence:incidence_rows", session)
    pd.testing.assert_frame_equal(found, incidence_rows(session))


def test_a_workers_exception_is_raised_with_its_kind(session, worker):
    with pytest.raises(Exception, match="no_such_table") as caught:
        worker.call("tests.analysis.test_workers:asks_for_no_such_table", session)
    assert type(caught.value).__name__ == "CatalogException"
    with pytest.raises(KeyError):
        worker.call("tests.analysis.test_workers:raises_key_error", session)
    assert worker.alive


def test_a_worker_that_dies_is_named(session):
    with pytest.raises(RuntimeError, match="the worker ended before its answer"):
        workers.apart("tests.analysis.test_workers:dies", session)
    assert all(w.alive for w in workers._idle)


@pytest.mark.parametrize(("module", "asked"), [("effects", 1), ("access", 0)])
def test_room_is_made_for_models_that_hold_whole_designs(monkeypatch, session, module, asked):
    """Why: other estimates are made while the engine still counts."""
    made = []
    monkeypatch.setattr(workers, "make_room", made.append)
    with pytest.raises(AttributeError):
        workers.apart(f"pipeline.analysis.{module}:no_such_function", session)
    assert len(made) == asked


def test_an_engine_that_can_spare_nothing_ends_no_build(monkeypatch):
    """Why: less memory is asked for as a courtesy to the estimates beside it."""
    class Full:
        def execute(self, sql):
            asked.append(sql)
            raise OSError("could not free up enough memory for the new limit")

    asked: list[str] = []
    monkeypatch.delenv("LEAD_MEMORY_LIMIT", raising=False)
    workers.make_room(Full())
    assert asked == [f"set memory_limit = '{workers.ROOM_LIMIT}'"]


def test_those_models_wait_for_the_last_large_count():
    """Why: with less room the engine could not count a state's rates, and the build would end."""
    asked = {path.name: path.read_text() for path in (ROOT / "models" / "estimates").glob("est_*.py")}
    room = {n for n, text in asked.items() if any(f'apart("pipeline.analysis.{m}:' in text for m in workers._WHOLE_DESIGNS)}
    assert len(room) >= len(workers._WHOLE_DESIGNS) and all('dbt.ref("rearrest_rates")' in asked[n] for n in room), room


def test_a_kept_answer_is_not_given_while_something_is_registered(session, worker):
    assert worker.call("tests.analysis.test_workers:asks_twice", session) == [1, 2, 2]


# -- what the workers are told to do --------------------------------------------------------------------------------
def asks_for_no_such_table(session):
    return session.execute("select * from no_such_table").df()


def raises_key_error(session):
    raise KeyError("absent")


def dies(session):
    os._exit(7)


def process_id(session):
    return os.getpid()


def ended(process_id: int) -> None:
    """Wait until a process is gone, or is left for its parent to collect."""
    state = Path(f"/proc/{process_id}/stat")
    for _ in range(600):
        try:
            if state.read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.1)
    raise AssertionError("the worker did not end")


def asks_twice(session):
    found = []
    for value in (1, 2):
        session.register("registered_rows", pd.DataFrame({"x": [value]}))
        found.append(int(session.execute("select x from registered_rows").df()["x"].iloc[0]))
        session.unregister("registered_rows")
    first = session.execute("select 2 as x").df()
    again = session.execute("select 2 as x").df()
    first.loc[0, "x"] = 5
    return [*found, int(again["x"].iloc[0])]


def test_errors_that_can_not_be_sent_arrive_in_words():
    class Odd(Exception):
        def __init__(self, code: str, sentence: str) -> None:
            super().__init__(sentence)

    sent = workers._portable(Odd("code", "the sentence"))
    assert isinstance(pickle.loads(pickle.dumps(sent)), RuntimeError)
    assert "the sentence" in str(sent)


def test_a_worker_ends_with_the_process_that_started_it(worker):
    worker.close()
    assert worker.process.wait(timeout=60) == 0


def test_forked_workers_are_processes_of_their_own_and_end_by_themselves():
    first, second = workers.start(2)
    ids = [w.call("tests.analysis.test_workers:process_id", None) for w in (first, second)]
    assert ids[0] != ids[1]
    # the one goes on when the other has died
    with pytest.raises(RuntimeError, match="the worker ended before its answer"):
        first.call("tests.analysis.test_workers:dies", None)
    assert second.call("tests.analysis.test_workers:process_id", None) == ids[1]
    first.close()
    second.close()
    for wanted in ids:
        ended(wanted)
