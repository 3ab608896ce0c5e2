-- A grant's numbers are read side by side: whoever is served was enrolled before or enrols, and stays or closes; the next
-- quarter starts with whom this one ends; what became of the referred adds up; a breakdown makes up its total.
with totals as (
    select period, period_kind, measure, numerator
    from {{ ref('grant_measures') }}
    where group_by = 'overall'
),

wide as (
    select
        period,
        period_kind,
        {%- for measure in ['served', 'enrolled', 'active', 'closed', 'referred', 'accepted', 'declined', 'lost_or_pending'] %}
        sum(case when measure = '{{ measure }}' then numerator end) as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from totals
    group by period, period_kind
),

ordered as (
    select *, lag(active) over (partition by period_kind order by period) as active_before
    from wide
    where period_kind <> 'all'
),

parts as (
    select period, measure, group_by, sum(numerator) as parts
    from {{ ref('grant_measures') }}
    where group_by <> 'overall' and not (measure = 'services_linked')
    group by period, measure, group_by
)

select period, 'served is active and closed' as broken from wide where served <> active + closed
union all
select period, 'served is enrolled before and newly' from ordered where served <> active_before + enrolled
union all
select period, 'referred is accepted, declined and the rest' from wide where referred <> accepted + declined + lost_or_pending
union all
select p.period, p.measure || ' by ' || p.group_by
from parts as p
inner join totals as t on p.period = t.period and p.measure = t.measure
where p.parts <> t.numerator
