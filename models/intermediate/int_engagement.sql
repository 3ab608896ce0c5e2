-- Grain: person x date: the index dates of people with a referral, and the days of their eligible arrests (for the funnel).
-- Engaged: the person's earliest intake on or after the day comes within intake_within_days, and min_contacts attended
-- contacts within engaged_within_days; the day itself counts for both. Null without an engagements extract, or where one of
-- the two spans outruns the data.
with days as (
    select person_id, index_date from {{ ref('int_index_dates') }}
    where person_id in (select person_id from {{ ref('int_referral_links') }})
    union
    select person_id, event_date from {{ ref('int_events') }}
    where is_eligible_at_any_age and person_id in (select person_id from {{ ref('int_referral_links') }})
    union
    select person_id, referral_date from {{ ref('int_referral_links') }}
),

intakes as (
    select d.person_id, d.index_date, min(r.intake_date) as intake_date
    from days as d
    inner join {{ ref('int_referral_links') }} as r on d.person_id = r.person_id and r.intake_date >= d.index_date
    group by d.person_id, d.index_date
),

contacts as (
    select d.person_id, d.index_date, count(*) as n_contacts
    from days as d
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('stg_engagements') }} as e
        on
            d.person_id = e.person_id
            and e.outcome = 'attended'
            and {{ in_grace('e.contact_date', 'd.index_date', 's.engaged_within_days') }}
    group by d.person_id, d.index_date
),

joined as (
    select
        d.person_id,
        d.index_date,
        i.intake_date,
        coalesce({{ in_grace('i.intake_date', 'd.index_date', 's.intake_within_days') }}, false) as is_intake_in_time,
        coalesce(c.n_contacts, 0) as n_contacts,
        s.min_contacts,
        s.has_engagements
        and {{ is_observed_at('d.index_date', 'greatest(s.intake_within_days, s.engaged_within_days)', 's.data_through') }}
            as is_engagement_known
    from days as d
    cross join {{ source('settings', 'site') }} as s
    left join intakes as i on d.person_id = i.person_id and d.index_date = i.index_date
    left join contacts as c on d.person_id = c.person_id and d.index_date = c.index_date
)

select
    person_id,
    index_date,
    intake_date,
    is_intake_in_time,
    cast(n_contacts as integer) as attended_contacts,
    case when is_engagement_known then is_intake_in_time and n_contacts >= min_contacts end as is_engaged
from joined
