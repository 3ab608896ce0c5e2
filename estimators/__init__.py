"""Estimators of LEAD Outcomes: pure functions on numpy arrays that return small frozen dataclasses.

Nothing in this package reads a file, a database or a clock, and nothing in it imports another package of this
project. Whatever cannot be estimated is refused by name (:class:`estimators.errors.EstimatorRefusal`), so
that no NaN and no bare numerical traceback ever reaches a mart.
"""
