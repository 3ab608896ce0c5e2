-- Grain: person with a referral, loaded or quarantined. From when on a person can't be an undiverted comparison.
with contacts as (
    select
        person_id,
        min(referral_date) as first_referral_date,
        min(event_date) as first_linked_event_date
    from {{ ref('int_referral_links') }}
    group by person_id
),

quarantined as (
    select
        person_id,
        min(referral_date) as first_quarantined_date,
        max(case when referral_date is null then 1 else 0 end) = 1 as has_undated_quarantined
    from {{ ref('stg_quarantined_referrals') }}
    group by person_id
)

select
    coalesce(c.person_id, q.person_id) as person_id,
    c.first_referral_date,
    c.first_linked_event_date,
    least(c.first_referral_date, c.first_linked_event_date) as first_contact_date,
    q.first_quarantined_date,
    coalesce(q.has_undated_quarantined, false) as has_undated_quarantined
from contacts as c
full outer join quarantined as q on c.person_id = q.person_id
