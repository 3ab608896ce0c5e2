-- Grain: person. Everyone who can hold a trial: with a charge that some eligibility rule names (whatever its dates), on or
-- after the first day of any window, or with a referral. All that follows reads these people's charges alone; nobody else
-- can enter a cohort, the funnel or the area contrast, so this is a matter of speed and never of who counts.
with rules as (
    select bit_or({{ kind_bit(severity_code('severity'), category_code('offense_category')) }}) as eligible_kinds
    from {{ source('settings', 'eligibility_rules') }}
),

first_window as (
    select least(s.accrual_start, s.historical_start, min(d.window_start)) as first_day
    from {{ source('settings', 'site') }} as s
    left join {{ source('settings', 'designs') }} as d on true
    group by s.accrual_start, s.historical_start
)

select distinct a.person_id
from {{ ref('stg_arrests') }} as a
cross join rules as r
cross join first_window as w
where
    not a.is_warrant
    and a.arrest_date >= w.first_day
    and ({{ kind_bit(severity_code('a.severity'), category_code('a.offense_category')) }} & r.eligible_kinds) <> 0
union
select person_id
from {{ ref('stg_referrals') }}
