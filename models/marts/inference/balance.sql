with estimated as (
    select * from {{ ref('est_balance') }}
    where covariate not like 'preference_score_%'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(weighting as varchar) as weighting,
    cast(covariate as varchar) as covariate,
    cast(mean_lead as double) as mean_lead,
    cast(mean_comparison as double) as mean_comparison,
    cast(smd as double) as smd,
    cast(smd_std_error as double) as smd_std_error,
    cast(variance_ratio as double) as variance_ratio,
    cast(wwc_class as varchar) as wwc_class,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison,
    cast(ess_comparison as double) as ess_comparison,
    cast(people_apart_lead as bigint) as people_apart_lead,
    cast(people_apart_comparison as bigint) as people_apart_comparison
from estimated
