-- Grain: quarter x category of the most serious charge, `all` being their sum. Every arrest event of the extract, of any area
-- and severity: the enforcement that the programme works in. Quarters run from the first with an arrest to the data's end.
with dated as (
    select cast(date_trunc('quarter', event_date) as date) as first_day, offense_category, person_id
    from {{ ref('int_arrest_days') }}
    where event_date >= {{ setting('data_from') }}
),

-- counted by the quarter's first day, which is a number, and named afterwards
counted as (
    select first_day, offense_category, count(*) as n_events, count(distinct person_id) as n_people
    from dated
    group by first_day, offense_category
    union all
    select first_day, 'all', count(*), count(distinct person_id)
    from dated
    group by first_day
),

grid as (
    select q.first_day, c.offense_category
    from (select distinct first_day from counted) as q
    cross join (select distinct offense_category from counted) as c
)

select
    {{ calendar_quarter('g.first_day') }} as quarter,
    g.offense_category,
    cast(coalesce(c.n_events, 0) as bigint) as n_events,
    cast(coalesce(c.n_people, 0) as bigint) as n_people
from grid as g
left join counted as c on g.first_day = c.first_day and g.offense_category = c.offense_category
