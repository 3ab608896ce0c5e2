"""Answers to large problems, kept within a process: several tables ask for the balance of the same rows.

An answer is kept under a digest of all that it depends on, so that it is the one that would be computed anew, to
the last bit, whichever table asks first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Generic, TypeVar

import numpy as np

__all__ = ["Memo"]

Answer = TypeVar("Answer")
_UNKNOWN: Any = object()  # (None is an answer)
SMALLEST = 1_000_000  # cells of a problem; smaller ones are solved sooner than they are looked up


class Memo(Generic[Answer]):
    """The last ``most`` answers. They must be small and are shared: nobody may write to them."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: OrderedDict[bytes, Answer] = OrderedDict()

    def __call__(self, answer: Callable[[], Answer], *depends_on: object) -> Answer:
        """What ``answer`` returns, given that nothing but ``depends_on`` (arrays; else what has a faithful repr) decides it."""
        arrays = [d for d in depends_on if isinstance(d, np.ndarray)]
        if sum(a.size for a in arrays) < SMALLEST:
            return answer()
        key = sha256()
        for d in depends_on:
            key.update(repr((d.shape, d.dtype.str) if isinstance(d, np.ndarray) else d).encode())
            if isinstance(d, np.ndarray):
                key.update(np.ascontiguousarray(d).data)
        digest = key.digest()
        # (threads may ask at the same time: what is returned is never looked up again)
        found = self._kept.get(digest, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._kept[digest] = answer()
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
