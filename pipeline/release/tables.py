"""What is published, declared in one place: each table, its grain, and the rule of each of its numbers.

Nothing that is not named here leaves the warehouse. A rule says how a number is protected:

count      a whole number of people, trials, events or rows; 1..min_cell-1 is hidden, and so is whatever would let it
           be worked out
rate       numerator / denominator; hidden when either, or the complement, is hidden or small
mean       an average over people; hidden with the counts that it rests on
money      dollars; as mean, and by dominance where the largest contributor's share is known
curve      a course over time, in bins of 30 days or more; see ``curves``
statistic  an estimate of a model (effects, standard errors, p-values); hidden with the counts of both arms
parameter  not about anybody: a unit cost, a price year
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import ValidationFailed

RULES = ("count", "rate", "mean", "money", "curve", "statistic", "parameter")

# never a column of anything published, under whatever name a mart may carry them
NEVER_PUBLISHED = frozenset(
    "person_id trial_id arrest_id referral_id contact_id case_id officer_id case_manager_id case_manager officer "
    "index_date arrest_date referral_date contact_date intake_date exit_date death_date event_date admit_date "
    "release_date follow_up_end birth_year month week day_of_event".split()
)
# columns that disclosure control reads and never publishes
SUPPORTING = frozenset(
    "n_rearrested_lead n_rearrested_comparison contributors contributors_lead contributors_comparison is_dominated_lead"
    " is_dominated_comparison n_deaths n_previous stage_number people_apart_lead people_apart_comparison"
    " n_trials_with_event group_size_lead group_size_comparison group_rearrested_lead group_rearrested_comparison".split()
)
NEVER_A_GROUP = frozenset({"officer", "officer_id", "case_manager", "case_manager_id", "person", "month", "day", "date"})
TOTALS = frozenset({"all", "total", "overall", "everyone"})


@dataclass(frozen=True)
class Measure:
    """One published number. ``needs``: count columns of the row that must all be shown for it to be shown.

    ``per``: a count that depends on these grain columns only (the same cell repeated over the others).
    ``centre``, ``scale``: an interval's limit follows the measure ``centre`` on that scale when it is rounded.
    """

    name: str
    rule: str
    numerator: str | None = None
    denominator: str | None = None
    needs: tuple[str, ...] = ()
    per: tuple[str, ...] | None = None
    centre: str | None = None
    scale: str | None = None
    weight: float = 1.0
    optional: bool = False


@dataclass(frozen=True)
class Sum:
    """Within a row, ``parent`` is the sum of ``parts``. ``open``: parts may be missing from the table."""

    parent: str
    parts: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class Margin:
    """Across rows: the total row of ``by`` (``total``) is the sum of the others, all else in the grain being equal."""

    by: str
    total: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A published table. ``links`` names the function in ``linkage`` that ties its counts to other tables'.

    ``sources``: queries that are tried before the plain one, because they fetch what disclosure control would like to
    know besides (who stands behind a number), and that the plain mart does not say.
    """

    name: str
    grain: tuple[str, ...]
    measures: tuple[Measure, ...]
    facts: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    margins: tuple[Margin, ...] = ()
    nested: tuple[tuple[str, str], ...] = ()
    links: str | None = None
    source: str | None = None
    sources: tuple[str, ...] = ()
    min_cell: int | None = None
    about: str = ""

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries for its rows, in the order in which they are tried."""
        return (*self.sources, self.source or f"select * from marts.{self.name}")

    def measure(self, name: str) -> Measure:
        return next(m for m in self.measures if m.name == name)

    def counts(self) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures if m.rule == "count")


def count(name: str, weight: float = 1.0, per: tuple[str, ...] | None = None, optional: bool = False) -> Measure:
    return Measure(name, "count", per=per, weight=weight, optional=optional)


def rate(name: str, numerator: str, denominator: str, optional: bool = False) -> Measure:
    return Measure(name, "rate", numerator, denominator, needs=(numerator, denominator), optional=optional)


def limits(lower: str, upper: str, of: Measure, scale: str) -> tuple[Measure, Measure]:
    """The two ends of an interval: they follow the rule and the fate of the number they belong to."""
    def end(name: str) -> Measure:
        return Measure(name, of.rule, of.numerator, of.denominator, of.needs, of.per, of.name, scale, 1.0, of.optional)

    return end(lower), end(upper)


def statistic(name: str, *needs: str, optional: bool = False, rule: str = "statistic") -> Measure:
    return Measure(name, rule, needs=needs, optional=optional)


def curve(name: str) -> Measure:
    return Measure(name, "curve")


def parameter(name: str, optional: bool = False) -> Measure:
    return Measure(name, "parameter", optional=optional)


_GROUP = ("arm", "door", "comparison_design")
_RATE = rate("rate", "n_rearrested", "n_observed")
_EPY = statistic("events_per_person_year", "n_observed", "n_rearrested", "arrest_events", rule="mean")
_CI = statistic("cumulative_incidence", "n_trials", "n_observed", "n_rearrested", rule="curve")
_EFFECT = ("door", "comparison_design", "population", "outcome", "horizon_days", "estimator", "effect_measure")
_ESTIMATE = (
    statistic("estimate"), statistic("std_error", optional=True), statistic("ci_lower"), statistic("ci_upper"),
)

# how many of each group were re-arrested: the mart has the groups' sizes alone
_EQUITY_WITH_COUNTS = """
with asked as (
    select distinct outcome, horizon_days from marts.equity_effects
), kinds as (
    select c.arm, c.door, c.comparison_design, o.outcome, o.horizon_days, coalesce(c.sex, 'unknown') as sex,
           coalesce(c.race, 'unknown') as race, coalesce(c.ethnicity, 'unknown') as ethnicity,
           coalesce(c.age_band, 'unknown') as age_band, count(*) as n, count(*) filter (where o.is_rearrested) as k
    from marts.cohort as c
    join (
        -- both lists are filtered before the join, so that the other outcomes' rows are not carried through it
        select trial_id, outcome, horizon_days, is_rearrested
        from marts.rearrest_outcomes
        where is_observed and outcome in (select outcome from asked) and horizon_days in (select horizon_days from asked)
    ) as o using (trial_id)
    semi join asked as a on o.outcome = a.outcome and o.horizon_days = a.horizon_days
    group by all
), counted as (
    select t.arm, t.door, t.comparison_design, t.outcome, t.horizon_days, g.group_by, g."group", sum(t.n) as n,
           sum(t.k) as k
    from kinds as t
    cross join lateral (
        select 'all' as group_by, 'all' as "group"
        union all select 'sex', t.sex union all select 'race', t.race
        union all select 'ethnicity', t.ethnicity union all select 'age_band', t.age_band
    ) as g
    group by all
)
select e.*, case when l.n = e.n_lead then l.k end as n_rearrested_lead,
       case when c.n = e.n_comparison then c.k end as n_rearrested_comparison,
       l.n as group_size_lead, l.k as group_rearrested_lead, c.n as group_size_comparison, c.k as group_rearrested_comparison
