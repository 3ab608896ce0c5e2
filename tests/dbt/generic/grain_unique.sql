{# One row a grain: a join that multiplies rows shows here first. NULLs of a grain column are alike (a door is null in every
   comparison row), which `unique` and a plain concatenation would miss. Fails with one row a repeated grain. #}
{% test grain_unique(model, columns) %}
{%- set quoted = [] -%}
{%- for column in columns %}{% do quoted.append(adapter.quote(column)) %}{% endfor %}
select {{ quoted | join(', ') }}, count(*) as n_rows
from {{ model }}
group by {{ quoted | join(', ') }}
having count(*) > 1
{% endtest %}
