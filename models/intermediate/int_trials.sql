-- Grain: trial: person x arm x door x comparison design x index date. The candidates of both arms that no step excluded.
-- index_kinds: the eligible kinds of charge of the index event of the most serious severity. Where they are of several
-- categories, index_category is null here and decided in `cohort`, by the order of the charges.
with lead_arm as (
    select
        person_id,
        cast('lead' as varchar) as arm,
        door,
        cast(null as varchar) as comparison_design,
        index_date,
        birth_year,
        death_date,
        is_linked,
        eligibility_verified,
        decision,
        referral_date,
        cast(null as date) as first_later_referral_date,
        {{ most_serious_kinds('eligible_kinds') }} as index_kinds,
        case
            when is_linked then {{ most_serious_severity('eligible_kinds') }}
            else coalesce(severity, 'unknown')
        end as index_severity,
        case when not is_linked then coalesce(offense_category, 'unknown') end as referral_category,
        index_district,
        is_age_unknown
    from {{ ref('int_lead_candidates') }}
    where excluded_at_step is null
),

comparison_arm as (
    select
        person_id,
        cast('comparison' as varchar) as arm,
        cast(null as varchar) as door,
        comparison_design,
        index_date,
        birth_year,
        death_date,
        false as is_linked,
        true as eligibility_verified,
        cast(null as varchar) as decision,
        cast(null as date) as referral_date,
        first_referral_date as first_later_referral_date,
        {{ most_serious_kinds('eligible_kinds') }} as index_kinds,
        {{ most_serious_severity('eligible_kinds') }} as index_severity,
        cast(null as varchar) as referral_category,
        index_district,
        is_age_unknown
    from {{ ref('int_comparison_candidates') }}
    where excluded_at_step is null
),

trials as (
    select * from lead_arm
    union all
    select * from comparison_arm
)

select
    t.person_id,
    t.arm,
    t.door,
    t.comparison_design,
    t.index_date,
    t.birth_year,
    t.death_date,
    t.is_linked,
    t.eligibility_verified,
    t.decision,
    t.referral_date,
    t.first_later_referral_date,
    t.index_kinds,
    t.index_severity,
    coalesce(t.referral_category, {{ only_category('t.index_kinds') }}) as index_category,
    t.index_district,
    t.is_age_unknown
from trials as t
