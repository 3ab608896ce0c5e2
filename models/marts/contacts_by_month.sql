-- Grain: month x type of contact, `all` being their sum, from the first quarter of the grant measures to the data's end. For
-- supervision and the evaluator inside the house, never released: grant_measures has contacts by type, by the quarter.
with dated as (
    select
        {{ calendar_month('e.contact_date') }} as month,
        d.period as quarter,
        e.contact_type,
        e.person_id,
        e.outcome
    from {{ ref('stg_engagements') }} as e
    inner join {{ ref('int_periods') }} as d
        on d.period_kind = 'quarter' and e.contact_date >= d.first_day and e.contact_date <= d.last_day
),

typed as (
    select month, quarter, contact_type, person_id, outcome
    from dated
    union all
    select month, quarter, 'all', person_id, outcome
    from dated
)

select
    month,
    quarter,
    contact_type,
    cast(sum(case when outcome = 'attended' then 1 else 0 end) as bigint) as attended_contacts,
    cast(sum(case when outcome = 'no_show' then 1 else 0 end) as bigint) as missed_contacts,
    cast(count(distinct case when outcome = 'attended' then person_id end) as bigint) as n_people
from typed
group by month, quarter, contact_type
