-- Grain: stage x group. From eligible arrests on: eligible -> offered -> accepted -> intake -> engaged, each stage among the
-- events that reached the one before. An event is a person's day of arrest in the programme's areas and the accrual window;
-- its linked referral, if any, is the offer.
-- Unlinked diversions and the other doors have no eligible arrest to start from: they stand apart, as groups of `door`, from
-- `offered` on, one unit a person and day of referral; so the groups of `door` do not add up to the total.
{%- set stages = ['eligible', 'offered', 'accepted', 'intake', 'engaged'] %}
{%- set traits = ['sex', 'race', 'ethnicity'] %}
with arrests as (
    select
        e.person_id,
        e.event_date,
        e.district,
        e.is_offered,
        e.is_accepted
    from {{ ref('int_programme_arrests') }} as e
    cross join {{ source('settings', 'site') }} as s
    where e.event_date >= s.accrual_start and e.event_date <= s.accrual_end
),

-- referrals without an arrest to start from, in the accrual window and not of a known district outside the programme's
others as (
    select
        r.person_id,
        r.referral_date as event_date,
        case when r.door = 'arrest_diversion' then 'arrest_diversion_unlinked' else r.door end as door,
        max(case when r.decision = 'accepted' then 1 else 0 end) = 1 as is_accepted
    from {{ ref('int_referral_links') }} as r
    cross join {{ source('settings', 'site') }} as s
    left join {{ source('settings', 'areas') }} as a on r.district = a.district
    where
        r.link in ('unlinked', 'other_door')
        and r.referral_date >= s.accrual_start
        and r.referral_date <= s.accrual_end
        and (not s.has_areas or r.district is null or a.area = 'programme')
    group by r.person_id, r.referral_date, r.door
),

followed as (
    select
        u.person_id,
        u.event_date,
        u.district,
        u.door,
        u.is_other_door,
        p.birth_year,
        {% for trait in traits %}p.{{ trait }}, {% endfor %}
        case
            when not u.is_offered then 1
            when not u.is_accepted then 2
            when not coalesce(g.is_intake_in_time, false) then 3
            when not coalesce(g.is_engaged, false) then 4
            else 5
        end as n_stages,
        -- asked of those with an intake alone
        g.is_engaged is null as is_engagement_unknown
    from (
        select person_id, event_date, district, is_offered, is_accepted, 'arrest_diversion' as door, false as is_other_door
        from arrests
        union all
        select person_id, event_date, cast(null as varchar), true, is_accepted, door, true
        from others
    ) as u
    inner join {{ ref('int_people') }} as p on u.person_id = p.person_id
    left join {{ ref('int_engagement') }} as g on u.person_id = g.person_id and u.event_date = g.index_date
),

grouped as (
    {%- for group_by, value in [('overall', "'all'"), ('sex', 'sex'), ('race', 'race'), ('ethnicity', 'ethnicity'),
                                ('age_band', age_band('extract(year from event_date) - birth_year')),
                                ('district', 'district'), ('quarter', calendar_quarter('event_date')), ('door', 'door')] %}
    select
        '{{ group_by }}' as group_by,
        coalesce({{ value }}, 'unknown') as group_value,
        n_stages,
        is_engagement_unknown,
        is_other_door,
        count(*) as n
    from followed
    {{ 'where not is_other_door' if group_by != 'door' }}
    group by 1, 2, 3, 4, 5
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

stages as (
    {%- for stage in stages %}
    select {{ loop.index }} as stage_number, '{{ stage }}' as stage{{ ' union all' if not loop.last }}
    {%- endfor %}
),

counted as (
    select
        st.stage,
        st.stage_number,
        g.group_by,
        g.group_value,
        s.has_engagements or st.stage <> 'engaged' as is_known,
        sum(case when g.n_stages >= st.stage_number then g.n else 0 end) as n,
        sum(case when g.n_stages >= st.stage_number - 1 then g.n else 0 end) as n_previous,
        sum(case when g.n_stages = 4 and st.stage = 'engaged' and g.is_engagement_unknown then g.n else 0 end) as n_unknown,
        sum(g.n) as n_eligible,
        max(case when g.is_other_door then 1 else 0 end) = 1 as is_other_door
    from grouped as g
    cross join stages as st
    cross join {{ source('settings', 'site') }} as s
    where
        (s.has_referrals or st.stage = 'eligible')
        and not (g.is_other_door and st.stage = 'eligible')
    group by st.stage, st.stage_number, g.group_by, g.group_value, s.has_engagements
),

shares as (
    select
        stage,
        stage_number,
        group_by,
        group_value,
        is_other_door,
        case when is_known then n end as n,
        -- the first stage of a group has none before it
        case when is_known and stage <> 'eligible' and not (is_other_door and stage = 'offered') then n_previous end
            as n_previous,
        case when is_known and stage = 'engaged' then n_unknown when is_known then 0 end as n_unknown,
        case when is_known and not is_other_door then n_eligible end as n_eligible
    from counted
),

divided as (
    select
        *,
        cast(n as double) / nullif(n_previous, 0) as share_of_previous,
        cast(n as double) / nullif(n_eligible, 0) as share_of_eligible
    from shares
)

select
    stage,
    cast(stage_number as integer) as stage_number,
    group_by,
    group_value as {{ adapter.quote('group') }},
    cast(n as bigint) as n,
    cast(n_previous as bigint) as n_previous,
    cast(n_unknown as bigint) as n_unknown,
    share_of_previous,
    {{ wilson_limit('share_of_previous', 'n_previous', 'lower') }} as {{ adapter.quote('lower') }},
    {{ wilson_limit('share_of_previous', 'n_previous', 'upper') }} as {{ adapter.quote('upper') }},
    share_of_eligible,
    {{ wilson_limit('share_of_eligible', 'n_eligible', 'lower') }} as share_of_eligible_lower,
    {{ wilson_limit('share_of_eligible', 'n_eligible', 'upper') }} as share_of_eligible_upper
from divided
