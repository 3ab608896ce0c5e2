select
    person_id,
    arrest_id
from {{ source('raw', 'quarantined_arrests') }}
