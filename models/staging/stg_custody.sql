select
    person_id,
    admit_date,
    release_date,
    facility
from {{ source('raw', 'custody') }}
