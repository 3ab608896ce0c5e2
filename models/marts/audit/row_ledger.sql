-- Grain: extract x file. What became of every row that was read.
select
    extract,
    file,
    rows_read,
    rows_loaded,
    rows_quarantined,
    rows_duplicate,
    rows_withdrawn
from {{ source('audit', 'row_ledger') }}
