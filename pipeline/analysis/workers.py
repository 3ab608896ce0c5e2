"""Estimates in processes of their own: the numerics of several models work at the same time, outside dbt's interpreter lock.

A worker opens no file and holds no table: what it asks of the warehouse is asked of the model's own session, over a pipe,
while the model waits for it. It ends when the process that started it does.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from typing import IO, Any

from pipeline.project import ROOT

# Large matrices come and go: memory that is given back each time is cleared by the kernel each time, which took a quarter of
# the processor's time at half a million trials. (Read by the C library of Linux, elsewhere by nobody.)
MEMORY_IS_KEPT = {"MALLOC_MMAP_THRESHOLD_": str(1 << 32), "MALLOC_TRIM_THRESHOLD_": str(1 << 32)}
MOST_KEPT_ROWS = 100_000  # an answer of more rows is asked for anew
# What the engine keeps while the trials of whole designs are held beside it, where nobody said how much it may have: the
# counting is over by then (each of these models waits for `rearrest_rates`, the last large count), and what the engine read of
# the charges is no longer asked for.
ROOM_LIMIT = "200MB"
_WHOLE_DESIGNS = frozenset({"balance", "costs", "effects", "equity", "sensitivity"})
_MODELS = ("effects", "costs", "sensitivity", "equity", "access", "mean_curves")


# -- in the process that builds -------------------------------------------------------------------------------------
class Worker:
    """One process; it works for one model at a time."""

    def __init__(self, process: subprocess.Popen[bytes], to: IO[bytes], back: IO[bytes]) -> None:
        self.process, self._to, self._back = process, to, back
        self.alive = True

    def call(self, name: str, session: Any) -> Any:
        """What ``module:function`` makes of ``session``; what it raises is raised here.

        Raises RuntimeError: the worker ended before its answer.
        """
        try:
            _send(self._to, name)
            while True:
                what, *rest = pickle.load(self._back)
                if what == "done":
                    return rest[0]
                if what == "raised":
                    raise rest[0]
                try:
                    answer = ("answer", _answer(session, what, *rest))
                except Exception as error:
                    answer = ("raised", error)
                _send(self._to, answer)
        except (EOFError, BrokenPipeError):
            self.alive = False
            raise RuntimeError(f"{name}: the worker ended before its answer") from None

    def close(self) -> None:
        """Nothing more will be asked: the worker ends."""
        self.alive = False
        self._to.close()


def start(workers: int) -> list[Worker]:
    """Workers that share one start: the imports are done once, then the process forks."""
    ours, theirs = [], []
    for _ in range(workers):
        asked, to = os.pipe()
        back, answers = os.pipe()
        ours.append((os.fdopen(to, "wb"), os.fdopen(back, "rb")))
        theirs.append((asked, answers))
    handed = [end for pair in theirs for end in pair]
    process = subprocess.Popen([sys.executable, "-m", "pipeline.analysis.workers", *map(str, handed)], cwd=ROOT,
                               stdin=subprocess.DEVNULL, pass_fds=handed, env={**os.environ, **MEMORY_IS_KEPT})
    for end in handed:
        os.close(end)
    return [Worker(process, *pair) for pair in ours]


def _answer(session: Any, what: str, *about: Any) -> Any:
    if what == "query":
        sql, parameters, form = about
        return getattr(session.execute(sql, parameters), form)()
    getattr(session, what)(*about)
    return None


def make_room(session: Any) -> None:
    """Have the engine keep less in memory from here on, where it can: what it can't spare ends no build."""
    if os.environ.get("LEAD_MEMORY_LIMIT"):
        return
    with contextlib.suppress(Exception):  # (the engine's own; this module does not know the engine)
        session.execute(f"set memory_limit = '{ROOM_LIMIT}'")


_idle: list[Worker] = []
_lock = threading.Lock()


def warm(workers: int = 2) -> None:
    """Start workers, so that they have imported what they need before the first estimate is due."""
    started = start(workers)
    with _lock:
        _idle.extend(started)


