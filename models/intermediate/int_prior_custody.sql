-- Grain: person x index date with a day in custody in the lookback: distinct days on -lookback_days <= d <= -1.
select
    i.person_id,
    i.index_date,
    cast(sum(
        {{ days_between(
            'greatest(c.first_day, ' ~ add_days('i.index_date', '-s.lookback_days') ~ ')',
            'least(c.last_day, ' ~ add_days('i.index_date', -1) ~ ')'
        ) }} + 1
    ) as integer) as prior_custody_days
from {{ ref('int_index_dates') }} as i
cross join {{ source('settings', 'site') }} as s
inner join {{ ref('int_custody_spans') }} as c
    on
        i.person_id = c.person_id
        and c.kind = 'any'
        and c.first_day < i.index_date
        and c.last_day >= {{ add_days('i.index_date', '-s.lookback_days') }}
group by i.person_id, i.index_date
