-- Grain: arm x door x comparison design x outcome x horizon. Rates and their intervals (contract, section 4) over the trials
-- observed at the horizon, people as clusters. Sums are exact integers; with Q = sum over people of (n Y - S N)^2, which is
-- n^4 times the sum of squares of u_g / n, "V = 0" is a fact and not a matter of rounding.
{%- set groups = ['arm', 'door', 'comparison_design'] %}
{%- set wide = wide_integer() %}
with repeaters as (
    select {{ groups | join(', ') }}, person_id
    from {{ ref('cohort') }}
    group by {{ groups | join(', ') }}, person_id
    having count(*) > 1
),

-- every trial at every horizon; what is not observed is kept, with all its numbers 0
trials as (
    select
        t.arm,
        t.door,
        t.comparison_design,
        t.person_id,
        r.person_id is not null as is_repeated,
        t.horizon_days,
        case when t.is_observed then 1 else 0 end as n,
        case when t.is_observed then t.street_days else 0 end as t
        {%- for name in outcomes() %},
        case when t.is_observed then t.{{ name }}_events else 0 end as {{ name }}
        {%- endfor %}
    from {{ ref('int_trial_horizons') }} as t
    left join repeaters as r
        on
            t.person_id = r.person_id
            {%- for group in groups %}
            and t.{{ group }} is not distinct from r.{{ group }}
            {%- endfor %}
),

-- per person and horizon: observed trials (n), street days (t), trials with an event (y), events (e); a person with a single
-- trial, as most are, is its own sum
people as (
    select
        {{ groups | join(', ') }},
        horizon_days,
        cast(n as bigint) as n,
        cast(t as bigint) as t
        {%- for name in outcomes() %},
        cast(case when {{ name }} > 0 then 1 else 0 end as bigint) as y_{{ name }},
        cast({{ name }} as bigint) as e_{{ name }}
        {%- endfor %}
    from trials
    where not is_repeated
    union all
    select
        {{ groups | join(', ') }},
        horizon_days,
        cast(sum(n) as bigint) as n,
        cast(sum(t) as bigint) as t
        {%- for name in outcomes() %},
        count(case when {{ name }} > 0 then 1 end) as y_{{ name }},
        cast(sum({{ name }}) as bigint) as e_{{ name }}
        {%- endfor %}
    from trials
    where is_repeated
    group by {{ groups | join(', ') }}, horizon_days, person_id
),

sums as (
    select
        {{ groups | join(', ') }},
        horizon_days,
        cast(sum(case when n > 0 then 1 else 0 end) as bigint) as n_clusters,
        cast(sum(n) as {{ wide }}) as n,
        cast(sum(n * n) as {{ wide }}) as nn,
        cast(sum(t) as {{ wide }}) as t,
        cast(sum(t * t) as {{ wide }}) as tt
        {%- for name in outcomes() %},
        cast(sum(y_{{ name }}) as {{ wide }}) as y_{{ name }},
        cast(sum(y_{{ name }} * y_{{ name }}) as {{ wide }}) as yy_{{ name }},
        cast(sum(y_{{ name }} * n) as {{ wide }}) as yn_{{ name }},
        cast(sum(e_{{ name }}) as {{ wide }}) as e_{{ name }},
        cast(sum(e_{{ name }} * e_{{ name }}) as {{ wide }}) as ee_{{ name }},
        cast(sum(e_{{ name }} * t) as {{ wide }}) as et_{{ name }}
        {%- endfor %}
    from people
    group by {{ groups | join(', ') }}, horizon_days
),

names as (
    {%- for name in outcomes() %}
    select '{{ name }}' as outcome{{ ' union all' if not loop.last }}
    {%- endfor %}
),

observed as (
    select
        {% for group in groups %}s.{{ group }}, {% endfor %}
        names.outcome,
        s.horizon_days,
        s.n_clusters,
        s.n,
        s.nn,
        s.t,
        s.tt
        {%- for sum_of in ['y', 'yy', 'yn', 'e', 'ee', 'et'] %},
        case names.outcome
            {%- for name in outcomes() %}
            when '{{ name }}' then s.{{ sum_of }}_{{ name }}
            {%- endfor %}
        end as {{ sum_of }}
        {%- endfor %}
    from sums as s
    cross join names
),

