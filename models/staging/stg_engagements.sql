select
    contact_id,
    person_id,
    contact_date,
    cast(contact_type as varchar) as contact_type,
    cast(outcome as varchar) as outcome,
    minutes,
    cast(case_manager_id as varchar) as case_manager_id
from {{ source('raw', 'engagements') }}
