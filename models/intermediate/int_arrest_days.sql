-- Grain: person x day with an arrest, of everybody in the extract (int_events holds those alone who can enter a cohort). The
-- district is that of the day's first charge by (arrest_id, charge_number), the category that of its most serious charge
-- (felony first; ties by the order of the enumeration).
with arrests as (
    select
        person_id,
        arrest_id,
        min(arrest_date) as event_date,
        min_by(coalesce(district, ''), charge_number) as district,
        min(({{ severity_code('severity') }} - 1) * {{ offense_categories() | length }} + {{ category_code('offense_category') }} - 1)
            as kind
    from {{ ref('stg_arrests') }}
    group by person_id, arrest_id
),

days as (
    select
        person_id,
        event_date,
        nullif(min_by(district, arrest_id), '') as district,
        min(kind) % {{ offense_categories() | length }} as category_number
    from arrests
    group by person_id, event_date
)

select
    person_id,
    event_date,
    district,
    {% set category -%}
    case category_number
        {%- for name in offense_categories() %}
        when {{ loop.index0 }} then '{{ name }}'
        {%- endfor %}
    end
    {%- endset -%}
    {{ closed_text(category, offense_categories()) }} as offense_category
from days
