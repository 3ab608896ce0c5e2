select
    contact_id,
    person_id,
    contact_date,
    cast(contact_type as varchar) as contact_type,
    cast(outcome as varchar) as outcome,
    minutes,
    case_manager_id
from {{ source('raw', 'engagements') }}
