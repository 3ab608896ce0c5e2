-- Grain: person with an index x kind x span of days in custody without a gap. A stay covers the day after admission to the
-- release; one without a release lasts to the end of the data. Stays that overlap are merged, so that a day counts once.
-- kind: `any` facility, and `prison` alone (a day in both is a day in prison).
with stays as (
    select
        c.person_id,
        c.facility,
        {{ add_days('c.admit_date', 1) }} as first_day,
        coalesce(c.release_date, s.data_through) as last_day
    from {{ ref('stg_custody') }} as c
    cross join {{ source('settings', 'site') }} as s
    where
        c.person_id in (select person_id from {{ ref('int_index_dates') }})
        and coalesce(c.release_date, s.data_through) > c.admit_date
),

kinds as (
    select person_id, 'any' as kind, first_day, last_day from stays
    union all
    select person_id, 'prison' as kind, first_day, last_day from stays
    where facility = 'prison'
),

reached as (
    select
        *,
        max(last_day) over (
            partition by person_id, kind order by first_day, last_day rows between unbounded preceding and 1 preceding
        ) as covered_to
    from kinds
),

-- most people's stays don't overlap, and each of those is a span as it stands
overlapping as (
    select distinct person_id, kind
    from reached
    where first_day <= covered_to
),

numbered as (
    select
        r.*,
        sum(case when r.covered_to is null or r.first_day > r.covered_to then 1 else 0 end) over (
            partition by r.person_id, r.kind order by r.first_day, r.last_day
            rows between unbounded preceding and current row
        ) as span_number
    from reached as r
    inner join overlapping as o on r.person_id = o.person_id and r.kind = o.kind
)

select r.person_id, r.kind, r.first_day, r.last_day
from reached as r
left join overlapping as o on r.person_id = o.person_id and r.kind = o.kind
where o.person_id is null
union all
select person_id, kind, min(first_day) as first_day, max(last_day) as last_day
from numbered
group by person_id, kind, span_number
