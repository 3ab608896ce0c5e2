select
    person_id,
    case_id,
    filed_date,
    cast(severity as varchar) as severity,
    disposition
from {{ source('raw', 'court_cases') }}
