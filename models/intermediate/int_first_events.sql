-- Grain: trial. The day of the first event of each outcome up to the longest horizon, and the days of death and of the end of
-- the data beside it: what a survival estimate needs, one narrow row a trial.
select
    t.trial_id,
    t.person_id,
    t.arm,
    t.door,
    t.comparison_design,
    t.index_date,
    cast({{ event_day('s.data_through', 't.index_date') }} as integer) as days_to_data_end,
    case when t.death_date <= s.data_through then cast({{ death_day('t.death_date', 't.index_date') }} as integer) end
        as days_to_death,
    {%- for name in outcomes() + ['null_dates_are_prior', 'exclude_rediversion'] %}
    o.{{ name }}_first_day as days_to_{{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ in_this_file(ref('cohort')) }} as t
cross join {{ in_this_file(source('settings', 'site')) }} as s
left join (
    select *
    from {{ in_this_file(ref('int_trial_outcomes')) }}
    where horizon_days = (select max(horizon_days) from {{ in_this_file(source('settings', 'horizons')) }})
) as o on t.person_id = o.person_id and t.index_date = o.index_date
