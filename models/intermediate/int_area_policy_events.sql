-- Grain: eligible event x period, where the site asks for the area_policy contrast (else empty). All eligible events,
-- diverted or not, of the programme's and the comparison areas, before (historical window) and after (accrual window):
-- free of the officers' choice whom to divert. Reasons to leave it are flags.
select
    e.person_id,
    e.event_date as index_date,
    {{ area_of('s', 'a') }} as area,
    w.period,
    e.district as index_district,
    e.is_linked,
    e.is_unlinked,
    p.birth_year,
    p.death_date,
    coalesce(p.has_undated_quarantined or p.first_quarantined_date <= e.event_date, false) as referral_quarantined,
    coalesce({{ add_days('e.event_date', '-s.lookback_days') }} < s.data_from, false) as lookback_not_covered,
    coalesce(p.death_date < e.event_date, false) as dead_before_index
from {{ ref('int_events') }} as e
cross join {{ source('settings', 'site') }} as s
inner join {{ source('settings', 'contrasts') }} as k on k.contrast = 'area_policy'
inner join (
    select 'before' as period, historical_start as window_start, historical_end as window_end
    from {{ source('settings', 'site') }}
    union all
    select 'after' as period, accrual_start as window_start, accrual_end as window_end
    from {{ source('settings', 'site') }}
) as w on e.event_date >= w.window_start and e.event_date <= w.window_end
inner join {{ ref('int_people') }} as p on e.person_id = p.person_id
left join {{ source('settings', 'areas') }} as a on e.district = a.district
where
    e.is_eligible_at_any_age
    and {{ is_of_age('e.event_date', 'p.birth_year', 's.min_age') }}
    and {{ area_of('s', 'a') }} in ('programme', 'comparison')
