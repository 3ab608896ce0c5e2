"""The words for the codes of the release. A code without words is printed with its underscores as spaces."""

from __future__ import annotations

from reports import formats as f

OUTCOMES = {
    "new_offense": "new offence",
    "any_arrest": "any arrest",
    "warrant": "warrant for an old matter",
    "supervision": "supervision violation",
    "prior_offense": "offence from before the index day",
    "felony": "felony",
    "misdemeanor": "misdemeanour",
    "citation": "citation",
    "drug": "drug offence",
    "prostitution": "prostitution",
    "property": "property offence",
    "violent": "violent offence",
}
OUTCOME_ORDER = tuple(OUTCOMES)
# 'were re-arrested ...'
OUTCOME_CLAUSE = {
    "new_offense": "for a new offence",
    "any_arrest": "for any reason",
    "warrant": "on a warrant for an old matter",
    "supervision": "for a supervision violation",
    "prior_offense": "for an offence from before the index day",
    "felony": "for a new felony",
    "misdemeanor": "for a new misdemeanour",
    "citation": "for a new citation offence",
    "drug": "for a new drug offence",
    "prostitution": "for prostitution",
    "property": "for a new property offence",
    "violent": "for a new violent offence",
}
DESIGNS = {
    "concurrent_area": "people arrested in comparison areas at the same time",
    "concurrent_undiverted": "people arrested in the same areas at the same time and not diverted",
    "historical": "people arrested in the same areas before the programme",
    "area_policy": "all arrests in programme and comparison areas, before and after",
    "risk_set": "people of the same district, last arrested equally long ago, not referred by that day",
}
DESIGN_SHORT = {
    "concurrent_area": "comparison areas",
    "concurrent_undiverted": "same areas, not diverted",
    "historical": "before the programme",
    "area_policy": "area policy",
    "risk_set": "risk set of the day",
}
DOORS = {
    "arrest_diversion": "diverted at arrest",
    "social_contact": "referred by social contact",
    "community": "referred by the community",
    "arrest_diversion_unlinked": "diverted, no arrest found",
}
DOOR_NOUN = {
    "arrest_diversion": "arrest diversion",
    "social_contact": "social contact",
    "community": "community",
}
WWC = {"satisfied": "satisfied", "adjust": "with adjustment", "not_satisfied": "not satisfied"}
ARMS = {"lead": "diverted (LEAD)", "comparison": "comparison"}
ESTIMATORS = {
    "unadjusted": "unadjusted",
    "entropy_balance": "entropy balancing",
    "logistic_att": "propensity weights (logistic)",
    "overlap": "overlap weights",
    "matching": "one-to-one matching",
    "aipw": "augmented weighting",
    "aalen_johansen": "Aalen–Johansen, all trials",
    "ghosh_lin": "Ghosh–Lin, all trials",
    "cox": "Cox, all trials",
    "rate_ratio": "Poisson rate ratio",
    "negative_binomial": "negative binomial",
    "difference_in_differences": "difference in differences",
}
POPULATIONS = {
    "intention_to_divert": "intention to divert",
    "engaged_ccw": "diverted and engaged (clone–censor–weight)",
    "engaged_landmark": "diverted and engaged (landmark)",
}
MEASURES = {
    "risk_difference": "risk difference",
    "risk_ratio": "risk ratio",
    "mean_count_difference": "difference of mean arrests per person",
    "rate_ratio": "rate ratio",
    "hazard_ratio": "hazard ratio",
    "restricted_mean_difference": "days free of re-arrest, difference",
}
ANALYSES = {
    "primary": "primary analysis",
    "main": "primary analysis",
    "base": "primary analysis",
    "first_trial_only": "first trial of each person only",
    "exclude_ineligible": "without those later found ineligible",
    "null_dates_are_prior": "missing offence dates counted as old",
    "exclude_rediversion": "re-diversions not counted",
    "verified_only": "verified eligibility only",
    "eligibility_verified": "verified eligibility only",
    "verified_eligibility": "verified eligibility only",
    "censor_at_referral": "comparison people censored at a later referral",
    "aalen_johansen": "Aalen–Johansen over all trials",
    "ghosh_lin": "Ghosh–Lin over all trials",
    "negative_control": "negative control (history before the lookback year)",
    "pre_accrual": "the same contrast before accrual",
    "placebo": "comparison against comparison",
    "outcome_class": "another kind of re-arrest",
    "street_time": "street time (descriptive)",
    "firth_propensity": "propensity weights (Firth)",
    "risk_set_trials": "risk-set trials (exploratory)",
    "logistic_att": "propensity weights (logistic)",
    "overlap": "overlap weights",
    "matching": "one-to-one matching",
    "aipw": "augmented weighting",
    "unadjusted": "unadjusted",
    "difference_in_differences": "difference in differences, all eligible events",
}
CONTROLS = {
    "arrested_in_the_year_before": "arrested in the year before the index day",
    "placebo_share_rejected": "comparison split at random: share of splits that differ",
    "negative_control": "history before the lookback year",
    "pre_accrual": "the same contrast before accrual",
    "placebo": "comparison against comparison",
}
# analyses that are no estimate of the difference with an interval: a test, and what a larger sample could show
TESTS = {
    "randomisation": "randomisation inference within bands of the propensity",
    "projected_detectable": "detectable after another year of enrolment",
}
# analyses that give a bound in a unit of their own, not another estimate of the difference
BOUNDS = {
    "rosenbaum_bound": "hidden bias in who was diverted (odds ratio, matched pairs)",
    "tipping_point_lost_rows": "diverted people lost with the worst outcome",
    "tipping_point_missed_linkage": "outcomes of one group that were missed",
}
NEGATIVE_CONTROLS = frozenset(
    {"negative_control", "pre_accrual", "placebo", "before_accrual", "negative_control_history"}
)
STAGES = {
    "eligible": "eligible arrests",
    "offered": "offered diversion",
    "accepted": "accepted",
    "intake": "intake in time",
    "engaged": "engaged",
}
STAGE_ORDER = tuple(STAGES)
ITEMS = {
    "index_processing": "processing of the index arrest",
    "arrest": "arrests",
    "booking": "bookings",
    "citation": "citations",
    "jail_day": "jail days",
    "prison_day": "prison days",
    "felony_filing": "felony filings",
    "misdemeanor_filing": "misdemeanour filings",
    "ed_visit": "ED visits",
    "crisis_contact": "crisis contacts",
    "overdose_response": "overdose responses",
    "induced_service": "induced services",
}
ITEM_ORDER = tuple(ITEMS)
GROUP_BY = {
    "sex": "sex",
    "race": "race",
    "ethnicity": "ethnicity",
    "age_band": "age",
    "district": "district",
    "door": "door",
    "quarter": "quarter",
    "index_category": "kind of offence",
    "prior_drug_arrests": "earlier drug arrests",
}
GRANT_MEASURES = {
    "screened": "arrests screened",
    "eligible": "arrests eligible for diversion",
    "offered": "eligible arrests offered diversion",
    "referred": "people referred",
    "accepted": "referred and accepted",
    "declined": "referred and declined or ineligible",
    "lost_or_pending": "referral lost or pending",
    "served": "people served",
    "enrolled": "newly enrolled",
    "active": "active at the end of the period",
    "closed": "closed in the period",
    "contacts": "contacts attended",
    "people_contacted": "people with a contact",
    "services_linked": "people linked to a service",
    "followed": "people followed for harm",
    "overdoses_nonfatal": "non-fatal overdoses",
    "overdoses_fatal": "fatal overdoses",
    "naloxone": "naloxone given",
    "ed_visits": "ED visits",
    "crises": "crisis contacts",
    "deaths": "deaths",
}
COURSES = {
    "intake": "came to an intake (from the referral)",
    "first_contact": "had a first contact (from the referral)",
    "left_after_intake": "left or died (from the intake)",
    "gap_in_service": "a gap without a contact longer than this (first half year, of those who stayed)",
}
EXTRACTS = {
    "arrests": "arrests",
    "referrals": "referrals",
    "engagements": "contacts",
    "custody": "custody stays",
    "deaths": "deaths",
    "court_cases": "court cases",
    "health_events": "health events",
    "control_totals": "control totals",
    "costs": "unit costs",
}
# why a row was kept out
QUARANTINE = {
    "wrong_field_count": "more or fewer fields than the header",
    "required_empty": "a required field is empty",
    "not_a_date": "no date in the stated format",
    "not_an_integer": "no whole number",
    "not_a_number": "no number",
    "not_a_flag": "neither yes nor no",
    "not_in_enumeration": "a code that is not in the list",
    "damaged_id": "a damaged key",
    "after_data_through": "a date after the end of the data",
    "before_1900": "a date too early to be true",
    "dates_out_of_order": "dates in an impossible order",
    "unlike_key": "a key unlike the others of its column",
    "key_conflict": "one key for different contents",
    "arrest_of_others": "an arrest of other people",
    "person_not_referred": "a person without a loaded referral",
}
RECORD_CHECKS = {
    "referral_without_arrest": "diversions without an arrest near them",
    "person_without_arrest": "diversions of people without any arrest",
    "diverted_without_referral": "diverted arrests without a referral",
    "after_death": "records after the person's death",
    "withdrawn": "rows withdrawn by later deliveries",
}
RECORD_PEOPLE = {"referred": "ever referred", "not_referred": "never referred"}
CATEGORIES = {
    "drug_possession": "drug possession",
    "drug_sale": "drug sale",
    "public_order": "public order",
    "pooled": "rarer ones together",
}
PAYERS = {
    "city": "the city",
    "county": "the county",
    "state": "the State",
    "courts": "the courts",
    "federal": "the federal government",
    "medicaid": "Medicaid",
    "federal_medicaid": "federal and Medicaid",
    "victims": "victims",
    "all": "all payers together",
    "total": "all payers together",
    "unknown": "payer not stated",
    "not_priced": "no unit cost given",
}
BASES = {
    "marginal": "marginal",
    "step_fixed": "step-fixed",
    "average": "average (only if capacity is closed)",
}


