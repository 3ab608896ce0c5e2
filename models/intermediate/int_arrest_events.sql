-- Grain: person in scope x day with an arrest. All charges of the person's arrests of that day, folded into a few columns.
{%- set charges -%}
    select {{ charge_columns() }}
    from {{ ref('stg_arrests') }}
    where person_id in (select person_id from {{ ref('int_scope_people') }})
{%- endset %}
{{ folded_events(coded_charges(charges)) }}
