select
    person_id,
    event_date,
    cast(event_type as varchar) as event_type
from {{ source('raw', 'health_events') }}
