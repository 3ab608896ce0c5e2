with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_outlook'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(withheld_reason as varchar) as withheld_reason,
    cast(remedy as varchar) as remedy,
    cast(publishable_year as integer) as publishable_year,
    cast(publishable_quarter as integer) as publishable_quarter,
    cast(people_lead as bigint) as people_lead,
    cast(people_comparison as bigint) as people_comparison,
    cast(people_for_a_clear_sign as bigint) as people_for_a_clear_sign
from estimated
