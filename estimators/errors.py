"""The one exception that estimators raise: a refusal with a machine-readable code and a sentence.

A caller (the analysis glue) catches it, writes ``code`` into ``withheld_reason`` and prints ``message`` in
the report. Messages name what is wrong (argument, arm, count) and never a person's value.
"""

from __future__ import annotations

__all__ = ["EstimatorRefusal"]


class EstimatorRefusal(ValueError):
    """An estimate that cannot be made, or must not be made, with a named reason.

    Parameters
    ----------
    code
        snake_case reason, stable across versions, e.g. ``"no_events"``, ``"arm_empty"``, ``"one_cluster"``,
        ``"weights_not_finite"``. Tests and marts compare it.
    message
        One English sentence for the report. It names arguments and counts, never a person's value.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[EstimatorRefusal], tuple[str, str]]:
        # ValueError would re-create the exception from its single formatted argument
        return (type(self), (self.code, self.message))
