"""A made-up release file in the form of the real one, for looking at reports and for testing them.

Sizes, effects, suppression, long names and missing tables are arguments; the same arguments give the same
numbers. Nothing in it is drawn from real people.
"""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

HORIZONS = (90, 180, 365, 730)
OUTCOMES = {  # one-year risk in the comparison arm
    "new_offense": 0.46,
    "any_arrest": 0.55,
    "warrant": 0.17,
    "supervision": 0.06,
    "prior_offense": 0.04,
    "felony": 0.14,
    "misdemeanor": 0.27,
    "citation": 0.09,
    "drug": 0.24,
    "prostitution": 0.03,
    "property": 0.15,
    "violent": 0.05,
}
DESIGNS = ("concurrent_area", "concurrent_undiverted", "historical")
EFFECTS = {"benefit": -0.08, "null": 0.0, "harm": 0.09, "withheld": -0.08, "close": -0.002, "none": 0.0}
Z = 1.959963984540054


VARIANTS: dict[str, dict[str, Any]] = {
    "n300": {},
    "n60": {"n": 60},
    "n3000": {"n": 3000},
    "n60_much": {"n": 60, "suppression": "much"},
    "n300_much": {"suppression": "much"},
    "null": {"effect": "null", "n": 200},
    "harm": {"effect": "harm", "n": 1000},
    "close": {"effect": "close", "n": 3000},
    "withheld": {"effect": "withheld"},
    "long_names": {"long_names": True},
    "arrests_only": {
        "effect": "none",
        "missing": (
            "engagement_funnel",
            "equity_effects",
            "cost_avoidance",
            "cost_summary",
            "balance",
            "propensity_overlap",
            "effects",
            "sensitivity",
        ),
    },
    "bare": {
        "missing": (
            "engagement_funnel",
            "equity_effects",
            "cost_avoidance",
            "cost_summary",
            "balance",
            "propensity_overlap",
            "sensitivity",
            "incidence_curves",
            "mean_cumulative_curves",
            "arrest_volume",
            "context_events",
            "row_ledger",
            "run_manifest",
            "attrition",
        )
    },
    "no_costs": {
        "missing": ("cost_avoidance", "cost_summary"),
        "costs_illustrative": False,
        "fictional": False,
    },
}


