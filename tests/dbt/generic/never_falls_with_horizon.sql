{# Longer follow-up can't lose an event: a value that falls from one horizon to the next betrays a cut-off that was put on one
   side only, this field's recurring bug. `by` are the columns that tell the series apart. #}
{% test never_falls_with_horizon(model, columns, by) %}
with series as (
    select
        {% for column in columns %}
        {{ column }} - lag({{ column }}) over (
            partition by {{ by | join(', ') }} order by horizon_days
        ) as step_{{ loop.index }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ model }}
)

select *
from series
where {% for column in columns %}step_{{ loop.index }} < -1e-12{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
