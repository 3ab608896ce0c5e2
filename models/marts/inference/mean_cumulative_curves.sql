with estimated as (
    select * from {{ ref('est_mean_curves') }}
)

select
    cast(arm as varchar) as arm,
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    cast(weighting as varchar) as weighting,
    cast(outcome as varchar) as outcome,
    cast(day as integer) as day,
    cast(mean_cumulative_count as double) as mean_cumulative_count,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper,
    cast(n_at_risk as bigint) as n_at_risk,
    cast(n_events as bigint) as n_events,
    cast(n_trials_with_event as bigint) as n_trials_with_event
from estimated
