-- Grain: comparison design x event with an eligible charge, in the design's window and districts, with a flag for every
-- reason for which it leaves the comparison cohort. What the person did later is none of them.
with designs as (
    select comparison_design, area, window_start, window_end
    from {{ source('settings', 'designs') }}
),

events as (
    select
        e.*,
        {{ area_of('s', 'a') }} as area
    from {{ ref('int_events') }} as e
    cross join {{ source('settings', 'site') }} as s
    left join {{ source('settings', 'areas') }} as a on e.district = a.district
    where e.eligible_kinds <> 0
),

judged as (
    select
        d.comparison_design,
        e.person_id,
        e.event_date as index_date,
        e.eligible_kinds,
        e.district as index_district,
        p.birth_year,
        p.death_date,
        p.birth_year is null as is_age_unknown,
        p.first_referral_date,
        e.has_excluded_category as excluded_category,
        not {{ is_of_age('e.event_date', 'p.birth_year', 's.min_age') }} as not_of_age,
        e.has_lost_charge as charge_quarantined,
        coalesce(p.first_contact_date <= e.event_date, false) as referred_before,
        {{ has_flag('e.charge_flags', 'is_diverted') }} as diverted_without_referral,
        coalesce(p.has_undated_quarantined or p.first_quarantined_date <= e.event_date, false) as referral_quarantined,
        coalesce({{ add_days('e.event_date', '-s.lookback_days') }} < s.data_from, false) as lookback_not_covered,
        coalesce(p.death_date < e.event_date, false) as dead_before_index
    from events as e
    inner join designs as d
        on e.area = d.area and e.event_date >= d.window_start and e.event_date <= d.window_end
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_people') }} as p on e.person_id = p.person_id
)

select
    *,
    {{ first_exclusion('comparison') }} as excluded_at_step
from judged
