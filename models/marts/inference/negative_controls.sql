with estimated as (
    select * from {{ ref('est_negative_controls') }}
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(control as varchar) as control,
    cast(estimate as double) as estimate,
    cast(std_error as double) as std_error,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(p_value as double) as p_value,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(note as varchar) as note
from estimated
