-- Grain: charge of an event that its folded columns leave open: an index event whose most serious eligible charges are of
-- several categories, or a later event of which an index date lies between the offence dates. Few among many.
with open_events as (
    select person_id, index_date as event_date
    from {{ ref('int_trials') }}
    where index_category is null
    union
    select person_id, event_date
    from {{ ref('int_events_after') }}
    where new_flags is null
),

charges as (
    {%- set charges -%}
        select {{ charge_columns() }}
        from {{ ref('stg_arrests') }}
        where person_id in (select person_id from open_events)
    {%- endset %}
    {{ coded_charges(charges) }}
),

dated as (
    select
        *,
        min(arrest_date) over (partition by person_id, arrest_id) as event_date
    from charges
)

select
    c.person_id,
    c.event_date,
    c.arrest_id,
    c.charge_number,
    c.offense_category,
    c.open_kind,
    c.charge_flags,
    c.qualifying_date
from dated as c
inner join open_events as e on c.person_id = e.person_id and c.event_date = e.event_date
