"""Cohort and outcomes of one door and design as arrays, in an order that no surrogate key decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from estimators.arrays import count_distinct
from estimators.basis import Basis, Levels, combine, count_basis, default_basis, levels_basis
from estimators.entropy import EntropyBalance, entropy_balance
from estimators.errors import EstimatorRefusal
from estimators.matching import Match, greedy_match
from estimators.propensity import PropensityWeights, propensity_weights
from pipeline.analysis.incidence import first_events, query
from pipeline.analysis.thresholds import thresholds
from pipeline.analysis.workers import give_back_memory

MAIN_DOOR = "arrest_diversion"
HEADLINE = ("new_offense", "any_arrest")
POOLED_DOORS = EstimatorRefusal(
    "pooled_doors",
    "A social contact or community referral has no arrest at time zero; pooled with arrests it would manufacture an effect.",
)

INDEX_LOOKS_AHEAD = EstimatorRefusal(
    "index_looks_ahead",
    "The comparison's index dates were chosen by what came after them: hardly a comparison trial is followed by an arrest.",
)

# Facts of the trial itself, so that the same trials come in the same order under other surrogate keys.
_ORDER = (
    "arm desc, index_date, index_district, age, sex, race, ethnicity, index_category, index_severity, prior_arrests,"
    " prior_arrests_365d, prior_arrests_90d, prior_arrests_30d, prior_felony_arrests, prior_drug_arrests,"
    " prior_warrant_arrests, prior_new_offense_arrests, prior_eligible_arrests, days_since_last_arrest, follow_up_end,"
    # trials alike in all of these may differ in what followed, and random draws go by position
    " trial_id"
)


@dataclass(frozen=True)
class Outcomes:
    """What happened to the N trials of a door and design, once for all analyses: a narrow column a fact.

    ``events`` (N, k, H): events of each of ``names`` to each of ``horizons``; ``observed`` (N, H); ``street_days`` (N, H);
    ``days`` and ``status`` (N,) of an outcome: its first event (1), else death (2), else the end of follow-up (0), to the
    longest horizon.
    """

    names: tuple[str, ...]
    horizons: tuple[int, ...]
    events: np.ndarray
    observed: np.ndarray
    street_days: np.ndarray
    days: dict[str, np.ndarray]
    status: dict[str, np.ndarray]

    def step(self, horizon: float) -> int:
        return self.horizons.index(int(horizon))


@dataclass(frozen=True)
class Trials:
    """The trials of one door and one comparison design, LEAD rows first.

    ``frame``: their cohort rows. ``arm`` (n,) True for LEAD. ``person`` (n,) cluster codes by first appearance.
    ``values`` (n,) each: what a balance is made of (numbers as floats, labels as Levels). ``position`` (n,): their places
    among all trials of the door and design; ``kept``: what was read of those.
    """

    door: str
    design: str
    frame: pd.DataFrame
    arm: np.ndarray
    person: np.ndarray
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    position: np.ndarray | None = field(default=None, repr=False)
    kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def n_lead(self) -> int:
        return int(self.arm.sum())

    @property
    def n_comparison(self) -> int:
        return int((~self.arm).sum())

    @property
    def is_whole(self) -> bool:
        """Whether these are all trials that were read of the door and design."""
        return self.position is None or len(self.position) == len(self.kept["person_id"])

    def keep(self, rows: np.ndarray) -> Trials:
        """The trials at ``rows`` (a mask); all of them are these trials themselves."""
        if rows.all():
            return self
        return replace(self, frame=self.frame[rows].reset_index(drop=True), arm=self.arm[rows], person=self.person[rows],
                       values={name: values[rows] for name, values in self.values.items()},
                       position=None if self.position is None else self.position[rows])


def count_people(person: np.ndarray) -> int:
    """How many people the codes (n,) from 0 on name."""
    return count_distinct(person)


def designs(session: Any) -> list[str]:
    """The comparison designs asked for, primary first."""
    return query(session, "select comparison_design from settings.designs order by is_primary desc, comparison_design"
                 )["comparison_design"].tolist()


def each_design(session: Any) -> Iterator[str]:
    """:func:`designs` one after the other, the memory of one given back before the next."""
    for design in designs(session):
        yield design
        give_back_memory()


def site_row(session: Any) -> dict[str, Any]:
    """The site's settings as one mapping."""
    return query(session, "select * from settings.site").iloc[0].to_dict()


def horizons(session: Any) -> list[int]:
    """Horizons in days, ascending."""
    return [int(h) for h in query(session, "select horizon_days from settings.horizons order by 1")["horizon_days"]]


