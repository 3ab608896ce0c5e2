with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_tornado'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(basis as varchar) as basis,
    cast(perspective as varchar) as perspective,
    cast(parameter as varchar) as parameter,
    cast(item as varchar) as item,
    cast(net_low_usd as double) as net_low_usd,
    cast(net_high_usd as double) as net_high_usd,
    cast(diagnostics_passed as boolean) as diagnostics_passed
from estimated
