select
    extract,
    is_present,
    rows_loaded
from {{ source('raw', 'extracts') }}
