select
    person_id,
    case_id,
    filed_date,
    severity,
    disposition
from {{ source('raw', 'court_cases') }}
