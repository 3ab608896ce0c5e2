"""The one builder of sentences about effects and refusals.

Three rules hold everywhere: a wide interval never becomes "no effect"; nothing is "caused" by a comparison
without random assignment; what is hidden, withheld or not estimable is said in words with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reports import formats as f
from reports import words as w
from reports.release import ABSENT, DIAGNOSTICS_FAILED, NOT_ESTIMABLE, SHOWN, Release, Value, derive

NOTHING = Value(None, ABSENT)
# an interval that keeps within this on both sides may be called close to no difference (a convention of the
# report)
CLOSE = Value(0.03, SHOWN, "convention: an interval within 3 of 100 on both sides is close to no difference")

REASONS = {
    "no_lead_cohort": "no person in these data was diverted at arrest within the accrual window",
    "no_comparison": "no comparison trials were left",
    "no_comparison_cohort": "no comparison trials were left",
    "too_few_people": "too few people could be followed to the horizon",
    "too_little_follow_up": "for too many people the horizon lies beyond the end of the data",
    "insufficient_data": "too few people belong to the group",
    "balance_infeasible": "no set of weights makes the two groups alike",
    "no_convergence": "the estimate did not converge",
    "separation": "the model has no finite solution",
    "monotone_likelihood": "the model has no finite solution",
    "no_variation": "everybody, or nobody, was re-arrested",
    "outcome_constant": "everybody, or nobody, was re-arrested",
    "arm_empty": "one of the groups is empty",
    "one_cluster": "one person alone stands behind a group",
    "not_estimable": "these data do not determine it",
    "small_sample": "too few people stand behind it",
    "too_few": "too few people stand behind it",
    "fewer_than_minimum": "too few people stand behind it",
    "few_at_risk": "too few people were still being followed at the horizon",
    "at_risk": "too few people were still being followed at the horizon",
    "follow_up": "too few people could have been followed to the horizon",
    "potential_follow_up": "too few people could have been followed to the horizon",
    "imbalance": "the two groups could not be made alike on what was measured",
    "balance": "the two groups could not be made alike on what was measured",
    "positivity": "some kinds of people were found in one group only",
    "positivity_failure": "some kinds of people were found in one group only",
    "overlap": "the two groups overlap too little",
    "ess": "after weighting, too few comparison people carry the result",
    "effective_sample_size": "after weighting, too few comparison people carry the result",
    "low_ess": "after weighting, too few comparison people carry the result",
    "negative_control": "the comparison fails on history that the programme can't have changed, so hidden "
    "differences are likely",
    "minimum_detectable_effect": "the sample could detect only an effect too large to be plausible",
    "underpowered": "the sample could detect only an effect too large to be plausible",
    "mde": "the sample could detect only an effect too large to be plausible",
    "infeasible": "no set of weights makes the two groups alike",
    "not_converged": "the estimate did not converge",
    "no_events": "no re-arrest was counted in a group",
    "zero_cell": "no re-arrest was counted in a group",
    "pooled_doors": "people without an arrest at time zero may not be pooled with arrests",
    "immortal_time": "counting only those who went on to engage would build survival into the comparison",
    "engaged_from_time_zero": "people who engaged had to stay free of re-arrest to do so, and counting them from "
    "time zero makes an effect where there is none",
    "index_looks_ahead": "the comparison's days were chosen by what came after them",
    "below_minimum": "too few people stand behind it",
    "ess_below_columns": "after weighting, too few comparison people carry the result for all that had to be made alike",
    "no_common_stratum": "no band of people holds both groups",
    "no_common_support": "the two groups have no kind of person in common",
    "too_few_engaged": "too few people engaged",
    "nobody_engaged": "nobody engaged in time",
    "no_engagements": "no record of contacts with case managers was given",
    "engagement_positivity": "some who engaged were very unlikely to, so that each would speak for many",
    "horizon_within_grace": "the horizon lies within the time that people have to engage",
    "no_pairs": "no two people of the groups are alike enough to be matched",
    "no_overdispersion": "the counts vary too little for this model",
    "no_events_lead": "no re-arrest was counted among the people diverted",
    "no_events_comparison": "no re-arrest was counted in the comparison",
    "scale_undefined": "no re-arrest was counted in a group",
    "cell_empty": "one of the groups is empty",
    "outcome_model_collinear": "the model has no finite solution",
    "balanced": "the outcome is decided by what was made alike",
    "suppressed": "small numbers stand behind it",
}


def reason_words(code: str | None) -> str:
    """A withheld_reason (one or more codes, by ; or ,) as a clause without a full stop."""
    if not code:
        return "the checks that decide before anyone looks were not passed"
    parts: list[str] = []
    separator = ";" if ";" in code else ("|" if "|" in code else ",")
    for raw in code.split(separator):
        key, _, rest = raw.strip().partition(":")
        words = REASONS.get(key.strip())
        if words is None:
            words = f.named(f.code_words(raw))
        elif rest.strip():
            words = f"{words} ({f.named(f.code_words(rest))})"
        if words and words not in parts:
            parts.append(words)
    return f.listed(parts)


def why_hidden(value: Value, withheld_reason: str | None, min_cell: Value) -> str:
    """A clause that says why there is no number."""
    if value.suppressed:
        return (
            f"it rests on small numbers (fewer than {f.count(min_cell)} people, or a figure that would give "
            "such a number away)"
        )
    if value.status == DIAGNOSTICS_FAILED:
        return reason_words(withheld_reason)
    if value.status == NOT_ESTIMABLE:
        return reason_words(withheld_reason) if withheld_reason else "these data do not determine it"
    return "the release holds no such figure"


@dataclass(frozen=True)
class Effect:
    """A contrast with its interval: difference of risks (lead − comparison), plus the risk of each arm."""

    estimate: Value
    lower: Value
    upper: Value
    outcome: str = "new_offense"
    horizon_days: int = 365
    design: str | None = None
    door: str = "arrest_diversion"
    lead_risk: Value = NOTHING
    comparison_risk: Value = NOTHING
    withheld_reason: str | None = None
    n_lead: Value = NOTHING
    n_comparison: Value = NOTHING
    ess: Value = NOTHING
    p_value: Value = NOTHING
    estimator: str = "entropy_balance"

    @property
    def verdict(self) -> str:
        """fewer, more, close, unclear, or hidden."""
        if not self.estimate.shown:
            return "hidden"
        if not (self.lower.shown and self.upper.shown):
            return "unclear"
        if float(self.upper) < 0:
            return "fewer"
        if float(self.lower) > 0:
            return "more"
        if max(abs(float(self.lower)), abs(float(self.upper))) <= float(CLOSE):
            return "close"
        return "unclear"

    @property
    def decimals(self) -> int:
        """Decimals for figures per 100, from the interval."""
        limits = [float(v) * 100 for v in (self.lower, self.upper) if v.shown]
        half = (limits[1] - limits[0]) / 2 if len(limits) == 2 else None
        d = f.places(half)
        return 1 if d == 0 and self.clash and half is not None and half < 3 else d

    @property
    def clash(self) -> bool:
        """Whether the arms, rounded to whole people, don't differ by the rounded difference."""
        if not (self.lead_risk.shown and self.comparison_risk.shown and self.estimate.shown):
            return False
        a, b, c = (round(float(v) * 100) for v in (self.lead_risk, self.comparison_risk, self.estimate))
        return a - b != c


