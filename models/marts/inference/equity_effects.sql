with estimated as (
    select * from {{ ref('est_equity') }}
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(group_by as varchar) as group_by,
    cast("group" as varchar) as "group",
    cast(outcome as varchar) as outcome,
    cast(horizon_days as integer) as horizon_days,
    cast(estimate as double) as estimate,
    cast(std_error as double) as std_error,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(shrunk_estimate as double) as shrunk_estimate,
    cast(shrunk_lower as double) as shrunk_lower,
    cast(shrunk_upper as double) as shrunk_upper,
    cast(interaction_estimate as double) as interaction_estimate,
    cast(interaction_lower as double) as interaction_lower,
    cast(interaction_upper as double) as interaction_upper,
    cast(interaction_p as double) as interaction_p,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(minimum_detectable as double) as minimum_detectable,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(note as varchar) as note
from estimated
