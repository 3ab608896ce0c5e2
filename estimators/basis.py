"""Columns to balance, from plain arrays: splines with stated knots, log counts with squares, levels,
interactions.

Each function returns a :class:`Basis` (matrix, column names, what was found out about support);
:func:`combine` joins them and :func:`default_basis` builds the project's default set. A level that only
LEAD rows have cannot be balanced: its column stays in the matrix and its name stands in
``positivity_failures``. A level that only comparison rows have lies outside the LEAD population: its name
stands in ``comparison_only``. Neither is dropped in silence.

Knots are fixed numbers, not quantiles of the data, so that two sites, and two loads of one site, balance
the same functions. The spline is Harrell's restricted cubic (linear beyond the outer knots; F. Harrell,
Regression Modeling Strategies, 2nd ed. 2015, eq. 2.25).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.errors import EstimatorRefusal
from estimators.inputs import BoolArray, FloatMatrix, as_arm, side_by_side

__all__ = [
    "AGE_KNOTS",
    "Basis",
    "Levels",
    "age_basis",
    "combine",
    "count_basis",
    "default_basis",
    "interaction",
    "levels_basis",
    "linear_basis",
    "spline_basis",
]

AGE_KNOTS = (21.0, 28.0, 35.0, 45.0, 58.0)  # years
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Levels:
    """Labels of n rows as ``codes`` (n,) into ``names`` (k,), distinct and in the order of their text.

    Reading labels once and passing codes on is what keeps millions of rows quick: comparing text is what costs.
    """

    codes: np.ndarray
    names: tuple[str, ...]

    def __len__(self) -> int:
        return self.codes.size

    def __getitem__(self, rows: object) -> Levels:
        return Levels(self.codes[rows], self.names)

    @classmethod
    def of(cls, values: ArrayLike | Sequence[object] | Levels, length: int, name: str) -> Levels:
        """Levels of plain values; None, NaN and empty text are ``unknown``.

        Raises
        ------
        EstimatorRefusal
            ``shape_mismatch``.
        """
        if isinstance(values, Levels):
            if values.codes.shape != (length,):
                raise EstimatorRefusal(
                    "shape_mismatch", f"{name} has shape {values.codes.shape}, expected ({length},)."
                )
            return values
        names, codes = np.unique(_labels(values, length, name), return_inverse=True)
        return cls(codes.reshape(-1), tuple(names.tolist()))

    def renamed(self, new: Sequence[str]) -> Levels:
        """The same rows under the names ``new`` (k,); names that become the same are one level."""
        names, place = np.unique(np.asarray(new, dtype=str), return_inverse=True)
        return Levels(place.reshape(-1)[self.codes], tuple(names.tolist()))

    def joined(self, other: Levels, mark: str) -> Levels:
        """The pairs of this and the other's label, with ``mark`` between the two."""
        width = max(len(other.names), 1)
        pairs = self.codes.astype(np.int64) * width + other.codes
        there = np.flatnonzero(np.bincount(pairs, minlength=len(self.names) * width))
        place = np.zeros(len(self.names) * width, dtype=np.int64)
        place[there] = np.arange(there.size)
        named = [f"{self.names[j // width]}{mark}{other.names[j % width]}" for j in there.tolist()]
        return Levels(place[pairs], ()).renamed(named)

    def present(self) -> Levels:
        """Without the names that no row has."""
        used = np.bincount(self.codes, minlength=len(self.names)) > 0
        if used.all():
            return self
        place = np.cumsum(used) - 1
        return Levels(place[self.codes], tuple(n for n, u in zip(self.names, used) if u))


@dataclass(frozen=True)
class Basis:
    """``matrix`` (n, p) with ``names`` (p). ``lead_only`` and ``comparison_only_rows`` (n,) mark the rows
    whose level the
    other arm does not have (the people behind ``positivity_failures`` and ``comparison_only``)."""

    matrix: FloatMatrix
    names: tuple[str, ...]
    positivity_failures: tuple[str, ...] = ()
    comparison_only: tuple[str, ...] = ()
    lead_only_rows: BoolArray | None = None
    comparison_only_rows: BoolArray | None = None
    notes: tuple[str, ...] = ()

    @property
    def supported(self) -> BoolArray:
        """(n,) rows whose levels both arms have."""
        out = np.ones(self.matrix.shape[0], dtype=bool)
        for rows in (self.lead_only_rows, self.comparison_only_rows):
            if rows is not None:
                out &= ~rows
        return out