def load_trials(session: Any, design: str, door: str | tuple[str, ...] = MAIN_DOOR) -> Trials:
    """LEAD trials of one door beside the comparison trials of one design.

    Raises EstimatorRefusal ``pooled_doors``: more than one door was asked for.
    """
    if not isinstance(door, str):
        raise POOLED_DOORS
    # a worker's session keeps what its models share: nobody may write to it
    kept = getattr(session, "trials", {})
    if (design, door) not in kept:
        kept[design, door] = _read_trials(session, design, door)
    return kept[design, door]


def _read_trials(session: Any, design: str, door: str) -> Trials:
    here = "(arm = 'lead' and door = ?) or (arm = 'comparison' and comparison_design = ?)"
    known = query(session, "select " + ", ".join(
        f"list_sort(list(distinct {_label(name)})) as {name}" for name in _LABELS
    ) + f" from marts.cohort where {here}", [door, design]).iloc[0]
    names = {name: [] if known[name] is None else [str(v) for v in known[name]] for name in _LABELS}
    codes = ", ".join(f"list_position(?, {_label(name)}) - 1 as {name}" for name in _LABELS)
    frame = query(session, f"""
        select * replace ({codes}) from (
            select {', '.join(_COLUMNS)}, {', '.join(_LABELS)}
            from marts.cohort where {here}
            order by {_ORDER}
        )""", [*names.values(), door, design])
    values: dict[str, Any] = {name: frame[name].to_numpy(float, na_value=np.nan) for name in _NUMBERS}
    for name in _LABELS:
        values[name] = Levels(frame[name].to_numpy(np.int64), tuple(names[name]))
    frame = frame.drop(columns=list(_LABELS))
    arm = (frame["arm"] == "lead").to_numpy(bool)
    person = pd.factorize(frame["person_id"])[0]
    kept = {"person_id": frame["person_id"].to_numpy(), "index_date": frame["index_date"].to_numpy()}
    return Trials(door, design, frame, arm, person, values, np.arange(len(frame)), kept)


_NUMBERS = ("age", "prior_arrests", "prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d", "prior_eligible_arrests",
            "prior_felony_arrests", "prior_drug_arrests", "prior_warrant_arrests")
_LABELS = ("sex", "race", "ethnicity", "index_category", "index_severity", "index_quarter", "index_district")
_COLUMNS = ("arm", "person_id", "index_date", "death_date", "follow_up_end", "is_engaged", "eligibility_verified",
            "decision", "first_later_referral_date", *_NUMBERS)


def covariate_values(frame: pd.DataFrame) -> dict[str, Any]:
    """Covariates of the balance from cohort rows as they stand; a label that is not known is ``unknown``."""
    out: dict[str, Any] = {name: frame[name].to_numpy(float, na_value=np.nan) for name in _NUMBERS}
    for name in (n for n in _LABELS if n in frame):
        out[name] = Levels.of(frame[name].astype(object).to_numpy(), len(frame), name)
    return out


def _label(column: str) -> str:
    """SQL of a label; one that is not known is ``unknown``."""
    return f"coalesce(nullif(cast({column} as varchar), ''), 'unknown')"


@contextmanager
def wanted(session: Any, person_id: np.ndarray, index_date: np.ndarray) -> Iterator[str]:
    """SQL of a relation (place, person_id, index_date): trials, to be joined on person and index date."""
    frame = pd.DataFrame({"place": np.arange(len(person_id)), "person_id": person_id, "index_date": index_date})
    session.register("wanted_trials", frame)
    try:
        yield "(select place, person_id, cast(index_date as date) as index_date from wanted_trials)"
    finally:
        session.unregister("wanted_trials")


def outcomes(session: Any, trials: Trials) -> Outcomes:
    """The outcomes of all trials of a door and design, read once."""
    if "outcomes" not in trials.kept:
        trials.kept["outcomes"] = _read_outcomes(session, trials)
    return trials.kept["outcomes"]


