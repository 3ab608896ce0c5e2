-- Grain: month x category of the most serious charge, `all` being their sum. As arrest_volume, whose quarters these months make
-- up; for the evaluator inside the house, never released: the finest period that leaves it is a quarter.
with dated as (
    select {{ calendar_month('event_date') }} as month, {{ calendar_quarter('event_date') }} as quarter, offense_category, person_id
    from {{ ref('int_arrest_days') }}
    where event_date >= {{ setting('data_from') }}
),

counted as (
    select month, quarter, offense_category, count(*) as n_events, count(distinct person_id) as n_people
    from dated
    group by month, quarter, offense_category
    union all
    select month, quarter, 'all', count(*), count(distinct person_id)
    from dated
    group by month, quarter
)

select
    month,
    quarter,
    offense_category,
    cast(n_events as bigint) as n_events,
    cast(n_people as bigint) as n_people
from counted
