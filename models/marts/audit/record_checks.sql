-- Grain: check x extract x people (referred or not). Link and match rates, linkage failures, records after a death, withdrawn
-- rows, each beside the share that the site allows (null: none is set).
with referred as (
    select distinct person_id from {{ ref('stg_referrals') }}
),

links as (
    select
        'referrals' as extract,
        'referred' as people,
        link,
        count(*) as n_records
    from {{ ref('int_referral_links') }}
    group by link
),

kinds as (
    select 'near' as link
    union all
    select 'far' as link
    union all
    select 'unlinked' as link
    union all
    select 'other_door' as link
),

linked as (
    select distinct
        person_id,
        event_date
    from {{ ref('int_referral_links') }}
    where event_date is not null
),

misses as (
    select
        count(*) as n_of,
        sum(case when l.link <> 'near' then 1 else 0 end) as n_unlinked,
        sum(case when a.person_id is null then 1 else 0 end) as n_unmatched
    from {{ ref('int_referral_links') }} as l
    left join (select distinct person_id from {{ ref('stg_arrests') }}) as a on l.person_id = a.person_id
    where l.door = 'arrest_diversion'
),

diverted as (
    select
        a.person_id,
        a.arrest_date,
        r.person_id is not null as is_referred,
        k.person_id is null as is_unmatched
    from (
        select distinct
            person_id,
            arrest_date
        from {{ ref('stg_arrests') }}
        where disposition = 'diverted'
    ) as a
    left join referred as r on a.person_id = r.person_id
    left join linked as k on a.person_id = k.person_id and a.arrest_date = k.event_date
),

dated as (
    {% for extract, day in [
        ('arrests', 'arrest_date'), ('referrals', 'referral_date'), ('engagements', 'contact_date'),
        ('custody', 'admit_date'), ('court_cases', 'filed_date'), ('health_events', 'event_date')
    ] -%}
    select
        '{{ extract }}' as extract,
        person_id,
        {{ day }} as day
    from {{ ref('stg_' ~ extract) }}
    {% if not loop.last %}union all
    {% endif %}
    {%- endfor %}
),

after_death as (
    select
        d.extract,
        case when r.person_id is null then 'not_referred' else 'referred' end as people,
        sum(case when d.day > x.death_date then 1 else 0 end) as n_records,
        count(*) as n_of
    from dated as d
    left join {{ ref('stg_deaths') }} as x on d.person_id = x.person_id
    left join referred as r on d.person_id = r.person_id
    group by 1, 2
),

withdrawn as (
    select
        extract,
        people,
        sum(n_rows) as n_records
    from {{ source('audit', 'withdrawals') }}
    group by extract, people
),

n_referrals as (
    select count(*) as n from {{ ref('int_referral_links') }}
),

n_diverted as (
    select count(*) as n from diverted
),

checks as (
    select
        cast('link_' || k.link as varchar) as check_name,
        cast('referrals' as varchar) as extract,
        cast('referred' as varchar) as people,
        cast(coalesce(l.n_records, 0) as bigint) as n_records,
        cast(n.n as bigint) as n_of
    from kinds as k
    cross join n_referrals as n
    left join links as l on k.link = l.link
    union all
    select
        'referral_without_arrest' as check_name,
        'referrals' as extract,
        'referred' as people,
        cast(coalesce(n_unlinked, 0) as bigint) as n_records,
        cast(n_of as bigint) as n_of
    from misses
    union all
    select
        'person_without_arrest' as check_name,
        'referrals' as extract,
        'referred' as people,
        cast(coalesce(n_unmatched, 0) as bigint) as n_records,
        cast(n_of as bigint) as n_of
    from misses
    union all
    select
        'diverted_without_referral' as check_name,
        'arrests' as extract,
        case when d.is_referred then 'referred' else 'not_referred' end as people,
        cast(sum(case when d.is_unmatched then 1 else 0 end) as bigint) as n_records,
        cast(max(n.n) as bigint) as n_of
    from diverted as d
    cross join n_diverted as n
    group by d.is_referred
    union all
    select
        'after_death' as check_name,
        extract,
        people,
        cast(n_records as bigint) as n_records,
        cast(n_of as bigint) as n_of
    from after_death
    union all
    select
        'withdrawn' as check_name,
        extract,
        people,
        cast(n_records as bigint) as n_records,
        cast(null as bigint) as n_of
    from withdrawn
)

select
    c.check_name,
    c.extract,
    c.people,
    c.n_records,
    c.n_of,
    case c.check_name
        when 'referral_without_arrest' then s.max_referral_without_arrest
        when 'person_without_arrest' then s.max_person_without_arrest
        when 'diverted_without_referral' then s.max_diverted_without_referral
        when 'after_death' then s.max_after_death
    end as limit_share
from checks as c
cross join {{ source('settings', 'site') }} as s