def effect(
    release: Release,
    *,
    outcome: str | None = None,
    horizon: int | None = None,
    design: str | None = None,
    door: str = "arrest_diversion",
    estimator: str = "entropy_balance",
    population: str = "intention_to_divert",
) -> Effect:
    """The risk difference at a cell of ``effects``; its estimate has status ``absent`` if there is none."""
    outcome = outcome or primary_outcome(release)
    horizon = int(horizon or primary_horizon(release))
    design = design or primary_design(release)
    rows = effect_rows(
        release,
        measure="risk_difference",
        outcome=outcome,
        horizon_days=horizon,
        door=door,
        comparison_design=design,
        estimator=estimator,
        population=population,
    )
    lead = _one(
        release, "rearrest_rates", "rate", arm="lead", door=door, outcome=outcome, horizon_days=horizon
    )
    nothing = Value(None, ABSENT, f"effects[{outcome}, {horizon}, {design}]")
    if rows.empty:
        return Effect(
            nothing, nothing, nothing, outcome, horizon, design, door, lead_risk=lead, estimator=estimator
        )
    row = rows.iloc[0]

    def get(*names: str) -> Value:
        for name in names:
            if name in row.index and isinstance(row[name], Value) and row[name].status != ABSENT:
                return row[name]
        return Value(None, ABSENT, f"effects.{names[0]}")

    estimate = get("estimate")
    lead_risk = get("risk_lead", "lead_risk", "mean_lead")
    lead_risk = lead_risk if lead_risk.shown else lead
    comparison = get("risk_comparison", "comparison_risk", "mean_comparison")
    if not comparison.shown:
        comparison = derive("minus", lead_risk, estimate)
    return Effect(
        estimate,
        get("ci_lower"),
        get("ci_upper"),
        outcome,
        horizon,
        design,
        door,
        lead_risk,
        comparison,
        row.get("withheld_reason"),
        get("n_lead"),
        get("n_comparison"),
        get("ess_comparison"),
        get("p_value"),
        estimator,
    )


