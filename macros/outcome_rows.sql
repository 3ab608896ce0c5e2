{# Rows of outcomes, unfolded: cohort row x name x horizon. `names` are those of int_trial_horizons' columns, `kind` is what the
   column is called that tells them apart. The relation stands without the file's name, for the models are views; a question
   about one name or horizon then reads the columns of that name alone. #}
{% macro outcome_rows(kind, names) -%}
{% for name in names %}
select
    trial_id,
    person_id,
    cast(arm as varchar) as arm,
    cast(door as varchar) as door,
    cast(comparison_design as varchar) as comparison_design,
    index_date,
    '{{ name }}' as {{ kind }},
    horizon_days,
    is_observed,
    case when is_observed then {{ name }}_events > 0 end as is_rearrested,
    {{ name }}_events as arrest_events,
    case
        when {{ name }}_events > 0 then {{ name }}_first_day
        when death_day <= horizon_days then death_day
    end as days_to_first_event,
    street_days,
    case
        when {{ name }}_events > 0 then 'rearrest'
        when death_day <= horizon_days then 'death'
        when not is_observed then 'censored'
        else 'none'
    end as event_type
from {{ in_this_file(ref('int_trial_horizons')) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro %}
