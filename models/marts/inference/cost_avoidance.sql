with estimated as (
    select * from {{ ref('est_costs') }} where table_name = 'cost_avoidance'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(horizon_days as integer) as horizon_days,
    cast(item as varchar) as item,
    cast(payer as varchar) as payer,
    cast(basis as varchar) as basis,
    cast(units_avoided_per_person as double) as units_avoided_per_person,
    cast(units_lower as double) as units_lower,
    cast(units_upper as double) as units_upper,
    cast(discounted_units_per_person as double) as discounted_units_per_person,
    cast(unit_cost_usd as double) as unit_cost_usd,
    cast(price_year as integer) as price_year,
    cast(avoided_per_person_usd as double) as avoided_per_person_usd,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(break_even_unit_cost_usd as double) as break_even_unit_cost_usd,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(withheld_reason as varchar) as withheld_reason,
    cast(note as varchar) as note
from estimated