def effect_rows(release: Release, measure: str = "risk_difference", **dims: object):
    """Rows of ``effects`` of one measure (the wide form), whatever the release calls that column."""
    rows = release.wide("effects", **dims)
    if "effect_measure" in rows.columns:
        return rows[rows["effect_measure"] == measure]
    return rows


def rows_of_contrast(release: Release, e: Effect, measure: str = "risk_difference"):
    """Rows of ``effects`` that hold one measure of a contrast: one, where the release holds it."""
    return effect_rows(
        release,
        measure=measure,
        outcome=e.outcome,
        horizon_days=e.horizon_days,
        door=e.door,
        comparison_design=e.design,
        estimator=e.estimator,
        population="intention_to_divert",
    )


def detectable(release: Release, e: Effect) -> Value:
    """The minimum detectable difference of a contrast, where the release holds it."""
    rows = rows_of_contrast(release, e)
    if len(rows) != 1 or "minimum_detectable" not in rows.columns:
        return Value(None, ABSENT, "effects.minimum_detectable")
    return rows["minimum_detectable"].iloc[0]


def referrals_would_add() -> list[str]:
    """What a site without referrals would read once they come, and what a row of them has to hold."""
    return [
        "Access: how many of those who could have been diverted were offered it, accepted, came to intake and stayed, by sex, race, age "
        "and district.",
        "The main difference: of the diverted and of comparable people, how many were re-arrested for a new offence, with its interval, by "
        "horizon and by kind of arrest. It is shown where checks that were fixed beforehand are passed: balance, overlap, enough people "
        "and follow-up, and no difference where none may be.",
        "For whom it is larger or smaller, and how far it hangs on each choice of the analysis.",
        "What the programme cost and what it spared each payer, if unit costs and programme costs are given as well.",
        "A row of referrals has to hold the person's key as in the arrests, the date, the door and the decision. The number of the "
        "diverted arrest, where there was one, joins the two; the date of intake and the contacts say who stayed.",
        "The comparison can be made ready before they come: eligible arrests, areas and the analysis plan can be settled, and the plan "
        "frozen, while nobody has seen an outcome of the diverted.",
    ]


def design_in_short(release: Release) -> str:
    """The design, its sources and its dates in one breath; empty where nobody was diverted."""
    if not has_lead(release):
        return ""
    start, end = release.setting_date("accrual_start"), release.setting_date("accrual_end")
    delivered = [x.strip(" '\"[]") for x in (release.setting("extracts") or "").split(",")]
    sources = [w.EXTRACTS[x] for x in w.EXTRACTS if x in delivered and x != "control_totals"]
    link = release.setting_number("link_within_days")
    text = "A target trial emulated from routine records"
    text += f" ({f.listed(sources)})" if sources else ""
    text += ": everybody referred at an eligible arrest"
    text += f" from {f.date(start)} to {f.date(end)}" if start and end else ""
    text += (
        f" is followed from that arrest on, whether or not intake followed, and set against {w.label(w.DESIGNS, primary_design(release))},"
        " made alike by entropy balancing."
    )
    if link.shown:
        text += f" Referrals are linked to arrests by the arrest's number, else within {f.count(link)} days."
    return f"{text} The data end on {f.date(release.data_through)}."


def exact_balance_sentence(release: Release) -> str:
    """Whether the published balanced contrasts rest on an exact balance or on a ridge."""
    rows = effect_rows(release, door="arrest_diversion", population="intention_to_divert", estimator="entropy_balance")
    shown = rows[[v.shown for v in rows["estimate"]]] if len(rows) else rows
    if not len(shown) or "note" not in shown.columns:
        return ""
    of = f.count(f.as_value(len(shown), "rows of effects"))
    ridged = int((shown["note"] == "ridged_balance").sum())
    if not ridged:
        return f"In each of the {of} published balanced differences in risk the balance is exact."
    return (
        f"Exact balance was out of reach in {f.count(f.as_value(ridged, 'rows of effects'))} of the {of} published balanced "
        "differences in risk: there the weights are ridged, and leave the differences that the table of balance shows at "
        "the primary horizon."
    )


def _one(release: Release, table: str, measure: str, **dims: object) -> Value:
    rows = release.wide(table, **dims)
    if measure not in rows.columns or len(rows) != 1:
        return Value(None, ABSENT, f"{table}.{measure}")
    return rows[measure].iloc[0]


def primary_outcome(release: Release) -> str:
    return release.setting("primary_outcome", "new_offense") or "new_offense"


def primary_horizon(release: Release) -> int:
    number = release.setting_number("primary_horizon_days")
    return int(float(number)) if number.shown else 365


