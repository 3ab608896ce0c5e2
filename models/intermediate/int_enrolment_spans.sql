-- Grain: person x span of days enrolled without a gap. A day of enrolment is one after an intake, to the exit, the death or the
-- end of the data, like a day in custody; spells of several referrals that overlap are one, so that a day counts once.
with spells as (
    select
        r.person_id,
        {{ add_days('r.intake_date', 1) }} as first_date,
        {{ follow_up_end('coalesce(r.exit_date, s.data_through)', follow_up_end('s.data_through', 'p.death_date')) }} as last_date
    from {{ ref('stg_referrals') }} as r
    inner join {{ ref('int_people') }} as p on r.person_id = p.person_id
    cross join {{ source('settings', 'site') }} as s
    where r.intake_date is not null
),

reached as (
    select
        *,
        max(last_date) over (
            partition by person_id order by first_date, last_date rows between unbounded preceding and 1 preceding
        ) as covered_to
    from spells
    where first_date <= last_date
),

numbered as (
    select
        *,
        sum(case when covered_to is null or first_date > covered_to then 1 else 0 end) over (
            partition by person_id order by first_date, last_date rows between unbounded preceding and current row
        ) as span_number
    from reached
)

select person_id, min(first_date) as first_date, max(last_date) as last_date
from numbered
group by person_id, span_number
