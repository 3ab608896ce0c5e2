-- Grain: person x index date x horizon with an event in the window; the others have none. Per outcome the number of events
-- and the day of the first. The classes of an event are decided here: a new offence, else a warrant, else supervision, else
-- an older offence; a new offence's severity is that of its most serious qualifying charge.
{%- set variants = ['null_dates_are_prior', 'exclude_rediversion'] %}
with decided as (
    select
        a.person_id,
        a.index_date,
        a.event_date,
        bit_or(c.charge_flags & {{ flag_mask(new_classes()) }}) as new_flags
    from {{ ref('int_events_after') }} as a
    inner join {{ ref('int_open_charges') }} as c
        on a.person_id = c.person_id and a.event_date = c.event_date and c.qualifying_date > a.index_date
    where a.new_flags is null
    group by a.person_id, a.index_date, a.event_date
),

events as (
    select
        a.person_id,
        a.index_date,
        a.days_after_index,
        a.is_diversion,
        a.is_new_by_known_date,
        a.charge_flags,
        coalesce(a.new_flags, d.new_flags, 0) as new_flags
    from {{ ref('int_events_after') }} as a
    left join decided as d
        on a.person_id = d.person_id and a.index_date = d.index_date and a.event_date = d.event_date
),

classed as (
    select
        person_id,
        index_date,
        days_after_index,
        {{ has_flag('charge_flags', 'is_booked') }} as is_booked,
        {{ has_flag('charge_flags', 'is_cited') }} and not {{ has_flag('charge_flags', 'is_booked') }} as is_cited,
        new_flags <> 0 as is_new_offense,
        true as is_any_arrest,
        new_flags = 0 and {{ has_flag('charge_flags', 'warrant') }} as is_warrant,
        new_flags = 0 and not {{ has_flag('charge_flags', 'warrant') }} and {{ has_flag('charge_flags', 'supervision') }}
            as is_supervision,
        new_flags = 0 and not {{ has_flag('charge_flags', ['warrant', 'supervision']) }} as is_prior_offense,
        {{ has_flag('new_flags', 'new_felony') }} as is_felony,
        {{ has_flag('new_flags', 'new_misdemeanor') }} and not {{ has_flag('new_flags', 'new_felony') }} as is_misdemeanor,
        {{ has_flag('new_flags', 'new_citation') }} and not {{ has_flag('new_flags', ['new_felony', 'new_misdemeanor']) }}
            as is_citation,
        {{ has_flag('new_flags', ['new_drug_possession_charge', 'new_drug_sale_charge']) }} as is_drug,
        {{ has_flag('new_flags', 'new_prostitution_charge') }} as is_prostitution,
        {{ has_flag('new_flags', 'new_property_charge') }} as is_property,
        {{ has_flag('new_flags', 'new_violent_charge') }} as is_violent,
        -- two other readings of new_offense, for the sensitivity analyses of those names
        is_new_by_known_date as is_null_dates_are_prior,
        new_flags <> 0 and not is_diversion as is_exclude_rediversion
    from events
),

-- the day of an event for each outcome that it counts as: counting and dating it are then one aggregate each
dated as (
    select
        person_id,
        index_date,
        days_after_index,
        case when is_booked then 1 end as booked,
        case when is_cited then 1 end as cited
        {%- for name in outcomes() + variants %},
        case when is_{{ name }} then days_after_index end as {{ name }}_day
        {%- endfor %}
    from classed
)

select
    d.person_id,
    d.index_date,
    h.horizon_days,
    {%- for name in outcomes() + variants %}
    cast(count(d.{{ name }}_day) as integer) as {{ name }}_events,
    min(d.{{ name }}_day) as {{ name }}_first_day,
    {%- endfor %}
    cast(count(d.booked) as integer) as booked_events,
    cast(count(d.cited) as integer) as cited_events
from dated as d
inner join {{ source('settings', 'horizons') }} as h on d.days_after_index <= h.horizon_days
group by d.person_id, d.index_date, h.horizon_days
