-- Grain: trial: person x arm x door x comparison design x index date.
{%- set priors = ['prior_arrests', 'prior_new_offense_arrests', 'prior_felony_arrests', 'prior_drug_arrests',
                  'prior_warrant_arrests', 'prior_arrests_30d', 'prior_arrests_90d', 'prior_arrests_365d',
                  'prior_eligible_arrests'] %}
with open_categories as (
    -- the few index events whose most serious eligible charges are of several categories: the first charge decides
    select
        c.person_id,
        c.event_date,
        t.index_kinds,
        c.offense_category as index_category
    from {{ ref('int_open_charges') }} as c
    inner join (
        select distinct person_id, index_date, index_kinds from {{ ref('int_trials') }}
        where index_category is null
    ) as t on c.person_id = t.person_id and c.event_date = t.index_date and (c.open_kind & t.index_kinds) <> 0
    qualify row_number() over (partition by c.person_id, c.event_date order by c.arrest_id, c.charge_number) = 1
),

trials as (
    select
        t.*,
        p.sex,
        p.race,
        p.ethnicity,
        s.data_through,
        s.primary_horizon_days,
        s.has_custody,
        s.has_engagements
        and {{ is_observed_at('t.index_date', 'greatest(s.intake_within_days, s.engaged_within_days)', 's.data_through') }}
            as is_engagement_known,
        extract(year from t.index_date) - t.birth_year as age
    from {{ ref('int_trials') }} as t
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_people') }} as p on t.person_id = p.person_id
)

select
    -- ordered by content; the person comes last, between people who are alike in everything
    {{ hex_text(content_hash(['y.content_key', 't.arm', 't.door', 't.comparison_design', 't.index_date'])) }}
    || '-' || cast(t.person_id as varchar) as trial_id,
    t.person_id,
    t.arm,
    t.door,
    t.comparison_design,
    t.index_date,
    t.is_linked,
    t.eligibility_verified,
    {{ follow_up_end('t.data_through', 't.death_date') }} as follow_up_end,
    t.death_date,
    {{ is_observed_at('t.index_date', 't.primary_horizon_days', 't.data_through') }} as is_observed_primary,
    case when t.is_engagement_known then coalesce(g.is_engaged, false) end as is_engaged,
    g.intake_date,
    t.decision,
    t.referral_date,
    case when t.first_later_referral_date > t.index_date then t.first_later_referral_date end as first_later_referral_date,
    cast(t.age as integer) as age,
    t.is_age_unknown,
    {{ age_band('t.age') }} as age_band,
    t.sex,
    t.race,
    t.ethnicity,
    {{ calendar_quarter('t.index_date') }} as index_quarter,
    cast(extract(month from t.index_date) as integer) as index_month_of_year,
    coalesce(t.index_category, o.index_category) as index_category,
    t.index_severity,
    t.index_district,
    {%- for prior in priors %}
    coalesce(r.{{ prior }}, 0) as {{ prior }},
    {%- endfor %}
    r.days_since_last_arrest,
    case when t.has_custody then coalesce(k.prior_custody_days, 0) end as prior_custody_days,
    coalesce(r.prior_arrests, 0) - coalesce(r.prior_arrests_365d, 0) as prior_arrests_before_365d,
    {%- for name in ['new_offense', 'felony', 'drug', 'warrant', 'eligible'] %}
    coalesce(r.prior_{{ name }}_arrests_before_365d, 0) as prior_{{ name }}_arrests_before_365d{{ ',' if not loop.last }}
    {%- endfor %}
from trials as t
inner join {{ ref('int_content_keys') }} as y on t.person_id = y.person_id
left join {{ ref('int_priors') }} as r on t.person_id = r.person_id and t.index_date = r.index_date
left join {{ ref('int_prior_custody') }} as k on t.person_id = k.person_id and t.index_date = k.index_date
left join {{ ref('int_engagement') }} as g on t.person_id = g.person_id and t.index_date = g.index_date
left join open_categories as o on t.person_id = o.person_id and t.index_date = o.event_date
