-- Grain: person in scope. Birth year, sex, race and ethnicity are each the most frequent known value over the person's
-- charges (ties to the lowest), else over the person's referrals. Beside them what every trial of the person asks: the death,
-- and from when on the person can't be an undiverted comparison.
{%- set traits = ['birth_year', 'sex', 'race', 'ethnicity'] %}
with combinations as (
    select person_id, birth_year, sex, race, ethnicity, count(*) as n
    from {{ ref('stg_arrests') }}
    where person_id in (select person_id from {{ ref('int_scope_people') }})
    group by person_id, birth_year, sex, race, ethnicity
),

-- nearly everyone is recorded in one way; only the rest is counted out
several as (
    select person_id
    from combinations
    group by person_id
    having count(*) > 1
),

{% for trait in traits -%}
{{ trait }}_counts as (
    select person_id, {{ trait }}, sum(n) as n
    from combinations
    where person_id in (select person_id from several) and {{ trait }} is not null
    group by person_id, {{ trait }}
),

{{ trait }}_by_arrests as (
    select person_id, {{ trait }}
    from {{ trait }}_counts
    qualify row_number() over (partition by person_id order by n desc, {{ trait }}) = 1
),

{{ trait }}_by_referrals as (
    select person_id, {{ trait }}
    from (
        select person_id, {{ trait }}, count(*) as n
        from {{ ref('stg_referrals') }}
        where {{ trait }} is not null
        group by person_id, {{ trait }}
    ) as counted
    qualify row_number() over (partition by person_id order by n desc, {{ trait }}) = 1
),

{% endfor -%}
deaths as (
    select person_id, min(death_date) as death_date
    from {{ ref('stg_deaths') }}
    group by person_id
),

recorded as (
    select person_id, birth_year, sex, race, ethnicity
    from combinations
    where person_id not in (select person_id from several)
    union all
    select
        m.person_id,
        {% for trait in traits %}{{ trait }}_by_arrests.{{ trait }}{{ ', ' if not loop.last }}{% endfor %}
    from several as m
    {% for trait in traits -%}
    left join {{ trait }}_by_arrests on m.person_id = {{ trait }}_by_arrests.person_id
    {% endfor -%}
)

select
    p.person_id,
    {% for trait in traits -%}
    coalesce(r.{{ trait }}, {{ trait }}_by_referrals.{{ trait }}) as {{ trait }},
    {% endfor -%}
    d.death_date,
    c.first_referral_date,
    c.first_contact_date,
    c.first_quarantined_date,
    coalesce(c.has_undated_quarantined, false) as has_undated_quarantined
from {{ ref('int_scope_people') }} as p
left join recorded as r on p.person_id = r.person_id
{% for trait in traits -%}
left join {{ trait }}_by_referrals on p.person_id = {{ trait }}_by_referrals.person_id
{% endfor -%}
left join deaths as d on p.person_id = d.person_id
left join {{ ref('int_programme_contacts') }} as c on p.person_id = c.person_id
