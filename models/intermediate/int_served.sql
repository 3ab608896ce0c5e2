-- Grain: person x period in which the person was enrolled on some day. Enrolled: from an intake to the exit, the death or the
-- end of the data; that day is the last. So in each period those enrolled at its start and those who enrol in it are those
-- enrolled at its end and those who closed, and the next quarter starts with whom this one ends.
with spells as (
    select
        r.person_id,
        r.intake_date,
        -- an exit or a death that is dated before the intake ends it the same day
        case when least(r.exit_date, p.death_date) < r.intake_date then r.intake_date else least(r.exit_date, p.death_date) end
            as end_date,
        case
            when r.exit_date is null or r.exit_date > p.death_date then 'died'
            else coalesce(r.exit_reason, 'unknown')
        end as end_reason
    from {{ ref('stg_referrals') }} as r
    inner join {{ ref('int_people') }} as p on r.person_id = p.person_id
    where r.intake_date is not null
),

spanned as (
    select
        s.person_id,
        d.period,
        s.intake_date,
        s.end_date,
        s.end_reason,
        s.intake_date < d.first_day as is_before,
        s.end_date is null or s.end_date > d.last_day as is_after
    from spells as s
    inner join {{ ref('int_periods') }} as d
        on s.intake_date <= d.last_day and (s.end_date is null or s.end_date >= d.first_day)
),

ended as (
    select person_id, period, end_reason
    from spanned
    where not is_after
    qualify row_number() over (partition by person_id, period order by end_date desc, end_reason) = 1
)

select
    s.person_id,
    s.period,
    min(s.intake_date) as first_intake_date,
    max(case when s.is_before then 1 else 0 end) = 1 as is_enrolled_at_start,
    max(case when s.is_after then 1 else 0 end) = 1 as is_enrolled_at_end,
    case when max(case when s.is_after then 1 else 0 end) = 0 then min(e.end_reason) end as closing_reason
from spanned as s
left join ended as e on s.person_id = e.person_id and s.period = e.period
group by s.person_id, s.period