def primary_design(release: Release) -> str:
    """The declared primary design, else the first that has effects."""
    stated = release.setting("primary_design") or release.setting("primary")
    if stated:
        return stated
    rows = release.wide("effects")
    found = sorted({d for d in rows["comparison_design"] if d}) if "comparison_design" in rows.columns else []
    return found[0] if found else "concurrent_area"


def min_cell(release: Release) -> Value:
    return release.setting_number("min_cell")


# -- sentences -----------------------------------------------------------------------------------------


def _fewer_more(value: Value, decimals: int) -> str:
    if float(value) == 0:
        return "none"
    return f"{f.per_100(value, decimals)} {'fewer' if float(value) < 0 else 'more'}"


def interval_words(e: Effect, decimals: int | None = None) -> str:
    """'3 to 13 fewer', or 'from 4 fewer to 9 more' where it crosses nought."""
    d = e.decimals if decimals is None else decimals
    low, high = float(e.lower), float(e.upper)
    if high < 0:
        return f"{f.per_100(e.upper, d)} to {f.per_100(e.lower, d)} fewer"
    if low > 0:
        return f"{f.per_100(e.lower, d)} to {f.per_100(e.upper, d)} more"
    return f"from {_fewer_more(e.lower, d)} to {_fewer_more(e.upper, d)}"


def arms_sentence(e: Effect) -> str:
    """'Of 100 people diverted, about 38 were re-arrested ...; of 100 comparable people not diverted, about
    46.'"""
    clause = f"{w.label(w.OUTCOME_CLAUSE, e.outcome)} within {f.horizon(e.horizon_days)}"
    d = e.decimals
    who = w.label(w.DOORS, e.door).replace("diverted at arrest", "diverted")
    first = f"Of {f.of_100()} people {who}, about {f.per_100(e.lead_risk, d)} were re-arrested {clause}"
    if not e.lead_risk.shown:
        first = (
            f"How many of {f.of_100()} people {who} were re-arrested {clause} is {f.hidden_word(e.lead_risk)}"
        )
    if not e.comparison_risk.shown:
        return first + "."
    return (
        f"{first}; of {f.of_100()} comparable people who were not, about {f.per_100(e.comparison_risk, d)}."
    )


def _side(value: Value) -> str:
    return "fewer" if float(value) < 0 else "more"


def difference_sentence(e: Effect) -> str:
    """What the contrast says, by its interval. Never 'no effect', never 'caused'."""
    d, verdict = e.decimals, e.verdict
    if verdict == "hidden":
        return ""
    rounded = " (each figure is rounded on its own)" if d == 0 and e.clash else ""
    if verdict in ("fewer", "more"):
        return (
            f"That is a difference of {f.per_100(e.estimate, d)} {verdict}{rounded}, "
            f"{f.level()} interval {interval_words(e)}."
        )
    same = round(float(e.estimate) * 100, f.own_places(float(e.estimate) * 100, d)) == 0
    first = (
        "To this precision the two are the same"
        if same
        else f"The difference is {f.per_100(e.estimate, d)} {_side(e.estimate)}{rounded}"
    )
    if not (e.lower.shown and e.upper.shown):
        return f"{first}; there is no interval, so nothing can be concluded from it."
    if verdict == "close":
        return (
            f"{first}, and the {f.level()} interval, {interval_words(e)}, leaves room for a small difference "
            "only, in either direction."
        )
    return (
        f"{first}, but the {f.level()} interval reaches {interval_words(e)}: these data can't tell a fall "
        "from a rise, and that is not evidence that nothing changed."
    )


def withheld_sentence(e: Effect, cell: Value) -> str:
    """Why there is no comparison, in words."""
    clause = f"re-arrests {w.label(w.OUTCOME_CLAUSE, e.outcome)} within {f.horizon(e.horizon_days)}"
    against = w.DESIGNS.get(e.design or "", f.named(f.code_words(e.design)))
    if e.estimate.status == DIAGNOSTICS_FAILED:
        return (
            f"The comparison of {clause} with {against} is withheld: {reason_words(e.withheld_reason)}. "
            "A figure that fails these checks is not published, whatever it says."
        )
    if e.estimate.suppressed:
        return (
            f"The comparison of {clause} with {against} is hidden because "
            f"{why_hidden(e.estimate, e.withheld_reason, cell)}."
        )
    if e.estimate.status == NOT_ESTIMABLE:
        return (
            f"The comparison of {clause} with {against} can't be estimated: "
            f"{why_hidden(e.estimate, e.withheld_reason, cell)}."
        )
    return f"There is no comparison of {clause} with {against}: the release holds no such estimate."


