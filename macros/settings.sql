{# One value of the site's settings, as an uncorrelated scalar. #}
{% macro setting(column) -%}
    (select {{ column }} from {{ source('settings', 'site') }})
{%- endmacro %}

{# The longest horizon of the site. #}
{% macro longest_horizon_days() -%}
    (select max(horizon_days) from {{ source('settings', 'horizons') }})
{%- endmacro %}
