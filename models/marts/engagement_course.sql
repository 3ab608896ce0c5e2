with estimated as (
    select * from {{ ref('est_engagement_course') }}
)

select
    cast(door as varchar) as door,
    cast(course as varchar) as course,
    cast(day as integer) as day,
    cast(n_people as bigint) as n_people,
    cast(n_events as bigint) as n_events,
    cast(share as double) as share,
    cast(ci_lower as double) as ci_lower,
    cast(ci_upper as double) as ci_upper
from estimated
