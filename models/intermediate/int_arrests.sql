-- Grain: person x arrest_id, of the people whose arrests are looked up by number: those with a referral, and those who lost
-- an arrest's row to quarantine. An arrest's date is the earliest of its rows; co-arrestees may share a number.
with looked_up as (
    select person_id from {{ ref('stg_referrals') }}
    union
    select person_id from {{ ref('stg_quarantined_arrests') }}
)

select
    person_id,
    arrest_id,
    min(arrest_date) as arrest_date
from {{ ref('stg_arrests') }}
where person_id in (select person_id from looked_up)
group by person_id, arrest_id
