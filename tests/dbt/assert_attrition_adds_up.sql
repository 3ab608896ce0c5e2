-- Why: the attrition table is the only place where a reader sees who was left out. Each step must start from what the step
-- before left, and the last one must end at the cohort itself, in trials and in people.
with steps as (
    select
        *,
        coalesce(door, comparison_design) as stratum,
        lag(n_out) over (partition by arm, door, comparison_design order by step_number) as n_left_before,
        lag(n_people_out) over (partition by arm, door, comparison_design order by step_number) as n_people_left_before,
        row_number() over (partition by arm, door, comparison_design order by step_number desc) as steps_to_go
    from {{ ref('attrition') }}
),

cohort as (
    select arm, coalesce(door, comparison_design) as stratum, count(*) as n, count(distinct person_id) as n_people
    from {{ ref('cohort') }}
    group by arm, coalesce(door, comparison_design)
)

select s.arm, s.stratum, s.step
from steps as s
left join cohort as c on s.arm = c.arm and s.stratum = c.stratum
where
    s.n_out <> s.n_in - s.n_excluded
    or s.n_people_out <> s.n_people_in - s.n_people_excluded
    or s.n_in <> coalesce(s.n_left_before, s.n_in)
    or s.n_people_in <> coalesce(s.n_people_left_before, s.n_people_in)
    or (s.steps_to_go = 1 and (s.n_out <> coalesce(c.n, 0) or s.n_people_out <> coalesce(c.n_people, 0)))
union all
select c.arm, c.stratum, 'a cohort without steps' as step
from cohort as c
left join steps as s on c.arm = s.arm and c.stratum = s.stratum
where s.arm is null