class _Rows:
    """Long rows of one table."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        grain: dict[str, Any],
        measures: dict[str, float | None],
        facts: dict[str, Any] | None = None,
        status: str = "shown",
    ) -> None:
        for measure, value in measures.items():
            missing = value is None or (isinstance(value, float) and math.isnan(value))
            here = status if status != "shown" else ("not_estimable" if missing else "shown")
            self.rows.append(
                {
                    **grain,
                    **(facts or {}),
                    "measure": measure,
                    "value": None if here != "shown" else float(value),
                    "value_status": here,
                }
            )

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows)


def _wilson(p: float, n: float) -> tuple[float, float]:
    if n <= 0:
        return float("nan"), float("nan")
    centre, spread = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0.0, (centre - spread) / (1 + Z * Z / n)), min(1.0, (centre + spread) / (1 + Z * Z / n))


def _risk(base: float, horizon: int) -> float:
    return 1 - (1 - base) ** ((horizon / 365) ** 0.8)


def _access(n: int, r5: Any, hide: Any) -> dict[str, pd.DataFrame]:
    """Gaps, course of engagement and grant measures: shapes as released, numbers made up."""
    gaps, offers, steps, course, grant = _Rows(), _Rows(), _Rows(), _Rows(), _Rows()
    for i, group in enumerate(("Black", "other", "unknown", "White")):
        grain = {"group_by": "race", "group": group, "reference_group": "Black"}
        status = "shown" if n * (0.55, 0.07, 0.04, 0.34)[i] >= 40 else "suppressed_primary"
        gap = 0.041 * i if i else None
        limits = {"lower": gap - 0.07, "upper": gap + 0.08} if i else {"lower": None, "upper": None}
        for stage in ("offered", "accepted", "intake", "engaged"):
            for share_of in ("stage_before", "eligible"):
                gaps.add(
                    {"stage": stage, **grain, "share_of": share_of},
                    {
                        "difference": gap,
                        **{f"difference_{k}": v for k, v in limits.items()},
                        "ratio": 1 + gap * 3 if i else None,
                        "ratio_lower": 0.71 if i else None,
                        "ratio_upper": 1.93 if i else None,
                    },
                    status=status,
                )
            if i:
                steps.add(
                    {**grain, "stage": stage, "share_of": "stage_before"},
                    {"log_ratio": 0.11, "log_ratio_lower": -0.2, "log_ratio_upper": 0.4, "points": gap / 4},
                    status=status,
                )
        if i:
            steps.add(
                {**grain, "stage": "engaged", "share_of": "eligible"},
                {"log_ratio": 0.44, "log_ratio_lower": -0.2, "log_ratio_upper": 1.1, "points": gap},
                status=status,
            )
        offers.add(
            grain,
            {
                **{f"raw_{k}": v for k, v in (("difference", gap), *limits.items())},
                **{f"adjusted_{k}": v for k, v in (("difference", gap and gap / 2), *limits.items())},
                "minimum_detectable": 0.087 if i else None,
            },
            {"adjusted_for": "charge category", "note": ("reference", "insufficient_data", None, None)[i]},
            status=status,
        )
    for name in ("intake", "first_contact", "left_after_intake", "gap_in_service"):
        for k, day in enumerate((30, 60, 90) if name == "gap_in_service" else (30, 90, 180, 365)):
            share = 0.2 + 0.17 * k
            low, high = _wilson(share, n)
            course.add(
                {"door": "all", "course": name, "day": day},
                {"n_people": r5(n), "n_events": r5(n * share), "share": share, "ci_lower": low, "ci_upper": high},
                status=hide(n * share),
            )
    for period, kind in [(f"2025-Q{q}", "quarter") for q in (1, 2, 3, 4)] + [("all periods", "all")]:
        for name, share in (("referred", 1.0), ("declined", 0.2), ("contacts", 4.0), ("followed", 1.0), ("deaths", 0.01)):
            count = n * share * (1 if kind == "all" else 0.22)
            grant.add(
                {"period": period, "measure_name": name, "group_by": "overall", "group": "all"},
                {"numerator": r5(count), "denominator": None, "n_people": r5(count), "share": None},
                {"period_kind": kind, "unit": "people", "is_complete": period != "2025-Q4",
                 "definition": "What is counted, in words."},
                status=hide(count),
            )
    return {
        "access_gaps": gaps.frame(), "offer_gaps": offers.frame(), "access_steps": steps.frame(),
        "engagement_course": course.frame(), "grant_measures": grant.frame(),
    }


def _more_costs(status: str) -> dict[str, pd.DataFrame]:
    """Acceptability, other assumptions, the programme's cost, and the outlook."""
    curve, scenarios, programme, outlook = _Rows(), _Rows(), _Rows(), _Rows()
    where = {"door": "arrest_diversion", "comparison_design": "concurrent_area", "horizon_days": 365}
    for basis, slope in (("marginal", 4e-6), ("average", 8e-6)):
        for worth in (0, 500, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000):
            grain = {**where, "basis": basis, "perspective": "taxpayer", "willingness_usd": worth}
            curve.add(grain, {"probability_acceptable": min(0.04 + slope * worth, 0.97)}, status=status)
    for name, rate, net in (("main", 0.03, -3100.0), ("no_discount", 0.0, -3150.0), ("higher_discount", 0.05, -3070.0),
                            ("highest_discount", 0.07, -3040.0), ("with_startup", 0.03, -3900.0)):
        scenarios.add({**where, "basis": "marginal", "perspective": "taxpayer", "scenario": name},
                      {"discount_rate": rate, "net_usd": net, "ci_lower": net - 900, "ci_upper": net + 900,
                       "probability_net_positive": 0.03}, status=status)
    for kind, payer, amount in (("startup", "all", 980.0), ("startup", "city", 980.0), ("steady_state", "all", 5200.0),
                                ("steady_state", "city", 3900.0), ("steady_state", "state", 1300.0)):
        programme.add({**where, "kind": kind, "payer": payer},
                      {"per_person_usd": amount, "per_participant_usd": amount * 1.5, "per_participant_month_usd": amount / 5,
                       "participants_per_person": 0.66, "months_per_person": 4.8, "discounted_months_per_person": 4.7,
                       "discounted_programme_years_per_person": 0.02, "price_year": 2025.0}, status=status)
    for horizon, passed, remedy in ((365, True, None), (730, False, "wait")):
        outlook.add({**where, "horizon_days": horizon, "diagnostics_passed": str(passed).lower(), "remedy": remedy},
                    {"people_for_a_clear_sign": 480.0 if passed else None, "publishable_year": None if passed else 2026.0,
                     "publishable_quarter": None if passed else 2.0}, status="shown")
    return {"cost_acceptability": curve.frame(), "cost_scenarios": scenarios.frame(), "programme_costs": programme.frame(),
            "cost_outlook": outlook.frame()}


