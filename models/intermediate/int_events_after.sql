-- Grain: person x index date x event on 1 <= d <= the longest horizon, up to the end of follow-up.
-- new_flags: the classes of the charges that make the event a new offence after this index; 0: none does; null: some do
-- and some don't (the index lies between their offence dates), which the charges themselves decide (int_open_charges).
select
    i.person_id,
    i.index_date,
    e.event_date,
    cast({{ event_day('e.event_date', 'i.index_date') }} as integer) as days_after_index,
    e.is_linked or e.is_unlinked as is_diversion,
    e.charge_flags,
    case
        when e.last_qualifying_date is null or e.last_qualifying_date <= i.index_date then 0
        when e.first_qualifying_date > i.index_date then e.charge_flags & {{ flag_mask(new_classes()) }}
    end as new_flags,
    coalesce(e.last_known_qualifying_date > i.index_date, false) as is_new_by_known_date
from {{ ref('int_index_dates') }} as i
cross join (select max(horizon_days) as horizon_days from {{ source('settings', 'horizons') }}) as h
inner join {{ ref('int_events') }} as e
    on
        i.person_id = e.person_id
        and {{ in_window('e.event_date', 'i.index_date', 'h.horizon_days') }}
        and e.event_date <= i.follow_up_end
