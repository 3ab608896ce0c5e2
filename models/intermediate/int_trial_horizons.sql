-- Grain: cohort row x horizon. What happened to a trial up to a horizon, a column an outcome, noughts where nothing did: the one
-- narrow table that outcomes, rates and quantities are unfolded or summed from. `death_day` and the first days are null where
-- there is none; what lies beyond the horizon is left to the reader.
{%- set names = outcomes() + ['null_dates_are_prior', 'exclude_rediversion'] %}
select
    c.trial_id,
    c.person_id,
    {{ closed_text('c.arm', arms()) }} as arm,
    {{ closed_text('c.door', doors()) }} as door,
    {{ closed_text('c.comparison_design', comparison_designs()) }} as comparison_design,
    c.index_date,
    h.horizon_days,
    {{ is_observed_at('c.index_date', 'h.horizon_days', 's.data_through') }} as is_observed,
    cast(case when c.death_date <= s.data_through then {{ death_day('c.death_date', 'c.index_date') }} end as integer) as death_day,
    cast(
        {{ possible_street_days('c.index_date', 'h.horizon_days', 'c.follow_up_end') }} - coalesce(k.custody_days, 0) as integer
    ) as street_days,
    coalesce(k.custody_days, 0) as custody_days,
    coalesce(k.prison_days, 0) as prison_days,
    {%- for name in names %}
    coalesce(o.{{ name }}_events, 0) as {{ name }}_events,
    o.{{ name }}_first_day,
    {%- endfor %}
    coalesce(o.booked_events, 0) as booked_events,
    coalesce(o.cited_events, 0) as cited_events
from {{ ref('cohort') }} as c
cross join {{ source('settings', 'site') }} as s
cross join {{ source('settings', 'horizons') }} as h
left join {{ ref('int_trial_outcomes') }} as o
    on c.person_id = o.person_id and c.index_date = o.index_date and h.horizon_days = o.horizon_days
left join {{ ref('int_custody_days') }} as k
    on c.person_id = k.person_id and c.index_date = k.index_date and h.horizon_days = k.horizon_days