def _read_outcomes(session: Any, trials: Trials) -> Outcomes:
    steps = tuple(horizons(session))
    n = len(trials.kept["person_id"])
    # of the session's own database: another one that is attached may hold a table of the same name
    columns = query(session, "select column_name from information_schema.columns where table_schema = 'intermediate'"
                             " and table_catalog = current_database()"
                             " and table_name = 'int_trial_outcomes' and ends_with(column_name, '_events')")
    names = tuple(sorted(c.removesuffix("_events") for c in columns["column_name"]))
    with wanted(session, trials.kept["person_id"], trials.kept["index_date"]) as relation:
        found = session.execute(f"""
            select w.place, list_position(?, o.horizon_days) - 1 as step, {', '.join(f'o.{n}_events' for n in names)}
            from {relation} as w join intermediate.int_trial_outcomes as o using (person_id, index_date)
            """, [list(steps)]).fetchnumpy()
        events = np.zeros((n, len(names), len(steps)), dtype=np.int16)  # at most one a day
        place, step = (np.asarray(found[c], dtype=np.int64) for c in ("place", "step"))
        for j, name in enumerate(names):
            events[place, j, step] = found[f"{name}_events"]
        here = "((o.arm = 'lead' and o.door = ?) or (o.arm = 'comparison' and o.comparison_design = ?))"
        found = session.execute(f"""
            select w.place, list_position(?, o.horizon_days) - 1 as step, o.is_observed, o.street_days
            from {relation} as w join marts.rearrest_outcomes as o using (person_id, index_date)
            where o.outcome = 'any_arrest' and {here}""", [list(steps), trials.door, trials.design]).fetchnumpy()
        observed = np.zeros((n, len(steps)), dtype=bool)
        street = np.zeros((n, len(steps)))
        place, step = (np.asarray(found[c], dtype=np.int64) for c in ("place", "step"))
        observed[place, step] = found["is_observed"]
        street[place, step] = found["street_days"]
        found = session.execute(f"""
            select w.place, o.days_to_data_end, o.days_to_death, {', '.join(f'o.days_to_{name}' for name in HEADLINE)}
            from {relation} as w join intermediate.int_first_events as o using (person_id, index_date)
            where {here} order by w.place""", [trials.door, trials.design]).fetchnumpy()
        days, status = first_events(found, HEADLINE, steps[-1])
    return Outcomes(names, steps, events, observed, street, days, status)


def refuse_look_ahead(session: Any, trials: Trials) -> None:
    """Refuse a comparison whose index is the person's last arrest, or any date picked by what came after it.

    Such an index shows in the outcome: nobody is arrested after it. Among at least ``look_ahead_trials`` comparison
    trials followed to the longest horizon some must be.

    Raises EstimatorRefusal ``index_looks_ahead``.
    """
    least = int(thresholds()["look_ahead_trials"])
    if trials.n_comparison < least:
        return
    read = outcomes(session, trials)
    followed = ~trials.arm & read.observed[trials.position, -1]
    rearrested = read.events[trials.position, read.names.index("any_arrest"), -1] > 0
    if np.count_nonzero(followed) >= least and not np.any(followed & rearrested):
        raise INDEX_LOOKS_AHEAD


# other readings of new_offense, and what is only counted for costs: no outcomes of their own
VARIANTS = ("exclude_rediversion", "null_dates_are_prior")
_NO_OUTCOMES = (*VARIANTS, "booked", "cited")


