-- Grain: quarantined row x reason. Never a value.
select
    extract,
    file,
    row_number,
    {{ adapter.quote('column') }},
    reason
from {{ source('audit', 'quarantine') }}
