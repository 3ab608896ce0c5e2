-- Grain: person x index date. What lies before and after an index is the same for every trial that it belongs to (one event
-- may be a trial of two designs, and an index of the area contrast or of a risk set), so it is computed once.
with indexes as (
    select person_id, index_date, birth_year, death_date from {{ ref('int_trials') }}
    union
    select person_id, index_date, birth_year, death_date from {{ ref('int_area_policy_events') }}
    union
    select person_id, index_date, birth_year, death_date from {{ ref('int_risk_sets') }}
)

select
    i.person_id,
    i.index_date,
    i.birth_year,
    i.death_date,
    {{ follow_up_end('s.data_through', 'i.death_date') }} as follow_up_end
from indexes as i
cross join {{ source('settings', 'site') }} as s