def apart(name: str, session: Any) -> Any:
    """``module:function`` called with ``session`` in a worker: its frame, or its exception.

    Raises RuntimeError: the worker ended before its answer.
    """
    if name.split(":")[0].rpartition(".")[2] in _WHOLE_DESIGNS:
        make_room(session)
    with _lock:
        worker = _idle.pop() if _idle else None
    worker = worker or start(1)[0]
    try:
        return worker.call(name, session)
    finally:
        if worker.alive:
            with _lock:
                _idle.append(worker)


# -- in the worker --------------------------------------------------------------------------------------------------
class Session:
    """A session that asks over the pipe. Within one build a table does not change, so small answers are kept."""

    def __init__(self, asks: IO[bytes], answers: IO[bytes]) -> None:
        self._asks, self._answers = asks, answers
        self._registered: set[str] = set()
        self._kept: dict[tuple[str, str, str], Any] = {}
        self.trials: dict[tuple[str, str], Any] = {}  # see pipeline.analysis.data.load_trials

    def ask(self, *question: Any) -> Any:
        _send(self._asks, question)
        kind, answer = pickle.load(self._answers)
        if kind == "raised":
            raise answer
        return answer

    def register(self, name: str, frame: Any) -> None:
        self.ask("register", name, frame)
        self._registered.add(name)

    def unregister(self, name: str) -> None:
        self.ask("unregister", name)
        self._registered.discard(name)

    def execute(self, sql: str, parameters: Any = ()) -> Query:
        return Query(self, sql, list(parameters))

    def frame(self, sql: str, parameters: list[Any]) -> Any:
        """An answer as a frame; a kept one is copied where it is written to."""
        key = (sql, repr(parameters), "df")
        if key not in self._kept:
            frame = self.ask("query", sql, parameters, "df")
            if self._registered or len(frame) > MOST_KEPT_ROWS:
                return frame
            self._kept[key] = frame
        return self._kept[key].copy(deep=False)


class Query:
    """A query that is asked when its rows are."""

    def __init__(self, session: Session, sql: str, parameters: list[Any]) -> None:
        self._session, self._sql, self._parameters = session, sql, parameters

    def df(self) -> Any:
        return self._session.frame(self._sql, self._parameters)

    def fetchnumpy(self) -> Any:
        return self._session.ask("query", self._sql, self._parameters, "fetchnumpy")

    def fetchall(self) -> Any:
        return self._session.ask("query", self._sql, self._parameters, "fetchall")


def _send(pipe: IO[bytes], what: Any) -> None:
    pickle.dump(what, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _portable(error: Exception) -> Exception:
    """The error itself where it can be sent, with where it was raised; else its kind and words."""
    error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
    return error


def main(ends: list[int]) -> None:
    """One worker for each pair of pipe ends (questions, answers): this process and its forks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    os.dup2(2, 1)
    for module in _MODELS:
        importlib.import_module(f"pipeline.analysis.{module}")
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    mine = pairs.pop()
    while pairs and os.fork() == 0:
        mine = pairs.pop()
    # an end that another worker kept open would hide that its process is gone
    for end in {*ends} - {*mine}:
        os.close(end)
    with os.fdopen(mine[0], "rb") as questions, os.fdopen(mine[1], "wb") as asks:
        serve(questions, asks)
    os._exit(0)  # nothing is held: to take libraries apart object by object keeps whoever reads our output waiting for a second


def serve(questions: IO[bytes], asks: IO[bytes]) -> None:
    """Answer calls until they end."""
    session = Session(asks, questions)
    while True:
        try:
            module, function = pickle.load(questions).split(":")
        except EOFError:
            return
        try:
            outcome = ("done", getattr(importlib.import_module(module), function)(session))
        except (EOFError, BrokenPipeError):
            return
        except Exception as error:
            outcome = ("raised", _portable(error))
        _send(asks, outcome)
        del outcome
        give_back_memory()


def give_back_memory() -> None:
    """What :data:`MEMORY_IS_KEPT` kept, between two models and two designs: the other worker and the engine may need it, and the
    gaps that matrices of one size leave are of no use to larger ones."""
    with contextlib.suppress(OSError, AttributeError):  # another C library than Linux's
        ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    main([int(end) for end in sys.argv[1:]])
