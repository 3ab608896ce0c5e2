-- Grain: person x day: the eligible arrest events in the programme's areas, over all of the data, and whether a referral linked
-- to one offered diversion and was accepted. Where the funnel, the offer gap and the grant measures begin.
with offers as (
    select
        person_id,
        event_date,
        max(case when decision = 'accepted' then 1 else 0 end) = 1 as is_accepted
    from {{ ref('int_referral_links') }}
    where link = 'near'
    group by person_id, event_date
)

select
    e.person_id,
    e.event_date,
    e.district,
    e.eligible_kinds,
    p.birth_year,
    p.sex,
    p.race,
    p.ethnicity,
    o.person_id is not null as is_offered,
    coalesce(o.is_accepted, false) as is_accepted
from {{ ref('int_events') }} as e
cross join {{ source('settings', 'site') }} as s
inner join {{ ref('int_people') }} as p on e.person_id = p.person_id
left join {{ source('settings', 'areas') }} as a on e.district = a.district
left join offers as o on e.person_id = o.person_id and e.event_date = o.event_date
where
    e.is_eligible_at_any_age
    and {{ is_of_age('e.event_date', 'p.birth_year', 's.min_age') }}
    and not e.is_unlinked
    and {{ area_of('s', 'a') }} = 'programme'
