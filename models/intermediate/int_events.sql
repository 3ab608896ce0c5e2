-- Grain: person in scope x day (event): arrests, and the diversions that left no arrest row. The one table of events: priors,
-- eligibility, trials and outcomes all read it.
-- Eligible: a charge that is no warrant and eligible by the rules of the day; no charge in an excluded category; the person
-- certainly over the minimum age (an unknown birth year is kept and flagged); no charge lost to quarantine.
with excluded as (
    select coalesce(bit_or({{ single_bit(category_code('offense_category') ~ ' - 1') }}), 0) as excluded_flags
    from {{ source('settings', 'excluded_categories') }}
),

linked as (
    select distinct person_id, event_date
    from {{ ref('int_referral_links') }}
    where link in ('near', 'far')
),

lost as (
    select distinct a.person_id, a.arrest_date as event_date
    from {{ ref('stg_quarantined_arrests') }} as q
    inner join {{ ref('int_arrests') }} as a on q.person_id = a.person_id and q.arrest_id = a.arrest_id
),

events as (
    select *, false as is_unlinked from {{ ref('int_arrest_events') }}
    union all
    select *, true as is_unlinked from {{ ref('int_unlinked_events') }}
),

judged as (
    select
        e.person_id,
        e.event_date,
        e.is_unlinked,
        k.person_id is not null as is_linked,
        e.district,
        e.charge_flags,
        e.first_qualifying_date,
        e.last_qualifying_date,
        e.last_known_qualifying_date,
        e.open_kinds & d.eligible_kinds as eligible_kinds,
        (e.charge_flags & x.excluded_flags) <> 0 as has_excluded_category,
        l.person_id is not null as has_lost_charge,
        p.birth_year is null as is_age_unknown,
        coalesce(extract(year from e.event_date) - p.birth_year > s.min_age, true) as is_of_age
    from events as e
    cross join excluded as x
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_eligible_days') }} as d on e.event_date = d.event_date
    inner join {{ ref('int_people') }} as p on e.person_id = p.person_id
    left join linked as k on e.person_id = k.person_id and e.event_date = k.event_date
    left join lost as l on e.person_id = l.person_id and e.event_date = l.event_date
)

select
    *,
    eligible_kinds <> 0 and not has_excluded_category and is_of_age and not has_lost_charge as is_eligible
from judged
