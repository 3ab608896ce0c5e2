{# Rows of outcomes, unfolded: cohort row x name x horizon. `names` are those of int_trial_outcomes' columns, `kind` is what
   the column is called that tells them apart. The relations stand without the file's name, for the models are views. Trials and
   horizons are joined once and read once a name: joined name by name a look at all of them took three times as long. #}
{% macro outcome_rows(kind, names) -%}
with trials as (
    select
        c.trial_id,
        c.person_id,
        c.arm,
        c.door,
        c.comparison_design,
        c.index_date,
        h.horizon_days,
        {{ is_observed_at('c.index_date', 'h.horizon_days', 's.data_through') }} as is_observed,
        {%- for name in names %}
        o.{{ name }}_events,
        o.{{ name }}_first_day,
        {%- endfor %}
        case when c.death_date <= s.data_through then {{ death_day('c.death_date', 'c.index_date') }} end as death_day,
        {{ possible_street_days('c.index_date', 'h.horizon_days', 'c.follow_up_end') }} - coalesce(k.custody_days, 0)
            as street_days
    from {{ in_this_file(ref('cohort')) }} as c
    cross join {{ in_this_file(source('settings', 'site')) }} as s
    cross join {{ in_this_file(source('settings', 'horizons')) }} as h
    left join {{ in_this_file(ref('int_trial_outcomes')) }} as o
        on c.person_id = o.person_id and c.index_date = o.index_date and h.horizon_days = o.horizon_days
    left join {{ in_this_file(ref('int_custody_days')) }} as k
        on c.person_id = k.person_id and c.index_date = k.index_date and h.horizon_days = k.horizon_days
)
{% for name in names %}
select
    trial_id,
    person_id,
    arm,
    door,
    comparison_design,
    index_date,
    '{{ name }}' as {{ kind }},
    horizon_days,
    is_observed,
    case when is_observed then coalesce({{ name }}_events, 0) > 0 end as is_rearrested,
    cast(coalesce({{ name }}_events, 0) as integer) as arrest_events,
    cast(case
        when {{ name }}_events > 0 then {{ name }}_first_day
        when death_day <= horizon_days then death_day
    end as integer) as days_to_first_event,
    cast(street_days as integer) as street_days,
    case
        when {{ name }}_events > 0 then 'rearrest'
        when death_day <= horizon_days then 'death'
        when not is_observed then 'censored'
        else 'none'
    end as event_type
from trials
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}