def spline_basis(values: ArrayLike, knots: Sequence[float], name: str, *, scale: float = 10.0) -> Basis:
    """Restricted cubic spline: the value and len(knots) - 2 curved columns, all in units of ``scale``.

    Raises
    ------
    EstimatorRefusal
        ``knots_not_valid`` (fewer than 3, or not increasing), ``{name}_not_finite``.
    """
    x = _finite(values, name)
    t = np.asarray(knots, dtype=np.float64)
    if t.ndim != 1 or t.size < 3 or not np.isfinite(t).all() or not (np.diff(t) > 0).all() or not scale > 0:
        raise EstimatorRefusal(
            "knots_not_valid", f"The spline of {name} needs three or more increasing knots."
        )
    x, t = x / scale, t / scale
    columns = [x]
    norm = (t[-1] - t[0]) ** 2
    for j in range(t.size - 2):
        span = t[-1] - t[-2]
        column = (
            np.maximum(x - t[j], 0.0) ** 3
            - np.maximum(x - t[-2], 0.0) ** 3 * (t[-1] - t[j]) / span
            + np.maximum(x - t[-1], 0.0) ** 3 * (t[-2] - t[j]) / span
        )
        columns.append(column / norm)
    names = (name, *(f"{name}_spline{j + 1}" for j in range(t.size - 2)))
    return Basis(np.column_stack(columns), names)


def age_basis(age: ArrayLike, *, knots: Sequence[float] = AGE_KNOTS, name: str = "age") -> Basis:
    """Spline of age in years. Missing ages (NaN) enter as the pooled median with an indicator column
    ``age_missing``.
    """
    values = np.asarray(age, dtype=np.float64).reshape(-1).copy()
    missing = np.isnan(values)
    if missing.all():
        return Basis(np.zeros((values.size, 0)), (), notes=(f"{name} is missing for every row.",))
    values[missing] = np.median(values[~missing])
    spline = spline_basis(values, knots, name)
    if not missing.any():
        return spline
    return Basis(np.column_stack([spline.matrix, missing]), (*spline.names, f"{name}_missing"))


def count_basis(counts: ArrayLike, name: str, *, square: bool = True) -> Basis:
    """log(1 + count) and its square.

    Raises
    ------
    EstimatorRefusal
        ``{name}_not_finite``, ``count_negative``.
    """
    values = _finite(counts, name)
    if (values < 0).any():
        raise EstimatorRefusal("count_negative", f"{int((values < 0).sum())} values of {name} are negative.")
    log = np.log1p(values)
    if not square:
        return Basis(log[:, None], (f"log_{name}",))
    return Basis(np.column_stack([log, log**2]), (f"log_{name}", f"log_{name}_squared"))


def linear_basis(values: ArrayLike, name: str) -> Basis:
    """The value itself, one column."""
    return Basis(_finite(values, name)[:, None], (name,))


