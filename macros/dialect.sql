{# Everything that one engine writes otherwise than another stands here, and nowhere else.

   The models call the names below; `duckdb__` is the engine that this project ships, `spark__` the second one. A new
   engine needs its own version of these and of nothing else. #}

{# -- days ------------------------------------------------------------------------------------------------- #}

{# Days from `start_date` to `end_date`: 0 on the same day, negative where the end lies before the start. #}
{% macro days_between(start_date, end_date) -%}
    {{ return(adapter.dispatch('days_between', 'lead_outcomes')(start_date, end_date)) }}
{%- endmacro %}

{% macro duckdb__days_between(start_date, end_date) -%}
    ({{ end_date }} - {{ start_date }})
{%- endmacro %}

{% macro spark__days_between(start_date, end_date) -%}
    datediff({{ end_date }}, {{ start_date }})
{%- endmacro %}

{# The date `days` (an integer expression) after `date_value`. #}
{% macro add_days(date_value, days) -%}
    {{ return(adapter.dispatch('add_days', 'lead_outcomes')(date_value, days)) }}
{%- endmacro %}

{% macro duckdb__add_days(date_value, days) -%}
    ({{ date_value }} + {{ days }})
{%- endmacro %}

{% macro spark__add_days(date_value, days) -%}
    date_add({{ date_value }}, {{ days }})
{%- endmacro %}

{# The first day of the quarter after the one that begins on `first_day`. #}
{% macro next_quarter(first_day) -%}
    {{ return(adapter.dispatch('next_quarter', 'lead_outcomes')(first_day)) }}
{%- endmacro %}

{% macro duckdb__next_quarter(first_day) -%}
    cast({{ first_day }} + interval 3 month as date)
{%- endmacro %}

{% macro spark__next_quarter(first_day) -%}
    add_months({{ first_day }}, 3)
{%- endmacro %}

{# -- codes and bits --------------------------------------------------------------------------------------- #}

{# Place (from 1) of a text column's value in a list of texts; 0 or NULL where it is not in it. #}
{% macro place_in(column, values) -%}
    {{ return(adapter.dispatch('place_in', 'lead_outcomes')(column, values)) }}
{%- endmacro %}

{# list_position runs on a column's dictionary, not on its rows: several times faster than a chain of comparisons #}
{% macro duckdb__place_in(column, values) -%}
    list_position(['{{ values | join("', '") }}'], {{ column }})
{%- endmacro %}

{% macro spark__place_in(column, values) -%}
    array_position(array('{{ values | join("', '") }}'), {{ column }})
{%- endmacro %}

{# A text column of a closed list, stored as the place in the list: a large table is written in less than half the time. A value
   that is not in the list is an error. A reader casts it to text. #}
{% macro closed_text(column, values) -%}
    {{ return(adapter.dispatch('closed_text', 'lead_outcomes')(column, values)) }}
{%- endmacro %}

{% macro duckdb__closed_text(column, values) -%}
    cast({{ column }} as enum ('{{ values | join("', '") }}'))
{%- endmacro %}

{% macro spark__closed_text(column, values) -%}
    {{ column }}
{%- endmacro %}

{# A 64-bit integer with the one bit set that has the number `n` (from 0). #}
{% macro single_bit(n) -%}
    {{ return(adapter.dispatch('single_bit', 'lead_outcomes')(n)) }}
{%- endmacro %}

{% macro duckdb__single_bit(n) -%}
    (cast(1 as bigint) << ({{ n }}))
{%- endmacro %}

{% macro spark__single_bit(n) -%}
    shiftleft(cast(1 as bigint), cast({{ n }} as int))
{%- endmacro %}

{# The bits of a non-negative integer moved down by `n` places. #}
{% macro shift_down(value, n) -%}
    {{ return(adapter.dispatch('shift_down', 'lead_outcomes')(value, n)) }}
{%- endmacro %}

{% macro duckdb__shift_down(value, n) -%}
    ({{ value }} >> {{ n }})
{%- endmacro %}

{% macro spark__shift_down(value, n) -%}
    shiftright({{ value }}, {{ n }})
{%- endmacro %}

{# -- numbers ---------------------------------------------------------------------------------------------- #}

{# An integer type wide enough for exact products of counts (38 digits). #}
{% macro wide_integer() -%}
    {{ return(adapter.dispatch('wide_integer', 'lead_outcomes')()) }}
{%- endmacro %}

{% macro duckdb__wide_integer() -%}
    hugeint
{%- endmacro %}

{% macro spark__wide_integer() -%}
    decimal(38, 0)
{%- endmacro %}

{# -- content hashes --------------------------------------------------------------------------------------- #}

{# A hash of several columns as a non-negative integer below 2^44 (so that sums of many stay exact). #}
{% macro content_hash(columns) -%}
    {{ return(adapter.dispatch('content_hash', 'lead_outcomes')(columns)) }}
{%- endmacro %}

{% macro duckdb__content_hash(columns) -%}
    cast(hash({{ columns | join(', ') }}) >> 20 as bigint)
{%- endmacro %}

{% macro spark__content_hash(columns) -%}
    shiftrightunsigned(xxhash64({{ columns | join(', ') }}), 20)
{%- endmacro %}

{# A non-negative integer as 11 hexadecimal digits, so that text order is the order of the numbers. #}
{% macro hex_text(value) -%}
    {{ return(adapter.dispatch('hex_text', 'lead_outcomes')(value)) }}
{%- endmacro %}

{% macro duckdb__hex_text(value) -%}
    lpad(lower(to_hex({{ value }})), 11, '0')
{%- endmacro %}

{% macro spark__hex_text(value) -%}
    lpad(lower(hex({{ value }})), 11, '0')
{%- endmacro %}

{# -- relations -------------------------------------------------------------------------------------------- #}

{# A relation of this warehouse without the file's own name. A view is stored with the names that it was written with,
   and the warehouse is a file that gets copied and renamed: `marts.cohort` is found in any of them. #}
{% macro in_this_file(relation) -%}
    {{ return(adapter.dispatch('in_this_file', 'lead_outcomes')(relation)) }}
{%- endmacro %}

{% macro default__in_this_file(relation) -%}
    {{ return(relation.include(database=false)) }}
{%- endmacro %}
