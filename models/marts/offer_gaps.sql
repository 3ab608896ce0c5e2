with estimated as (
    select * from {{ ref('est_offer_gaps') }}
)

select
    cast(group_by as varchar) as group_by,
    cast("group" as varchar) as "group",
    cast(reference_group as varchar) as reference_group,
    cast(n_eligible as bigint) as n_eligible,
    cast(n_offered as bigint) as n_offered,
    cast(share as double) as share,
    cast(reference_share as double) as reference_share,
    cast(raw_difference as double) as raw_difference,
    cast(raw_lower as double) as raw_lower,
    cast(raw_upper as double) as raw_upper,
    cast(adjusted_share as double) as adjusted_share,
    cast(adjusted_reference_share as double) as adjusted_reference_share,
    cast(adjusted_difference as double) as adjusted_difference,
    cast(adjusted_lower as double) as adjusted_lower,
    cast(adjusted_upper as double) as adjusted_upper,
    cast(adjusted_ratio as double) as adjusted_ratio,
    cast(adjusted_ratio_lower as double) as adjusted_ratio_lower,
    cast(adjusted_ratio_upper as double) as adjusted_ratio_upper,
    cast(std_error as double) as std_error,
    cast(minimum_detectable as double) as minimum_detectable,
    cast(adjusted_for as varchar) as adjusted_for,
    cast(note as varchar) as note
from estimated