from marts.equity_effects as e
left join counted as l on l.arm = 'lead' and l.door = e.door and l.outcome = e.outcome
     and l.horizon_days = e.horizon_days and l.group_by = e.group_by and l."group" = e."group"
left join counted as c on c.arm = 'comparison' and c.comparison_design = e.comparison_design
     and c.outcome = e.outcome and c.horizon_days = e.horizon_days and c.group_by = e.group_by
     and c."group" = e."group"
"""

# how many people had any of an item, and how much of it fell on the two who had most (dominance)
_COSTS_WITH_CONTRIBUTORS = """
with person as (
    select arm, door, comparison_design, item, horizon_days, person_id, sum(quantity) as quantity
    from marts.trial_quantities where is_observed and quantity > 0 group by all
), counted as (
    select arm, door, comparison_design, item, horizon_days, count(*) as people, max(quantity) as largest,
           sum(quantity) - list_sum(max(quantity, 2)) as rest
    from person group by all
)
select a.*, l.people as contributors_lead, c.people as contributors_comparison,
       l.rest < 0.1 * l.largest as is_dominated_lead, c.rest < 0.1 * c.largest as is_dominated_comparison
from marts.cost_avoidance as a
left join counted as l on l.arm = 'lead' and l.door = a.door and l.item = a.item and l.horizon_days = a.horizon_days
left join counted as c on c.arm = 'comparison' and c.comparison_design = a.comparison_design and c.item = a.item
     and c.horizon_days = a.horizon_days
