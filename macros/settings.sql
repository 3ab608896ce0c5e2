{# One value of the site's settings, as an uncorrelated scalar. #}
{% macro setting(column) -%}
    (select {{ column }} from {{ source('settings', 'site') }})
{%- endmacro %}

{# The longest horizon of the site. #}
{% macro longest_horizon_days() -%}
    (select max(horizon_days) from {{ source('settings', 'horizons') }})
{%- endmacro %}

{# Calendar quarter of a date as text, 2021-Q3: text order is the order of time. #}
{% macro calendar_quarter(date_value) -%}
    cast(extract(year from {{ date_value }}) as varchar) || '-Q' || cast(extract(quarter from {{ date_value }}) as varchar)
{%- endmacro %}

{# Calendar month of a date as text, 2021-03. Never published: see publish.finest_period. #}
{% macro calendar_month(date_value) -%}
    cast(extract(year from {{ date_value }}) as varchar) || '-' || lpad(cast(extract(month from {{ date_value }}) as varchar), 2, '0')
{%- endmacro %}

{# Ten-year bands of age, as they are reported. #}
{% macro age_band(age) -%}
    case
        when {{ age }} is null then 'unknown'
        when {{ age }} < 25 then '18-24'
        when {{ age }} < 35 then '25-34'
        when {{ age }} < 45 then '35-44'
        when {{ age }} < 55 then '45-54'
        else '55+'
    end
{%- endmacro %}
