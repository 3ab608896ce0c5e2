-- Grain: door x person x index date x is_contacted. Exploratory trials of the doors that have no arrest at time zero. On the
-- day of a contact everybody stands at risk of it who lives in the same data: last arrested in the same district equally long
-- ago, with an eligible arrest in the lookback, not referred by that day. Up to 10 of them a contact, drawn by a hash of
-- content, are followed from that day on, as the contacted person is. In the cohorts' sense none of these is a comparison.
-- set_weight: contacts of the set by people drawn for it. A contact without anybody like it has set_size 0.
{%- set drawn_a_contact = 10 %}
{%- set people_drawn_from = 4000 %}
{%- set band = "case when DAYS <= 30 then '1-30' when DAYS <= 90 then '31-90' when DAYS <= 180 then '91-180'"
    ~ " when DAYS <= 365 then '181-365' else 'over 365' end" %}
with contacts as (
    select person_id, door, index_date
    from {{ ref('int_trials') }}
    where arm = 'lead' and door <> 'arrest_diversion'
),

-- people in the programme's areas, a fixed number of them: at a state's size a sample is enough
keyed as (
    select
        e.person_id,
        sum({{ content_hash(['e.event_date', 'e.charge_flags', 'e.eligible_kinds', 'e.district', 'p.birth_year', 'p.sex',
                             'p.race']) }}) as person_key
    from {{ ref('int_events') }} as e
    cross join {{ source('settings', 'site') }} as s
    inner join {{ ref('int_people') }} as p on e.person_id = p.person_id
    left join {{ source('settings', 'areas') }} as a on e.district = a.district
    where
        {{ area_of('s', 'a') }} = 'programme'
        and e.event_date >= {{ add_days('s.accrual_start', '-s.lookback_days') }}
        and exists (select 1 from contacts)
    group by e.person_id
),

drawn_people as (
    select person_id, cast(person_key % 1000000007 as bigint) as person_key
    from keyed
    qualify row_number() over (order by {{ content_hash(['person_key']) }}, person_id) <= {{ people_drawn_from }}
),

-- who was last arrested when and where, until the next arrest
spells as (
    select
        e.person_id,
        e.event_date,
        {{ area_of('s', 'a') }} as area,
        e.district,
        lead(e.event_date) over (partition by e.person_id order by e.event_date) as next_event_date,
        -- nobody is known but by an eligible arrest since the first window: a later one must not bring anyone in
        max(case when e.eligible_kinds <> 0 and e.event_date >= least(s.accrual_start, s.historical_start) then e.event_date end)
            over (partition by e.person_id order by e.event_date rows between unbounded preceding and current row)
            as last_eligible_date
    from {{ ref('int_events') }} as e
    cross join {{ source('settings', 'site') }} as s
    left join {{ source('settings', 'areas') }} as a on e.district = a.district
    where e.person_id in (select person_id from drawn_people union select person_id from contacts)
),

-- where the contacted stand on the day: one spell at most, for the next begins when the last one ends
standing as (
    select
        c.door,
        c.person_id,
        c.index_date,
        k.district,
        {{ band | replace('DAYS', days_between('k.event_date', 'c.index_date')) }} as days_since_last_arrest_band
    from contacts as c
    cross join {{ source('settings', 'site') }} as s
    inner join spells as k
        on
            c.person_id = k.person_id
            and {{ in_lookback('k.event_date', 'c.index_date', 's.lookback_days') }}
            and (k.next_event_date is null or k.next_event_date >= c.index_date)
            and {{ in_lookback('k.last_eligible_date', 'c.index_date', 's.lookback_days') }}
    where k.area = 'programme'
),

contacted as (
    select
        c.door,
        c.person_id,
        c.index_date,
        k.district,
        coalesce(k.days_since_last_arrest_band, 'over 365') as days_since_last_arrest_band
    from contacts as c
    left join standing as k on c.door = k.door and c.person_id = k.person_id and c.index_date = k.index_date
),

sets as (
    select door, index_date, district, days_since_last_arrest_band, count(*) as n_contacts
    from contacted
    where district is not null
    group by door, index_date, district, days_since_last_arrest_band
),

at_risk as (
    select
        c.door,
        k.person_id,
        c.index_date,
        c.district,
        c.days_since_last_arrest_band,
        c.n_contacts,
        row_number() over (
            partition by c.door, c.index_date, c.district, c.days_since_last_arrest_band
            order by {{ content_hash(['d.person_key', 'c.index_date']) }}, k.person_id
        ) as drawn
    from sets as c
    cross join {{ source('settings', 'site') }} as s
    inner join spells as k
        on
            c.district = k.district
            and {{ in_lookback('k.event_date', 'c.index_date', 's.lookback_days') }}
            and (k.next_event_date is null or k.next_event_date >= c.index_date)
            and {{ in_lookback('k.last_eligible_date', 'c.index_date', 's.lookback_days') }}
            and c.days_since_last_arrest_band = {{ band | replace('DAYS', days_between('k.event_date', 'c.index_date')) }}
    inner join drawn_people as d on k.person_id = d.person_id
    inner join {{ ref('int_people') }} as p on k.person_id = p.person_id
    where
        k.area = 'programme'
        and (p.first_contact_date is null or p.first_contact_date > c.index_date)
        and not coalesce(p.has_undated_quarantined or p.first_quarantined_date <= c.index_date, false)
        and {{ is_of_age('c.index_date', 'p.birth_year', 's.min_age') }}
        and coalesce(p.death_date >= c.index_date, true)
),

followed as (
    select
        door,
        person_id,
        index_date,
        district,
        days_since_last_arrest_band,
        n_contacts,
        count(*) over (partition by door, index_date, district, days_since_last_arrest_band) as set_size
    from at_risk
    where drawn <= {{ drawn_a_contact }} * n_contacts
),

set_sizes as (
    select distinct door, index_date, district, days_since_last_arrest_band, set_size
    from followed
),

members as (
    select
        door,
        person_id,
        index_date,
        false as is_contacted,
        district,
        days_since_last_arrest_band,
        set_size,
        n_contacts / cast(set_size as double) as set_weight
    from followed
    union all
    select
        c.door,
        c.person_id,
        c.index_date,
        true,
        c.district,
        c.days_since_last_arrest_band,
        coalesce(z.set_size, 0),
        cast(1 as double)
    from contacted as c
    left join set_sizes as z
        on
            c.door = z.door
            and c.index_date = z.index_date
            and c.district = z.district
            and c.days_since_last_arrest_band = z.days_since_last_arrest_band
)

select
    m.door,
    m.person_id,
    m.index_date,
    m.is_contacted,
    m.district,
    m.days_since_last_arrest_band,
    cast(m.set_size as integer) as set_size,
    m.set_weight,
    p.birth_year,
    p.death_date
from members as m
inner join {{ ref('int_people') }} as p on m.person_id = p.person_id
