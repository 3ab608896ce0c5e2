with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_scenarios'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(basis as varchar) as basis,
    cast(perspective as varchar) as perspective,
    cast(scenario as varchar) as scenario,
    cast(discount_rate as double) as discount_rate,
    cast(net_usd as double) as net_usd,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(probability_net_positive as double) as probability_net_positive,
    cast(diagnostics_passed as boolean) as diagnostics_passed
from estimated
