-- Grain: step x arm x door x comparison design. How each cohort came about, as trials and as people. A trial is counted at
-- the first step that excludes it; a person is excluded at a step where the last of its trials is.
with steps as (
    {%- for arm in ['lead', 'comparison'] %}
    {%- set last_arm = loop.last %}
    {%- for step in attrition_steps(arm) %}
    select '{{ arm }}' as arm, {{ loop.index }} as step_number, '{{ step }}' as step
    {{- '' if last_arm and loop.last else ' union all' }}
    {%- endfor %}
    {%- endfor %}
),

groups as (
    select 'lead' as arm, d.door, cast(null as varchar) as comparison_design
    from {{ source('settings', 'site') }} as s
    inner join (
        {%- for door in doors() %}
        select '{{ door }}' as door{{ ' union all' if not loop.last }}
        {%- endfor %}
    ) as d on s.has_referrals
    union all
    select 'comparison' as arm, cast(null as varchar) as door, comparison_design
    from {{ source('settings', 'designs') }}
),

candidates as (
    select 'lead' as arm, door as stratum, person_id, coalesce(excluded_at_step, 99) as excluded_at_step
    from {{ ref('int_lead_candidates') }}
    union all
    select 'comparison' as arm, comparison_design as stratum, person_id, coalesce(excluded_at_step, 99) as excluded_at_step
    from {{ ref('int_comparison_candidates') }}
),

trials as (
    select arm, stratum, excluded_at_step, count(*) as n
    from candidates
    group by arm, stratum, excluded_at_step
),

people as (
    select arm, stratum, excluded_at_step, count(*) as n
    from (
        select arm, stratum, person_id, max(excluded_at_step) as excluded_at_step
        from candidates
        group by arm, stratum, person_id
    ) as last_trials
    group by arm, stratum, excluded_at_step
),

counted as (
    select
        g.arm,
        g.door,
        g.comparison_design,
        s.step_number,
        s.step,
        coalesce(t.n_in, 0) as n_in,
        coalesce(t.n_excluded, 0) as n_excluded,
        coalesce(p.n_in, 0) as n_people_in,
        coalesce(p.n_excluded, 0) as n_people_excluded
    from groups as g
    inner join steps as s on g.arm = s.arm
    {%- for alias, relation in [('t', 'trials'), ('p', 'people')] %}
    left join (
        select
            s.arm,
            c.stratum,
            s.step_number,
            sum(case when c.excluded_at_step >= s.step_number then c.n else 0 end) as n_in,
            sum(case when c.excluded_at_step = s.step_number then c.n else 0 end) as n_excluded
        from steps as s
        inner join {{ relation }} as c on s.arm = c.arm
        group by s.arm, c.stratum, s.step_number
    ) as {{ alias }}
        on
            g.arm = {{ alias }}.arm
            and coalesce(g.door, g.comparison_design) = {{ alias }}.stratum
            and s.step_number = {{ alias }}.step_number
    {%- endfor %}
)

select
    step_number,
    step,
    arm,
    door,
    comparison_design,
    cast(n_in as bigint) as n_in,
    cast(n_excluded as bigint) as n_excluded,
    cast(n_in - n_excluded as bigint) as n_out,
    cast(n_people_in as bigint) as n_people_in,
    cast(n_people_excluded as bigint) as n_people_excluded,
    cast(n_people_in - n_people_excluded as bigint) as n_people_out
from counted
