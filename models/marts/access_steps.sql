with estimated as (
    select * from {{ ref('est_access_steps') }}
)

select
    cast(group_by as varchar) as group_by,
    cast("group" as varchar) as "group",
    cast(stage as varchar) as stage,
    cast(share_of as varchar) as share_of,
    cast(reference_group as varchar) as reference_group,
    cast(log_ratio as double) as log_ratio,
    cast(log_ratio_lower as double) as log_ratio_lower,
    cast(log_ratio_upper as double) as log_ratio_upper,
    cast(points as double) as points
from estimated
