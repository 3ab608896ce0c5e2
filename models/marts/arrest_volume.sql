-- Grain: quarter x category of the most serious charge, `all` being their sum. Every arrest event of the extract, of any area
-- and severity: the enforcement that the programme works in. Quarters run from the first with an arrest to the data's end.
with counted as (
    select
        {{ calendar_quarter('event_date') }} as quarter,
        offense_category,
        count(*) as n_events,
        count(distinct person_id) as n_people
    from {{ ref('int_arrest_days') }}
    where event_date >= {{ setting('data_from') }}
    group by 1, 2
    union all
    select {{ calendar_quarter('event_date') }}, 'all', count(*), count(distinct person_id)
    from {{ ref('int_arrest_days') }}
    where event_date >= {{ setting('data_from') }}
    group by 1
),

grid as (
    select q.quarter, c.offense_category
    from (select distinct quarter from counted) as q
    cross join (select distinct offense_category from counted) as c
)

select
    g.quarter,
    g.offense_category,
    cast(coalesce(c.n_events, 0) as bigint) as n_events,
    cast(coalesce(c.n_people, 0) as bigint) as n_people
from grid as g
left join counted as c on g.quarter = c.quarter and g.offense_category = c.offense_category
