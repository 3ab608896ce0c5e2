"""The few ways a command may end other than well; each carries its exit code.

A message names file, column, row number and rule, and never a person's value.
"""

from __future__ import annotations


class LeadError(Exception):
    """Base of every refusal that a user is meant to read. ``hint`` says the way out."""

    exit_code = 5
    way_out: str | None = None  # where the place that refuses knows no better one

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint or self.way_out


class UsageError(LeadError):
    """The command line or the site file is wrong."""

    exit_code = 2
    way_out = "lead --help lists the commands, lead COMMAND --help the options of one, with an example"


class SiteError(UsageError):
    """``site.yml`` (or a table that it names) is wrong; the message opens with the key's path."""

    way_out = "mend what the message names, then: lead doctor --site SITE.YML"


class DataRefused(LeadError):
    """An extract can't be taken as it is."""

    exit_code = 3
    way_out = "mend the file, or its mapping in site.yml (docs/how-to.md: map an extract)"


class ValidationFailed(LeadError):
    """A check of the data, the numbers or the release failed; nothing was published."""

    exit_code = 4
    way_out = "nothing was published; lead status --site SITE.YML shows the last good results"


class BuildFailed(LeadError):
    """A step of the build broke; the last good results stand."""

    exit_code = 5
