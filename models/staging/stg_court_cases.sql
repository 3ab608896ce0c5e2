select
    person_id,
    case_id,
    filed_date,
    cast(severity as varchar) as severity,
    cast(disposition as varchar) as disposition
from {{ source('raw', 'court_cases') }}
