with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_summary'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(payer as varchar) as payer,
    cast(basis as varchar) as basis,
    cast(perspective as varchar) as perspective,
    cast(gross_avoided_usd as double) as gross_avoided_usd,
    cast(gross_lower as double) as gross_lower,
    cast(gross_upper as double) as gross_upper,
    cast(programme_cost_usd as double) as programme_cost_usd,
    cast(startup_cost_usd as double) as startup_cost_usd,
    cast(in_kind_cost_usd as double) as in_kind_cost_usd,
    cast(net_usd as double) as net_usd,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(benefit_cost_ratio as double) as benefit_cost_ratio,
    cast(probability_net_positive as double) as probability_net_positive,
    cast(break_even as double) as break_even,
    cast(price_year as integer) as price_year,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(withheld_reason as varchar) as withheld_reason,
    cast(note as varchar) as note
from estimated