everyone as (
    select {{ groups | join(', ') }}, count(*) as n_trials, count(distinct person_id) as n_people
    from {{ ref('cohort') }}
    group by {{ groups | join(', ') }}
),

complete as (
    select
        {% for group in groups %}g.{{ group }}, {% endfor %}
        names.outcome,
        h.horizon_days,
        g.n_trials,
        g.n_people,
        coalesce(o.n_clusters, 0) as n_clusters,
        coalesce(o.n, 0) as n,
        coalesce(o.y, 0) as y,
        coalesce(o.e, 0) as e,
        coalesce(o.t, 0) as t,
        o.n * o.n * o.yy - 2 * o.n * o.y * o.yn + o.y * o.y * o.nn as rate_squares,
        o.t * o.t * o.ee - 2 * o.t * o.e * o.et + o.e * o.e * o.tt as events_squares
    from everyone as g
    cross join {{ source('settings', 'horizons') }} as h
    cross join names
    left join observed as o
        on
            {% for group in groups -%}
            g.{{ group }} is not distinct from o.{{ group }} and
            {% endfor -%}
            h.horizon_days = o.horizon_days and names.outcome = o.outcome
),

rated as (
    select
        *,
        cast(y as double) / nullif(cast(n as double), 0) as rate,
        cast(t as double) / 365.25 as person_years,
        case when n_clusters > 1 then
            {{ z_95() }} * sqrt(
                cast(n_clusters as double) / (n_clusters - 1) * cast(rate_squares as double)
            ) / (cast(n as double) * cast(n as double))
        end as rate_half_width,
        -- the standard error of the logarithm of events over time
        case when n_clusters > 1 and e > 0 and t > 0 then
            {{ z_95() }} * sqrt(
                cast(n_clusters as double) / (n_clusters - 1) * cast(events_squares as double)
            ) / cast(t as double) / cast(e as double)
        end as events_log_half_width
    from complete
)

select
    {% for group in groups %}cast(r.{{ group }} as varchar) as {{ group }}, {% endfor %}
    r.outcome,
    r.horizon_days,
    cast(r.n_trials as bigint) as n_trials,
    cast(r.n_people as bigint) as n_people,
    cast(r.n as bigint) as n_observed,
    cast(r.y as bigint) as n_rearrested,
    r.rate,
    {%- for side, sign in [('lower', '-'), ('upper', '+')] %}
    case
        when r.n_clusters < 2 then null
        when r.y = 0 or r.y = r.n or r.rate_squares = 0 then {{ wilson_limit('r.rate', 'r.n_clusters', side) }}
        else 1e0 / (1e0 + exp(-(ln(r.rate / (1 - r.rate)) {{ sign }} r.rate_half_width / (r.rate * (1 - r.rate)))))
    end as rate_{{ side }},
    {%- endfor %}
    cast(r.e as bigint) as arrest_events,
    r.person_years,
    cast(r.e as double) / nullif(r.person_years, 0) as events_per_person_year,
    {%- for side, sign in [('lower', '-'), ('upper', '+')] %}
    case
        when r.n_clusters < 2 or r.t = 0 then null
        when r.e = 0 then {{ "0e0" if side == "lower" else '-ln(0.025e0) / r.person_years' }}
        when r.events_squares = 0 then null
        else cast(r.e as double) / r.person_years * exp({{ sign }}r.events_log_half_width)
    end as epy_{{ side }},
    {%- endfor %}
    cast(i.cumulative_incidence as double) as cumulative_incidence,
    cast(i.ci_lower as double) as ci_lower,
    cast(i.ci_upper as double) as ci_upper
from rated as r
left join {{ ref('int_cumulative_incidence') }} as i
    on
        {% for group in groups -%}
        r.{{ group }} is not distinct from i.{{ group }} and
        {% endfor -%}
        r.outcome = i.outcome and r.horizon_days = i.horizon_days
