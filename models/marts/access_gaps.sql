-- Grain: stage x group_by x group x share_of: each group's share at each stage of the funnel against that of the largest group
-- (by eligible events; unknown is never the reference), as a difference with Newcombe's interval (Stat. Med. 17 (1998)
-- 873-890, method 10) and as a ratio with a logarithmic one. Described, never explained; no p-value, no ranking.
{%- set shares = {'stage_before': ('share_of_previous', 'n_previous', adapter.quote('lower'), adapter.quote('upper')),
                  'eligible': ('share_of_eligible', 'n_eligible', 'share_of_eligible_lower', 'share_of_eligible_upper')} %}
with funnel as (
    select
        f.*,
        e.n as n_eligible
    from {{ ref('engagement_funnel') }} as f
    left join {{ ref('engagement_funnel') }} as e
        on f.group_by = e.group_by and f.{{ adapter.quote('group') }} = e.{{ adapter.quote('group') }} and e.stage = 'eligible'
    -- doors other than the arrest's have no eligible arrest to be a share of
    where f.group_by not in ('overall', 'door')
),

reference_groups as (
    select group_by, {{ adapter.quote('group') }} as reference_group
    from funnel
    where stage = 'eligible' and {{ adapter.quote('group') }} <> 'unknown' and n > 0
    qualify row_number() over (partition by group_by order by n desc, {{ adapter.quote('group') }}) = 1
),

long as (
    {%- for share_of, (share, base, lower, upper) in shares.items() %}
    select
        stage,
        stage_number,
        group_by,
        {{ adapter.quote('group') }} as group_value,
        '{{ share_of }}' as share_of,
        n,
        {{ base }} as n_base,
        {{ share }} as share,
        {{ lower }} as share_lower,
        {{ upper }} as share_upper
    from funnel
    where stage <> 'eligible'
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

paired as (
    select
        l.*,
        r.reference_group,
        b.n as reference_n,
        b.n_base as reference_n_base,
        b.share as reference_share,
        b.share_lower as reference_lower,
        b.share_upper as reference_upper,
        l.group_value = r.reference_group as is_reference
    from long as l
    inner join reference_groups as r on l.group_by = r.group_by
    inner join long as b
        on l.stage = b.stage and l.group_by = b.group_by and l.share_of = b.share_of and b.group_value = r.reference_group
),

compared as (
    select
        *,
        case when not is_reference then share - reference_share end as difference,
        case when not is_reference and reference_n > 0 then share / reference_share end as ratio,
        case when not is_reference and n > 0 and reference_n > 0 then
            sqrt(1e0 / n - 1e0 / n_base + 1e0 / reference_n - 1e0 / reference_n_base)
        end as log_error
    from paired
)

select
    stage,
    cast(stage_number as integer) as stage_number,
    group_by,
    group_value as {{ adapter.quote('group') }},
    share_of,
    reference_group,
    cast(n as bigint) as n,
    cast(n_base as bigint) as n_base,
    share,
    share_lower,
    share_upper,
    reference_share,
    difference,
    difference - sqrt(power(share - share_lower, 2) + power(reference_upper - reference_share, 2)) as difference_lower,
    difference + sqrt(power(share_upper - share, 2) + power(reference_share - reference_lower, 2)) as difference_upper,
    ratio,
    ratio * exp(-{{ z_95() }} * log_error) as ratio_lower,
    ratio * exp({{ z_95() }} * log_error) as ratio_upper
from compared