def levels_basis(
    values: ArrayLike | Sequence[object] | Levels,
    arm: ArrayLike,
    name: str,
    *,
    pool_below: int = 0,
) -> Basis:
    """0/1 columns of every level but the most frequent (ties: the lowest text).

    None, NaN and empty text are the level ``unknown``. Levels with fewer than ``pool_below`` rows in
    either arm are pooled into the level ``pooled`` first, with a note (0: no pooling), but for those of so many LEAD rows
    and fewer comparison rows. A level of LEAD
    rows alone is a positivity failure, a level of comparison rows alone is ``comparison_only``; both keep
    their column. Should the most frequent level belong to one arm alone, it keeps its column too (the
    reference is the most frequent one that both arms have).
    """
    rows = as_arm(arm)
    found = Levels.of(values, rows.size, name).present()
    levels, codes = np.asarray(found.names, dtype=str), found.codes
    notes: tuple[str, ...] = ()
    lead = np.bincount(codes[rows], minlength=levels.size)
    comparison = np.bincount(codes[~rows], minlength=levels.size)
    if pool_below > 0:
        # many LEAD rows with hardly a comparison row are a matter for positivity and overlap, not for pooling: put together
        # with a level of the comparison's own they would look like a common one
        rare = (np.minimum(lead, comparison) < pool_below) & ~((lead >= pool_below) & (comparison < pool_below))
        if rare.sum() > 1:
            listed = ", ".join(levels[rare])
            notes = (f"{name}: pooled {listed} (fewer than {pool_below} rows in an arm).",)
            found = found.renamed(["pooled" if r else str(n) for n, r in zip(levels, rare)])
            levels, codes = np.asarray(found.names, dtype=str), found.codes
            lead = np.bincount(codes[rows], minlength=levels.size)
            comparison = np.bincount(codes[~rows], minlength=levels.size)
    common = (lead > 0) & (comparison > 0)
    reference = -1
    if common.any():
        total = np.where(common, lead + comparison, -1)
        reference = int(np.argmax(total))
    kept = [j for j in range(levels.size) if j != reference]
    # one 1 a row at most: setting it is a single pass, comparing is one a column
    column = np.full(levels.size, -1)
    column[kept] = np.arange(len(kept))
    at = column[codes]
    marked = np.flatnonzero(at >= 0)
    matrix = np.zeros((codes.size, len(kept)))
    matrix[marked, at[marked]] = 1.0
    names = tuple(f"{name}={levels[j]}" for j in kept)
    lead_only = (lead > 0) & (comparison == 0)
    comparison_only = (comparison > 0) & (lead == 0)
    return Basis(
        matrix,
        names,
        tuple(f"{name}={levels[j]}" for j in np.flatnonzero(lead_only)),
        tuple(f"{name}={levels[j]}" for j in np.flatnonzero(comparison_only)),
        lead_only[codes],
        comparison_only[codes],
        notes,
    )


def interaction(first: Basis, second: Basis) -> Basis:
    """All products of a column of ``first`` and one of ``second``, named ``a:b``."""
    a, b = first.matrix, second.matrix
    if a.shape[0] != b.shape[0]:
        raise EstimatorRefusal("shape_mismatch", "Two blocks of a basis have different numbers of rows.")
    matrix = (a[:, :, None] * b[:, None, :]).reshape(a.shape[0], -1)
    return Basis(matrix, tuple(f"{x}:{y}" for x in first.names for y in second.names))


def combine(*blocks: Basis) -> Basis:
    """Join blocks side by side.

    Raises
    ------
    EstimatorRefusal
        ``shape_mismatch``, ``column_repeated`` (two columns of one name).
    """
    if not blocks or len({block.matrix.shape[0] for block in blocks}) != 1:
        raise EstimatorRefusal("shape_mismatch", "The blocks of a basis have different numbers of rows.")
    names = tuple(name for block in blocks for name in block.names)
    if len(set(names)) != len(names):
        raise EstimatorRefusal("column_repeated", "Two columns of the basis have the same name.")
    return Basis(
        side_by_side([block.matrix for block in blocks]),
        names,
        tuple(name for block in blocks for name in block.positivity_failures),
        tuple(name for block in blocks for name in block.comparison_only),
        _any(block.lead_only_rows for block in blocks),
        _any(block.comparison_only_rows for block in blocks),
        tuple(note for block in blocks for note in block.notes),
    )


