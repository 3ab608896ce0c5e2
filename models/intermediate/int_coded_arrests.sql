-- Grain: person in scope x arrest_id. The charges of an arrest, folded into a few columns.
{%- set charges -%}
    select {{ charge_columns() }}
    from {{ ref('stg_arrests') }}
    where person_id in (select person_id from {{ ref('int_scope_people') }})
{%- endset %}
{{ folded_arrests(coded_charges(charges)) }}