def basis_costs(basis: object) -> str:
    """A basis as what it makes of costs: "average costs (only if capacity is closed)"."""
    name, _, only = label(BASES, basis).partition(" (")
    return f"{name} costs" + (f" ({only}" if only else "")


TOTALS = frozenset({"all", "total", "overall", "everyone", "any"})


def label(words: dict[str, str], code: object) -> str:
    """The words of a code, else the code itself readable."""
    if code is None:
        return "all"
    return words.get(str(code)) or f.named(f.code_words(str(code)))


def order(known: tuple[str, ...], codes: list) -> list:
    """Codes in the house order, unknown ones behind, by name."""
    return sorted(set(codes), key=lambda c: (known.index(c) if c in known else len(known), str(c)))


COVARIATES = {
    "age": "age (tens of years)",
    "sex": "sex",
    "race": "race",
    "ethnicity": "ethnicity",
    "index_quarter": "quarter",
    "index_category": "kind of offence",
    "index_severity": "class of offence",
    "prior_arrests": "earlier arrests",
    "prior_new_offense_arrests": "earlier arrests for a new offence",
    "prior_felony_arrests": "earlier felony arrests",
    "prior_drug_arrests": "earlier drug arrests",
    "prior_warrant_arrests": "earlier warrant arrests",
    "prior_eligible_arrests": "earlier eligible arrests",
    "days_since_last_arrest": "days since the last arrest",
    "prior_custody_days": "earlier days in custody",
}
for _days in ("30", "90", "365"):
    COVARIATES[f"prior_arrests_{_days}d"] = f"earlier arrests, last {_days} days"
