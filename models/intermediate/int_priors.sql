-- Grain: person x index date with an event in the lookback. Counts of events on -lookback_days <= d <= -1.
with prior_events as (
    select
        i.person_id,
        i.index_date,
        {{ days_between('e.event_date', 'i.index_date') }} as days_before,
        e.charge_flags,
        e.is_eligible_at_any_age and {{ is_of_age('e.event_date', 'i.birth_year', 's.min_age') }} as is_eligible
    from {{ ref('int_index_dates') }} as i
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_events') }} as e
        on i.person_id = e.person_id and {{ in_lookback('e.event_date', 'i.index_date', 's.lookback_days') }}
)

select
    person_id,
    index_date,
    cast(count(*) as integer) as prior_arrests,
    {%- for days in [30, 90, 365] %}
    cast(count(case when days_before <= {{ days }} then 1 end) as integer) as prior_arrests_{{ days }}d,
    {%- endfor %}
    {%- for name, flag in [('new_offense', 'ordinary'), ('felony', 'felony'),
                           ('drug', ['drug_possession', 'drug_sale']), ('warrant', 'warrant')] %}
    cast(count(case when {{ has_flag('charge_flags', flag) }} then 1 end) as integer) as prior_{{ name }}_arrests,
    cast(count(case when {{ has_flag('charge_flags', flag) }} and days_before > 365 then 1 end) as integer)
        as prior_{{ name }}_arrests_before_365d,
    {%- endfor %}
    cast(count(case when is_eligible then 1 end) as integer) as prior_eligible_arrests,
    cast(count(case when is_eligible and days_before > 365 then 1 end) as integer) as prior_eligible_arrests_before_365d,
    cast(min(days_before) as integer) as days_since_last_arrest
from prior_events
group by person_id, index_date
