-- Grain: person x day: the eligible arrest events of the funnel's first stage, offered diversion or not, with what an officer's
-- desk saw of each: the charge, the district, the quarter, and how often the person had been arrested before.
with eligible as (
    select
        e.person_id,
        e.event_date,
        e.district,
        {{ most_serious_severity('e.eligible_kinds') }} as severity,
        {{ only_category(most_serious_kinds('e.eligible_kinds')) }} as offense_category,
        e.is_offered,
        e.sex,
        e.race,
        e.ethnicity,
        {{ age_band('extract(year from e.event_date) - e.birth_year') }} as age_band
    from {{ ref('int_programme_arrests') }} as e
    cross join {{ source('settings', 'site') }} as s
    where e.event_date >= s.accrual_start and e.event_date <= s.accrual_end
),

priors as (
    select
        i.person_id,
        i.event_date,
        count(*) as prior_arrests,
        sum(case when {{ in_lookback('e.event_date', 'i.event_date', '365') }} then 1 else 0 end) as prior_arrests_365d
    from eligible as i
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_events') }} as e
        on i.person_id = e.person_id and {{ in_lookback('e.event_date', 'i.event_date', 's.lookback_days') }}
    group by i.person_id, i.event_date
)

select
    i.person_id,
    i.event_date,
    i.is_offered,
    coalesce(i.sex, 'unknown') as sex,
    coalesce(i.race, 'unknown') as race,
    coalesce(i.ethnicity, 'unknown') as ethnicity,
    i.age_band,
    coalesce(i.district, 'unknown') as district,
    {{ calendar_quarter('i.event_date') }} as quarter,
    coalesce(i.severity, 'unknown') as severity,
    -- charges of several categories, equally serious
    coalesce(i.offense_category, 'several') as offense_category,
    cast(coalesce(p.prior_arrests, 0) as integer) as prior_arrests,
    cast(coalesce(p.prior_arrests_365d, 0) as integer) as prior_arrests_365d
from eligible as i
left join priors as p on i.person_id = p.person_id and i.event_date = p.event_date
