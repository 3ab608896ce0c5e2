-- Grain: trial x item x horizon, where the quantity is not zero. What the programme itself changes or uses:
--   index_processing    1 where the index event was processed as an arrest: every comparison trial; of the diverted, those whose
--                       index event was booked all the same
--   induced_service     days with an attended health contact after the index, to the horizon (LEAD alone: what the others used
--                       is not recorded, and taken as none, which counts against the programme)
--   participants        1 where an intake followed within the horizon
--   participant_months  months from that intake to the exit, the horizon or the end of follow-up
with horizons as (
    select horizon_days from {{ source('settings', 'horizons') }}
),

processed as (
    select
        c.trial_id,
        case when c.arm = 'comparison' or coalesce({{ has_flag('e.charge_flags', 'is_booked') }}, false) then 1e0 else 0e0 end
            as quantity
    from {{ ref('cohort') }} as c
    left join {{ ref('int_events') }} as e
        on c.person_id = e.person_id and c.index_date = e.event_date and not e.is_unlinked
),

health_days as (
    select distinct person_id, contact_date
    from {{ ref('stg_engagements') }}
    where contact_type = 'health' and outcome = 'attended'
),

services as (
    select
        c.trial_id,
        h.horizon_days,
        cast(count(*) as double) as quantity
    from {{ ref('cohort') }} as c
    cross join horizons as h
    inner join health_days as d
        on
            c.person_id = d.person_id
            and {{ in_window('d.contact_date', 'c.index_date', 'h.horizon_days') }}
            and d.contact_date <= c.follow_up_end
    where c.arm = 'lead'
    group by c.trial_id, h.horizon_days
),

exits as (
    select
        person_id,
        intake_date,
        max(coalesce(exit_date, date '9999-12-31')) as exit_date
    from {{ ref('stg_referrals') }}
    where intake_date is not null
    group by person_id, intake_date
),

enrolled as (
    select
        c.trial_id,
        h.horizon_days,
        greatest({{ days_between(
            'c.intake_date',
            'least(x.exit_date, c.follow_up_end, ' ~ add_days('c.index_date', 'h.horizon_days') ~ ')'
        ) }}, 0) as enrolled_days
    from {{ ref('cohort') }} as c
    cross join horizons as h
    inner join exits as x on c.person_id = x.person_id and c.intake_date = x.intake_date
    where
        c.arm = 'lead'
        and {{ days_between('c.index_date', 'c.intake_date') }} <= h.horizon_days
)

select
    p.trial_id,
    'index_processing' as item,
    h.horizon_days,
    p.quantity
from processed as p
cross join horizons as h
where p.quantity > 0
union all
select
    trial_id,
    'induced_service' as item,
    horizon_days,
    quantity
from services
union all
select
    trial_id,
    'participants' as item,
    horizon_days,
    1e0 as quantity
from enrolled
union all
select
    trial_id,
    'participant_months' as item,
    horizon_days,
    enrolled_days / 30.4375e0 as quantity
from enrolled
where enrolled_days > 0