_MORE_PEOPLE = ("too_few_people", "few_at_risk", "minimum_detectable_effect", "no_events_lead", "no_events_comparison")
_OTHERS = (
    "positivity", "balance", "imbalance", "overlap", "effective_sample_size", "low_ess", "ess_below_columns", "infeasible",
    "balance_infeasible", "no_common_support",
)  # fmt: skip


def way_out(release: Release, e: Effect) -> str:
    """What it would take before a hidden or withheld comparison could be shown; empty where nothing is known."""
    if e.estimate.suppressed:
        return (
            "More people: a share can be printed once no group behind it, re-arrested or not, and none that could be worked out from "
            f"the tables beside it, has fewer than {f.count(min_cell(release))} people. A longer accrual window or a further year brings "
            "them."
        )
    if e.estimate.status != DIAGNOSTICS_FAILED:
        return ""
    reasons = [x.strip() for x in str(e.withheld_reason).split(";")]
    return " ".join(dict.fromkeys(x for x in (_remedy(release, e, reason) for reason in reasons) if x))


def _remedy(release: Release, e: Effect, reason: str) -> str:
    """What mends one failed check."""

    def limit(name: str) -> Value:
        return release.setting_number(f"threshold_{name}")

    if reason == "negative_control":
        p = limit("negative_control_p")
        bar = f" (a p-value of {f.decimal(p)} or more)" if p.shown else ""
        return (
            "A comparison that passes the check: balanced on what happened earlier, the two groups must not differ in arrests of the "
            f"year before the index day, which no diversion can have changed{bar}. More people do not mend this. Other areas or another "
            "period may, or records of what officers acted on."
        )
    if reason == "too_little_follow_up":
        share = limit("minimum_follow_up_share")
        bar = f": {f.percent(share, decimals=0)} of each group or more" if share.shown else ""
        return f"Time: more people must have been followed for {f.horizon(e.horizon_days)} when the data end{bar}."
    if reason in _MORE_PEOPLE:
        people, least = limit("minimum_people"), limit("maximum_mde")
        bars = [f"at least {f.count(people)} in each group"] if people.shown else []
        bars += [f"so many that a difference of {f.per_100(least)} per {f.of_100()} would show"] if least.shown else []
        return f"More people followed for {f.horizon(e.horizon_days)}" + (f": {f.listed(bars)}" if bars else "") + "."
    if reason in _OTHERS:
        return (
            "More people like those diverted among those who were not: further areas or a longer period for the comparison. As it is, "
            "weights can't make the two groups alike without resting on a few people."
        )
    return ""


def effect_paragraph(e: Effect, cell: Value) -> str:
    """Arms and difference, or what can be said where there is no difference to show."""
    if e.verdict == "hidden":
        alone = ""
        if e.lead_risk.shown:
            alone = (
                f" Of {f.of_100()} people diverted, about {f.per_100(e.lead_risk, 0)} were re-arrested "
                f"{w.label(w.OUTCOME_CLAUSE, e.outcome)} within {f.horizon(e.horizon_days)}; by itself that "
                "says nothing about what diversion changed."
            )
        return withheld_sentence(e, cell) + alone
    return f"{arms_sentence(e)} {difference_sentence(e)}"


def headline(e: Effect, programme: str) -> str:
    """The finding as a title of a few words (no figure in it)."""
    clause = w.label(w.OUTCOME_CLAUSE, e.outcome)
    return {
        "fewer": f"Fewer people were re-arrested {clause} after diversion than among comparable people",
        "more": f"More people were re-arrested {clause} after diversion than among comparable people",
        "close": f"Re-arrest {clause} was much the same after diversion as among comparable people",
        "unclear": f"These data can't yet tell whether re-arrest {clause} fell or rose with diversion",
        "hidden": f"The comparison of re-arrest {clause} can't be shown",
    }[e.verdict]


def design_caveat(e: Effect) -> str:
    """What this comparison can't rule out, by design."""
    common = (
        "People were not assigned by lot. The groups were made alike on what the records hold; what they "
        "do not hold may still differ, so the difference is an association, read as an effect only as far "
        "as that holds."
    )
    special = {
        "concurrent_area": " One programme area is set against other areas, which makes it one treated unit: whatever "
        "else changed in one of them is part of the difference, and the interval does not speak of it.",
        "concurrent_undiverted": " In the same areas officers chose whom to divert, and their reasons are "
        "not all on record.",
        "historical": " The comparison people were arrested earlier: whatever changed over the years is part "
        "of the difference.",
    }
    return common + special.get(e.design or "", "")


