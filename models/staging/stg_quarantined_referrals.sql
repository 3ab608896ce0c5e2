select
    person_id,
    referral_date
from {{ source('raw', 'quarantined_referrals') }}
