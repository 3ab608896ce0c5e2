-- Grain: month x category of the most serious charge, `all` being their sum. As arrest_volume, whose quarters these months make
-- up; for the evaluator inside the house, never released: the finest period that leaves it is a quarter.
with dated as (
    select cast(date_trunc('month', event_date) as date) as first_day, offense_category, person_id
    from {{ ref('int_arrest_days') }}
    where event_date >= {{ setting('data_from') }}
),

counted as (
    select first_day, offense_category, count(*) as n_events, count(distinct person_id) as n_people
    from dated
    group by first_day, offense_category
    union all
    select first_day, 'all', count(*), count(distinct person_id)
    from dated
    group by first_day
)

select
    {{ calendar_month('first_day') }} as month,
    {{ calendar_quarter('first_day') }} as quarter,
    offense_category,
    cast(n_events as bigint) as n_events,
    cast(n_people as bigint) as n_people
from counted
