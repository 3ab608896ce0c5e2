-- Grain: door x person x index date x is_contacted. The risk-set trials with what an estimate needs: who they are, what lay
-- before the day of the contact, and the primary outcome after it.
select
    r.door,
    r.person_id,
    r.index_date,
    r.is_contacted,
    coalesce(r.district, 'unknown') as index_district,
    coalesce(r.days_since_last_arrest_band, 'none') as days_since_last_arrest_band,
    r.set_size,
    r.set_weight,
    {{ calendar_quarter('r.index_date') }} as index_quarter,
    cast(extract(year from r.index_date) - r.birth_year as integer) as age,
    p.sex,
    p.race,
    {%- for prior in ['prior_arrests', 'prior_arrests_30d', 'prior_arrests_90d', 'prior_arrests_365d', 'prior_eligible_arrests',
                      'prior_felony_arrests', 'prior_drug_arrests', 'prior_warrant_arrests'] %}
    coalesce(b.{{ prior }}, 0) as {{ prior }},
    {%- endfor %}
    b.days_since_last_arrest,
    {{ is_observed_at('r.index_date', 's.primary_horizon_days', 's.data_through') }} as is_observed,
    coalesce(o.new_offense_events, 0) > 0 as is_rearrested
from {{ ref('int_risk_sets') }} as r
cross join {{ source('settings', 'site') }} as s
inner join {{ ref('int_people') }} as p on r.person_id = p.person_id
left join {{ ref('int_priors') }} as b on r.person_id = b.person_id and r.index_date = b.index_date
left join {{ ref('int_trial_outcomes') }} as o
    on r.person_id = o.person_id and r.index_date = o.index_date and s.primary_horizon_days = o.horizon_days
