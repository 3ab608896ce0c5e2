select
    person_id,
    event_date,
    event_type
from {{ source('raw', 'health_events') }}
