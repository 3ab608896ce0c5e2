-- Grain: person with a referral: the first-ever loaded one, of any door and decision, with a flag for every reason for which
-- it leaves the LEAD cohort. The index is the linked event's day (near), else the referral's; never the intake.
with first_referrals as (
    select * from {{ ref('int_referral_links') }}
    where referral_number = 1
),

excluded as (
    select offense_category from {{ source('settings', 'excluded_categories') }}
),

indexed as (
    select
        r.person_id,
        r.door,
        r.link,
        r.link = 'near' as is_linked,
        r.decision,
        r.referral_date,
        case when r.link = 'near' then r.event_date else r.referral_date end as index_date,
        case when r.link = 'near' then r.event_date end as linked_event_date,
        r.is_offense_given,
        r.offense_category,
        r.severity,
        r.district as referral_district
    from first_referrals as r
),

judged as (
    select
        i.person_id,
        i.door,
        i.link,
        i.is_linked,
        i.is_linked or i.is_offense_given as eligibility_verified,
        i.decision,
        i.referral_date,
        i.index_date,
        case when i.is_linked then e.eligible_kinds else 0 end as eligible_kinds,
        i.offense_category,
        i.severity,
        coalesce(e.district, i.referral_district) as index_district,
        p.birth_year,
        p.death_date,
        p.birth_year is null as is_age_unknown,
        i.referral_date < s.accrual_start or i.index_date < s.accrual_start as referral_before_accrual,
        i.index_date > s.accrual_end as index_after_accrual,
        i.link = 'far' as linked_far,
        case
            when i.is_linked then e.eligible_kinds = 0
            else
                i.is_offense_given
                and ({{ kind_bit(severity_code('i.severity'), category_code('i.offense_category')) }} & d.eligible_kinds) = 0
        end as no_eligible_charge,
        case
            when i.is_linked then e.has_excluded_category
            else i.is_offense_given and x.offense_category is not null
        end as excluded_category,
        not {{ is_of_age('i.index_date', 'p.birth_year', 's.min_age') }} as not_of_age,
        i.is_linked and e.has_lost_charge as charge_quarantined,
        s.has_areas
        and coalesce(e.district, i.referral_district) is not null
        and coalesce(a.area, 'elsewhere') <> 'programme' as outside_programme_areas,
        coalesce(p.has_undated_quarantined or p.first_quarantined_date <= i.index_date, false) as referral_quarantined,
        coalesce({{ add_days('i.index_date', '-s.lookback_days') }} < s.data_from, false) as lookback_not_covered,
        coalesce(p.death_date < i.index_date, false) as dead_before_index
    from indexed as i
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_people') }} as p on i.person_id = p.person_id
    inner join {{ ref('int_eligible_days') }} as d on i.index_date = d.event_date
    left join {{ ref('int_events') }} as e on i.person_id = e.person_id and i.linked_event_date = e.event_date
    left join {{ source('settings', 'areas') }} as a on coalesce(e.district, i.referral_district) = a.district
    left join excluded as x on i.offense_category = x.offense_category
)

select
    *,
    {{ first_exclusion('lead') }} as excluded_at_step
from judged