for _name, _text in (
    ("index_district", "district of the index arrest"),
    ("season", "season"),
    ("district_quarter", "district and quarter"),
    ("calendar", "calendar"),
    ("prior_arrests_before_365d", "earlier arrests, over a year ago"),
):
    COVARIATES[_name] = _text


for _name, _text in (
    ("index_category|severity", "kind and class of offence"),
    ("drug_index", "drug offence"),
    ("index_category", "kind of offence"),
):
    COVARIATES[_name] = _text
# people leave at these steps of the attrition table
STEPS = {
    "candidates": "candidates",
    "referral_before_accrual": "referred before the window",
    "index_after_accrual": "index day after the window",
    "linked_far": "referral and arrest too far apart",
    "charge_quarantined": "a charge quarantined",
    "excluded_category": "an excluded charge",
    "no_eligible_charge": "no eligible charge",
    "not_of_age": "not certainly of age",
    "outside_programme_areas": "outside the programme's areas",
    "referral_quarantined": "referral quarantined",
    "lookback_not_covered": "history not covered",
    "dead_before_index": "died before the index day",
    "diverted_without_referral": "diverted without a referral",
    "referred_before": "referred before",
    "far_link": "referral and arrest too far apart",
    "outside_accrual": "outside the window",
    "not_eligible": "not eligible",
    "under_age": "under age",
    "outside_area": "outside the programme's areas",
}