def overturn_sentence(e: Effect, e_value: Value, e_value_ci: Value) -> str:
    """What it would take to overturn the finding (E-values), or why the question does not arise."""
    if e.verdict == "hidden":
        return "There is no published difference that could be overturned."
    if e.verdict == "close":
        return (
            f"The interval includes no difference and keeps within {f.per_100(CLOSE)} per {f.of_100()} on both sides; something "
            "not on record that hides a larger difference would overturn this."
        )
    if e.verdict == "unclear":
        return (
            "The interval already includes no difference; more people or longer follow-up would be needed "
            "before there is a finding to overturn."
        )
    if not e_value.shown:
        return "How strong a hidden difference would have to be to explain the finding away is not reported."
    text = (
        "To explain the difference away, something not on record would have to be linked with both "
        f"diversion and re-arrest by a factor of {f.decimal(e_value, 1)} each, beyond all that was balanced"
    )
    if e_value_ci.shown and float(e_value_ci) < 1.15:
        text += "; next to nothing would be enough to bring the interval to no difference"
    elif e_value_ci.shown:
        text += (
            f"; a factor of {f.decimal(e_value_ci, 1)} would be enough to bring the interval to no difference"
        )
    return text + "."


def money_sentence(net: Value, lower: Value, upper: Value, who: str, year: Value, basis: str) -> str:
    """The net cost avoidance per person in one sentence, honest about its sign and interval."""
    if not net.shown:
        return f"The balance for {who} is {f.hidden_word(net)}."
    half = (float(upper) - float(lower)) / 2 if lower.shown and upper.shown else None
    amount = f.dollars(derive("magnitude", net), half)
    text = f"For {who}, the programme "
    text += f"spared {amount} a person more than it cost" if float(net) >= 0 else f"cost {amount} a person more than it spared"
    text += f" ({basis} costs" + (f", {f.year(year)} dollars" if year.shown else "")
    if half is None:
        return text + "; no interval)."
    text += f"; {f.level()} interval of the balance {f.dollars(lower, half)} to {f.dollars(upper, half)})."
    if float(lower) < 0 < float(upper):
        text += " The interval includes both: these data can't tell which."
    return text


def shown_until(release: Release, outcome: str, door: str, design: str) -> int | None:
    """The longest horizon in days at which a contrast of this outcome is shown; None if at none."""
    rows = release.wide(
        "effects", outcome=outcome, door=door, comparison_design=design, population="intention_to_divert"
    )
    if rows.empty:
        return None
    rows = rows[rows["estimator"] != "unadjusted"]
    shown = [int(h) for h, v in zip(rows["horizon_days"], rows["estimate"]) if v.shown]
    return max(shown) if shown else None


def has_lead(release: Release, door: str = "arrest_diversion") -> bool:
    """Whether the release holds anybody diverted by this door."""
    effects = release.wide("effects", door=door)
    # a comparison of areas before and after counts all arrests of the programme's areas, diverted or not
    designs = effects.get("comparison_design", [])
    return not release.wide("rearrest_rates", arm="lead", door=door).empty or any(
        v.shown and float(v) > 0 for v, design in zip(effects.get("n_lead", []), designs) if design != "area_policy"
    )


def comparison_alone(release: Release, outcome: str | None = None, horizon: int | None = None) -> str:
    """What can be said of people arrested where nobody was diverted."""
    outcome, horizon = outcome or primary_outcome(release), int(horizon or primary_horizon(release))
    first = (
        "These data hold nobody who was diverted at an arrest, so nothing can be said about what diversion "
        "changed."
    )
    rows = release.wide("rearrest_rates", arm="comparison", outcome=outcome, horizon_days=horizon)
    main = rows[rows["comparison_design"] == primary_design(release)] if len(rows) else rows
    rows = main if len(main) else rows
    if rows.empty or not rows.iloc[0]["rate"].shown:
        return first
    row = rows.iloc[0]
    rate, low, high = row["rate"], row["rate_lower"], row["rate_upper"]
    half = (float(high) - float(low)) * 50 if low.shown and high.shown else None
    text = (
        f"What can be said: of {f.of_100()} arrests that could have been diverted, about "
        f"{f.per_100(rate, f.places(half))} were followed by a re-arrest "
        f"{w.label(w.OUTCOME_CLAUSE, outcome)} within "
        f"{f.horizon(horizon)}"
    )
    if half is not None:
        text += (
            f" ({f.level()} interval {f.per_100(low, f.places(half))} to {f.per_100(high, f.places(half))})"
        )
    return f"{first} {text}."


# -- rows that several parts of a report need --------------------------------------------------------------


def sensitivity_rows(release: Release, **dims: object):
    """Rows of ``sensitivity`` that are risk differences of the intention to divert."""
    rows = release.wide("sensitivity", **dims)
    if rows.empty:
        return rows
    if "effect_measure" in rows.columns:
        rows = rows[rows["effect_measure"] == "risk_difference"]
    if "population" in rows.columns:
        rows = rows[rows["population"] == "intention_to_divert"]
    return rows


