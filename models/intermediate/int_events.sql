-- Grain: person in scope x day (event): arrests, and the diversions that left no arrest row. The one table of events: priors,
-- eligibility, trials and outcomes all read it. An event's district is that of its first charge by (arrest_id, charge_number).
-- Eligible: a charge that is no warrant and eligible by the rules of the day; no charge in an excluded category; no charge
-- lost to quarantine. The person's age is the fourth condition; it is asked where the person is joined (is_of_age).
{%- set columns = ['open_kinds', 'charge_flags', 'first_qualifying_date', 'last_qualifying_date',
                   'last_known_qualifying_date'] %}
with excluded as (
    select coalesce(bit_or({{ single_bit(category_code('offense_category') ~ ' - 1') }}), 0) as excluded_flags
    from {{ source('settings', 'excluded_categories') }}
),

-- what makes up a day: its arrests, its unlinked diversions, and what is known of it from elsewhere, laid over as flags
parts as (
    select person_id, arrest_id, arrest_date as event_date, {{ columns | join(', ') }}, district
    from {{ ref('int_coded_arrests') }}
    union all
    select
        person_id,
        arrest_id,
        arrest_date as event_date,
        open_kinds,
        charge_flags + {{ flag_mask('unlinked') }} as charge_flags,
        first_qualifying_date,
        last_qualifying_date,
        last_known_qualifying_date,
        district
    from {{ ref('int_unlinked_diversions') }}
    union all
    select person_id, null, event_date, 0, {{ flag_mask('linked') }}, null, null, null, null
    from {{ ref('int_referral_links') }}
    where link in ('near', 'far')
    union all
    select a.person_id, null, a.arrest_date, 0, {{ flag_mask('lost_charge') }}, null, null, null, null
    from {{ ref('stg_quarantined_arrests') }} as q
    inner join {{ ref('int_arrests') }} as a on q.person_id = a.person_id and q.arrest_id = a.arrest_id
    -- arrests of people out of scope are no events here
    where a.person_id in (select person_id from {{ ref('int_scope_people') }})
),

events as (
    select
        person_id,
        event_date,
        bit_or(open_kinds) as open_kinds,
        bit_or(charge_flags) as charge_flags,
        min(first_qualifying_date) as first_qualifying_date,
        max(last_qualifying_date) as last_qualifying_date,
        max(last_known_qualifying_date) as last_known_qualifying_date,
        nullif(min_by(district, arrest_id), '') as district
    from parts
    group by person_id, event_date
),

judged as (
    select
        e.person_id,
        e.event_date,
        e.district,
        e.charge_flags,
        e.first_qualifying_date,
        e.last_qualifying_date,
        e.last_known_qualifying_date,
        e.open_kinds & d.eligible_kinds as eligible_kinds,
        {{ has_flag('e.charge_flags', 'linked') }} as is_linked,
        {{ has_flag('e.charge_flags', 'unlinked') }} as is_unlinked,
        (e.charge_flags & x.excluded_flags) <> 0 as has_excluded_category,
        {{ has_flag('e.charge_flags', 'lost_charge') }} as has_lost_charge
    from events as e
    cross join excluded as x
    inner join {{ ref('int_eligible_days') }} as d on e.event_date = d.event_date
)

select
    *,
    eligible_kinds <> 0 and not has_excluded_category and not has_lost_charge as is_eligible_at_any_age
from judged
