-- Grain: day on which anything happened. The kinds of charge (severity x category) that some rule makes eligible that day,
-- the ends of its validity included; 0 where none does.
with days as (
    select arrest_date as event_date from {{ ref('stg_arrests') }}
    union
    select referral_date from {{ ref('stg_referrals') }}
)

select
    d.event_date,
    coalesce(
        bit_or({{ kind_bit(severity_code('r.severity'), category_code('r.offense_category')) }}), 0
    ) as eligible_kinds
from days as d
left join {{ source('settings', 'eligibility_rules') }} as r
    on
        (r.valid_from is null or r.valid_from <= d.event_date)
        and (r.valid_to is null or r.valid_to >= d.event_date)
group by d.event_date
