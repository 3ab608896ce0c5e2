select
    person_id,
    admit_date,
    release_date,
    cast(facility as varchar) as facility
from {{ source('raw', 'custody') }}
