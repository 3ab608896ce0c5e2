{# Facts that must be true of every row: ranges, orders of limits, sums. One test node and one pass for a table's whole list;
   a failing condition comes out with the number of its rows. A condition that is NULL holds. #}
{% test conditions_hold(model, conditions) %}
with counted as (
    select
        {%- for condition in conditions %}
        sum(case when {{ condition }} then 0 when not ({{ condition }}) then 1 else 0 end) as failures_{{ loop.index }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ model }}
)

{% for condition in conditions %}
select '{{ condition | replace("'", "''") }}' as failed_condition, failures_{{ loop.index }} as n_rows
from counted
where failures_{{ loop.index }} > 0
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endtest %}
