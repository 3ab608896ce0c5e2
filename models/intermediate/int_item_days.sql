-- Grain: trial x item x span of days after the index (first_day to last_day, both in it). On which days what costs are put on
-- was used, to the longest horizon and the end of follow-up: costs are discounted by it. Spans of one item don't overlap,
-- but one item may have several events on a day. The numbers of days and events are those of trial_quantities; besides:
--   custody_day       any facility (a day in jail is one in custody and not in prison)
--   index_processing  day 0, where the index event was processed as an arrest: every comparison trial; of the diverted, those
--                     whose index event was booked all the same
--   induced_service   a day with an attended health contact of the programme (LEAD alone: what the others used is not
--                     recorded, and taken as none, which counts against the programme)
--   participant       the day of the first intake on or after the index (LEAD alone)
--   enrolled_day      days enrolled (LEAD alone)
with trials as (
    select
        c.trial_id,
        c.person_id,
        c.index_date,
        c.arm,
        c.intake_date,
        {{ follow_up_end(add_days('c.index_date', 'h.horizon_days'), 'c.follow_up_end') }} as last_date
    from {{ ref('cohort') }} as c
    cross join (select max(horizon_days) as horizon_days from {{ source('settings', 'horizons') }}) as h
),

arrest_days as (
    select
        t.trial_id,
        a.days_after_index,
        {{ has_flag('a.charge_flags', 'is_booked') }} as is_booked,
        {{ has_flag('a.charge_flags', 'is_cited') }} as is_cited
    from trials as t
    inner join {{ ref('int_events_after') }} as a on t.person_id = a.person_id and t.index_date = a.index_date
),

spans as (
    select
        person_id,
        first_day as first_date,
        last_day as last_date,
        case kind when 'prison' then 'prison_day' else 'custody_day' end as item
    from {{ ref('int_custody_spans') }}
    union all
    select person_id, filed_date, filed_date, severity || '_filing'
    from {{ ref('stg_court_cases') }}
    where severity in ('felony', 'misdemeanor')
    union all
    select distinct
        person_id,
        event_date,
        event_date,
        case event_type when 'ed_visit' then 'ed_visit' when 'crisis' then 'crisis_contact' else 'overdose_response' end
    from {{ ref('stg_health_events') }}
    where event_type is not null
    union all
    select distinct person_id, contact_date, contact_date, 'induced_service'
    from {{ ref('stg_engagements') }}
    where contact_type = 'health' and outcome = 'attended'
    union all
    select person_id, first_date, last_date, 'enrolled_day'
    from {{ ref('int_enrolment_spans') }}
)

select trial_id, 'arrest' as item, days_after_index as first_day, days_after_index as last_day
from arrest_days
union all
select trial_id, case when is_booked then 'booking' else 'citation' end as item, days_after_index, days_after_index
from arrest_days
where is_booked or is_cited
union all
select
    t.trial_id,
    s.item,
    cast(greatest({{ event_day('s.first_date', 't.index_date') }}, 1) as integer) as first_day,
    cast({{ event_day(follow_up_end('t.last_date', 's.last_date'), 't.index_date') }} as integer) as last_day
from trials as t
inner join spans as s
    on t.person_id = s.person_id and s.last_date > t.index_date and s.first_date <= t.last_date
where t.arm = 'lead' or s.item not in ('induced_service', 'enrolled_day')
union all
select
    trial_id,
    'participant' as item,
    cast({{ event_day('intake_date', 'index_date') }} as integer) as first_day,
    cast({{ event_day('intake_date', 'index_date') }} as integer) as last_day
from trials
where arm = 'lead' and intake_date <= last_date
union all
select t.trial_id, 'index_processing' as item, 0, 0
from trials as t
left join {{ ref('int_events') }} as e
    on t.person_id = e.person_id and t.index_date = e.event_date and not e.is_unlinked
where t.arm = 'comparison' or {{ has_flag('e.charge_flags', 'is_booked') }}