@dataclass(frozen=True)
class Specification:
    """One analysis of the primary question: comparison, analysis, estimator, and its row."""

    design: str | None
    analysis: str
    estimator: str
    row: pd.Series
    is_primary: bool = False


def specifications(
    release: Release, outcome: str | None = None, horizon: int | None = None
) -> list[Specification]:
    """Every analysis of one question: the sensitivity analyses, and the other estimators of ``effects``.

    Bounds and negative controls are no estimates of the difference and stand apart. The primary analysis
    comes first, then house order; the same analysis is not listed twice.
    """
    outcome, horizon = outcome or primary_outcome(release), int(horizon or primary_horizon(release))
    main = primary_design(release)
    found: dict[tuple, Specification] = {}
    rows = sensitivity_rows(release, outcome=outcome, horizon_days=horizon)
    for _, row in rows.iterrows():
        name = str(row["analysis"])
        if (
            name in w.NEGATIVE_CONTROLS
            or name in w.BOUNDS
            or name in w.TESTS
            or row.get("door", "arrest_diversion") != "arrest_diversion"
        ):
            continue
        name = "primary" if name in ("main", "base") else name
        design, estimator = row.get("comparison_design"), str(row.get("estimator") or "entropy_balance")
        found[(design, name)] = Specification(
            design, name, estimator, row, name == "primary" and design == main
        )
    rows = effect_rows(
        release,
        outcome=outcome,
        horizon_days=horizon,
        door="arrest_diversion",
        population="intention_to_divert",
    )
    for _, row in rows.iterrows():
        estimator = str(row["estimator"])
        name = "primary" if estimator == "entropy_balance" else estimator
        design = row["comparison_design"]
        found.setdefault(
            (design, name), Specification(design, name, estimator, row, name == "primary" and design == main)
        )
    designs, analyses = (main, *w.DESIGNS), tuple(w.ANALYSES)

    def rank(spec: Specification) -> tuple:
        return (
            not spec.is_primary,
            designs.index(spec.design) if spec.design in designs else len(designs),
            analyses.index(spec.analysis) if spec.analysis in analyses else len(analyses),
            spec.analysis,
        )

    return sorted(found.values(), key=rank)


def funnel_rows(release: Release):
    """The funnel of everybody (no group)."""
    rows = release.wide("engagement_funnel")
    if rows.empty or "group_by" not in rows.columns:
        return rows
    return rows[[g is None or str(g) in w.TOTALS for g in rows["group_by"]]]


def equity_rows(release: Release, outcome: str | None = None, horizon: int | None = None):
    """Rows of ``equity_effects`` of the primary contrast."""
    rows = release.wide("equity_effects")
    if rows.empty:
        return rows
    outcome, horizon = outcome or primary_outcome(release), int(horizon or primary_horizon(release))
    rows = rows[(rows["outcome"] == outcome) & (rows["horizon_days"] == horizon)]
    if "comparison_design" in rows.columns:
        rows = rows[rows["comparison_design"] == primary_design(release)]
    if "door" in rows.columns:
        rows = rows[rows["door"] == "arrest_diversion"]
    return rows[~rows["group_by"].isin(unrecorded(rows))] if len(rows) else rows


def unrecorded(rows: pd.DataFrame) -> list[str]:
    """Kinds of groups that no record tells apart: everybody is 'unknown', which is no group."""
    if rows.empty or not {"group_by", "group"} <= set(rows.columns):
        return []
    return sorted(str(by) for by, part in rows.groupby("group_by") if set(part["group"].astype(str)) <= {"unknown"})


def cost_rows(release: Release, horizon: int | None = None, basis: str = "marginal"):
    """Counted items of ``cost_avoidance`` of the primary contrast, without rows that total payers."""
    return _is_counted(_cost(release.wide("cost_avoidance"), release, horizon, basis, totals=False))


def cost_summary_rows(release: Release, horizon: int | None = None, basis: str = "marginal"):
    """Rows of ``cost_summary`` of the primary contrast and the site's perspective, payer by payer and in
    all."""
    rows = _cost(release.wide("cost_summary"), release, horizon, basis, totals=None)
    if len(rows) and "perspective" in rows.columns and rows["perspective"].nunique() > 1:
        stated = release.setting("perspective", "taxpayer")
        own = rows[rows["perspective"] == stated]
        rows = own if len(own) else rows[rows["perspective"] == sorted(rows["perspective"])[0]]
    return rows


def cost_total(release: Release, horizon: int | None = None, basis: str = "marginal"):
    """The row of ``cost_summary`` over all payers, or None."""
    rows = cost_summary_rows(release, horizon, basis)
    if rows.empty:
        return None
    total = rows[[p is None or str(p) in w.TOTALS for p in rows["payer"]]]
    if len(total):
        return total.iloc[0]
    return rows.iloc[0] if len(rows) == 1 else None


