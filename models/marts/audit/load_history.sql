-- Grain: file of a load.
select
    load_id,
    loaded_at,
    extract,
    file,
    sha256,
    rows_read,
    settings_sha256
from {{ source('audit', 'load_history') }}