# covariates with a level for each quarter (and district)
CALENDAR = ("index_quarter", "district_quarter")


def covariate(name: object) -> str:
    """A balanced column in words: 'log_prior_arrests_squared', 'age_spline1', 'sex=F:log_prior_arrests'."""
    text = str(name)
    if ":" in text:
        return " × ".join(covariate(part) for part in text.split(":"))
    if "=" in text:
        left, _, right = text.partition("=")
        return f"{covariate(left)} {level(right)}"
    if text in COVARIATES:
        return f.named(COVARIATES[text])
    if text.startswith("log_"):
        squared = text.endswith("_squared")
        inner = covariate(text[4:].removesuffix("_squared"))
        return f"{inner} (log{', squared' if squared else ''})"
    if "_spline" in text:
        left, _, right = text.partition("_spline")
        # a letter, so that no number stands beside the next label's noun
        is_small = right.isdigit() and 1 <= int(right) <= 26
        letter = chr(ord("a") + int(right) - 1) if is_small else f.named(right)
        return f"{covariate(left)}, curve {letter}"
    if text.endswith("_missing"):
        return f"{covariate(text[:-8])} unknown"
    return f.named(f.code_words(text))


def parameter(name: object) -> str:
    """A line of the tornado: 'units of jail_day', 'unit cost of booking', 'programme cost'."""
    text = str(name)
    for start, words in (("units of ", "how many: "), ("unit cost of ", "price of: ")):
        if text.startswith(start):
            return words + label(ITEMS, text[len(start) :])
    return f.named(f.code_words(text))


def covariate_rank(name: object) -> tuple:
    """Order of covariates in tables: the house order of what they are made from, plain before curved or
    squared."""
    text = str(name)
    root = text.split(":")[0].split("=")[0].removeprefix("log_").removesuffix("_squared").split("_spline")[0]
    root = root.removesuffix("_missing")
    known = tuple(COVARIATES)
    return (known.index(root) if root in known else len(known), ":" in text, text)


def level(code: object) -> str:
    """A level of a covariate or a kind of charge in words."""
    text = str(code)
    if "|" in text:
        return ", ".join(level(part) for part in text.split("|"))
    return CATEGORIES.get(text) or SEVERITIES.get(text) or f.named(f.code_words(text))


SEVERITIES = {"misdemeanor": "misdemeanour"}
# what somebody is charged with, where the code is no noun
CHARGES = {"violent": "violence"}