def cost_horizon(release: Release) -> int:
    """The horizon of the money pages: the primary one where it is there, else the longest."""
    rows = release.wide("cost_summary")
    if rows.empty:
        rows = release.wide("cost_avoidance")
    found = sorted({int(h) for h in rows["horizon_days"]}) if "horizon_days" in rows.columns else []
    main = primary_horizon(release)
    return main if main in found or not found else found[-1]


UNPRICED = "not_priced"


def quantity_rows(release: Release, horizon: int | None = None):
    """One row an item of ``cost_avoidance``: quantities don't depend on payer or basis, and unpriced items
    count."""
    rows = _is_counted(_cost(release.wide("cost_avoidance"), release, horizon, None, totals=False))
    return rows.drop_duplicates("item") if len(rows) else rows


def unpriced_items(release: Release, horizon: int | None = None) -> list[str]:
    """Items whose quantity is known and whose unit cost was not given: named gaps."""
    rows = _is_counted(release.wide("cost_avoidance"))
    if rows.empty or "payer" not in rows.columns:
        return []
    return w.order(w.ITEM_ORDER, list(rows[rows["payer"] == UNPRICED]["item"]))


def uncounted_items(release: Release) -> list[str]:
    """Items that the extracts can't count: named gaps."""
    rows = release.wide("cost_avoidance")
    return w.order(w.ITEM_ORDER, list(rows[~_counts(rows)]["item"])) if len(rows) else []


def _counts(rows):
    if "note" not in rows.columns:
        return rows["item"].notna()
    return ~rows["note"].astype(str).str.startswith("not counted")


def _is_counted(rows):
    return rows[_counts(rows)] if len(rows) else rows


def tornado_rows(release: Release, horizon: int | None = None, basis: str = "marginal"):
    """Rows of ``cost_tornado`` of the primary contrast."""
    return _cost(release.wide("cost_tornado"), release, horizon, basis, totals=None)


def _of_perspective(name: str, release: Release, horizon: int | None, basis: str | None):
    rows = _cost(release.wide(name), release, horizon, basis, totals=None)
    own = rows[rows["perspective"] == release.setting("perspective", "taxpayer")] if len(rows) else rows
    return own if len(own) else rows


def acceptability_rows(release: Release, basis: str = "marginal"):
    """Points of ``cost_acceptability`` of the primary contrast and the site's perspective."""
    return _of_perspective("cost_acceptability", release, None, basis)


def scenario_rows(release: Release, basis: str = "marginal"):
    """Rows of ``cost_scenarios`` of the primary contrast and the site's perspective."""
    return _of_perspective("cost_scenarios", release, None, basis)


def programme_cost_rows(release: Release, horizon: int | None = None):
    """Rows of ``programme_costs`` of the primary contrast, payer by payer and in all."""
    return _cost(release.wide("programme_costs"), release, horizon, None, totals=None)


def outlook_rows(release: Release):
    """Rows of ``cost_outlook`` of the primary contrast, every horizon."""
    rows = release.wide("cost_outlook")
    return rows[(rows["comparison_design"] == primary_design(release)) & (rows["door"] == "arrest_diversion")] if len(rows) else rows


def _cost(rows, release: Release, horizon: int | None, basis: str | None, totals: bool | None):
    if rows.empty:
        return rows
    rows = rows[rows["horizon_days"] == int(horizon or cost_horizon(release))]
    if "comparison_design" in rows.columns:
        rows = rows[rows["comparison_design"] == primary_design(release)]
    if "door" in rows.columns:
        rows = rows[rows["door"] == "arrest_diversion"]
    if basis is not None and "basis" in rows.columns:
        rows = rows[rows["basis"] == basis]
    if totals is False and "payer" in rows.columns:
        rows = rows[[p is None or str(p) not in w.TOTALS for p in rows["payer"]]]
    return rows


def balance_rows(release: Release, **dims: object):
    """Rows of ``balance``, a level of a covariate apart from its name (``sex=female`` is sex, female)."""
    rows = release.wide("balance", **dims)
    if rows.empty or "covariate" not in rows.columns:
        return rows
    rows = rows[rows["covariate"].notna()].copy()
    if "level" not in rows.columns:
        split = [
            str(x).split("=", 1) if "=" in str(x) and ":" not in str(x) else [x, None]
            for x in rows["covariate"]
        ]
        rows["covariate"] = pd.Series([a for a, _ in split], index=rows.index, dtype=object)
        rows["level"] = pd.Series([b for _, b in split], index=rows.index, dtype=object)
    return rows
