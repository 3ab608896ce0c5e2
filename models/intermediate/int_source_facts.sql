-- Grain: one row. What the extracts can say at all: a quantity whose source is missing is unknown, not zero.
select
    s.has_custody,
    s.has_court_cases,
    s.has_health_events,
    (select count(*) from {{ ref('stg_arrests') }} where disposition <> 'unknown') > 0 as has_dispositions
from {{ source('settings', 'site') }} as s
