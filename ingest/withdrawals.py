"""Withdrawn (expunged) rows: found by what a new snapshot lacks, remembered by keyed hashes, kept out for good."""
from __future__ import annotations


def keep_out(con, s, secret):
    raise NotImplementedError


def find(con, s, secret):
    return 0, 1


def write(con, path, has_old):
    raise NotImplementedError
