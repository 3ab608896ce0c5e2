-- Grain: person x index date x horizon with a court filing or a health event in the window (up to the end of follow-up).
-- A day of a person counts once for each kind of health event: rows of one day can't be told from repeats. Overdoses, fatal
-- or not, and naloxone given are one response a day.
with happened as (
    select person_id, filed_date as event_date, severity || '_filing' as item
    from {{ ref('stg_court_cases') }}
    where severity in ('felony', 'misdemeanor')
    union all
    select distinct
        person_id,
        event_date,
        case event_type when 'ed_visit' then 'ed_visit' when 'crisis' then 'crisis_contact' else 'overdose_response' end as item
    from {{ ref('stg_health_events') }}
    where event_type is not null
)

select
    i.person_id,
    i.index_date,
    h.horizon_days,
    {%- for item in ['felony_filing', 'misdemeanor_filing', 'ed_visit', 'crisis_contact', 'overdose_response'] %}
    cast(count(case when e.item = '{{ item }}' then 1 end) as integer) as {{ item }}_count{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('int_index_dates') }} as i
cross join {{ source('settings', 'horizons') }} as h
inner join happened as e
    on
        i.person_id = e.person_id
        and {{ in_window('e.event_date', 'i.index_date', 'h.horizon_days') }}
        and e.event_date <= i.follow_up_end
group by i.person_id, i.index_date, h.horizon_days
