-- Why: rates are summed from the narrow tables and not from rearrest_outcomes, for speed. The two ways to the primary outcome
-- must give the same counts, or a reader who recomputes a rate from the rows gets another one.
with recounted as (
    select
        o.arm,
        o.door,
        o.comparison_design,
        count(*) as n_observed,
        sum(case when o.is_rearrested then 1 else 0 end) as n_rearrested,
        sum(o.arrest_events) as arrest_events,
        sum(o.street_days) as street_days
    from {{ ref('rearrest_outcomes') }} as o
    cross join {{ source('settings', 'site') }} as s
    where o.outcome = 'new_offense' and o.horizon_days = s.primary_horizon_days and o.is_observed
    group by o.arm, o.door, o.comparison_design
)

select r.arm, r.door, r.comparison_design
from {{ ref('rearrest_rates') }} as r
cross join {{ source('settings', 'site') }} as s
left join recounted as c
    on
        r.arm is not distinct from c.arm
        and r.door is not distinct from c.door
        and r.comparison_design is not distinct from c.comparison_design
where
    r.outcome = 'new_offense'
    and r.horizon_days = s.primary_horizon_days
    and (
        r.n_observed <> coalesce(c.n_observed, 0)
        or r.n_rearrested <> coalesce(c.n_rearrested, 0)
        or r.arrest_events <> coalesce(c.arrest_events, 0)
        or abs(r.person_years - coalesce(c.street_days, 0) / 365.25) > 1e-6
    )
