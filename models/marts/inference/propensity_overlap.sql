with banded as (
    select * from {{ ref('est_balance') }}
    where covariate like 'preference_score_%'
)

select
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(weighting as varchar) as weighting,
    cast(covariate as varchar) as covariate,
    cast(mean_lead as double) as mean_lead,
    cast(mean_comparison as double) as mean_comparison,
    cast(n_lead as bigint) as n_lead,
    cast(n_comparison as bigint) as n_comparison
from banded
