"""Everything that decides what the fictional county is like, and its calendar as arrays by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from pipeline.errors import UsageError

EFFECTS = ("by_drug", "constant", "null")
CONFOUNDINGS = ("weak", "strong", "nonlinear")
DISTRICTS = ("Central", "Eastern", "Western", "Northern", "Southern", "Southeastern")
CENTRAL = 0
COMPARISON_DISTRICTS = (1, 2)
# share of the people who live there
DISTRICT_SHARE = (0.36, 0.15, 0.15, 0.13, 0.12, 0.09)
RACES = ("Black", "White", "Hispanic", "Asian", "Other", None)
SEXES = ("male", "female", None)
# of each district: shares of RACES; composition differs between areas, hazards given it do not
RACE_SHARE = (
    (0.56, 0.30, 0.07, 0.02, 0.02, 0.03),
    (0.52, 0.33, 0.08, 0.02, 0.02, 0.03),
    (0.60, 0.27, 0.06, 0.02, 0.02, 0.03),
    (0.35, 0.48, 0.08, 0.04, 0.02, 0.03),
    (0.38, 0.43, 0.11, 0.03, 0.02, 0.03),
    (0.30, 0.46, 0.16, 0.03, 0.02, 0.03),
)
# calibrated on the districts of ``sample.STUDY``: comparison trials a person (all six districts: some 15 %
# fewer)
_ROWS, _SHARE_BY_ROWS = (1.4, 2, 3, 4, 5), (0.0, 0.75, 0.93, 0.96, 0.97)
_RATE_BY_ROWS, _HISTORY_BY_ROWS = (1.0, 1.35, 1.85, 2.35, 2.9), (1.0, 0.75, 0.5, 0.4, 0.35)
MAX_COUNT = 12  # counts of earlier events enter the hazard up to here

# kinds of an event
(
    ELIG_DRUG,
    ELIG_PROST,
    FELONY_DRUG,
    DRUG_SALE,
    PROPERTY,
    PUBLIC_ORDER,
    VIOLENT,
    WEAPONS,
    TRAFFIC,
    OTHER,
    MIXED,
    BENCH,
    SUPERVISION,
    NEW_CHARGE,
) = range(14)
LOW_LEVEL = (ELIG_DRUG, ELIG_PROST, PUBLIC_ORDER, TRAFFIC)
OLD_MATTERS = (BENCH, SUPERVISION)


@dataclass(frozen=True)
class CountyParams:
    """The county's parameters. Rates are a year; coefficients are on the log scale; days are calendar days.

    ``people`` live in the county for the whole simulation; those never arrested after ``data_from`` leave no
    row. ``participants`` is the expected number of arrest diversions in the accrual window (default 3 % of
    the people). ``rows_per_person``: 1 makes every person eligible at most once in a window; another number
    (to 5) makes more events eligible, and more of them, so that a person with any has about that many in the
    accrual window; None leaves all as it is (about 1.4). ``shock``: share of low-level arrests that stop on
    ``shock_day`` in every district (recovers to a third of it). ``area_hazard`` adds to the log hazard of
    events of people who live in the programme's district (default 0: areas differ through covariates alone).
    """

    people: int = 25_000
    effect: Literal["by_drug", "constant", "null"] = "by_drug"
    confounding: Literal["weak", "strong", "nonlinear"] = "weak"
    unmeasured: bool = False
    rows_per_person: float | None = None
    participants: float | None = None
    shock: float = 0.45
    area_hazard: float = 0.0
    other_doors: bool = True
    messy_links: bool = True
    rare_levels: bool = True  # False: sex is always recorded, and race has three recorded levels
    district_share: tuple[float, ...] = DISTRICT_SHARE

    burn_in_from: dt.date = dt.date(2012, 1, 1)
    data_from: dt.date = dt.date(2014, 3, 1)
    historical_start: dt.date = dt.date(2016, 1, 1)
    historical_end: dt.date = dt.date(2020, 1, 31)
    pilot_start: dt.date = dt.date(2019, 10, 15)
    accrual_start: dt.date = dt.date(2020, 2, 1)
    accrual_end: dt.date = dt.date(2024, 12, 31)
    data_through: dt.date = dt.date(2025, 12, 31)
    shock_day: dt.date = dt.date(2020, 3, 18)

    # hazard of an event
    base_rate: float = 0.25
    recent_365: float = 0.35
    recent_730: float = 0.45
    age_slope: float = -0.16  # of ten years
    age_curve: float = -0.04
    male: float = 0.25
    race_effect: tuple[float, ...] = (0.15, 0.0, 0.05, -0.15, 0.0, 0.0)
    season: float = 0.10
    away_share: float = 0.14

    # hazard ratios after a referral, by kind of the diverted event
    ratio_drug: float = 0.74
    ratio_prostitution: float = 0.88
    ratio_constant: float = 0.75
    ratio_other_door: float = 0.80
    ratio_old_matters: float = 0.90
    ratio_health: float = 0.90

    # the unmeasured confounder: a person is +1 or -1 with probability one half
    unmeasured_hazard: float = 0.55
    unmeasured_referral: float = -0.80

    social_per_diversion: float = 0.42
    community_per_diversion: float = 0.04
    quality: dict[str, float] = field(
        default_factory=lambda: {
            "no_arrest_row": 0.14,
            "arrest_id_missing": 0.28,
            "far_link": 0.012,
            "ineligible_event": 0.03,
            "outside_area": 0.012,
            "offense_date_missing": 0.06,
            "undocumented_diversion": 0.003,
        }
    )

    def __post_init__(self) -> None:
        if self.people < 1:
            raise UsageError("people: must be 1 or more")
        if self.effect not in EFFECTS:
            raise UsageError(f"effect: is one of {', '.join(EFFECTS)}")
        if self.confounding not in CONFOUNDINGS:
            raise UsageError(f"confounding: is one of {', '.join(CONFOUNDINGS)}")
        if self.rows_per_person is not None and not 1 <= self.rows_per_person <= 5:
            raise UsageError("rows_per_person: lies between 1 and 5")
        if not 0 <= self.shock < 1:
            raise UsageError("shock: a share of at least 0 and below 1")
        if (
            max(
                self.ratio_drug,
                self.ratio_prostitution,
                self.ratio_constant,
                self.ratio_other_door,
                self.ratio_old_matters,
            )
            > 1
        ):
            raise UsageError("ratio_*: a hazard ratio above 1 would break the coupling of the two worlds")

    @property
    def target(self) -> float:
        """Expected number of arrest diversions with an index in the accrual window."""
        return 0.03 * self.people if self.participants is None else float(self.participants)

    # -- the calendar, by day since burn_in_from ---------------------------------------------------
    def day(self, date: dt.date) -> int:
        return (date - self.burn_in_from).days

    @property
    def last_day(self) -> int:
        return self.day(self.data_through)

    @cached_property
    def dates(self) -> np.ndarray:
        """datetime64[D] of every day from burn_in_from to a year after data_through (offsets, filing
        lags)."""
        return np.datetime64(self.burn_in_from, "D") + np.arange(self.last_day + 1200)

    @cached_property
    def year(self) -> np.ndarray:
        return (self.dates.astype("datetime64[Y]").astype(int) + 1970).astype(np.int16)

    @cached_property
    def quarter(self) -> np.ndarray:
        """Quarters since 1970 of every day."""
        return (self.dates.astype("datetime64[M]").astype(int) // 3).astype(np.int16)

    @cached_property
    def log_season(self) -> np.ndarray:
        day_of_year = (self.dates - self.dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(int)
        return self.season * np.cos(2 * np.pi * (day_of_year - 196) / 365.25)

    @cached_property
    def log_shock(self) -> np.ndarray:
        """Log of the factor on low-level arrests by day: a sudden drop that recovers over 15 months to a
        third."""
        since = np.arange(len(self.dates)) - self.day(self.shock_day)
        recovered = np.clip(since / 456, 0, 1)
        drop = np.where(since < 0, 0.0, self.shock * (1 - recovered * 2 / 3))
        return np.log1p(-drop)

    @cached_property
    def ramp(self) -> np.ndarray:
        """Relative readiness of officers to divert by day: a pilot, a slow first year, then full
        operation."""
        d = np.arange(len(self.dates))
        start = self.day(self.accrual_start)
        ramp = np.interp((d - start) / 365.25, [0.0, 1.0, 2.0, 3.0], [0.30, 0.45, 0.9, 1.1])
        pilot = (d >= self.day(self.pilot_start)) & (d < start)
        return np.where(d < self.day(self.pilot_start), 0.0, np.where(pilot, 0.12, ramp))

    def log_age(self, age: np.ndarray) -> np.ndarray:
        """Log hazard by age (nobody is arrested below 16)."""
        z = (np.clip(age, 16, 85) - 35) / 10.0
        if self.confounding == "nonlinear":
            out = 0.20 - 0.10 * z - 0.24 * z**2
        else:
            out = self.age_slope * z + self.age_curve * z**2
        return np.where(age < 16, -60.0, out)

    @cached_property
    def log_history(self) -> tuple[np.ndarray, np.ndarray]:
        """Log hazard by the number of events in the last 365 and the last 730 days (0 to MAX_COUNT)."""
        lg = np.log1p(np.arange(MAX_COUNT + 1)) * float(
            np.interp(self.rows_per_person or 1, _ROWS, _HISTORY_BY_ROWS)
        )
        if self.confounding == "nonlinear":
            return 0.20 * lg, 0.10 * lg + 0.24 * lg**2
        return self.recent_365 * lg, self.recent_730 * lg

    @property
    def rate(self) -> float:
        """The base rate, scaled for the wished number of rows a person."""
        return self.base_rate * float(np.interp(self.rows_per_person or 1, _ROWS, _RATE_BY_ROWS))

    @property
    def eligible_share(self) -> float:
        """Share of other kinds of events that are eligible ones instead, for the wished number of rows a
        person."""
        return float(np.interp(self.rows_per_person or 1, _ROWS, _SHARE_BY_ROWS))
