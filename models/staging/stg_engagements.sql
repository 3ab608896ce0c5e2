select
    contact_id,
    person_id,
    contact_date,
    contact_type,
    outcome,
    minutes,
    case_manager_id
from {{ source('raw', 'engagements') }}
