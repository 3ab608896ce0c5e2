select
    person_id,
    death_date
from {{ source('raw', 'deaths') }}
