-- Grain: file of a load.
select
    cast(load_id as varchar) as load_id,
    cast(loaded_at as timestamp) as loaded_at,
    extract,
    file,
    sha256,
    cast(rows_read as bigint) as rows_read,
    settings_sha256
from {{ source('audit', 'load_history') }}