def default_basis(
    arm: ArrayLike,
    *,
    age: ArrayLike,
    sex: ArrayLike | Sequence[object] | Levels,
    race: ArrayLike | Sequence[object] | Levels,
    index_category: ArrayLike | Sequence[object] | Levels,
    index_severity: ArrayLike | Sequence[object] | Levels,
    prior_counts: Mapping[str, ArrayLike],
    prior_eligible: ArrayLike | None = None,
    drug_categories: Sequence[str] = ("drug_possession", "drug_sale"),
    interact_with: str | None = None,
    calendar: ArrayLike | Sequence[object] | Levels | None = None,
    calendar_name: str = "calendar",
    age_knots: Sequence[float] = AGE_KNOTS,
    pool_below: int = 0,
    square_needs: int = 0,
) -> Basis:
    """The default basis of the project's balance.

    Spline of age; log(1 + count) of each of ``prior_counts`` (name -> (n,), e.g. prior_arrests_30d, _90d,
    _365d, prior_arrests) with squares; log(1 + prior eligible arrests); levels of sex, race, index
    category x severity; log(1 + ``interact_with``) (default: the last of ``prior_counts``) x drug index;
    and the levels of ``calendar``, which the caller makes by design: quarter (``concurrent_area``),
    district x quarter (``concurrent_undiverted``), season (``historical``). Leave out of ``prior_counts``
    and ``prior_eligible`` what must stay a free test (negative controls). ``square_needs``: a count keeps its
    square only where so many rows of each arm have two or more of it (below two, the square is the logarithm again).
    """
    rows = as_arm(arm)
    category = Levels.of(index_category, rows.size, "index_category")
    joint = category.joined(Levels.of(index_severity, rows.size, "index_severity"), "|")
    blocks = [age_basis(age, knots=age_knots)]
    for name, values in prior_counts.items():
        several = np.asarray(values, dtype=np.float64) >= 2
        enough = min(int(several[rows].sum()), int(several[~rows].sum())) >= square_needs
        blocks.append(count_basis(values, name, square=enough))
    if prior_eligible is not None:
        blocks.append(count_basis(prior_eligible, "prior_eligible_arrests", square=False))
    blocks.append(levels_basis(sex, rows, "sex", pool_below=pool_below))
    blocks.append(levels_basis(race, rows, "race", pool_below=pool_below))
    blocks.append(levels_basis(joint, rows, "index_category|severity", pool_below=pool_below))
    chosen = interact_with if interact_with is not None else next(reversed(prior_counts), None)
    if chosen is not None:
        drug = np.isin(np.asarray(category.names), list(drug_categories)).astype(np.float64)[category.codes]
        blocks.append(
            interaction(
                count_basis(prior_counts[chosen], chosen, square=False), linear_basis(drug, "drug_index")
            )
        )
    if calendar is not None:
        blocks.append(levels_basis(calendar, rows, calendar_name, pool_below=pool_below))
    return combine(*blocks)


# ---------------------------------------------------------------------------------------------------------


def _finite(values: ArrayLike, name: str) -> FloatMatrix:
    try:
        x = np.asarray(values, dtype=np.float64).reshape(-1)
    except (TypeError, ValueError):
        raise EstimatorRefusal("not_numeric", f"{name} holds something that is not a number.") from None
    if not np.isfinite(x).all():
        bad = int((~np.isfinite(x)).sum())
        raise EstimatorRefusal(f"{name}_not_finite", f"{bad} of {x.size} values of {name} are not finite.")
    return x


def _labels(values: ArrayLike | Sequence[object], length: int, name: str) -> np.ndarray:
    """Levels as text; None, NaN and empty text become ``unknown``."""
    raw = np.asarray(values)
    if raw.shape != (length,):
        raise EstimatorRefusal("shape_mismatch", f"{name} has shape {raw.shape}, expected ({length},).")
    if raw.dtype.kind in "OfM" or raw.dtype.kind not in "UbiuS":
        # objects from a frame: None, float nan, NaT and pandas' NA (whose text is <NA>) all mean "not known"
        text = np.array(
            [UNKNOWN if v is None or (isinstance(v, float) and v != v) else str(v) for v in raw.tolist()],
            dtype=str,
        )
        text[np.isin(text, ["<NA>", "NaT", "nan", "None"])] = UNKNOWN
    else:
        text = raw.astype(str)
    if length:
        text = text.astype(f"<U{max(text.dtype.itemsize // 4, len(UNKNOWN), len('pooled'))}")
    text[text == ""] = UNKNOWN
    return text


def _any(masks: object) -> BoolArray | None:
    out: BoolArray | None = None
    for mask in masks:  # type: ignore[attr-defined]
        if mask is not None:
            out = mask.copy() if out is None else out | mask
    return out
