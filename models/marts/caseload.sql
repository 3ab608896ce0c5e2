-- Grain: quarter x case manager, under a label that says nothing of who or how many: labels follow a hash of the manager's code.
-- For supervision inside the programme; it is never released, and nothing is ranked by it.
with contacts as (
    select d.period as quarter, e.case_manager_id, e.person_id, e.outcome
    from {{ ref('stg_engagements') }} as e
    inner join {{ ref('int_periods') }} as d on e.contact_date >= d.first_day and e.contact_date <= d.last_day
    where d.period_kind = 'quarter'
),

managers as (
    select
        case_manager_id,
        row_number() over (order by {{ content_hash(['case_manager_id']) }}, case_manager_id) as place
    from (select distinct case_manager_id from contacts where case_manager_id is not null) as named
)

select
    c.quarter,
    coalesce('manager ' || lpad(cast(m.place as varchar), 3, '0'), 'unknown') as manager_label,
    cast(count(distinct c.person_id) as bigint) as n_people,
    cast(sum(case when c.outcome = 'attended' then 1 else 0 end) as bigint) as attended_contacts,
    cast(sum(case when c.outcome = 'no_show' then 1 else 0 end) as bigint) as missed_contacts
from contacts as c
left join managers as m on c.case_manager_id = m.case_manager_id
group by c.quarter, m.place
