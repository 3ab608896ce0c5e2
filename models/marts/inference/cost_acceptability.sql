with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_acceptability'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(basis as varchar) as basis,
    cast(perspective as varchar) as perspective,
    cast(willingness_usd as integer) as willingness_usd,
    cast(probability_acceptable as double) as probability_acceptable,
    cast(diagnostics_passed as boolean) as diagnostics_passed
from estimated
