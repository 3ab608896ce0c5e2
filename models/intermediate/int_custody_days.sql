-- Grain: person x index date x horizon with a day in custody in the window (up to the end of follow-up).
with covered as (
    select
        i.person_id,
        i.index_date,
        h.horizon_days,
        c.kind,
        greatest(0, {{ days_between(
            'greatest(c.first_day, ' ~ add_days('i.index_date', 1) ~ ')',
            'least(c.last_day, ' ~ add_days('i.index_date', 'h.horizon_days') ~ ', i.follow_up_end)'
        ) }} + 1) as n_days
    from {{ ref('int_index_dates') }} as i
    cross join {{ source('settings', 'horizons') }} as h
    inner join {{ ref('int_custody_spans') }} as c
        on
            i.person_id = c.person_id
            and c.last_day > i.index_date
            and c.first_day <= {{ add_days('i.index_date', 'h.horizon_days') }}
            and c.first_day <= i.follow_up_end
)

select
    person_id,
    index_date,
    horizon_days,
    cast(sum(case when kind = 'any' then n_days else 0 end) as integer) as custody_days,
    cast(sum(case when kind = 'prison' then n_days else 0 end) as integer) as prison_days
from covered
group by person_id, index_date, horizon_days