def outcome_matrix(session: Any, trials: Trials, horizon: int, variants: bool = False
                   ) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Names (k), re-arrested (n, k), arrest events (n, k), observed (n,) of the trials at one horizon; or the same of the
    other readings of the primary outcome."""
    read = outcomes(session, trials)
    names = [n for n in read.names if (n in VARIANTS if variants else n not in _NO_OUTCOMES)]
    step = read.step(horizon)
    observed = read.observed[trials.position, step]
    events = read.events[:, [read.names.index(n) for n in names], step][trials.position].astype(float)
    return names, ((events > 0) & observed[:, None]).astype(float), events, observed


def _calendar(trials: Trials) -> tuple[Levels, str]:
    """What a design must balance of time and place (methods, section 2)."""
    quarter = trials.values["index_quarter"]
    if trials.design == "historical":
        return quarter.renamed([q[-2:] for q in quarter.names]), "season"
    if trials.design == "concurrent_undiverted":
        place = trials.values["index_district"]
        if len(place.present().names) > 1:
            return place.joined(quarter, " "), "district_quarter"
    return quarter, "index_quarter"


def level_values(trials: Trials) -> dict[str, Levels]:
    """(n,) labels of each set of levels that a balance holds, by the name it has there."""
    values = trials.values
    calendar, calendar_name = _calendar(trials)
    joint = values["index_category"].joined(values["index_severity"], "|")
    return {"sex": values["sex"], "race": values["race"], "index_category|severity": joint, calendar_name: calendar}


@dataclass(frozen=True)
class Supported:
    """Trials on levels that both arms have, their columns, and who left: LEAD trials beyond the comparison's reach
    (their contrast can't be known) and comparison trials unlike any diverted person (they would weigh nothing).

    Their weightings are worked out when first asked for, and kept. ``judged``: weightings with the reason to withhold them.
    """

    trials: Trials
    basis: Basis
    rows: np.ndarray
    n_lead_left: int
    n_comparison_left: int
    levels_left: tuple[str, ...]
    judged: list[tuple[object, str | None]] = field(default_factory=list, repr=False)

    @property
    def share_lead_left(self) -> float:
        return self.n_lead_left / max(self.n_lead_left + self.trials.n_lead, 1)

    @cached_property
    def balance(self) -> EntropyBalance:
        """The entropy balance. Raises EstimatorRefusal."""
        return entropy_balance(self.basis.matrix, self.trials.arm, names=self.basis.names)

    @cached_property
    def propensity(self) -> PropensityWeights:
        """Weights by the propensity for the effect on the diverted. Raises EstimatorRefusal."""
        return propensity_weights(self.basis.matrix, self.trials.arm, names=self.basis.names)

    @cached_property
    def pairs(self) -> Match:
        """Greedy pairs on the logit of the propensity. Raises EstimatorRefusal."""
        return greedy_match(self.propensity.logit, self.trials.arm)


class Parts:
    """Supported parts of a door and design. That of all its trials is kept with its weightings: horizons at which
    every trial is observed are about the same trials, and so are the estimates over time."""

    def __init__(self) -> None:
        self._whole: tuple[Trials, Supported] | None = None

    def of(self, trials: Trials) -> Supported:
        """:func:`supported`, of all trials once."""
        if self._whole is not None and self._whole[0] is trials:
            return self._whole[1]
        part = supported(trials)
        if trials.is_whole:  # those of a horizon are nobody else's: kept, they would only take up memory
            self._whole = self._whole or (trials, part)
        return part


def supported(trials: Trials, *, before_last_year: bool = False) -> Supported:
    """The part of the trials in which both arms have every level, and its basis.

    Raises EstimatorRefusal ``no_common_support``: nobody of an arm is left.
    """
    rows = np.ones(len(trials.arm), dtype=bool)
    left: list[str] = []
    while True:
        part = trials if rows.all() else trials.keep(rows)
        if part.n_lead == 0 or part.n_comparison == 0:
            raise EstimatorRefusal("no_common_support", "No level of a covariate is found in both arms.")
        basis = balance_basis(part, before_last_year=before_last_year)
        left += [name for name in basis.positivity_failures if name not in left]
        inside = basis.supported
        missing = np.isnan(part.values["age"])
        if missing[part.arm].any() != missing[~part.arm].any():
            # an unknown age is a level, too
            left += ["age=unknown"] if missing[part.arm].any() and "age=unknown" not in left else []
            inside = inside & ~missing
        if inside.all():
            lost = ~rows
            return Supported(part, basis, rows, int((lost & trials.arm).sum()), int((lost & ~trials.arm).sum()), tuple(left))
        rows[np.flatnonzero(rows)[~inside]] = False


def balance_basis(trials: Trials, *, before_last_year: bool = False) -> Basis:
    """The columns to balance. ``before_last_year``: history from days before -365 alone (the negative control)."""
    values = trials.values
    if before_last_year:
        counts = {"prior_arrests_before_365d": values["prior_arrests"] - values["prior_arrests_365d"]}
    else:
        counts = {name: values[name] for name in ("prior_arrests_30d", "prior_arrests_90d", "prior_arrests_365d")}
        # under strong non-linear confounding totals and recent counts left a bias of .0036, with this one of .0014
        counts["prior_arrests_before_365d"] = values["prior_arrests"] - values["prior_arrests_365d"]
        counts["prior_arrests"] = values["prior_arrests"]
    calendar, calendar_name = _calendar(trials)
    pool = int(thresholds()["pool_levels_below"])
    basis = default_basis(
        trials.arm, age=values["age"], sex=values["sex"], race=values["race"], index_category=values["index_category"],
        index_severity=values["index_severity"], prior_counts=counts,
        prior_eligible=None if before_last_year else values["prior_eligible_arrests"],
        calendar=calendar, calendar_name=calendar_name, pool_below=pool, square_needs=pool,
    )
    if before_last_year:
        return basis
    extra = [count_basis(values[name], name, square=False) for name in ("prior_felony_arrests", "prior_drug_arrests",
                                                                        "prior_warrant_arrests")]
    return combine(basis, *extra)


__all__ = ["MAIN_DOOR", "Trials", "balance_basis", "designs", "horizons", "level_values", "levels_basis", "load_trials",
           "outcome_matrix", "site_row", "supported", "thresholds"]
