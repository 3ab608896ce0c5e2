-- Grain: period: each calendar quarter from the one in which accrual starts to the one in which the data end, the years that they
-- make up, and `all` as one. The last day lies within the data; is_complete tells a quarter that the data cover to its end, and
-- a year of four such quarters.
with recursive quarters as (
    select cast(date_trunc('quarter', accrual_start) as date) as first_day, data_through
    from {{ source('settings', 'site') }}
    union all
    select {{ next_quarter('first_day') }}, data_through
    from quarters
    where {{ next_quarter('first_day') }} <= data_through
),

bounded as (
    select
        {{ calendar_quarter('first_day') }} as period,
        cast(extract(year from first_day) as varchar) as calendar_year,
        first_day,
        least({{ add_days(next_quarter('first_day'), '-1') }}, data_through) as last_day,
        {{ add_days(next_quarter('first_day'), '-1') }} <= data_through as is_complete
    from quarters
)

select period, 'quarter' as period_kind, first_day, last_day, is_complete
from bounded
union all
select calendar_year, 'year', min(first_day), max(last_day), sum(case when is_complete then 1 else 0 end) = 4
from bounded
group by calendar_year
union all
select 'all periods', 'all', min(first_day), max(last_day), true
from bounded
