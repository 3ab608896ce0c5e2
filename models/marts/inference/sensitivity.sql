with estimated as (
    select * from {{ ref('est_sensitivity') }}
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(population as varchar) as population,
    cast(outcome as varchar) as outcome,
    cast(horizon_days as integer) as horizon_days,
    cast(estimator as varchar) as estimator,
    cast(measure as varchar) as measure,
    cast(analysis as varchar) as analysis,
    cast(estimate as double) as estimate,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(p_value as double) as p_value,
    cast(e_value as double) as e_value,
    cast(e_value_ci as double) as e_value_ci,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(withheld_reason as varchar) as withheld_reason,
    cast(note as varchar) as note
from estimated
