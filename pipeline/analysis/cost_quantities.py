"""What costs are put on: who used what on which day, balanced between the arms, with joint draws.

Everything here works on arrays; ``counted`` alone reads the warehouse. Counts are of days 1 to the horizon, up to the end of
follow-up (``int_item_days``); each is discounted by its own day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from estimators.bootstrap import Draws, bayesian_bootstrap, calibrated, multiplier_draws
from estimators.contrast import weighted_contrast
from estimators.costs import discounted_days
from estimators.errors import EstimatorRefusal
from estimators.inputs import rows_of, side_by_side
from pipeline.analysis.data import Parts, Trials, count_people, horizons, outcomes, wanted
from pipeline.analysis.diagnostics import balanced_columns, correction, kept_reason, size_reason
from pipeline.analysis.incidence import query
from pipeline.costs_input import DRAWS, ITEMS

RESOLVED_MOST_PEOPLE = 100_000  # from so many people on, influence-function multipliers stand for re-solved draws
MONTH_DAYS = 30.4375
YEAR_DAYS = 365.25
PARTICIPANT, ENROLLED = "participant", "enrolled_day"
# what an item can't be counted without: the flag of int_source_facts, and the extract's name in words
NEEDS = {
    "booking": ("has_dispositions", "dispositions of arrests"), "citation": ("has_dispositions", "dispositions of arrests"),
    "jail_day": ("has_custody", "custody"), "prison_day": ("has_custody", "custody"),
    "felony_filing": ("has_court_cases", "court cases"), "misdemeanor_filing": ("has_court_cases", "court cases"),
    "ed_visit": ("has_health_events", "health events"), "crisis_contact": ("has_health_events", "health events"),
    "overdose_response": ("has_health_events", "health events"), "induced_service": ("has_engagements", "contacts"),
}


@dataclass(frozen=True)
class Counted:
    """Days on which the trials (n) used what.

    ``items``: what the extracts can count. ``row``, ``first``, ``last`` (m,) of each item's spans, in ``spans``: a trial's
    place and days after its index. ``observed`` (n, H) by horizon. ``index_day`` (n,): the index dates as day numbers.
    """

    items: tuple[str, ...]
    horizons: tuple[int, ...]
    spans: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]
    observed: np.ndarray
    index_day: np.ndarray

    def item(self, name: str, horizon: int, rate: float, dates: tuple[int, int] | None = None) -> np.ndarray:
        """(n,) what each trial used of an item to ``horizon``, discounted at ``rate`` by day; ``dates``: day numbers,
        both in it, outside which nothing counts."""
        if name == "jail_day":
            return self.item("custody_day", horizon, rate) - self.item("prison_day", horizon, rate)
        row, first, last = self.spans.get(name, _NOTHING)
        last = np.minimum(last, horizon)
        if dates is not None:
            first = np.maximum(first, dates[0] - self.index_day[row])
            last = np.minimum(last, dates[1] - self.index_day[row])
        return np.bincount(row, weights=discounted_days(first, last, rate), minlength=len(self.index_day))


_NOTHING = (np.zeros(0, dtype=np.int64),) * 3


def counted(session: Any, trials: Trials) -> Counted:
    """What the extracts can count of the trials."""
    steps = tuple(horizons(session))
    here = "((c.arm = 'lead' and c.door = ?) or (c.arm = 'comparison' and c.comparison_design = ?))"
    names = query(session, "select distinct item from intermediate.int_item_days order by item")["item"].tolist()
    with wanted(session, trials.kept["person_id"], trials.kept["index_date"]) as relation:
        # in one order, so that sums of floats come out alike; in small integers, for a state has millions of spans
        found = session.execute(f"""
            select list_position(?, d.item)::utinyint as item, w.place::integer as place, d.first_day::smallint as first_day,
                   d.last_day::smallint as last_day
            from {relation} as w join marts.cohort as c using (person_id, index_date)
            join intermediate.int_item_days as d using (trial_id)
            where {here} order by 1, 2, 3, 4""", [names, trials.door, trials.design]).fetchnumpy()
    observed = outcomes(session, trials).observed if len(trials.arm) else np.zeros((0, len(steps)), dtype=bool)
    facts = query(session, "select f.*, s.has_engagements from intermediate.int_source_facts as f cross join settings.site as s"
                  ).iloc[0]
    ends = np.searchsorted(found["item"], np.arange(len(names) + 1), side="right")
    spans = {name: tuple(found[c][ends[j]:ends[j + 1]] for c in ("place", "first_day", "last_day")) for j, name in enumerate(names)}
    items = tuple(i for i in ITEMS if i not in NEEDS or facts[NEEDS[i][0]])
    return Counted(items, steps, spans, observed, day_number(trials.frame["index_date"]))


def day_number(dates: Any) -> np.ndarray:
    """Dates as days since 1970."""
    return pd.to_datetime(pd.Series(dates)).to_numpy("datetime64[D]").astype(np.int64)


@dataclass(frozen=True)
class Quantities:
    """One design at one horizon: balanced means of columns by arm with joint draws.

    ``columns`` name the means: an item or programme line at a discount rate. ``reason``: why they may not be published;
    ``draws`` None: they can't be estimated at all.
    """

    door: str
    design: str
    horizon: int
    items: tuple[str, ...]
    columns: dict[tuple[str, float], int]
    draws: Draws | None
    n_lead: int
    n_comparison: int
    reason: str | None
    ess: float | None = None
    n_columns: int = 0

    def avoided(self, item: str, rate: float) -> tuple[float, np.ndarray]:
        """Units a diverted person avoided (negative: more were used), and their draws (B,)."""
        assert self.draws is not None
        j = self.columns[item, rate]
        return (float(self.draws.estimate_comparison[j] - self.draws.estimate_lead[j]),
                self.draws.comparison[:, j] - self.draws.lead[:, j])

    def lead(self, name: str, rate: float) -> tuple[float, np.ndarray]:
        """Mean and draws of what LEAD people alone have (programme quantities)."""
        assert self.draws is not None
        j = self.columns[name, rate]
        return float(self.draws.estimate_lead[j]), self.draws.lead[:, j]


def quantities(trials: Trials, counts: Counted, programme: dict[tuple[str, float], np.ndarray], horizon: int,
               rates: tuple[float, ...], rng: np.random.Generator, control: str | None = None, draws: int = DRAWS,
               resolved: bool = True, parts: Parts | None = None) -> Quantities:
    """Balanced quantities at one horizon.

    ``programme``: (n,) columns of what the programme costs are put on, by name and discount rate. ``rates``: the discount
    rates at which items are counted (0: in natural units). ``resolved``: balance solved again in each draw where the
    sample allows, else influence-function multipliers; either way with the proven centre and spread (``calibrated``).
    ``parts``: what horizons of one door and design share.
    """
    observed = counts.observed[:, counts.horizons.index(horizon)]
    kept = trials.keep(observed)
    names = [*((item, rate) for rate in rates for item in counts.items), *programme]
    used = chain((counts.item(item, horizon, rate) for rate in rates for item in counts.items), programme.values())
    y = side_by_side([column[observed, None] for column in used])
    columns = {name: j for j, name in enumerate(names)}
    result = Quantities(trials.door, trials.design, horizon, counts.items, columns, None, kept.n_lead, kept.n_comparison, None)
    reason = size_reason(trials, observed) if kept.n_lead and kept.n_comparison else "too_few_people"
    try:
        part = (parts or Parts()).of(kept)
        y = y[rows_of(part.rows)]
        weighting = part.balance
        found = _draw(y, part, weighting, rng, draws, resolved)
    except EstimatorRefusal as refusal:
        return replace(result, reason=reason or refusal.code)
    return replace(result, draws=found, reason=reason or kept_reason(part, weighting) or control,
                   ess=weighting.ess_comparison, n_columns=balanced_columns(weighting))


def _draw(y: np.ndarray, part: Any, weighting: Any, rng: np.random.Generator, draws: int, resolved: bool) -> Draws:
    arm, person = part.trials.arm, part.trials.person
    contrast = weighted_contrast(y, weighting, person, correction="leverage")
    # where the effective sample is few for the columns, up to half of the re-weighted samples can't be balanced exactly, and
    # a ridged draw is of another estimator: the influences of the sample itself are drawn from instead
    enough = correction(weighting) != "leverage" and count_people(person) < RESOLVED_MOST_PEOPLE
    if resolved and enough:
        found = bayesian_bootstrap(y, arm, part.basis.matrix, person, draws=draws, rng=rng, covariate_names=part.basis.names)
    else:
        found = multiplier_draws(contrast, draws, rng=rng)
    return calibrated(found, contrast, n_columns=balanced_columns(weighting))
