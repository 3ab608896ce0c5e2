{# The interval rule, in one place (its Python twin is tests/twin/interval.py; a test holds the two together).

   Day d = event_date - index_date. The window of horizon H is 1 <= d <= H, the lookback of L is -L <= d <= -1, and the
   index day itself is in neither. Every comparison of an event with an index date goes through these macros. #}

{# Day d of an event, counted from its index. #}
{% macro event_day(event_date, index_date) -%}
    {{ days_between(index_date, event_date) }}
{%- endmacro %}

{# 1 <= d <= horizon_days #}
{% macro in_window(event_date, index_date, horizon_days) -%}
    ({{ event_date }} > {{ index_date }} and {{ event_date }} <= {{ add_days(index_date, horizon_days) }})
{%- endmacro %}

{# -lookback_days <= d <= -1 #}
{% macro in_lookback(event_date, index_date, lookback_days) -%}
    ({{ event_date }} < {{ index_date }} and {{ event_date }} >= {{ add_days(index_date, '-' ~ lookback_days) }})
{%- endmacro %}

{# 0 <= d <= days: grace periods (engagement, intake), which do hold the index day #}
{% macro in_grace(event_date, index_date, days) -%}
    ({{ event_date }} >= {{ index_date }} and {{ event_date }} <= {{ add_days(index_date, days) }})
{%- endmacro %}

{# Observed at H: the whole window lies within the data. Deaths do not matter here: a death competes, it is no loss. #}
{% macro is_observed_at(index_date, horizon_days, data_through) -%}
    ({{ add_days(index_date, horizon_days) }} <= {{ data_through }})
{%- endmacro %}

{# The last day on which an event counts: the earlier of the data's end and the death. #}
{% macro follow_up_end(data_through, death_date) -%}
    case when {{ death_date }} < {{ data_through }} then {{ death_date }} else {{ data_through }} end
{%- endmacro %}

{# Day of a death as a competing event: a death on the index day counts on day 1. #}
{% macro death_day(death_date, index_date) -%}
    greatest(1, {{ event_day(death_date, index_date) }})
{%- endmacro %}

{# Days of the window that lie within follow-up: 1 <= d <= H, none where follow-up ends on the index day. #}
{% macro possible_street_days(index_date, horizon_days, follow_up_end) -%}
    greatest(0, {{ days_between(index_date, 'least(' ~ add_days(index_date, horizon_days) ~ ', ' ~ follow_up_end ~ ')') }})
{%- endmacro %}

{# Certainly over the minimum age on that day, by the years alone; an unknown birth year is kept (and flagged). #}
{% macro is_of_age(event_date, birth_year, min_age) -%}
    coalesce(extract(year from {{ event_date }}) - {{ birth_year }} > {{ min_age }}, true)
{%- endmacro %}
