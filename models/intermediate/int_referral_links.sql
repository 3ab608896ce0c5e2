-- Grain: referral. Which event a referral belongs to. Of arrest diversions alone:
--   near, far  the event that holds its arrest_id, up to link_within_days away or beyond;
--   near       without an arrest_id that this person's arrests hold: the latest event 0 to link_within_days days before;
--   unlinked   neither: it counts as an event of its own on the referral's day.
-- Links are found among arrests; an unlinked diversion's own event links nobody.
with named as (
    select
        r.referral_id,
        a.arrest_date as event_date
    from {{ ref('stg_referrals') }} as r
    inner join {{ ref('int_arrests') }} as a on r.person_id = a.person_id and r.arrest_id = a.arrest_id
    where r.door = 'arrest_diversion'
),

recent as (
    select
        r.referral_id,
        max(a.arrest_date) as event_date
    from {{ ref('stg_referrals') }} as r
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_arrests') }} as a
        on r.person_id = a.person_id and {{ in_grace('r.referral_date', 'a.arrest_date', 's.link_within_days') }}
    where r.door = 'arrest_diversion'
    group by r.referral_id
)

select
    r.referral_id,
    r.person_id,
    r.referral_date,
    r.door,
    r.offense_category,
    r.severity,
    r.district,
    r.decision,
    r.ineligible_reason,
    r.intake_date,
    case
        when r.door <> 'arrest_diversion' then 'other_door'
        when n.event_date is not null and abs({{ days_between('n.event_date', 'r.referral_date') }}) > s.link_within_days
            then 'far'
        when coalesce(n.event_date, p.event_date) is not null then 'near'
        else 'unlinked'
    end as link,
    coalesce(n.event_date, p.event_date) as event_date,
    -- "given" means known: an unknown category or severity says nothing about eligibility
    coalesce(r.offense_category, 'unknown') <> 'unknown' and coalesce(r.severity, 'unknown') <> 'unknown'
        as is_offense_given,
    row_number() over (partition by r.person_id order by r.referral_date, r.referral_id) as referral_number
from {{ ref('stg_referrals') }} as r
cross join {{ source('settings', 'site') }} as s
left join named as n on r.referral_id = n.referral_id
left join recent as p on r.referral_id = p.referral_id
