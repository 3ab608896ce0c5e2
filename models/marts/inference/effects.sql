with estimated as (
    select * from {{ ref('est_effects') }}
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(population as varchar) as population,
    cast(outcome as varchar) as outcome,
    cast(horizon_days as integer) as horizon_days,
    cast(estimator as varchar) as estimator,
    cast(measure as varchar) as measure,
    cast(estimand as varchar) as estimand,
    cast(estimate as double) as estimate,
    cast(std_error as double) as std_error,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(p_value as double) as p_value,
    cast(mean_lead as double) as mean_lead,
    cast(mean_comparison as double) as mean_comparison,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(people_lead as bigint) as people_lead,
    cast(people_comparison as bigint) as people_comparison,
    cast(n_lead_unsupported as bigint) as n_lead_unsupported,
    cast(ess_comparison as double) as ess_comparison,
    cast(minimum_detectable as double) as minimum_detectable,
    cast(diagnostics_passed as boolean) as diagnostics_passed,
    cast(withheld_reason as varchar) as withheld_reason,
    cast(test_family as varchar) as test_family,
    cast(p_value_adjusted as double) as p_value_adjusted,
    cast(note as varchar) as note
from estimated
