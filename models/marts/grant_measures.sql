-- Grain: period x measure x group. What a grant's quarterly report asks for, each measure with its numerator, denominator and
-- definition. Years, and all of it as one, stand beside the quarters, for numbers that are too small by the quarter.
{%- set traits = ['sex', 'race', 'ethnicity'] %}
{%- set services = ['legal', 'health', 'housing', 'employment', 'benefits'] %}
{%- set health = {'overdose_nonfatal': 'overdoses_nonfatal', 'overdose_fatal': 'overdoses_fatal', 'naloxone': 'naloxone',
                  'ed_visit': 'ed_visits', 'crisis': 'crises'} %}
with programme_days as (
    select a.person_id, a.event_date
    from {{ ref('int_arrest_days') }} as a
    cross join {{ source('settings', 'site') }} as s
    left join {{ source('settings', 'areas') }} as r on a.district = r.district
    where {{ area_of('s', 'r') }} = 'programme' and a.event_date >= s.accrual_start
),

-- (a city's arrests: nothing is asked of these people but how many they are)
screened as (
    select d.period, a.person_id, count(*) as n
    from programme_days as a
    inner join {{ ref('int_periods') }} as d on a.event_date >= d.first_day and a.event_date <= d.last_day
    group by d.period, a.person_id
),

-- the funnel's first two stages, for the whole of the data instead of the accrual window
eligible as (
    select
        d.period,
        e.person_id,
        e.is_offered,
        e.district,
        {{ age_band('extract(year from e.event_date) - e.birth_year') }} as age_band
    from {{ ref('int_programme_arrests') }} as e
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_periods') }} as d on e.event_date >= greatest(d.first_day, s.accrual_start) and e.event_date <= d.last_day
),

-- one referral a person and period: the latest
referred as (
    select
        d.period,
        r.person_id,
        r.door,
        r.decision,
        coalesce(r.ineligible_reason, 'unknown') as reason,
        {{ age_band('extract(year from r.referral_date) - p.birth_year') }} as age_band
    from {{ ref('stg_referrals') }} as r
    inner join {{ ref('int_people') }} as p on r.person_id = p.person_id
    inner join {{ ref('int_periods') }} as d on r.referral_date >= d.first_day and r.referral_date <= d.last_day
    qualify row_number() over (partition by d.period, r.person_id order by r.referral_date desc, r.referral_id desc) = 1
),

served as (
    select
        v.*,
        {{ age_band('extract(year from v.first_intake_date) - p.birth_year') }} as age_band
    from {{ ref('int_served') }} as v
    inner join {{ ref('int_people') }} as p on v.person_id = p.person_id
),

contacts as (
    select d.period, e.person_id, e.contact_type
    from {{ ref('stg_engagements') }} as e
    inner join {{ ref('int_periods') }} as d on e.contact_date >= d.first_day and e.contact_date <= d.last_day
    where e.outcome = 'attended'
),

people as (
    select person_id, death_date, first_referral_date
    from {{ ref('int_people') }}
    where first_referral_date is not null
),

health as (
    select distinct d.period, h.person_id, h.event_date, h.event_type
    from {{ ref('stg_health_events') }} as h
    inner join people as p on h.person_id = p.person_id and p.first_referral_date <= h.event_date
    inner join {{ ref('int_periods') }} as d on h.event_date >= d.first_day and h.event_date <= d.last_day
),

-- period, measure, group, person, how many: a person stands once in a group of a measure and period
facts as (
    select period, 'referred' as measure, 'door' as group_by, door as group_value, person_id, 1 as n from referred
    {%- for measure, condition in [('eligible', 'true'), ('offered', 'is_offered')] %}
    union all
    select period, '{{ measure }}', 'overall', 'all', person_id, count(*) from eligible where {{ condition }} group by period, person_id
    {%- for column in ['district', 'age_band'] %}
    union all
    select period, '{{ measure }}', '{{ column }}', coalesce({{ column }}, 'unknown'), person_id, count(*)
    from eligible where {{ condition }} group by period, 4, person_id
    {%- endfor %}
    {%- endfor %}
    {%- for measure, condition in [('referred', 'true'), ('accepted', "decision = 'accepted'"),
                                   ('declined', "decision in ('declined', 'ineligible')"),
                                   ('lost_or_pending', "decision in ('lost', 'pending')")] %}
    union all
    select period, '{{ measure }}', 'overall', 'all', person_id, 1 from referred where {{ condition }}
    {%- endfor %}
    union all
    select period, 'referred', 'age_band', age_band, person_id, 1 from referred
    union all
    select period, 'declined', 'decision', decision, person_id, 1 from referred where decision in ('declined', 'ineligible')
    union all
    select period, 'declined', 'reason', reason, person_id, 1 from referred where decision in ('declined', 'ineligible')
    {%- for measure, condition in [('served', 'true'), ('enrolled', 'not is_enrolled_at_start'), ('active', 'is_enrolled_at_end'),
                                   ('closed', 'not is_enrolled_at_end')] %}
    union all
    select period, '{{ measure }}', 'overall', 'all', person_id, 1 from served where {{ condition }}
    {%- endfor %}
    union all
    select period, 'enrolled', 'age_band', age_band, person_id, 1 from served where not is_enrolled_at_start
    union all
    select period, 'closed', 'reason', closing_reason, person_id, 1 from served where not is_enrolled_at_end
    union all
    select period, 'contacts', 'overall', 'all', person_id, count(*) from contacts group by period, person_id
    union all
    select period, 'contacts', 'contact_type', contact_type, person_id, count(*) from contacts group by period, contact_type, person_id
    union all
    select distinct period, 'people_contacted', 'overall', 'all', person_id, 1 from contacts
    union all
    select distinct period, 'services_linked', 'overall', 'all', person_id, 1
    from contacts where contact_type in ('{{ services | join("', '") }}')
    union all
    select distinct period, 'services_linked', 'contact_type', contact_type, person_id, 1
    from contacts where contact_type in ('{{ services | join("', '") }}')
    union all
    select d.period, 'followed', 'overall', 'all', p.person_id, 1
    from people as p
    inner join {{ ref('int_periods') }} as d
        on p.first_referral_date <= d.last_day and (p.death_date is null or p.death_date >= d.first_day)
    {%- for event_type, measure in health.items() %}
    union all
    select period, '{{ measure }}', 'overall', 'all', person_id, count(*)
    from health where event_type = '{{ event_type }}' group by period, person_id
    {%- endfor %}
    union all
    select d.period, 'deaths', 'overall', 'all', p.person_id, 1
    from people as p
    inner join {{ ref('int_periods') }} as d on p.death_date >= d.first_day and p.death_date <= d.last_day
    where p.first_referral_date <= p.death_date
),

-- what is recorded of a person once: over the overall rows
traits as (
    {%- for trait in traits %}
    select f.period, f.measure, '{{ trait }}' as group_by, coalesce(p.{{ trait }}, 'unknown') as group_value, f.person_id, f.n
    from facts as f
    inner join {{ ref('int_people') }} as p on f.person_id = p.person_id
    where f.group_by = 'overall' and f.measure in ('eligible', 'offered', 'referred', 'enrolled')
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

tallied as (
    select period, measure, group_by, group_value, sum(n) as n, count(*) as n_people
    from (select * from facts union all select * from traits) as facts_and_traits
    group by period, measure, group_by, group_value
    union all
    select period, 'screened', 'overall', 'all', sum(n), count(*)
    from screened
    group by period
),

-- free text that few people share could tell who they are
common as (
    select measure, group_value
    from tallied
    where group_by = 'reason' and period = 'all periods' and n_people >= {{ setting('min_cell') }}
),

named as (
    select
        t.period,
        t.measure,
        t.group_by,
        case
            when t.group_by = 'reason' and t.group_value not in ('unknown', 'died') and c.measure is null then 'other'
            else t.group_value
        end as group_value,
        t.n,
        t.n_people
    from tallied as t
    left join common as c on t.measure = c.measure and t.group_value = c.group_value
),

counted as (
    select period, measure, group_by, group_value, sum(n) as n, sum(n_people) as n_people
    from named
    group by period, measure, group_by, group_value
),

present as (
    select m.*
    from {{ ref('grant_definitions') }} as m
    cross join {{ source('settings', 'site') }} as s
    where
        m.measure in ('screened', 'eligible')
        or s.has_referrals
        and (m.measure not in ('contacts', 'people_contacted', 'services_linked') or s.has_engagements)
        and (m.measure not in ('{{ health.values() | join("', '") }}') or s.has_health_events)
        and (m.measure <> 'deaths' or s.has_deaths)
),

-- a group that was met in one period has a row in all of them: a nought is a number, too
grid as (
    select
        d.period,
        d.period_kind,
        d.is_complete,
        m.measure,
        m.measure_number,
        m.unit,
        m.of_measure,
        m.definition,
        g.group_by,
        g.group_value
    from {{ ref('int_periods') }} as d
    cross join present as m
    inner join (
        select distinct measure, group_by, group_value from counted
        union
        select measure, 'overall', 'all' from present
        union
        -- a group with nobody offered is the one that matters most
        select 'offered', group_by, group_value from counted where measure = 'eligible'
    ) as g on m.measure = g.measure
),

divided as (
    select
        g.*,
        coalesce(c.n, 0) as numerator,
        coalesce(c.n_people, 0) as n_people,
        case when g.of_measure is not null or g.group_by <> 'overall' then coalesce(w.n, 0) end as denominator
    from grid as g
    left join counted as c
        on
            g.period = c.period
            and g.measure = c.measure
            and g.group_by = c.group_by
            and g.group_value = c.group_value
    left join counted as w
        on
            g.period = w.period
            -- the whole of a part: the measure that this one is a share of; of a group, its own total
            and w.measure = case when g.group_by = 'overall' or g.measure = 'offered' then g.of_measure else g.measure end
            and w.group_by = case when g.measure = 'offered' then g.group_by else 'overall' end
            and w.group_value = case when g.measure = 'offered' then g.group_value else 'all' end
)

select
    period,
    period_kind,
    cast(measure_number as integer) as measure_number,
    measure,
    group_by,
    group_value as {{ adapter.quote('group') }},
    unit,
    is_complete,
    cast(numerator as bigint) as numerator,
    cast(denominator as bigint) as denominator,
    cast(n_people as bigint) as n_people,
    case
        when denominator is null then cast(numerator as double)
        else cast(numerator as double) / nullif(denominator, 0)
    end as {{ adapter.quote('value') }},
    case when denominator is null then 'count' else 'share' end as value_kind,
    definition
from divided