"""

# how many of the observed diverted had an intake within the horizon: what a participant costs gives it away
_PROGRAMME_WITH_PARTICIPANTS = """
with taken_part as (
    select c.door, o.horizon_days, count(*) filter (where c.intake_date <= c.index_date + o.horizon_days) as participants
    from marts.cohort as c join marts.rearrest_outcomes as o using (trial_id)
    where c.arm = 'lead' and o.outcome = 'any_arrest' and o.is_observed
    group by all
)
select p.*, t.participants as contributors_lead
from marts.programme_costs as p left join taken_part as t using (door, horizon_days)
"""

# the pace of a handful of people would give their number away
_OUTLOOK_OF_ENOUGH = """
select o.* replace (case when least(o.people_lead, o.people_comparison) >= s.min_cell then publishable_year end as publishable_year,
                    case when least(o.people_lead, o.people_comparison) >= s.min_cell then publishable_quarter end
                    as publishable_quarter)
from marts.cost_outlook as o cross join settings.site as s
"""

# Each family of measures, and each of its groupings, by the finest period in which most of it is large enough (quarter, else
# year, else all of it as one), beside all of it as one; the traits of people by the year at the finest.
_GRANT_BY_PERIOD = """
with families as (
    select *, case
        when measure in ('screened', 'eligible', 'offered') then 'arrests'
        when measure in ('referred', 'accepted', 'declined', 'lost_or_pending') then 'referrals'
        when measure in ('served', 'enrolled', 'active', 'closed') then 'enrolment'
        when measure in ('contacts', 'people_contacted', 'services_linked') then 'contacts'
        else measure end as family
    from marts.grant_measures
), fit as (
    select family, group_by, period_kind, avg(case when n_people < min_cell then 0.0 else 1.0 end) as share_large
    from families cross join settings.site
    where period_kind in (finest_period, 'year') and n_people > 0
    group by all
), finest as (
    select family, group_by,
           case when group_by not in ('sex', 'race', 'ethnicity', 'age_band')
                     and max(share_large) filter (where period_kind = 'quarter') >= 0.5 then 'quarter'
                when max(share_large) filter (where period_kind = 'year') >= 0.5 then 'year' end as period_kind
    from fit group by family, group_by
)
select m.period, m.measure as measure_name, m.group_by, m."group", m.period_kind, m.unit, m.is_complete, m.definition,
       m.numerator, m.n_people,
       case when m.measure <> 'eligible' or m.period_kind = 'all' and s.has_areas then m.denominator end as denominator,
       case when m.denominator is not null
            and (m.measure <> 'eligible' or m.period_kind = 'all' and s.has_areas) then m."value" end as share
from families as m left join finest as f using (family, group_by)
cross join settings.site as s
join intermediate.int_periods as d on m.period = d.period
where case when m.family = 'arrests'
           -- the funnel has their groups; its own quarters, and all of it as one. Without areas the arrests screened are
           -- those of arrest_volume
           then m.group_by = 'overall' and (m.measure <> 'screened' or s.has_areas)
                and (m.period_kind = 'all' or m.measure <> 'screened' and m.period_kind = 'quarter'
                     and d.last_day <= s.accrual_end)
           else m.period_kind = 'all' or m.period_kind = f.period_kind end
"""
_GRANT_SHARE = rate("share", "numerator", "denominator")

# How well the extracts fit together, over all extracts. Withdrawn rows have no whole.
_RECORD_CHECKS = """
select check_name, people, sum(n_records)::BIGINT as n_records,
       case check_name when 'diverted_without_referral' then max(n_of) else sum(n_of) end::BIGINT as n_of,
       sum(n_records) / nullif(case check_name when 'diverted_without_referral' then max(n_of) else sum(n_of) end, 0) as share,
       max(limit_share) as limit_share
