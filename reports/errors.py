"""What can go wrong when a report is made. Exit codes follow the command line's: 2 usage, 5 a broken
build."""

from __future__ import annotations

try:  # the pipeline's own classes, so that the command line prints them as one line with the right exit code
    from pipeline.errors import BuildFailed, UsageError
except ImportError:  # reports/ used on its own, beside a release that somebody was handed

    class UsageError(Exception):  # type: ignore[no-redef]
        exit_code = 2

        def __init__(self, message: str, hint: str | None = None) -> None:
            super().__init__(message)
            self.hint = hint

    class BuildFailed(UsageError):  # type: ignore[no-redef]
        exit_code = 5


__all__ = ["BuildFailed", "UsageError"]