def write_release(
    path: Path,
    *,
    n: int = 300,
    effect: str = "benefit",
    suppression: str = "none",
    long_names: bool = False,
    missing: tuple[str, ...] = (),
    costs_illustrative: bool = True,
    fictional: bool = True,
    seed: int = 7,
) -> Path:
    """Write a release with ``n`` diverted people. Returns ``path``.

    effect: benefit, null, harm, withheld, close or none (a site without a LEAD cohort); suppression: none or
    much; missing: names of tables left out.
    """
    rng = np.random.default_rng(seed + n)
    min_cell = 11
    site = "Patapsco County"
    programme = "Patapsco LEAD"
    districts = ["Central", "Eastern", "Western"]
    if long_names:
        site = (
            "The Consolidated City and County of Upper Patapsco-on-the-Chesapeake and Its Unincorporated"
            " Townships"
        )
        programme = (
            "Upper Patapsco Community Partnership for Law Enforcement Assisted Diversion and Re-Entry (LEAD)"
        )
        districts = [
            "North-Central Neighbourhood Policing District and Harbour Precinct",
            "Far Eastern Division",
            "Western & South-Western Combined Command",
        ]
    tables: dict[str, pd.DataFrame] = {}
    shift = EFFECTS[effect]
    lead_people = n if effect != "none" else 0
    comparison_people = max(60, 3 * n)

    def hide(count: float | None, total: float | None = None) -> str:
        """Primary rule, and with much suppression a good share of the rest."""
        if count is not None and 0 < round(count) < min_cell:
            return "suppressed_primary"
        if total is not None and count is not None and 0 < round(total - count) < min_cell:
            return "suppressed_primary"
        if suppression == "much" and rng.random() < 0.45:
            return "suppressed_complementary"
        return "shown"

    def r5(x: float) -> float:
        return float(5 * round(x / 5))

    # -- rates ---------------------------------------------------------------------------------------
    rates, risks = _Rows(), {}
    groups = []
    if lead_people:
        groups += [
            ("lead", "arrest_diversion", None, lead_people, lead_people),
            ("lead", "social_contact", None, round(0.6 * n), round(0.6 * n)),
            ("lead", "community", None, round(0.1 * n), round(0.1 * n)),
        ]
    groups += [("comparison", None, d, comparison_people, round(comparison_people * 1.4)) for d in DESIGNS]
    for arm, door, design, people, trials in groups:
        for outcome, base in OUTCOMES.items():
            for horizon in HORIZONS:
                observed = round(trials * {90: 0.99, 180: 0.97, 365: 0.92, 730: 0.66}[horizon])
                scale = 1.0
                if arm == "lead":
                    scale = (
                        1 + shift / OUTCOMES["new_offense"]
                        if outcome not in ("warrant", "supervision")
                        else 1.03
                    )
                p = min(0.97, max(0.0, _risk(base, horizon) * scale))
                events = rng.binomial(observed, p) if observed else 0
                rate = events / observed if observed else None
                low, high = _wilson(rate, observed / 1.2) if observed else (None, None)
                risks[(arm, door, design, outcome, horizon)] = rate
                arrests = rng.poisson(observed * p * 1.6) if observed else 0
                years = observed * horizon / 365.25 * 0.94
                epy = arrests / years if years else None
                status = hide(events, observed)
                grain = {
                    "arm": arm,
                    "door": door,
                    "comparison_design": design,
                    "outcome": outcome,
                    "horizon_days": horizon,
                }
                rates.add(grain, {"n_trials": r5(trials), "n_people": r5(people), "n_observed": r5(observed)})
                half = 1.96 * math.sqrt(max(arrests, 1)) / years if years else None
                rates.add(
                    grain,
                    {
                        "n_rearrested": r5(events),
                        "rate": rate,
                        "rate_lower": low,
                        "rate_upper": high,
                        "arrest_events": r5(arrests),
                        "person_years": years,
                        "events_per_person_year": epy,
                        "epy_lower": max(0.0, epy - half) if epy is not None else None,
                        "epy_upper": epy + half if epy is not None else None,
                        "cumulative_incidence": rate,
                        "ci_lower": low,
                        "ci_upper": high,
                    },
                    status=status,
                )
    tables["rearrest_rates"] = rates.frame()

    # -- attrition -------------------------------------------------------------------------------------
    attrition = _Rows()
    steps = {
        "lead": (
            "candidates",
            "far_link",
            "outside_accrual",
            "not_eligible",
            "under_age",
            "outside_area",
            "referral_quarantined",
            "lookback_not_covered",
            "dead_before_index",
        ),
        "comparison": (
            "candidates",
            "diverted_without_referral",
            "referred_before",
            "referral_quarantined",
            "lookback_not_covered",
            "dead_before_index",
        ),
    }
    for arm, door, design, people, trials in groups:
        left_t, left_p = round(trials * 1.5), round(people * 1.45)
        for i, step in enumerate(steps[arm], start=1):
            last = i == len(steps[arm])
            out_t = (
                left_t if i == 1 else max(trials, round(left_t - (left_t - trials) * rng.uniform(0.2, 0.6)))
            )
            out_p = (
                left_p if i == 1 else max(people, round(left_p - (left_p - people) * rng.uniform(0.2, 0.6)))
            )
            if last:
                out_t, out_p = trials, people
            grain = {"arm": arm, "door": door, "comparison_design": design, "step_number": i, "step": step}
            attrition.add(
                grain,
                {
                    "n_in": r5(left_t),
                    "n_out": r5(out_t),
                    "n_people_in": r5(left_p),
                    "n_people_out": r5(out_p),
                },
            )
            attrition.add(grain, {"n_excluded": r5(left_t - out_t)}, status=hide(left_t - out_t))
            attrition.add(grain, {"n_people_excluded": r5(left_p - out_p)}, status=hide(left_p - out_p))
            left_t, left_p = out_t, out_p
    tables["attrition"] = attrition.frame()

    # -- balance ----------------------------------------------------------------------------------------
    balance = _Rows()
    covariates = [
        ("age", None, 3.3),
        ("age_spline1", None, 0.4),
        ("sex", "female", 0.36),
        ("sex", "male", 0.62),
        ("sex", "unknown", 0.02),
        ("race", "Black", 0.55),
        ("race", "White", 0.34),
        ("race", "other", 0.07),
        ("race", "unknown", 0.04),
        ("index_category", "drug_possession", 0.71),
        ("index_category", "prostitution", 0.11),
        ("index_category", "property", 0.18),
        ("index_severity", "misdemeanor", 0.74),
        ("index_severity", "citation", 0.26),
        ("log_prior_arrests", None, 1.4),
        ("log_prior_arrests_squared", None, 2.6),
        ("race=Black:log_prior_drug_arrests", None, 0.5),
        ("prior_new_offense_arrests", None, 2.5),
        ("prior_felony_arrests", None, 0.7),
        ("prior_drug_arrests", None, 1.4),
        ("prior_warrant_arrests", None, 0.9),
        ("prior_arrests_30d", None, 0.2),
        ("prior_arrests_90d", None, 0.6),
        ("prior_arrests_365d", None, 1.9),
        ("prior_eligible_arrests", None, 1.1),
        ("days_since_last_arrest", None, 181.0),
        ("index_quarter", "2020-Q4", 0.12),
        ("index_quarter", "2021-Q1", 0.1),
        ("index_quarter", "2021-Q2", 0.11),
        ("index_quarter", "2021-Q3", 0.13),
        ("prior_custody_days", None, 21.0),
    ]
    if lead_people:
        for design in DESIGNS:
            for weighting in ("unweighted", "entropy_balance"):
                for covariate, level, mean in covariates:
                    smd = (
                        float(rng.normal(0.12, 0.16))
                        if weighting == "unweighted"
                        else float(rng.normal(0, 0.012))
                    )
                    spread = math.sqrt(mean * (1 - mean)) if level else mean * 0.7
                    cls = (
                        "satisfied"
                        if abs(smd) <= 0.05
                        else ("adjust" if abs(smd) <= 0.25 else "not_satisfied")
                    )
                    status = hide(mean * n if level else None)
                    balance.add(
                        {
                            "door": "arrest_diversion",
                            "comparison_design": design,
                            "weighting": weighting,
                            "covariate": f"{covariate}={level}" if level else covariate,
                        },
                        {
                            "mean_lead": mean,
                            "mean_comparison": mean - smd * spread,
                            "smd": smd,
                            "variance_ratio": None if level else float(rng.uniform(0.8, 1.25)),
                        },
                        {"wwc_class": cls},
                        status,
                    )
    else:
        balance.add({"door": None, "comparison_design": None, "weighting": None, "covariate": None}, {})
    tables["balance"] = balance.frame()

    overlap = _Rows()
    for design in DESIGNS if lead_people else ():
        for band in range(10):
            lead, other = (math.comb(9, band) * p**band * (1 - p) ** (9 - band) for p in (0.52, 0.42))
            overlap.add(
                {
                    "door": "arrest_diversion",
                    "comparison_design": design,
                    "weighting": "unweighted",
                    "covariate": f"preference_score_{design}={band / 10:.1f} to {(band + 1) / 10:.1f}",
                },
                {"mean_lead": lead, "mean_comparison": other},
                None,
                hide(min(lead, other) * n),
            )
    tables["propensity_overlap"] = overlap.frame()

    # -- effects, sensitivity -----------------------------------------------------------------------------
    effects, sensitivity = _Rows(), _Rows()
    withheld = "balance;negative_control" if effect == "withheld" else None

    def contrast(lead: float, comparison: float, bias: float = 0.0) -> tuple[float, float]:
        difference = lead - comparison + bias
        n1, n0 = max(lead_people * 0.92, 5), max(comparison_people * 0.5, 5)
        return difference, math.sqrt(lead * (1 - lead) / n1 + comparison * (1 - comparison) / n0 + 1e-6)

    if lead_people:
        for design in DESIGNS:
            for outcome, base in OUTCOMES.items():
                for horizon in HORIZONS:
                    lead = risks[("lead", "arrest_diversion", None, outcome, horizon)]
                    goal = shift * _risk(base, horizon) / OUTCOMES["new_offense"]
                    noise = float(rng.normal(0, 0.2)) * math.sqrt(base / n)
                    estimators = ["entropy_balance"]
                    if outcome in ("new_offense", "any_arrest"):
                        estimators += [
                            "unadjusted",
                            "logistic_att",
                            "overlap",
                            "matching",
                            "aipw",
                            "aalen_johansen",
                        ]
                    for estimator in estimators:
                        comparison = min(0.98, max(0.005, lead - goal - noise))
                        bias = {"unadjusted": 0.03}.get(estimator, float(rng.normal(0, 0.006)))
                        if estimator == "entropy_balance":
                            bias = 0.0
                        estimate, se = contrast(lead, comparison, bias)
                        if effect == "close":
                            estimate, se = estimate * 0.2, 0.008
                        status = (
                            "diagnostics_failed"
                            if withheld and estimator != "unadjusted"
                            else (
                                "suppressed_primary"
                                if lead * n < min_cell
                                else (
                                    "suppressed_complementary"
                                    if suppression == "much"
                                    and outcome != "new_offense"
                                    and rng.random() < 0.5
                                    else "shown"
                                )
                            )
                        )
                        grain = {
                            "door": "arrest_diversion",
                            "comparison_design": design,
                            "population": "intention_to_divert",
                            "outcome": outcome,
                            "horizon_days": horizon,
                            "estimator": estimator,
                        }
                        facts = {
                            "estimand": "ATT",
                            "diagnostics_passed": withheld is None,
                            "withheld_reason": withheld,
                            "note": "ridged_balance"
                            if n < 100 and (estimator, outcome, horizon) == ("entropy_balance", "any_arrest", 365)
                            else None,
                        }
                        p = math.erfc(abs(estimate / se) / math.sqrt(2))
                        effects.add(
                            {**grain, "effect_measure": "risk_difference"},
                            {
                                "estimate": estimate,
                                "std_error": se,
                                "ci_lower": estimate - Z * se,
                                "ci_upper": estimate + Z * se,
                                "minimum_detectable": 2.8 * se,
                                "p_value": p,
                            },
                            facts,
                            status,
                        )
                        effects.add(
                            {**grain, "effect_measure": "risk_difference"},
                            {
                                "n_lead": r5(lead_people),
                                "n_comparison": r5(comparison_people * 1.3),
                                "ess_comparison": comparison_people * 0.55,
                            },
                            facts,
                        )
                        ratio = lead / max(lead - estimate, 0.01)
                        spread = se / max(lead, 0.02)
                        effects.add(
                            {**grain, "effect_measure": "risk_ratio"},
                            {
                                "estimate": ratio,
                                "std_error": spread,
                                "ci_lower": ratio * math.exp(-Z * spread),
                                "ci_upper": ratio * math.exp(Z * spread),
                                "p_value": p,
                            },
                            facts,
                            status,
                        )
            effects.add(
                {
                    "door": "arrest_diversion",
                    "comparison_design": design,
                    "population": "intention_to_divert",
                    "outcome": "any_arrest",
                    "horizon_days": 365,
                    "estimator": "entropy_balance",
                    "effect_measure": "mean_count_difference",
                },
                {
                    "estimate": shift * 3,
                    "std_error": 4 / math.sqrt(n),
                    "ci_lower": shift * 3 - 8 / math.sqrt(n),
                    "ci_upper": shift * 3 + 8 / math.sqrt(n),
                    "p_value": 0.2,
                },
                {"estimand": "ATT", "diagnostics_passed": withheld is None, "withheld_reason": withheld},
                "diagnostics_failed" if withheld else "shown",
            )
        for population in ("engaged_ccw", "engaged_landmark"):
            effects.add(
                {
                    "door": "arrest_diversion",
                    "comparison_design": "concurrent_area",
                    "population": population,
                    "outcome": "new_offense",
                    "horizon_days": 365,
                    "estimator": "entropy_balance",
                    "effect_measure": "risk_difference",
                },
                {
                    "estimate": shift * 1.3,
                    "std_error": 1.5 / math.sqrt(n),
                    "ci_lower": shift * 1.3 - 2.9 / math.sqrt(n),
                    "ci_upper": shift * 1.3 + 2.9 / math.sqrt(n),
                    "p_value": 0.3,
                },
                {
                    "estimand": "per protocol",
                    "diagnostics_passed": withheld is None,
                    "withheld_reason": withheld,
                },
                "diagnostics_failed" if withheld else "shown",
            )
        main = next(
            r
            for r in effects.rows
            if r["estimator"] == "entropy_balance"
            and r["outcome"] == "new_offense"
            and r["horizon_days"] == 365
            and r["comparison_design"] == "concurrent_area"
            and r["effect_measure"] == "risk_difference"
            and r["measure"] == "estimate"
        )
        centre = main["value"] if main["value"] is not None else shift
        se = 0.9 / math.sqrt(n)
        for design in DESIGNS:
            for i, analysis in enumerate(
                (
                    "primary",
                    "unadjusted",
                    "logistic_att",
                    "overlap",
                    "matching",
                    "aipw",
                    "aalen_johansen",
                    "first_trial_only",
                    "exclude_ineligible",
                    "null_dates_are_prior",
                    "exclude_rediversion",
                    "eligibility_verified",
                    "censor_at_referral",
                    "negative_control",
                    "pre_accrual",
                    "placebo",
                )
            ):
                control = analysis in ("negative_control", "pre_accrual", "placebo")
                estimate = (0.0 if control else centre) + float(rng.normal(0, 0.25)) * se * (i > 0)
                low, high = estimate - Z * se, estimate + Z * se
                gap = 1 + abs(estimate) / 0.4
                nearest = 1 + max(0.0, min(abs(low), abs(high)) / 0.4) if low * high > 0 else 1.0
                sensitivity.add(
                    {
                        "door": "arrest_diversion",
                        "comparison_design": design,
                        "population": "intention_to_divert",
                        "outcome": "new_offense",
                        "horizon_days": 365,
                        "estimator": "entropy_balance",
                        "effect_measure": "risk_difference",
                        "analysis": analysis,
                    },
                    {
                        "estimate": estimate,
                        "ci_lower": low,
                        "ci_upper": high,
                        "e_value": None if control else gap + math.sqrt(gap * (gap - 1)),
                        "e_value_ci": None if control else nearest + math.sqrt(nearest * (nearest - 1)),
                    },
                    status="diagnostics_failed" if withheld and not control else "shown",
                )
    tables["effects"], tables["sensitivity"] = effects.frame(), sensitivity.frame()

    # -- curves ---------------------------------------------------------------------------------------------
    curves, means = _Rows(), _Rows()
    for arm, door, design, _people, trials in groups:
        for outcome in ("new_offense", "any_arrest"):
            for day in (*range(0, 730, 30), 365, 730):
                scale = 1 + shift / OUTCOMES["new_offense"] if arm == "lead" else 1.0
                at_risk = trials * (1 - _risk(OUTCOMES[outcome], day) * scale) * (1 - 0.3 * (day / 730) ** 2)
                ci = _risk(OUTCOMES[outcome], day) * scale
                se = math.sqrt(max(ci * (1 - ci), 1e-9) / max(trials, 1))
                status = "suppressed_primary" if at_risk < min_cell else "shown"
                grain = {
                    "arm": arm,
                    "door": door,
                    "comparison_design": design,
                    "weighting": "unweighted",
                    "outcome": outcome,
                    "day": day,
                }
                curves.add(
                    grain,
                    {
                        "cumulative_incidence": ci,
                        "ci_lower": max(0, ci - Z * se),
                        "ci_upper": ci + Z * se,
                        "n_at_risk": r5(at_risk),
                        "n_events": r5(trials * ci),
                        "n_censored": r5(trials * 0.3 * (day / 730) ** 2),
                    },
                    status=status,
                )
                mean = ci * 1.9
                means.add(
                    grain,
                    {
                        "mean_cumulative_count": mean,
                        "ci_lower": max(0, mean - 2.6 * se),
                        "ci_upper": mean + 2.6 * se,
                        "n_at_risk": r5(at_risk),
                    },
                    status=status,
                )
    tables["incidence_curves"], tables["mean_cumulative_curves"] = curves.frame(), means.frame()

    # -- engagement, equity
    # -----------------------------------------------------------------------------------
    funnel, equity = _Rows(), _Rows()
    splits = [
        ("all", "all", 1.0),
        ("sex", "female", 0.36),
        ("sex", "male", 0.62),
        ("sex", "unknown", 0.02),
        ("race", "Black", 0.55),
        ("race", "White", 0.34),
        ("race", "other", 0.07),
        ("race", "unknown", 0.04),
        ("age_band", "18-24", 0.2),
        ("age_band", "25-34", 0.38),
        ("age_band", "35-49", 0.3),
        ("age_band", "50+", 0.12),
        ("district", districts[0], 1.0),
    ]
    for group_by, group, share in splits:
        before = None
        current = 4 * n * share
        for stage in ("eligible", "offered", "accepted", "intake", "engaged"):
            factor = {"eligible": 1, "offered": 0.25, "accepted": 0.86, "intake": 0.71, "engaged": 0.66}[
                stage
            ]
            count = current * factor * (rng.uniform(0.92, 1.04) if stage != "eligible" else 1)
            if stage == "offered" and effect == "none":
                break
            ratio = min(1.0, count / before) if before else None
            low, high = _wilson(ratio, before) if before else (None, None)
            funnel.add(
                {"stage": stage, "group_by": group_by, "group": group},
                {"n": r5(count), "share_of_previous": ratio, "lower": low, "upper": high},
                status=hide(count, before),
            )
            before = current = count
    if lead_people:
        for group_by, group, share in splits[1:-1]:
            for outcome in ("new_offense",):
                se = 0.9 / math.sqrt(max(n * share, 3))
                estimate = shift + float(rng.normal(0, 0.5)) * se
                few = n * share < 40
                equity.add(
                    {
                        "door": "arrest_diversion",
                        "comparison_design": "concurrent_area",
                        "group_by": group_by,
                        "group": group,
                        "outcome": outcome,
                        "horizon_days": 365,
                    },
                    {
                        "estimate": estimate,
                        "ci_lower": estimate - Z * se,
                        "ci_upper": estimate + Z * se,
                        "shrunk_estimate": 0.4 * estimate + 0.6 * shift,
                        "shrunk_lower": shift - se,
                        "shrunk_upper": shift + se,
                        "interaction_p": 0.41,
                    },
                    {"note": "insufficient_data" if few else None},
                    "suppressed_primary"
                    if n * share < min_cell
                    else ("diagnostics_failed" if few or withheld else "shown"),
                )
    tables["engagement_funnel"], tables["equity_effects"] = funnel.frame(), equity.frame()

    # -- costs
    # ---------------------------------------------------------------------------------------------------
    avoidance, summary, tornado = _Rows(), _Rows(), _Rows()
    items = [
        ("index_processing", "city", 1.0, 412.0),
        ("arrest", "city", 0.31, 380.0),
        ("booking", "state", 0.26, 212.0),
        ("jail_day", "state", 4.4, 61.0),
        ("felony_filing", "courts", 0.06, 1480.0),
        ("misdemeanor_filing", "courts", 0.19, 520.0),
        ("prison_day", "state", 1.9, 48.0),
        ("ed_visit", "medicaid", -0.08, 690.0),
        ("induced_service", "medicaid", -3.0, 95.0),
    ]
    if lead_people:
        for horizon in (365, 730):
            gross: dict[str, float] = {}
            for item, payer, units, cost in items:
                sign = -shift / 0.08 if shift else 0.1
                units = (
                    units
                    * (sign if item not in ("index_processing", "induced_service") else 1)
                    * (1.5 if horizon == 730 else 1)
                )
                for basis, factor in (("marginal", 1.0), ("average", 2.3)):
                    amount = units * cost * factor
                    half = abs(amount) * 0.3 + 900 / math.sqrt(n) * 2
                    grain = {
                        "door": "arrest_diversion",
                        "comparison_design": "concurrent_area",
                        "horizon_days": horizon,
                        "item": item,
                        "payer": payer,
                        "basis": basis,
                    }
                    avoidance.add(
                        grain,
                        {
                            "units_avoided_per_person": units,
                            "units_lower": units - abs(units) * 0.4,
                            "units_upper": units + abs(units) * 0.4,
                            "unit_cost_usd": cost * factor,
                            "price_year": 2025.0,
                            "avoided_per_person_usd": amount,
                            "ci_lower": amount - half,
                            "ci_upper": amount + half,
                        },
                        status="diagnostics_failed" if withheld else "shown",
                    )
                    if basis == "marginal":
                        gross[payer] = gross.get(payer, 0.0) + amount
            avoidance.add(
                {
                    "door": "arrest_diversion",
                    "comparison_design": "concurrent_area",
                    "horizon_days": horizon,
                    "item": "crisis_contact",
                    "payer": "not_priced",
                    "basis": "not_priced",
                },
                {
                    "units_avoided_per_person": 0.05,
                    "units_lower": -0.02,
                    "units_upper": 0.12,
                    "unit_cost_usd": None,
                    "price_year": 2025.0,
                    "avoided_per_person_usd": None,
                    "ci_lower": None,
                    "ci_upper": None,
                },
                status="diagnostics_failed" if withheld else "shown",
            )
            gross["all"] = sum(gross.values())
            for payer, amount in sorted(gross.items()):
                programme_cost = (
                    {"all": 5200.0, "city": 3900.0, "state": 1300.0}.get(payer, 0.0) * horizon / 365
                )
                net = amount - programme_cost
                half = abs(amount) * 0.25 + 3000 / math.sqrt(n) * 2
                for perspective in ("taxpayer",):
                    summary.add(
                        {
                            "door": "arrest_diversion",
                            "comparison_design": "concurrent_area",
                            "horizon_days": horizon,
                            "payer": payer,
                            "basis": "marginal",
                            "perspective": perspective,
                        },
                        {
                            "gross_avoided_usd": amount,
                            "programme_cost_usd": programme_cost,
                            "net_usd": net,
                            "ci_lower": net - half,
                            "ci_upper": net + half,
                            "benefit_cost_ratio": amount / programme_cost if programme_cost else None,
                            "probability_net_positive": 0.5 * math.erfc(-net / half * 1.4),
                            "break_even": -0.16,
                        },
                        status="diagnostics_failed" if withheld else "shown",
                    )
            if horizon == 365:
                total = gross["all"] - 5200.0
                for name, reach in (
                    ("units of jail_day", 400.0),
                    ("unit cost of jail_day", 150.0),
                    ("units of arrest", 220.0),
                    ("unit cost of felony_filing", 90.0),
                    ("programme cost", 700.0),
                ):
                    tornado.add(
                        {
                            "door": "arrest_diversion",
                            "comparison_design": "concurrent_area",
                            "horizon_days": horizon,
                            "basis": "marginal",
                            "perspective": "taxpayer",
                            "parameter": name,
                        },
                        {"net_low_usd": total - reach, "net_high_usd": total + reach * 0.8},
                        status="diagnostics_failed" if withheld else "shown",
                    )
    if "cost_summary" not in missing:
        tables["cost_tornado"] = tornado.frame()
        if lead_people:
            tables |= _more_costs("diagnostics_failed" if withheld else "shown")
    tables["cost_avoidance"], tables["cost_summary"] = avoidance.frame(), summary.frame()

    # -- context, ledger, manifest
    # -----------------------------------------------------------------------------------
    volume = _Rows()
    for year in range(2018, 2026):
        for quarter in range(1, 5):
            for i, category in enumerate(
                ("drug_possession", "property", "violent", "prostitution", "public_order")
            ):
                level = (900 if year < 2020 else 520) * (1 - 0.15 * i) * comparison_people / 900
                count = rng.poisson(level)
                volume.add(
                    {"quarter": f"{year}-Q{quarter}", "offense_category": category},
                    {"n_events": r5(count)},
                    status=hide(count) if suppression == "much" else "shown",
                )
    tables["arrest_volume"] = volume.frame()
    if "engagement_funnel" not in missing:
        tables |= _access(n, r5, hide)
    tables["context_events"] = pd.DataFrame(
        [
            {"event_date": dt.date(2020, 3, 18), "label": "Low-level charges no longer prosecuted"},
            {
                "event_date": dt.date(2022, 7, 1),
                "label": "State decriminalises paraphernalia"
                if not long_names
                else "State decriminalises the possession of paraphernalia and of residue, in phases",
            },
        ]
    )
    ledger = _Rows()
    for extract, rows in (
        ("arrests", 120 * n),
        ("referrals", 2 * n),
        ("engagements", 22 * n),
        ("custody", 14 * n),
        ("deaths", max(1, n // 4)),
    ):
        bad, repeated = round(rows * 0.011), round(rows * 0.004)
        ledger.add(
            {"extract": extract},
            {
                "rows_read": rows,
                "rows_loaded": rows - bad - repeated,
                "rows_quarantined": bad,
                "rows_duplicate": repeated,
                "rows_withdrawn": 0,
            },
        )
    tables["row_ledger"] = ledger.frame()
    tables["run_manifest"] = pd.DataFrame(
        [
            {"key": "seed", "value": "20200201"},
            {"key": "commit", "value": "0123456789abcdef0123456789abcdef01234567"},
            {"key": "version.duckdb", "value": "1.5.6"},
            {"key": "version.python", "value": "3.11.7"},
            {"key": "input.extracts/arrests_2014.csv.sha256", "value": "ab" * 32},
            {"key": "input.extracts/referrals.xlsx.sha256", "value": "cd" * 32},
        ]
    )
    manifest = {
        "site": site,
        "programme": programme,
        "data_through": "2025-12-31",
        "accrual_start": "2020-02-01",
        "accrual_end": "2024-12-31",
        "historical_start": "2016-01-01",
        "historical_end": "2020-01-31",
        "data_from": "2014-01-01",
        "primary_horizon_days": "365",
        "horizons_days": "90,180,365,730",
        "lookback_days": "730",
        "link_within_days": "7",
        "min_age": "18",
        "eligibility_rule_1": "drug_possession: misdemeanor, citation to 2023-06-30",
        "eligibility_rule_2": "prostitution: misdemeanor",
        "exclude_categories": "violent, weapons",
        "intake_within_days": "30",
        "min_contacts": "2",
        "engaged_within_days": "60",
        "primary_design": "concurrent_area",
        "min_cell": "11",
        "round_to": "5",
        "recurring": "true",
        "finest_period": "quarter",
        "price_year": "2025",
        "discount_rate": "0.03",
        "perspective": "taxpayer",
        "contract_version": "1.0",
        "seed": "20200201",
        "threshold_minimum_people": "30",
        "threshold_balance_smd": "0.1",
        "threshold_maximum_mde": "0.3",
        "threshold_minimum_follow_up_share": "0.8",
        "has_areas": "true",
        "has_referrals": "true" if effect != "none" else "false",
        "has_engagements": "true",
        "has_custody": "true",
        "has_deaths": "true",
        "has_court_cases": "false",
        "has_health_events": "false",
        "has_costs": "true",
        "programme_areas": districts[0],
        "comparison_areas": ", ".join(districts[1:]),
        "fictional": str(fictional).lower(),
        "costs_illustrative": str(costs_illustrative).lower(),
    }
    tables["release_manifest"] = pd.DataFrame([{"key": k, "value": v} for k, v in manifest.items()])
    tables["release_schema"] = pd.DataFrame(
        [
            {"table_name": t, "measure": m, "rule": "count", "min_cell": min_cell}
            for t, frame in tables.items()
            if "measure" in frame.columns
            for m in sorted(set(frame["measure"]))
        ]
    )
    _write(path, {k: v for k, v in tables.items() if k not in missing})
    return path


def _write(path: Path, tables: dict[str, pd.DataFrame]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for name, frame in tables.items():
            if frame.empty and not len(frame.columns):
                connection.execute(
                    f'create table "{name}" (measure varchar, value double, value_status varchar)'
                )
                continue
            connection.register("incoming", frame)
            connection.execute(f'create table "{name}" as select * from incoming')
            connection.unregister("incoming")


if __name__ == "__main__":
    import sys

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out/synthetic")
    for name, options in VARIANTS.items():
        write_release(folder / name / "release.duckdb", **options)