from audit.record_checks where limit_share is not null or check_name = 'withdrawn' group by check_name, people
"""
_MISFITS = rate("share", "n_records", "n_of")

TABLES: tuple[Table, ...] = (
    Table(
        "attrition", ("step_number", "step", *_GROUP),
        (count("n_in", 3), count("n_excluded"), count("n_out", 3), count("n_people_in", 2),
         count("n_people_excluded", 0.9), count("n_people_out", 2)),
        sums=(Sum("n_in", ("n_excluded", "n_out")),), links="attrition",
        about="Who was left at each step of the definition of the cohorts.",
    ),
    Table(
        "rearrest_rates", (*_GROUP, "outcome", "horizon_days"),
        (count("n_trials", 20, per=_GROUP), count("n_people", 15, per=_GROUP),
         count("n_observed", 10, per=(*_GROUP, "horizon_days")), count("n_rearrested", 4), _RATE,
         *limits("rate_lower", "rate_upper", _RATE, "logit"), count("arrest_events", 0.5),
         statistic("person_years", "n_observed", rule="mean"), _EPY, *limits("epy_lower", "epy_upper", _EPY, "log"),
         _CI, *limits("ci_lower", "ci_upper", _CI, "loglog")),
        links="rearrest_rates",
        about="Re-arrest by arm, door, design, outcome and horizon.",
    ),
    Table(
        "incidence_curves", (*_GROUP, "weighting", "outcome", "day"),
        (curve("cumulative_incidence"), curve("ci_lower"), curve("ci_upper"), curve("n_at_risk"), curve("n_events"),
         curve("n_censored")),
        links="curve", about="Cumulative incidence (death competes), in bins of 30 days or more.",
    ),
    Table(
        "mean_cumulative_curves", (*_GROUP, "weighting", "outcome", "day"),
        (curve("mean_cumulative_count"), curve("ci_lower"), curve("ci_upper"), curve("n_at_risk"),
         curve("n_events")),
        links="curve", about="Mean number of arrests by day, in bins of 30 days or more.",
    ),
    Table(
        "balance", ("door", "comparison_design", "weighting", "covariate"),
        (statistic("mean_lead", rule="mean"), statistic("mean_comparison", rule="mean"), statistic("smd"),
         statistic("smd_std_error", optional=True), statistic("variance_ratio"), count("n_lead", 10),
         count("n_comparison", 10), statistic("ess_comparison", optional=True)),
        facts=("wwc_class",), links="balance", about="Covariates of the two arms, before and after weighting.",
    ),
    Table(
        "propensity_overlap", ("door", "comparison_design", "weighting", "covariate"),
        (statistic("mean_lead", rule="mean"), statistic("mean_comparison", rule="mean"), count("n_lead", 10),
         count("n_comparison", 10)),
        links="balance", about="Shares of the two arms by band of the preference score.",
    ),
    Table(
        "effects", _EFFECT,
        (*_ESTIMATE, statistic("p_value", optional=True), statistic("p_value_adjusted", optional=True),
         statistic("mean_lead", optional=True, rule="mean"),
         statistic("mean_comparison", optional=True, rule="mean"), count("n_lead", 10), count("n_comparison", 10),
         count("people_lead", 8, optional=True), count("people_comparison", 8, optional=True),
         statistic("ess_comparison", optional=True), statistic("minimum_detectable", optional=True)),
        facts=("estimand", "diagnostics_passed", "withheld_reason", "test_family", "note"), links="effects",
        source='select * rename ("measure" as effect_measure) from marts.effects',
        about="The contrasts of the arms, by population, outcome, horizon and estimator.",
    ),
    Table(
        "sensitivity", (*_EFFECT, "analysis"),
        (*_ESTIMATE, statistic("p_value", optional=True), statistic("e_value", optional=True),
         statistic("e_value_ci", optional=True), count("n_lead", 2, optional=True),
         count("n_comparison", 2, optional=True)),
        facts=("estimand", "diagnostics_passed", "withheld_reason", "note"), links="effects",
        source='select * rename ("measure" as effect_measure) from marts.sensitivity',
        about="The same contrasts under other assumptions.",
    ),
    Table(
        "negative_controls", ("door", "comparison_design", "control"),
        (*_ESTIMATE, statistic("p_value", optional=True), count("n_lead", 2), count("n_comparison", 2)),
        facts=("note",), links="controls", about="Contrasts that the programme cannot have caused.",
    ),
    Table(
        "engagement_funnel", ("stage", "group_by", "group"),
        (count("n", 3), statistic("share_of_previous", rule="rate"), statistic("lower", rule="rate"),
         statistic("upper", rule="rate"),
         *(statistic(n, rule="rate", optional=True) for n in (
             "share_of_eligible", "share_of_eligible_lower", "share_of_eligible_upper"))),
        links="funnel", about="From eligible arrests to engaged people.",
    ),
    Table(
        "equity_effects", ("door", "comparison_design", "group_by", "group", "outcome", "horizon_days"),
        (*_ESTIMATE,
         *(statistic(n, optional=True) for n in (
             "shrunk_estimate", "shrunk_lower", "shrunk_upper", "interaction_estimate", "interaction_lower",
             "interaction_upper", "interaction_p", "minimum_detectable")),
         count("n_lead", 3), count("n_comparison", 3)),
        facts=("diagnostics_passed", "note"), links="equity", sources=(_EQUITY_WITH_COUNTS,),
        about="The primary contrast inside groups.",
    ),
    Table(
        "cost_avoidance", ("door", "comparison_design", "horizon_days", "item", "payer", "basis"),
        (statistic("units_avoided_per_person", rule="mean"), statistic("units_lower", rule="mean", optional=True),
         statistic("units_upper", rule="mean", optional=True),
         statistic("discounted_units_per_person", rule="mean", optional=True), parameter("unit_cost_usd"),
         parameter("price_year"), statistic("avoided_per_person_usd", rule="money"), statistic("ci_lower", rule="money"),
         statistic("ci_upper", rule="money"), statistic("break_even_unit_cost_usd", rule="money", optional=True),
         count("n_lead", 3, optional=True),
         count("n_comparison", 3, optional=True)),
        facts=("diagnostics_passed", "withheld_reason", "note"), links="costs",
        sources=(_COSTS_WITH_CONTRIBUTORS,), about="What was not used, item by item, and what it costs.",
    ),
    Table(
        "cost_summary", ("door", "comparison_design", "horizon_days", "payer", "basis", "perspective"),
        (*(statistic(n, rule="money") for n in ("gross_avoided_usd", "programme_cost_usd", "net_usd", "ci_lower",
                                                "ci_upper", "benefit_cost_ratio", "probability_net_positive",
                                                "break_even")),
         *(statistic(n, rule="money", optional=True) for n in ("gross_lower", "gross_upper", "startup_cost_usd",
                                                               "in_kind_cost_usd")),
         parameter("price_year", optional=True), count("n_lead", 3, optional=True),
         count("n_comparison", 3, optional=True)),
        facts=("diagnostics_passed", "withheld_reason", "note"), links="cost_summary",
        about="Resources not used against the programme's cost.",
    ),
    Table(
        "cost_tornado", ("door", "comparison_design", "horizon_days", "basis", "perspective", "parameter"),
        (statistic("net_low_usd", rule="money"), statistic("net_high_usd", rule="money")),
        facts=("diagnostics_passed",), links="costs", about="How far each assumption moves the net.",
    ),
    Table(
        "cost_acceptability", ("door", "comparison_design", "horizon_days", "basis", "perspective", "willingness_usd"),
        (statistic("probability_acceptable", rule="money"),), facts=("diagnostics_passed",), links="costs",
        about="How probable it is that the programme is worth it, by what an arrest avoided is worth.",
    ),
    Table(
        "cost_scenarios", ("door", "comparison_design", "horizon_days", "basis", "perspective", "scenario"),
        (parameter("discount_rate"), *(statistic(n, rule="money") for n in (
            "net_usd", "ci_lower", "ci_upper", "probability_net_positive"))),
        facts=("diagnostics_passed",), links="costs", about="The net at other discount rates, and with other costs in it.",
    ),
    Table(
        "programme_costs", ("door", "comparison_design", "horizon_days", "kind", "payer"),
        (*(statistic(n, rule="money") for n in ("per_person_usd", "per_participant_usd", "per_participant_month_usd")),
         *(statistic(n, rule="mean") for n in ("participants_per_person", "months_per_person", "discounted_months_per_person",
                                               "discounted_programme_years_per_person")),
         parameter("price_year")),
        facts=("diagnostics_passed",), links="programme_costs", sources=(_PROGRAMME_WITH_PARTICIPANTS,),
        about="What the programme costs a person diverted, a participant and a participant-month.",
    ),
    Table(
        "cost_outlook", ("door", "comparison_design", "horizon_days"),
        (statistic("people_for_a_clear_sign"), parameter("publishable_year"), parameter("publishable_quarter")),
        facts=("diagnostics_passed", "withheld_reason", "remedy"), links="costs",
        source=_OUTLOOK_OF_ENOUGH, about="When enrolment will support a publishable figure of costs.",
    ),
    Table(
        "access_gaps", ("stage", "group_by", "group", "share_of", "reference_group"),
        (*(statistic(n, rule="rate") for n in (
            "difference", "difference_lower", "difference_upper", "ratio", "ratio_lower", "ratio_upper")),),
        links="gaps", about="Each group's share at each stage of the funnel against that of the largest group.",
    ),
    Table(
        "offer_gaps", ("group_by", "group", "reference_group"),
        (*(statistic(n, rule="rate") for n in (
            "raw_difference", "raw_lower", "raw_upper", "adjusted_difference", "adjusted_lower", "adjusted_upper",
            "adjusted_ratio", "adjusted_ratio_lower", "adjusted_ratio_upper")),
         statistic("minimum_detectable")),
        facts=("adjusted_for", "note"), links="gaps",
        about="Who is offered diversion, group by group: raw, and adjusted for what the record shows.",
    ),
    Table(
        "access_steps", ("group_by", "group", "stage", "share_of", "reference_group"),
        (*(statistic(n, rule="rate") for n in ("log_ratio", "log_ratio_lower", "log_ratio_upper", "points")),),
        links="gaps", about="On which step of the funnel a gap lies; the steps add up.",
    ),
    Table(
        "engagement_course", ("door", "course", "day"),
        (count("n_people", 2, per=("door", "course")), count("n_events"),
         *(statistic(n, "n_people", "n_events", rule="rate") for n in ("share", "ci_lower", "ci_upper"))),
        links="course", about="Time to intake and first contact, retention, and gaps in service.",
    ),
    Table(
        "arrest_volume", ("quarter", "offense_category"),
        (count("n_events"),), links="arrests_by_quarter",
        source="select quarter, offense_category, n_events, n_people as contributors from marts.arrest_volume",
        about="Arrests by quarter and category.",
    ),
    Table(
        "grant_measures", ("period", "measure_name", "group_by", "group"),
        (count("numerator", 1.5), count("denominator", 1.5), count("n_people", 0.5), _GRANT_SHARE),
        facts=("period_kind", "unit", "is_complete", "definition"), links="grant", source=_GRANT_BY_PERIOD,
        about="What a grant's quarterly report asks for, each measure with its definition, numerator and denominator.",
    ),
    Table(
        "row_ledger", ("extract",),
        (count("rows_read", 9), count("rows_loaded", 6), count("rows_quarantined"), count("rows_duplicate", 0.9),
         count("rows_withdrawn")),
        sums=(Sum("rows_read", ("rows_loaded", "rows_quarantined", "rows_duplicate", "rows_withdrawn")),),
        source="select extract, sum(rows_read)::BIGINT as rows_read, sum(rows_loaded)::BIGINT as rows_loaded,"
               " sum(rows_quarantined)::BIGINT as rows_quarantined, sum(rows_duplicate)::BIGINT as rows_duplicate,"
               " sum(rows_withdrawn)::BIGINT as rows_withdrawn from audit.row_ledger group by all",
        about="Rows read and what became of them, by extract.",
    ),
    Table(
        "record_checks", ("check_name", "people"),
        (count("n_records"), count("n_of", 2, optional=True), _MISFITS, parameter("limit_share", optional=True)),
        links="records", source=_RECORD_CHECKS,
        about="Links missed, linkage failures, records after a death and withdrawn rows, by arm, beside the limit set.",
    ),
    Table(
        "quarantine", ("extract", "column_name", "reason"), (count("n_rows"),), links="quarantine",
        source='select extract, coalesce("column", \'(row)\') as column_name, reason, count(*)::BIGINT as n_rows'
               " from audit.quarantine group by all",
        about="Rows set aside, by reason.",
    ),
)


def check_declarations(tables: tuple[Table, ...] = TABLES) -> None:
    """Raises ValidationFailed: a rule that is not known, a forbidden column, a dependency that is not declared."""
    for table in tables:
        names = [m.name for m in table.measures]
        if len(set(names)) != len(names):
            raise ValidationFailed(f"release table {table.name}: declares a measure twice")
        for column in (*table.grain, *names, *table.facts):
            if column in NEVER_PUBLISHED:
                raise ValidationFailed(f"release table {table.name}: {column} may never be published")
        for m in table.measures:
            if m.rule not in RULES:
                raise ValidationFailed(f"release table {table.name}, measure {m.name}: rule {m.rule!r} is not declared"
                                       f" (known: {', '.join(RULES)})")
            for other in (m.numerator, m.denominator, m.centre, *m.needs):
                if other is not None and other not in names:
                    raise ValidationFailed(f"release table {table.name}, measure {m.name}: leans on {other},"
                                           " which the table does not declare")
            if m.rule == "rate" and not table.links and (m.numerator is None or m.denominator is None):
                raise ValidationFailed(f"release table {table.name}, measure {m.name}: a rate without"
                                       " numerator and denominator")
        for s in table.sums:
            for column in (s.parent, *s.parts):
                if column not in names:
                    raise ValidationFailed(f"release table {table.name}: margin {column} is missing")
